"""From item to collection: archived, catalogued, counted, and its URL done."""

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from archiver.collection.crawling.found import PART
from archiver.yields import Seen
from warcs import WriteFailed

from .extension import CollectionExtension, extension_of
from .items import ArticleItem
from .pages import OVER_LIMIT


class CollectionPipeline:
    """Stores each article in one transaction with its capture reference."""

    def __init__(self, extension: CollectionExtension) -> None:
        self._extension = extension

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(extension_of(crawler))

    async def process_item(self, item: ArticleItem) -> ArticleItem:
        """Called by Scrapy. Raises DropItem when nothing can be written any more."""
        await self._extension.turns.turn()
        session, report = self._extension.session, self._extension.report
        if self._extension.failed is not None:
            raise DropItem("the crawl has ended", log_level="DEBUG")
        try:
            new = session.store(item.context, item.article)
        except WriteFailed as error:
            self._extension.give_up(error)
            raise DropItem("it cannot be written", log_level="DEBUG") from error
        self._count(item, new=new)
        if item.cut:
            report.fail(item.cut)
        if item.cut and item.cut != OVER_LIMIT:
            session.frontier.end(item.key, "failed", item.cut)
        else:  # where all of it is in the archive, it would be no longer when fetched again
            due = self._extension.novelty.due(item.key, item.context.publication, item.article)
            session.frontier.end(item.key, "done", item.article.kind, due)
        self._extension.novelty.stored(item.key, changed=new)
        self._extension.novelty.story_pages.named(item.context)
        self._extension.commits.written()
        return item

    def _count(self, item: ArticleItem, *, new: bool) -> None:
        """In the report, and in the yields; a later page of a story is no article of its own."""
        report, slug = self._extension.report, item.context.publication or ""
        if item.context.part_of is not None:
            report.later_pages += 1
            return
        if any(entry.kind == PART for entry in item.context.entries):
            self._extension.yields.of(slug).fetched += 1  # not taken for an article before
        seen = Seen.of(item.article)
        report.add(item.article, seen, slug=slug, new=new)
        self._extension.yields.read(slug, item.key, seen, new=new)
