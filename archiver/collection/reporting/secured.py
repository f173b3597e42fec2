"""Certificates of a publication's hosts: which end soon, are not accepted, or are renewed."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime

from archiver.alarms.certificates import ending, refused
from archiver.alarms.model import Alarm, Kept
from archiver.collection.database.catalogue import iso
from archiver.collection.reporting.rules import is_of
from archiver.publications import Publication
from archiver.report import Report
from archiver.urls import host_of

RUNS_BACK = 50  # that are asked what certificate a host had


def ending_soon(publication: Publication, report: Report) -> list[Alarm]:
    """An alarm for each certificate that a run saw, and that is about to end."""
    return [
        alarm
        for host, validity in report.certificates.items()
        if is_of(host, publication)
        and (alarm := ending(publication.slug, host, validity, report.started)) is not None
    ]


def renewed(kept: Sequence[Kept], report: Report, ending: Sequence[Alarm]) -> list[int]:
    """Ids of open alarms of certificates that are over: the host has one that is accepted, and, if
    it was told that one would end, that does not end soon."""
    still = {alarm.subject for alarm in ending}
    return [
        each.id
        for each in kept
        if each.state == "open" and each.alarm.kind == "certificate"
        if (host_of(each.alarm.subject) or each.alarm.subject) in report.certificates
        and each.alarm.subject not in still
    ]


def with_validity(db: sqlite3.Connection, alarm: Alarm, now: datetime) -> Alarm:
    """An alarm of a certificate that is not accepted, with what is known of the one before."""
    host = host_of(alarm.subject)
    if alarm.kind != "certificate" or not host:
        return alarm
    rows = db.execute(
        "SELECT started, json_extract(report, '$.certificates') FROM runs"
        " WHERE report IS NOT NULL AND started <= ? ORDER BY started DESC LIMIT ?",
        (iso(now), RUNS_BACK),
    )
    for started, certificates in rows:
        validity = json.loads(certificates or "{}").get(host)
        if validity is not None:
            return refused(alarm, host, started, validity, now)
    return alarm
