"""Checking one WARC file of a collection: by itself, against its index and the catalogue."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, nullcontext
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path

import msgspec

from archiver.collection.database import catalogue
from archiver.collection.folder import Folder
from archiver.collection.ingest import captures_in, reading_in
from archiver.collection.record import OWN_URL, READING_TYPE
from archiver.errors import CollectionError
from warcs import Capture, reader
from warcs.index import cdxj, lookup
from warcs.redacting.credentials import carried
from warcs.verifying import Checked, Fault, Seen, capture_of, check_path
from warcs.verifying.jobs import Progress
from warcs.verifying.links import number
from warcs.verifying.report import FileReport, Findings

_READING = READING_TYPE.encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """What was found in one WARC file, and which readings it holds."""

    checked: Checked
    readings: tuple[int, ...]  #: numbers of their record ids


def check_file(
    path: Path, *, folder: Folder, now: datetime, progress: Progress | None
) -> CheckedFile:
    """Check a sealed file of the collection; ``now`` is aware. Never raises for what it holds."""
    findings = Findings(path.name)
    try:
        db = catalogue.connect(folder.catalogue, readonly=True)
    except (CollectionError, sqlite3.Error):
        db = None  # told once, for the collection
    visit = _Visit(findings, db)
    checked = check_path(
        path, now=now, facts=True, whole=True, visit=visit, progress=progress, findings=findings
    )
    with closing(db) if db is not None else nullcontext():
        captures = visit.flagged()
        wrong = [
            *_against_index(folder, path.name, captures),
            *(_against_catalogue(db, path.name, captures) if db is not None else ()),
        ]
        if db is not None:
            wrong += _against_its_row(db, checked.report)
    report = replace(checked.report, faults=(*checked.report.faults, *wrong))
    return CheckedFile(checked=replace(checked, report=report), readings=tuple(visit.readings))


class _Visit:
    """Gathers the captures of a file, and holds its readings against the catalogue."""

    def __init__(self, findings: Findings, db: sqlite3.Connection | None) -> None:
        self._findings = findings
        self._db = db
        self.captures: list[Capture] = []
        self.readings: list[int] = []
        self._secret: set[str] = set()  # record ids: what requests with credentials belong to

    def flagged(self) -> list[Capture]:
        """The captures; those made with credentials say so, as their requests do."""
        return [
            replace(one, credentials=one.ref.record_id in self._secret) for one in self.captures
        ]

    def __call__(self, seen: Seen) -> None:
        """A record of the file."""
        if seen.kind == b"request" and carried(b"".join(seen.views)):
            ids = (seen.id, *seen.concurrent)
            self._secret |= {one.decode("utf-8", "replace") for one in ids}
        capture = capture_of(seen, self._findings.file)
        if capture is not None:
            self.captures.append(capture)
        elif seen.fields.get(b"Content-Type") == _READING and seen.kind == b"metadata":
            self._reading(seen)

    def _reading(self, seen: Seen) -> None:
        record_id = seen.id.decode("utf-8", "replace")
        self.readings.append(number(seen.id))
        if self._db is None:
            return
        capture = (seen.text("WARC-Refers-To") or "").strip("<> ")
        try:
            reading = reading_in(self._db, record_id, b"".join(seen.views), capture)
        except msgspec.DecodeError:
            return  # of a form that we do not write, which the catalogue leaves out as well
        row = self._db.execute(
            "SELECT capture, article FROM readings WHERE record_id = ?", (record_id,)
        ).fetchone()
        ref = reading.article.capture if reading else None
        if reading is None:
            text = f"it refers to a reading that the catalogue does not know: {record_id}"
        elif row is None:
            text = f"the catalogue does not know the reading {record_id}"
        elif row["article"] != reading.article_json:
            text = f"the catalogue has another text for the reading {record_id}"
        elif row["capture"] != (ref and ref.record_id):
            text = f"the catalogue has another capture for the reading {record_id}"
        else:
            return
        self._findings.fault("catalogue", seen.offset, text)


def _against_index(folder: Folder, name: str, captures: Iterable[Capture]) -> Iterator[Fault]:
    path = cdxj.segment_path(folder.indexes, name)
    expected: dict[str, tuple[int | None, str]] = {
        cdxj.line(one): (one.ref.offset, one.url)
        for one in captures
        if one.type in ("response", "revisit")
    }
    try:
        with path.open("rb") as stream:
            lines = [line.rstrip(b"\n").decode("utf-8", "replace") for line in stream]
    except OSError as error:
        yield _fault("index", name, None, f"its index cannot be read ({error.strerror})")
        return
    if expected.keys() != set(lines):
        # Another tool's file may hold resources, or answers to POST, which captures do not tell.
        with (folder.archive / name).open("rb") as stream:
            found = cdxj.lines_of(reader.read_records(stream, name), leave_out=OWN_URL)
            expected = {line: _place(line) for line in found}
    if lines != sorted(lines):
        yield _fault("index", name, None, f"{path.name} is not sorted")
    for line in sorted(set(lines) - expected.keys()):
        text = f"{path.name} has a line that no capture in the file fits: {line[:200]}"
        yield _fault("index", name, None, text)
    for line in sorted(expected.keys() - set(lines)):
        offset, url = expected[line]
        yield _fault("index", name, offset, f"{path.name} has no line for {url}")


def _place(line: str) -> tuple[int | None, str]:
    entry = lookup.parse(line)
    return (entry.offset, entry.url) if entry else (None, "")


def _against_catalogue(
    db: sqlite3.Connection, name: str, captures: Iterable[Capture]
) -> Iterator[Fault]:
    try:
        known = {one.ref.record_id: one for one in captures_in(db, name)}
    except (sqlite3.Error, ValueError) as error:
        yield _fault("catalogue", name, None, f"its captures cannot be read ({error})")
        return
    unnamed = {one.ref.offset: one.ref.record_id for one in known.values()}
    for told in captures:
        # Of a record without an identifier, the catalogue has one that was made for it.
        record_id = told.ref.record_id or unnamed.get(told.ref.offset, "")
        found = replace(told, ref=replace(told.ref, record_id=record_id))
        row = known.pop(record_id, None)
        other = None if row is not None else catalogue.by_record_id(db, record_id)
        if other is not None:
            text = f"{found.url} has the record id of a capture in {other.ref.file}, which counts"
            yield replace(_fault("catalogue", name, found.ref.offset, text), note=True)
        elif row is None:
            text = f"the catalogue does not know the capture of {found.url}"
            yield _fault("catalogue", name, found.ref.offset, text)
        elif row != found:
            text = f"the catalogue has another {_differences(row, found)} for {found.url}"
            yield _fault("catalogue", name, found.ref.offset, text)
    for row in known.values():
        text = f"the capture of {row.url} that the catalogue has here is not in the file"
        yield _fault("catalogue", name, row.ref.offset, text)


def _against_its_row(db: sqlite3.Connection, report: FileReport) -> Iterator[Fault]:
    """Size and digest of the file, which the catalogue copied from the manifest."""
    row = db.execute("SELECT size, sha256 FROM files WHERE name = ?", (report.name,)).fetchone()
    if row is None:
        yield _fault("catalogue", report.name, None, "the catalogue does not have this file")
    elif row["size"] != report.size:
        text = f"has {report.size} bytes, but {row['size']} in the catalogue"
        yield _fault("catalogue", report.name, None, text)
    elif row["sha256"] != report.sha256:
        yield _fault("file", report.name, None, "its SHA-256 is another in the catalogue")


def _differences(row: Capture, found: Capture) -> str:
    pairs = [(row, found, field.name) for field in fields(Capture) if field.name != "ref"]
    pairs += [(row.ref, found.ref, field.name) for field in fields(row.ref)]  # type: ignore[misc]
    return ", ".join(name for a, b, name in pairs if getattr(a, name) != getattr(b, name))


def _fault(kind: str, file: str, offset: int | None, text: str) -> Fault:
    return Fault(kind=kind, file=file, offset=offset, text=text)
