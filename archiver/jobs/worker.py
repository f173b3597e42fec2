"""A process that reads files into parts: a line of JSON in for each, lines of JSON out.

    python -m archiver.jobs.worker

The first line is a :class:`SetUp`, each further one a task. It ends with its input, and when the
process that started it is gone.
"""

import os
import sys
import threading
import time
from contextlib import closing
from typing import BinaryIO

import msgspec

from archiver.jobs.tasks import Done, Source, Task, read_part
from archiver.loading import Loader, LoadReport, Options

EVERY = 0.5  # seconds between two words on how far it is


class SetUp(msgspec.Struct, frozen=True, kw_only=True):
    """How files are read."""

    options: Options
    among: tuple[Source, ...]  #: in which the originals of revisits are looked for


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """What a worker says: how far it is, what it has done, or why it cannot."""

    bytes_read: int = 0
    articles: int = 0
    done: Done | None = None
    failed: str | None = None  #: the disk is full, say; one line


class _Voice:
    """Says words; while a file is read, from time to time how far it is. A call of C code that
    does not come back keeps it silent."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._lock = threading.Lock()
        self._parent = os.getppid()
        self.report = LoadReport()
        threading.Thread(target=self._beat, daemon=True).start()

    def say(self, word: Word) -> None:
        """At once."""
        with self._lock:
            self._out.write(msgspec.json.encode(word) + b"\n")
            self._out.flush()

    def _beat(self) -> None:
        while True:
            time.sleep(EVERY)
            if os.getppid() != self._parent:
                os._exit(1)  # that was killed: another process may begin this file again
            try:
                self.say(Word(bytes_read=self.report.bytes_read, articles=self.report.given))
            except (BrokenPipeError, ValueError):
                os._exit(1)  # nobody listens any more


def work(stream: BinaryIO, out: BinaryIO) -> None:
    """Do what the lines of ``stream`` say."""
    set_up = msgspec.json.decode(stream.readline(), type=SetUp)
    voice = _Voice(out)
    with closing(Loader([one.input() for one in set_up.among], set_up.options)) as loader:
        for line in stream:
            task = msgspec.json.decode(line, type=Task)
            voice.report = LoadReport()
            try:
                voice.say(Word(done=read_part(loader, task, voice.report)))
            except OSError as error:
                where = f"{error.filename}: " if error.filename else ""
                voice.say(Word(failed=f"{where}{(error.strerror or str(error)).lower()}"))


class _Hidden:
    """A finder of modules, before all others, by which those of one name are not installed."""

    def __init__(self, name: str) -> None:
        self._name = name

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Leaves all other names to the next finder."""
        if name == self._name:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def main() -> None:
    """The process."""
    # pyarrow imports pandas for the first list that it is given, if it finds it: half a second and
    # 50 MB of each process, for what no part needs.
    sys.meta_path.insert(0, _Hidden("pandas"))
    try:
        work(sys.stdin.buffer, sys.stdout.buffer)
    except BrokenPipeError:
        os._exit(1)  # nobody listens any more


if __name__ == "__main__":
    main()
