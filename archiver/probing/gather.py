"""The sources of a site, asked one by one: what each names, how fresh and how deep it is."""

import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec
from lxml.etree import _Element as Element

from archiver.article import Entry
from archiver.probing.choice import newest
from archiver.probing.places import FRONT
from archiver.probing.values import Got, SourceFound
from archiver.publications import Publication, Source
from archiver.sources import SourceReading, discovery
from archiver.sources.channels import read_listing
from archiver.sources.feeds import read_feed
from archiver.sources.sitemaps import read_sitemap
from archiver.urls import normalise

MOST_FEEDS = 6  # that are read
MOST_SITEMAPS = 6  # named side by side, that are read
MOST_CHILDREN = 3  # of one index
MOST_DEPTH = 4  # indexes of indexes
MOST_CHANNELS = 6
MOST_ENTRIES = 2_000  # of one sitemap that are looked at

Ask = Callable[[str], Awaitable[Got | None]]  # None: the bound on requests has been reached
_NUMBERS = re.compile(r"\d+")
_NEWS = re.compile(r"news|latest|recent|today", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class Gathered:
    """What the sources have named so far."""

    now: datetime  #: when they are asked, aware
    found: list[SourceFound] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    named: dict[str, list[Entry]] = field(default_factory=dict)  #: by URL of the source

    def add(self, source: SourceFound, entries: Sequence[Entry]) -> None:
        """A source, and what it names."""
        news = any(x.kind == "sitemap" and x.title for x in entries)
        told = msgspec.structs.replace(
            source,
            urls=len(entries),
            newest=newest(entries, self.now),
            news=source.kind == "sitemap" and news,
        )
        self.found.append(told)
        self.entries += entries
        self.named[source.url] = list(entries)

    @property
    def strong(self) -> list[str]:
        """URLs of which a source says that they are articles."""
        return [
            x.url for x in self.entries if x.kind == "feed" or (x.kind == "sitemap" and x.title)
        ]


class Gatherer:
    """Asks for the sources of one site."""

    def __init__(self, ask: Ask, publication: Publication, now: datetime) -> None:
        self._ask = ask
        self._publication = publication
        self.gathered = Gathered(now=now)
        self._seen: set[str] = set()

    async def feeds(self, named: Iterable[Source], where: str, *, most: int = MOST_FEEDS) -> None:
        """Feeds that the site names; those behind the bound are told and not read."""
        for number, source in enumerate(self._new(named)):
            url = self._publication.source_url(source)
            if number >= most:
                self._unread("feed", url, where, source.name)
                continue
            got = await self._ask(url)
            if got is not None:
                self._feed(got, url, where, source.name)

    async def guess(self, places: Iterable[Source], where: str) -> None:
        """The usual places, until one answers with what it is asked for."""
        for source in self._new(places):
            url = self._publication.source_url(source)
            got = await self._ask(url)
            if got is None:
                return
            if not got.is_good:
                continue
            if source.feed and self._feed(got, url, where, None, guess=True):
                return
            if source.sitemap and await self._sitemap(got, url, where, source.keep, guess=True):
                return

    async def sitemaps(self, named: Iterable[Source], where: str) -> None:
        """Sitemaps that the site names."""
        for number, source in enumerate(self._new(named)):
            url = self._publication.source_url(source)
            if number >= MOST_SITEMAPS:
                self._unread("sitemap", url, where, None)
                continue
            got = await self._ask(url)
            if got is not None:
                await self._sitemap(got, url, where, source.keep)

    async def channels(self, named: Iterable[Source], where: str) -> None:
        """Channel pages, of which some are read, evenly out of all."""
        sources = self._new(named)
        step = max(1, -(-len(sources) // MOST_CHANNELS))
        for number, source in enumerate(sources):
            url = self._publication.source_url(source)
            if number % step:
                self._unread("channel", url, where, source.name)
                continue
            got = await self._ask(url)
            if got is not None:
                self._channel(got, url, where, source.name)

    def front(self, root: Element, url: str) -> None:
        """The front page itself as a list of articles; it has been fetched."""
        reading = read_listing(root, url, self._publication)
        source = SourceFound(kind="channel", url=url, where=FRONT)
        self.gathered.add(source, reading.entries)

    def _feed(
        self, got: Got, url: str, where: str, name: str | None, *, guess: bool = False
    ) -> bool:
        reading = read_feed(got.body, got.url, got.headers) if got.is_good else SourceReading()
        if guess and not reading.entries:
            return False
        source = SourceFound(
            kind="feed", url=url, where=where, name=name, moved=_moved(got, url),
            problem=got.problem or reading.problem,
        )  # fmt: skip
        entries = [entry.within(name) for entry in reading.entries]
        self.gathered.add(source, entries)
        return True

    async def _sitemap(
        self, got: Got, url: str, where: str, keep: str | None, *, guess: bool = False
    ) -> bool:
        domains = self._publication.domains
        reading = _sitemap_of(got, domains)
        if guess and not reading.entries and not reading.children:
            return False
        entries, depth = list(reading.entries[:MOST_ENTRIES]), 1
        children = [x for x in reading.children if keep is None or re.search(keep, x)]
        level = children
        while level and depth < MOST_DEPTH:
            depth += 1
            deeper: list[str] = []
            for child in _sampled(level):
                answer = await self._ask(child)
                if answer is None:
                    break
                below = _sitemap_of(answer, domains)
                entries += below.entries[:MOST_ENTRIES]
                deeper += [x for x in below.children if normalise(x) not in self._seen]
            self._seen.update(map(normalise, [*level, *deeper]))
            level = deeper
        source = SourceFound(
            kind="sitemap", url=url, where=where, depth=depth, children=len(reading.children),
            moved=_moved(got, url), problem=got.problem or reading.problem,
        )  # fmt: skip
        self.gathered.add(source, entries)
        return True

    def _channel(self, got: Got, url: str, where: str, name: str | None) -> None:
        entries: list[Entry] = []
        problem = got.problem
        if got.is_good and got.page is not None:
            reading = read_listing(got.page.tree, got.url, self._publication)
            entries = [entry.within(name) for entry in reading.entries]
            problem = reading.problem
        source = SourceFound(
            kind="channel", url=url, where=where, name=name, moved=_moved(got, url), problem=problem
        )
        self.gathered.add(source, entries)

    def _unread(self, kind: str, url: str, where: str, name: str | None) -> None:
        source = SourceFound(kind="feed", url=url, where=where, name=name, read=False)
        self.gathered.found.append(msgspec.structs.replace(source, kind=kind))

    def _new(self, named: Iterable[Source]) -> list[Source]:
        """Each URL once."""
        fresh: list[Source] = []
        for source in named:
            key = normalise(self._publication.source_url(source))
            if key not in self._seen:
                self._seen.add(key)
                fresh.append(source)
        return fresh


def _sitemap_of(got: Got, domains: tuple[str, ...]) -> SourceReading:
    if not got.is_good:
        return SourceReading(problem=got.problem)
    return read_sitemap(got.body, got.url, domains)


def _sampled(children: Sequence[str]) -> list[str]:
    """Some of an index's sitemaps: those for news, the last and the first by their numbers, which
    mostly are dates or count up."""
    if len(children) <= MOST_CHILDREN:
        return list(children)
    ordered = sorted(children, key=lambda url: [int(x[:18]) for x in _NUMBERS.findall(url)])
    best = [x for x in children if _NEWS.search(x.rpartition("/")[2])]
    picked = dict.fromkeys([*best[:1], ordered[-1], ordered[0], ordered[len(ordered) // 2]])
    return list(picked)[:MOST_CHILDREN]


def _moved(got: Got, url: str) -> str | None:
    """Where a source is now, if it is elsewhere for good."""
    return got.url if got.moved and normalise(got.url) != normalise(url) else None


def usual_places(home: str, kind: str) -> tuple[Source, ...]:
    """The usual places of feeds, or of sitemaps."""
    return tuple(source for source in discovery.usual_places(home) if getattr(source, kind))
