"""What `import` prints: a line a file, and what was read."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from archiver.collection.importing.report import ImportedFile, ImportReport

EVERY = 1000  # pages between two lines of a log
MOST_LINES = 5  # problems of a file that are printed; --json has more
MOST_NAMED = 3  # files that are refused for one reason; --json has all


def report(found: ImportReport, *, as_json: bool) -> None:
    """All that was done."""
    if as_json:
        value = {**msgspec.to_builtins(found), "pages": found.pages}
        click.echo(json.dumps(value, ensure_ascii=False))
        return
    for file in found.resumed:
        click.echo(f"{file.name}: was taken in by an import that was broken off; it is read now")
    for file in found.files:
        _file(file)
    for line in _refused(found):
        click.echo(line, err=True)
    for line in found.problems:
        click.echo(line, err=True)
    if found.late:
        told = ", ".join(f"{count:,} {what}" for what, count in found.late.items())
        click.echo(f"revisits that were here before their originals: {told}")
    if found.pages:
        click.echo(", ".join(f"{count:,} {what}" for what, count in found.pages.items()))


def _refused(found: ImportReport) -> Iterator[str]:
    """A line for each reason why files were not imported."""
    files: dict[str, list[str]] = {}
    for file in found.files:
        if file.outcome == "refused":
            files.setdefault(file.problems[0], []).append(file.source)
    for reason, sources in files.items():
        named = ", ".join(sources[:MOST_NAMED])
        more = len(sources) - MOST_NAMED
        others = f" and {more:,} more" if more > 0 else ""
        count = f"{len(sources):,} files " if len(sources) > 1 else ""
        yield f"{named}{others}: {count}not imported: {reason}"


def _file(file: ImportedFile) -> None:
    if file.outcome == "refused":
        return  # told with others of the same reason
    if file.outcome == "already here":
        told = "".join(f"; {line}" for line in file.problems)
        click.echo(f"{file.source}: already here, as {file.name}{told}")
        return
    copies = f", {file.copies:,} that were known" if file.copies else ""
    captures = f"{file.captures:,} capture{'' if file.captures == 1 else 's'}"
    click.echo(f"{file.source}: {captures}{copies}, in {file.name}")
    for line in file.problems[:MOST_LINES]:
        click.echo(f"  damaged: {line}", err=True)
    more = len(file.problems) - MOST_LINES
    if more > 0:
        click.echo(f"  and {more} more; `archiver verify` tells all", err=True)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar with an estimate on a terminal; a line now and then in a log."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield _line
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("taking in", total=None)
        yield lambda what, done, total: bar.update(
            task, description=what, completed=done, total=total
        )


def _line(what: str, done: int, total: int) -> None:
    if what == "reading" and (done % EVERY == 0 or done == total):
        click.echo(f"read {done:,} of {total:,} captures", err=True)
