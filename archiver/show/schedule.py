"""How a schedule is printed."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click
from rich.markup import escape
from rich.table import Table

from archiver.schedule.due import Due, Timetable
from archiver.schedule.systemd import Unit
from archiver.show import columns
from archiver.written import duration_text


def timetable(found: Timetable, *, as_json: bool) -> None:
    """A line each: what is due and when, and how it was looked at last."""
    if as_json:
        click.echo(json.dumps([_row(row, found.now) for row in found.rows], ensure_ascii=False))
        return
    if not found.rows:
        click.echo(
            "nothing is scheduled: no publication has a file in the collection, and none is named "
            "in [schedule] of collection.toml"
        )
        return
    table = Table(box=None, pad_edge=False)
    for name in ("publication", "next", "why", "last run", "outcome"):
        table.add_column(name, overflow="fold")
    for row in found.rows:
        last = row.last
        table.add_row(
            escape(row.publication),
            _when(row, found.now),
            escape(row.why),
            _ago(last.started, found.now) if last else "",
            escape(_outcome(row)),
        )
    columns(table)


def _row(row: Due, now: datetime) -> dict[str, Any]:
    last = row.last
    return {
        "publication": row.publication,
        "every": str(row.every),
        "due": row.is_due(now),
        "next": row.next.isoformat() if row.next else None,
        "why": row.why,
        "last": None
        if last is None
        else {
            "started": last.started.isoformat(),
            "ended": last.ended.isoformat() if last.ended else None,
            "outcome": last.outcome,
            "failures": last.failures,
        },
    }


def _when(row: Due, now: datetime) -> str:
    if row.next is None:
        return "never"
    if row.next <= now:
        return "now"
    return f"{row.next:%Y-%m-%d %H:%M}Z, in {_rough(row.next - now)}"


def _ago(moment: datetime, now: datetime) -> str:
    ago = f", {_rough(now - moment)} ago" if moment <= now else ", in the future"
    return f"{moment:%Y-%m-%d %H:%M}Z{ago}"


def _rough(span: timedelta) -> str:
    """To the minute, and to the hour where it is days."""
    minutes = timedelta(minutes=max(round(span / timedelta(minutes=1)), 1))
    hours = timedelta(hours=round(minutes / timedelta(hours=1)))
    return duration_text(hours if minutes >= timedelta(days=1) else minutes)


def _outcome(row: Due) -> str:
    last = row.last
    if last is None:
        return ""
    failures = f" ({last.failures} failed in a row)" if last.failures else ""
    return f"{last.outcome or 'running'}{failures}"


def nothing_due(found: Timetable) -> None:
    """Why nothing was crawled."""
    row = found.next
    if row is None or row.next is None:
        timetable(Timetable(rows=(), now=found.now), as_json=False)
        return
    click.echo(f"nothing is due; next: {row.publication} {_when(row, found.now)}")


def units(found: tuple[Unit, ...], into: Path | None) -> None:
    """Each file, with its name in front; or its path, where it was written ``into`` a folder."""
    for number, unit in enumerate(found):
        if into is not None:
            click.echo(into / unit.name)
            continue
        if number:
            click.echo()
        click.echo(f"# {unit.name}\n{unit.text}", nl=False)
