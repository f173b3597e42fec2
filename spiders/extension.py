"""Binds a crawl to its collection: one session, one report, and commits at short intervals."""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from archiver import publications
from archiver.budget import Budgets
from archiver.collection import Session, options
from archiver.collection.crawling.frontier import Candidate, State
from archiver.collection.crawling.hosts import LONGEST
from archiver.collection.crawling.schedules import INTERRUPTED
from archiver.collection.crawling.skipped import REASON
from archiver.collection.crawling.wishes import Change
from archiver.collection.importing.importing import go_on
from archiver.collection.opening import Sealing
from archiver.collection.options import Options
from archiver.page import Page
from archiver.publications import Publication, Publications
from archiver.report import Report
from archiver.requisites import Requisite
from archiver.rights.policy import UNDECIDED
from archiver.sources.robots import Robots
from archiver.urls import host_of
from archiver.written import duration_text
from warcs import Capture, Recorder, SealedFile, WriteFailed
from warcs.capturing.extension import WarcExtension, rotation
from warcs.capturing.wire import Tap
from warcs.recording import warcinfo

from .alarming import Alarming
from .commits import ERRORS, Commits
from .hazards import Hazards
from .items import ArticleItem
from .moves import Moves
from .naming import Read
from .novelty import Novelty
from .options import bounds_of
from .policy import judge
from .provenance import Provenance
from .slots import Slots, pace_of
from .turns import Turns
from .unreachable import UnreachableOrigins
from .userinfo import refuse_secrets
from .yields import Yields, at_end

logger = logging.getLogger(__name__)

#: Our own settings that the warcinfo record tells, beside those of warcs.recording.warcinfo.
SETTINGS = (
    "COMMIT_INTERVAL",
    "MAX_LISTING_PAGES",
    "MAX_NEW_PER_FORM",
    "MAX_SITEMAPS",
    "REQUISITES_AGE",
    "REQUISITES_DEPTH",
    "REQUISITES_NUMBER",
    "REQUISITES_SIZE",
    "WARC_KEEP_OPEN",
)
LOST = "mistake in a middleware: the page was lost on its way"  #: reason of a row


