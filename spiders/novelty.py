"""What is new of the sources: which need not be read again, which URLs are known, and which known
articles are to be visited because a source says that they were changed."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from scrapy.http import Response

from archiver.article import Article, Entry
from archiver.collection.crawling.frontier import Candidate
from archiver.collection.crawling.sources import SourceRead
from archiver.collection.session import Session
from archiver.collection.versioning.visiting import MOST_TRUSTED, most_likely
from archiver.publications import Publication
from archiver.report import Report
from archiver.sources import SourceReading
from archiver.urls import normalise
from archiver.visits import Visits
from warcs import Capture
from warcs.capturing.extension import META_KEY

from .settings import VERSION
from .story_pages import StoryPages

if TYPE_CHECKING:  # it imports the extension, which has this
    from .plan import SourceTask

FEW = 1000  # articles: a source that names so many is read in milliseconds


class Novelty:
    """Of one run. Nothing is passed over where it is not for everything, or fetches all again."""

    def __init__(self, session: Session, report: Report, visits: Visits) -> None:
        self._session = session
        self._report = report
        self._visits = visits
        self.story_pages = StoryPages(session)
        self._publications: dict[str, Publication] = {}
        self._whole = False
        self._gaps: dict[str, int] = {}
        self._woken: dict[str, str] = {}  # key of an article -> the source on whose word it is due
        self._of_source: Counter[str] = Counter()
        self._distrusted: Counter[str] = Counter()

    def begin(self, publications: dict[str, Publication], *, whole: bool, recovered: bool) -> None:
        """A run over these publications, by slug; ``whole``: for everything that is new;
        ``recovered``: an earlier one was broken off."""
        self._publications = publications
        self._whole = whole
        for slug in publications:
            self._session.visiting.plan_missing(slug, self._visits_of(slug), all_rows=recovered)

    # Sources

    def unchanged(self, task: "SourceTask", response: Response) -> int | None:
        """How many articles a source names that is what it was, and leads to nothing; None if it is
        to be read: one that names few is, so that the report can tell what is known of them."""
        payload = _payload(response)
        if not self._whole or payload is None or task.guess:
            return None
        known = self._session.sources.unchanged(task.url, self._lens(task), payload)
        if known is None:
            return None
        self._report.unchanged += 1
        if known <= FEW:
            return None
        self._passed_over(known)
        self._keep(task, payload, known, leads=False)
        return known

    def unmodified(self, task: "SourceTask") -> int | None:
        """The same of a sitemap that is not asked for, because its index says so."""
        if not self._whole:
            return None
        known = self._session.sources.unmodified(task.url, self._lens(task), task.modified)
        if known is not None:
            self._report.unchanged += 1
            self._passed_over(known)
        return known

    def _passed_over(self, known: int) -> None:
        self._report.found += known
        self._report.known += known

    def read(self, task: "SourceTask", response: Response, reading: SourceReading) -> None:
        """A source was read; remembered where that was without a mistake."""
        payload = _payload(response)
        if self._whole and payload is not None and reading.is_whole and not task.guess:
            leads = bool(reading.children or reading.next)
            self._keep(task, payload, len(reading.entries), leads=leads)

    def _keep(self, task: "SourceTask", payload: str, named: int, *, leads: bool) -> None:
        self._session.sources.keep(
            SourceRead(
                url=task.url,
                lens=self._lens(task),
                payload=payload,
                modified=task.modified,
                named=named,
                leads=leads,
            )
        )

    def _lens(self, task: "SourceTask") -> str:
        """By what is chosen what of a source is wanted: our code, and the publication's file."""
        publication = self._publications[task.publication]
        said = (VERSION, publication.digest, publication.domains, task.keep)
        return hashlib.sha256(repr(said).encode()).hexdigest()

    # Pages of a list

    def reads_on(self, task: "SourceTask", *, fresh: bool) -> bool:
        """True if the next page of a list is wanted: this one named anything new, or a later page
        did not come last time, and what it names may be known to nobody.

        What is new since then has moved that page further back, by a page each.
        """
        first = task.first or task.url
        gap = self._gaps.get(first)
        if gap is None:
            gap = self._gaps[first] = self._session.sources.gap(first)
        if gap and fresh:
            self._gaps[first] = gap = gap + 1
        return fresh or task.page <= gap

    def ended(self, task: "SourceTask") -> None:
        """The list was read as far as it is wanted."""
        self._session.sources.set_gap(task.first or task.url, 0)

    def failed(self, task: "SourceTask") -> None:
        """A page of a list did not come."""
        if task.first is not None:
            page = max(task.page, self._gaps.get(task.first, 0))
            self._session.sources.set_gap(task.first, page)

    # Articles

    def unknown(self, publication: str, entries: Sequence[Entry]) -> list[Entry]:
        """Those that are not known under another address; the others are counted."""
        elsewhere = self._session.sources.known_elsewhere(publication, entries)
        kept = [entry for entry in entries if normalise(entry.url) not in elsewhere]
        self._report.elsewhere += len(entries) - len(kept)
        return kept

    def wake(self, task: "SourceTask", entries: Sequence[Entry]) -> None:
        """Known articles that were changed, as this source says, are visited in this run: as many
        as its word is worth."""
        if not self._visits_of(task.publication).modified:
            return
        source = task.root or task.url
        word = self._session.visiting.word_of(source)
        found = list(self._session.visiting.changed(entries, self._report.started))
        most = max(0, min(word.most, MOST_TRUSTED) - self._of_source[source])
        for one in most_likely(found, most):
            self._session.frontier.wake(task.publication, one.host, one.key, one.entries)
            self._woken[one.key] = source
        self._of_source[source] += min(most, len(found))
        self._report.modified_left += max(0, len(found) - most)
        if len(found) > most and not word.is_good and source not in self._distrusted:
            self._distrusted[source] += 1
            self._report.problem(
                f"{source}: says of articles that they were changed, and is hardly believed: of "
                f"{word.visits} visits on its word {word.changed} found a change"
            )

    def due(self, key: str, publication: str | None, article: Article) -> float | None:
        """When an article that was read is visited again, in seconds since 1970."""
        return self._session.visiting.due(key, self._visits_of(publication or ""), article)

    def stored(self, key: str, *, changed: bool) -> None:
        """An article was read, and said what was not known or did not."""
        source = self._woken.pop(key, None)
        if source is not None:
            self._report.modified += 1
            self._session.visiting.found(source, changed=changed)

    def failure(self, candidate: Candidate, why: str) -> bool:
        """An article did not come: the row's end, if it is gone; True then."""
        gone = self._session.visiting.gone(candidate.key, why)
        if gone is None:
            return False
        self._report.gone += 1
        reason, due = gone
        self._session.frontier.end(candidate.key, "done", reason, due)
        return True

    def resume(self, candidate: Candidate) -> None:
        """It failed: where it is not tried again, it is at its next visit."""
        self._session.visiting.resume(candidate.key, self._visits_of(candidate.publication))

    def skipped(self, candidate: Candidate) -> None:
        """The policy did not let it be kept: its next visit asks whether that is still so."""
        self._session.visiting.plan(candidate.key, self._visits_of(candidate.publication))

    def _visits_of(self, slug: str) -> Visits:
        publication = self._publications.get(slug)
        return (publication.visits if publication else None) or self._visits


def _payload(response: Response) -> str | None:
    """The SHA-256 of what came, or of what the archive has of it; None if it was cut."""
    capture: Capture | None = response.meta.get(META_KEY)
    if capture is None or capture.truncated:
        return None
    return hashlib.sha256(response.body).hexdigest()
