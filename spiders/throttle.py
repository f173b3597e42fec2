"""Keeps Scrapy's own slots to the pace of ours, and ours to what is learnt from answers.

Scrapy's AutoThrottle learns how long a host takes to answer. As it comes it slows down by any
answer and speeds up by a 200 alone, because errors are answered quickly. In a crawl that asks for
what is new most answers are 304: one slow answer at the beginning would hold for all of it. So a
304 is taken for as good an answer as a 200.
"""

from typing import Self

from scrapy import Request, Spider, signals
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response

from .extension import extension_of

SLOT_KEY = "download_slot"  #: of ``Request.meta``: the host whose slot a request takes


class Pacer:
    """An extension: robots.txt and whatever else the scheduler did not hand out takes a slot too,
    and waits in Scrapy's queue of its host if that is not free."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        crawler.signals.connect(self._reached, signals.request_reached_downloader)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    def _reached(self, request: Request) -> None:
        engine = self._crawler.engine
        if engine is None:
            return
        host = request.meta[SLOT_KEY]
        slots = extension_of(self._crawler).slots
        engine.downloader.slots[host].delay = slots.of(host).pace
        slots.began(host)


class Throttle(AutoThrottle):
    """In the place of Scrapy's."""

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        super()._response_downloaded(response, request, spider)
        host, slot = self._get_slot(request, spider)
        if host is not None and slot is not None:
            extension_of(self.crawler).slots.of(host).delay = slot.delay

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        if response.status == 304:
            response = Response(response.url, status=200)
        super()._adjust_delay(slot, latency, response)
