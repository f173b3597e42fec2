"""The spider that crawls any publication: its sources first, then the articles they name.

A source is read as soon as it arrives; what it names goes into the frontier. The scheduler asks
for articles (:meth:`PublicationSpider.next_article`) once no source may name newer ones.
"""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from math import inf
from pathlib import Path
from typing import Any, Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from archiver import publications
from archiver.budget import Budgets
from archiver.collection import Selection
from archiver.collection.crawling.frontier import Candidate, Frontier, combined
from archiver.publications import Publication
from archiver.urls import host_of
from warcs import WriteFailed
from warcs.capturing.extension import ABOUT_KEY

from . import pages
from .budgets import budgets_of
from .ends import Ends
from .extension import CollectionExtension, extension_of
from .failures import reason
from .items import ArticleItem
from .keys import CONDITIONAL_KEY
from .options import apply_options, is_true
from .plan import Plan, SourceTask
from .requisites import Requisites, checked
from .sources import Sources
from .targets import resolve

Output = Iterator[Request | ArticleItem]
MOST_LEFT = 100  # rows of a trap that are ended at a time, between two looks at the network


class PublicationSpider(Spider):
    """Crawls the publications named in ``targets``: names, or URLs of sites nobody described.

    ``limit``: at most so many articles; ``since``: an ISO day, older ones are left out where a
    source tells their date; ``channel``: only what belongs to it; ``dry_run``: sources are read,
    articles are not fetched; ``requisites``: ``page`` or ``none``, in the place of the setting;
    ``refetch``: what is known is fetched again, if there is anything new of it (RFC 9110 §13)
    or, if ``full``, in any case.
    """

    name = "publication"
    targets: tuple[str, ...] = ()

    def __init__(
        self,
        targets: str | tuple[str, ...] = (),
        limit: int | str | None = None,
        since: date | str | None = None,
        channel: str | None = None,
        dry_run: bool | str = False,
        requisites: str | None = None,
        refetch: bool | str = False,
        full: bool | str = False,
        **kwargs: Any,  # noqa: ANN401 - Scrapy's own signature
    ) -> None:
        super().__init__(**kwargs)
        if isinstance(targets, str):
            targets = tuple(targets.split(","))
        self.targets = targets or self.targets
        self.limit = int(limit) if limit is not None else None
        self.since = date.fromisoformat(since) if isinstance(since, str) else since
        self.channel = channel
        self.dry_run = is_true(dry_run)
        self.requisites = requisites
        self.refetch = is_true(refetch)
        self.full = is_true(full)
        # A dry run has no archive from which an answer that was not modified could be read.
        self.conditional = not (self.full or self.dry_run)
        self._sources = Sources()
        self._budgets: Budgets | None = None  # until the run has begun
        self._taken = 0
        self._publications: dict[str, Publication] = {}

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Called by Scrapy: those of the collection. Raises ArchiverError for a wrong file."""
        super().update_settings(settings)
        apply_options(settings)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:  # noqa: ANN401 - same
        """Called by Scrapy. Raises ArchiverError for a target that is not known."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        known = publications.load_sound(Path(crawler.settings["COLLECTION"]) / "publications")
        spider._publications = resolve(spider.targets, known)
        checked(crawler.settings, spider.requisites)
        return spider

    @cached_property
    def _extension(self) -> CollectionExtension:
        return extension_of(self.crawler)  # made after the spider

    @property
    def selection(self) -> Selection:
        """What the run is for."""
        return Selection(since=self.since, channel=self.channel)

    @cached_property
    def _frontier(self) -> Frontier:
        return self._extension.session.frontier

    @cached_property
    def _ends(self) -> Ends:
        return Ends(self._extension)

    @cached_property
    def _plan(self) -> Plan:
        return Plan(
            publications=self._publications,
            extension=self._extension,
            selection=self.selection,
            most_sitemaps=self.settings.getint("MAX_SITEMAPS"),
            most_pages=self.settings.getint("MAX_LISTING_PAGES"),
            named=self._sources.named,
        )

    @cached_property
    def _requisites(self) -> Requisites:
        wanted = checked(self.settings, self.requisites) and not self.dry_run
        return Requisites(
            self._extension, self.settings, wanted=wanted, conditional=self.conditional
        )

    async def start(self) -> AsyncIterator[Request]:
        """The sources of each publication; the front page where none are known."""
        try:
            self._extension.begin_run(
                self._plan.slugs,
                self._requisites.of_page,
                refetch=self.refetch,
                whole=self.selection.is_everything and self.limit is None and not self.dry_run,
                wants=None if self.selection.is_everything else self.selection.wants_candidate,
            )
        except WriteFailed as error:
            self._extension.give_up(error)
            return
        whole = self.selection.is_everything and not self.refetch
        recovered = bool(self._extension.session.recovered or self._extension.unread)
        self._extension.novelty.begin(self._publications, whole=whole, recovered=recovered)
        self._budgets = budgets_of(self._extension, self.settings, self._plan.publications)
        self._extension.crawled = lambda: {one.slug: one for one in self._plan.publications}
        for publication in self._plan.publications:
            for task in self._plan.first(publication):
                yield self._source_request(task)
            self._sources.planned(publication.slug)
        self._sources.planned_all()

    # Articles, as the scheduler asks for them

    def more(self) -> bool:
        """True while sources are being read or the frontier holds what may be fetched."""
        if self._extension.failed is not None:
            return False
        if self._sources.any_open:
            return True
        if self._may_take() and self._frontier.more(self._affordable(), self._is_asked):
            return True
        if self._extension.novelty.story_pages.more(self._affordable(), self._is_asked):
            return True
        return self._requisites.more(self._affordable(pages=False), self._is_asked)

    def _affordable(self, *, pages: bool = True) -> list[str]:
        """Publications whose budget is not used up."""
        return [slug for slug in self._plan.slugs if self._can_afford(slug, pages=pages)]

    def _can_afford(self, slug: str, *, pages: bool = True) -> bool:
        return self._budgets is None or self._budgets.spent(slug, pages=pages) is None

    def has_to_end(self, request: Request) -> bool:
        """True for a request that waits for nothing: it will be refused by RestMiddleware."""
        task: SourceTask | None = request.meta.get("source")
        over = task is not None and not self._can_afford(task.publication, pages=False)
        return over or self._extension.session.hosts.rest(host_of(request.url)) is not None

    def _is_asked(self, host: str) -> bool:
        """False for a host of which no articles, and nothing that pages need, is asked for."""
        extension = self._extension
        return extension.session.hosts.rest(host) is None and not extension.unreachable.is_shut(
            host
        )

    def seeking(self) -> bool:
        """True if :meth:`next_article` gave None only because it has not looked far enough yet."""
        return self._frontier.seeking

    def next_article(self, is_free: Callable[[str], bool]) -> Request | None:
        """The next page of a story that is being fetched, else the newest article still to be
        fetched, from a host that is free.

        None while a source of its publication may still name a newer one; where only so many
        articles are wanted, while any source may.
        """
        if self._extension.failed is not None:
            return None

        def free(host: str) -> bool:
            return is_free(host) and self._is_asked(host)

        candidate = self._extension.novelty.story_pages.next(self._affordable(), free)
        if candidate is None and self._may_take():
            whole = None if self.limit is None else self._plan.slugs
            least = self._sources.allowed(self._affordable(), whole)
            candidate = self._candidate(least, free)
        return self._article_request(candidate) if candidate else None

    def _article_request(self, candidate: Candidate) -> Request:
        self._taken += candidate.part_of is None
        if self._budgets is not None:
            self._budgets.asked(candidate.publication)
        return Request(
            candidate.url,
            callback=self.parse_article,
            errback=self.article_failed,
            dont_filter=True,
            meta={
                "candidate": candidate,
                CONDITIONAL_KEY: self.conditional,
                ABOUT_KEY: self._extension.provenance.of_article(candidate),
            },
        )

    def _candidate(
        self, least: Mapping[str, float], free: Callable[[str], bool]
    ) -> Candidate | None:
        """The next row that is no trap."""

        def again(slug: str) -> bool:
            return least[slug] == -inf and self._again(slug)

        for _ in range(MOST_LEFT):
            candidate = self._frontier.next(least, free, least.__getitem__, again)
            if candidate is None or not self._extension.hazards.leaves(candidate):
                return candidate
        self._frontier.seeking = True
        return None

    def _again(self, slug: str) -> bool:
        """True if what was fetched before is to be fetched now: not where only so much is wanted
        and there is anything new, at a host whose turn it is not."""
        if self.limit is not None:
            return not self._frontier.has_new(self._plan.slugs, self._is_asked)
        bounded = self._budgets is not None and self._budgets.has_bound_of_pages(slug)
        return not (bounded and self._frontier.has_new([slug], self._is_asked))

    def next_requisite(self, is_free: Callable[[str], bool]) -> Request | None:
        """What a page needs, at a host that is free, and that no articles are still to come from.

        None while the sources of its publication are being read.
        """
        if self._extension.failed is not None:
            return None
        slugs = [slug for slug in self._affordable(pages=False) if self._sources.is_read(slug)]
        articles = set(self._frontier.hosts(self._affordable())) if self._may_take() else ()
        return self._requisites.next(
            slugs,
            lambda host: host not in articles and is_free(host) and self._is_asked(host),
        )

    def _may_take(self) -> bool:
        if self.dry_run or self._extension.failed is not None:
            return False
        return self.limit is None or self._taken < self.limit

    async def parse_article(self, response: Response) -> AsyncIterator[ArticleItem]:
        """A page that a source called an article."""
        await self._extension.turns.turn()
        if self._extension.failed is not None:
            return
        candidate: Candidate = response.meta["candidate"]
        publication = self._plan.publication(candidate.publication)
        self._extension.report.fetched += 1
        hazards = self._extension.hazards
        problem = pages.unreadable(response) or hazards.led_astray(response, candidate)
        if problem:
            hazards.came(candidate, None)
            self._ends.end(candidate, problem)
            return
        try:
            item = pages.item(
                response,
                candidate,
                publication,
                combined(candidate.entries),
                self._requisites.of_page,
                self._extension.options.policy,
            )
        except Exception as error:  # a mistake of the reader's must not end in silence
            self.logger.exception("%s cannot be read", response.url)
            self._ends.end(candidate, f"mistake in the reader: {type(error).__name__}")
            return
        missing = await hazards.is_missing(response, item)
        hazards.came(candidate, None if missing else item.article)
        if missing:
            self._ends.end(candidate, missing)
            return
        context = self._extension.session.stories.placed(candidate, item.context, item.article)
        yield replace(item, context=context)

    def article_failed(self, failure: Failure) -> None:
        """A page that did not come."""
        self._ends.failed(failure)

    # Sources

    def delay_of(self, request: Request) -> float:
        """Seconds between two requests to a host that the publication wants for which it is."""
        meta = request.meta
        account = meta.get("source") or meta.get("candidate") or meta.get("requisite")
        publication = self._publications.get(account.publication) if account else None
        delay = publication.delay if publication else None
        return delay.total_seconds() if delay else 0.0

    def is_needless(self, request: Request) -> bool:
        """True for an archive, once as many articles were asked for as are wanted."""
        task: SourceTask | None = request.meta.get("source")
        return task is not None and task.is_archive and self._taken >= (self.limit or inf)

    def leave(self, request: Request) -> None:
        """A source is not asked for in this run."""
        self._extension.novelty.failed(request.meta["source"])  # a list is read on the next time
        self._source_ended(request.meta["source"])

    def _source_request(self, task: SourceTask, via: SourceTask | None = None) -> Request:
        self._sources.began(task)
        about = self._extension.provenance.of_source(
            task.url, via.url if via else None, sitemap=task.kind == "sitemap"
        )
        return Request(
            task.url,
            callback=self.parse_source,
            errback=self.source_failed,
            dont_filter=True,
            priority=task.priority,
            meta={"source": task, CONDITIONAL_KEY: self.conditional, ABOUT_KEY: about},
        )

    async def parse_source(self, response: Response) -> AsyncIterator[Request]:
        """A feed, sitemap, list of channels or channel page, or a front page to look around on."""
        await self._extension.turns.turn()
        task: SourceTask = response.meta["source"]
        if self._extension.failed is not None:
            return
        self._extension.report.answers += 1
        self._extension.yields.answered(task, response)
        cut = pages.cut(response)
        if cut and not task.guess:
            self._plan.problem(task, f"{cut}; what came was read")
        try:
            async for found in self._plan.read(task, response):
                yield self._source_request(found, task)
        except Exception as error:  # as with articles: the other sources go on
            self.logger.exception("%s cannot be read", response.url)
            self._plan.problem(task, f"mistake in the reader: {type(error).__name__}")
        finally:
            self._source_ended(task)

    def _source_ended(self, task: SourceTask) -> None:
        self._sources.ended(task)
        if self._sources.is_read(task.publication):
            self._extension.yields.naming.settle(task.publication)

    def source_failed(self, failure: Failure) -> None:
        """A source that did not come: said, and the others go on."""
        task: SourceTask = failure.request.meta["source"]  # type: ignore[attr-defined]  # set by Scrapy
        self._extension.novelty.failed(task)
        why = reason(failure)
        if not task.guess:
            self._extension.yields.unanswered(task, failure)
            self._extension.report.fail(why)
            self._plan.problem(task, why)
        self._source_ended(task)
