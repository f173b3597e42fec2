"""What to fetch in which order: the sources of the publications, and what each one leads to."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from scrapy.http import Response

from archiver.article import Entry
from archiver.collection import Selection
from archiver.publications import Publication, Source
from archiver.sources import SourceReading, discovery
from archiver.sources.channels import read_channels, read_listing
from archiver.sources.feeds import read_feed
from archiver.sources.sitemaps import read_sitemap
from archiver.urls import normalise

from .extension import CollectionExtension
from .pages import headers_of, page_of

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
    root: str | None = None  #: URL of the source that it is counted with; None: it is one itself

    @property
    def priority(self) -> int:
        """Scrapy's: higher is sooner."""
        return PRIORITY[self.kind] - self.page


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
    ) -> None:
        self._extension = extension
        self._publications = publications
        self._selection = selection
        self._most_sitemaps = most_sitemaps
        self._most_pages = most_pages
        self._seen: set[str] = set()  # URLs of sources
        self._on: dict[str, set[str]] = {}  # first page of a channel or feed -> articles seen there
        self._sitemaps = 0
        self._found: set[str] = set()

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
        for source in publication.sources:
            yield from self._new(_task(publication, source))

    def read(self, task: SourceTask, response: Response) -> Iterator[SourceTask]:
        """Take in what a source says; yields the sources that it leads to."""
        match task.kind:
            case "feed":
                reading = read_feed(response.body, response.url, headers_of(response))
                yield from self._take(task, reading)
            case "sitemap":
                domains = self.publication(task.publication).domains
                yield from self._take(task, read_sitemap(response.body, response.url, domains))
            case "channels":
                yield from self._channels(task, response)
            case "channel":
                yield from self._listing(task, response)
            case "front":
                yield from self._front(task, response)

    def _take(self, task: SourceTask, reading: SourceReading) -> Iterator[SourceTask]:
        fresh = self._fresh(task, reading.entries)
        self._add(task, reading.entries)
        if reading.problem and not task.guess:
            self.problem(task, reading.problem)
        for child in reading.children:
            if not _kept(task, child):
                continue
            if self._sitemaps >= self._most_sitemaps:
                self.problem(task, "no further sitemaps are read (MAX_SITEMAPS)")
                break
            self._sitemaps += 1
            yield from self._new(replace(task, url=child, guess=False, root=task.root or task.url))
        yield from self._next(task, reading.next if fresh else None)

    def _next(self, task: SourceTask, url: str | None) -> Iterator[SourceTask]:
        """The next page of a channel or feed, if there is any use in it."""
        if url is None or url in self._seen:
            return
        if task.page >= self._most_pages:
            text = f"page {task.page}, no further one is read (MAX_LISTING_PAGES)"
            self.problem(task, text)
            return
        first = task.first or task.url
        later = replace(task, url=url, page=task.page + 1, first=first, guess=False)
        yield from self._new(replace(later, root=task.root or first))

    def problem(self, task: SourceTask, text: str) -> None:
        """Tell what is wrong with a source."""
        self._extension.report.problem(f"{task.url}: {text}")
        self._extension.yields.problem(task, text)

    def _channels(self, task: SourceTask, response: Response) -> Iterator[SourceTask]:
        publication = self.publication(task.publication)
        root = page_of(response).tree
        found = read_channels(root, response.url, publication, task.heading)
        if not found:
            heading = f" under {task.heading!r}" if task.heading else ""
            self.problem(task, f"no list of channels{heading}")
        for channel in found:
            wanted = self._selection.channel
            if wanted and channel.name.casefold() != wanted.casefold():
                continue
            if _kept(task, channel.url):
                yield from self._new(
                    replace(task, kind="channel", url=channel.url, name=channel.name, keep=None)
                )

    def _listing(self, task: SourceTask, response: Response) -> Iterator[SourceTask]:
        publication = self.publication(task.publication)
        reading = read_listing(page_of(response).tree, response.url, publication)
        entries = [replace(entry, channel=entry.channel or task.name) for entry in reading.entries]
        fresh = self._fresh(task, entries)
        self._add(task, entries)
        yield from self._next(task, reading.next if fresh else None)

    def _front(self, task: SourceTask, response: Response) -> Iterator[SourceTask]:
        """A site that nobody described: what it says of itself, then the usual places."""
        root = page_of(response).tree
        robots = self._extension.robots_of(response.url)
        publication = discovery.described_by(self.publication(task.publication), root)
        self._publications[task.publication] = publication
        self._add(task, read_listing(root, response.url, publication).entries)
        named = discovery.discover(root, response.url, robots)
        for source in named:
            yield from self._new(_task(publication, source))
        # The usual places are asked only for the kind of source that the site names none of.
        has = {_task(publication, source).kind for source in named}
        for source in discovery.usual_places(response.url):
            task = _task(publication, source)
            if task.kind not in has:
                yield from self._new(replace(task, guess=True))

    def _fresh(self, task: SourceTask, entries: Iterable[Entry]) -> bool:
        """True if this page of a channel or feed named anything that neither an earlier page of it
        nor an earlier run did: else there is no use in turning to the next. In a refetch, what an
        earlier run named is wanted again."""
        seen = self._on.setdefault(task.first or task.url, set())
        keys = {normalise(entry.url) for entry in entries} - seen
        seen |= keys
        frontier = self._extension.session.frontier
        known = ("redacted",) if self._extension.stale_before else ("done", "redacted")
        return any(frontier.state(key) not in known for key in keys)

    def _add(self, task: SourceTask, entries: Iterable[Entry]) -> None:
        publication = self.publication(task.publication)
        wanted = [entry for entry in entries if self._wanted(publication, entry)]
        wanted = self._extension.hazards.keep(task.url, publication.slug, wanted)
        session, report = self._extension.session, self._extension.report
        unknown, before = set(), len(self._found)
        for entry in wanted:
            key = normalise(entry.url)
            if key not in self._found:
                self._found.add(key)
                report.found += 1
                state = session.frontier.state(key)
                report.known += state == "done"
                report.redacted += state == "redacted"
                if state is None:
                    unknown.add(key)
        self._extension.yields.named(task, wanted, unknown, len(self._found) - before)
        session.frontier.add(publication.slug, wanted, session.now())

    def _wanted(self, publication: Publication, entry: Entry) -> bool:
        return publication.wants(entry) and self._selection.wants(entry)

    def _new(self, task: SourceTask) -> Iterator[SourceTask]:
        if task.url not in self._seen:
            self._seen.add(task.url)
            self._extension.sources[task.url] = task.first or task.url
            yield task


def _task(publication: Publication, source: Source) -> SourceTask:
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
    )


def _kept(task: SourceTask, url: str) -> bool:
    return task.keep is None or re.search(task.keep, url) is not None
