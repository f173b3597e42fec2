"""Reading stored captures again: `reread`."""

import sys
from pathlib import Path

import click

from archiver.cli.common import collection_option, json_option, one_line
from archiver.show import rereads as show


@click.command()
@click.argument("query", required=False)
@click.option("--publication", metavar="NAME", help="Only captures of this publication.")
@collection_option
@click.option("--dry-run", is_flag=True, help="Show what would be read differently; keep nothing.")
@json_option
@one_line
def reread(
    query: str | None, publication: str | None, folder: Path, *, dry_run: bool, as_json: bool
) -> None:
    """Read stored captures again, with the present reader and publication files.

    QUERY is what `archiver search` takes, or the address of an article; without one, all captures
    are read. Earlier readings stay. What is read differently is told, and is no change by the
    publisher. Where this was broken off it goes on.

    \b
        archiver reread -c my-archive --dry-run
        archiver reread -c my-archive --publication ecommercetimes
        archiver reread https://paper.example/story/1 -c my-archive
    """
    from archiver.collection.versioning.rereads import Wanted, reread

    wanted = Wanted(query=query, publication=publication)
    with show.progress() as progress:
        summary = reread(
            folder, wanted, show.json_line if as_json else show.capture,
            dry_run=dry_run, progress=progress,
        )  # fmt: skip
    show.summary(summary, dry_run=dry_run, as_json=as_json)
    if summary.failed:
        sys.exit(1)
