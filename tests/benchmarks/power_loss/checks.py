"""What must hold of a collection after a power cut, whatever was left of it."""

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from archiver.collection import Session
from archiver.collection.folder import Folder
from archiver.collection.opening import Sealing
from archiver.collection.packing import pages
from archiver.collection.preserving.verifying import verify
from archiver.errors import CollectionError
from tests.benchmarks.power_loss.disk import Disk
from warcs.files import sealed_file
from warcs.index import tiers
from warcs.proving import manifest

LATER = datetime(2100, 1, 1, tzinfo=UTC)
CATALOGUE = "catalogue.sqlite"
COPIED = "copied-"  # how files begin that somebody else put into the archive


@dataclass(frozen=True, kw_only=True)
class Acknowledged:
    """What had been told to be kept when the power was cut."""

    rows: frozenset[tuple[str, ...]] = frozenset()  #: of the catalogue, in short
    files: tuple[tuple[str, str], ...] = ()  #: path of a file that was sealed alone, its SHA-256


@dataclass(kw_only=True)
class Watch:
    """Keeps what was acknowledged, while operations are seen."""

    catalogue: str  #: path of the catalogue
    files: list[tuple[str, str]] = field(default_factory=list)
    _rows: frozenset[tuple[str, ...]] = frozenset()
    _committed: dict[str, bytes] | None = None  #: as it was at the last sync of the log, unread
    _begun: dict[int, dict[str, bytes]] = field(
        default_factory=dict
    )  #: the same, of one that lasts

    def sealed(self, text: str) -> None:
        """A mark of a file that was sealed alone: its path and its SHA-256."""
        _, path, digest = text.split()
        self.files.append((path, digest))

    def syncs(self, disk: Disk, file: int) -> None:
        """A sync of SQLite's log begins, while other things are done."""
        self._begun[file] = self._found(disk)

    def committed(self, disk: Disk, file: int) -> None:
        """SQLite's log was synced, by SQLite or by us: what a process found in the catalogue when
        that began is committed, and only then told to be."""
        self._committed = self._begun.pop(file, None) or self._found(disk)

    def _found(self, disk: Disk) -> dict[str, bytes]:
        found = {name: disk.at(f"{self.catalogue}{name}") for name in ("", "-wal")}
        return {name: node.content() for name, node in found.items() if node}

    def acknowledged(self) -> Acknowledged:
        """What was, until now."""
        if self._committed is not None:
            with tempfile.TemporaryDirectory() as scratch:
                for name, content in self._committed.items():
                    (Path(scratch) / f"{CATALOGUE}{name}").write_bytes(content)
                self._rows = rows(Path(scratch) / CATALOGUE)
            self._committed = None
        return Acknowledged(rows=self._rows, files=tuple(self.files))


def rows(catalogue: Path) -> frozenset[tuple[str, ...]]:
    """What must not get lost of a catalogue: table, key, and what was said of it for good."""
    asked = (
        "SELECT 'capture', record_id, file FROM captures",
        "SELECT 'reading', record_id, article FROM readings",
        "SELECT 'version', articles.url, versions.number || '' FROM versions"
        " JOIN articles ON articles.id = article",
        "SELECT 'publication', record_id, digest FROM publications",
        "SELECT 'file', name, sha256 FROM files",
        "SELECT 'frontier', url, iif(state = 'done', state, '') FROM frontier",
        "SELECT 'requisite', url, iif(state = 'done', state, '') FROM requisite_frontier",
        "SELECT 'validators', url, '' FROM validators",
        "SELECT 'run', id || '', coalesce(report, '') FROM runs",
    )
    with closing(sqlite3.connect(catalogue)) as db:
        if not db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            return frozenset()
        return frozenset(tuple(row) for text in asked for row in db.execute(text))


def problems(folder: Path, told: Acknowledged, *, keep_open: bool) -> Iterator[str]:
    """What is wrong with the collection in ``folder``, first as it is found, then opened.

    ``keep_open``: by a run that goes on in the file that was left open, before one that seals it.
    """
    for path, digest in told.files:
        name = Path(path).name
        found = folder.parent / "alone" / name
        if not found.is_file() or sealed_file(found).sha256 != digest:
            yield f"{name}: was sealed, and is not as it was"
    _date_segments(folder / "indexes")
    yield from _found(Folder(folder))
    try:
        if keep_open:
            Session(folder, sealing=Sealing(keep_open=True)).close()
        Session(folder).close()
    except CollectionError as error:
        yield f"cannot be opened: {error}"
        return
    yield from _opened(folder, told)
    yield from _listed(Folder(folder))


