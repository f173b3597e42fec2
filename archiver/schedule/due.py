"""Which publications are to be looked at, and when: from the settings and from what was."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from archiver import publications
from archiver.collection import options
from archiver.collection.crawling.schedules import INTERRUPTED, KILLED, Looked, Schedules
from archiver.collection.database import catalogue
from archiver.collection.folder import OPTIONS, Folder
from archiver.collection.options import Options
from archiver.collection.reporting.arrivals import arrivals
from archiver.errors import CollectionError, PublicationError
from archiver.every import AUTO, NEVER, Every
from archiver.publications import Broken, Publication, Publications
from archiver.schedule.rhythm import LEARNING, WEEKS, Rhythm
from archiver.written import duration_text

NAMES = f"{OPTIONS}: schedule.publications"  # where names stand that are looked up
AT_FIRST = timedelta(hours=1)  # of a publication whose rhythm is not known yet
AHEAD = timedelta(minutes=2)  # what is due so soon joins a run, and a cron job's seconds do no harm
SHARE_AHEAD = 0.05  # of the time since the last run: no more than that
RETRY = timedelta(minutes=5)  # after a failure; twice as long after each further one


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A publication of the schedule."""

    publication: str  #: slug
    every: Every
    next: datetime | None  #: UTC; None: never
    why: str  #: one line
    last: Looked | None  #: None: never yet
    is_broken: bool = False  #: its file cannot be read, and ``why`` says what is wrong with it

    def is_due(self, now: datetime, *, soon: bool = False) -> bool:
        """True if it is to be looked at now; with ``soon``, also if it may be.

        Not a moment of cron: it would be due again when it comes.
        """
        if self.next is None:
            return False
        early = timedelta()
        if soon and self.last is not None and self.every.cron is None:
            early = min(AHEAD, SHARE_AHEAD * max(self.next - self.last.started, timedelta()))
        return self.next - early <= now


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """All publications of the schedule, the next ones first, those that are never due last."""

    rows: tuple[Due, ...]
    now: datetime  #: UTC: when it was made

    @property
    def due(self) -> tuple[str, ...]:
        """Slugs of those that are to be looked at now."""
        return tuple(row.publication for row in self.rows if row.is_due(self.now))

    @property
    def soon(self) -> tuple[str, ...]:
        """Slugs of those that are to be looked at now, or in a moment."""
        return tuple(row.publication for row in self.rows if row.is_due(self.now, soon=True))

    @property
    def broken(self) -> tuple[str, ...]:
        """What is left out, because its file is wrong: a line each."""
        return tuple(row.why for row in self.rows if row.is_broken)

    @property
    def next(self) -> Due | None:
        """The first that will be due; None if none ever is."""
        return next((row for row in self.rows if row.next is not None), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What the catalogue says of publications, by slug."""

    looked: Mapping[str, Looked]
    arrivals: Mapping[str, list[datetime]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheduled:
    """What the files say: which publications are looked at, and how often."""

    settings: Options
    publications: tuple[Publication, ...]
    broken: tuple[Broken, ...] = ()  #: files of publications that are left out

    @classmethod
    def read(cls, folder: Path) -> "Scheduled":
        """Of the collection in ``folder``, which may not have been crawled yet.

        A publication whose file is wrong is left out. Raises ArchiverError where the settings are.
        """
        if not folder.is_dir():
            raise CollectionError(
                f"{folder}: no such folder; `archiver crawl … -c {folder}` makes one"
            )
        settings = options.load(folder)
        known = publications.load_sound(Folder(folder).publications)
        slugs = sorted({*known.own, *_named(settings.schedule.publications, known)})
        return cls(
            settings=settings,
            publications=tuple(known.named(slug) for slug in slugs),
            broken=known.broken,
        )

    def timetable(self, folder: Path, now: datetime) -> Timetable:
        """When that makes them due, after what the catalogue says. Raises CollectionError."""
        past = _past(folder, now)
        found = timetable(self.publications, self.settings, past, now)
        return replace(found, rows=(*found.rows, *(_left_out(each, past) for each in self.broken)))


def read_timetable(folder: Path, now: datetime) -> Timetable:
    """The schedule of the collection in ``folder``. Raises ArchiverError."""
    return Scheduled.read(folder).timetable(folder, now)


def _named(names: Sequence[str], known: Publications) -> list[str]:
    """Their slugs, but for those of broken files. Raises UnknownPublication."""
    found = []
    for name in names:
        with suppress(PublicationError):
            found.append(known.named(name, NAMES).slug)
    return found


def _left_out(broken: Broken, past: Past) -> Due:
    slug = broken.slugs[0]
    return Due(
        publication=slug,
        every=Every(NEVER),
        next=None,
        why=str(broken),
        last=past.looked.get(slug),
        is_broken=True,
    )


def _past(folder: Path, now: datetime) -> Past:
    path = Folder(folder).catalogue
    if not path.is_file():
        return Past(looked={}, arrivals={})
    with closing(catalogue.connect(path, readonly=True)) as db:
        try:
            looked = Schedules(db).all(in_use=Folder(folder).is_in_use())
            since = {slug: look.since for slug, look in looked.items()}
            return Past(looked=looked, arrivals=arrivals(db, now - timedelta(weeks=WEEKS), since))
        except sqlite3.Error as error:  # busy, damaged, on a disk that fails
            raise CollectionError(f"{path}: cannot be read ({error})") from error


def timetable(
    chosen: Sequence[Publication], settings: Options, past: Past, now: datetime
) -> Timetable:
    """The schedule of these publications."""
    rows = [_row(publication, settings, past, now) for publication in chosen]
    late = now + timedelta(days=36600)
    return Timetable(
        rows=tuple(sorted(rows, key=lambda row: (row.next or late, row.publication))), now=now
    )


def _row(publication: Publication, settings: Options, past: Past, now: datetime) -> Due:
    every = publication.every or settings.schedule.every
    last = past.looked.get(publication.slug)
    at, why = _next(publication, every, settings, past, now)
    return Due(publication=publication.slug, every=every, next=at, why=why, last=last)


def _next(
    publication: Publication, every: Every, settings: Options, past: Past, now: datetime
) -> tuple[datetime | None, str]:
    last = past.looked.get(publication.slug)
    if every == NEVER:
        return None, "never"
    if last is None:
        return now, "not looked at yet"
    if last.outcome == INTERRUPTED:
        return now, "the last run was interrupted"
    # A clock that was wrong may have put the last run into the future.
    started = min(last.started, now)
    at, why = _regular(publication, every, settings, past, started)
    if at is None:
        return None, why
    if last.failures:
        again = min(last.ended or started, now) + _pause(last)
        if again < at:
            return again, f"{last.failures} failed in a row; tried again sooner"
    return at, why


def _pause(last: Looked) -> timedelta:
    """How long after a failure it is tried again; what was killed once is gone on with at once."""
    number = last.failures - (2 if last.outcome == KILLED else 1)
    return RETRY * 2 ** min(number, 16) if number >= 0 else timedelta()


def _regular(
    publication: Publication, every: Every, settings: Options, past: Past, started: datetime
) -> tuple[datetime | None, str]:
    """When it is due after a run that began at ``started`` and did not fail."""
    if every.cron is not None:
        zone = ZoneInfo(publication.timezone or settings.schedule.timezone)
        return next(every.moments(started, zone), None), f"{every} ({zone.key})"
    if every != AUTO:
        interval = every.interval or AT_FIRST
        return started + interval, f"every {duration_text(interval)}"
    return _by_rhythm(publication, settings, past, started)


def _by_rhythm(
    publication: Publication, settings: Options, past: Past, started: datetime
) -> tuple[datetime, str]:
    shortest, longest = settings.schedule.shortest, settings.schedule.longest
    since = past.looked[publication.slug].since
    if started - since < LEARNING:
        return started + min(max(AT_FIRST, shortest), longest), "auto: its rhythm is being learned"
    begin = max(since, started - timedelta(weeks=WEEKS))
    rhythm = Rhythm.of(past.arrivals.get(publication.slug, ()), begin, started)
    at = rhythm.next(started, shortest, longest)
    return at, f"auto: {rhythm.rate * 24:.1f} new articles a day"
