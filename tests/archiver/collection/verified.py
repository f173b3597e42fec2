"""A small collection, and what checking it finds."""

import itertools
from datetime import datetime, timedelta
from pathlib import Path

from archiver.collection import Session
from archiver.collection.preserving.proofs import Asked
from archiver.collection.preserving.verifying import verify
from tests.archiver.collection.test_session import START
from warcs.proving import manifest
from warcs.verifying import Report

NOW = START + timedelta(hours=1)


def session_in(folder: Path, start: datetime = START) -> Session:
    clock = (start + timedelta(seconds=n) for n in itertools.count())
    return Session(folder, now=lambda: next(clock))


def checked(folder: Path, asked: Asked | None = None) -> Report:
    return verify(folder, now=NOW, asked=asked or Asked())


def kinds(report: Report) -> set[str]:
    faults = [*(fault for file in report.files for fault in file.faults), *report.faults]
    return {fault.kind for fault in faults if not fault.note}


def warcs_of(folder: Path) -> list[Path]:
    return sorted((folder / "archive").glob("*.warc.gz"))


def head_of(folder: Path) -> str:
    head = manifest.read(folder / "manifest.jsonl").head
    assert head is not None
    return head
