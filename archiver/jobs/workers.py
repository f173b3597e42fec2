"""Processes on this machine that read files into parts."""

import selectors
import subprocess
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, cast

import msgspec

from archiver.errors import LoadingError
from archiver.jobs.tasks import Done, Task
from archiver.jobs.worker import SetUp, Word
from archiver.loading.processes import start

LOOK = 5.0  # seconds between two looks for those that hang
SILENCE = 60.0  # seconds, beside what a page may take, after which a process is taken to hang
TRIES = 2  # at a file whose process dies

Heard = Callable[[str, int, int], None]  #: of the file at a place: bytes and articles so far


@dataclass(slots=True)
class _Worker:
    program: "subprocess.Popen[bytes]"
    task: Task
    heard: float  #: when it said something last, by time.monotonic()
    rest: bytearray = field(default_factory=bytearray)

    @property
    def said(self) -> IO[bytes]:
        return cast(IO[bytes], self.program.stdout)

    def give(self, task: Task) -> None:
        """May raise BrokenPipeError, of one that is gone: its end is seen as well."""
        self.task = task
        stdin = cast(IO[bytes], self.program.stdin)
        stdin.write(msgspec.json.encode(task) + b"\n")
        stdin.flush()

    def words(self) -> list[Word] | None:
        """What it said since; None if it has ended."""
        piece = self.said.read1(1 << 16)  # type: ignore[attr-defined]
        if not piece:
            return None
        self.rest += piece
        *lines, rest = self.rest.split(b"\n")
        self.rest = bytearray(rest)
        return [msgspec.json.decode(bytes(line), type=Word) for line in lines]

    def end(self) -> None:
        self.program.kill()
        self.program.wait()
        for stream in (self.program.stdin, self.program.stdout):
            if stream is not None:
                try:
                    stream.close()
                except BrokenPipeError:
                    continue


class Workers:
    """At most ``count`` processes that read as ``set_up`` says."""

    def __init__(
        self, set_up: SetUp, count: int, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._now = now
        self._silence = (set_up.options.timeout or 0) + SILENCE
        self._set_up = set_up
        self._count = count
        self._waiting: deque[Task] = deque()
        self._tries: dict[str, int] = {}
        self._selector = selectors.DefaultSelector()
        self._workers: list[_Worker] = []

    def run(self, tasks: Sequence[Task], heard: Heard) -> Iterator[Done | Task]:
        """Read all; what was done, as it comes, and tasks that are better read apart: whose process
        died at each try, or the only file, where there are several processes.

        Raises LoadingError where a part cannot be written. Closing the iterator ends all processes.
        """
        if self._count > 1 and len(self._set_up.among) == 1:
            yield from tasks
            return
        self._waiting.extend(tasks)
        try:
            while self._waiting and len(self._workers) < self._count:
                self._start(self._waiting.popleft())
            while self._workers:
                for key, _ in self._selector.select(LOOK):
                    yield from self._hear(cast(_Worker, key.data), heard)
                self._end_silent()
        finally:
            for worker in self._workers:
                worker.end()
            self._selector.close()

    def _start(self, task: Task) -> None:
        program = start("archiver.jobs.worker", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        worker = _Worker(program, task, self._now())
        self._workers.append(worker)
        self._selector.register(worker.said, selectors.EVENT_READ, worker)
        try:
            stdin = cast(IO[bytes], program.stdin)
            stdin.write(msgspec.json.encode(self._set_up) + b"\n")
            worker.give(task)
        except BrokenPipeError:
            return  # its end is seen where it is heard

    def _hear(self, worker: _Worker, heard: Heard) -> Iterator[Done | Task]:
        words = worker.words()
        worker.heard = self._now()
        if words is None:
            yield from self._died(worker)
            return
        for word in words:
            if word.failed is not None:
                raise LoadingError(f"{word.failed}; what was read is kept: run it again")
            if word.done is None:
                heard(worker.task.source.place, word.bytes_read, word.articles)
                continue
            yield word.done
            self._next(worker)

    def _end_silent(self) -> None:
        """One that says nothing hangs in a page: its end is then seen where it is heard."""
        for worker in self._workers:
            if self._now() - worker.heard > self._silence:
                worker.program.kill()

    def _next(self, worker: _Worker) -> None:
        if not self._waiting:
            self._remove(worker)
            return
        try:
            worker.give(self._waiting.popleft())
        except BrokenPipeError:
            return

    def _died(self, worker: _Worker) -> Iterator[Task]:
        """Its task is tried again by another process."""
        self._remove(worker)
        task = worker.task
        tries = self._tries[task.source.place] = self._tries.get(task.source.place, 0) + 1
        if tries < TRIES:
            self._start(task)
            return
        yield task
        if self._waiting:
            self._start(self._waiting.popleft())

    def _remove(self, worker: _Worker) -> None:
        self._selector.unregister(worker.said)
        self._workers.remove(worker)
        worker.end()
