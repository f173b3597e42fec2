"""A process that reads files: it is told which, and hands back what came of them in batches.

It is a program of its own, so that the one that asks need not be imported again: it may be a
script without ``if __name__ == "__main__"``, or a notebook.
"""

import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection

from archiver.article import Article
from archiver.loading.loader import Loader, Step
from archiver.loading.messages import Batch, SetUp, Slot, Task, encode, keyed
from archiver.loading.report import LoadReport

MOST = 32  # articles in a batch: half a megabyte, as a rule
LONGEST = 0.5  # seconds between two batches, if no page takes as long


class Batches:
    """Sends what came of records, some at a time."""

    def __init__(self, pipe: Connection) -> None:
        self.report = LoadReport()  #: of what was not sent yet
        self._pipe = pipe
        self._steps: list[Step] = []
        self._articles: list[Article] = []
        self._sent = time.monotonic()

    def add(self, step: Step) -> None:
        """What came of a response."""
        if step.key is not None:
            self._steps.append(step)
        if step.article is not None:
            self._articles.append(step.article)
        if len(self._articles) >= MOST or time.monotonic() - self._sent > LONGEST:
            self.send(step.number)

    def send(self, after: int, *, done: bool = False) -> None:
        """Send all that was added. Waits while the other side does not take it."""
        batch = Batch(
            after=after, done=done, report=self.report.taken(), articles=self._articles,
            keyed=keyed(self._steps),
        )  # fmt: skip
        self._pipe.send_bytes(encode(batch))
        self._articles, self._steps = [], []
        self._sent = time.monotonic()


def serve(pipe: Connection, slot: Slot) -> None:
    """Read files until the other side has no more, or is no more."""
    set_up: SetUp = pipe.recv()
    loader = Loader(set_up.inputs, set_up.options, slot, set_up.folder)
    pipe.send_bytes(b"")  # ready
    while True:
        task: Task = pipe.recv()
        batches = Batches(pipe)
        number = task.plan.after
        loader.seen.clear()  # which of several is the first is decided where all come together
        for step in loader.steps(task.input, batches.report, task.plan):
            batches.add(step)
            number = step.number
        batches.send(number, done=True)


def main(slot_of: Callable[[int], Slot] = Slot) -> None:
    """The program; its arguments are the numbers of two open files: pipe and shared memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that asked ends us
    pipe, slot = Connection(int(sys.argv[1])), slot_of(int(sys.argv[2]))
    try:
        serve(pipe, slot)
    except (EOFError, ConnectionError):  # nobody asks any more
        return
