"""Answers that the collection's policy did not let be kept, as their records in the archive tell.

Such a record is the end of the request, as a reading is: what asked for it is not asked again
until it is due.
"""

from archiver.collection.crawling.frontier import Frontier
from archiver.collection.crawling.requisite_frontier import RequisiteFrontier
from archiver.rights.policy import UNDECIDED
from archiver.urls import normalise
from warcs.reader import Record

REQUESTED = "requested"  #: field of the record: the URL that was asked for, before redirects
PUBLICATION = "publication"  #: field of the record: whose article was asked for (slug)
REASON = "skipped: "  #: how the reason begins with which a row of the frontier is done


def fields(block: bytes) -> dict[str, str]:
    """The fields of an ``application/warc-fields`` block; the first of each name."""
    found: dict[str, str] = {}
    for line in block.decode("utf-8", "replace").splitlines():
        name, colon, value = line.partition(":")
        if colon:
            found.setdefault(name.strip(), value.strip())
    return found


def take_in(record: Record, frontier: Frontier, wanted: RequisiteFrontier) -> None:
    """End the row that asked for what was not kept."""
    rule = record.capture.skipped if record.capture else None
    if rule is None or rule.startswith(UNDECIDED):
        return  # it broke off, and is still to be fetched
    told = fields(record.block)
    if REQUESTED in told and PUBLICATION in told:
        reason = REASON + rule
        frontier.mark_done(told[REQUESTED], told[PUBLICATION], reason, record.date)
    else:
        wanted.end(normalise(record.url), "done", record.date, REASON + rule)
