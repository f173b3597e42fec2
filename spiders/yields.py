"""Counts what a run brings of each publication and source, for its report.

What the sources say is counted as they say it. What became of articles is asked of the catalogue at
the end, where each request has ended exactly once, however it ended.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from scrapy.http import Response
from twisted.internet.ssl import Certificate
from twisted.python.failure import Failure

from archiver.article import Entry
from archiver.collection.crawling.found import date_of, timestamp
from archiver.collection.crawling.frontier import State
from archiver.collection.session import Session
from archiver.publications import Publications
from archiver.reading import READER
from archiver.report import Report
from archiver.urls import host_of, normalise
from archiver.yields import WHOLE, Seen, Yield
from warcs import Capture
from warcs.capturing.extension import META_KEY

from .failures import reason
from .naming import Ended, Naming, Outcome, Read

if TYPE_CHECKING:  # it imports the extension, which has this
    from .plan import SourceTask

CLOCKS = timedelta(days=1)  # a date that is further in the future than this is a mistake


class Yields:
    """The figures of one run."""

    def __init__(self, session: Session, tally: Callable[[set[str], Read], None]) -> None:
        """``tally`` is told of each page that was read, and of the URLs of what names it."""
        self._session = session
        self._table = session.runs
        self._tally = tally
        self.naming = Naming(session.runs, self._credit)
        self._rows: dict[tuple[str, str], Yield] = {}
        self._roots: dict[str, str] = {}  # URL of a source's part -> the source
        self._newest: dict[str, dict[str, float]] = {}  # as the run before had it
        self._unknown: set[str] = set()
        self._latest = 0.0  # what is dated later is passed over
        self._since = 0  # id of the last reading before the run
        self.certificates: dict[str, str] = {}  #: host -> from and up to when, ISO 8601

    def begin(self, slugs: Sequence[str]) -> None:
        """A run over these publications begins."""
        self._session.frontier.on_end = self._ended
        self._since = self._table.last_reading()
        self._latest = (self._session.now() + CLOCKS).timestamp()
        for slug in slugs:
            self.of(slug)
            known = self._table.newest(slug)
            self._newest[slug] = {url: timestamp(text) or 0.0 for url, text in known.items()}

    def of(self, publication: str, source: str = WHOLE, kind: str = "publication") -> Yield:
        """The row of a publication, or of one of its sources."""
        row = self._rows.get((publication, source))
        if row is None:
            row = Yield(publication=publication, source=source, kind=kind)
            self._rows[publication, source] = row
        return row

    def of_task(self, task: "SourceTask") -> Yield:
        """The row of the source that a task belongs to."""
        root = task.root or task.url
        self._roots[task.url] = root
        return self.of(task.publication, root, task.kind)

    def answered(self, task: "SourceTask", response: Response) -> None:
        """A source, or a part of one, came."""
        row = self.of_task(task)
        capture: Capture | None = response.meta.get(META_KEY)
        for one in (row, self.of(task.publication)):
            one.received += capture.payload_length if capture else 0
        if row.source == task.url:
            row.answered = True
            kept = capture is not None and capture.skipped is None
            row.status = (
                capture.status if capture and kept else response.status
            )  # of a 304: not 200
        self.secured(response)

    def unanswered(self, task: "SourceTask", failure: Failure) -> None:
        """A source, or a part of one, did not come."""
        row = self.of_task(task)
        if row.source != task.url:
            return
        row.answered, row.problem = False, reason(failure)
        status = getattr(getattr(failure.value, "response", None), "status", None)
        row.status = status if isinstance(status, int) else None

    def problem(self, task: "SourceTask", text: str) -> None:
        """Something is wrong with what came of a source."""
        row = self.of_task(task)
        row.problem = row.problem or text

    def named(
        self,
        task: "SourceTask",
        entries: Iterable[Entry],
        unknown: Collection[str],
        first: int,
    ) -> None:
        """What a source names; ``unknown`` are keys that the collection had not met before now,
        and ``first`` says how many the run had not."""
        self._unknown.update(unknown)
        row, whole = self.of_task(task), self.of(task.publication)
        known = self._newest.get(task.publication, {}).get(row.source)
        newest = timestamp(row.newest) or 0.0
        for entry in entries:
            row.found += 1
            date = date_of(entry)
            dated = date is not None and date <= self._latest
            later = dated and known is not None and date is not None and date > known
            row.fresh += later or normalise(entry.url) in self._unknown
            if dated and date is not None:
                newest = max(newest, date)
        whole.found += first
        whole.fresh += len(unknown)
        if newest:
            row.newest = datetime.fromtimestamp(newest, UTC).isoformat(timespec="seconds")

    def unchanged(self, task: "SourceTask", named: int) -> None:
        """A source, or a part of one, that is what it was: it names what it named then."""
        row = self.of_task(task)
        row.found += named
        self.of(task.publication).found += named
        newest = self._newest.get(task.publication, {}).get(row.source)
        if newest and not row.newest:
            row.newest = datetime.fromtimestamp(newest, UTC).isoformat(timespec="seconds")

    def read(self, publication: str, key: str, seen: Seen, *, new: bool) -> None:
        """A page was read; ``key`` is that of its row in the frontier."""
        self.of(publication).add(seen)
        self.naming.add(publication, key, Read(seen, new))

    def _ended(self, key: str, state: State, why: str | None) -> None:
        """A request for an article ended, however it did."""
        if state not in ("done", "failed", "disallowed"):
            return
        slug = self._table.publication_of(key)
        if not slug:
            return
        outcome = Ended(None if state == "done" else why or state)
        if (slug, WHOLE) in self._rows:
            _count(self._rows[slug, WHOLE], outcome)
        self.naming.add(slug, key, outcome)

    def unasked(
        self, publication: str, why: str, number: int, named: Iterable[tuple[set[str], int]]
    ) -> None:
        """So many articles were not asked for, because none of their host can be; ``named``: the
        sources (URLs) that name some of them, and how many."""
        if number:
            _fail(self.of(publication), why, number)
        for sources, count in named:
            for row in self._rows_of(publication, sources):
                _fail(row, why, count)

    def _credit(self, publication: str, sources: set[str], outcome: Outcome) -> None:
        """What became of an article counts for the sources that name it (their URLs, or those of
        parts of them)."""
        for row in self._rows_of(publication, sources):
            _count(row, outcome)
        if isinstance(outcome, Read):
            self._tally(sources, outcome)

    def secured(self, response: Response) -> None:
        """Keep until when the host's certificate is valid."""
        if isinstance(response.certificate, Certificate):
            certificate = response.certificate.original.to_cryptography()
            valid = (certificate.not_valid_before_utc, certificate.not_valid_after_utc)
            self.certificates[host_of(response.url)] = "/".join(x.isoformat() for x in valid)

    def end(self, slugs: Sequence[str]) -> list[Yield]:
        """All rows, with what the catalogue knows of the run."""
        self.naming.end()
        received = self._table.received(self._since)
        for slug in slugs:
            self.of(slug).received += received.get(slug, 0)
        for one in self._table.new_and_changed(self._since):
            for row in self._rows_of(one.publication, {WHOLE, *one.sources}):
                row.new += one.is_first
                row.versions += not one.is_first
        return list(self._rows.values())

    def _rows_of(self, publication: str, sources: set[str]) -> list[Yield]:
        roots = {self._roots.get(source, source) for source in sources}
        rows = (self._rows.get((publication, root)) for root in roots)
        return [row for row in rows if row is not None]


def _count(row: Yield, outcome: Outcome) -> None:
    if isinstance(outcome, Read):
        row.add(outcome.seen)
        return
    if outcome.failure is not None:
        _fail(row, outcome.failure, 1)
    else:
        row.fetched += 1


def _fail(row: Yield, why: str, number: int) -> None:
    row.fetched += number
    row.failures[why] = row.failures.get(why, 0) + number


def at_end(yields: Yields, report: Report, publications: Publications) -> None:
    """Put the figures into the report, and with what they were made."""
    report.yields = yields.end(report.publications)
    report.certificates = yields.certificates
    report.reader = READER
    for slug in report.publications:
        if slug in publications:
            report.files[slug] = hashlib.sha256(publications.source(slug)).hexdigest()
