"""No article is asked for before its row is on the disk: so a page that was captured when a crawl
was killed, or the power failed, is known for an article at the next opening."""

from functools import cached_property
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler

from .extension import CollectionExtension, extension_of


class KeptMiddleware:
    """Has requests for articles wait for the commit of what the sources said."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    @cached_property
    def _extension(self) -> CollectionExtension:
        return extension_of(self._crawler)  # found once all extensions are made

    async def process_request(self, request: Request) -> None:
        """Called by Scrapy."""
        candidate = request.meta.get("candidate")
        if candidate is not None:
            await self._extension.commits.kept(candidate.publication)
