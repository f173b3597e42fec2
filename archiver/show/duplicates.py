"""Copies of stories, as they are printed: the largest clusters, the earliest article first."""

import click

from archiver.data import Duplicates
from archiver.data.duplicates import Cluster, Member

MOST_CLUSTERS = 20
MOST_MEMBERS = 10


def duplicates(found: Duplicates, target: str | None = None) -> None:
    """What was found, and where it was written."""
    stories = f"{len(found.clusters)} {'story has' if len(found.clusters) == 1 else 'stories have'}"
    copies = "1 copy" if found.copies == 1 else f"{found.copies} copies"
    click.echo(f"{found.rows} articles; {stories} {copies}")
    largest = sorted(found.clusters, key=lambda x: -len(x.members))
    for cluster in largest[:MOST_CLUSTERS]:
        click.echo()
        _cluster(cluster)
    if len(largest) > MOST_CLUSTERS:
        click.echo(f"\n… and {len(largest) - MOST_CLUSTERS} more; --json has all")
    if target is not None:
        click.echo(f"\nWritten to {target}")


def _cluster(cluster: Cluster) -> None:
    first, *copies = cluster.members
    click.echo(_told(first))
    for member in copies[:MOST_MEMBERS]:
        share = "same" if member.exact else f"{member.similarity:.2f}"
        click.echo(f"  {share}  {_told(member)}")
    if len(copies) > MOST_MEMBERS:
        click.echo(f"  … and {len(copies) - MOST_MEMBERS} more")


def _told(member: Member) -> str:
    where = member.url or f"row {member.row}"
    return f"{where}  ({member.publication})" if member.publication else where
