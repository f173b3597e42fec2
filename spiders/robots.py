"""robots.txt by RFC 9309, as a downloader middleware.

One robots.txt per scheme, host and port, fetched before the first request to it, recorded like
every exchange, kept for 24 hours at most; a host whose robots.txt cannot be reached is left
alone and asked again later. What it says is decided in :mod:`archiver.sources.robots`.
"""

import asyncio
import logging
import time
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from archiver.sources.robots import Access, Robots, access_for
from archiver.sources.urls import origin_of

logger = logging.getLogger(__name__)

MOST_REDIRECTS = 5  # RFC 9309 §2.3.1.2
MOST_AGE = 24 * 3600.0  # seconds, §2.4
UNREACHABLE_AGE = 600.0  # seconds until a host that could not be reached is asked again


class DisallowedByRobots(IgnoreRequest):
    """The text names the rule that matched."""


class UnreachableRobots(IgnoreRequest):
    """robots.txt could not be had, so nothing of the host may be fetched for now (§2.3.1.4)."""


class RobotsMiddleware:
    """Refuses what robots.txt disallows, before it is sent."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._agent: str = crawler.settings["BOT_NAME"]
        self._access: dict[str, tuple[float, asyncio.Future[Access]]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raises DisallowedByRobots or UnreachableRobots."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        access = await self._access_to(request.url)
        verdict = access.check(request.url, self._agent)
        if verdict.allowed:
            return
        if access.unreachable:
            raise UnreachableRobots(f"robots.txt: {access.unreachable}")
        raise DisallowedByRobots(f"robots.txt: {verdict.rule} (line {verdict.line})")

    def robots_of(self, url: str) -> Robots | None:
        """What was read of the robots.txt that holds for ``url``; None if it was not fetched."""
        known = self._access.get(origin_of(url))
        return known[1].result().robots if known and known[1].done() else None

    async def _access_to(self, url: str) -> Access:
        origin = origin_of(url)
        known = self._access.get(origin)
        if known and time.monotonic() < known[0]:
            return await asyncio.shield(known[1])
        future: asyncio.Future[Access] = asyncio.get_running_loop().create_future()
        self._access[origin] = (time.monotonic() + MOST_AGE, future)
        try:
            access = await self._fetch(origin)
        except BaseException as error:
            # A cancelled crawl: whoever waits for this robots.txt must not wait for ever.
            del self._access[origin]
            future.set_result(access_for(None, b"", problem=type(error).__name__))
            raise
        if access.unreachable:
            self._access[origin] = (time.monotonic() + UNREACHABLE_AGE, future)
        future.set_result(access)
        return access

    async def _fetch(self, origin: str) -> Access:
        engine = self._crawler.engine
        if engine is None:
            raise RuntimeError("robots.txt can be fetched only while a crawl runs")
        request = Request(
            f"{origin}/robots.txt",
            callback=NO_CALLBACK,
            priority=1000,
            meta={"dont_obey_robotstxt": True, "redirect_ttl": MOST_REDIRECTS},
        )
        try:
            response: Response = await engine.download_async(request)
        except IgnoreRequest:
            # Only RedirectMiddleware ends it like this: more redirects than the RFC asks for,
            # which it lets one treat as "unavailable" (§2.3.1.2).
            return access_for(404, b"")
        except Exception as error:  # whatever it is, the file could not be had
            line = " ".join(str(error).split())[:200]
            return access_for(None, b"", problem=f"{type(error).__name__}: {line}")
        return access_for(response.status, response.body)
