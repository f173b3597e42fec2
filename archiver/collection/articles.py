"""Articles: one row each, whatever addresses they have, and what lists and searches show."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from archiver.article import Article
from archiver.collection.crawling.moved import same_story
from archiver.collection.database import text_index
from archiver.collection.database.rows import iso, next_id
from archiver.collection.record import Reading
from archiver.collection.versioning import sameness, several_pages
from archiver.report import STORIES
from archiver.urls import host_of, normalise, split
from warcs import Capture
from warcs.record import UNKNOWN_DATE

GONE = (404, 410)  # statuses by which a site says that there is no article any more


def identity(article: Article) -> str:
    """The URL by which an article is known, however it was reached.

    What the page says of itself (rel=canonical, RFC 6596), unless it names another site, whose
    copy is an article of its own, or the front page, which some systems name on every page.
    """
    own, said = article.url or "", article.canonical_url or ""
    if not said or (own and (_site(own) != _site(said) or _is_front(said))):
        said = own
    return normalise(said)


def _site(url: str) -> str:
    host = host_of(url)
    first, _, rest = host.partition(".")
    return rest if first in ("www", "m", "mobile", "amp") and "." in rest else host


def _is_front(url: str) -> bool:
    parts = split(url)
    return parts is not None and parts.path in ("", "/") and not parts.query


def known_under(db: sqlite3.Connection, url: str) -> int | None:
    """The id of the article that is known under ``url``, in any spelling; None if there is none."""
    row = db.execute("SELECT article FROM aliases WHERE url = ?", (normalise(url),)).fetchone()
    return int(row["article"]) if row else None


@dataclass(slots=True, kw_only=True)
class _Found:
    """What is known of the article that a reading is of."""

    article: int | None  #: its id
    addresses: list[str]  #: under which it is known from now on, normalised; its own first
    wronged: int | None = None  #: the id of the one that is known under its own by a claim only


def find(db: sqlite3.Connection, reading: Reading) -> int | None:
    """The id of the article that a reading is of; None for one that is not known yet.

    Its own address counts before what the page says of itself, which a mistake of the site's may
    make the same for all pages; where a redirect led to a story, the address that was asked for.
    That a page names another address (rel=canonical) is believed as long as what was read there
    does not say something else. What is known under none of them may be a story that moved
    (:mod:`.moved`).
    """
    return _found(db, reading).article


def find_or_add(db: sqlite3.Connection, reading: Reading) -> int:
    """The id of the article that a reading is of; it is known under all its addresses then."""
    found = _found(db, reading)
    article = found.article
    if article is None:
        article = next_id(db, "articles")
        if found.wronged is not None:
            _give_up(db, found.wronged, found.addresses[0])
        said = identity(reading.article)
        own = found.addresses[0]
        url = _first_free(db, (said, own) if said in found.addresses else (own,))
        db.execute(
            "INSERT INTO articles (id, url, publication, kind) VALUES (?, ?, ?, ?)",
            (
                article,
                url or f"{own}#{article}",  # which no normalised address is
                reading.context.publication,
                reading.article.kind,
            ),
        )
    db.executemany(
        "INSERT OR IGNORE INTO aliases VALUES (?, ?)",
        [(address, article) for address in sorted(found.addresses)],
    )
    return article


def _found(db: sqlite3.Connection, reading: Reading) -> _Found:
    whole = reading.context.part_of and known_under(db, reading.context.part_of)
    if whole:
        return _Found(article=whole, addresses=[])  # that of a later page is not the article's
    addresses = _addresses(reading)
    own, said = normalise(reading.article.url or ""), identity(reading.article)
    held = known_under(db, own)
    if held is not None:
        if _was_read_at(db, held, reading.article.url or "") or _agrees(db, held, reading):
            return _Found(article=held, addresses=addresses)
        others = [x for x in addresses if x == own or known_under(db, x) is None]
        return _Found(article=None, addresses=others, wronged=held)
    for address in addresses[1:]:
        one = known_under(db, address)
        if one is not None and (address != said or _agrees(db, one, reading)):
            return _Found(article=one, addresses=addresses)
        if one is not None:
            addresses = [x for x in addresses if x != said]
    return _Found(article=same_story(db, reading), addresses=addresses)


def _was_read_at(db: sqlite3.Connection, article: int, url: str) -> bool:
    """True if a page of the article was read from ``url``: it is no mere claim of another's."""
    where = "FROM versions JOIN readings ON version = versions.id WHERE versions.article = ?"
    if db.execute(f"SELECT 1 {where} AND readings.url = ? LIMIT 1", (article, url)).fetchone():
        return True
    read = db.execute(f"SELECT DISTINCT readings.url {where}", (article,))
    return normalise(url) in {normalise(one) for (one,) in read}


def _agrees(db: sqlite3.Connection, article: int, reading: Reading) -> bool:
    """True unless the newest version of the article tells another story than a reading."""
    row = db.execute(
        "SELECT readings.article FROM versions JOIN readings ON readings.id = versions.reading"
        " WHERE versions.article = ? ORDER BY number DESC LIMIT 1",
        (article,),
    ).fetchone()
    known = Article.from_json(row["article"]) if row else None
    return known is None or not sameness.contradict(known, reading.article)


