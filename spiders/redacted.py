"""What was taken down is not fetched again, whoever asks for it: a source, a redirect, a page."""

from functools import cached_property
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler

from archiver.collection.crawling.frontier import Frontier

from .extension import extension_of
from .failures import Redacted


class RedactedMiddleware:
    """Refuses requests for redacted URLs, before anything is sent to their host."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    @cached_property
    def _frontier(self) -> Frontier:
        return extension_of(self._crawler).session.frontier  # found once all extensions are made

    def process_request(self, request: Request) -> None:
        """Raises Redacted."""
        if self._frontier.is_barred(request.url):
            raise Redacted("redacted: it was taken down")
