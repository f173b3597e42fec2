"""One URL fetched for a probe: through the downloader and its middlewares, as any other request.

So robots.txt is obeyed, every exchange is captured, redirects and retries are what they are in a
crawl. A host's Crawl-delay and Retry-After are waited for here, as far as a person would wait.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from archiver.page import Page
from archiver.probing.values import Got, Host
from archiver.urls import host_of
from warcs import Capture
from warcs.capturing.extension import META_KEY

from . import pages
from .extension import CollectionExtension
from .failures import DisallowedByRobots, UnreachableHost, UnreachableRobots, cause
from .keys import PROBE_KEY, WISHES_KEY
from .moves import PERMANENT

MOST_WAIT = 60.0  # seconds between two requests to a host, whatever it asks for


class Asker:
    """Fetches for the probes of a crawl."""

    def __init__(
        self,
        crawler: Crawler,
        extension: CollectionExtension,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._crawler = crawler
        self._extension = extension
        self._clock = clock
        self._sleep = sleep
        self._agent: str = crawler.settings["BOT_NAME"]
        self._free: dict[str, float] = {}  # host -> when it may be asked again

    async def fetch(self, url: str) -> Got:
        """The answer to a request for ``url``; whatever happens is told in it."""
        engine = self._crawler.engine
        if engine is None:
            raise RuntimeError("a probe runs only while a crawl does")
        await self._wait(url)
        request = Request(url, callback=NO_CALLBACK, dont_filter=True, meta={PROBE_KEY: True})
        try:
            response: Response = await engine.download_async(request)
        except Exception as error:  # whatever it is: a site's failure is data
            return _failed(url, error, request.meta.get(META_KEY))
        finally:
            self._answered(url)
        self._obey(response)
        return _got(url, response)

    def host_of(self, url: str) -> Host:
        """What the robots.txt says that holds for ``url``."""
        robots = self._extension.robots_of(url)
        if robots is None:
            return Host()
        rules = "\n".join(robots.rules_for(self._agent))
        delay = robots.crawl_delay(self._agent)
        digest = hashlib.sha256(f"{delay}\n{rules}".encode()).hexdigest()
        return Host(robots=robots, digest=digest, delay=delay)

    async def _wait(self, url: str) -> None:
        seconds = self._free.get(host_of(url), 0.0) - self._clock()
        if seconds > 0:
            await self._sleep(seconds)

    def _answered(self, url: str) -> None:
        """The host's Crawl-delay, from the end of an answer on."""
        delay = self.host_of(url).delay
        if delay:
            self._free[host_of(url)] = self._clock() + min(delay, MOST_WAIT)

    def _obey(self, response: Response) -> None:
        """Retry-After in seconds (RFC 9110 §10.2.3), of an answer that says to come later."""
        told = (response.headers.get("Retry-After") or b"").strip()
        if response.status in (429, 503) and told.isdigit():
            wait = min(float(told[:9]), MOST_WAIT)
            self._free[host_of(response.url)] = self._clock() + wait


def _failed(url: str, error: Exception, capture: Capture | None) -> Got:
    return Got(
        url=url,
        problem=cause(error, capture),
        disallowed=isinstance(error, DisallowedByRobots | UnreachableRobots),
        unreachable=isinstance(error, UnreachableHost),
    )


def _got(url: str, response: Response) -> Got:
    capture: Capture | None = response.meta.get("warc_capture")
    good = response.status == 200
    readable = good and capture is not None and pages.unreadable(response) is None
    codes = [x for x in response.meta.get("redirect_reasons", ()) if isinstance(x, int)]
    reasons = response.meta.get("redirect_reasons", ())
    page: Page | None = pages.page_of(response) if readable else None
    return Got(
        url=response.url,
        status=response.status,
        headers=pages.headers_of(response),
        body=response.body,
        problem=None if good else f"HTTP {response.status}",
        moved=bool(codes) and len(codes) == len(reasons) and set(codes) <= set(PERMANENT),
        cut=pages.cut(response) if capture else None,
        page=page,
        capture=capture.ref if capture else None,
        wishes=response.meta.get(WISHES_KEY, ()),
    )
