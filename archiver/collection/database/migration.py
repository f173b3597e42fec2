"""Catalogues that an older archiver made, brought to the present schema.

Whoever opens one for writing changes it in place, after a backup beside it; whoever only reads
changes nothing, and works with a copy that lives as long as the connection.

A step spells out its SQL and never uses :data:`~archiver.collection.database.schema.SCHEMA`, which
will be another one when the step is run years later. Columns are added at the end of their table.
A test holds a migrated catalogue to the schema of a new one, for every released version.
"""

import filecmp
import logging
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from archiver.collection.database import schema, text_index
from archiver.collection.database.frontier_migration import frontier_by_host
from archiver.collection.versioning import versions
from archiver.errors import CollectionError

Step = Callable[[sqlite3.Connection], None]

OLDEST = 2  # version 1 was never released
TOLD_ANEW = 3  # from here on versions are told by the rules of versioning.versions
INDEXED_ANEW = 4  # from here on texts are indexed by the rules of text_index

logger = logging.getLogger(__name__)


def is_old(db: sqlite3.Connection, path: Path) -> bool:
    """True for a catalogue of an older schema that can be brought to the present one.

    Raises CollectionError for one that cannot.
    """
    (found,) = db.execute("PRAGMA user_version").fetchone()
    if 0 < found < OLDEST:
        raise CollectionError(
            f"{path}: is of version {found}, which no released archiver wrote; move it away and "
            f"make it anew: archiver rebuild -c {path.parent}"
        )
    return OLDEST <= int(found) < schema.VERSION


def migrate(db: sqlite3.Connection, path: Path) -> None:
    """Bring the catalogue at ``path`` to the present schema, after a backup beside it.

    ``db`` is open for writing, outside a transaction, and its folder's lock is held. The backup is
    on the disk before anything is changed, and the change is one transaction: a crash leaves the
    old catalogue or the new one. Raises CollectionError where there is no room for both.
    """
    (found,) = db.execute("PRAGMA user_version").fetchone()
    made: Path | None = None
    try:
        made, kept = _back_up(db, path, found)
        upgrade(db)
    except (OSError, sqlite3.Error) as error:
        if made is not None:  # else each try would leave one more
            made.unlink(missing_ok=True)
        raise CollectionError(
            f"{path}: cannot be brought from version {found} to {schema.VERSION} ({error}); it is "
            "as it was. There must be room for a backup and for the changes: twice its size"
        ) from error
    logger.warning(
        "%s: brought from version %d to %d; as it was: %s", path, found, schema.VERSION, kept.name
    )


