"""Which sources are being read, and which articles need not wait for them."""

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from math import inf

from archiver.article import Entry
from archiver.collection.crawling.found import dates_of

from .plan import SourceTask

# What a feed names and is older than its newest article by more is only kept in it.
NEW = timedelta(days=30).total_seconds()


@dataclass(slots=True)
class _Open:
    """The sources of one publication that were asked for and have not been read yet."""

    planned: bool = False  #: those that its file names have been asked for
    fresh: int = 0  #: what names the newest articles
    archives: dict[SourceTask, float] = field(default_factory=dict)  #: and what they may name
    latest: list[tuple[float, int, SourceTask]] = field(default_factory=list)  #: a heap of them
    dates: list[float] = field(default_factory=list)  #: that feeds and lists gave
    told: float = inf  #: the oldest of them that counts

    def least(self) -> float:
        """See :meth:`Sources.least`."""
        if self.fresh or not self.planned:
            return inf
        while self.latest and self.latest[0][2] not in self.archives:
            heapq.heappop(self.latest)
        if not self.latest:
            return -inf
        return min(self.told, -self.latest[0][0])


class Sources:
    """The sources that were asked for and have not been read yet, by publication."""

    def __init__(self) -> None:
        self._open: set[SourceTask] = set()
        self._of: defaultdict[str, _Open] = defaultdict(_Open)
        self._all = False
        self._serial = count()

    def planned(self, publication: str) -> None:
        """The sources that are known of a publication have been asked for."""
        self._of[publication].planned = True

    def planned_all(self) -> None:
        """Those of all publications have."""
        self._all = True

    def began(self, task: SourceTask) -> None:
        """A source is asked for."""
        if task in self._open:
            return
        self._open.add(task)
        of = self._of[task.publication]
        if not task.is_archive:
            of.fresh += 1
            return
        of.archives[task] = until = task.until
        heapq.heappush(of.latest, (-until, next(self._serial), task))

    def named(self, task: SourceTask, entries: Iterable[Entry]) -> None:
        """What a source names."""
        if task.kind == "sitemap" or task.is_archive:
            return
        of = self._of[task.publication]
        of.dates += dates_of(entries)
        if of.dates:
            newest = max(of.dates)
            of.told = min(x for x in of.dates if x >= newest - NEW)

    def ended(self, task: SourceTask) -> None:
        """A source was read, or did not come."""
        if task not in self._open:
            return
        self._open.remove(task)
        of = self._of[task.publication]
        if of.archives.pop(task, None) is None:
            of.fresh -= 1

    def is_read(self, publication: str) -> bool:
        """True if nothing more is to be learnt from the sources of a publication in this run."""
        return self.least(publication) == -inf

    def least(self, publication: str) -> float:
        """How new an article must be at least to be fetched now, in seconds since 1970: no source
        that is still to be read is to name a newer one.

        That is what feeds and lists are for; what archives name is no newer than that, nor than
        when they were changed last, where their index says so.
        """
        return self._of[publication].least()

    def allowed(
        self, slugs: Iterable[str], whole: Collection[str] | None = None
    ) -> dict[str, float]:
        """:meth:`least` of those of these publications of which anything may be fetched now.

        ``whole``: the articles that are wanted are the newest of all these publications.
        """
        found = {slug: self.least(slug) for slug in slugs}
        if whole is not None:
            most = max(map(self.least, whole), default=-inf) if self._all else inf
            found = dict.fromkeys(found, most)
        return {slug: least for slug, least in found.items() if least < inf}

    @property
    def any_open(self) -> bool:
        """True while sources of any publication are being read."""
        return bool(self._open) or not self._all
