"""What `read` and `export` print: articles, how far it is, and the report."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from archiver.article import Article
from archiver.data.texts import json_of
from archiver.errors import DataError
from archiver.jobs import Progress as Far
from archiver.jobs import Result
from archiver.loading import Input, LoadReport, Options, Reading

EVERY = 10.0  # seconds between two lines of a log


def articles(inputs: tuple[Input, ...], wanted: Options, jobs: int) -> None:
    """Print articles as they come, a line of JSON each; the report goes to standard error."""
    with closing(Reading(inputs, wanted, jobs=jobs)) as reading:
        lines(reading)
        tell(reading.report)


def lines(found: Iterable[Article]) -> int:
    """Print articles, a line of JSON each; how many."""
    count = 0
    out = sys.stdout.buffer
    for count, article in enumerate(found, 1):  # noqa: B007 - the last one is how many
        out.write(json_of(article) + b"\n")
    out.flush()
    return count


def tell(report: LoadReport) -> None:
    """The report, where standard output holds something else."""
    click.echo(str(report), err=True)


def result(done: Result, target: str, *, as_json: bool) -> None:
    """What a job brought."""
    if as_json:
        click.echo(done.report.to_json())
        return
    click.echo(str(done.report))
    if done.whole:
        click.echo(f"{target}: {done.articles:,} articles")
    else:
        click.echo(
            f"{done.articles:,} articles of this share are read; when all are, the same without "
            "--shard puts them together"
        )


def refuse(target: Path, *, force: bool) -> None:
    """Raises DataError for a target that is there, unless it is to be replaced."""
    there = any(target.iterdir()) if target.is_dir() else target.exists()
    if there and not force:
        raise DataError(f"{target}: is there already; --force replaces it")


@contextmanager
def progress(
    now: Callable[[], float] = time.monotonic,
) -> Iterator[Callable[[Far], None]]:
    """A bar with an estimate on a terminal; a line now and then in a log."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield Log(now)
        return
    begun = now()
    columns = (
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"),
        TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda far: bar.update(
            task, completed=far.bytes_done, total=far.bytes or None,
            description=said(far, now() - begun),
        )  # fmt: skip


class Log:
    """Lines for a log: every ten seconds, and at the end."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._begun = self._last = now()

    def __call__(self, far: Far) -> None:
        """How far it is."""
        if self._now() - self._last >= EVERY or far.merging:
            self._last = self._now()
            click.echo(said(far, self._last - self._begun, estimate=True), err=True)


def said(far: Far, seconds: float, *, estimate: bool = False) -> str:
    """How far a job is, in words; ``seconds`` since this run of it began."""
    if far.merging:
        return f"{far.articles:,} articles read, putting them together"
    rate = (far.articles - far.known_articles) / seconds if seconds else 0.0
    text = (
        f"{far.files_done:,} of {far.files:,} files, {far.bytes_done / 1e9:,.2f} of "
        f"{far.bytes / 1e9:,.2f} GB, {far.articles:,} articles, {rate:,.0f} a second"
    )
    speed = (far.bytes_done - far.known) / seconds if seconds else 0.0
    if not estimate or not speed:
        return text
    return f"{text}, {_length((far.bytes - far.bytes_done) / speed)} left"


def _length(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"
