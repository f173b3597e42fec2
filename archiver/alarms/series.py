"""What the runs of a publication say, as series: counts by time, shares of articles, failures.

Counts are compared with runs by the same publication file, and what was read from pages with runs
by the same reader too: what a change on our side does is no news of the publisher's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from archiver.alarms.baseline import Point
from archiver.alarms.evidence import Share
from archiver.yields import FIELDS, LONG, WHOLE, Yield

Span = tuple[float, float]  # seconds since 1970: from, and up to

NO_SOURCE = "cannot be read: "  # of an answer that is no feed, sitemap or listing
OPEN, READ = "open", "read"  # beside the fields: pages without a wall; requests that brought a page
SHARES = (*FIELDS, LONG, OPEN, READ)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """A run over all of a publication."""

    started: datetime
    since: datetime | None  #: when the run before began, however it ended; None: there was none
    file: str | None  #: digest of the publication file
    reader: str | None
    rows: Mapping[str, Yield]  #: by source; "" is the publication

    @property
    def time(self) -> float:
        """When it began, in seconds since 1970."""
        return self.started.timestamp()

    @property
    def whole(self) -> Yield:
        """Of the publication."""
        return self.rows[WHOLE]

    @property
    def answered(self) -> bool:
        """True if any source came."""
        return any(row.answered for source, row in self.rows.items() if source != WHOLE)


class Series:
    """The series of one publication, gone on in where another run has come."""

    def __init__(self) -> None:
        self._last: Observation | None = None
        self._time: float | None = None  # of the last run
        self.before: dict[str, float] = {}
        """By source: the run in which it answered last; seconds since 1970."""
        self.counts: dict[str, list[Point]] = {}
        """By source: what was new in each run in which it answered, and the time that it is of."""
        self.shares: dict[str, list[Share]] = {}
        """By name: how many of the articles of each run have a field."""

    @classmethod
    def after(cls, time: float, before: dict[str, float]) -> "Series":
        """Without what came up to the run at ``time``, but for when sources answered."""
        made = cls()
        made._time, made.before = time, dict(before)
        made.shares = {name: [] for name in SHARES}
        return made

    def take(self, history: Sequence[Observation]) -> None:
        """Take in a history, or its last run where all before it is known."""
        last = history[-1]
        if self._last is last:
            return
        if len(history) > 1 and self._last is history[-2] and self._is_alike(last):
            self.add(last)
            return
        self._last, self._time, self.before = None, None, {}
        self.counts, self.shares = {}, {name: [] for name in SHARES}
        for run in history:
            if run.file == last.file:
                self.add(run, read=run.reader == last.reader)

    def _is_alike(self, run: Observation) -> bool:
        last = self._last
        return last is not None and (run.file, run.reader) == (last.file, last.reader)

    def add(self, run: Observation, *, read: bool = True) -> None:
        """The next run; ``read``: what was read from its pages counts."""
        for source in run.rows:
            self._count(run, source)
        self._last, self._time = run, run.time
        for name in SHARES if read else ():
            self.shares[name].append(Share(run.time, *_share(run.whole, name)))

    def _count(self, run: Observation, source: str) -> None:
        points = self.counts.setdefault(source, [])
        since = run.since.timestamp() if run.since else None
        if since is not None and (self._time is None or since > self._time):
            # A run that is not told of here may have taken up what came before it.
            self.before[source] = since
        if not (run.answered if source == WHOLE else run.rows[source].answered):
            return  # what it would have named is named by the next run that it answers
        if source in self.before:
            points.append(Point(self.before[source], run.time, run.rows[source].fresh))
        self.before[source] = run.time


def _share(row: Yield, name: str) -> tuple[int, int]:
    if name == READ:
        failed = sum(row.failures.values())
        return row.fetched - failed, row.fetched
    if name == OPEN:
        return row.articles - row.paywalled, row.articles + row.kinds.get("wall", 0)
    return row.complete.get(name, 0), row.articles


def failed(row: Yield) -> str | None:
    """Why a source brought nothing; None if it did."""
    if row.answered is False:
        return row.problem or "it did not answer"
    if row.answered and row.problem and not row.found:
        return f"{NO_SOURCE}{row.problem}"
    return None
