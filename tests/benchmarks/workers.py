"""Readers in processes of their own, asked one page at a time.

So one reader's memory and garbage cost another nothing, one that hangs is ended, and all can be
asked in turn page by page: what else the machine does hits them alike. Time is CPU time around the
call alone.
"""

import logging
import multiprocessing
import signal
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from types import FrameType
from typing import Any

from tests.benchmarks.peers import PARSERS, PEERS, Extract

# Read before time counts, for the first page may bring imports with it: one that declares no
# language has its text looked at.
FIRST = (
    "<html><title>A page</title><body><main><h1>A page</h1><p>By A. Writer, 1 May 2024</p>"
    + "<p>The council met on Monday and decided that the bridge over the river is to be closed.</p>"
    * 9
    + "</main></body></html>"
).encode()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader said of one page, or why it said nothing."""

    found: dict[str, Any]
    cpu: float
    error: str | None = None


class TooLong(BaseException):
    """Not an Exception, so that no reader swallows it."""


def ring(number: int, frame: FrameType | None) -> None:
    raise TooLong


def ask(extract: Extract, html: bytes, url: str | None, limit: float) -> Answer:
    """One call, at most so many seconds of the wall clock (a call of C code is not cut short)."""
    before = signal.signal(signal.SIGALRM, ring)
    found: dict[str, Any] = {}
    error = None
    started = time.process_time()
    try:
        signal.setitimer(signal.ITIMER_REAL, limit, 1.0)
        try:
            found = extract(html, url)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
    except TooLong:
        error = f"longer than {limit:g} s"
    except (Exception, SystemExit) as failure:
        error = f"{type(failure).__name__}: {str(failure)[:200]}"
    return Answer(found, time.process_time() - started, error)


def serve(name: str, limit: float, pipe: Connection) -> None:
    """A worker's life: it answers pages until the pipe is closed."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    extract = (PEERS | PARSERS)[name].make()
    ask(extract, FIRST, None, limit)
    pipe.send(None)  # ready
    while True:
        try:
            html, url, quiet = pipe.recv()
        except EOFError:
            return
        answer = ask(extract, html, url, limit)
        pipe.send(Answer({}, answer.cpu, answer.error) if quiet else answer)


class Worker:
    """One reader in its process."""

    def __init__(self, name: str, limit: float = 20.0) -> None:
        self.name = name
        self.limit = limit
        self.start()

    def start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(
            target=serve, args=(self.name, self.limit, theirs), daemon=True
        )
        self.process.start()
        theirs.close()
        try:
            self.pipe.recv()
        except EOFError:
            sys.exit(f"{self.name} cannot be started; why stands above")

    def read(self, html: bytes, url: str | None, quiet: bool = False) -> Answer:
        """The answer; a process that is dead or deaf is replaced. Quiet: the time alone."""
        try:
            self.pipe.send((html, url, quiet))
            if self.pipe.poll(3 * self.limit):
                answer: Answer = self.pipe.recv()
                return answer
            error = f"no answer in {3 * self.limit:.0f} s"
        except (EOFError, OSError):
            error = "the process died"
        self.stop()
        self.start()
        return Answer({}, 3 * self.limit, error)

    def stop(self) -> None:
        self.pipe.close()
        self.process.join(1)
        self.process.kill()
        self.process.join()


@contextmanager
def workers(names: list[str], limit: float = 20.0) -> Iterator[list[Worker]]:
    """A worker for each of the readers."""
    started: list[Worker] = []
    try:
        for name in names:
            started.append(Worker(name, limit))
        yield started
    finally:
        for worker in started:
            worker.stop()


def installed(wanted: list[str] | None = None) -> list[str]:
    """Those readers and parsers that are installed, of all readers or of those wanted."""
    return [name for name in wanted or PEERS if (PEERS | PARSERS)[name].version]


def listing() -> str:
    """A line for each reader: its version, or that it is not installed."""
    every = PEERS | PARSERS
    return "\n".join(f"{name:18} {every[name].version or 'not installed'}" for name in every)
