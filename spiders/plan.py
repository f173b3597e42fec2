"""What to fetch in which order: the sources of the publications, and what each one leads to."""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import zip_longest
from math import inf
from typing import Literal

from scrapy.http import Response

from archiver.article import Entry
from archiver.collection import Selection
from archiver.collection.crawling.found import Placed, dates_of, end_of, nearby
from archiver.publications import Publication, Source
from archiver.sources import SourceReading, discovery
from archiver.sources.channels import read_channels, read_listing
from archiver.sources.dated_names import ends_of
from archiver.sources.feeds import read_feed
from archiver.sources.sitemaps import read_sitemap
from archiver.urls import normalise

from .distinct import Distinct
from .extension import CollectionExtension
from .pages import headers_of, page_of

LARGE = 100_000  # bytes of a feed or sitemap that is read in another thread
BATCH = 250  # entries that are taken in at once; a few milliseconds

SourceKind = Literal["feed", "sitemap", "channels", "channel", "front"]

PRIORITY: dict[SourceKind, int] = {
    "front": 500,
    "feed": 400,
    "channels": 300,
    "sitemap": 200,
    "channel": 100,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTask:
    """A source to be fetched."""

    publication: str  #: slug
    kind: SourceKind
    url: str
    name: str | None = None  #: of the channel
    heading: str | None = None  #: over the list of channels
    keep: str | None = None  #: regular expression on the URLs of child sitemaps or channels
    page: int = 1  #: of a channel or a feed in pages
    first: str | None = None  #: URL of page 1, on later pages
    guess: bool = False  #: one of the usual places; nobody said that it is there
    order: float = 0.0
    """Of what no source dates, what the least of these names comes first, whichever came first."""
    step: float = 0.001  #: between the order of two pages of it
    modified: str | None = None  #: of a sitemap: what its index says of it (lastmod), as written
    until: float = inf
    """Up to when what it names may be dated, as those say that lead to it; seconds since 1970."""
    root: str | None = None  #: URL of the source that it is counted with; None: it is one itself

    @property
    def priority(self) -> int:
        """Scrapy's: higher is sooner."""
        return PRIORITY[self.kind] - self.page

    @property
    def lateness(self) -> float:
        """Of what has the same priority, the least comes first."""
        return -self.until if self.is_archive else 0.0

    @property
    def is_archive(self) -> bool:
        """True if what it names is older than what the sources say that led to it: a sitemap of an
        index, a later page of a list or feed. Articles do not wait for it."""
        return self.page > 1 or (self.kind == "sitemap" and self.root is not None)

    def inner(self, number: int) -> "SourceTask":
        """The same, in the order of the sources that it names: the first is 1."""
        return replace(self, order=self.order + number * self.step, step=self.step / 1000)


class Plan:
    """Which sources to read, and which of the URLs they name are wanted."""

    def __init__(
        self,
        *,
        publications: dict[str, Publication],
        extension: CollectionExtension,
        selection: Selection,
        most_sitemaps: int,
        most_pages: int,
        named: Callable[[SourceTask, Sequence[Entry]], None] = lambda task, entries: None,
    ) -> None:
        """``named`` is told of each source's entries that are wanted."""
        self._extension = extension
        self._novelty = extension.novelty
        self._publications = publications
        self._selection = selection
        self._most_sitemaps = most_sitemaps
        self._most_pages = most_pages
        self._named = named
        self._seen: set[str] = set()  # URLs of sources
        self._on: dict[str, set[str]] = {}  # first page of a channel or feed -> articles seen there
        self._sitemaps = 0
        self._found = Distinct()

    @property
    def publications(self) -> tuple[Publication, ...]:
        """Those to be crawled."""
        return tuple(self._publications.values())

    @property
    def slugs(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(self._publications)

    def publication(self, slug: str) -> Publication:
        """One of them."""
        return self._publications[slug]

    def first(self, publication: Publication) -> Iterator[SourceTask]:
        """The sources that the publication's file names, or its front page."""
        if not publication.sources:
            yield from self._new(
                SourceTask(publication=publication.slug, kind="front", url=publication.home)
            )
        for number, source in enumerate(publication.sources):
            yield from self._new(_task(publication, source, number))

    async def read(self, task: SourceTask, response: Response) -> AsyncIterator[SourceTask]:
        """Take in what a source says; yields the sources that it leads to.

        The crawl goes on meanwhile: large files are read in another thread, and what they name is
        taken in a batch at a time.
        """
        named = self._novelty.unchanged(task, response)
        if named is not None:
            self._extension.yields.unchanged(task, named)
            return
        match task.kind:
            case "feed":
                read = partial(read_feed, response.body, response.url, headers_of(response))
                found = self._take(task, response, await _apart(response, read))
            case "sitemap":
                domains = self.publication(task.publication).domains
                read = partial(read_sitemap, response.body, response.url, domains)
                found = self._take(task, response, await _apart(response, read))
            case "channels":
                found = _async(self._channels(task, response))
            case "channel":
                found = self._listing(task, response)
            case "front":
                found = self._front(task, response)
        async for one in found:
            yield one

    async def _take(
        self, task: SourceTask, response: Response, reading: SourceReading
    ) -> AsyncIterator[SourceTask]:
        self._look(task, response, reading.entries)
        fresh = reading.next is not None and self._fresh(task, reading.entries)
        await self._add(task, reading.entries)
        if reading.problem and not task.guess:
            self.problem(task, reading.problem)
        for child in self._children(task, reading):
            if self._sitemaps >= self._most_sitemaps:
                self.problem(task, "no further sitemaps are read (MAX_SITEMAPS)")
                break
            self._sitemaps += 1
            for new in self._new(child):
                yield new
        for new in self._next(task, reading.next, reading.entries, fresh=fresh):
            yield new
        self._novelty.read(task, response, reading)

    def _children(self, task: SourceTask, reading: SourceReading) -> Iterator[SourceTask]:
        """The sitemaps that an index leads to, but for those that it says are what they were, or
        name nothing that is wanted; what may name the newest comes first."""
        told = zip_longest(reading.children, reading.modified)
        named = ends_of(reading.children)
        children = [
            replace(
                task.inner(number),
                root=task.root or task.url,
                url=url,
                guess=False,
                modified=modified,
                until=min(task.until, named.get(url, inf), end_of(modified)),
            )
            for number, (url, modified) in enumerate(told, 1)
            if url is not None and _kept(task, url)
        ]
        for child in sorted(children, key=lambda one: -one.until):
            if child.url in self._seen or self._selection.is_over(child.until):
                continue
            known = self._novelty.unmodified(child)
            if known is None:
                yield child
            else:
                self._seen.add(child.url)
                self._extension.yields.unchanged(child, known)

    def _next(
        self, task: SourceTask, url: str | None, entries: Iterable[Entry], *, fresh: bool
    ) -> Iterator[SourceTask]:
        """The next page of a channel or feed that names these, if there is any use in it."""
        wanted = self._novelty.reads_on(task, fresh=fresh)
        if not wanted or url is None or url in self._seen:
            self._novelty.ended(task)
            return
        if task.page >= self._most_pages:
            text = f"page {task.page}, no further one is read (MAX_LISTING_PAGES)"
            self.problem(task, text)
            self._novelty.ended(task)
            return
        first = task.first or task.url
        order = task.order + task.step
        later = replace(task, url=url, page=task.page + 1, first=first, guess=False, order=order)
        # What nobody dates ranks by its order.
        until = max(dates_of(entries), default=-order)
        yield from self._new(replace(later, root=task.root or first, until=until))

    def problem(self, task: SourceTask, text: str) -> None:
        """Tell what is wrong with a source."""
        self._extension.report.problem(f"{task.url}: {text}")
        self._extension.yields.problem(task, text)

    def _look(self, task: SourceTask, response: Response, entries: Sequence[Entry]) -> None:
        """Tell if a source that somebody named is of another domain by now."""
        if task.root is None and task.first is None and not task.guess:
            publication = self.publication(task.publication)
            problem = self._extension.moves.look(publication, response, entries)
            if problem is not None:
                self.problem(task, problem)

    def _channels(self, task: SourceTask, response: Response) -> Iterator[SourceTask]:
        publication = self.publication(task.publication)
        root = page_of(response).tree
        found = read_channels(root, response.url, publication, task.heading)
        self._look(task, response, ())
        if not found:
            heading = f" under {task.heading!r}" if task.heading else ""
            self.problem(task, f"no list of channels{heading}")
        for number, channel in enumerate(found, 1):
            wanted = self._selection.channel
            if wanted and channel.name.casefold() != wanted.casefold():
                continue
            if _kept(task, channel.url):
                inner = task.inner(number)
                yield from self._new(
                    replace(inner, kind="channel", url=channel.url, name=channel.name, keep=None)
                )

    async def _listing(self, task: SourceTask, response: Response) -> AsyncIterator[SourceTask]:
        publication = self.publication(task.publication)
        reading = read_listing(page_of(response).tree, response.url, publication)
        entries = [entry.within(task.name) for entry in reading.entries]
        self._look(task, response, entries)
        fresh = self._fresh(task, entries)
        await self._add(task, entries)
        for new in self._next(task, reading.next, entries, fresh=fresh):
            yield new

    async def _front(self, task: SourceTask, response: Response) -> AsyncIterator[SourceTask]:
        """A site that nobody described: what it says of itself, then the usual places."""
        root = page_of(response).tree
        robots = self._extension.robots_of(response.url)
        publication = discovery.described_by(self.publication(task.publication), root)
        self._publications[task.publication] = publication
        entries = read_listing(root, response.url, publication).entries
        self._look(task, response, entries)
        await self._add(task, entries)
        named = discovery.discover(root, response.url, robots)
        for number, source in enumerate(named, 1):
            for new in self._new(_task(publication, source, number)):
                yield new
        # The usual places are asked only for the kind of source that the site names none of.
        has = {_task(publication, source).kind for source in named}
        for number, source in enumerate(discovery.usual_places(response.url), len(named) + 1):
            usual = _task(publication, source, number)
            if usual.kind not in has:
                for new in self._new(replace(usual, guess=True)):
                    yield new

    def _fresh(self, task: SourceTask, entries: Iterable[Entry]) -> bool:
        """True if this page of a channel or feed named anything that neither an earlier page of it
        nor an earlier run did: else there is no use in turning to the next. In a refetch, what an
        earlier run named is wanted again."""
        seen = self._on.setdefault(task.first or task.url, set())
        keys = {normalise(entry.url) for entry in entries} - seen
        seen |= keys
        frontier = self._extension.session.frontier
        known = ("redacted",) if self._extension.stale_before else ("done", "redacted")
        now = partial(self._extension.yields.naming.holds, task.publication)
        return any(now(key) or frontier.state(key) not in known for key in keys)

    async def _add(self, task: SourceTask, entries: Sequence[Entry]) -> None:
        wanted: list[Placed] = []
        for start in range(0, len(entries), BATCH):
            if start:
                await asyncio.sleep(0)  # others have their turn
            wanted += self._chosen(task, entries[start : start + BATCH], start)
        for number, batch in enumerate(nearby(wanted, BATCH)):
            if number:
                await asyncio.sleep(0)
            await self._extension.commits.room()
            if batch:
                self._add_batch(task, batch)

    def _chosen(self, task: SourceTask, entries: Sequence[Entry], start: int) -> list[Placed]:
        """What is wanted of a batch, in the order in which it is named: the first is the
        ``start``-th of its source."""
        publication = self.publication(task.publication)
        wanted = [entry for entry in entries if self._wanted(publication, entry)]
        wanted = self._extension.hazards.keep(task.url, publication.slug, wanted)
        wanted = self._novelty.unknown(publication.slug, wanted)
        self._novelty.wake(task, wanted)
        self._named(task, wanted)
        places = {id(entry): place for place, entry in enumerate(entries, start)}
        return [(places[id(entry)], entry) for entry in wanted]

    def _add_batch(self, task: SourceTask, batch: Sequence[Placed]) -> None:
        session, report = self._extension.session, self._extension.report
        added = session.frontier.add_placed(task.publication, batch, session.now(), task.order)
        fresh = [key for key in added.keys if self._found.add(key)]
        now = partial(self._extension.yields.naming.holds, task.publication)
        states = Counter(added.states.get(key) for key in fresh if not now(key))
        report.found += len(fresh)
        report.known += states["done"]
        report.redacted += states["redacted"]
        unknown = {key for key in fresh if key not in added.states}
        self._extension.yields.named(task, [entry for _, entry in batch], unknown, len(fresh))
        self._extension.commits.wrote(task.publication, added.new)

    def _wanted(self, publication: Publication, entry: Entry) -> bool:
        return publication.wants(entry) and self._selection.wants(entry)

    def _new(self, task: SourceTask) -> Iterator[SourceTask]:
        if task.url not in self._seen:
            self._seen.add(task.url)
            self._extension.sources[task.url] = task.first or task.url
            yield task


async def _apart(response: Response, read: Callable[[], SourceReading]) -> SourceReading:
    """What ``read`` reads; of a large body in another thread."""
    return await asyncio.to_thread(read) if len(response.body) > LARGE else read()


async def _async(tasks: Iterable[SourceTask]) -> AsyncIterator[SourceTask]:
    for task in tasks:
        yield task


def _task(publication: Publication, source: Source, number: int = 0) -> SourceTask:
    kind: SourceKind = "channel"
    if source.feed is not None:
        kind = "feed"
    elif source.sitemap is not None:
        kind = "sitemap"
    elif source.channels is not None:
        kind = "channels"
    return SourceTask(
        publication=publication.slug,
        kind=kind,
        url=publication.source_url(source),
        name=source.name,
        heading=source.heading,
        keep=source.keep,
        order=float(number),
    )


def _kept(task: SourceTask, url: str) -> bool:
    return task.keep is None or re.search(task.keep, url) is not None
