"""What the full-text index says: which articles match, how well, and where in the text.

SQLite finds a hundred thousand matches in a few milliseconds; handing each of them to Python as a
row takes ten times as long. So they come as one JSON text of ids, and become a set (:mod:`.bits`).
"""

import re
import sqlite3
from collections import OrderedDict
from collections.abc import Iterator, Sequence

import msgspec

from archiver.collection.database.text_index import joined, set_apart
from archiver.collection.finding import bits
from archiver.collection.finding.model import Part
from archiver.collection.finding.query import SHORTEST_BEGINNING, Term

KEPT = 64  # sets of a text's matches that are kept until anything is written
WORDS_SHOWN = 24  # of a snippet
MOST_SHOWN = 240  # characters of a snippet that shows the beginning of a text

_BEGIN, _END = "\x02", "\x03"  # what marks words in a snippet: no letters, and no blanks
_MARKED = re.compile(f"{_BEGIN}([^{_END}]*){_END}")
_SNIPPETS = (
    f"SELECT rowid, snippet(words, 2, char({ord(_BEGIN)}), char({ord(_END)}), ' … ', {WORDS_SHOWN})"
    " FROM words WHERE words MATCH ?"
)
_SPACE = re.compile(r"\s+")
_HYPHENED = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)+")
_HYPHEN = re.compile("[-‐‑]")

# How much a word counts in title, authors and body.
_WEIGHTS = "8.0, 4.0, 1.0"


def expression(parts: Sequence[Sequence[Term]]) -> str:
    """FTS5 query syntax (sqlite.org/fts5.html §3) for parts of textual terms, none unwanted; every
    word is quoted, so that nothing in it is syntax."""
    return " AND ".join(
        f"({' OR '.join(map(_term, part))})" if len(part) > 1 else _term(part[0]) for part in parts
    )


def _term(term: Term) -> str:
    found = f"{_quoted(term.text)}{' *' if term.prefix else ''}"
    if _HYPHENED.fullmatch(term.text):  # e-commerce is written ecommerce, too
        found = f"({found} OR {_quoted(_HYPHEN.sub('', term.text))}{' *' if term.prefix else ''})"
    return f"title : {found}" if term.field == "title" else found


def _is_long_beginning(term: Term) -> bool:
    """True for a beginning that the index does not have as such, and puts together of its words."""
    return term.prefix and len(term.text) != SHORTEST_BEGINNING


def _quoted(text: str) -> str:
    return '"' + set_apart(joined(text)).replace('"', '""').replace("\0", " ") + '"'


class Matches:
    """The full-text index of one catalogue."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._kept: OrderedDict[str, int] = OrderedDict()

    def forget(self) -> None:
        """Something was written: what was found before may not hold any more."""
        self._kept.clear()

    def bits(self, fts: str, size: int) -> int:
        """The articles that match an expression, of ids less than ``size``."""
        found = self._kept.get(fts)
        if found is None:
            (ids,) = self._db.execute(
                "SELECT json_group_array(rowid) FROM words WHERE words MATCH ?", (fts,)
            ).fetchone()
            found = self._kept[fts] = bits.of(msgspec.json.decode(ids, type=list[int]), size)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(fts)
        return found

    def ranked(self, fts: str) -> list[int]:
        """The ids of the articles that match, the best first (BM25); those alike, the latest."""
        rows = self._db.execute(
            f"SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, {_WEIGHTS}),"
            " rowid DESC",
            (fts,),
        )
        return [article for (article,) in rows]

    def snippets(
        self, terms: Sequence[Term], articles: Sequence[int]
    ) -> dict[int, tuple[Part, ...]]:
        """Of each of these articles, where any of the terms stands in its body; its beginning where
        none does."""
        shown: dict[int, tuple[Part, ...]] = {}
        if terms:
            seek = self._at_once if any(map(_is_long_beginning, terms)) else self._one_by_one
            shown = {x: _parts(marked or "") for x, marked in seek(expression([terms]), articles)}
        return {x: shown[x] if x in shown else self.beginning(x) for x in articles}

    def _one_by_one(self, fts: str, articles: Sequence[int]) -> Iterator[tuple[int, str | None]]:
        """FTS5 goes straight to an article, past the others that have a word."""
        for article in articles:
            yield from self._db.execute(f"{_SNIPPETS} AND rowid = ?", (fts, article))

    def _at_once(self, fts: str, articles: Sequence[int]) -> Iterator[tuple[int, str | None]]:
        """Each asking would put together all the words that begin so, so there is one: the plus
        keeps FTS5 from being asked once for each article."""
        marks = ", ".join("?" * len(articles))
        return self._db.execute(f"{_SNIPPETS} AND +rowid IN ({marks})", (fts, *articles))

    def beginning(self, article: int) -> tuple[Part, ...]:
        """The beginning of the body of an article."""
        row = self._db.execute(
            f"SELECT substr(body, 1, {MOST_SHOWN * 2}) FROM texts WHERE article = ?", (article,)
        ).fetchone()
        text = _SPACE.sub(" ", joined(row[0] if row else "")).strip()
        if len(text) <= MOST_SHOWN:
            return (Part(text=text),) if text else ()
        cut = text[:MOST_SHOWN]
        return (Part(text=f"{cut[: cut.rfind(' ') if ' ' in cut[MOST_SHOWN // 2 :] else None]} …"),)


def _parts(marked: str) -> tuple[Part, ...]:
    """The parts of a text in which marks stand around matches; blanks folded and stripped."""
    text = _SPACE.sub(" ", joined(marked)).strip()
    found: list[Part] = []
    end = 0
    for match in _MARKED.finditer(text):
        found.append(Part(text=_bare(text[end : match.start()])))
        found.append(Part(text=match[1], is_match=True))
        end = match.end()
    found.append(Part(text=_bare(text[end:])))
    return tuple(part for part in found if part.text)


def _bare(text: str) -> str:
    return text.replace(_BEGIN, "").replace(_END, "")
