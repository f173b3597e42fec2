"""Which articles a sign binds: those whose newest version was captured with it (docs/rights.md).

What a sign asks for depends on who is asked and when, so that each article which has it is looked
at, once for each state of the catalogue.
"""

import sqlite3

from archiver.article import Article
from archiver.collection.finding import bits
from archiver.collection.finding.columns import Columns
from archiver.rights.skipping import asks

_HAVING = """
    SELECT versions.article, readings.article AS text FROM versions
    JOIN readings ON readings.id = versions.reading
    WHERE versions.number =
        (SELECT max(number) FROM versions AS v WHERE v.article = versions.article)
    AND instr(readings.article, ?)
"""


class Bound:
    """Sets of articles by sign, kept until anything is written."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._found: dict[str, tuple[int, int]] = {}  # sign -> generation of the columns, set

    def articles(self, sign: str, columns: Columns) -> int:
        """The articles that the sign of this name binds."""
        generation, found = self._found.get(sign, (-1, 0))
        if generation != columns.generation:
            rows = self._db.execute(_HAVING, (f'"{sign}"',))
            ids = [article for article, text in rows if asks(Article.from_json(text), (sign,))]
            found = bits.of(ids, columns.size)
            self._found[sign] = columns.generation, found
        return found
