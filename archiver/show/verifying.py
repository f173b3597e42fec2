"""What `verify` and `repair` print: a few lines when all is well, each fault a line when not."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from archiver.collection.preserving.repairing import RepairedCollection
from warcs.repairing import Repaired, RepairedFiles
from warcs.verifying import Coverage, Fault, Report

MOST_FAULTS = 50  # lines that are printed; --json has all


def report(found: Report, *, as_json: bool) -> None:
    """The report of a check."""
    if as_json:
        click.echo(json.dumps(document(found), ensure_ascii=False, indent=2))
        return
    faults = [*(fault for file in found.files for fault in file.faults), *found.faults]
    wrong = [fault for fault in faults if not fault.note]
    notes = [fault for fault in faults if fault.note]
    click.echo(_summary(found))
    click.echo(_coverage(found))
    _lines("Faults", wrong, sum(file.left_out for file in found.files))
    _lines("Notes, by which nothing is lost", notes, 0)
    for line in found.told:
        click.echo(f"  {line}")
    if not found.files and found.sound:
        click.echo("Nothing is proven: no file is sealed yet.")
        return
    for strength in found.strengths:
        word = "Proven" if found.sound else "Not proven"
        click.echo(f"{word} ({strength.name}): {strength.proves}.")
        click.echo(f"  It cannot see: {strength.blind}.")
    click.echo("Sound." if found.sound else f"Not sound: {_counted(_faults_in(found), 'fault')}.")


def document(found: Report) -> dict[str, object]:
    """The report as ``--json`` has it; docs/verifying.md says what it means."""
    return {"sound": found.sound, **asdict(found)}


def _faults_in(found: Report) -> int:
    faults = [*(fault for file in found.files for fault in file.faults), *found.faults]
    left_out = sum(file.left_out for file in found.files)
    return left_out + sum(not fault.note for fault in faults)


def _summary(found: Report) -> str:
    size = sum(file.size for file in found.files)
    types: Counter[str] = Counter()
    for file in found.files:
        types.update(file.records)
    told = ", ".join(f"{count} {kind or 'untyped'}" for kind, count in types.most_common())
    files, records = _counted(len(found.files), "file"), _counted(types.total(), "record")
    return f"{files}, {records} ({told or 'none'}), {size:,} bytes."


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _coverage(found: Report) -> str:
    total = {
        field.name: sum(getattr(file.coverage, field.name) for file in found.files)
        for field in fields(Coverage)
    }
    text = f"Digests checked: {total['block']} of blocks, {total['payload']} of payloads"
    for name, words in (
        ("chunked", "of these of the body with its transfer-coding"),
        ("unchecked", "payloads that are not in the record itself"),
        ("unknown", "of an unknown algorithm"),
        ("uncovered", "records that no digest covers"),
    ):
        if total[name]:
            text += f"; {total[name]} {words}"
    return f"{text}."


def _lines(title: str, faults: list[Fault], left_out: int) -> None:
    if not faults:
        return
    click.echo(f"{title}:")
    for fault in faults[:MOST_FAULTS]:
        click.echo(f"  {fault}")
    more = len(faults) - MOST_FAULTS + left_out
    if more > 0:
        click.echo(f"  and {more} more" + ("" if left_out else "; --json has them"))


@contextmanager
def progress(total: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, with an estimate; nothing in a log. ``total`` is in bytes."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda count: None
        return
    columns = (
        TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn(),
        TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("checking", total=total)
        yield lambda count: bar.advance(task, count)


def repaired(found: RepairedFiles, *, as_json: bool) -> None:
    """What became of each file."""
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
        return
    for one in found.files:
        _repaired(one)
    for line in found.refused:
        click.echo(line)


def repaired_collection(done: RepairedCollection, *, as_json: bool) -> None:
    """What became of a collection."""
    if as_json:
        click.echo(json.dumps(asdict(done), ensure_ascii=False, indent=2, default=str))
        return
    for one in done.files:
        _repaired(one)
    click.echo(f"{done.copied} files were sound and are copied; the copy is {done.out}.")
    for line in (*done.told, *done.rebuilt.problems):
        click.echo(f"  {line}")
    click.echo(
        f"Its catalogue, made anew, has {done.rebuilt.captures} captures and "
        f"{done.rebuilt.readings} readings."
    )


def _repaired(one: Repaired) -> None:
    click.echo(f"{one.name}: {one.records} records are in {one.out or 'no copy'}.")
    click.echo(f"  {one.kept} as they were, {one.rewrapped} in a new envelope.")
    for title, changes in (
        ("put right", one.changed),
        (f"contradict themselves{_aside(one)}", one.faulty),
        ("second copies, left out", one.doubled),
    ):
        if changes:
            click.echo(f"  {len(changes)} {title}:")
        for change in changes[:MOST_FAULTS]:
            click.echo(f"    offset {change.offset}: {change.record_id}: {change.what}")
        if len(changes) > MOST_FAULTS:
            click.echo(f"    and {len(changes) - MOST_FAULTS} more; --json has them")
    if one.lost:
        size = sum(loss.length for loss in one.lost)
        click.echo(f"  {size} bytes in {len(one.lost)} places could not be kept:")
    for loss in one.lost[:MOST_FAULTS]:
        told = f", {loss.record_id} of {loss.url}" if loss.record_id else ""
        click.echo(f"    offset {loss.offset}, {loss.length} bytes{told}: {loss.reason}")
    for line in one.unsound:
        click.echo(f"  the copy is not sound: {line}")


def _aside(one: Repaired) -> str:
    return f", put into {one.faulty_out}" if one.faulty_out else ", kept in the copy"
