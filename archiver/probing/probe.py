"""A site asked what it is: the order of the questions, and what the answers add up to.

The front page, then the sources that it and robots.txt name or that stand in the usual places, then
ten articles; each URL once, one after the other, within a bound of requests and a deadline.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec

from archiver.article import Article
from archiver.probing import zone
from archiver.probing.choice import chosen
from archiver.probing.fields import fields_of, language_of, name_of, optouts_of
from archiver.probing.front import Front, front_of, leads_nowhere
from archiver.probing.gather import Gathered, Gatherer, usual_places
from archiver.probing.naming import domains_of
from archiver.probing.pattern import Pattern, is_other, learn, measured
from archiver.probing.places import FILE, GIVEN, HEAD, NAVIGATION, ROBOTS, USUAL
from archiver.probing.values import (
    Fetch,
    Finding,
    Got,
    HostOf,
    PageFound,
    Probed,
    ReadPage,
    RobotsFound,
    SourceFound,
    Target,
    Unfit,
)
from archiver.publications import Publication, Source
from archiver.reading import read
from archiver.report import STORIES
from archiver.sources import discovery
from archiver.sources.channels import read_channels
from archiver.sources.links import in_navigation, links
from archiver.urls import host_of, normalise, origin_of

MOST_REQUESTS = 80  # of one site
MOST_SECONDS = 900.0  # after which nothing more is asked
MOST_ARTICLES = 10
MOST_TRIES = 18  # pages that are asked for to read so many
LEAST_STRONG = 8  # articles that sources vouch for, below which what looks like one counts as well


class Prober:
    """One site being asked."""

    def __init__(
        self, fetch: Fetch, host: HostOf, clock: Callable[[], float], now: datetime
    ) -> None:
        """``clock``: seconds, going up; ``now``: aware."""
        self._fetch = fetch
        self._host = host
        self._clock = clock
        self._began = clock()
        self._now = now
        self.requests = 0
        self._disallowed = 0

    async def ask(self, url: str) -> Got | None:
        """The answer; None once the bounds have been reached."""
        late = self._clock() - self._began > MOST_SECONDS
        if late or self.requests >= MOST_REQUESTS:
            return None
        self.requests += 1
        got = await self._fetch(url)
        self._disallowed += got.disallowed
        return got

    async def probe(self, target: Target, known: Publication | None = None) -> Probed:
        """All that can be found out; of a publication that is ``known``, its sources too.

        Raises Unfit where the site cannot be a publication.
        """
        front = await front_of(target, self.ask, known)
        publication = known or front.publication
        gathered = await self._gather(front, publication)
        pattern, publication = self._pattern(front, gathered, publication, known)
        soft = await self._answers_anything(front)
        zone_told = await self._zone(front)
        unsaid = msgspec.structs.replace(publication, language=None) if known is None else known
        pages, told = await self._read(gathered, unsaid)
        articles = [page.article for page in pages if page.article.kind in STORIES]
        if not articles and known is None:
            raise Unfit(f"{front.url}: {_why_none(front, gathered, told)}")
        named = name_of([x.page for x in pages]) if known is None and not target.name else None
        finding = self._finding(front, gathered, publication, pattern, articles)
        if named:
            finding = msgspec.structs.replace(finding, name=named[0], name_by=named[1])
        by_country = zone.told_by_country(front.url, articles)
        name, by = zone_told or by_country or (None, None)
        finding = msgspec.structs.replace(
            finding, timezone=name, timezone_by=by, soft404=soft, requests=self.requests,
            kinds=dict(Counter(x.article.kind for x in pages)), pages=tuple(told),
        )  # fmt: skip
        return Probed(
            finding=finding,
            publication=publication,
            read=tuple(pages),
            entries=tuple(gathered.entries),
        )

    async def _gather(self, front: Front, publication: Publication) -> Gathered:
        gatherer = Gatherer(self.ask, publication, self._now)
        if front.feed:
            await gatherer.feeds([Source(feed=front.feed)], GIVEN)
        await self._of_file(gatherer, publication)
        robots = self._host(front.url).robots
        named = discovery.discover(front.root, front.url, robots)
        await gatherer.feeds([x for x in named if x.feed], HEAD)
        await gatherer.sitemaps([x for x in named if x.sitemap], ROBOTS)
        for kind in ("feed", "sitemap"):
            if not any(x.kind == kind and x.urls for x in gatherer.gathered.found):
                await gatherer.guess(usual_places(front.url, kind), USUAL)
        gatherer.front(front.root, front.url)
        channels = [x for x in named if x.channel and normalise(x.url) != normalise(front.url)]
        await gatherer.channels(channels, NAVIGATION)
        return gatherer.gathered

    async def _of_file(self, gatherer: Gatherer, publication: Publication) -> None:
        """The sources that a publication file names, every one."""
        sources = publication.sources
        await gatherer.feeds([x for x in sources if x.feed], FILE, most=len(sources))
        await gatherer.sitemaps([x for x in sources if x.sitemap], FILE)
        await gatherer.channels([x for x in sources if x.channel], FILE)
        for source in sources:
            if source.channels is None:
                continue
            url = publication.source_url(source)
            got = await self.ask(url)
            found = (
                read_channels(got.page.tree, got.url, publication, source.heading)
                if got and got.page and got.is_good
                else ()
            )
            problem = (
                got.problem if got and got.problem else None if found else "no list of channels"
            )
            gatherer.gathered.found.append(
                SourceFound(
                    kind="channels",
                    url=url,
                    where=FILE,
                    urls=len(found),
                    articles=len(found),
                    problem=problem,
                )
            )
            listed = [Source(channel=x.url, name=x.name) for x in found]
            await gatherer.channels(listed, f"{FILE}, {source.channels}")

    def _pattern(
        self, front: Front, gathered: Gathered, publication: Publication, known: Publication | None
    ) -> tuple[Pattern | None, Publication]:
        """What article URLs look like; of a known publication, how its expression does."""
        domains = domains_of(front.url, gathered.strong) if known is None else known.domains
        whole = msgspec.structs.replace(publication, domains=domains)
        wanted = [url for url in _articles(gathered, whole) if not is_other(url)]
        others = _others(front, whole, gathered)
        if known is not None and known.articles is not None:
            return measured(known.articles, wanted, others), whole
        found = learn(wanted, others)
        if known is None and found:
            whole = msgspec.structs.replace(whole, articles=found.expression)
        return found, whole

    async def _answers_anything(self, front: Front) -> bool | None:
        """True if the host answers with a page where there can be none."""
        token = hashlib.sha256(front.url.encode()).hexdigest()[:12]
        got = await self.ask(f"{origin_of(front.url)}/no-such-page-{token}")
        return None if got is None or got.status is None else got.is_good

    async def _zone(self, front: Front) -> tuple[str, str] | None:
        url = zone.api_of(front.root, front.url, front.got.headers)
        got = await self.ask(url) if url else None
        name = zone.told_by_api(got.body) if got and got.is_good else None
        return (name, f"the site says so ({url})") if name else None

    async def _read(
        self, gathered: Gathered, publication: Publication
    ) -> tuple[list[ReadPage], list[PageFound]]:
        """The articles that are read; and of each page that was asked for, what came of it."""
        pages: list[ReadPage] = []
        told: list[PageFound] = []
        for number in chosen(gathered.entries, publication):
            enough = sum(x.article.kind in STORIES for x in pages) >= MOST_ARTICLES
            if enough or len(told) >= MOST_TRIES:
                break
            entry = gathered.entries[number]
            got = await self.ask(entry.url)
            if got is None:
                break
            found = _read_page(got, publication)
            told.append(_told(entry.url, got, found))
            if found is not None and got.page is not None and got.capture is not None:
                pages.append(
                    ReadPage(
                        requested=entry.url,
                        page=got.page,
                        capture=got.capture,
                        entry=entry,
                        article=found,
                        cut=got.cut,
                        wishes=got.wishes,
                    )
                )
        return pages, told

    def _finding(
        self,
        front: Front,
        gathered: Gathered,
        publication: Publication,
        pattern: Pattern | None,
        articles: Sequence[Article],
    ) -> Finding:
        host = self._host(front.url)
        robots = RobotsFound(
            exists=host.robots is not None,
            digest=host.digest,
            delay=host.delay,
            sitemaps=len(host.robots.sitemaps) if host.robots else 0,
            disallowed=self._disallowed,
        )
        language, by = language_of(articles, front.publication.language)
        return Finding(
            home=front.url, name=publication.name, name_by=front.name_by,
            domains=publication.domains, robots=robots, sources=_counted(gathered, publication),
            pattern=pattern, language=language, language_by=by, fields=fields_of(articles),
            optouts=optouts_of(articles),
        )  # fmt: skip


def _articles(gathered: Gathered, publication: Publication) -> list[str]:
    """URLs that are articles' on somebody's word; of sitemaps and, where those are few, of lists by
    their look."""
    strong = [x for x in gathered.strong if publication.has_host(host_of(x))]
    bare = msgspec.structs.replace(publication, articles=None)
    # A sitemap reaches further back than any feed, to forms that URLs had once.
    few = len(set(map(normalise, strong))) < LEAST_STRONG
    kinds = ("sitemap", "channel") if few else ("sitemap",)
    weak = [x.url for x in gathered.entries if x.kind in kinds and bare.is_article(x.url)]
    if few:
        weak += [x.url for x in gathered.entries if x.kind == "channel"]
    return [*strong, *(x for x in weak if publication.has_host(host_of(x)))]


def _others(front: Front, publication: Publication, gathered: Gathered) -> list[str]:
    """URLs that are no articles': of navigation, services and lists."""
    named = {normalise(url) for url in gathered.strong}
    found = links(front.root, front.url, publication)
    navigation = [x.url for x in in_navigation(front.root, found)]
    sure = [x.url for x in found if is_other(x.url)]
    channels = [x.url for x in gathered.found if x.kind == "channel"]
    return [x for x in [*navigation, *sure, *channels] if normalise(x) not in named]


