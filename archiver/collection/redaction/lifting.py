"""Letting an URL that was taken down be fetched again.

What was taken out does not come back: a later crawl may capture it anew.
"""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from archiver.collection.crawling import barred
from archiver.collection.redaction.patterns import Patterns
from archiver.errors import CollectionError
from warcs import Recorder
from warcs.records import FIELDS_TYPE, one_line
from warcs.redacting.tombstones import LIFTED, lifting_block


def lift(
    db: sqlite3.Connection,
    recorder: Recorder,
    wanted: Sequence[str],
    reason: str,
    moment: datetime,
) -> list[str]:
    """Lift the redactions of URLs, in an archive and a catalogue open for writing.

    A pattern fits the URLs that tombstones still say; what was forgotten must be given as it was.
    Returns the digests that are barred no more. Raises CollectionError if there are none.
    """
    patterns = Patterns(wanted)
    named = {barred.digest_of(url) for url in patterns.exact}
    rows = db.execute("SELECT record_id, url_digest, url FROM redactions").fetchall()
    records = {
        row["record_id"]
        for row in rows
        if row["url_digest"] in named or (row["url"] and patterns.fit(row["url"]))
    }
    # What led to an URL was barred by the same tombstone, and goes free with it.
    meant = sorted({row["url_digest"] for row in rows if row["record_id"] in records})
    lifted = [digest for digest in meant if barred.holds(db, digest)]
    if not lifted:
        raise CollectionError(f"no redaction holds for {', '.join(wanted)}")
    moment = barred.moment_after(db, moment)
    for digest in lifted:
        ref = recorder.add_metadata(
            LIFTED + digest,
            lifting_block(moment, one_line(reason), digest),
            content_type=FIELDS_TYPE,
        )
        barred.add_lifting(db, ref.record_id, moment, one_line(reason), digest)
    barred.unmark(db)
    return lifted
