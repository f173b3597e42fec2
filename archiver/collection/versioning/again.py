"""Readings that say what an earlier one said refer to that one.

A revisit says what the page said before; so does, most often, a page that a newer reader read.

A reading is some kilobytes; a page fetched a hundred times unchanged would repeat it as often. The
catalogue has all of them in full, whether it was written live or made anew from the archive. What
is referred to is the reading of the capture that the revisit refers to: who copies that capture
with the metadata about it has all that is needed.
"""

import sqlite3
from dataclasses import replace

from archiver.article import Article
from archiver.collection.crawling import requisites
from archiver.collection.database import catalogue
from archiver.collection.record import Again, Context, Reading, moved
from warcs import Capture


def repeated(db: sqlite3.Connection, context: Context, article: Article) -> Again | None:
    """What is to be written where ``article`` was read from a revisit, and says what was read from
    the capture that it refers to. None in any other case: the reading is written in full."""
    if article.capture is None:
        return None
    row = db.execute(
        "SELECT readings.* FROM captures JOIN readings ON readings.capture = captures.refers_to"
        " WHERE captures.record_id = ? AND readings.url = ? ORDER BY readings.id DESC LIMIT 1",
        (article.capture.record_id, article.url),
    ).fetchone()
    if row is None:
        return None
    earlier = catalogue.reading_of(row)
    if moved(earlier.article, article.capture).to_json() != article.to_json():
        return None
    named = requisites.named_in(db, row["capture"])
    same = replace(context, requisites=()) == earlier.context and set(named) == set(
        context.requisites
    )
    return Again(same_as=earlier.record_id, context=None if same else context)


def as_before(context: Context, article: Article, earlier: Reading) -> Again | None:
    """What is to be written where ``article``, of the same capture as ``earlier`` and read by
    another reader, says the same. None where it says anything else."""
    same = replace(earlier.article, capture=article.capture, reader=article.reader)
    if same.to_json() != article.to_json():
        return None
    return Again(same_as=earlier.record_id, context=context, reader=article.reader)


def resolved(
    db: sqlite3.Connection, record_id: str, again: Again, capture: Capture | None
) -> Reading | None:
    """The reading in the metadata record ``record_id``, which is about ``capture``.

    None if the capture or the earlier reading is not in the catalogue.
    """
    row = db.execute("SELECT * FROM readings WHERE record_id = ?", (again.same_as,)).fetchone()
    if row is None or capture is None:
        return None
    earlier = catalogue.reading_of(row)
    article = moved(earlier.article, capture.ref)
    if again.reader is not None:
        article = replace(article, reader=again.reader)
    context = again.context or replace(
        earlier.context, requisites=requisites.named_in(db, row["capture"])
    )
    return Reading(
        record_id=record_id, context=context, article=article, article_json=article.to_json()
    )