def _counted(gathered: Gathered, publication: Publication) -> tuple[SourceFound, ...]:
    """Each source with the number of articles among what it names."""
    return tuple(
        msgspec.structs.replace(
            source,
            articles=sum(publication.wants(x) for x in gathered.named[source.url]),
        )
        if source.url in gathered.named
        else source
        for source in gathered.found
    )


def _read_page(got: Got, publication: Publication) -> Article | None:
    """What the page itself says: a feed that knows a date must not hide that no page does."""
    if not got.is_good or got.page is None:
        return None
    try:
        return read(got.page, publication, None, got.capture, got.wishes)
    except Exception:  # a mistake of the reader's is one page less, and told
        return None


def _told(url: str, got: Got, found: Article | None) -> PageFound:
    if found is None:
        return PageFound(url=url, problem=got.problem or "cannot be read")
    return PageFound(url=url, kind=found.kind, title=found.title)


def _why_none(front: Front, gathered: Gathered, told: Sequence[PageFound]) -> str:
    """Why no article could be read, in one line that says what to do."""
    nowhere = leads_nowhere(front)
    if not told:
        seen = sum(1 for x in gathered.found if x.read)
        why = f"{nowhere}; give a feed or sitemap of it" if nowhere else "is it a news site?"
        return f"none of {seen} sources and lists names an article; {why}"
    kinds = Counter(page.kind or page.problem or "" for page in told)
    if set(kinds) == {"wall"}:
        return (
            f"all {len(told)} articles that were read stand behind a wall; a crawl cannot pass it"
        )
    parts = ", ".join(f"{count} x {kind}" for kind, count in kinds.most_common())
    return f"none of {len(told)} pages is an article ({parts}); is it a news site?"
