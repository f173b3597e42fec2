"""A collection opened for writing: one at a time, and the order of every write in one place.

The WARC is the log. Records are appended first; rows of the catalogue join one open transaction;
a commit (:mod:`.committing`) syncs the WARC file and only then the rows are committed. So no row
ever speaks of bytes that a power cut could take away, and what is in the archive but not in the
catalogue (a crash between the two) is read into it when the collection is opened again.
"""

import logging
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from archiver.article import Article
from archiver.collection import ingest, opening, redaction
from archiver.collection.committing import Committing
from archiver.collection.crawling import originals, requisites, story_pages, unread, unread_styles
from archiver.collection.crawling.frontier import Candidate, Frontier
from archiver.collection.crawling.hosts import Hosts
from archiver.collection.crawling.originals import Originals, ValidatorTable
from archiver.collection.crawling.probes import Probes
from archiver.collection.crawling.requisite_frontier import Bounds, RequisiteFrontier
from archiver.collection.crawling.schedules import Schedules
from archiver.collection.crawling.sources import SourceTable
from archiver.collection.crawling.unreachable import UnreachableTable
from archiver.collection.crawling.wishes import Wishes
from archiver.collection.database import catalogue, settings
from archiver.collection.database.checkpoints import Beside, Checkpoints
from archiver.collection.database.log import Log
from archiver.collection.folder import Folder, Lock, warc_in
from archiver.collection.opening import AT_THE_END, Sealing
from archiver.collection.options import Options
from archiver.collection.preserving.sealer import Sealer
from archiver.collection.record import (
    PUBLICATION_TYPE,
    PUBLICATION_URL,
    READING_TYPE,
    READING_URL,
    REPORT_TYPE,
    REQUISITES_TYPE,
    REQUISITES_URL,
    Again,
    Context,
    Reading,
    StyleSheet,
    encode,
    encode_again,
)
from archiver.collection.redaction import lifting
from archiver.collection.reporting import runs
from archiver.collection.reporting.watching import Watching
from archiver.collection.versioning import again, rereading, versions
from archiver.collection.versioning.visiting import Visiting
from archiver.page import Page
from archiver.publications import Publications
from archiver.report import Report
from archiver.requisites import Requisite
from archiver.rights.policy import EVERYTHING, Policy
from warcs import Capture, Recorder, SealedFile, WarcError, WriteFailed
from warcs.reader import Record, record_at

logger = logging.getLogger(__name__)


def utc_now() -> datetime:
    """The real clock; everything else takes it as an argument."""
    return datetime.now(UTC)


