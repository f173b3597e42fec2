"""Checking a collection: its files, and all that speaks of them, against each other.

Files that are still open are told as such and left alone: a crawl may be writing to them.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from archiver.collection.database import catalogue
from archiver.collection.folder import Folder
from archiver.collection.ingest import warc_files
from archiver.collection.preserving import proofs
from archiver.collection.preserving.verifying_file import check_file
from archiver.collection.record import READING_TYPE
from archiver.errors import CollectionError
from warcs import WarcError
from warcs.files import OPEN
from warcs.index.indexing import SUFFIXES
from warcs.proving import manifest
from warcs.verifying import Fault, FileReport, Report, Scan, between, strengths
from warcs.verifying.check import latest
from warcs.verifying.jobs import Progress, over
from warcs.verifying.links import number
from warcs.verifying.report import Findings

_READING = READING_TYPE.encode()


def verify(
    root: Path,
    *,
    now: datetime,
    jobs: int = 1,
    progress: Progress | None = None,
    asked: proofs.Asked = proofs.NOTHING,
) -> Report:
    """Check the collection in ``root``; ``now`` is aware.

    Raises CollectionError if there is none, or what ``asked`` names cannot be read.
    """
    folder = Folder(root)
    folder.require()
    opened = _Opened.of(folder, now)
    paths = warc_files(folder.archive)
    files = list(over(partial(check_file, folder=folder, now=now), paths, jobs, progress))
    found = {file.checked.report.name: file.checked.report for file in files}
    links, missing = between((file.checked.links for file in files), opened.records)
    readings = opened.readings.union(*(file.readings for file in files))
    chain = _chain(folder)
    proven = proofs.check(folder, chain, asked)
    return Report(
        files=tuple(found.values()),
        faults=(
            *links,
            *missing,
            *_catalogue(folder, found, opened.names, readings),
            *_manifest(folder, chain, found),
            *proven.faults,
        ),
        strengths=(strengths.FILE, strengths.INDEX, strengths.MANIFEST, *proven.strengths),
        told=(*_head(chain), *opened.told(), *_set_aside(folder), *proven.told),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """The files that are still open, and what they hold already."""

    names: tuple[str, ...]  #: as they will be called
    records: frozenset[int]  #: numbers of their identifiers
    readings: frozenset[int]

    @classmethod
    def of(cls, folder: Folder, now: datetime) -> "_Opened":
        paths = sorted(folder.archive.glob(f"*{OPEN}"))
        records: set[int] = set()
        readings: set[int] = set()
        for path in paths:
            try:
                with path.open("rb", buffering=0) as stream:
                    for seen in Scan(stream, Findings(path.name), latest=latest(now)):
                        records.add(number(seen.id))
                        if seen.fields.get(b"Content-Type") == _READING:
                            readings.add(number(seen.id))
            except OSError:
                continue  # sealed since it was listed
        return cls(
            names=tuple(path.name.removesuffix(OPEN) for path in paths),
            records=frozenset(records),
            readings=frozenset(readings),
        )

    def told(self) -> Iterator[str]:
        for name in self.names:
            yield (
                f"{name}{OPEN}: is still open, so it was not checked: `archiver seal` ends it "
                "where runs go on in it (--keep-open); one that was cut off is put in order by the "
                "next crawl, or `archiver repair`"
            )


def _set_aside(folder: Folder) -> Iterator[str]:
    for path in sorted(folder.archive.iterdir() if folder.archive.is_dir() else ()):
        if not path.name.endswith((OPEN, *SUFFIXES)):
            yield f"{path.name}: lies in archive/, but is no sealed WARC file: not checked"


def _head(chain: manifest.Chain) -> Iterator[str]:
    if chain.head is not None:
        yield f"the manifest's head, after {len(chain.lines)} lines: {chain.head}"


def _chain(folder: Folder) -> manifest.Chain:
    try:
        return manifest.read(folder.manifest)
    except WarcError as error:
        raise CollectionError(str(error)) from error


def _manifest(
    folder: Folder, chain: manifest.Chain, found: dict[str, FileReport]
) -> Iterator[Fault]:
    """What the manifest's chain, and the files, are not as it says."""
    name = folder.manifest.name
    if not chain.lines and found:
        yield _fault("manifest", name, "is missing or empty: no byte is proven")
    for problem in chain.problems:
        yield _fault("manifest", name, problem.removeprefix(f"{name}: "))
    newest = chain.newest
    for file, entry in newest.items():
        report = found.get(file)
        if report is None:
            yield _fault("manifest", file, "missing, though the manifest names it")
            continue
        wrong = manifest.contradiction(entry, report.size, report.sha256)
        if wrong:
            yield _fault("manifest", file, wrong)
    for file in sorted(found.keys() - newest.keys()):
        yield _fault("manifest", file, "not in the manifest")


def _catalogue(
    folder: Folder,
    found: dict[str, FileReport],
    opened: Sequence[str],
    readings: set[int] | frozenset[int],
) -> Iterator[Fault]:
    """What the catalogue says beyond single files."""
    name = folder.catalogue.name
    try:
        if not folder.catalogue.is_file():
            raise CollectionError("is missing; `archiver rebuild` makes it anew")
        with closing(catalogue.connect(folder.catalogue, readonly=True)) as db:
            yield from _integrity(db, name)
            yield from _rows(db, name, found, opened, readings)
    except (CollectionError, sqlite3.Error) as error:
        text = str(error).removeprefix(f"{folder.catalogue}: ")
        yield _fault("catalogue", name, text)


def _integrity(db: sqlite3.Connection, name: str) -> Iterator[Fault]:
    for (line,) in db.execute("PRAGMA quick_check(20)"):
        if line != "ok":
            yield _fault("catalogue", name, f"is damaged: {line}")


def _rows(
    db: sqlite3.Connection,
    name: str,
    found: dict[str, FileReport],
    opened: Sequence[str],
    readings: set[int] | frozenset[int],
) -> Iterator[Fault]:
    for row in db.execute("SELECT name FROM files ORDER BY name"):
        if row["name"] not in found:
            yield _fault("catalogue", row["name"], "missing, though the catalogue has it")
    there = {*found, *opened}
    for row in db.execute("SELECT file, count(*) AS captures FROM captures GROUP BY file"):
        if row["file"] not in there:
            text = f"the catalogue has {row['captures']} captures in it, but it is not there"
            yield _fault("catalogue", row["file"], text)
    for row in db.execute("SELECT record_id FROM readings ORDER BY id"):
        if number(row["record_id"].encode()) not in readings:
            text = f"the reading {row['record_id']} is in no file of the archive"
            yield _fault("catalogue", name, text)


def _fault(kind: str, file: str, text: str) -> Fault:
    return Fault(kind=kind, file=file, offset=None, text=text)
