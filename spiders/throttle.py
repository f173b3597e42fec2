"""Scrapy's AutoThrottle, for which a 304 is as good an answer as a 200.

As it comes it slows down by any answer and speeds up by a 200 alone, because errors are answered
quickly. In a crawl that asks for what is new most answers are 304: one slow answer at the beginning
would hold for all of it.
"""

from scrapy.core.downloader import Slot
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response


class Throttle(AutoThrottle):
    """In the place of Scrapy's."""

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        if response.status == 304:
            response = Response(response.url, status=200)
        super()._adjust_delay(slot, latency, response)
