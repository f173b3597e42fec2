"""Keeps Scrapy's own slots to the pace of ours, and ours to what is learnt from answers.

Scrapy's AutoThrottle learns how long a host takes to answer. As it comes it slows down by any
answer and speeds up by a 200 alone, because errors are answered quickly. In a crawl that asks for
what is new most answers are 304: one slow answer at the beginning would hold for all of it. So a
304 is taken for as good an answer as a 200.
"""

from time import monotonic
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
    and waits in Scrapy's queue of its host if that is not free.

    What the host sees are the moments at which requests go out. Until then one may have to wait for
    a connection and for what else there is to do, and the next one may not: so a pause that began
    when it was handed out would be too short by that much.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        crawler.signals.connect(self._opened, signals.spider_opened)
        crawler.signals.connect(self._reached, signals.request_reached_downloader)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    def _opened(self) -> None:
        extension_of(self._crawler).on_sent = self._sent

    def _sent(self, host: str) -> None:
        engine = self._crawler.engine
        extension_of(self._crawler).slots.began(host)
        slot = engine.downloader.slots.get(host) if engine else None
        if slot is not None:
            slot.lastseen = monotonic()

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
