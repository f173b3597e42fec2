"""Pipelines that a project may put before ours, and that let nothing through."""

import asyncio
from pathlib import Path
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from spiders.items import ArticleItem


class HangingPipeline:
    """Says in the file HANG_MARKER that HANG_AFTER items have arrived, and keeps them."""

    def __init__(self, crawler: Crawler) -> None:
        self._left = crawler.settings.getint("HANG_AFTER")
        self._marker = Path(crawler.settings["HANG_MARKER"])

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_item(self, item: object) -> object:
        self._left -= 1
        if self._left == 0:
            self._marker.touch()
        await asyncio.sleep(3600)
        return item


class PickyPipeline:
    """Drops articles whose title has the word Dull, and breaks on those with Odd."""

    def process_item(self, item: ArticleItem) -> ArticleItem:
        title = item.article.title or ""
        if "Dull" in title:
            raise DropItem("dull", log_level="DEBUG")
        if "Odd" in title:
            raise KeyError(title)
        return item
