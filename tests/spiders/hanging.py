"""A pipeline before ours that lets nothing through: pages are captured and never stored."""

import asyncio
from pathlib import Path
from typing import Self

from scrapy.crawler import Crawler


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
