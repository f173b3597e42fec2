"""The spider behind `archiver add` and `archiver check`: asks sites what they are.

What it fetches is captured like everything else; the articles that it reads are stored, and their
URLs done, so that no crawl fetches them again. The file of a new publication is written as soon as
its site has answered, so that what was done is kept if the others are broken off.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Any, Self

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from archiver import publications
from archiver.collection import Context
from archiver.collection.crawling.frontier import State
from archiver.errors import ArchiverError
from archiver.probing import adding, checking
from archiver.probing.checking import kept
from archiver.probing.outcome import Outcome
from archiver.probing.probe import Prober
from archiver.probing.values import Probed, ReadPage, Target
from archiver.publications import Publication, Publications
from archiver.reading import read
from archiver.report import STORIES
from archiver.rights.skipping import under
from archiver.sources.story_pages import later_pages
from archiver.urls import normalise
from warcs import WriteFailed

from .asking import Asker
from .extension import CollectionExtension, extension_of
from .items import ArticleItem
from .options import apply_options

MOST_SITES = 16  # that are asked at a time
MOST_NAMED = 1_000  # URLs of one site's sources that go into the frontier


class ProbeSpider(Spider):
    """Asks the sites of ``targets``; of ``check``, publications that are known (slugs).

    ``force``: write files that are there already. ``outcomes`` holds what came of each, in their
    order, when the crawl has ended.
    """

    name = "probe"
    #: Nothing of the frontier is fetched here; Scrapy's own scheduler has nothing to hand out.
    custom_settings = {  # noqa: RUF012 - Scrapy's own name and type
        "SCHEDULER": "scrapy.core.scheduler.Scheduler",
        "REQUISITES": "none",
    }

    def __init__(
        self,
        targets: Sequence[Target] = (),
        check: Sequence[str] = (),
        force: bool = False,
        **kwargs: Any,  # noqa: ANN401 - Scrapy's own signature
    ) -> None:
        super().__init__(**kwargs)
        self.targets_asked = tuple(targets)
        self.slugs_asked = tuple(check)
        self._force = force
        self._known: Publications
        self.outcomes: list[Outcome | None] = [None] * (
            len(self.targets_asked) + len(self.slugs_asked)
        )

    @property
    def asked(self) -> int:
        """Sites that have been asked."""
        return sum(outcome is not None for outcome in self.outcomes)

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Called by Scrapy: those of the collection. Raises ArchiverError for a wrong file."""
        super().update_settings(settings)
        apply_options(settings)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:  # noqa: ANN401 - same
        """Called by Scrapy. Raises ArchiverError for a publication that is not known."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider._known = publications.load(Path(crawler.settings["COLLECTION"]) / "publications")
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Asks all sites, and yields the articles that were read on them."""
        extension = extension_of(self.crawler)
        asker = Asker(self.crawler, extension, time.monotonic)
        gate = asyncio.Semaphore(MOST_SITES)
        items: asyncio.Queue[ArticleItem | None] = asyncio.Queue()
        jobs = [
            asyncio.ensure_future(self._one(number, gate, asker, extension, items))
            for number in range(len(self.outcomes))
        ]
        ended = asyncio.ensure_future(_all(jobs, items))
        while (item := await items.get()) is not None:
            yield item
        await ended

    async def _one(
        self,
        number: int,
        gate: asyncio.Semaphore,
        asker: Asker,
        extension: CollectionExtension,
        items: "asyncio.Queue[ArticleItem | None]",
    ) -> None:
        """One site; whatever happens with it, the others go on."""
        async with gate:
            checked = number >= len(self.targets_asked)
            name = (
                self.slugs_asked[number - len(self.targets_asked)]
                if checked
                else self.targets_asked[number].url
            )
            work = self._checked if checked else self._added
            try:
                outcome, probed = await work(number, asker, extension)
                if probed is not None:
                    _keep(extension, outcome, probed, items)
            except ArchiverError as error:
                outcome = Outcome(target=name, failure=str(error))
            except Exception as error:
                self.logger.exception("%s cannot be asked", name)
                outcome = Outcome(
                    target=name, failure=f"{name}: a mistake of ours: {type(error).__name__}"
                )
            self.outcomes[number] = outcome

    async def _added(
        self, number: int, asker: Asker, extension: CollectionExtension
    ) -> tuple[Outcome, Probed | None]:
        target = self.targets_asked[number]
        folder = extension.session.folder
        if not self._force:
            adding.refuse_known(target.url, self._known, folder.publications)
        probed = await self._prober(asker, extension).probe(target)
        if not self._force:
            adding.refuse_known(probed.finding.home, self._known, folder.publications)
        slug = adding.slug_for(probed.finding.home, self._known, _rows(extension))
        outcome = adding.written(
            target.url, probed.finding, slug, folder.publications, extension.session.now(),
            force=self._force,
        )  # fmt: skip
        self._known = publications.load(folder.publications)
        return outcome, probed

    async def _checked(
        self, number: int, asker: Asker, extension: CollectionExtension
    ) -> tuple[Outcome, Probed | None]:
        slug = self.slugs_asked[number - len(self.targets_asked)]
        publication = self._known.named(slug)
        before = extension.session.probes.newest(publication.slug)
        probed = await self._prober(asker, extension).probe(
            Target(url=publication.home), publication
        )
        return checking.compared(publication, probed.finding, before), probed

    def _prober(self, asker: Asker, extension: CollectionExtension) -> Prober:
        return Prober(asker.fetch, asker.host_of, time.monotonic, extension.session.now())


async def _all(
    jobs: "Sequence[asyncio.Future[None]]", items: "asyncio.Queue[ArticleItem | None]"
) -> None:
    await asyncio.gather(*jobs, return_exceptions=True)
    await items.put(None)


def _rows(extension: CollectionExtension) -> Callable[[str], bool]:
    """Whether a slug has rows in the frontier."""
    frontier = extension.session.frontier
    states: tuple[State, ...] = ("pending", "in flight", "done", "failed", "disallowed")
    return lambda slug: any(frontier.count(state, [slug]) for state in states)


def _keep(
    extension: CollectionExtension,
    outcome: Outcome,
    probed: Probed,
    items: "asyncio.Queue[ArticleItem | None]",
) -> None:
    """The file, the finding, the articles that were read, and the URLs that the sources named."""
    slug, session = outcome.slug or "", extension.session
    known = publications.load(session.folder.publications)
    publication = known.named(slug)
    try:
        session.keep_publication(slug, known.source(slug))
        session.probes.keep(slug, kept(probed.finding))
    except WriteFailed as error:
        extension.give_up(error)
        return
    wanted = [x for x in probed.entries if publication.wants(x)][:MOST_NAMED]
    session.frontier.add(slug, [*wanted, *(x.entry for x in probed.read)], session.now())
    for read_page in probed.read:
        items.put_nowait(_item(extension, publication, read_page))


def _item(extension: CollectionExtension, publication: Publication, found: ReadPage) -> ArticleItem:
    """The page read anew, by the file that there is now."""
    key = normalise(found.requested)
    extension.session.frontier.take(key)
    article = read(found.page, publication, found.entry, found.capture, found.wishes)
    context = Context(
        requested=found.requested,
        publication=publication.slug,
        publication_digest=publication.digest,
        entries=(found.entry,),
        wishes=found.wishes,
        parts=later_pages(found.page) if article.kind in STORIES else (),
    )
    article = under(extension.options.policy, article, found.page.fetched)
    return ArticleItem(article=article, context=context, key=key, cut=found.cut)
