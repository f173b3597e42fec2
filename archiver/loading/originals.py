"""The records that hold the payloads of revisits, and the rest of records that were written in
segments, among all that is read (WARC 1.1 §6.7, §6.9).

Nothing is remembered while files are read. When a revisit or a segment is met, its own file is gone
through for the heads of what may be meant; if it is not there, all other files are, once. What they
hold is kept in a file on the disk, which processes share: memory does not grow with what is read.
"""

import fcntl
import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from archiver.loading.catalogues import Catalogues, holder_of
from archiver.loading.filters import Filters
from archiver.loading.inputs import Input
from archiver.loading.options import Options
from archiver.loading.pages import MOST_READ, outline
from archiver.loading.segments import CONTINUATION, NUMBER, is_segment, origin_of
from archiver.loading.single import OneByOne
from warcs import Record, Records, WarcError
from warcs.index import surt
from warcs.reading.revisits import HOLDERS, HOPS, bare, contradicts
from warcs.redacting.tombstones import Reference

BATCH = 2000  # rows written at once
FILE = "originals.sqlite"
PATIENCE = 3600  # seconds that another process may take to write

# It is made anew each time: nothing is lost with it.
_TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS places (key INTEGER PRIMARY KEY, input INTEGER, offset INTEGER);
CREATE TABLE IF NOT EXISTS known (input INTEGER PRIMARY KEY);
"""

Place = tuple[Input, int]  # and an offset


class Originals:
    """Where the payloads of revisits are, and segments, in ``inputs``.

    ``folder`` is where what is found is kept, for other processes to use as well; without one it is
    a folder of its own, made when it is needed.
    """

    def __init__(
        self,
        inputs: Sequence[Input],
        options: Options,
        catalogues: Catalogues,
        folder: Path | None = None,
    ) -> None:
        self._inputs = tuple(dict.fromkeys(inputs))
        self._numbers = {input: number for number, input in enumerate(self._inputs)}
        self._catalogues = catalogues
        self._filters = Filters(options)
        self._folder = folder
        self._own_folder: TemporaryDirectory[str] | None = None
        self._db: sqlite3.Connection | None = None
        self._records = OneByOne()
        self._all_known = False

    def find(self, revisit: Record, input: Input) -> Record | None:
        """The record that holds the payload of a revisit in ``input``; None if it is not there.

        Its block is read before the next is asked for.
        """
        record = revisit
        for _ in range(HOPS):
            place = self._place(record, input)
            found = self._records.record(*place) if place else None
            if place is None or found is None:
                return None
            if found.type != "revisit":
                return None if contradicts(revisit, found) else found
            input, record = place[0], found
        return None

    def continuations(self, first: Record, input: Input) -> Iterator[Record]:
        """The segments that follow the first one, which is in ``input``, as far as they are there.

        The block of each is read before the next is asked for.
        """
        for number in count(2):
            place = self._in_inputs([_key("segment", first.id, str(number))], input, first.offset)
            record = self._records.record(*place) if place else None
            if record is None:
                return
            yield record

    def has_first(self, continuation: Record, input: Input) -> bool:
        """True if the first segment is there, or if that cannot be known."""
        key = _key("first segment", origin_of(continuation))
        return not input.rereadable or bool(self._in_inputs([key], input, continuation.offset))

    def close(self) -> None:
        """Let go of files."""
        self._records.close()
        if self._db is not None:
            self._db.close()
            self._db = None
        if self._own_folder is not None:
            self._own_folder.cleanup()
            self._own_folder = None

    def _place(self, revisit: Record, input: Input) -> Place | None:
        """Where the record is that a revisit refers to."""
        if input.collection is not None:
            db = self._catalogues.of(input.collection)
            said = Reference.of(revisit)
            found = holder_of(db, input.collection, said.id) if db is not None and said.id else None
            if found is not None:
                return found
        return self._in_inputs(list(_asked(revisit)), input, revisit.offset)

    def _in_inputs(self, keys: list[int], input: Input, offset: int) -> Place | None:
        """Where the record is that has one of these keys, the surest first, and is not the one at
        ``offset`` of ``input``."""
        own = self._numbers.get(input)
        if not keys or own is None or not input.rereadable:
            return None
        self._learn([own])
        found = self._look_up(keys, own, offset)
        if found is None and not self._all_known:
            self._learn(range(len(self._inputs)))
            self._all_known = True
            found = self._look_up(keys, own, offset)
        return found

    def _look_up(self, keys: list[int], own: int, offset: int) -> Place | None:
        for key in keys:
            row = (
                self._opened()
                .execute("SELECT input, offset FROM places WHERE key = ?", (key,))
                .fetchone()
            )
            if row is not None and row != (own, offset):
                return self._inputs[row[0]], int(row[1])
        return None

    def _learn(self, numbers: Sequence[int]) -> None:
        """Go through these inputs, those that nobody went through before."""
        db = self._opened()
        for number in numbers:
            if _is_known(db, number):
                continue
            with self._alone():
                if not _is_known(db, number):
                    self._go_through(db, number)

    def _go_through(self, db: sqlite3.Connection, number: int) -> None:
        input = self._inputs[number]
        rows = self._rows(number, input) if input.rereadable else iter(())
        with db:
            while batch := list(islice(rows, BATCH)):
                db.executemany("INSERT OR IGNORE INTO places VALUES (?, ?, ?)", batch)
            db.execute("INSERT OR IGNORE INTO known VALUES (?)", (number,))

    def _rows(self, number: int, input: Input) -> Iterator[tuple[int, int, int]]:
        try:
            stream = input.open()
        except (WarcError, OSError):
            return  # it is told when it is read
        with Records(stream, input.name, most_block=MOST_READ, close=stream.close) as records:
            for record in records:
                for key in self._keys(record) if record.length else ():
                    yield key, number, record.offset

    def _keys(self, record: Record) -> Iterator[int]:
        """By which a record may be asked for."""
        if is_segment(record):
            yield _segment(record)
        if self._may_hold(record):
            yield from _told(record)

    def _may_hold(self, record: Record) -> bool:
        """True of what could be given for a revisit."""
        if record.type == "revisit":
            return True
        return record.type in HOLDERS and not self._filters.by_answer(outline(record))

    def _opened(self) -> sqlite3.Connection:
        if self._db is None:
            if self._folder is None:
                self._own_folder = TemporaryDirectory(prefix="archiver-")
                self._folder = Path(self._own_folder.name)
            with self._alone():
                self._db = sqlite3.connect(self._folder / FILE, timeout=PATIENCE)
                self._db.executescript(_TABLES)
        return self._db

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Whoever shares the file waits: what one has learned, no other need learn."""
        assert self._folder is not None
        with (self._folder / f"{FILE}.lock").open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _is_known(db: sqlite3.Connection, number: int) -> bool:
    with closing(db.execute("SELECT 1 FROM known WHERE input = ?", (number,))) as found:
        return found.fetchone() is not None


