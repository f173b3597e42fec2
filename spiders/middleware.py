"""What our downloader middlewares share: each finds the extension of its crawl."""

from functools import cached_property
from typing import Self

from scrapy.crawler import Crawler

from .extension import CollectionExtension, extension_of


class Middleware:
    """Made by Scrapy, before its extensions are."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    @cached_property
    def _extension(self) -> CollectionExtension:
        return extension_of(self._crawler)  # found once all extensions are made
