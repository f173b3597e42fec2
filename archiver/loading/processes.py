"""Processes that read files, started, looked after and ended."""

import json
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection

from archiver.errors import LoadingError
from archiver.loading.messages import SLOT, Now, SetUp, Slot, Task

# Not by multiprocessing: that imports the program which asks a second time.
PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv.pop()); from {module} import main; main()"
)


def start(
    module: str, *arguments: str, pass_fds: Sequence[int] = (), stdin: int, stdout: int
) -> "subprocess.Popen[bytes]":
    """A process that runs ``main`` of a module, imported from where this one imports. ``stdin`` and
    ``stdout`` are as subprocess takes them. Raises LoadingError."""
    if not sys.executable:
        raise LoadingError("this program knows no Python to start processes with; use jobs=1")
    paths = json.dumps([path for path in sys.path if isinstance(path, str)])
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(module=module), *arguments, paths],
        stdin=stdin, stdout=stdout, pass_fds=pass_fds,
        process_group=0,  # Ctrl-C is for the program that asked
    )  # fmt: skip


class Process:
    """One of them, and the pipe to it."""

    def __init__(self, set_up: SetUp, module: str) -> None:
        ours, theirs = socket.socketpair()
        with tempfile.TemporaryFile() as file, theirs:
            file.truncate(SLOT)
            self._slot = Slot(file.fileno())
            files = (theirs.fileno(), file.fileno())
            self._program = start(
                module, *map(str, files), pass_fds=files,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            )  # fmt: skip
        self.pipe = Connection(ours.detach())
        self.killed = False  #: by us
        self.spoke = False  #: it could be started, and said something
        self._tell(set_up)

    def give(self, task: Task) -> None:
        """A file to read."""
        self._tell(task)

    def now(self) -> Now | None:
        """The page that it is reading."""
        return self._slot.now()

    def is_late(self, limit: float | None) -> bool:
        """True if it has read one page for longer than ``limit`` seconds."""
        now = self._slot.now()
        if limit is None or now is None or time.monotonic() - now.since <= limit:
            return False
        return self._slot.now() == now  # and is it still

    def kill(self) -> None:
        """End it, whatever it does; what it said before can still be read."""
        self.killed = True
        self._program.kill()

    def end(self) -> str:
        """See to it that it has ended, and let go of it; returns how it ended, in words."""
        self.pipe.close()
        self._program.kill()
        code = self._program.wait()
        self._slot.close()
        if code < 0:
            with suppress(ValueError):
                return f"by {signal.Signals(-code).name}"
        return f"with exit code {code}"

    def _tell(self, what: SetUp | Task) -> None:
        with suppress(ConnectionError):  # that it is dead is noticed when it is listened to
            self.pipe.send(what)
