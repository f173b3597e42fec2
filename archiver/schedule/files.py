"""The files that a schedule is made of: whether they changed."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from archiver.collection.folder import Folder

Stamp = tuple[str, int, int, int]


class Watched:
    """``collection.toml`` and the publication files of a collection."""

    def __init__(self, folder: Path) -> None:
        self._folder = Folder(folder)
        self._seen: tuple[Stamp, ...] | None = None

    def changed(self) -> bool:
        """True if a file came, went or was written since the last time; at first too."""
        now = tuple(self._stamps())
        before, self._seen = self._seen, now
        return now != before

    def _stamps(self) -> Iterator[Stamp]:
        own = sorted(self._folder.publications.glob("*.toml"))
        for path in (self._folder.options, *own):
            with suppress(OSError):  # there is none, or it went between the two
                found = path.stat()
                # The inode too: editors and `mv` put another file in its place.
                yield path.name, found.st_ino, found.st_size, found.st_mtime_ns
