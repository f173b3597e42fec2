"""Finding articles by their words.

Words are all required; ``"a phrase"`` in quotes; ``secur*`` for beginnings; ``-word`` for none of
it. Case and accents do not matter ("zurich" finds Zürich). Scripts that put no space between
words are searched by their characters.
"""

import re
import sqlite3
from dataclasses import dataclass

from archiver.collection.database.text_index import unspaced

TERM = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')

MOST_TERMS = 100  # FTS5 refuses trees deeper than 256, and takes minutes over thousands of words
MOST_HITS = (1 << 63) - 1  # SQLite's largest integer
SHORTEST_GRAM = 3  # the trigram index answers nothing shorter


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that was found."""

    url: str  #: canonical
    title: str | None
    publication: str | None  #: slug
    channel: str | None
    published: str | None  #: ISO 8601, as exact as known
    snippet: str  #: matching words between ``[`` and ``]``


@dataclass(frozen=True, slots=True)
class _Term:
    text: str
    prefix: bool = False
    without: bool = False


def is_empty(query: str) -> bool:
    """True if there is nothing in ``query`` that could be found: no word, or only unwanted ones."""
    return all(term.without for term in _terms(query))


def search(db: sqlite3.Connection, query: str, limit: int = 20) -> list[Hit]:
    """The best hits first (BM25, title and authors weigh more); the first 100 terms count."""
    limit = min(limit, MOST_HITS)
    query = query.encode("utf-8", "replace").decode("utf-8")  # lone surrogates match nothing
    terms = list(dict.fromkeys(_terms(query)))[:MOST_TERMS]
    if not any(not term.without for term in terms):
        return []
    if not unspaced(query):
        return _match(db, "words", terms, limit)
    if all(len(term.text) >= SHORTEST_GRAM for term in terms):
        return _match(db, "grams", terms, limit)
    return _scan(db, terms, limit)


def _terms(query: str) -> list[_Term]:
    found = []
    for minus, phrase, word in TERM.findall(query):
        text = (phrase or word).strip()
        prefix = bool(word) and text.endswith("*")
        text = text.rstrip("*") if prefix else text
        if any(char.isalnum() for char in text):
            found.append(_Term(text, prefix=prefix, without=bool(minus)))
    return found


def _match(db: sqlite3.Connection, table: str, terms: list[_Term], limit: int) -> list[Hit]:
    rows = db.execute(
        f"SELECT articles.*, snippet({table}, 2, '[', ']', ' … ', 24) AS snippet FROM {table}"
        f" JOIN articles ON articles.id = {table}.rowid WHERE {table} MATCH ?"
        f" ORDER BY bm25({table}, 8.0, 4.0, 1.0) LIMIT ?",
        (_fts(terms), limit),
    )
    return [_hit(row, row["snippet"]) for row in rows]


def _fts(terms: list[_Term]) -> str:
    """FTS5 query syntax (sqlite.org/fts5.html §3): every term quoted, so nothing is an operator."""
    wanted = " AND ".join(_quoted(term) for term in terms if not term.without)
    return " NOT ".join([wanted, *(_quoted(term) for term in terms if term.without)])


def _quoted(term: _Term) -> str:
    text = term.text.replace('"', '""')
    return f'"{text}"{"*" if term.prefix else ""}'


def _scan(db: sqlite3.Connection, terms: list[_Term], limit: int) -> list[Hit]:
    """Two characters of an unspaced script: common words, too short for the index."""
    text = "(texts.title || ' ' || texts.authors || ' ' || texts.body)"
    where = " AND ".join(f"instr({text}, ?) {'=' if t.without else '>'} 0" for t in terms)
    rows = db.execute(
        f"SELECT articles.*, texts.body FROM texts JOIN articles ON articles.id = texts.article"
        f" WHERE {where} ORDER BY articles.day DESC LIMIT ?",
        (*(term.text for term in terms), limit),
    )
    first = next(term.text for term in terms if not term.without)
    return [_hit(row, _around(row["body"], first)) for row in rows]


def _around(text: str, word: str) -> str:
    at = text.find(word)
    if at < 0:
        return text[:60]
    end = at + len(word)
    return f"{text[max(0, at - 30) : at]}[{word}]{text[end : end + 30]}"


def _hit(row: sqlite3.Row, snippet: str) -> Hit:
    return Hit(
        url=row["url"],
        title=row["title"],
        publication=row["publication"],
        channel=row["channel"],
        published=row["published"],
        snippet=" ".join(snippet.split()),
    )
