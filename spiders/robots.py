"""robots.txt by RFC 9309, as a downloader middleware.

One robots.txt per scheme, host and port, fetched before the first request to it, recorded like
every exchange, kept for 24 hours at most; a host whose robots.txt cannot be reached is left
alone and asked again later. What it says is decided in :mod:`archiver.sources.robots`.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from archiver.sources.robots import MOST_AGE, MOST_REDIRECTS, Access, Robots, access_for
from archiver.urls import host_of, origin_of
from warcs import Capture
from warcs.capturing.extension import META_KEY

from .extension import extension_of
from .failures import (
    NO_CONNECTION,
    DisallowedByRobots,
    HostRests,
    UnreachableHost,
    UnreachableRobots,
    cause,
    is_redirect_loop,
)
from .keys import CONDITIONAL_KEY

UNREACHABLE_AGE = 600.0  # seconds until a host that could not be reached is asked again


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What asking for a robots.txt brought."""

    access: Access
    connected: bool = True  #: False: there was no connection to the host at all
    asked: bool = True  #: False: it was not asked for, because the host is left alone


class RobotsMiddleware:
    """Refuses what robots.txt disallows, before it is sent."""

    def __init__(self, crawler: Crawler, clock: Callable[[], float] = time.monotonic) -> None:
        self._crawler = crawler
        self._clock = clock
        self._agent: str = crawler.settings["BOT_NAME"]
        self._known: dict[str, tuple[float, asyncio.Future[Known]]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> Request | None:
        """Returns the request itself where robots.txt was asked for first: it waits for another
        turn at the host. Raises DisallowedByRobots, UnreachableRobots or UnreachableHost."""
        if request.meta.get("dont_obey_robotstxt"):
            return None
        waits = not self._is_known(request.url)
        known = await self._of(request.url)
        verdict = known.access.check(request.url, self._agent)
        if verdict.allowed:
            return request if waits else None
        if known.access.unreachable:
            refusal = UnreachableRobots if known.connected else UnreachableHost
            raise refusal(_reason(known))
        raise DisallowedByRobots(f"robots.txt: {verdict.rule} (line {verdict.line})")

    def robots_of(self, url: str) -> Robots | None:
        """What was read of the robots.txt that holds for ``url``; None if it was not fetched."""
        known = self._known.get(origin_of(url))
        return known[1].result().access.robots if known and known[1].done() else None

    def _is_known(self, url: str) -> bool:
        entry = self._known.get(origin_of(url))
        return entry is not None and self._clock() < entry[0] and entry[1].done()

    async def _of(self, url: str) -> Known:
        origin = origin_of(url)
        entry = self._known.get(origin)
        if entry and self._clock() < entry[0]:
            return await asyncio.shield(entry[1])
        future: asyncio.Future[Known] = asyncio.get_running_loop().create_future()
        self._known[origin] = (self._clock() + MOST_AGE, future)
        try:
            known = await self._fetch(origin)
            self._keep_pace(origin, known)
            await self._ask_again(origin)
        except BaseException as error:
            # A cancelled crawl, a mistake: whoever waits for this robots.txt must not for ever.
            del self._known[origin]
            future.set_result(Known(access=access_for(None, b"", problem=type(error).__name__)))
            raise
        if known.access.unreachable:
            self._known[origin] = (self._clock() + UNREACHABLE_AGE, future)
        self._tell(origin, known)
        future.set_result(known)
        return known

    def _tell(self, origin: str, known: Known) -> None:
        unreachable = extension_of(self._crawler).unreachable
        if not known.access.unreachable:
            unreachable.heard(origin)
        elif known.asked:
            why = _reason(known)
            unreachable.shut(origin, why, UNREACHABLE_AGE, connected=known.connected)

    def _keep_pace(self, origin: str, known: Known) -> None:
        """Crawl-delay is no part of RFC 9309, and meant by those who write it."""
        robots = known.access.robots
        delay = robots.crawl_delay(self._agent) if robots else None
        if delay is None:
            return
        extension, host = extension_of(self._crawler), host_of(origin)
        if delay > self._crawler.settings.getfloat("CRAWL_DELAY_MAX"):
            why = f"robots.txt: Crawl-delay: {delay:g}, which is more than CRAWL_DELAY_MAX"
            extension.leave_host(host, delay, why)
        else:
            extension.slots.ask(host, delay)

    async def _ask_again(self, origin: str) -> None:
        """What it disallowed is to be asked for in this run, if it is not what it was."""
        session = extension_of(self._crawler).session
        if any(session.wishes.changed([f"{origin}/robots.txt"])):
            for _ in session.frontier.ask_again(host_of(origin)):
                await asyncio.sleep(0)

    async def _fetch(self, origin: str) -> Known:
        engine = self._crawler.engine
        if engine is None:
            raise RuntimeError("robots.txt can be fetched only while a crawl runs")
        request = Request(
            f"{origin}/robots.txt",
            callback=NO_CALLBACK,
            priority=1000,
            meta={
                "dont_obey_robotstxt": True,
                "redirect_ttl": MOST_REDIRECTS,
                CONDITIONAL_KEY: not getattr(self._crawler.spider, "full", False),
            },
        )
        try:
            response: Response = await engine.download_async(request)
        except Exception as error:  # whatever it is, the file could not be had
            return _failed(error, request.meta.get(META_KEY))
        return Known(access=access_for(response.status, response.body))


def _failed(error: Exception, capture: Capture | None) -> Known:
    if is_redirect_loop(error):
        # More redirects than the RFC asks for: it may be treated as "unavailable" (§2.3.1.2).
        return Known(access=access_for(404, b""))
    kind = capture.failure.partition(":")[0] if capture and capture.failure else ""
    return Known(
        access=access_for(None, b"", problem=cause(error, capture)),
        connected=kind not in NO_CONNECTION,
        asked=not isinstance(error, HostRests),
    )


def _reason(known: Known) -> str:
    why = known.access.unreachable or ""
    return f"robots.txt: {why}" if known.connected else why
