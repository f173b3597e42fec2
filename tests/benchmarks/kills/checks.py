"""What must hold when a crawl has lived to its end, after all that were killed."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from archiver.collection.database.schema import DERIVED
from archiver.collection.preserving.rebuild import rebuild
from archiver.collection.preserving.verifying import verify
from tests.spiders.crawling import query, records

LATER = datetime(2100, 1, 1, tzinfo=UTC)


def derived(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """The tables that hold what the archive says, and how each URL of the frontier ended."""
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db:
        tables = {
            name: db.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()
            for name in (*DERIVED, "words")
        }
        tables["frontier"] = db.execute("SELECT url, state FROM frontier ORDER BY 1").fetchall()
        return tables


def problems(folder: Path, pages: int) -> Iterator[str]:
    """What is wrong with the collection in ``folder``, of a newspaper with so many articles."""
    yield from against_itself(folder)
    states = Counter(state for (state,) in query(folder, "SELECT state FROM frontier"))
    if set(states) != {"done"}:
        yield f"the frontier is not done: {dict(states)}"
    (articles,) = query(folder, "SELECT count(*) FROM articles")[0]
    if articles != pages:
        yield f"{articles} articles, not {pages}"
    asked = Counter(query(folder, "SELECT state FROM requisite_frontier"))
    if set(asked) != {("done",)}:
        yield f"what pages need is not done: {dict(asked)}"


def against_itself(folder: Path) -> Iterator[str]:
    """What in the collection contradicts something else in it."""
    found = records(folder, aside=True)  # a file that was torn in its first record is set aside
    yield from (f"{record.id}: {record.faults()}" for record in found if record.faults())
    archived = sorted(x.capture.ref.record_id for x in found if x.capture)
    known = query(folder, "SELECT record_id FROM captures ORDER BY record_id")
    if archived != [row[0] for row in known]:
        yield f"{len(archived)} captures in the archive, {len(known)} in the catalogue"
    twice = query(
        folder, "SELECT article, count(*) FROM versions GROUP BY article HAVING count(*) > 1"
    )
    if twice:
        yield f"{len(twice)} articles have several versions: {twice[:5]}"
    report = verify(folder, now=LATER)
    for fault in (*report.faults, *(x for file in report.files for x in file.faults)):
        yield f"verify: {fault.file}: {fault.text}"
    live = derived(folder)
    listed = (folder / "pages" / "pages.jsonl").read_bytes()
    yield from rebuild(folder).problems
    anew = derived(folder)
    for table, rows in live.items():
        if rows != anew[table]:
            different = [
                pair for pair in zip(rows, anew[table], strict=False) if pair[0] != pair[1]
            ]
            yield f"rebuilt, {table} is another ({len(rows)}, {len(anew[table])}): {different[:1]}"
    if (folder / "pages" / "pages.jsonl").read_bytes() != listed:
        yield "rebuilt, pages.jsonl is another"
