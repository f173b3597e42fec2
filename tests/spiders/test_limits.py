"""What a run fetches that may fetch only so much, by the log of the server."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.spiders.crawling import crawl, publish
from tests.spiders.hostile_server import feed, serving, site, story


@pytest.mark.parametrize(
    ("limit", "settings"), [(2, {}), (None, {"BUDGET": {"pages": 2}})], ids=["limit", "budget"]
)
def test_a_bound_is_for_what_is_new_before_what_is_visited_again(
    limit: int | None, settings: dict[str, object], tmp_path: Path
) -> None:
    """Also where the host of what is new is asked seldom."""
    folder = tmp_path / "c"
    served = site({
        "/feed.xml": feed(["http://lamp.example/story/old", "http://other.example/story/old-too"]),
        **{f"/story/{name}": story(f"About {name}") for name in ("old", "old-too", "a", "b")},
    })  # fmt: skip
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    path = folder / "publications" / "lamp.toml"
    path.write_text(path.read_text().replace('"lamp.example"]', '"lamp.example", "other.example"]'))
    with serving(served) as address:
        crawl(folder, ["lamp"], address)
        due(folder)
        served.answers["/feed.xml"] = feed(["/story/a", "/story/b"])
        served.log.clear()
        slots = {"DOWNLOAD_SLOTS": {"lamp.example": {"delay": 0.3, "concurrency": 1}}}
        crawl(folder, ["lamp"], address, {**slots, **settings}, limit=limit)

    assert sorted(x.path for x in served.log if x.path.startswith("/story/")) == [
        "/story/a",
        "/story/b",
    ]


def due(folder: Path) -> None:
    """All that was fetched is due."""
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db, db:
        db.execute("UPDATE frontier SET due = 1")
