"""`status`: what a collection holds, how its publications do, and which alarms are open."""

from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec

from archiver import publications, show
from archiver.cli.common import collection_option, json_option, one_line
from archiver.collection import Collection
from archiver.collection.reporting.health import acknowledge, health
from archiver.errors import ArchiverError
from archiver.publications import Publications
from archiver.schedule import read_timetable
from archiver.show import health as show_health
from archiver.show.prometheus import prometheus as metrics


@click.command()
@collection_option
@click.option(
    "--acknowledge",
    "ids",
    multiple=True,
    type=click.IntRange(min=1),
    metavar="NUMBER",
    help="Close an alarm: what is now is what is to be expected from now on.",
)
@click.option(
    "--prometheus",
    is_flag=True,
    help="Metrics as text, for node_exporter's textfile collector.",
)
@json_option
@one_line
def status(folder: Path, ids: tuple[int, ...], prometheus: bool, as_json: bool) -> None:
    """What a collection holds, how its publications do, and which alarms are open.

    \b
        archiver status -c my-archive
        archiver status -c my-archive --acknowledge 7
        archiver status -c my-archive --prometheus > /var/lib/node_exporter/archiver.prom
    """
    now = datetime.now(UTC)
    if ids:
        for kept in acknowledge(folder, ids, now):
            click.echo(f"Alarm {kept.id} is closed: {kept.alarm.publication}: {kept.alarm.what}")
        return
    with Collection(folder) as collection:
        found = collection.status()
    doing = health(folder, _known(folder), now)
    due = _due(folder, now)
    if prometheus:
        click.echo(metrics(found, doing, due), nl=False)
    elif as_json:
        value = {**msgspec.to_builtins(found), **{
            "health": msgspec.to_builtins(doing),
            "due": {name: at.isoformat() for name, at in due.items()},
        }}  # fmt: skip
        click.echo(show.as_json_text(value))
    else:
        show.status(found, folder, as_json=False)
        click.echo()
        show_health.health(doing, due, folder)


def _known(folder: Path) -> Publications:
    """The publications; where a file of the collection is wrong, the others: what is there can be
    looked at all the same."""
    known = publications.load_sound(folder / "publications")
    for broken in known.broken:
        click.echo(str(broken), err=True)
    return known


def _due(folder: Path, now: datetime) -> dict[str, datetime]:
    """When each publication is due next; empty where the settings are wrong."""
    try:
        rows = read_timetable(folder, now).rows
    except ArchiverError as error:
        click.echo(f"{error}", err=True)
        return {}
    return {row.publication: row.next for row in rows if row.next is not None}
