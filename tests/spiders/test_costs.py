"""What a run asks of the catalogue does not grow with what the catalogue holds."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from spiders.settings import EXTENSIONS
from tests.spiders.crawling import crawl, publish
from tests.spiders.hostile_server import feed, listing, serving, site, story
from tests.spiders.later import SETTINGS, at

GROWING = (
    *("aliases", "articles", "bylines", "captures", "frontier", "readings", "requisite_frontier"),
    *("requisites", "runs", "texts", "versions", "yields"),
)
#: Indexes of the few rows that are not at rest.
FEW = ("frontier_in_flight", "requisites_in_flight", "requisites_next", "runs_going_on")


def scans(folder: Path, statements: list[str]) -> Iterator[str]:
    """Those that read a growing table, or an index of all of it, from one end to the other."""
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db:
        for statement in statements:
            if not statement.startswith(("SELECT", "UPDATE", "DELETE", "INSERT", "WITH")):
                continue
            if " LIMIT " in statement:  # read from the end that is asked for
                continue
            plan = [step for *_, step in db.execute(f"EXPLAIN QUERY PLAN {statement}")]
            if any(
                step.startswith("SCAN ")
                and step.split()[1] in GROWING
                and not step.endswith(tuple(f"INDEX {name}" for name in FEW))
                for step in plan
            ):
                yield f"{statement}: {plan}"


def test_no_run_reads_a_table_from_end_to_end(tmp_path: Path) -> None:
    folder = tmp_path / "collection"
    looks = '<link rel="stylesheet" href="/a.css"><img src="/a.png" alt="">'
    served = site({
        "/feed.xml": feed(["/story/a", "/story/b"]),
        "/harbour": listing(["/story/a", "/story/c"]),
        **{f"/story/{name}": story(name.upper(), looks) for name in "abc"},
    })  # fmt: skip
    settings = {
        **SETTINGS,
        "EXTENSIONS": {**EXTENSIONS, "tests.spiders.statements.Statements": -1},
        "STATEMENTS": str(tmp_path / "statements.json"),
        "REQUISITES": "page",
        "WARC_KEEP_OPEN": True,
    }
    publish(folder, "lamp", ['feed = "/feed.xml"', 'channel = "/harbour"'])
    with serving(served) as address:
        crawl(folder, ["lamp"], address, settings, environ=at(0))
        done = crawl(folder, ["lamp"], address, settings, environ=at(48))

    assert done.ended.code == 0, done.ended.err
    statements = json.loads((tmp_path / "statements.json").read_text())
    assert len(statements) > 100
    assert list(scans(folder, statements)) == []
