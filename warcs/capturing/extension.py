"""The recorder of a crawl, shared by the download handlers of http and https."""

# Twisted types its public names, and not yet its semaphores.
# mypy: disallow-untyped-calls=False

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self, TypedDict, cast

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.utils.defer import deferred_from_coro
from scrapy.utils.misc import load_object
from twisted.internet.defer import Deferred, DeferredSemaphore
from twisted.internet.threads import deferToThread
from twisted.python.failure import Failure

from warcs.capturing.decision import Decide, decided, load
from warcs.capturing.outcome import Outcome, outcomes
from warcs.capturing.wire import Tap
from warcs.errors import WriteFailed
from warcs.packaging.stored import Stored
from warcs.recorder import MAX_AGE, MAX_SIZE, Recorder, utc_now
from warcs.recording import warcinfo
from warcs.recording.deduplication import Seen
from warcs.values import Capture, SealedFile

logger = logging.getLogger(__name__)

META_KEY = "warc_capture"  #: of ``Request.meta``: the Capture of the request's last exchange
CAPTURE_LIMIT = 1024 * 1024 * 1024  # bytes: default of WARC_CAPTURE_LIMIT
# Heads and the framing of chunks come on top of the bodies that DOWNLOAD_MAXSIZE bounds.
HEADS = 1024 * 1024  # bytes
FRAMING = 2  # times the body; only chunks of a few bytes each need more
ABOUT_KEY = "warc_about"
"""Of ``Request.meta``: (name, value) pairs, in the terms of WARC 1.1 §6.5 where it has them
(``via``), that are told of the exchange in a metadata record of its own."""
UNMODIFIED_KEY = "warc_unmodified"
"""Of ``Request.meta``: the :class:`warcs.Original` that the request's validators came from, so that
a 304 becomes a revisit of it. One of another URL is passed over, as after a redirect."""
DISK_FULL = "disk_full"  #: finish reason of a crawl whose captures can no longer be written


class Rotation(TypedDict):
    """When a file is sealed and the next one begun."""

    max_size: int  #: bytes
    max_age: timedelta


def rotation(settings: BaseSettings) -> Rotation:
    """What WARC_MAX_SIZE (bytes) and WARC_MAX_AGE (seconds) say; 0 is never."""
    return Rotation(
        max_size=settings.getint("WARC_MAX_SIZE", MAX_SIZE),
        max_age=timedelta(seconds=settings.getfloat("WARC_MAX_AGE", MAX_AGE.total_seconds())),
    )


def clock(settings: BaseSettings) -> Callable[[], datetime]:
    """What CLOCK names: a callable, or its import path, that gives the time (aware, UTC).

    By it records are dated, files sealed and pages visited again; by default the real one. For
    tests that let years go by.
    """
    value = settings.get("CLOCK")
    found: Callable[[], datetime] = utc_now if value is None else load_object(value)
    return found


