"""Where things are in a collection's folder, laid out like a WACZ, and who may write to it."""

import fcntl
import os
import shutil
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from archiver.errors import CollectionError, CollectionInUse
from warcs.files import OPEN, make_folder

OPTIONS = "collection.toml"
LOCK = ".lock"
NEW = ".new"  # what is made anew and not yet in its place


@dataclass(frozen=True, slots=True)
class Folder:
    """The paths of a collection."""

    root: Path

    @property
    def archive(self) -> Path:
        """WARC files; ``*.warc.gz.open`` is still being written."""
        return self.root / "archive"

    def warc(self, name: str) -> Path:
        """The file of that final name, sealed or still open."""
        return warc_in(self.archive, name)

    def open_files(self) -> list[Path]:
        """What a run left open or is writing, in the order in which it was begun."""
        return sorted(self.archive.glob(f"*{OPEN}"))

    def sealed_sizes(self) -> list[int]:
        """Bytes of each sealed WARC file. The catalogue does not know all of them: a run that found
        the disk full could not tell it."""
        with suppress(FileNotFoundError), os.scandir(self.archive) as found:
            files = [x for x in found if x.is_file() and not x.name.endswith((NEW, OPEN))]
            return [x.stat().st_size for x in files]
        return []

    def clear(self) -> None:
        """Remove what a command that was broken off had made anew and not put in place; for whoever
        holds the lock. Raises OSError."""
        for pattern in ("catalogue.sqlite.new*", "catalogue.sqlite.*.bak.new*", "*/*.new"):
            for path in self.root.glob(pattern):
                if path.parent != self.archive:  # there a redaction keeps its own
                    path.unlink(missing_ok=True)
        if self.incoming.is_dir():
            shutil.rmtree(self.incoming, ignore_errors=True)

    @property
    def indexes(self) -> Path:
        """Sorted CDXJ, a segment per sealed file."""
        return self.root / "indexes"

    @property
    def pages(self) -> Path:
        """The articles, as ReplayWeb.page lists them."""
        return self.root / "pages" / "pages.jsonl"

    @property
    def manifest(self) -> Path:
        """A line per sealed file, each with the digest of the line before."""
        return self.root / "manifest.jsonl"

    @property
    def catalogue(self) -> Path:
        """The SQLite file."""
        return self.root / "catalogue.sqlite"

    @property
    def journal(self) -> Path:
        """Of a redaction that is under way: :mod:`archiver.collection.redaction.journal`."""
        return self.root / "redaction.json"

    @property
    def incoming(self) -> Path:
        """Where a file lies that is being imported, until it is looked at."""
        return self.root / "incoming"

    @property
    def options(self) -> Path:
        """The collection's settings: :mod:`archiver.collection.options`."""
        return self.root / OPTIONS

    @property
    def publications(self) -> Path:
        """This collection's own publication files."""
        return self.root / "publications"

    def exists(self) -> bool:
        """True if this looks like a collection."""
        return self.catalogue.is_file() or self.archive.is_dir()

    def is_in_use(self) -> bool:
        """True while a run writes into it. Asks for the lock, to let go of it at once."""
        try:
            file = os.open(self.root / LOCK, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return True
        finally:
            os.close(file)
        return False

    def make(self) -> None:
        """Create what is missing. Raises CollectionError for a folder that holds other things."""
        if self.root.exists() and not self.root.is_dir():
            raise CollectionError(f"{self.root}: is a file; give a folder for the collection")
        others = self.root.is_dir() and any(
            child.name not in ("publications", OPTIONS) for child in self.root.iterdir()
        )
        if not self.exists() and others:
            raise CollectionError(
                f"{self.root}: holds other things and is no collection; give a new or empty folder"
            )
        try:
            for path in (self.archive, self.indexes, self.pages.parent, self.publications):
                make_folder(path)
        except OSError as error:
            raise CollectionError(f"{self.root}: cannot be made ({error.strerror})") from error

    def require(self, *, whole: bool = True) -> None:
        """Raises CollectionError if this is no collection; unless ``whole`` is False, also if a
        redaction has changed a part of it only."""
        if not self.exists():
            raise CollectionError(
                f"{self.root}: no collection here; `archiver crawl … -c {self.root}` makes one"
            )
        if whole and self._is_half_redacted():
            raise CollectionError(
                f"{self.root}: a redaction is under way, or was broken off; wait for it, or finish "
                f"it: archiver redact --resume -c {self.root}"
            )

    def _is_half_redacted(self) -> bool:
        try:
            return b'"committed"' in self.journal.read_bytes()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise CollectionError(f"{self.journal}: cannot be read ({error.strerror})") from error


def warc_in(archive: Path, name: str) -> Path:
    """The file of that final name in ``archive``, sealed or still open."""
    path = archive / name
    return path if path.exists() else path.with_name(f"{name}{OPEN}")


class Lock:
    """One writer at a time. The kernel holds it for the process, so that a dead one leaves nothing
    behind (flock(2)); what stands in the file only tells others who it is.

    ``now`` gives aware times. Raises CollectionInUse, or CollectionError where nothing can be
    locked.
    """

    def __init__(
        self, folder: Folder, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._path = folder.root / LOCK
        try:
            self._file = self._locked()
        except BlockingIOError as error:
            raise CollectionInUse(
                f"{folder.root}: in use by another run ({self._holder()}); wait for it or stop it"
            ) from error
        except OSError as error:
            raise CollectionError(
                f"{self._path}: cannot be locked ({error.strerror}); a collection must lie on a "
                "disk that it can be written to and that knows locks"
            ) from error
        with suppress(OSError):  # a full disk
            os.ftruncate(self._file, 0)
            since = now().astimezone(UTC)
            text = f"{os.getpid()}\n{since:%Y-%m-%d %H:%M:%S} UTC\n{socket.gethostname()}\n"
            os.pwrite(self._file, text.encode(), 0)

    def _locked(self) -> int:
        while True:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if self._is_there(file):
                    return file
            except BaseException:
                os.close(file)
                raise
            os.close(file)

    def _is_there(self, file: int) -> bool:
        """False if the file was removed before it was locked: then the next one locks another."""
        try:
            return os.path.samestat(os.fstat(file), self._path.stat())
        except FileNotFoundError:
            return False

    def _holder(self) -> str:
        try:
            lines = self._path.read_text("utf-8", "replace").splitlines()
        except OSError:  # a network file system may not even let it be read
            lines = []
        number, since, host = (*lines, "", "", "")[:3]
        elsewhere = f" on {host}" if host not in ("", socket.gethostname()) else ""
        begun = f" since {since}" if since else ""
        return f"process {number or 'unknown'}{elsewhere}{begun}"

    def release(self) -> None:
        """Let others write."""
        os.close(self._file)
