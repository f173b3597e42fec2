"""Middlewares that a project may add, which do to pages what the last part of their path says."""

from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Response

from spiders.items import ArticleItem


class StrangeDownloads:
    """Ends requests on their way to the site and back."""

    def process_request(self, request: Request) -> Response | None:
        if request.url.endswith("/ignored"):
            raise IgnoreRequest("not today")
        if request.url.endswith("/answered"):
            return HtmlResponse(request.url, body=b"<h1>From a cache</h1>", request=request)
        return None

    def process_response(self, request: Request, response: Response) -> Response | Request:
        if request.url.endswith("/breaks"):
            raise RuntimeError("a mistake")
        if request.url.endswith("/replaced"):
            return Request(request.url.replace("replaced", "instead"), dont_filter=True)
        return response


class Timeouts:
    """Gives requests the seconds that the setting TIMEOUTS has for the end of their URL."""

    def __init__(self, seconds: dict[str, float]) -> None:
        self._seconds = seconds

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings.getdict("TIMEOUTS"))

    def process_request(self, request: Request) -> None:
        for end, seconds in self._seconds.items():
            if request.url.endswith(end):
                request.meta["download_timeout"] = seconds


class StrangeOutput:
    """Ends what the spider makes of pages."""

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        if response.url.endswith("/spilt"):
            raise RuntimeError("a mistake")
        async for one in result:
            if not response.url.endswith("/swallowed"):
                yield one


class LatePipeline:
    """Comes after the collection's, and breaks."""

    def process_item(self, item: ArticleItem) -> ArticleItem:
        if item.key.endswith("/late"):
            raise KeyError("late")
        return item
