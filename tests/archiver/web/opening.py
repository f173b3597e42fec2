"""A room that is open on a port of 127.0.0.1, while a test looks at it with a browser."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from archiver.errors import ReplayError
from archiver.replay import Viewer
from archiver.web.serving import Opened, Settings, opened


def no_viewer() -> Viewer:
    """Where nothing is replayed."""
    raise ReplayError("not in this test")


@contextmanager
def is_open(
    folder: Path, settings: Settings | None = None, viewer: Callable[[], Viewer] = no_viewer
) -> Iterator[Opened]:
    """Serve in a thread until the ``with`` block ends."""
    with opened([folder], settings or Settings(), viewer) as room:
        thread = threading.Thread(target=room.run)
        thread.start()
        try:
            yield room
        finally:
            room.stop()
            thread.join()
