"""URLs of articles that are known already, under another address; told without fetching."""

import re
import sqlite3
from collections.abc import Iterable, Iterator

import msgspec

from archiver.article import Entry
from archiver.collection.crawling.found import BATCH
from archiver.collection.versioning.sameness import WHOLE
from archiver.renditions import is_rendition, others, plain
from archiver.urls import normalise, words

LOOKED_UP = 20 * BATCH  # addresses in one statement


def known_elsewhere(
    db: sqlite3.Connection, publication: str, entries: Iterable[Entry]
) -> frozenset[str]:
    """Which of these URLs (normalised) need not be fetched: their article has a row in the frontier
    under another address, or was read as it is there; or two of them are one article's."""
    hosts = {
        host
        for (host,) in db.execute(
            "SELECT DISTINCT host FROM frontier_counts WHERE publication = ?", (publication,)
        )
    }
    keys = dict.fromkeys(normalise(entry.url) for entry in entries)
    there = _rows(db, "frontier", keys)
    unknown = [key for key in keys if key not in there]
    if not unknown:
        return frozenset()
    found = set(_read(db, unknown))
    probes = {key: list(others(key, hosts)) for key in unknown}
    wanted = [one for many in probes.values() for one in many]
    known = _rows(db, "frontier", wanted) | set(_read(db, wanted))
    found.update(key for key, many in probes.items() if known.intersection(many))
    found.update(_twins(key for key in unknown if key not in found))
    return frozenset(found)


def _read(db: sqlite3.Connection, keys: list[str]) -> Iterator[str]:
    """Those under which the whole page of an article is known, as it was asked for elsewhere.

    That a page names an address as its own (rel=canonical) is a claim, which some sites make of one
    address on all pages. It is believed without a look at what is there only if the address ends as
    one does that the article was read from.
    """
    for batch in _batches(keys):
        for row in db.execute(_WHOLE, (WHOLE, batch)).fetchall():
            if row["read"] or _is_likely(db, row["url"], row["article"]):
                yield row["url"]


#: Addresses of articles of which the whole page is known, and whether that was read there.
_WHOLE = (
    "SELECT aliases.url, aliases.article, EXISTS (SELECT 1 FROM versions AS v JOIN readings"
    " ON readings.version = v.id WHERE v.article = aliases.article AND readings.url = aliases.url)"
    " AS read FROM aliases JOIN versions ON versions.article = aliases.article AND rank = ?"
    " WHERE aliases.url IN (SELECT value FROM json_each(?))"
)


def _is_likely(db: sqlite3.Connection, url: str, article: int) -> bool:
    """True if the article was read from an address, or asked for by one, that is this one in
    another spelling, or ends alike."""
    rows = db.execute(
        "SELECT DISTINCT readings.url, json_extract(context, '$.requested') AS requested"
        " FROM versions JOIN readings ON readings.version = versions.id WHERE versions.article = ?",
        (article,),
    )
    told = {normalise(one) for row in rows for one in row if one}
    if url in told:
        return True
    # What is told apart by a parameter only ends alike on all pages.
    return "?" not in url and _ending(url) in set(map(_ending, told)) - {""}


def _ending(url: str) -> str:
    """The last part of a path, if it may be one story's own; empty if it is not."""
    path = plain(url).partition("://")[2].partition("?")[0].rstrip("/")
    last = path.partition("/")[2].rpartition("/")[2].rpartition(".")
    name = (last[0] or last[2]).lower()
    return name if _TELLING.search(name) and name not in _COMMON else ""


_TELLING = re.compile(r"[^\W\d_]{3}|\d{5}")  # three letters, or a long number
_COMMON = words("article artikel default detail index item news page print show story view")


def _twins(keys: Iterable[str]) -> Iterator[str]:
    """Of several addresses of one article, all but one: the page itself, if it is among them."""
    by_page: dict[str, list[str]] = {}
    for key in keys:
        page = plain(key).partition("://")[2].removeprefix("www.").rstrip("/")
        by_page.setdefault(page, []).append(key)
    for same in by_page.values():
        if len(same) == 1:
            continue
        best = min(same, key=is_rendition)
        yield from (key for key in same if key != best)


def _rows(db: sqlite3.Connection, table: str, keys: Iterable[str]) -> set[str]:
    """Those that are in the column ``url`` of a table."""
    return {
        url
        for batch in _batches(list(dict.fromkeys(keys)))
        for (url,) in db.execute(
            f"SELECT url FROM {table} WHERE url IN (SELECT value FROM json_each(?))", (batch,)
        )
    }


def _batches(keys: list[str]) -> Iterator[str]:
    for start in range(0, len(keys), LOOKED_UP):
        yield msgspec.json.encode(keys[start : start + LOOKED_UP]).decode()