def _give_up(db: sqlite3.Connection, article: int, url: str) -> None:
    """An article is not known any more under ``url``, which another one has; it is known by the
    address that it was read from last instead."""
    db.execute("DELETE FROM aliases WHERE url = ?", (url,))
    rows = db.execute(
        "SELECT readings.url FROM versions JOIN readings ON version = versions.id"
        " WHERE versions.article = ? ORDER BY readings.id DESC",
        (article,),
    )
    free = _first_free(db, (normalise(row["url"]) for row in rows))
    db.execute(
        "UPDATE articles SET url = ? WHERE id = ? AND url = ?",
        (free or f"{url}#{article}", article, url),
    )


def _first_free(db: sqlite3.Connection, urls: Iterable[str]) -> str | None:
    """The first of these by which no article goes."""
    for url in urls:
        if not db.execute("SELECT 1 FROM articles WHERE url = ?", (url,)).fetchone():
            return url
    return None


def _addresses(reading: Reading) -> list[str]:
    """Those of a reading's article, normalised: its own, what the page says of itself, and what was
    asked for; each once, for mostly they are the same."""
    article = reading.article
    addresses = [normalise(article.url or ""), identity(article)]
    if article.kind in STORIES:
        # A redirect to a front page or a list says nothing of the address that was asked for.
        addresses.append(normalise(reading.context.requested))
    return [address for address in dict.fromkeys(addresses) if address]


def describe(db: sqlite3.Connection, article_id: int, article: Article) -> None:
    """The newest version is what lists show, and, with the later pages of its story, the full
    text."""
    published = article.published.iso if article.published else None
    captured = article.capture.date if article.capture else UNKNOWN_DATE
    day = published or (iso(captured) if captured != UNKNOWN_DATE else None)
    db.execute(
        "UPDATE articles SET kind = ?, title = ?, channel = ?, published = ?, day = ?,"
        " language = ? WHERE id = ?",
        (
            article.kind,
            article.title,
            article.channel,
            published,
            day and day[:10],
            article.language,
            article_id,
        ),
    )
    names = [author.name for author in article.authors]
    db.execute("DELETE FROM bylines WHERE article = ?", (article_id,))
    db.executemany(
        "INSERT INTO bylines VALUES (?, ?, ?)",
        [(article_id, position, name) for position, name in enumerate(dict.fromkeys(names))],
    )
    later = several_pages.later_of(db, article_id, article)
    _index(db, article_id, article, later)


def page_came(db: sqlite3.Connection, version: int) -> None:
    """A later page of the story of a version (id) was read: the full text is to have it."""
    row = db.execute("SELECT article FROM versions WHERE id = ?", (version,)).fetchone()
    first, *later = several_pages.pages_of(db, row["article"])
    _index(db, row["article"], first, later)


def _index(
    db: sqlite3.Connection, article_id: int, article: Article, later: Iterable[Article]
) -> None:
    names = ", ".join(author.name for author in article.authors)
    lead = f"{article.subtitle}\n\n" if article.subtitle else ""
    text = "\n\n".join(filter(None, [article.text, *(one.text for one in later)]))
    text_index.index_text(db, article_id, article.title or "", names, lead + text)


def mark_gone(db: sqlite3.Connection, capture: Capture) -> None:
    """Note that the site says that an article is not there any more, if ``capture`` does, and no
    page of the article was captured later."""
    if capture.status not in GONE:
        return
    article = known_under(db, capture.url)
    if article is None:
        return
    date = iso(capture.ref.date)
    if date > _newest(db, article):
        db.execute(
            "UPDATE articles SET gone = ? WHERE id = ? AND (gone IS NULL OR gone > ?)",
            (date, article, date),
        )


def _newest(db: sqlite3.Connection, article: int) -> str:
    """When a page of the article was captured last, as far as it was read; empty if none was."""
    (found,) = db.execute(
        "SELECT max(captures.date) FROM versions JOIN readings ON readings.version = versions.id"
        " JOIN captures ON captures.record_id = readings.capture WHERE versions.article = ?",
        (article,),
    ).fetchone()
    return found or ""


def mark_there(db: sqlite3.Connection, article: int, date: str, *, in_order: bool) -> None:
    """A page of the article was captured at ``date``: it was not gone then, or it came back.

    Captures that are known already may say that it went after: they may if the page is not the
    newest one (``in_order``), or was taken for gone.
    """
    (gone,) = db.execute("SELECT gone FROM articles WHERE id = ?", (article,)).fetchone()
    if in_order and gone is None:
        return
    newest = max(date, _newest(db, article))
    (found,) = db.execute(
        "SELECT min(date) FROM aliases JOIN captures ON captures.url = aliases.url"
        f" WHERE aliases.article = ? AND captures.status IN {GONE} AND date > ?",
        (article, newest),
    ).fetchone()
    later = [one for one in (gone, found) if one is not None and one > newest]
    db.execute("UPDATE articles SET gone = ? WHERE id = ?", (min(later, default=None), article))


def recompute_gone(db: sqlite3.Connection) -> None:
    """What :func:`mark_gone` and :func:`mark_there` would have noted, from the captures alone."""
    db.execute(
        "UPDATE articles SET gone = (SELECT min(date) FROM aliases JOIN captures"
        " ON captures.url = aliases.url WHERE aliases.article = articles.id"
        f" AND captures.status IN {GONE} AND date > (SELECT max(captures.date) FROM captures"
        "  JOIN readings ON readings.capture = captures.record_id"
        "  JOIN versions ON versions.id = readings.version"
        "  WHERE versions.article = articles.id))"
        f" WHERE EXISTS (SELECT 1 FROM captures WHERE status IN {GONE})"
    )
