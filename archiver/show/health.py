"""What `archiver status` prints of health and alarms."""

import shlex
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from archiver.alarms.model import Alarm, Kept, Shown
from archiver.collection.reporting.health import Doing, Health
from archiver.show import columns, size


def health(found: Health, due: dict[str, datetime], folder: Path) -> None:
    """The publications, then the alarms that are open, and those that were over lately."""
    if found.publications:
        columns(_table(found.publications, due))
    for one in found.publications:
        for why, number in one.waiting.items():
            click.echo(f"{one.publication}: {number} pending wait for {why}")
    for file in found.open_files:
        click.echo(f"Open WARC file: {file.name}, {size(file.size)}")
    click.echo(_number(len(found.alarms)))
    for kept in found.alarms:
        alarm(kept, folder)
    for kept in found.over:
        _over(kept)


def _number(alarms: int) -> str:
    return "1 open alarm" if alarms == 1 else f"{alarms or 'No'} open alarms"


def _over(kept: Kept) -> None:
    one = kept.alarm
    how = "is as it was before" if kept.state == "recovered" else "acknowledged"
    until = f" to {kept.closed:%Y-%m-%d %H:%M} UTC" if kept.closed else ""
    click.echo(f"Over: alarm {kept.id}: {one.publication}: {_what(one)}")
    click.echo(f"  from {one.began:%Y-%m-%d %H:%M}{until}: {how}")


def _what(one: Alarm) -> str:
    return f"{one.what} ({one.subject})" if one.subject else one.what


def _table(doing: Sequence[Doing], due: dict[str, datetime]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("publication", overflow="fold")
    for name in (
        "last run",
        "outcome",
        "new",
        "named",
        "expected",
        "sources",
        "pending",
        "failed",
        "alarms",
    ):
        table.add_column(name, justify="right", overflow="fold")
    table.add_column("next due", justify="right")
    for one in doing:
        at = due.get(one.publication)
        table.add_row(
            escape(one.publication),
            one.started[:16].replace("T", " ") if one.started else "never",
            escape(one.outcome or ""),
            str(one.new if one.started else ""),
            str(one.fresh if one.fresh is not None else ""),
            expectation(one),
            f"{one.answered}/{one.sources}",
            str(one.pending),
            escape(_failed(one)),
            str(one.alarms),
            f"{at:%Y-%m-%d %H:%M}" if at else "",
        )
    return table


def expectation(one: Doing) -> str:
    """How many new ones were to be expected, or why that cannot be told."""
    if one.expected is None:
        return "too early to tell"
    few = " (too few to tell)" if one.too_few_to_tell else ""
    return f"{one.expected:.1f}{few}"


def _failed(one: Doing) -> str:
    most = sorted(one.failures.items(), key=lambda item: -item[1])[:3]
    return "; ".join(f"{count} x {reason}" for reason, count in most) or "0"


def alarm(kept: Kept, folder: Path) -> None:
    """An alarm: what, why, what speaks for it, what to look at, and what can be done."""
    one = kept.alarm
    click.secho(f"Alarm {kept.id}: {one.publication}: {_what(one)}", bold=True)
    click.echo(f"  since {one.began:%Y-%m-%d %H:%M} UTC")
    click.echo(f"  likely cause: {one.cause}")
    for line in one.evidence:
        click.echo(f"  - {line}")
    for name, page in (("last good", one.last_good), ("first bad", one.first_bad)):
        if page is not None:
            click.echo(f"  {name}: {_state(page)}")
            click.echo(f"    {_look_at(page, folder)}")
    for line in one.diff:
        click.echo(f"    {line}")
    click.echo("  It is over by itself when all is as before. If it is to stay like this:")
    click.echo(f"    archiver status -c {shlex.quote(str(folder))} --acknowledge {kept.id}")


def _state(page: Shown) -> str:
    how = page.failure or f"HTTP {page.status or 304}"
    return f"{page.url} ({how}, captured {page.date[:16].replace('T', ' ')} UTC)"


def _look_at(page: Shown, folder: Path) -> str:
    words = ["archiver", "find", page.url, "-c", str(folder), "--near", page.date]
    return shlex.join(words)
