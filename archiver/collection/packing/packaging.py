"""A collection, or what a query on it is for, as one WACZ file."""

import heapq
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Literal, Protocol

from archiver.collection.database import catalogue
from archiver.collection.folder import Folder
from archiver.collection.packing import packages, pages, readings
from archiver.collection.packing.choice import (
    Choice,
    Query,
    choose,
    files_of,
    with_credentials,
)
from archiver.collection.record import OWN_URL
from archiver.errors import CollectionError
from warcs import files
from warcs.index import cdxj, indexing, tiers
from warcs.index.sorting import merged_files, once, sorted_lines
from warcs.packaging import bagit, excerpt, wacz
from warcs.redacting import masked_copy

PLAIN = 4 << 20  # bytes of an index that is small enough to be loaded whole

IndexForm = Literal["auto", "plain", "zipnum"]
Credentials = Literal["refuse", "include", "mask", "leave-out"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How a package is to be made."""

    query: Query
    text: bool = False  #: the articles' text goes into the list of pages, where it can be searched
    title: str | None = None
    description: str | None = None  #: Markdown
    index: IndexForm = "auto"
    sign: wacz.Signer | None = None  #: of a WACZ
    bag: bool = False  #: a BagIt folder in place of a WACZ
    credentials: Credentials = "refuse"  #: captures whose request carried a Cookie or the like
    force: bool = False  #: replace a file that is there


@dataclass(frozen=True, slots=True, kw_only=True)
class Packaged:
    """What a package holds."""

    path: Path
    size: int  #: bytes
    files: int  #: WARC files in it
    captures: int
    pages: int
    dangling: int = 0  #: revisits whose record is not in the collection
    older: int = 0  #: captures whose newest reading is in no sealed file: not in it
    open: int = 0  #: files that a crawl still writes: not in it
    noted: bool = True  #: in the collection's list of its packages


def software() -> str:
    """Name and version, as a product token."""
    return f"news-archiver/{version('news-archiver')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Contents:
    """What goes into a package."""

    warcs: list[tuple[Path, str | None]]  #: with the SHA-256 that the catalogue has, if any
    lines: Iterator[bytes]  #: of the index, sorted
    readings: list[int]  #: of its pages, in their order
    captures: int
    newest: datetime
    dangling: int = 0
    older: int = 0


def package(
    root: Path,
    out: Path,
    order: Order,
    progress: Callable[[str], object] = lambda line: None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Packaged:
    """Write the WACZ file (or the bag) ``out`` of the collection in ``root``, or of what is asked
    for from it. It is there when it is whole.

    A crawl may go on meanwhile: what is sealed is packaged. ``progress`` is called with a line per
    WARC file. The collection keeps a list of its packages. Raises CollectionError, warcs.Refused,
    warcs.WriteFailed, OSError.
    """
    if order.bag:
        with bagit.replacing(out) as new:
            bag = bagit.Bag(new)
            contents, _ = _fill(bag, root, out, order, progress)
            bag.finish(_bag_info(contents, order), contents.newest)
        size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    elif out.suffix != ".wacz":
        raise CollectionError(f"{out}: a WACZ file has a name that ends in .wacz")
    else:
        with wacz.replacing(out, force=order.force) as stream, wacz.Package(stream) as package:
            contents, main = _fill(package, root, out, order, progress)
            package.finish(_description(contents, order, main), order.sign)
            size = stream.tell()
    return Packaged(
        path=out,
        size=size,
        files=len(contents.warcs),
        captures=contents.captures,
        pages=len(contents.readings),
        dangling=contents.dangling,
        older=contents.older,
        open=len(list(Folder(root).archive.glob(f"*{files.OPEN}"))),
        noted=packages.note(Folder(root), out, now(), captures=contents.captures, size=size),
    )


class _Sink(Protocol):
    """A package that is being written."""

    def add(self, path: str, source: Path, *, sha256: str | None = None) -> None: ...


def _fill(
    sink: _Sink, root: Path, out: Path, order: Order, progress: Callable[[str], object]
) -> tuple["_Contents", tuple[str, datetime] | None]:
    """Put everything into a package; what it was, and where its replay begins."""
    folder = Folder(root)
    folder.require()
    with (
        closing(catalogue.connect(folder.catalogue, readonly=True)) as db,
        tempfile.TemporaryDirectory(dir=out.absolute().parent, prefix=".package-") as scratch,
    ):
        db.execute("BEGIN")  # one state of the catalogue, whatever is written meanwhile
        everything = order.query.is_everything and order.credentials != "leave-out"
        work = Path(scratch)
        if everything:
            contents = _everything(db, folder, order, work)
        else:
            contents = _query(db, folder, order, work)
        for path, sha256 in contents.warcs:
            progress(path.name)
            sink.add(f"archive/{path.name}", path, sha256=sha256)
        for path in _index_files(contents.lines, order.index, work):
            sink.add(f"indexes/{path.name}", path)
        listed = work / "pages.jsonl"
        main = _pages(listed, db, contents.readings, text=order.text)
        sink.add("pages/pages.jsonl", listed)
        if order.bag and everything and folder.manifest.exists():
            sink.add("manifest.jsonl", folder.manifest)
    return contents, main


def _description(
    contents: "_Contents", order: Order, main: tuple[str, datetime] | None
) -> wacz.Description:
    return wacz.Description(
        title=order.title or "Web archive",
        description=order.description,
        created=contents.newest,
        software=software(),
        main_page=main,
    )


def _bag_info(contents: "_Contents", order: Order) -> list[tuple[str, str]]:
    described = [("External-Description", order.description)] if order.description else []
    return [
        ("Bag-Software-Agent", software()),
        ("External-Identifier", order.title or "Web archive"),
        *described,
    ]


def _everything(db: sqlite3.Connection, folder: Folder, order: Order, work: Path) -> _Contents:
    _refuse_credentials(db, order, None)
    sealed = db.execute("SELECT name, sha256 FROM files ORDER BY name").fetchall()
    if not sealed:
        raise CollectionError(f"{folder.root}: no file is sealed yet; `archiver seal` does it")
    count, newest = db.execute(
        "SELECT count(*), max(date) FROM captures WHERE file IN (SELECT name FROM files)"
    ).fetchone()
    newest_readings = _readings_in_sealed(db, folder)
    warcs = [(folder.archive / row["name"], row["sha256"]) for row in sealed]
    if order.credentials == "mask":
        warcs = _masked(warcs, work)
    own = [(path, sha256) for path, sha256 in warcs if sha256 is not None]
    others = [path for path, sha256 in warcs if sha256 is None]
    lines = _index(folder, [path.name for path, _ in own], work)
    return _Contents(
        warcs=warcs,
        lines=once(heapq.merge(lines, _lines(others, work))) if others else lines,
        readings=[row["here"] or row["latest"] for row in newest_readings],
        captures=count,
        newest=datetime.fromisoformat(newest) if newest else datetime.fromtimestamp(0, UTC),
        older=sum(row["here"] != row["latest"] for row in newest_readings),
    )


def _readings_in_sealed(db: sqlite3.Connection, folder: Folder) -> list[sqlite3.Row]:
    """Of each capture that is sealed the ``latest`` reading, and the latest that is sealed too: a
    capture may have been read again since, into a file that is still written to."""
    still_open = {one for path in folder.open_files() for one in readings.ids_in(path)}
    return db.execute(
        "SELECT max(readings.id) AS latest, max(iif(readings.record_id IN"
        " (SELECT value FROM json_each(?)), NULL, readings.id)) AS here FROM readings"
        " JOIN captures ON captures.record_id = readings.capture"
        " WHERE captures.file IN (SELECT name FROM files) GROUP BY captures.id ORDER BY latest",
        (readings.as_json(still_open),),
    ).fetchall()


def _index(folder: Folder, names: list[str], work: Path) -> Iterator[bytes]:
    """The lines of the segments of sealed files."""
    segments = [cdxj.segment_path(folder.indexes, name) for name in names]
    missing = [path.name for path in segments if not path.exists()]
    if missing:
        raise CollectionError(
            f"{folder.root}: {len(missing)} files have no index; make it: `archiver index"
            f" {folder.root}`"
        )
    if set(segments) == set(tiers.segments(folder.indexes)):
        segments = tiers.readable(folder.indexes)
    return merged_files(segments, work)


def _query(db: sqlite3.Connection, folder: Folder, order: Order, work: Path) -> _Contents:
    leave_out = order.credentials == "leave-out"
    choice = choose(db, folder.archive, order.query, leave_out=leave_out)
    if not choice.captures or choice.newest is None:
        raise CollectionError(f"{folder.root}: no capture is what was asked for")
    _refuse_credentials(db, order, choice.captures)
    sealed = {row["name"]: row["sha256"] for row in db.execute("SELECT name, sha256 FROM files")}
    # What is read by a publication file that is in an open file is itself in one.
    choice.publications = {x: y for x, y in choice.publications.items() if y in sealed}
    warcs, found = _excerpt(db, folder, choice, set(sealed), work / "archive")
    _all_found(folder, choice.records, found, set(sealed))
    read = readings.newest(choice.readings)
    packaged = readings.newest(one for one in choice.readings if one.record_id in found)
    pairs: list[tuple[Path, str | None]] = [(path, None) for path in warcs]
    if order.credentials == "mask":
        pairs = _masked(pairs, work)
    return _Contents(
        warcs=pairs,
        lines=_lines([path for path, _ in pairs], work),
        readings=sorted((choice.pages | packaged)[page] for page in choice.pages),
        captures=len(choice.captures),
        newest=choice.newest,
        dangling=choice.dangling,
        older=sum(packaged.get(one) != latest for one, latest in read.items()),
    )


def _excerpt(
    db: sqlite3.Connection, folder: Folder, choice: Choice, sealed: set[str], out: Path
) -> tuple[list[Path], set[str]]:
    """New WARC files in ``out`` with what was chosen and all that was read from it; the ids of
    the records that were found."""
    sources = [path for path in files_of(folder.archive, choice) if path.name in sealed]
    wanted = choice.records.keys() | {one.record_id for one in choice.readings}
    warcs, found = _copied(sources, wanted, out)
    others = {folder.archive / name for name in sealed}.difference(sources)
    more = readings.files_with(db, others, wanted - found - choice.records.keys())
    if not more:
        return warcs, found
    shutil.rmtree(out)  # once more: readings stand in the order in which they were made
    return _copied(sorted([*sources, *more]), wanted, out)


def _copied(sources: list[Path], wanted: set[str], out: Path) -> tuple[list[Path], set[str]]:
    found: set[str] = set()
    out.mkdir()
    return excerpt.copy(sources, wanted, out, found.add), found


def _lines(warcs: list[Path], work: Path) -> Iterator[bytes]:
    """The sorted index lines of files that have no segment."""
    return sorted_lines(indexing.read_all(warcs, indexing.Indexed(), leave_out=OWN_URL), work)


def _masked(warcs: list[tuple[Path, str | None]], work: Path) -> list[tuple[Path, str | None]]:
    """The files; in the place of one that holds credentials, a copy of the same name without."""
    folder = work / "masked"
    folder.mkdir()
    return [
        (folder / path.name, None) if masked_copy.copy(path, folder / path.name) else (path, sha256)
        for path, sha256 in warcs
    ]


def _refuse_credentials(
    db: sqlite3.Connection, order: Order, chosen: Collection[str] | None
) -> None:
    count = with_credentials(db, chosen) if order.credentials == "refuse" else 0
    if count:
        raise CollectionError(
            f"{count} of the captures hold a Cookie or an Authorization that their request carried;"
            " choose: --credentials mask hides the values, leave-out takes other captures only,"
            " include packages them as they are"
        )


def _all_found(folder: Folder, chosen: dict[str, str], found: set[str], sealed: set[str]) -> None:
    """Raises CollectionError if a chosen record is in no sealed file, or not where it should be."""
    missing = chosen.keys() - found
    unsealed = [chosen[one] for one in missing if chosen[one] not in sealed]
    if unsealed:
        raise CollectionError(
            f"{unsealed[0]}: is still written to and holds {len(unsealed)} of the captures; seal it"
            f" first: `archiver seal -c {folder.root}`"
        )
    if missing:
        raise CollectionError(
            f"{folder.root}: {len(missing)} of the captures are not where the catalogue says; see"
            f" what `archiver verify {folder.root}` says"
        )


def _index_files(lines: Iterator[bytes], form: IndexForm, work: Path) -> list[Path]:
    plain = work / "index.cdx"
    indexing.merge_into(lines, plain)
    if form == "plain" or (form == "auto" and plain.stat().st_size <= PLAIN):
        return [plain]
    zipped = work / "index.cdx.gz"
    with plain.open("rb") as stream:
        indexing.merge_into(stream, zipped)
    return [zipped, work / "index.idx"]


def _pages(
    path: Path, db: sqlite3.Connection, readings: list[int], *, text: bool
) -> tuple[str, datetime] | None:
    """Write the list of pages; the only one, if there is one only, is where replay begins."""
    only: tuple[str, datetime] | None = None
    with path.open("w", encoding="utf-8") as stream:
        stream.write(pages.head())
        for url, date, line in pages.chosen(db, readings, text=text):
            stream.write(f"{line}\n")
            only = (url, datetime.fromisoformat(date))
    return only if len(readings) == 1 else None