class CollectionExtension(WarcExtension):
    """The collection in the setting COLLECTION, open for writing from start to end of a crawl."""

    session: Session
    report: Report
    publications: Publications
    options: Options

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.turns = Turns()
        self.turns.begin()
        self.commits = Commits(
            self.session.committing,
            self.turns,
            failed=self.give_up,
            soon=self._reactor.callFromThread,
        )
        self.decide = judge(self.options.policy, self.session.now, self.decide)
        self.provenance = Provenance()
        self._interval = crawler.settings.getfloat("COMMIT_INTERVAL")
        #: when each host may be asked next
        self.slots = Slots(pace_of(crawler.settings), time.monotonic)
        #: told the host of each request that goes out, when it does
        self.on_sent: Callable[[str], None] = self.slots.began
        self.moves = Moves()
        #: URL of each source, and of the first page of it: later pages are counted there
        self.sources: dict[str, str] = {}
        self._slugs: tuple[str, ...] = ()
        #: what each publication may still take of this run; set when it begins
        self.budgets: Budgets | None = None
        #: the publications of the run, by slug, as far as they are known by now
        self.crawled: Callable[[], Mapping[str, Publication]] = dict
        self._run: int | None = None
        self.unread = 0  #: pages that an earlier run had captured and not read
        #: of a refetch: what was fetched last before this is fetched again
        self.stale_before: datetime | None = None
        self._reason = INTERRUPTED
        self._interval_commits = create_looping_call(self.commit)
        crawler.signals.connect(self._spider_opened, signals.spider_opened)
        crawler.signals.connect(self._spider_closed, signals.spider_closed)
        crawler.signals.connect(self._end_lost, signals.spider_idle)
        crawler.signals.connect(self._item_failed, signals.item_error)
        crawler.signals.connect(self._item_dropped, signals.item_dropped)

    def make_recorder(self, crawler: Crawler) -> Recorder:
        """Opens the collection. Raises CollectionError where that cannot be."""
        settings = crawler.settings
        refuse_secrets(settings)
        folder = Path(settings["COLLECTION"])
        self.options = options.load(folder)
        self.publications = publications.load_sound(folder / "publications")
        told = (*warcinfo.SETTINGS, *SETTINGS)
        self._aside = ThreadPoolExecutor(2, thread_name_prefix="beside")
        self.session = Session(
            folder,
            info={
                "operator": settings["CONTACT"],
                "http-header-user-agent": settings["USER_AGENT"],
                "robots": "RFC 9309" if settings.getbool("ROBOTSTXT_OBEY") else "ignored",
                "settings": warcinfo.settings_line(settings.get, told),
                **self.options.policy.told(),
            },
            bounds=bounds_of(settings),
            sealing=Sealing(
                keep_open=settings.getbool("WARC_KEEP_OPEN"),
                aside=self._aside.submit,
                **rotation(settings),
            ),
            beside=self._aside.submit,
            now=self.now,
        )
        self.session.on_capture = self._count
        self.yields = Yields(self.session, self._tally)
        self.unreachable = UnreachableOrigins(self.session, time.monotonic)
        self.report = Report(started=self.session.now())
        self.novelty = Novelty(self.session, self.report, self.options.visits)
        return self.session.recorder

    def new_tap(self, url: str, *, maxsize: int) -> Tap:
        """A request is on its way; its host's pause is counted from when it goes out."""
        tap = super().new_tap(url, maxsize=maxsize)
        host = host_of(url)
        tap.on_begin = lambda: self.on_sent(host)
        return tap

    def _tally(self, sources: set[str], read: Read) -> None:
        known = {self.sources.get(source, source) for source in sources}
        self.report.add_named(known, read.seen, new=read.new)

    def begin_run(
        self,
        slugs: Sequence[str],
        requisites_of: Callable[[Page], tuple[Requisite, ...]],
        *,
        refetch: bool = False,
        whole: bool = True,
        wants: Callable[[Candidate], bool] | None = None,
    ) -> None:
        """A run over these publications; their files go into the archive.

        Articles are handed out as far as they are wanted. Unless it is for the ``whole`` of them,
        the schedule does not take it for a look at them.
        """
        self._slugs = tuple(slugs)
        self.stale_before = self.session.now() if refetch else None
        self.report.publications = self._slugs
        self.session.recorder.describe(isPartOf=", ".join(self._slugs))
        self._run = self.session.begin_run(
            self._slugs, refetch=refetch, wants=wants, started=self.report.started
        )
        self.report.partial = not whole
        self.yields.begin(self._slugs)
        self.unreachable.begin()
        if whole:
            self.session.schedules.began(self._slugs, self.session.now())
        self.session.keep_settings(self.options)
        policy = self.options.policy
        self.unread = self.session.read_unread(self.publications, requisites_of, policy)
        for file in go_on(self.session):
            self.report.problem(f"an import was broken off: {file.name} was read now")
        if self.unread:
            pages = f"{self.unread} pages that it had captured were read now"
            self.report.problem(f"an earlier run was broken off: {pages}")
        for broken in self.publications.broken:
            logger.warning("%s", broken)
            self.report.problem(str(broken))
        for slug in self._slugs:
            if slug in self.publications:
                self.session.keep_publication(slug, self.publications.source(slug))

    @cached_property
    def hazards(self) -> Hazards:
        """What tells traps, detours and pages that are none."""
        return Hazards(self._crawler, self)

    def left(self) -> int:
        """Article URLs still to be fetched."""
        return self.session.frontier.left(self._slugs)

    def requisites_left(self) -> int:
        """What pages need and is still to be fetched."""
        return self.session.requisites.left(self._slugs)

    def robots_of(self, url: str) -> Robots | None:
        """What the robots.txt of the URL's host says, if it was fetched."""
        from .robots import RobotsMiddleware  # which imports this module

        middleware = self._crawler.get_downloader_middleware(RobotsMiddleware)
        return middleware.robots_of(url) if middleware else None

    def leave_host(self, host: str, seconds: float, why: str) -> None:
        """Ask a host for nothing more in this run, nor in later ones for so many seconds."""
        if self.session.hosts.rest(host) is None:
            self.session.hosts.leave(host, seconds, why)
            pause = duration_text(timedelta(seconds=min(seconds, LONGEST)))
            self.report.problem(
                f"{host}: {why}; it is left alone for {pause}, and what it has stays pending"
            )

    def commit(self) -> None:
        """Have what was written made durable, soon. A full disk ends the crawl, with one line."""
        self.commits.begin()

    def turn(self) -> Deferred[Any] | None:
        """What has come may be recorded, now (None) or when it fires."""
        return self.turns.deferred()

    def rotate(self) -> None:
        """Done by commit(): the catalogue learns of the file then."""

    def skip(self, candidate: Candidate, rule: str) -> None:
        """An article's page came, and the policy did not let it be kept."""
        self.report.skip(rule)
        undecided = rule.startswith(UNDECIDED)  # it broke off: perhaps not the next time
        state: State = "failed" if undecided else "done"
        self.session.frontier.end(candidate.key, state, REASON + rule)
        self.novelty.skipped(candidate)
        self.commits.written()

    def give_up(self, error: Exception) -> None:
        """End the crawl: what it brings can no longer be kept."""
        if self.failed is None:
            self._give_up(self._as_failed(error))

    def _give_up(self, error: WriteFailed) -> None:
        self.commits.stop()
        super()._give_up(error)

    def announce(self, error: WriteFailed) -> None:
        """Nothing is wrong with the crawl itself: who started it says why it ended."""
        logger.info("The crawl ends here: %s", error)

    def seal(self) -> SealedFile | None:
        """The end: the report, the last commit, the seal. Raises WriteFailed."""
        self._commits_end()
        self.turns.end()
        try:
            self.commits.end()
        except ERRORS as error:
            self.failed = self.failed or self._as_failed(error)
        self.end_all()
        with self._aside:
            if self.failed is None:
                try:
                    return self._close()
                except ERRORS as error:
                    self.failed = self._as_failed(error)
            return self.session.abandon()

    def _tell_budgets(self) -> None:
        budgets = self.budgets
        for slug in self._slugs if budgets is not None else ():
            spent = budgets.spent(slug) if budgets is not None else None
            left = self.session.frontier.count("pending", [slug]) if spent else 0
            if left:
                self.report.problem(
                    f"{slug}: its budget was used up ({spent}); {left} article URLs are left"
                )

    def _close(self) -> SealedFile | None:
        self._tell_budgets()
        unheard = self._reason == "finished" and self._slugs and not self.report.answers
        self.report.outcome = "no source could be read" if unheard else self._reason
        self.report.ended = self.session.now()
        self.report.left = self.left()
        self.report.moved = self.moves.found()
        self.report.revisits = self.recorder.revisits
        self.report.saved = self.recorder.saved
        self.report.received += self.recorder.saved
        self.report.requisites.left = self.requisites_left()
        self.report.requisites.known = self.session.requisites.known
        self.report.requisites.left_out += self.session.requisites.left_out
        if self._run is not None:
            self.unreachable.settle(self.report, self.yields, self._slugs)
            wishes = self.session.wishes
            changes = list(wishes.changed(wishes.asked()))
            self.report.wishes = list(map(str, changes))
            at_end(self.yields, self.report, self.publications)
            self.session.end_run(self._run, self.report)
            self.session.schedules.ended(self.report.outcome, self.session.now())
            if self.report.outcome != INTERRUPTED:
                self._alarm(changes)
        return self.session.close()

    def _alarm(self, changes: Sequence[Change]) -> None:
        settings = self._crawler.settings
        alarming = Alarming(
            self.session, self.options.alarms, settings["USER_AGENT"], settings["BOT_NAME"]
        )
        if alarming.decide(self.report, self.crawled(), changes):
            self.session.commit()
            alarming.tell()

    def _as_failed(self, error: Exception) -> WriteFailed:
        if isinstance(error, WriteFailed):
            return error
        return WriteFailed(f"{self.session.folder.catalogue.name}: cannot be written ({error})")

    def _count(self, capture: Capture) -> None:
        self.report.requests += 1
        self.report.received += capture.payload_length

    def _item_failed(self, item: object, failure: Failure) -> None:
        """A pipeline raised: Scrapy logs it, and the row must not stay in flight."""
        if isinstance(item, ArticleItem) and self.failed is None:
            why = f"mistake in a pipeline: {type(failure.value).__name__}"
            self.report.fail(why)
            self._end_item(item, "failed", why)

    def _item_dropped(self, item: object, exception: BaseException) -> None:
        """A project's own pipeline does not want it: nothing to fetch again."""
        if isinstance(item, ArticleItem) and self.failed is None:
            why = f"dropped: {' '.join(str(exception).split())[:200]}"
            self.report.fail(why)
            self._end_item(item, "done", why)

    def _end_item(self, item: ArticleItem, state: State, why: str) -> None:
        """Unless ours has stored it, before the pipeline that stopped it: it is safe then."""
        if item.key in self.session.frontier.in_flight:
            self.session.frontier.end(item.key, state, why)

    def _end_lost(self) -> None:
        """Nothing is on its way any more: what has not ended was lost to a middleware."""
        if self.failed is not None:
            return
        frontier, requisites = self.session.frontier, self.session.requisites
        for key in list(frontier.in_flight):
            self.report.fail(LOST)
            frontier.end(key, "failed", LOST)
        for key in list(requisites.in_flight):
            self.report.requisites.fail(LOST)
            requisites.end(key, "failed", self.session.now(), LOST)

    def _spider_opened(self) -> None:
        self._interval_commits.start(self._interval, now=False)

    def _spider_closed(self, reason: str) -> None:
        self._reason = INTERRUPTED if reason == "shutdown" else reason
        self._commits_end()

    def _commits_end(self) -> None:
        if self._interval_commits.running:
            self._interval_commits.stop()


def extension_of(crawler: Crawler) -> CollectionExtension:
    """The extension of this crawl. Raises NotConfigured where a project left it out."""
    extension = crawler.get_extension(CollectionExtension)
    if extension is None:
        raise NotConfigured("the collection's extension is missing: WARC_EXTENSION was changed")
    return extension
