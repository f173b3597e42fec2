"""The migration's step that gives rows of the frontier their hosts."""

import sqlite3

from archiver.urls import host_of


def frontier_by_host(db: sqlite3.Connection) -> None:
    """Rows by host, with the moment at which they are due; what failed is due at once."""
    db.execute("ALTER TABLE frontier ADD COLUMN host TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE frontier ADD COLUMN due REAL")
    db.execute("ALTER TABLE runs ADD COLUMN captures INTEGER")
    db.create_function("host_of", 1, host_of, deterministic=True)
    db.execute(
        "UPDATE frontier SET host = host_of(fetch),"
        " due = iif(state = 'disallowed' OR state = 'failed' AND tries < 5, 0.0, NULL)"
    )
    for statement in (
        "DROP INDEX frontier_next",
        "DROP INDEX frontier_again",
        "CREATE INDEX frontier_new ON frontier (publication, host, rank DESC)"
        " WHERE state = 'pending' AND due IS NULL",
        "CREATE INDEX frontier_due ON frontier (publication, host, due) WHERE due IS NOT NULL",
        "CREATE INDEX frontier_done ON frontier (publication, host, ended) WHERE state = 'done'",
        "CREATE INDEX frontier_in_flight ON frontier (url) WHERE state = 'in flight'",
        "CREATE TABLE hosts (host TEXT PRIMARY KEY, due REAL NOT NULL, reason TEXT NOT NULL)"
        " STRICT",
        "CREATE TABLE frontier_counts (publication TEXT NOT NULL, host TEXT NOT NULL,"
        " state TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (publication, host, state))"
        " STRICT, WITHOUT ROWID",
        "INSERT INTO frontier_counts SELECT publication, host, state, count(*) FROM frontier"
        " GROUP BY publication, host, state",
        f"CREATE TRIGGER frontier_added AFTER INSERT ON frontier BEGIN {_COUNT_NEW} END",
        f"CREATE TRIGGER frontier_removed AFTER DELETE ON frontier BEGIN {_COUNT_OLD} END",
        "CREATE TRIGGER frontier_moved AFTER UPDATE OF publication, host, state ON frontier"
        f" BEGIN {_COUNT_OLD} {_COUNT_NEW} END",
    ):
        db.execute(statement)


_COUNT_OLD = (
    "UPDATE frontier_counts SET number = number - 1"
    " WHERE publication = old.publication AND host = old.host AND state = old.state;"
    " DELETE FROM frontier_counts WHERE publication = old.publication AND host = old.host"
    " AND state = old.state AND number = 0;"
)
_COUNT_NEW = (
    "INSERT INTO frontier_counts VALUES (new.publication, new.host, new.state, 1)"
    " ON CONFLICT (publication, host, state) DO UPDATE SET number = number + 1;"
)
