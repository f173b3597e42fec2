"""Files read by several processes, what came of them put together, in order if that is wanted.

Memory is bounded: a process waits until what it sends is taken. In order, what came of later files
waits in a file on the disk.
"""

import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from archiver.errors import LoadingError
from archiver.loading.filters import Filters
from archiver.loading.inputs import Input
from archiver.loading.loader import Loader, Plan
from archiver.loading.messages import (
    Batch,
    Now,
    SetUp,
    Task,
    about,
    decode,
    encode,
    keyed,
)
from archiver.loading.options import Options
from archiver.loading.processes import Process
from archiver.loading.queue import Queue
from archiver.loading.ranges import LEAST, WHOLE, Range, divided
from archiver.loading.report import CRASHED, TOO_LONG, LoadReport

LOOK = 0.2  # seconds between two looks at processes that say nothing
AHEAD = 4  # files that may be begun before they are wanted, for each process
MOST_DEATHS = 3  # of processes that read no page, between two batches of a file

Came = tuple[Input, Batch]


def hard_limit(options: Options) -> float | None:
    """Seconds after which a process that is reading one page is ended."""
    return None if options.timeout is None else 2 * options.timeout + 1


@dataclass(slots=True, kw_only=True, eq=False)
class _Job:
    """A file, and how far it was read."""

    number: int
    input: Input
    range: Range
    queue: Queue = field(default_factory=Queue)
    after: int = 0
    skip: dict[int, tuple[str, str]] = field(default_factory=dict)
    deaths: int = 0
    done: bool = False


class Pool:
    """At most ``jobs`` processes, which read ``inputs`` as ``options`` say."""

    def __init__(
        self,
        inputs: Sequence[Input],
        options: Options,
        jobs: int,
        program: str = "archiver.loading.worker",
        least: int = LEAST,
        among: Sequence[Input] = (),
    ) -> None:
        """``program``: the module whose ``main`` the processes run; ``least``: bytes of a file that
        are worth a process; ``among``: files in which originals are looked for as well."""
        self._options = options
        self._program = program
        self._limit = hard_limit(options)
        self._most = jobs
        # Where an index may tell that little of a file is wanted, it is asked once.
        by_index = Filters(options).by_places and any(one.collection for one in inputs)
        parts = ((one, WHOLE) for one in inputs) if by_index else divided(inputs, jobs, least)
        self._jobs = [
            _Job(number=number, input=input, range=range)
            for number, (input, range) in enumerate(parts)
        ]
        self._here = [job for job in self._jobs if job.input.opener is not None]
        self._waiting = deque(job for job in self._jobs if job.input.opener is None)
        self._end = len(self._jobs)  # jobs from this number on are not begun yet
        self._came: deque[_Job] = deque()
        self._running: dict[Connection, tuple[Process, _Job]] = {}
        self._idle: list[Process] = []
        self._folder = TemporaryDirectory(prefix="archiver-")
        shared = tuple(dict.fromkeys([*(job.input for job in self._waiting), *among]))
        self._set_up = SetUp(inputs=shared, options=options, folder=Path(self._folder.name))
        self._looked = time.monotonic()

    def close(self) -> None:
        """End all processes, and drop what came of files that nobody asked for."""
        for process in [*self._idle, *(process for process, _ in self._running.values())]:
            process.end()
        self._idle.clear()
        self._running.clear()
        for job in self._jobs:
            job.queue.close()
        self._folder.cleanup()

    def in_order(self) -> Iterator[Came]:
        """What came of each file, file by file."""
        for job in self._jobs:
            self._end = job.number + AHEAD * self._most
            if job.input.opener is not None:
                yield from self._read_here(job)
                continue
            yield from self._of(job)

    def _of(self, job: _Job) -> Iterator[Came]:
        while True:
            message = job.queue.get()
            if message is not None:
                yield job.input, decode(message)
                self._work(0)
            elif job.done:
                return
            else:
                self._work(LOOK)

    def as_it_comes(self) -> Iterator[Came]:
        """What came of the files, as soon as it has come."""
        self._work(0)
        for job in self._here:
            yield from self._read_here(job)
        while self._waiting or self._running or self._came:
            if not self._came:
                self._work(LOOK)
                continue
            job = self._came.popleft()
            message = job.queue.get()
            if message is not None:
                yield job.input, decode(message)

    def _read_here(self, job: _Job) -> Iterator[Came]:
        """A stream is this process's."""
        report = LoadReport()
        loader = Loader((job.input,), self._options)
        try:
            for step in loader.steps(job.input, report):
                articles = [] if step.article is None else [step.article]
                yield job.input, Batch(
                    after=step.number, done=False, report=report.taken(), articles=articles,
                    keyed=keyed([step]),
                )  # fmt: skip
        finally:
            loader.close()
        yield job.input, Batch(after=0, done=True, report=report.taken())

    def _work(self, patience: float) -> None:
        """Hand out files, and take what came; wait for it so many seconds."""
        self._hand_out()
        for pipe in wait(list(self._running), patience):
            self._take(cast(Connection, pipe))
        if time.monotonic() - self._looked > LOOK:
            self._looked = time.monotonic()
            for process, _ in self._running.values():
                if process.is_late(self._limit):
                    process.kill()

    def _hand_out(self) -> None:
        while self._waiting and len(self._running) < self._most:
            if self._waiting[0].number >= self._end:
                return
            process = self._idle.pop() if self._idle else Process(self._set_up, self._program)
            job = self._waiting.popleft()
            plan = Plan(after=job.after, skip=job.skip, range=job.range)
            process.give(Task(input=job.input, plan=plan))
            self._running[process.pipe] = process, job

    def _take(self, pipe: Connection) -> None:
        process, job = self._running[pipe]
        try:
            message = pipe.recv_bytes()
        except (EOFError, OSError):
            del self._running[pipe]
            self._mourn(process, job)
            return
        process.spoke = True
        if not message:
            return
        job.after, job.done = about(message)
        job.deaths = 0
        job.queue.put(message)
        self._came.append(job)
        if job.done:
            del self._running[pipe]
            self._idle.append(process)

    def _mourn(self, process: Process, job: _Job) -> None:
        """Go on with a file behind the page at which a process died."""
        now, killed, spoke = process.now(), process.killed, process.spoke
        how = process.end()
        if not spoke and not killed:
            raise LoadingError(f"a process ended {how} before it read anything; why stands above")
        if now is not None and now.number > job.after and now.number not in job.skip:
            job.skip[now.number] = self._cause(now, how, killed=killed)
        else:
            job.deaths += 1
        if job.deaths < MOST_DEATHS:
            self._waiting.appendleft(job)
            return
        report = LoadReport()
        report.bad_file(job.input.place, f"given up: the process that reads it ends {how}")
        job.done = True
        job.queue.put(encode(Batch(after=job.after, done=True, report=report)))
        self._came.append(job)

    def _cause(self, now: Now, how: str, *, killed: bool) -> tuple[str, str]:
        if killed:
            return TOO_LONG, f"more than {self._limit:g} s, and could not be interrupted"
        return CRASHED, f"the process that read it ended {how}"
