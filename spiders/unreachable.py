"""Origins whose robots.txt could not be had, in one run: nothing of them is handed out until it is
asked for again, and what they have stays pending.

One step for a host, however many rows it has. Only where rows of another origin of the host are
known as well (``http:`` beside ``https:``), those of the one are passed over by looking at them.
"""

from collections.abc import Callable, Sequence
from math import inf

from archiver.collection.crawling.unreachable import Unreachable
from archiver.collection.session import Session
from archiver.report import Report
from archiver.urls import host_of

from .yields import Yields


class UnreachableOrigins:
    """See the module. ``clock`` gives seconds from some moment on, and never goes back."""

    def __init__(self, session: Session, clock: Callable[[], float]) -> None:
        self._session = session
        self._clock = clock
        self._shut: dict[str, tuple[Unreachable, float]] = {}  # by origin; until when, by the clock
        self._whole: dict[str, str] = {}  # hosts of which nothing is asked -> the origin
        self._known: set[str] = set()
        self._next = inf  # when the first of them may be asked again

    def begin(self) -> None:
        """A run begins: what an earlier one could not ask is not asked yet."""
        self._known = {one.origin for one in self._session.unreachable.all()}
        for one, seconds in self._session.unreachable.resting():
            self._close(one, seconds)

    def shut(self, origin: str, reason: str, seconds: float, *, connected: bool) -> None:
        """Its robots.txt could not be had; in this run it is asked for again in so many seconds."""
        one = self._session.unreachable.keep(origin, reason, connected=connected)
        self._known.add(origin)
        self._close(one, seconds)

    def heard(self, origin: str) -> None:
        """Its robots.txt was had."""
        if origin in self._known:
            self._known.discard(origin)
            self._session.unreachable.forget(origin)
            self._open(origin)

    def is_shut(self, host: str) -> bool:
        """True if nothing of a host is asked for."""
        if self._clock() >= self._next:
            now = self._clock()
            for origin in [key for key, (_, until) in self._shut.items() if until <= now]:
                self._open(origin)
        return host in self._whole

    def settle(self, report: Report, yields: Yields, slugs: Sequence[str]) -> None:
        """The end of a run: what waits for them is counted as what could not be fetched."""
        for one, _ in self._shut.values():
            pending, due = self._waiting(one, yields, slugs)
            if not pending + due:
                continue
            report.fail(one.reason, pending + due)
            report.disallowed += pending + due if one.connected else 0
            told = f"{pending} article URLs stay pending"
            told += f", {due} are to be visited again" if due else ""
            report.problem(
                f"{one.origin}: {one.reason}; nothing of it is asked for until its robots.txt"
                f" can be had, and {told}"
            )

    def _waiting(self, one: Unreachable, yields: Yields, slugs: Sequence[str]) -> tuple[int, int]:
        """How many rows wait for an origin that are pending, and that are due again."""
        table, alone = self._session.unreachable, self._whole.get(one.host) == one.origin
        pending = due = 0
        for slug in slugs:
            new, again = (count(slug, one, alone=alone) for count in (table.count, table.count_due))
            named = table.named_by(slug, one, alone=alone) if new + again else ()
            yields.unasked(slug, one.reason, new + again, named)
            pending, due = pending + new, due + again
        return pending, due

    def _close(self, one: Unreachable, seconds: float) -> None:
        self._shut[one.origin] = one, self._clock() + seconds
        if one.host not in self._whole and self._session.unreachable.is_alone(one.origin):
            self._whole[one.host] = one.origin
        self._arrange()

    def _open(self, origin: str) -> None:
        self._shut.pop(origin, None)
        host = host_of(origin)
        if self._whole.get(host) == origin:
            del self._whole[host]
        self._arrange()
        self._session.frontier.restart(host)

    def _arrange(self) -> None:
        self._next = min((until for _, until in self._shut.values()), default=inf)
        self._session.frontier.pass_over(
            [x for x in self._shut if self._whole.get(host_of(x)) != x]
        )