def _asked(revisit: Record) -> Iterator[int]:
    """Keys of the record that a revisit refers to, the surest first."""
    said = Reference.of(revisit)
    url = surt.key(said.url or revisit.url)
    if said.id:
        yield _key("id", said.id)
    if said.date is not None:
        yield _key("date", url, f"{said.date:%Y%m%d%H%M%S}")
    digest = bare(revisit.field("WARC-Payload-Digest") or "")
    if digest:
        yield _key("digest", url, digest)
        yield _key("digest", "", digest)


def _told(record: Record) -> Iterator[int]:
    """Keys by which a record may be referred to."""
    yield _key("id", record.id)
    if record.type == "revisit":
        return
    url = surt.key(record.url)
    yield _key("date", url, f"{record.date:%Y%m%d%H%M%S}")
    digest = bare(record.ref.digest or "")
    if digest:
        yield _key("digest", url, digest)
        yield _key("digest", "", digest)


def _segment(record: Record) -> int:
    """The key of a segment: by its number, behind the first one."""
    if record.type != CONTINUATION:
        return _key("first segment", record.id)
    number = (record.field(NUMBER) or "").strip().lstrip("0")
    return _key("segment", origin_of(record), number)


def _key(*parts: str) -> int:
    digest = hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=8)
    return int.from_bytes(digest.digest(), "little", signed=True)
