"""The robots.txt of a publication's hosts: what changed in a run, and what is again as it was."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archiver.alarms.model import Alarm, Kept
from archiver.alarms.robots import changed_rules
from archiver.collection.crawling.wishes import Change, Wishes
from archiver.collection.database.catalogue import by_record_id
from archiver.collection.reporting.shown import shown
from archiver.publications import Publication
from archiver.report import Report
from archiver.sources.host_files import ROBOTS_TXT
from archiver.urls import host_of
from warcs import Capture

MOST_URLS = 200  # of articles, that are asked whether a robots.txt still allows them


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What a run says of them."""

    alarms: tuple[Alarm, ...] = ()
    back: tuple[int, ...] = ()  #: ids of open alarms whose file says again what it said before


class Rules:
    """Looks at what changed, in an open catalogue."""

    def __init__(self, db: sqlite3.Connection, wishes: Wishes) -> None:
        self._db = db
        self._wishes = wishes

    def changed(
        self,
        publication: Publication,
        changes: Sequence[Change],
        report: Report,
        kept: Sequence[Kept],
        agent: str,
    ) -> Changed:
        """By the ``changes`` of a run; ``agent`` is the product token for robots.txt."""
        alarms, back = [], []
        for change in changes:
            host = host_of(change.url)
            if not change.url.endswith(ROBOTS_TXT) or not is_of(host, publication):
                continue
            known = [x for x in kept if x.state == "open" and _is_of(x.alarm, host)]
            alarm = self._alarm(publication, change, report, known, agent)
            if alarm is not None:
                alarms.append(alarm)
            else:
                back += [each.id for each in known]
        return Changed(alarms=tuple(alarms), back=tuple(back))

    def _alarm(
        self,
        publication: Publication,
        change: Change,
        report: Report,
        known: Sequence[Kept],
        agent: str,
    ) -> Alarm | None:
        """None where the rules are what they were, before a change that was told of if there is
        one that is open."""
        before = change.before
        for good in (each.alarm.last_good for each in known):
            before = (by_record_id(self._db, good.record_id) if good else None) or before
        urls = self._db.execute(
            "SELECT fetch FROM frontier WHERE publication = ? ORDER BY found DESC LIMIT ?",
            (publication.slug, MOST_URLS),
        )
        sources = [row.source for row in report.yields if row.publication == publication.slug]
        found = changed_rules(
            Alarm(
                publication=publication.slug,
                kind="robots",
                subject=host_of(change.url),
                began=report.started,
                what="",
                cause="",
            ),
            agent,
            (self._text(before), self._text(change.after)),
            [*filter(None, sources), *(url for (url,) in urls)],
        )
        if found is None:
            return None
        good, bad = (shown(self._db, x.ref.record_id, change.url) for x in (before, change.after))
        return replace(found, last_good=good, first_bad=bad)

    def _text(self, capture: Capture) -> bytes:
        return self._wishes.text(capture) if capture.status in (None, 200, 304) else b""


def _is_of(alarm: Alarm, host: str) -> bool:
    return alarm.kind == "robots" and alarm.subject == host


def is_of(host: str, publication: Publication) -> bool:
    """True for a host in one of a publication's domains."""
    return any(host == domain or host.endswith(f".{domain}") for domain in publication.domains)