class Session:
    """Writing into the collection in ``folder``, which is made if it is missing.

    ``bounds`` is how much is wanted on account of one page, ``sealing`` when files are sealed, and
    whether it goes on in one that an earlier session left open; ``beside`` does what need not be
    waited for. Raises CollectionError if that is something else, of a newer version, or in use.
    """

    def __init__(
        self,
        folder: Path,
        *,
        prefix: str = "archiver",
        info: Mapping[str, str] | None = None,
        bounds: Bounds | None = None,
        sealing: Sealing = AT_THE_END,
        beside: Beside | None = None,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self.folder = Folder(folder)
        self.folder.make()
        self._lock = Lock(self.folder, now)
        self._now = now
        self._db = self._connect()
        self._checkpoints = Checkpoints(self._db, beside)
        self._make_tables(bounds)
        try:
            left = self._recover(sealing)
            self.recorder = self._begin(left, prefix, info, sealing)
            self._log = Log(self._db, ours=beside is not None)
        except Exception as error:
            self._end()
            if isinstance(error, sqlite3.Error | OSError | WarcError):
                raise opening.unfit(folder, error) from error
            raise
        self.recovered = left.new  #: files with what an earlier run left unfinished
        self._keep_open = sealing.keep_open
        self.probes = Probes(self._db, self.recorder)
        self._ended = False  # closed or abandoned
        self._sealer = Sealer(self._db, self.folder, self.recorder, sealing.aside)
        self.committing = Committing(
            self._db, self.folder, self.recorder, self._sealer, self._checkpoints, self._log
        )
        self.recorder.on_capture = self._add_capture
        self.on_capture: Callable[[Capture], None] | None = None  # after it was catalogued
        self._db.execute("BEGIN")
        if self._sealer.is_due:
            self.commit()

    def _connect(self) -> sqlite3.Connection:
        try:
            redaction.finish(self.folder)
            self.folder.clear()
            return opening.connect(self.folder)
        except Exception:
            self._lock.release()
            raise

    def _make_tables(self, bounds: Bounds | None) -> None:
        self.frontier = Frontier(self._db, self._now)
        self.hosts = Hosts(self._db, self._now)
        self.unreachable = UnreachableTable(self._db, self._now)
        self.requisites = RequisiteFrontier(self._db, bounds)
        self.validators = ValidatorTable(self._db)
        self.sources = SourceTable(self._db, self._now)
        self.stories = story_pages.Stories(self._db)
        self.visiting = Visiting(self._db, self._now)
        self.wishes = Wishes(self._db, self.folder.archive)
        self.watching = Watching(self._db, self.wishes)
        self.schedules = Schedules(self._db)
        self.runs = runs.RunTable(self._db)

    def store(self, context: Context, article: Article) -> bool:
        """Keep a reading, in the archive and in the catalogue; what the page asks for is wanted.

        True if it is a new version. The capture that it is compared with is read again first, where
        another reader read that, or another publication file said how: what only the present one
        sees is no change by the publisher.
        """
        unread = Reading(record_id="", context=context, article=article, article_json="")
        for earlier in versions.unlike(self._db, unread):
            self._read_alike(context, earlier)
        return self._keep(context, article, again.repeated(self._db, context, article))

    def read_again(self, earlier: Reading, context: Context, article: Article) -> None:
        """Keep another reading of the capture of ``earlier``: no change by the publisher."""
        same = again.repeated(self._db, context, article)
        self._keep(context, article, same or again.as_before(context, article, earlier))

    def _read_alike(self, context: Context, earlier: Reading) -> None:
        """Read the capture of ``earlier`` again, as ``context`` says; if it cannot be, that is
        told, and the readings are compared as they are."""
        try:
            publication = rereading.described(self._db, self.folder, context)
            said = rereading.read_again(self._db, self.folder, earlier, publication)
        except Exception as error:  # foreign bytes, which were read before: the crawl goes on
            logger.warning("%s cannot be read again: %s", earlier.article.url, error)
            return
        self.read_again(earlier, *said)

    def _keep(self, context: Context, article: Article, same: Again | None) -> bool:
        if article.capture is None or article.url is None:
            raise ValueError("only an article read from a capture can be stored")
        text = article.to_json()
        ref = self.recorder.add_metadata(
            READING_URL + article.url,
            encode_again(same) if same else encode(context, text),
            content_type=READING_TYPE,
            concerning=article.capture,
        )
        return ingest.keep_reading(
            self._db,
            Reading(record_id=ref.record_id, context=context, article=article, article_json=text),
            self.requisites,
            self.frontier,
            self._now(),
        )

    def keep_style_sheet(self, capture: Capture, sheet: StyleSheet) -> None:
        """Keep what a style sheet names, in the archive and in the catalogue; it is wanted.

        Of one that is what it was, nothing is written.
        """
        known = requisites.named_in(self._db, capture.ref.record_id)
        if capture.refers_to is None or not set(sheet.requisites) <= set(known):
            self.recorder.add_metadata(
                REQUISITES_URL + capture.url,
                sheet.encode(),
                content_type=REQUISITES_TYPE,
                concerning=capture.ref,
            )
        ingest.keep_style_sheet(
            self._db, capture.ref.record_id, capture.url, sheet, self.requisites, self._now()
        )

    def read_unread(
        self,
        known: Publications,
        requisites_of: Callable[[Page], tuple[Requisite, ...]] = lambda page: (),
        policy: Policy = EVERYTHING,
    ) -> int:
        """Read the pages, and styles, that an earlier run captured and did not live to; how many.

        ``requisites_of`` says what such a page needs, ``policy`` what of it is kept.
        """
        count = 0
        archive = self.folder.archive
        for found in list(unread.find(self._db, archive)):
            publication = unread.publication_of(found.candidate, known)
            said = unread.read_page(self._db, found, archive, publication, requisites_of, policy)
            if publication is None or said is None:
                continue
            if publication.slug in known:
                self.keep_publication(publication.slug, known.source(publication.slug))
            self.store(*said)
            self.frontier.end(found.candidate.key, "done", said[1].kind)
            count += 1
        unread_styles.read_all(
            self._db, archive, self.requisites, self._now(), self.keep_style_sheet
        )
        return count

    def keep_publication(self, slug: str, source: bytes) -> None:
        """Archive a publication file as a resource record, when it is new or was changed."""
        if not catalogue.has_publication(self._db, slug, source):
            url = PUBLICATION_URL + slug
            ref = self.recorder.add_resource(url, source, content_type=PUBLICATION_TYPE)
            catalogue.add_publication(self._db, ref, slug, source)

    def keep_settings(self, options: Options) -> None:
        """Archive the settings of this run, where they are not those of the run before."""
        settings.keep(self._db, self.recorder, options)

    def lift(self, wanted: Sequence[str], reason: str) -> list[str]:
        """Let URLs that were taken down be fetched again; see :func:`lifting.lift`."""
        return lifting.lift(self._db, self.recorder, wanted, reason, self._now())

    def payload(self, capture: Capture) -> Record:
        """The record that holds the payload of a capture: another one if it is a revisit.

        Raises warcs.CorruptRecord if it cannot be read.
        """
        ref = originals.payload_of(self._db, capture).ref
        return record_at(warc_in(self.folder.archive, ref.file), ref.offset)

    def now(self) -> datetime:
        """The time by the session's clock, UTC."""
        return self._now()

    def begin_run(
        self,
        publications: Sequence[str],
        *,
        refetch: bool = False,
        wants: Callable[[Candidate], bool] | None = None,
        started: datetime | None = None,
    ) -> int:
        """A row for this run over publications (slugs), in which what is due is handed out again.

        In a ``refetch``, so is all that was fetched, and what pages need. Only what is wanted is
        handed out. ``started`` is what the report says, by default now. Returns the row's id.
        """
        self.wishes.begin()
        if refetch:
            self.requisites.stale_before = self._now()
        self.hosts.begin()
        self.frontier.begin(publications, refetch=refetch, wants=wants)
        self.requisites.again(publications)
        return runs.begin(self._db, started or self._now(), publications)

    def end_run(self, run: int, report: Report) -> None:
        """Keep a run's report: in the catalogue, and in the archive if anything was recorded."""
        report.warc = self.recorder.last_name
        text = report.to_json()
        if report.warc:
            url = f"urn:news-archiver:run:{report.started:%Y%m%dT%H%M%SZ}"
            self.recorder.add_metadata(url, text.encode(), content_type=REPORT_TYPE)
        runs.end(self._db, run, report, text, self._now())
        runs.set_read(self._db, run)

    def commit(self) -> None:
        """Make durable what was written since the last time; see :mod:`.committing`, by which a
        crawl does the same and does not wait.

        A file that is large or old enough is sealed then; the next record begins another.
        """
        for _, work in self.committing.steps():
            work()

    def close(self) -> SealedFile | None:
        """Commit, and let others write. The open file is sealed and indexed, or left open.

        Where that fails, the session is abandoned.
        """
        sealed = None
        try:
            self.commit()
            if self._keep_open:
                self.recorder.leave()
            sealed = self.committing.seal()
        except BaseException:
            with suppress(WriteFailed, sqlite3.Error):  # the first error tells
                self.abandon()
            raise
        self._end()
        return sealed

    def abandon(self) -> SealedFile | None:
        """After a failed write: keep what is whole in the archive, and let others write.

        What the catalogue has not committed is read into it when the collection is opened again.
        Does nothing after the end. Raises WriteFailed if the file cannot even be sealed.
        """
        if self._ended:
            return None
        try:
            self._db.rollback()
            self._sealer.give_up()
            return self.recorder.seal()
        finally:
            self._end()

    def _end(self) -> None:
        self._ended = True
        self._checkpoints.close()
        self._db.close()
        self._lock.release()

    def seal(self) -> None:
        """Commit, and seal the open file, if anything is in it; the next record begins another."""
        self.commit()
        self.committing.seal()

    def take_in(self, path: Path, later: list[ingest.Later]) -> list[str]:
        """Catalogue a file that was put into the archive with a final name, after :meth:`seal`;
        see :func:`opening.take_in`."""
        self._db.execute("COMMIT")
        try:
            return opening.take_in(self._db, self.folder, path, later)
        finally:
            if self._db.in_transaction:  # it failed
                self._db.rollback()
            self._log.sync()
            self._db.execute("BEGIN")

    def take_in_later(self, later: list[ingest.Later]) -> list[str]:
        """The readings of what none of the files that were taken in holds; what is wrong."""
        return ingest.ingest_later(self._db, later, self.frontier, all=True)

    def _add_capture(self, capture: Capture) -> None:
        catalogue.add_capture(self._db, capture)
        if self.on_capture:
            self.on_capture(capture)

    def _recover(self, sealing: Sealing) -> opening.Left:
        self.frontier.reopen()
        self.requisites.reopen()
        self.schedules.reopen()
        self._db.execute("UPDATE runs SET outcome = 'killed' WHERE outcome IS NULL")
        return opening.put_in_order(self._db, self.folder, go_on=sealing.keep_open)

    def _begin(
        self, left: opening.Left, prefix: str, info: Mapping[str, str] | None, sealing: Sealing
    ) -> Recorder:
        recorder = Recorder(
            self.folder.archive,
            prefix=prefix,
            info=info,
            originals=Originals(self._db, self.folder.archive),
            max_size=sealing.max_size,
            max_age=sealing.max_age,
            now=self._now,
        )
        if left.going_on:
            recorder.resume(left.going_on)
        return recorder
