"""What `reread` prints: each capture that is read differently, and how much there was."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from archiver.collection.versioning.rereads import ReadAgain, Summary
from archiver.differences import FieldChange
from archiver.show.history import COLOURS, SIGNS

LONGEST = 160  # characters of a value; --json has all
EVERY = 1000  # captures between two lines of a log


def capture(found: ReadAgain) -> None:
    """A capture for a person: its fields before and after; of the body how much."""
    click.secho(f"{found.url}  {found.captured:%Y-%m-%d %H:%M} UTC", bold=True)
    if found.difference is None:
        click.echo(f"  cannot be read: {found.problem}")
        return
    for change in found.difference.fields:
        _field(change)
    added, removed = found.difference.added, found.difference.removed
    if added or removed:
        click.echo(f"  body: {added} sentences more, {removed} less")


def _field(change: FieldChange) -> None:
    for operation, value in (("removed", change.before), ("added", change.after)):
        text = " ".join((value or "").split())
        if text:
            short = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
            click.secho(f"  {SIGNS[operation]}{change.name}: {short}", fg=COLOURS[operation])


def json_line(found: ReadAgain) -> None:
    """A capture for a program: one line, of the body only what differs."""
    value = msgspec.to_builtins(found)
    if found.difference is not None:
        body = [piece for piece in value["difference"]["body"] if piece["operation"] != "same"]
        value["difference"]["body"] = body
    click.echo(json.dumps(value, ensure_ascii=False))


def summary(found: Summary, *, dry_run: bool, as_json: bool) -> None:
    """The last lines, or the last line of JSON."""
    if as_json:
        click.echo(json.dumps({"summary": msgspec.to_builtins(found)}, ensure_ascii=False))
        return
    for name, count in sorted(found.fields.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"{count:>8} x {name}")
    read = found.same + found.different
    click.echo(
        f"{found.captures} captures, {found.known} of them read so before; {read} read again: "
        f"{found.different} differently, {found.same} as before; {found.failed} cannot be read"
    )
    if dry_run:
        click.echo("nothing was written", err=True)


@contextmanager
def progress() -> Iterator[Callable[[int, int], None]]:
    """A bar with an estimate on a terminal; a line now and then in a log."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield _line
        return
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _line(done: int, total: int) -> None:
    if done % EVERY == 0:
        click.echo(f"{done} of {total} captures", err=True)