def upgraded_copy(db: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    """The same content under the present schema; ``db`` is closed, its file left alone.

    In a nameless file in SQLite's folder for temporary ones, as far as it does not fit into memory.
    """
    logger.warning(
        "%s: is of an older version, read by way of a copy each time; "
        "`archiver seal -c %s` brings it up to date, if no run is to do that",
        path,
        path.parent,
    )
    copy = sqlite3.connect("", check_same_thread=False)
    try:
        with closing(db):
            db.backup(copy)
        # What came from a WAL file is marked as one; and of a copy nothing need be undone: that
        # would hold in memory whatever is changed, most of the catalogue.
        copy.execute("PRAGMA journal_mode = OFF")
        copy.isolation_level = None
        upgrade(copy)
        copy.execute("PRAGMA query_only = ON")
    except BaseException:
        copy.close()
        raise
    return copy


def upgrade(db: sqlite3.Connection) -> None:
    """Run the steps from a connection's version to the present one, in one transaction."""
    db.execute("BEGIN IMMEDIATE")
    try:
        (found,) = db.execute("PRAGMA user_version").fetchone()
        for version in range(found, schema.VERSION):
            STEPS[version](db)
        if found < TOLD_ANEW:
            _tell_versions_anew(db)
        elif found < INDEXED_ANEW:
            text_index.index_anew(db)
        db.execute(f"PRAGMA user_version = {schema.VERSION}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _tell_versions_anew(db: sqlite3.Connection) -> None:
    """As a rebuild would; behind all steps, for it is done by the present code."""
    factory, db.row_factory = db.row_factory, sqlite3.Row
    try:
        versions.recompute(db)
    finally:
        db.row_factory = factory


def _to_4(db: sqlite3.Connection) -> None:
    """What finding articles asks of the catalogue; whoever changes texts and words here indexes
    them anew, behind all steps."""
    db.execute("""
CREATE TABLE bylines (        -- who wrote an article, as its newest version says
    article INTEGER NOT NULL REFERENCES articles (id),
    position INTEGER NOT NULL, -- 0, 1, … as printed
    name TEXT NOT NULL,
    PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID
""")
    # As articles.describe has them: each name once, at its first place.
    db.execute("""
INSERT INTO bylines
    SELECT article, row_number() OVER (PARTITION BY article ORDER BY place) - 1, name FROM (
        SELECT versions.article AS article, min(authors.key) AS place,
            json_extract(authors.value, '$.name') AS name
        FROM versions JOIN readings ON readings.id = versions.reading,
            json_each(readings.article, '$.authors') AS authors
        WHERE versions.number = (SELECT max(number) FROM versions AS v
            WHERE v.article = versions.article)
        GROUP BY versions.article, name)
""")
    db.execute("DROP TABLE grams")
    db.execute("DROP TABLE words")
    db.execute("""
CREATE VIRTUAL TABLE words USING fts5 (
    title, authors, body, content='texts', content_rowid='article',
    tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co M*'", prefix='3'
)
""")
    for statement in _split(_OF_MILLIONS):
        db.execute(statement)


def _back_up(db: sqlite3.Connection, path: Path, version: int) -> tuple[Path | None, Path]:
    """A copy beside the catalogue, on the disk when this returns: as made now, or as it was found.

    What an earlier try left is not overwritten; if it is the same it is not made again.
    """
    new = path.with_name(f"{path.name}.v{version}.bak.new")
    new.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(new)) as copy:
            db.backup(copy)
            # One file that can be copied away, as the catalogue is when nobody has it open.
            copy.execute("PRAGMA journal_mode = DELETE")
        shutil.copymode(path, new)
        number = 1
        while (kept := _backup_name(path, version, number)).exists():
            if filecmp.cmp(kept, new, shallow=False):
                new.unlink()
                return None, kept
            number += 1
        # Its bytes are synced; its name is, too, before anything of the change can be on the disk:
        # SQLite syncs the folder when it begins to write its log.
        new.rename(kept)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    return kept, kept


def _backup_name(path: Path, version: int, number: int) -> Path:
    more = f".{number}" if number > 1 else ""
    return path.with_name(f"{path.name}.v{version}{more}.bak")


def _to_3(db: sqlite3.Connection) -> None:
    """What crawls that run for years ask of the catalogue."""
    db.execute("ALTER TABLE articles ADD COLUMN gone TEXT")
    db.execute("ALTER TABLE versions ADD COLUMN rank INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE versions ADD COLUMN latest TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE versions ADD COLUMN changes TEXT NOT NULL DEFAULT '[]'")
    db.execute(
        "CREATE TABLE aliases (url TEXT PRIMARY KEY, article INTEGER NOT NULL"
        " REFERENCES articles (id)) STRICT, WITHOUT ROWID"
    )
    db.execute("CREATE INDEX aliases_by_article ON aliases (article)")
    db.execute("CREATE INDEX articles_by_moment ON articles (publication, published)")
    for statement in _split(_SOURCES):
        db.execute(statement)
    db.execute("""
CREATE TABLE settings (       -- what collection.toml said of the runs, where that changed
    record_id TEXT PRIMARY KEY,
    digest TEXT NOT NULL,     -- sha256 of the record's block, hexadecimal
    date TEXT NOT NULL,
    file TEXT NOT NULL,
    offset INTEGER NOT NULL
) STRICT
""")
    db.execute("""
CREATE TABLE schedules (      -- the newest run over all of a publication
    publication TEXT PRIMARY KEY,  -- slug
    since TEXT NOT NULL,      -- when the first one began; ISO 8601, UTC
    started TEXT NOT NULL,
    ended TEXT,               -- NULL while it runs, and of one that was killed
    outcome TEXT,             -- NULL while it runs
    failures INTEGER NOT NULL DEFAULT 0  -- that failed, since the last that did not
) STRICT
""")
    frontier_by_host(db)
    for statement in _split(_MORE_TABLES):
        db.execute(statement)


def _split(script: str) -> list[str]:
    """The statements of a script; executescript would commit what is open."""
    lines = [line.partition("--")[0].rstrip() for line in script.splitlines()]
    return [text for text in "\n".join(lines).split(";") if text.strip()]


_SOURCES = """
CREATE TABLE lastmods (       -- how good a source's word is that articles were changed
    source TEXT PRIMARY KEY,  -- its URL
    visits INTEGER NOT NULL,  -- made because of it
    changed INTEGER NOT NULL  -- of these, that found a change
) STRICT;
CREATE TABLE sources (        -- feeds, sitemaps and lists as they were read last
    url TEXT PRIMARY KEY,     -- as it is requested
    lens TEXT NOT NULL,       -- by what was chosen what of it is wanted
    payload TEXT NOT NULL,    -- sha256 of what was read, decoded; hexadecimal
    modified TEXT,            -- of a sitemap: what the index said of it then, as written
    read TEXT NOT NULL,       -- ISO 8601, UTC
    named INTEGER NOT NULL,   -- articles that it names
    leads INTEGER NOT NULL    -- 1: to other sitemaps, or to a next page
) STRICT;
CREATE TABLE gaps (           -- lists of which a page did not come, so that all are to be turned
    url TEXT PRIMARY KEY,     -- of the first page
    page INTEGER NOT NULL     -- the number of that page
) STRICT;
"""

_OF_MILLIONS = """
CREATE INDEX captures_by_file ON captures (file);
CREATE INDEX runs_going_on ON runs (id) WHERE outcome IS NULL;
CREATE INDEX frontier_failed ON frontier (publication, reason) WHERE state = 'failed';
DROP INDEX requisites_next;
CREATE INDEX requisites_next ON requisite_frontier (publication, host, rank)
    WHERE state = 'pending';
CREATE INDEX requisites_in_flight ON requisite_frontier (url) WHERE state = 'in flight';
CREATE INDEX requisites_failed ON requisite_frontier (publication) WHERE state = 'failed';
CREATE INDEX requisites_disallowed ON requisite_frontier (publication, reason)
    WHERE state = 'disallowed';
CREATE TABLE unreachable (    -- origins whose robots.txt could not be had: nothing is asked of them
    origin TEXT PRIMARY KEY,  -- scheme, host and port, as in https://paper.example:8443
    host TEXT NOT NULL,
    since REAL NOT NULL,      -- seconds since 1970
    due REAL NOT NULL,        -- likewise: when it is asked for again
    reason TEXT NOT NULL,
    connected INTEGER NOT NULL  -- 0: no connection came about
) STRICT;
CREATE TABLE memories (       -- what the look at yields remembers, so as not to read all of them
    publication TEXT NOT NULL, -- slug
    part TEXT NOT NULL,       -- last, baselines
    content BLOB NOT NULL,    -- msgpack: archiver.alarms.memory
    PRIMARY KEY (publication, part)
) STRICT;
"""

_MORE_TABLES = """
CREATE TABLE probes (         -- what asking a publication's site what it is found out
    record_id TEXT PRIMARY KEY,
    publication TEXT NOT NULL,  -- slug
    date TEXT NOT NULL,       -- ISO 8601, UTC
    finding TEXT NOT NULL     -- JSON
) STRICT;
CREATE INDEX runs_by_start ON runs (started);
CREATE TABLE yields (         -- what a run brought of a publication and each of its sources
    run INTEGER NOT NULL REFERENCES runs (id),
    publication TEXT NOT NULL, -- slug
    source TEXT NOT NULL,     -- URL; empty for the publication as a whole
    started TEXT NOT NULL,    -- of the run; ISO 8601, UTC
    kind TEXT NOT NULL,       -- publication, feed, sitemap, channels, channel, front
    partial INTEGER NOT NULL, -- 1: a run that was told to leave something out
    reader TEXT,              -- its version
    digest TEXT,              -- of the publication file
    found INTEGER NOT NULL,   -- article URLs that were named
    fresh INTEGER NOT NULL,   -- of these, new
    fetched INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    new INTEGER NOT NULL,     -- articles
    versions INTEGER NOT NULL, -- new ones of articles that were known
    received INTEGER NOT NULL, -- bytes
    answered INTEGER,         -- NULL: it was not asked
    status INTEGER,
    problem TEXT,
    newest TEXT,              -- latest date that it gives an article; ISO 8601, UTC
    complete TEXT NOT NULL,   -- JSON: field -> articles that have it
    paywalled INTEGER NOT NULL,
    kinds TEXT NOT NULL,      -- JSON: kind of page -> pages
    failures TEXT NOT NULL,   -- JSON: reason -> requests
    PRIMARY KEY (run, publication, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX yields_of ON yields (publication, started);

CREATE TABLE alarms (
    id INTEGER PRIMARY KEY,
    publication TEXT NOT NULL, -- slug
    kind TEXT NOT NULL,       -- archiver.alarms.model.Kind
    subject TEXT NOT NULL,    -- URL of the source, host, or empty
    state TEXT NOT NULL,      -- open, recovered, acknowledged
    began TEXT NOT NULL,      -- of the first run that showed it; ISO 8601, UTC
    opened TEXT NOT NULL,     -- when it was told
    closed TEXT,
    alarm TEXT NOT NULL,      -- JSON: archiver.alarms.model.Alarm
    webhook TEXT,             -- NULL: not wanted; waiting, sent, given up
    tries INTEGER NOT NULL DEFAULT 0,
    due TEXT                  -- of waiting: not before; ISO 8601, UTC
) STRICT;
CREATE INDEX alarms_by_state ON alarms (state, publication);
"""


#: by the version from which a step leads to the next one
STEPS: Mapping[int, Step] = {2: _to_3, 3: _to_4}
