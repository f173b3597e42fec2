"""Where the crawl asks :mod:`archiver.hazards`: at what lists name, and at what came of it."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from archiver.article import Article, Entry
from archiver.collection.crawling.frontier import Candidate
from archiver.hazards.detours import detour
from archiver.hazards.missing import SHORT, alike, nowhere, shingles
from archiver.hazards.traps import NOTHING, Traps
from archiver.report import STORIES
from archiver.urls import host_of, normalise, origin_of

from . import pages
from .items import ArticleItem

if TYPE_CHECKING:  # it has one of these
    from .extension import CollectionExtension

SOFT = "soft 404: the host answers so for what is not there"
SAYS = "soft 404: the page says so"
ERROR_PAGE = "error page"  # evidence of a wall of this sort
MOST_LIKE = 3  # pages of a host that say the same; further ones are asked about


class Hazards:
    """Of one crawl."""

    def __init__(self, crawler: Crawler, extension: "CollectionExtension") -> None:
        self._crawler = crawler
        self._extension = extension
        self._traps = Traps(
            extension.session.now().date(), crawler.settings.getint("MAX_NEW_PER_FORM")
        )
        self._said: set[tuple[str, str]] = set()  # source and reason
        self._nothing: dict[str, asyncio.Future[frozenset[int] | None]] = {}  # by origin
        self._texts: Counter[tuple[str, int]] = Counter()  # host and text

    def keep(self, source: str, slug: str, entries: Sequence[Entry]) -> list[Entry]:
        """What of a source's entries is no trap; the rest is counted, and told once."""
        frontier, report = self._extension.session.frontier, self._extension.report
        kept: list[Entry] = []
        for entry in entries:
            new = entry.kind == "channel" and frontier.state(normalise(entry.url)) is None
            why = self._traps.refuse(slug, entry, new=new)
            if why is None:
                kept.append(entry)
                continue
            report.trap(why)
            if (source, why) not in self._said:
                self._said.add((source, why))
                report.problem(f"{source}: {why}, as in {entry.url[:300]}")
        return kept

    def leaves(self, candidate: Candidate) -> bool:
        """True if an article's row has been ended, because pages of its form are none."""
        if not self._traps.is_barren(candidate.publication, candidate.url, candidate.entries):
            return False
        self._extension.report.trap(NOTHING)
        self._extension.session.frontier.end(candidate.key, "failed", NOTHING)
        return True

    def led_astray(self, response: Response, candidate: Candidate) -> str | None:
        """Why what answered is not the article, if redirects led elsewhere."""
        return detour(candidate.url, response.url)

    async def is_missing(self, response: Response, item: ArticleItem) -> str | None:
        """Why the page is none, if it says with status 200 that nothing is there."""
        article = item.article
        if article.kind == "wall" and article.evidence.get("kind") == ERROR_PAGE:
            return SAYS
        if not self._is_suspicious(response.url, article):
            return None
        nothing = await self._of_nothing(response)
        if nothing is None:
            return None
        return (
            SOFT if alike(shingles(pages.page_of(response).tree, response.url), nothing) else None
        )

    def came(self, candidate: Candidate, article: Article | None) -> None:
        """A page came; None: it is none."""
        told = article is not None and article.kind in STORIES
        self._traps.came(candidate.publication, candidate.url, article=told)
        if article is not None and article.kind == "wall":
            self._extension.report.wall(article.evidence.get("kind") or "of no known sort")

    def _is_suspicious(self, url: str, article: Article) -> bool:
        """A page that is no story or a short one, or that says what others of its host say."""
        text = article.text
        key = (host_of(url), hash((article.title, text)))
        self._texts[key] += 1
        plain = article.kind in STORIES and len(text) >= SHORT
        return not plain or self._texts[key] > MOST_LIKE

    async def _of_nothing(self, response: Response) -> frozenset[int] | None:
        """What the host says of what is not there; None if it answers as it should. Asked once."""
        origin = origin_of(response.url)
        if origin not in self._nothing:
            self._nothing[origin] = asyncio.ensure_future(self._ask(nowhere(origin)))
        return await asyncio.shield(self._nothing[origin])

    async def _ask(self, url: str) -> frozenset[int] | None:
        engine = self._crawler.engine
        if engine is None:
            return None
        try:
            answer: Response = await engine.download_async(Request(url, callback=NO_CALLBACK))
            if answer.status != 200 or pages.unreadable(answer):
                return None
            return shingles(pages.page_of(answer).tree, answer.url)
        except Exception:  # whatever it is: the host has not said anything
            return None
