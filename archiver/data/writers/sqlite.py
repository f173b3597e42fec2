"""SQLite: a table of articles, and one for each list that an article has, to be joined with it.

Lists are tables and not JSON in a cell, because that is what one asks a database for: the articles
of an author, the stories that most others lead to, the pictures without a caption. A row of theirs
names the article, and its place in the list.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from archiver.article import Article
from archiver.data.columns import COLUMNS, SCHEMA_VERSION, Column
from archiver.data.parts import Field, Part
from archiver.data.texts import plain
from archiver.data.writers.base import ArticleWriter
from archiver.surrogates import whole

_TYPES = {"bool": "INTEGER", "int32": "INTEGER", "int64": "INTEGER"}
_TABLES = {"body": "blocks", "rights_signs": "signs"}  #: called otherwise than the column
_TEXTS = {"channels": "channel", "topics": "topic", "pagination": "url"}  #: what such a list holds
_INDEXES = (
    "articles (url)",
    "articles (published_day)",
    "articles (publication, channel)",
    "authors (name)",
    "topics (topic)",
    "links (url)",
    "images (url)",
    "related (url)",
)


class SqliteWriter(ArticleWriter):
    """A database; ``PRAGMA user_version`` is the schema's version, table ``columns`` its docs."""

    def __init__(self, target: Path) -> None:
        super().__init__(target)
        self._db: sqlite3.Connection | None = None

    def _open(self) -> None:
        self._db = sqlite3.connect(self.unfinished, isolation_level=None)
        # The file is nobody's before it is whole: nothing needs to be undone.
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        for statement in _statements():
            self._db.execute(statement)
        self._db.executemany("INSERT INTO columns VALUES (?, ?, ?)", _meanings())
        self._db.execute("BEGIN")

    def _write(self, articles: Iterable[Article]) -> None:
        assert self._db is not None
        for article in articles:
            self.count += 1
            for table, rows in _rows(self.count, article):
                marks = ", ".join("?" * len(rows[0]))
                insert = f"INSERT INTO {table} VALUES ({marks})"
                try:
                    self._db.executemany(insert, rows)
                except UnicodeEncodeError:  # half a surrogate pair, which UTF-8 cannot write
                    mended = [[whole(x) if isinstance(x, str) else x for x in row] for row in rows]
                    self._db.executemany(insert.replace("INSERT", "INSERT OR REPLACE", 1), mended)

    def _close(self) -> None:
        if self._db is None:
            return
        try:
            if self._db.in_transaction:
                self._db.execute("COMMIT")
                for number, columns in enumerate(_INDEXES, 1):
                    self._db.execute(f"CREATE INDEX index_{number} ON {columns}")
        finally:
            self._db.close()


def _statements() -> Iterator[str]:
    """What makes the tables."""
    single = [x for x in COLUMNS if not x.nested]
    yield f"CREATE TABLE articles (id INTEGER PRIMARY KEY, {', '.join(map(_declared, single))})"
    for column in COLUMNS:
        if column.part is not None:
            fields = [x for x in column.part.fields if x.part is None]
            yield _listed(_table(column), ", ".join(map(_declared, fields)))
        elif column.name in _TEXTS:
            yield _listed(column.name, f"{_TEXTS[column.name]} TEXT")
    yield (
        "CREATE TABLE links (article INTEGER NOT NULL REFERENCES articles, block INTEGER NOT NULL,"
        " position INTEGER NOT NULL, url TEXT, text TEXT, PRIMARY KEY (article, block, position))"
        " WITHOUT ROWID"
    )
    yield (
        "CREATE TABLE evidence (article INTEGER NOT NULL REFERENCES articles, field TEXT NOT NULL,"
        " source TEXT, PRIMARY KEY (article, field)) WITHOUT ROWID"
    )
    yield 'CREATE TABLE columns ("table" TEXT, "column" TEXT, meaning TEXT)'


def _listed(table: str, fields: str) -> str:
    return (
        f"CREATE TABLE {table} (article INTEGER NOT NULL REFERENCES articles,"
        f" position INTEGER NOT NULL, {fields}, PRIMARY KEY (article, position)) WITHOUT ROWID"
    )


def _declared(what: Column | Field) -> str:
    return f'"{what.name}" {_TYPES.get(what.type or "", "TEXT")}'


def _table(column: Column) -> str:
    return _TABLES.get(column.name, column.name)


def _meanings() -> Iterator[tuple[str, str, str]]:
    """Table, column, meaning: the documentation, in the file itself."""
    for column in COLUMNS:
        if not column.nested:
            yield "articles", column.name, column.meaning
        elif column.part is not None:
            yield from ((_table(column), x.name, x.meaning) for x in column.part.fields if x.type)
        elif column.name in _TEXTS:
            yield column.name, _TEXTS[column.name], column.meaning
    yield "links", "block", "the position of the block that has the link, in blocks"
    yield "links", "url", "absolute URL"
    yield "links", "text", "what the link is printed on"
    yield "evidence", "field", "a field of the article"
    yield "evidence", "source", "where it was read"


_Rows = list[tuple[Any, ...]]


def _rows(number: int, article: Article) -> Iterator[tuple[str, _Rows]]:
    """Table and rows, for each table in which the article has any."""
    yield "articles", [(number, *(plain(get(article)) for get in _GETTERS))]
    for column in COLUMNS:
        values = column.get(article) if column.nested else ()
        if not values:
            continue
        if column.name == "evidence":
            yield "evidence", [(number, field, source) for field, source in values.items()]
        elif column.part is None:
            yield column.name, [(number, place, text) for place, text in enumerate(values)]
        else:
            yield _table(column), list(_parts(number, column.part, values))
    links = [
        (number, block, place, link.url, link.text)
        for block, found in enumerate(article.body)
        for place, link in enumerate(found.links)
    ]
    if links:
        yield "links", links


def _parts(number: int, part: Part, values: Iterable[object]) -> Iterator[tuple[Any, ...]]:
    names = [field.name for field in part.fields if field.part is None]
    for place, value in enumerate(values):
        yield (number, place, *(getattr(value, name) for name in names))


_GETTERS: tuple[Callable[[Article], Any], ...] = tuple(x.get for x in COLUMNS if not x.nested)
