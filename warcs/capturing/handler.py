"""The download handler that records what it downloads, byte for byte.

Used for http and https alike (WarcAddon sets it); each has its own instance and connection pool,
both write through the recorder of one WarcExtension.
"""

# Twisted types its public names, and not yet its web client's agents.
# mypy: disallow-untyped-calls=False

import logging
from typing import Any, cast
from urllib.parse import urldefrag

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _ScrapyAgent,
    _TunnelingAgent,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured, ResponseDataLossError
from scrapy.http import Response
from scrapy.utils._download_handlers import get_dataloss_msg, wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure
from twisted.web._newclient import Response as TxResponse
from twisted.web.client import Agent

from warcs.capturing.connect import ConnectTo, ConnectToEndpoints
from warcs.capturing.decision import question
from warcs.capturing.extension import ABOUT_KEY, META_KEY, UNMODIFIED_KEY, WarcExtension
from warcs.capturing.limit import OVER_READ_LIMIT, LimitedResponse, Reading
from warcs.capturing.wire import Tap, TappedPool, WireFactory
from warcs.records import target
from warcs.values import Capture, Original

logger = logging.getLogger(__name__)

_Result = Response | Failure

READ_LIMIT = 32 * 1024 * 1024  # bytes: default of WARC_READ_LIMIT


class Unrecorded(IgnoreRequest):
    """The response was not kept, or nothing can be kept any more, so it is not handed on.

    An IgnoreRequest, so that Scrapy neither retries it nor logs it once for each request; what is
    wrong has been logged by then.
    """


class WarcDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP/1.1 handler with a tee on the wire.

    Sets ``request.meta["warc_capture"]`` to the Capture of the request's last exchange, also when
    the download fails; a capture from before is removed first.
    """

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        extension = crawler.get_extension(WarcExtension)
        if extension is None:
            raise NotConfigured("there is no WarcExtension; put warcs.addon.WarcAddon into ADDONS")
        self._pool._factory = WireFactory
        self._extension = extension
        self._connect_to = ConnectTo.parse(crawler.settings.getdict("CONNECT_TO"))
        self._read_limit = crawler.settings.getint("WARC_READ_LIMIT", READ_LIMIT)

    async def download_request(self, request: Request) -> Response:
        """Download and record. Raises what Scrapy's handler raises, and Unrecorded."""
        request.meta.pop(META_KEY, None)
        if self._extension.failed is not None or self._extension.sealed:
            raise Unrecorded("nothing can be recorded any more")
        maxsize = self._size(request, "maxsize", self._default_maxsize)
        tap = self._extension.new_tap(urldefrag(request.url)[0], maxsize=maxsize)
        tap.unmodified = _unmodified(request)
        tap.about = _about(request)
        tap.ask = question(self._extension.decide, request)
        try:
            with wrap_twisted_exceptions():
                return await self._download(request, tap)
        except ResponseDataLossError:
            if not self._fail_on_dataloss_warned:
                logger.warning(get_dataloss_msg(request.url))
                self._fail_on_dataloss_warned = True
            raise

    async def _download(self, request: Request, tap: Tap) -> Response:
        agent = WarcAgent(
            tap=tap,
            read_limit=int(request.meta.get("warc_read_limit", self._read_limit)),
            connect_to=self._connect_to,
            contextFactory=self._contextFactory,
            bindAddress=self._bind_address,
            pool=self._pool,
            maxsize=self._size(request, "maxsize", self._default_maxsize),
            warnsize=self._size(request, "warnsize", self._default_warnsize),
            fail_on_dataloss=self._fail_on_dataloss,
            crawler=self._crawler,
            tls_verbose_logging=self._tls_verbose_logging,
        )
        try:
            waiting = agent.download_request(request)
        except Exception:  # a URL or header that cannot be sent
            self._keep(Failure(), request, tap)
            raise
        # Recorded in the very call that ends the download, not when a coroutine is resumed: at a
        # forced end of the crawl no coroutine is resumed any more.
        waiting.addBoth(self._keep, request, tap)
        return await maybe_deferred_to_future(waiting)

    def _keep(self, result: _Result, request: Request, tap: Tap) -> _Result | Deferred[_Result]:
        capture = self._extension.end(tap, result)
        if isinstance(capture, Deferred):
            return capture.addCallback(self._kept, result, request)
        return self._kept(capture, result, request)

    def _kept(self, capture: Capture | None, result: _Result, request: Request) -> _Result:
        if capture is None:
            return Failure(Unrecorded(f"{request} could not be recorded"))
        request.meta[META_KEY] = capture
        if isinstance(result, Response) and OVER_READ_LIMIT in result.flags:
            self._crawler.stats.inc_value("warc/over_read_limit")
            logger.warning(
                "%s: only %d bytes of the body are handed on (WARC_READ_LIMIT)",
                request.url, len(result.body),
            )  # fmt: skip
        return result

    def _size(self, request: Request, name: str, default: int) -> int:
        """DOWNLOAD_MAXSIZE or DOWNLOAD_WARNSIZE of ``request``, in bytes."""
        of_spider: Any = getattr(self._crawler.spider, f"download_{name}", default)
        return int(request.meta.get(f"download_{name}", of_spider) or 0)


def _about(request: Request) -> tuple[tuple[str, str], ...]:
    """What is to be told of a request; a redirect's target was found by way of the redirect."""
    told = tuple(request.meta.get(ABOUT_KEY) or ())
    redirects = request.meta.get("redirect_urls")
    if not told or not redirects:
        return told
    hops = [(name, value + "R" * len(redirects)) for name, value in told if name == "hopsFromSeed"]
    return (("via", redirects[-1]), *hops)


def _unmodified(request: Request) -> Original | None:
    """What the validators of a request came from, if that is told and is of its URL."""
    original = request.meta.get(UNMODIFIED_KEY)
    url = target(urldefrag(request.url)[0])
    return original if isinstance(original, Original) and original.url == url else None


class WarcAgent(_ScrapyAgent):
    """Scrapy's agent for one request, over a tapped pool, with CONNECT_TO and a read limit."""

    def __init__(
        self,
        *,
        tap: Tap,
        read_limit: int,
        connect_to: ConnectTo,
        **of_scrapy: Any,  # noqa: ANN401 - Scrapy's own
    ) -> None:
        super().__init__(**of_scrapy)
        self._tap = tap
        self._reading = Reading(limit=read_limit, full=lambda: tap.full)
        self._connect_to = connect_to

    def _get_agent(self, request: Request, timeout: float) -> Agent:
        agent: Any = super()._get_agent(request, timeout)
        agent._pool = TappedPool(agent._pool, self._tap)
        if not self._connect_to.routes:
            return cast(Agent, agent)
        agent._endpointFactory = ConnectToEndpoints(agent._endpointFactory, self._connect_to)
        if isinstance(agent, _TunnelingAgent):
            host, port, credentials = agent._proxyConf
            agent._proxyConf = (*self._connect_to(host, port), credentials)
        return cast(Agent, agent)

    def _cb_bodyready(self, txresponse: TxResponse, request: Request) -> Any:  # noqa: ANN401 - as above
        return super()._cb_bodyready(
            cast(TxResponse, LimitedResponse(txresponse, self._reading)), request
        )

    def _cb_bodydone(self, result: Any, url: str) -> Response:  # noqa: ANN401 - as above
        if self._reading.cut:
            result["flags"] = [*(result.get("flags") or ()), OVER_READ_LIMIT]
        return super()._cb_bodydone(result, url)
