"""The recorder of a crawl, shared by the download handlers of http and https."""

import logging
from pathlib import Path
from typing import Any, Self, cast

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.utils.defer import deferred_from_coro
from twisted.python.failure import Failure

from warcs.errors import WriteFailed
from warcs.outcome import Outcome, outcomes
from warcs.recorder import Recorder
from warcs.values import Capture, SealedFile
from warcs.wire import Tap

logger = logging.getLogger(__name__)

META_KEY = "warc_capture"  #: of ``Request.meta``: the Capture of the request's last exchange
DISK_FULL = "disk_full"  #: finish reason of a crawl whose captures can no longer be written


class WarcExtension:
    """Owns the recorder: records what the handlers hand over, and seals the file at the end.

    A subclass named in the setting WARC_EXTENSION may override :meth:`make_recorder`,
    :meth:`announce`, and :meth:`seal` for what belongs to the end.

    The file is sealed when the engine has stopped: spiders, pipelines and feed exports are closed
    by then, and no request is in the downloader. When the reactor stops before that (Ctrl-C
    twice), it is sealed last of all, after all connections were cut and their exchanges recorded.

    Stats: ``warc/captures``, ``warc/bytes`` (compressed), ``warc/truncated/REASON``,
    ``warc/failed/KIND`` (see :mod:`warcs.outcome`), ``warc/lost`` (exchanges that could not be
    written).
    """

    recorder: Recorder

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("TWISTED_REACTOR_ENABLED"):
            raise NotConfigured("exact capture needs Twisted's reactor (TWISTED_REACTOR_ENABLED)")
        from twisted.internet import reactor  # importing it installs it: not before a crawl

        self.failed: WriteFailed | None = None  #: why nothing is recorded any more
        self.sealed = False
        self._crawler = crawler
        self._reactor = cast(Any, reactor)  # mypy cannot tell which of the reactors it is
        self._open: dict[Tap, int] = {}  # taps in flight, and their DOWNLOAD_MAXSIZE
        self.recorder = self.make_recorder(crawler)
        crawler.signals.connect(self._forget_capture, signals.request_scheduled)
        crawler.signals.connect(self._engine_stopped, signals.engine_stopped)
        self._trigger: Any = self._reactor.addSystemEventTrigger("after", "shutdown", self._finish)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way in."""
        return cls(crawler)

    def make_recorder(self, crawler: Crawler) -> Recorder:
        """Return the recorder that the settings ask for; see :class:`warcs.addon.WarcAddon`."""
        settings = crawler.settings
        return Recorder(
            Path(settings.get("WARC_FOLDER", "warcs-captures")),
            prefix=settings.get("WARC_PREFIX", "capture"),
            info={name: str(value) for name, value in settings.getdict("WARC_INFO").items()},
            algorithm=settings.get("WARC_DIGEST", "sha256"),
        )

    def begin(self, tap: Tap, *, maxsize: int) -> None:
        """Take notice of a request in flight."""
        self._open[tap] = maxsize

    def end(self, tap: Tap, result: Response | Failure | None) -> Capture | None:
        """Record what became of a request in flight: all its attempts.

        Returns the last one's capture; None if it could not be written (see ``failed``) or was
        recorded before.
        """
        maxsize = self._open.pop(tap, None)
        if maxsize is None:
            return None
        capture = None
        running = bool(self._reactor.running)
        for outcome in outcomes(tap, result, maxsize=maxsize, running=running):
            capture = self._record(outcome)
        return capture

    def seal(self) -> SealedFile | None:
        """Record what is still in flight, and close the file; None if it holds nothing.

        Called once, at the very end.
        """
        for tap in list(self._open):
            self.end(tap, None)
        return self.recorder.seal()

    def announce(self, error: WriteFailed) -> None:
        """Say why the crawl ends; for a subclass whose caller says it."""
        logger.error("The crawl ends here, its captures cannot be written: %s", error)

    def _record(self, outcome: Outcome) -> Capture | None:
        stats = self._crawler.stats
        if self.failed is not None or self.sealed:
            stats.inc_value("warc/lost")
            return None
        exchange = outcome.exchange
        try:
            capture = self.recorder.record(exchange)
            if outcome.surplus:
                # Not under the page's own URL: replay tools would take it for the page.
                self.recorder.add_metadata(
                    f"urn:surplus:{exchange.url}",
                    outcome.surplus,
                    content_type="application/octet-stream",
                    concerning=capture.ref,
                )
        except WriteFailed as error:
            self._give_up(error)
            return None
        stats.inc_value("warc/captures")
        stats.inc_value("warc/bytes", capture.length)
        if capture.truncated:
            stats.inc_value(f"warc/truncated/{capture.truncated}")
        if exchange.failure:
            stats.inc_value(f"warc/failed/{exchange.failure.partition(':')[0]}")
        return capture

    def _give_up(self, error: WriteFailed) -> None:
        """End the crawl: nothing more is fetched that cannot be kept."""
        self.failed = error
        self._crawler.stats.inc_value("warc/lost")
        self.announce(error)
        engine = self._crawler.engine
        if engine.spider is not None:
            deferred_from_coro(engine.close_spider_async(reason=DISK_FULL)).addErrback(
                lambda failure: logger.error("The crawl did not end: %s", failure.value)
            )

    def _forget_capture(self, request: Request) -> None:
        # A redirect, a retry, or a request made with another's meta, carries a capture that is
        # not its own. It would pass for its own if the answer came from the HTTP cache.
        request.meta.pop(META_KEY, None)

    def _engine_stopped(self) -> None:
        if self._trigger is not None:
            self._reactor.removeSystemEventTrigger(self._trigger)
        self._finish()

    def _finish(self) -> None:
        self._trigger = None
        if self.sealed:
            return
        try:
            file = self.seal()
        except WriteFailed as error:
            logger.error("The last file of captures could not be sealed: %s", error)
        else:
            if file is not None:
                logger.info("Captures are in %s (%d bytes)", file.name, file.size)
        self.sealed = True
