"""What the modules that write the catalogue share: times, ids, and readings as rows hold them."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime

import msgspec

from archiver.article import Article
from archiver.collection.record import Context, Reading, encode_context


def iso(moment: datetime) -> str:
    """ISO 8601 in UTC, microseconds, sortable as text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """What :func:`iso` wrote."""
    return datetime.fromisoformat(text)


def next_id(db: sqlite3.Connection, table: str) -> int:
    """Ids are counted here, in the order of the archive, so that a rebuilt catalogue is equal."""
    (last,) = db.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()
    return int(last) + 1


def context_json(context: Context) -> str:
    """As a row of the table ``readings`` has it: what a page asks for has tables of its own."""
    return encode_context(replace(context, requisites=())).decode()


def reading_of(row: sqlite3.Row) -> Reading:
    """The value in a row of the table ``readings``."""
    return Reading(
        record_id=row["record_id"],
        context=msgspec.json.decode(row["context"], type=Context),
        article=Article.from_json(row["article"]),
        article_json=row["article"],
    )
