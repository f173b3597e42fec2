"""Commits of a crawl, which does not wait for the disk: that is waited for by another thread.

The steps and their order are those of :mod:`archiver.collection.committing`.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from archiver.collection.committing import Committing, Stage, Step
from warcs import WriteFailed

from .turns import Turns

ERRORS = (WriteFailed, sqlite3.Error, OSError)  #: why a commit fails
MOST_ARTICLES = 100  # that are not left to the next interval
MOST_ROWS = 1000  # of the frontier, likewise


class Commits:
    """One at a time; what comes too late for it is for the next. For the event loop's thread.

    ``turns`` are held while bytes are synced. ``failed`` is told why nothing can be committed any
    more; ``soon`` has, from any thread, the event loop call something.
    """

    def __init__(
        self,
        committing: Committing,
        turns: Turns,
        *,
        failed: Callable[[Exception], None],
        soon: Callable[..., object],
    ) -> None:
        self._committing = committing
        self._turns = turns
        self._failed = failed
        self._soon = soon
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="disk")
        self._steps: Iterator[Step] | None = None  # of the commit that is under way
        self._stage: Stage | None = None
        self._doing: Future[object] | None = None
        self._another = False  # is to follow
        self._waiting: list[asyncio.Future[None]] = []  # for the commit that is under way
        self._later: list[asyncio.Future[None]] = []  # for the one that follows
        self._ended = False
        # What is written, and not committed yet.
        self._articles = 0
        self._rows = 0
        self._of: set[str] = set()  # publications
        self._unsynced: set[str] = set()  # publications of which rows were committed last

    def written(self) -> None:
        """An article was stored; commits now and then."""
        self._articles += 1
        if self._articles >= MOST_ARTICLES:
            self.begin()

    def wrote(self, publication: str, rows: int) -> None:
        """Rows of the frontier were made for a publication (slug); commits now and then.

        What is not committed is in memory, and takes as long to write as there is of it.
        """
        self._rows += rows
        if rows:
            self._of.add(publication)
        if self._rows >= MOST_ROWS:
            self.begin()

    async def room(self) -> None:
        """Wait until more rows may be made."""
        while self._rows >= MOST_ROWS and self._steps is not None:
            await self._finished()

    async def kept(self, publication: str) -> None:
        """Wait until the rows are durable that were made for a publication (slug), or nothing can
        be kept any more."""
        if publication in self._of:
            await self._durable()
        elif publication in self._unsynced:
            await self._finished()

    def begin(self) -> None:
        """Have all that is written by now committed, soon."""
        if self._ended:
            return
        if self._steps is None:
            self._steps = self._committing.steps()
            self._go_on(None)
        elif self._stage == "log":
            self._another = True

    @property
    def is_under_way(self) -> bool:
        """True from the beginning of a commit until all of it is durable."""
        return self._steps is not None

    def see_through(self) -> None:
        """Wait here for the commit that is under way. Raises what a commit raises."""
        self._another = False
        try:
            while self._steps is not None:
                if self._doing is not None:
                    self._doing.result()
                self._step()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Nothing more is committed, of the commit that is under way neither."""
        self._ended = True
        self._over()

    def end(self) -> None:
        """The same, after the commit that is under way, and what the disk is at."""
        try:
            self.see_through()
        finally:
            self.stop()
            self._disk.shutdown()

    async def _durable(self) -> None:
        """All that is written by now."""
        if self._ended:
            return
        waiting = asyncio.get_running_loop().create_future()
        (self._later if self._stage == "log" else self._waiting).append(waiting)
        self.begin()
        await waiting

    async def _finished(self) -> None:
        """The commit that is under way."""
        if self._steps is not None:
            waiting = asyncio.get_running_loop().create_future()
            self._waiting.append(waiting)
            await waiting

    def _go_on(self, done: Future[object] | None) -> None:
        if done is not self._doing:  # it was waited for elsewhere
            return
        try:
            if done is not None:
                done.result()
            self._step()
        except Exception as error:
            self.stop()
            self._failed(error)

    def _step(self) -> None:
        """The next one is begun."""
        self._doing = None
        step = next(self._steps, None) if self._steps is not None else None
        before, self._stage = self._stage, step[0] if step is not None else None
        if before == "bytes" and self._stage != "bytes":
            self._articles = self._rows = 0
            self._of, self._unsynced = set(), self._of
        if self._stage == "bytes":
            self._turns.hold()
        else:
            self._turns.let_go()
        if step is None:
            self._over()
            return
        self._doing = self._disk.submit(step[1])
        self._doing.add_done_callback(lambda done: self._soon(self._go_on, done))

    def _over(self) -> None:
        """The commit that was under way is, or what is left of it will not be done."""
        self._steps = self._stage = self._doing = None
        self._turns.let_go()
        over, self._waiting, self._later = self._waiting, self._later, []
        if self._ended:
            over, self._waiting = over + self._waiting, []
        for waiting in over:
            if not waiting.done():
                waiting.set_result(None)
        if self._another or self._waiting:
            self._another = False
            self.begin()
