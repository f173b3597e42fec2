"""The collections that are shown: opened once for many requests, and anew when they were remade."""

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from archiver.collection import Collection
from archiver.collection.database.catalogue import is_at_rest
from archiver.errors import CollectionError

T = TypeVar("T")

MOST_IDLE = 8  # connections that are kept of one collection
FRESH = 10.0  # seconds for which what was counted is shown while a run goes on
TAKEN = frozenset(("static",))  #: first parts of paths that are no collection's

File = tuple[int, int, bool]  # device, inode, and whether it was opened as one at rest
Stamp = tuple[tuple[int, int, int] | None, ...]


@dataclass(slots=True)
class _Counted:
    value: Any
    stamp: Stamp
    made: float


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """One collection, under the name by which addresses call it."""

    name: str
    root: Path
    clock: Callable[[], float] = monotonic
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _idle: list[tuple[File, Collection]] = field(default_factory=list)
    _counted: dict[object, _Counted] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What a person calls it: its folder's name."""
        return self.root.resolve().name

    @contextmanager
    def opened(self) -> Iterator[Collection]:
        """The collection, for one request. Raises CollectionError."""
        file = self._file()
        collection = self._taken(file) or Collection(self.root)
        try:
            yield collection
        except sqlite3.Error:
            collection.close()
            raise
        except BaseException:  # what was asked for is not there: that is no fault of the file's
            self._give_back(file, collection)
            raise
        self._give_back(file, collection)

    def counted(self, what: object, count: Callable[[], T]) -> T:
        """What ``count`` says; remembered until the catalogue changes, and while a run goes on for
        FRESH seconds. Of a catalogue that was made anew, as for a redaction, nothing is remembered.
        """
        stamp, now = self._stamp(), self.clock()
        known = self._counted.get(what)
        if known is None or not (known.stamp == stamp or self._is_fresh(known, stamp, now)):
            known = self._counted[what] = _Counted(count(), stamp, now)
        value: T = known.value
        return value

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            while self._idle:
                self._idle.pop()[1].close()

    def _taken(self, file: File) -> Collection | None:
        """One that is open on ``file``. Others are of a catalogue that was put in its place."""
        with self._lock:
            while self._idle:
                opened, collection = self._idle.pop()
                if opened == file:
                    collection.folder.require()
                    return collection
                collection.close()
        return None

    def _give_back(self, file: File, collection: Collection) -> None:
        with self._lock:
            if len(self._idle) < MOST_IDLE:
                self._idle.append((file, collection))
                return
        collection.close()

    def _file(self) -> File:
        try:
            found = self._catalogue.stat()
        except OSError:
            return 0, 0, False
        return found.st_dev, found.st_ino, is_at_rest(self._catalogue)

    @property
    def _catalogue(self) -> Path:
        return self.root / "catalogue.sqlite"

    def _is_fresh(self, known: _Counted, stamp: Stamp, now: float) -> bool:
        same_file = (known.stamp[0] or ())[:1] == (stamp[0] or ())[:1]
        return same_file and now - known.made <= FRESH

    def _stamp(self) -> Stamp:
        return tuple(
            _told(self.root / name) for name in ("catalogue.sqlite", "catalogue.sqlite-wal")
        )


def _told(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def shelves(roots: Sequence[Path]) -> dict[str, Shelf]:
    """A shelf for each folder, by a name that stands in addresses.

    The folder's own name; a number is put behind one that is taken. Raises CollectionError for what
    is no collection.
    """
    found: dict[str, Shelf] = {}
    for root in roots:
        Collection(root).close()
        if any(shelf.root.resolve() == root.resolve() for shelf in found.values()):
            raise CollectionError(f"{root}: is given twice")
        name = _free(_spelled(root.resolve().name), found)
        found[name] = Shelf(name, root)
    return found


def _spelled(name: str) -> str:
    """Letters, digits, ``-``, ``_`` and ``.`` only, so that it is the same in any address."""
    kept = "".join(x if (x.isascii() and x.isalnum()) or x in "-_." else "-" for x in name)
    return kept.strip(".-") or "collection"


def _free(name: str, found: dict[str, Shelf]) -> str:
    taken, number = TAKEN | found.keys(), 2
    wanted = name
    while wanted in taken:
        wanted, number = f"{name}-{number}", number + 1
    return wanted
