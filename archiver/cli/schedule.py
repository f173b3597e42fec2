"""`schedule`: what is due and when; a process that keeps to it; units for systemd."""

import getpass
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from archiver.cli.common import json_option, one_line, optional_collection
from archiver.cli.network import (
    bounds_options,
    crawl_words,
    network_options,
    requisites_option,
)
from archiver.schedule import read_timetable, systemd
from archiver.show import schedule as show

collection = optional_collection()


def _folder(context: click.Context, folder: Path | None) -> Path:
    """Given before the subcommand's name or after it."""
    found = folder or (context.parent and context.parent.params.get("folder"))
    if not isinstance(found, Path):
        raise click.UsageError("Missing option '-c' / '--collection'.")
    return found


@click.group(invoke_without_command=True)
@collection
@json_option
@click.pass_context
@one_line
def schedule(context: click.Context, folder: Path | None, as_json: bool) -> None:
    """List what is due and when; how each publication was looked at last.

    Publications with a file in the collection are looked at, and those that `[schedule]` of its
    collection.toml names.

    \b
        archiver schedule -c my-archive
        archiver schedule run -c my-archive
        archiver schedule systemd -c my-archive
        archiver crawl --due -c my-archive
    """
    if context.invoked_subcommand is None:
        now = datetime.now(UTC)
        show.timetable(read_timetable(_folder(context, folder), now), as_json=as_json)


@schedule.command()
@collection
@requisites_option
@network_options
@bounds_options
@click.pass_context
@one_line
def run(context: click.Context, /, folder: Path | None, **options: Any) -> None:  # noqa: ANN401 - as click gives them
    """Crawl what is due, until SIGTERM or Ctrl-C; a second one ends it at once.

    \b
        archiver schedule run -c my-archive
    """
    from archiver.schedule.running import keep

    try:
        keep(_folder(context, folder), _tell, crawl_words(options))
    except KeyboardInterrupt:
        sys.exit(130)


def _tell(text: str) -> None:
    click.echo(text, err=True)


@schedule.command(name="systemd")
@collection
@click.option("--run", "keep", is_flag=True, help="A service that keeps running, and no timer.")
@click.option("--user", "of_user", is_flag=True, help="For `systemctl --user`, not the system's.")
@click.option("--as", "account", help="Whose processes they are. [default: the folder's owner]")
@click.option(
    "--minutes",
    type=click.IntRange(1, 1440),
    default=5,
    show_default=True,
    help="Of the timer: how long after a run it looks again whether anything is due.",
)
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Write the files into this folder.",
)
@click.pass_context
@one_line
def systemd_command(
    context: click.Context,
    folder: Path | None,
    keep: bool,
    of_user: bool,
    account: str | None,
    minutes: int,
    into: Path | None,
) -> None:
    """Print units for systemd: a timer that starts `archiver crawl --due`, or a service.

    \b
        archiver schedule systemd -c my-archive
        sudo archiver schedule systemd -c my-archive --into /etc/systemd/system
        archiver schedule systemd -c my-archive --user --into ~/.config/systemd/user
        archiver schedule systemd -c my-archive --run
    """
    wanted = systemd.Wanted(
        folder=_folder(context, folder).absolute(),
        program=systemd.program(Path(sys.argv[0]), Path(sys.executable)),
        user=None if of_user else account or systemd.owner(_folder(context, folder)) or _me(),
        minutes=minutes,
    )
    found = systemd.keeper(wanted) if keep else systemd.timer(wanted)
    if into is not None:
        for unit in found:
            (into / unit.name).write_text(unit.text)
    show.units(found, into)


def _me() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user without an entry in the password file
        return "nobody"
