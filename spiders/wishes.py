"""The files in which a host says its wishes, beside robots.txt: asked for before its articles are,
once a day, and recorded like every exchange. And what the policy did not let be kept is not read.

What the files say is in :mod:`archiver.sources.host_files`.
"""

import asyncio
from datetime import datetime, timedelta
from functools import cached_property
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from archiver.rights.policy import Policy
from archiver.sources.host_files import AI_TXT, TDMREP, HostFiles
from archiver.urls import origin_of
from warcs import Capture
from warcs.capturing.extension import META_KEY

from .extension import CollectionExtension, extension_of
from .failures import SkippedByPolicy
from .keys import CONDITIONAL_KEY, LAW_KEY, PROBE_KEY, WISHES_KEY

AGE = timedelta(days=1)  # for which a file is not fetched again
RETRY = timedelta(minutes=10)  # after which a file that did not come is asked for again
READ = 1024 * 1024  # bytes of a file that are read; it is recorded whole


class WishesMiddleware:
    """Next to the downloader: it sees an answer before anything else does, and every redirect."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._paths: list[str] = crawler.settings.getlist("HOST_FILES")
        self._known: dict[str, tuple[datetime, asyncio.Future[HostFiles]]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    @cached_property
    def _extension(self) -> CollectionExtension:
        return extension_of(self._crawler)

    @property
    def _policy(self) -> Policy:
        return self._extension.options.policy

    async def process_request(self, request: Request) -> None:
        """Called by Scrapy: tells the request what its host says of its URL."""
        request.meta.pop(WISHES_KEY, None)  # those of the URL before a redirect
        if request.meta.get(LAW_KEY) or request.meta.get("dont_obey_robotstxt"):
            return
        # What is no article is not kept with its rights: only a policy asks for them.
        asked = "candidate" in request.meta or PROBE_KEY in request.meta
        if asked or self._policy.may("skip-capture"):
            files = await self._of(origin_of(request.url))
            request.meta[WISHES_KEY] = files.signs(request.url)

    def process_response(self, request: Request, response: Response) -> Response | Request:
        """Called by Scrapy. Raises SkippedByPolicy for what was not kept, unless it is a source:
        that is read for the URLs in it."""
        capture: Capture | None = request.meta.get(META_KEY)
        if capture is None or capture.skipped is None:
            return response
        if "source" not in request.meta:
            raise SkippedByPolicy(capture.skipped)
        self._extension.session.validators.forget(request.url)
        if response.status != 304:
            return response
        return request.replace(meta={**request.meta, CONDITIONAL_KEY: False}, dont_filter=True)

    async def _of(self, origin: str) -> HostFiles:
        entry = self._known.get(origin)
        now = self._extension.session.now()
        if entry and now < entry[0]:
            return await asyncio.shield(entry[1])
        future: asyncio.Future[HostFiles] = asyncio.get_running_loop().create_future()
        self._known[origin] = (now + AGE, future)
        try:
            bodies = {path: await self._body(origin, path) for path in self._paths}
            robots = self._extension.robots_of(f"{origin}/")
            found = HostFiles.of(robots, bodies.get(TDMREP) or None, bodies.get(AI_TXT) or None)
        except BaseException:
            # A cancelled crawl, a mistake: whoever waits for these files must not for ever.
            del self._known[origin]
            future.set_result(HostFiles())
            raise
        if None in bodies.values():
            self._known[origin] = (now + RETRY, future)
        future.set_result(found)
        if found.tdmrep and found.tdmrep.problem:
            self._extension.report.problem(f"{origin}{TDMREP}: {found.tdmrep.problem}")
        return found

    async def _body(self, origin: str, path: str) -> bytes | None:
        """A file, empty where there is none; None where it did not come."""
        session = self._extension.session
        known = session.wishes.captured(origin + path, session.now() - AGE)
        if known is not None:
            return known.body or b""
        engine = self._crawler.engine
        if engine is None:
            raise RuntimeError("files of a host can be fetched only while a crawl runs")
        meta = {
            LAW_KEY: True,
            CONDITIONAL_KEY: not getattr(self._crawler.spider, "full", False),
            "warc_read_limit": READ,
            "max_retry_times": 1,
        }
        request = Request(origin + path, callback=NO_CALLBACK, priority=1000, meta=meta)
        try:
            response: Response = await engine.download_async(request)
        except Exception:  # whatever it is, the file could not be had
            return None
        if response.status >= 500:
            return None
        return response.body if response.status == 200 else b""