class WarcExtension:
    """Owns the recorder: records what the handlers hand over, and seals the file at the end.

    A subclass named in the setting WARC_EXTENSION may override :meth:`make_recorder`,
    :meth:`announce`, :meth:`rotate`, :meth:`turn`, and :meth:`seal` for what belongs to the end.

    The file is sealed when the engine has stopped: spiders, pipelines and feed exports are closed
    by then, and no request is in the downloader. When the reactor stops before that (Ctrl-C
    twice), it is sealed last of all, after all connections were cut and their exchanges recorded.

    Stats: ``warc/captures``, ``warc/bytes`` (compressed), ``warc/truncated/REASON``,
    ``warc/skipped`` (answers that were not kept: WARC_DECIDE),
    ``warc/failed/KIND`` (see :mod:`warcs.capturing.outcome`), ``warc/lost`` (exchanges that could
    not be written).
    """

    recorder: Recorder

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("TWISTED_REACTOR_ENABLED"):
            raise NotConfigured("exact capture needs Twisted's reactor (TWISTED_REACTOR_ENABLED)")
        from twisted.internet import reactor  # importing it installs it: not before a crawl

        self.now = clock(crawler.settings)
        self.failed: WriteFailed | None = None  #: why nothing is recorded any more
        self.sealed = False
        self._crawler = crawler
        self._reactor = cast(Any, reactor)  # mypy cannot tell which of the reactors it is
        self._open: dict[Tap, int] = {}  # taps in flight, and their DOWNLOAD_MAXSIZE
        self._waiting: dict[Tap, list[Outcome]] = {}  # for their turn, or to be compressed
        # One at a time: the threads are few, and others ask them for names of hosts.
        self._turns = DeferredSemaphore(1)
        self.decide: Decide | None = load(crawler)  #: whether an exchange is to be kept
        self._capture_limit = crawler.settings.getint("WARC_CAPTURE_LIMIT", CAPTURE_LIMIT)
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
        info = {name: str(value) for name, value in settings.getdict("WARC_INFO").items()}
        seen = Seen() if settings.getbool("WARC_REVISITS") else None
        recorder = Recorder(
            Path(settings.get("WARC_FOLDER", "warcs-captures")),
            prefix=settings.get("WARC_PREFIX", "capture"),
            info={**info, "settings": warcinfo.settings_line(settings.get)},
            algorithm=settings.get("WARC_DIGEST", "sha256"),
            originals=seen,
            now=self.now,
            **rotation(settings),
        )
        if seen is not None:
            recorder.on_capture = seen.add
        return recorder

    def new_tap(self, url: str, *, maxsize: int) -> Tap:
        """Take notice of a request that is put on the wire; what it meets is recorded by end().

        ``maxsize`` is its DOWNLOAD_MAXSIZE in bytes, 0 for none.
        """
        limits = [self._capture_limit, maxsize * FRAMING + HEADS if maxsize else 0]
        tap = Tap(
            url,
            now=self.now,
            limit=min(filter(None, limits), default=0),
            new_intake=self.recorder.new_intake,
        )
        self._open[tap] = maxsize
        return tap

    def end(
        self, tap: Tap, result: Response | Failure | None
    ) -> Capture | Deferred[Capture | None] | None:
        """Record what became of a request in flight: all its attempts.

        Returns the last one's capture; None if it could not be written (see ``failed``) or was
        recorded before. A Deferred of that where it has to wait for its turn, and for a large
        response: it is compressed in another thread, so that the crawl goes on, and then recorded.
        """
        maxsize = self._open.pop(tap, None)
        if maxsize is None:
            return None
        found = outcomes(tap, result, maxsize=maxsize, running=bool(self._reactor.running))
        if self._unkept(tap):
            return None
        found = [decided(outcome, tap.ask) for outcome in found]
        if not self._reactor.running:
            return self._record_all(found)
        if any(isinstance(outcome.exchange.response, Stored) for outcome in found):
            prepared: Deferred[Any] = self._turns.run(deferToThread, self._prepare, found)
            prepared.addCallback(self._in_turn)
        else:
            turn = self.turn()
            if turn is None:
                return self._record_all(found)
            prepared = turn.addCallback(lambda _: found)
        self._waiting[tap] = found
        return prepared.addBoth(self._prepared, tap)

    def turn(self) -> Deferred[Any] | None:
        """Fires when what has come may be recorded; None if that is now."""
        return None

    def _in_turn(self, found: list[Outcome]) -> list[Outcome] | Deferred[list[Outcome]]:
        turn = self.turn()
        return found if turn is None else turn.addCallback(lambda _: found)

    def _unkept(self, tap: Tap) -> bool:
        """True if an attempt could not be kept, which ends the crawl."""
        error = next((attempt.unkept for attempt in tap.attempts if attempt.unkept), None)
        if error is not None:
            self._give_up(self.recorder.spool_failed(error))
        return error is not None

    def _prepare(self, found: list[Outcome]) -> list[Outcome]:
        """Runs in another thread."""
        return [replace(one, exchange=self.recorder.prepare(one.exchange)) for one in found]

    def _prepared(self, result: list[Outcome] | Failure, tap: Tap) -> Capture | None:
        found = self._waiting.pop(tap, None)
        if found is None:  # recorded by the end of the crawl
            return None
        if not isinstance(result, Failure):
            return self._record_all(result)
        if isinstance(result.value, WriteFailed):
            self._give_up(result.value)
            return None
        return self._record_all(found)  # cancelled: as it is

    def seal(self) -> SealedFile | None:
        """Record what is still in flight, and close the file; None if it holds nothing.

        Called once, at the very end.
        """
        self.end_all()
        return self.recorder.seal()

    def end_all(self) -> None:
        """Record what is still in flight."""
        for tap in list(self._open):
            self.end(tap, None)
        for tap in list(self._waiting):
            self._record_all(self._waiting.pop(tap))

    def rotate(self) -> None:
        """Seal the file if it is large or old enough; called between two exchanges."""
        if self.recorder.due:
            self.recorder.finish()

    def announce(self, error: WriteFailed) -> None:
        """Say why the crawl ends; for a subclass whose caller says it."""
        logger.error("The crawl ends here, its captures cannot be written: %s", error)

    def _record_all(self, found: list[Outcome]) -> Capture | None:
        capture = None
        for outcome in found:
            capture = self._record(outcome)
        if self.failed is None and not self.sealed:
            try:
                self.rotate()
            except WriteFailed as error:
                self._give_up(error)
        return capture

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
        if exchange.skip:
            stats.inc_value("warc/skipped")
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
