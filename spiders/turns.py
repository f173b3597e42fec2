"""When what has come is handled: some of it in each round of the event loop, and nothing for a
moment while the disk is waited for.

Many answers may come at the same time. Handled one after the other they take a fifth of a second
and more, in which nothing else is heard. So once a round has taken so much CPU, what is left waits
for the next; it stays with Scrapy's downloader or scraper meanwhile, which ask for no more than
they may have at a time.
"""

import asyncio
import sys
from collections import deque
from collections.abc import Callable
from time import thread_time

from twisted.internet.defer import Deferred

MOST = 0.025  # seconds of CPU in one round, after which nothing further is begun in it
#: Seconds for which a thread beside the event loop may keep the interpreter while that wants it.
#: It is let go of in each call of SQLite, and had again only after so long: with Python's 5 ms a
#: callback of 40 calls waits for 0.2 s while a sitemap is read.
SWITCH = 0.0005


class Turns:
    """Of one crawl. For the thread of the event loop."""

    def __init__(self, cpu: Callable[[], float] = thread_time, most: float = MOST) -> None:
        self._cpu = cpu
        self._most = most
        self._since: float | None = None  # what this round had taken when the first had its turn
        self._held = False
        self._interval = 0.0  # of the interpreter, before the crawl
        self._waiting: deque[Callable[[], None]] = deque()  # until it is not held any more

    def begin(self) -> None:
        """Other threads give way to this one sooner, until :meth:`end`; those of the whole
        process."""
        self._interval = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH)

    def end(self) -> None:
        """The crawl is over."""
        if self._interval > SWITCH:  # else another one began before, and ends it
            sys.setswitchinterval(self._interval)

    def hold(self) -> None:
        """Nobody has a turn until :meth:`let_go`."""
        self._held = True

    def let_go(self) -> None:
        """Those who wait have their turns, in the order in which they came."""
        self._held = False
        waiting, self._waiting = self._waiting, deque()
        for one in waiting:
            _soon(one)

    async def turn(self) -> None:
        """Wait for one's turn."""
        while not self._may():
            if self._held:
                await self.unheld()
            else:
                await asyncio.sleep(0)  # the next round

    async def unheld(self) -> None:
        """Wait until nothing is held; without a turn."""
        while self._held:
            released = asyncio.Event()
            self._waiting.append(released.set)
            await released.wait()

    def deferred(self) -> Deferred[None] | None:
        """Fires when one's turn has come, and what waits for it is done at once; None if it has."""
        if self._may():
            return None
        found: Deferred[None] = Deferred()
        self._later(found)
        return found

    def _later(self, waiting: Deferred[None]) -> None:
        def attempt() -> None:
            if waiting.called:  # cancelled
                return
            if self._may():
                waiting.callback(None)
            else:
                self._later(waiting)

        if self._held:
            self._waiting.append(attempt)
        else:
            _soon(attempt)

    def _may(self) -> bool:
        if self._held:
            return False
        now = self._cpu()
        if self._since is None:
            self._since = now
            _soon(self._next)
            return True
        return now - self._since < self._most

    def _next(self) -> None:
        """The next round has begun."""
        self._since = None


def _soon(call: Callable[[], None]) -> None:
    """In the next round; where there is none any more, because the crawl was stopped, at once."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        call()
    else:
        loop.call_soon(call)
