"""The files in which a host says its wishes, beside robots.txt: asked for before its articles are,
once a day, and recorded like every exchange. And what the policy did not let be kept is not read.

What the files say is in :mod:`archiver.sources.host_files`.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.spidermiddlewares.httperror import HttpError

from archiver.rights.policy import Policy
from archiver.rights.tdmrep import RESERVATION
from archiver.sources.host_files import AI_TXT, TDMREP, HostFiles
from archiver.sources.robots import Robots
from archiver.urls import origin_of
from warcs import Capture
from warcs.capturing.extension import META_KEY

from . import pages
from .failures import (
    DisallowedByRobots,
    SkippedByPolicy,
    UnreadableWish,
    cause,
    is_redirect_loop,
)
from .keys import CONDITIONAL_KEY, LAW_KEY, PROBE_KEY, WISHES_KEY
from .middleware import Middleware

AGE = timedelta(days=1)  # for which a file is not fetched again
RETRY = timedelta(minutes=10)  # after which a file that did not come is asked for again
READ = 1024 * 1024  # bytes of a file that are read; it is recorded whole

SIGN_OF = {TDMREP: RESERVATION, AI_TXT: "ai-txt"}  # what a policy calls what a file may say


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What asking an origin for its files brought."""

    files: HostFiles = field(default_factory=HostFiles)
    unread: Mapping[str, str] = field(default_factory=dict)  #: path -> why it could not be had

    @classmethod
    def of(cls, said: Mapping[str, bytes | str], robots: Robots | None) -> "Known":
        """``said``: each file, empty where there is none; text: why it could not be had."""
        files = {path: one for path, one in said.items() if one and isinstance(one, bytes)}
        return cls(
            files=HostFiles.of(robots, files.get(TDMREP), files.get(AI_TXT)),
            unread={path: one for path, one in said.items() if isinstance(one, str)},
        )


class WishesMiddleware(Middleware):
    """Next to the downloader: it sees an answer before anything else does, and every redirect."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._paths: list[str] = crawler.settings.getlist("HOST_FILES")
        self._known: dict[str, tuple[datetime, asyncio.Future[Known]]] = {}

    @property
    def _policy(self) -> Policy:
        return self._extension.options.policy

    async def process_request(self, request: Request) -> None:
        """Called by Scrapy: tells the request what its host says of its URL. Raises UnreadableWish
        where that cannot be known, and may be that nothing is to be kept."""
        request.meta.pop(WISHES_KEY, None)  # those of the URL before a redirect
        if request.meta.get(LAW_KEY) or request.meta.get("dont_obey_robotstxt"):
            return
        # What is no article is not kept with its rights: only a policy asks for them.
        asked = "candidate" in request.meta or PROBE_KEY in request.meta
        if asked or self._policy.may("skip-capture"):
            known = await self._of(origin_of(request.url))
            self._refuse_unread(known)
            request.meta[WISHES_KEY] = known.files.signs(request.url)

    def _refuse_unread(self, known: Known) -> None:
        """Where a sign may forbid to keep a page, and the file that may hold it cannot be had, the
        page is not asked for: as RFC 9309 §2.3.1.4 has it for robots.txt."""
        for path, why in known.unread.items():
            sign = SIGN_OF.get(path)  # none of another file that HOST_FILES names: nothing reads it
            if sign is not None and self._policy.action(sign) == "skip-capture":
                raise UnreadableWish(f"{path.rpartition('/')[2]}: {why}")

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

    async def _of(self, origin: str) -> Known:
        entry = self._known.get(origin)
        now = self._extension.session.now()
        if entry and now < entry[0]:
            return await asyncio.shield(entry[1])
        future: asyncio.Future[Known] = asyncio.get_running_loop().create_future()
        self._known[origin] = (now + AGE, future)
        try:
            said = {path: await self._body(origin, path) for path in self._paths}
            known = Known.of(said, self._extension.robots_of(f"{origin}/"))
        except BaseException:
            # A cancelled crawl, a mistake: whoever waits for these files must not for ever.
            del self._known[origin]
            future.set_result(Known(unread=dict.fromkeys(self._paths, "it was not asked for")))
            raise
        if known.unread:
            self._known[origin] = (now + RETRY, future)
        future.set_result(known)
        if known.files.tdmrep and known.files.tdmrep.problem:
            self._extension.report.problem(f"{origin}{TDMREP}: {known.files.tdmrep.problem}")
        return known

    async def _body(self, origin: str, path: str) -> bytes | str:
        """A file, empty where there is none; where it cannot be had, text: why."""
        session = self._extension.session
        now = session.now()
        known = session.wishes.captured(origin + path, now - AGE, now)
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
        except (DisallowedByRobots, HttpError):
            return b""  # the host gives no access to it
        except Exception as error:  # whatever it is, the file could not be had
            too_many = is_redirect_loop(error)  # as of robots.txt (RFC 9309 §2.3.1.2)
            return b"" if too_many else cause(error, request.meta.get(META_KEY))
        if response.status >= 500:
            return f"HTTP {response.status}"
        broken_off = pages.cut(response)
        if response.status == 200 and broken_off and broken_off != pages.OVER_LIMIT:
            return broken_off
        return response.body if response.status == 200 else b""
