"""The rows of a frontier in the order in which they are handed out, host by host.

What is to be fetched next depends on which hosts may be asked now. So there is a lane for each host
of a publication, and in it a queue of what is new, one of what is due again and one of what is
fetched again because everything is. A queue holds the ids of a few hundred rows at a time: what is
in memory does not grow with the frontier, and each look at it takes a fraction of a millisecond.
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from math import inf
from typing import Literal

from archiver.urls import origin_of

Kind = Literal["new", "due", "known"]
Wants = Callable[[sqlite3.Row], bool]  #: of a row's url, fetch, publication and entries

SLICE = 200  # rows that are looked at in one go


@dataclass(frozen=True, slots=True)
class Place:
    """A row, and what decides when it is its turn."""

    rowid: int
    order: float  #: most first, among the lanes


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What of a frontier is to be handed out, as of the beginning of a run."""

    due_before: float | None = None  #: seconds since 1970; None: nothing that is due
    known_before: str | None = None  #: ISO 8601, UTC: what was fetched last before; None: nothing


class Queue:
    """Rows of one host, in their order; only those that are ``wanted`` when they are loaded."""

    def __init__(
        self, load: Callable[["Queue"], list[sqlite3.Row]], wants: Callable[[], Wants | None]
    ) -> None:
        self._load = load
        self._wants = wants
        self._waiting: deque[Place] = deque()
        self.last: sqlite3.Row | None = None  #: up to where it was looked through
        self.ended = False  #: True if there are no more than those that wait

    def first(self) -> Place | None:
        """The next row; None if there is none, or if (not :attr:`ended`) it is still sought."""
        if not self._waiting and not self.ended:
            rows = self._load(self)
            if not rows:
                self.ended = True
                return None
            self.last = rows[-1]
            wants = self._wants()
            wanted = rows if wants is None else filter(wants, rows)
            places = [Place(row["rowid"], row["place"]) for row in wanted]
            places.sort(key=lambda place: -place.order)
            self._waiting.extend(places)
        return self._waiting[0] if self._waiting else None

    def drop(self) -> None:
        """The first row has been handed out."""
        self._waiting.popleft()

    def found(self, order: float) -> None:
        """A row of this order came in: it may be before those that were looked at."""
        if self.ended or (self.last is not None and order >= self.last["place"]):
            self.restart()

    def restart(self) -> None:
        """Look through all rows again."""
        self._waiting.clear()
        self.last, self.ended = None, False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """What is to be fetched from one host for one publication."""

    publication: str
    host: str
    queues: dict[Kind, Queue] = field(default_factory=dict)