def backup(folder: Path, version: int) -> Iterator[str]:
    """What is wrong with the backup of a catalogue that was of ``version``: from the moment on in
    which it is of another, the backup must be there, and whole."""
    catalogue = folder / CATALOGUE
    try:
        with closing(sqlite3.connect(catalogue)) as db:
            (found,) = db.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError as error:
        yield f"{catalogue.name}: {error}"
        return
    kept = catalogue.with_name(f"{CATALOGUE}.v{version}.bak")
    if kept.exists():
        try:
            if not rows(kept):
                yield f"{kept.name}: is empty"
        except sqlite3.DatabaseError as error:
            yield f"{kept.name}: {error}"
    elif found != version:
        yield f"{kept.name}: is missing, and the catalogue is of version {found}"


def _found(folder: Folder) -> Iterator[str]:
    """Before anything of ours mends it: others read the archive by its manifest and indexes."""
    for name, entry in manifest.read(folder.manifest).newest.items():
        path = folder.archive / name
        if not path.is_file() or sealed_file(path).sha256 != entry["sha256"]:
            yield f"as found: {name}: the manifest names it, and it is not as it says"
    for segment in folder.indexes.glob("*.cdxj") if folder.indexes.is_dir() else ():
        for line in segment.read_bytes().splitlines():
            try:
                name = json.loads(line.split(b" ", 2)[2])["filename"]
            except (ValueError, LookupError):
                yield f"as found: {segment.name}: holds what is no index"
                break
            if not (folder.archive / name).is_file():
                yield f"as found: {segment.name}: names {name}, which is not there"
                break


def _opened(root: Path, told: Acknowledged) -> Iterator[str]:
    folder = Folder(root)
    report = verify(root, now=LATER)
    known = {where for table, _, where in told.rows if table == "capture"}
    for fault in (*report.faults, *(x for file in report.files for x in file.faults)):
        # What somebody copied here, and did not sync, is his to lose until we said that we have it.
        if not fault.file.startswith(COPIED) or fault.file in known:
            yield f"verify: {fault.file}: {fault.text}"
    for lost in sorted(told.rows - rows(folder.catalogue))[:5]:
        if not _is_newer(lost, folder):
            yield f"lost, though committed: {' '.join(lost)[:200]}"
    lines = sorted(x for p in tiers.segments(folder.indexes) for x in p.read_bytes().splitlines())
    merged = sorted(x for p in tiers.readable(folder.indexes) for x in p.read_bytes().splitlines())
    if lines != merged:
        yield "the merged indexes are not what their segments are"
    for path in folder.root.rglob("*.new"):
        if path.parent.name != tiers.FOLDER:  # removed when the next file is sealed
            yield f"left behind: {path.relative_to(root)}"


def _listed(folder: Folder) -> Iterator[str]:
    with closing(sqlite3.connect(folder.catalogue)) as db:
        db.row_factory = sqlite3.Row
        listed = folder.pages.read_text().splitlines()[1:] if folder.pages.exists() else []
        if listed != list(pages.of(db)):
            yield "pages.jsonl is not the list of what was read"


def _is_newer(lost: tuple[str, ...], folder: Folder) -> bool:
    """True for a row that says more than it said: a row or run that was ended since."""
    table, key, said = lost
    if table in ("frontier", "requisite", "run") and not said:
        return any(row[:2] == (table, key) for row in rows(folder.catalogue))
    return False


def _date_segments(indexes: Path) -> None:
    """Give segments the times that merged copies remember: they may have reached the disk."""
    for path in (indexes / "merged").glob("*.json") if indexes.is_dir() else ():
        try:
            stamps = json.loads(path.read_bytes())["segments"]
        except (ValueError, LookupError, TypeError):
            continue
        for name, (size, time) in stamps.items():
            segment = indexes / name
            if segment.is_file() and segment.stat().st_size == size:
                os.utime(segment, ns=(time, time))
