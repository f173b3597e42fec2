"""The replays of the collections that are shown: each begun when it is first asked for."""

import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from archiver import replay
from archiver.errors import ReplayError
from archiver.replay import Replay, Viewer
from archiver.web.shelves import Shelf


@dataclass(slots=True)
class _Running:
    replay: Replay
    stack: ExitStack
    stamp: tuple[int, int]


@dataclass(slots=True, eq=False)
class Replays:
    """Replay servers, each with a port and names of its own, so that nothing that they show is of
    the room's origin.

    ``off`` says why there are none: a browser on another machine finds none of their names.
    """

    viewer: Callable[[], Viewer] = replay.viewer
    port: int = 0  #: of the first one; 0: free ones
    off: str | None = None
    _running: dict[str, _Running] = field(default_factory=dict)
    _places: list[str] = field(default_factory=list)  # names of shelves, as first looked at
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def url(self, shelf: Shelf, page: str, timestamp: str | None) -> str:
        """Where a browser finds the capture of ``page`` nearest to ``timestamp`` (14 digits, UTC).

        Raises ReplayError, CollectionError: why it cannot be replayed.
        """
        if self.off is not None:
            raise ReplayError(self.off)
        with self._lock:
            stamp = _stamp(shelf.root / "manifest.jsonl")
            running = self._running.get(shelf.name)
            if running is not None and running.stamp != stamp:
                # What was sealed, or taken out, since it began is seen by a new one only.
                running.stack.close()
                del self._running[shelf.name]
                running = None
            if running is None:
                running = self._running[shelf.name] = self._begun(shelf, stamp)
            return running.replay.url(page, timestamp)

    def close(self) -> None:
        """End them all."""
        with self._lock:
            while self._running:
                self._running.popitem()[1].stack.close()

    def _begun(self, shelf: Shelf, stamp: tuple[int, int]) -> _Running:
        if shelf.name not in self._places:
            self._places.append(shelf.name)
        port = self.port + self._places.index(shelf.name) if self.port else 0
        with ExitStack() as stack:
            source = stack.enter_context(replay.source(shelf.root))
            running = stack.enter_context(replay.serve(source, self.viewer(), port))
            return _Running(running, stack.pop_all(), stamp)


def _stamp(manifest: Path) -> tuple[int, int]:
    """By which a change of what there is to replay is seen: of the list of sealed files."""
    try:
        found = manifest.stat()
    except OSError:
        return 0, 0
    return found.st_size, found.st_mtime_ns