class Lanes:
    """All lanes of a frontier, made when a publication is first asked for."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._lanes: dict[str, dict[str, Lane]] = {}
        self._span = Span()
        self._wants: Wants | None = None
        #: origins, as :func:`archiver.urls.origin_of` writes them, of which no row is handed out
        self.passed_over: frozenset[str] = frozenset()

    def begin(self, span: Span, wants: Wants | None = None) -> None:
        """Hand out what is in ``span`` and ``wanted``, from the first row on."""
        self._lanes.clear()
        self._span, self._wants = span, wants

    def of(self, publications: Collection[str]) -> Iterator[Lane]:
        """The lanes of these publications."""
        for slug in publications:
            yield from self._hosts(slug).values()

    def found(self, publication: str, host: str, rank: float) -> None:
        """A new row, or one that ranks higher than before."""
        lane = self._lane(publication, host)
        lane.queues["new"].found(rank)

    def woken(self, publication: str, host: str) -> None:
        """A row that is due, where none may have been."""
        self._lane(publication, host).queues["due"].found(float("inf"))

    def restart(self, host: str) -> None:
        """Look through the rows of a host again: other ones are handed out than before."""
        for lanes in self._lanes.values():
            for queue in lanes[host].queues.values() if host in lanes else ():
                queue.restart()

    @property
    def fetches_all(self) -> bool:
        """True if what was fetched before is handed out again, whether or not it is due."""
        return self._span.known_before is not None

    @property
    def due_before(self) -> float | None:
        """What is due before then is handed out, in seconds since 1970; None: nothing."""
        return self._span.due_before

    def best(
        self,
        lanes: Iterable[Lane],
        kind: Kind,
        least: Callable[[str], float] = lambda publication: -inf,
    ) -> tuple[Lane, Place] | None:
        """The lane whose first row of a kind comes first, if its order is not less than ``least``
        of its publication."""
        best: tuple[Lane, Place] | None = None
        for lane in lanes:
            place = lane.queues[kind].first()
            if place is None or place.order < least(lane.publication):
                continue
            if best is None or place.order > best[1].order:
                best = lane, place
        return best

    def _hosts(self, publication: str) -> dict[str, Lane]:
        if publication not in self._lanes:
            rows = self._db.execute(
                "SELECT DISTINCT host FROM frontier_counts WHERE publication = ? AND number > 0",
                (publication,),
            )
            self._lanes[publication] = {host: self._new(publication, host) for (host,) in rows}
        return self._lanes[publication]

    def _lane(self, publication: str, host: str) -> Lane:
        hosts = self._hosts(publication)
        if host not in hosts:
            hosts[host] = self._new(publication, host)
        return hosts[host]

    def _new(self, publication: str, host: str) -> Lane:
        lane = Lane(publication=publication, host=host)
        lane.queues["new"] = Queue(partial(self._load_new, lane), self._filter)
        lane.queues["due"] = Queue(partial(self._load_due, lane), self._filter)
        lane.queues["known"] = Queue(partial(self._load_known, lane), self._filter)
        return lane

    def _filter(self) -> Wants | None:
        """What is wanted of the rows; None: all."""
        return self._is_wanted if self.passed_over else self._wants

    def _is_wanted(self, row: sqlite3.Row) -> bool:
        if origin_of(row["fetch"]) in self.passed_over:
            return False
        return self._wants is None or self._wants(row)

    def _load_new(self, lane: Lane, queue: Queue) -> list[sqlite3.Row]:
        last = queue.last
        if last is None:
            return self._rows(NEW, lane)
        # Rows of one rank are many where no source gives dates: both halves are an index's seek.
        same = self._rows(NEW_SAME, lane, last["place"], last["rowid"])
        return same or self._rows(NEW_LATER, lane, last["place"])

    def _load_due(self, lane: Lane, queue: Queue) -> list[sqlite3.Row]:
        before, last = self._span.due_before, queue.last
        if before is None:
            return []
        after = (last["due"], last["rowid"]) if last else (float("-inf"), 0)
        return self._rows(DUE, lane, *after, before)

    def _load_known(self, lane: Lane, queue: Queue) -> list[sqlite3.Row]:
        before, last = self._span.known_before, queue.last
        if before is None:
            return []
        after = (last["ended"], last["rowid"]) if last else ("", 0)
        return self._rows(KNOWN, lane, *after, before)

    def _rows(self, statement: str, lane: Lane, *values: object) -> list[sqlite3.Row]:
        # Where everything is wanted the index says enough, and no row is read for it.
        more = "" if self._filter() is None else ", url, fetch, publication, entries"
        return self._db.execute(
            f"SELECT rowid{more}, {statement} LIMIT {SLICE}",
            (lane.publication, lane.host, *values),
        ).fetchall()


_LANE = "FROM frontier WHERE publication = ? AND host = ?"
_NEW = f"rank AS place {_LANE} AND state = 'pending' AND due IS NULL"
NEW = f"{_NEW} ORDER BY rank DESC, rowid"
NEW_SAME = f"{_NEW} AND rank = ? AND rowid > ? ORDER BY rowid"
NEW_LATER = f"{_NEW} AND rank < ? ORDER BY rank DESC, rowid"
#: The longest due first, a slice of them at a time, and in it the newest.
DUE = (
    f"due, rank AS place {_LANE} AND due IS NOT NULL AND (due, rowid) > (?, ?)"
    " AND due < ? ORDER BY due, rowid"
)
#: The longest ago first.
KNOWN = (
    f"ended, -julianday(ended) AS place {_LANE} AND state = 'done'"
    " AND (ended, rowid) > (?, ?) AND ended < ? ORDER BY ended, rowid"
)
