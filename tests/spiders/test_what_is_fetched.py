"""Which articles a run fetches, proved by the log of the server."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.spiders.crawling import (
    Crawl,
    Ended,
    Row,
    archiver,
    crawl,
    frontier,
    publish,
    query,
    warc_files,
)
from tests.spiders.hostile_server import Site, feed, listing, serving, site, status, story

DATES = {
    "/story/march": "Sun, 01 Mar 2026 10:00:00 +0000",
    "/story/february": "Sun, 01 Feb 2026 10:00:00 +0000",
    "/story/january": "Thu, 01 Jan 2026 10:00:00 +0000",
}
SOURCES = [
    'feed = "/feed.xml"',
    'channel = "/harbour"\nname = "Harbour"',
    'channel = "/market"\nname = "Market"',
]


def newspaper() -> Site:
    paths = [*DATES, "/story/boats", "/story/prices"]
    return site(
        {
            "/feed.xml": feed(DATES.items()),
            "/harbour": listing(["/story/boats", "/story/march"]),
            "/market": listing(["/story/prices"]),
            **{path: story(f"What happened at {path}") for path in paths},
        }
    )


def stories(served: Site) -> set[str]:
    return {path for path in served.asked() if path.startswith("/story/")}


def run(
    folder: Path, served: Site, *, limit: int | None = None, channel: str | None = None
) -> tuple[Crawl, set[str]]:
    """Crawl; gives what happened and the article pages that were asked for."""
    publish(folder, "lamp", SOURCES)
    served.log.clear()
    with serving(served) as address:
        done = crawl(folder, ["lamp"], address, limit=limit, channel=channel)
    assert done.ended.code == 0, done.ended.err
    return done, stories(served)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "collection"


def test_limit_fetches_the_newest_and_the_next_run_the_rest(folder: Path) -> None:
    served = newspaper()
    first, newest = run(folder, served, limit=2)
    _, rest = run(folder, served)
    third, nothing = run(folder, served)

    assert newest == {"/story/march", "/story/february"}
    assert first.report.left == 3
    assert rest == {"/story/january", "/story/boats", "/story/prices"}
    assert nothing == set()
    assert (third.report.found, third.report.known, third.report.fetched) == (5, 5, 0)


def test_second_crawl_fetches_only_what_is_new(folder: Path) -> None:
    served = newspaper()
    run(folder, served)
    served.answers["/market"] = listing(["/story/new-prices", "/story/prices"])
    served.answers["/story/new-prices"] = story("What prices are now")

    assert run(folder, served)[1] == {"/story/new-prices"}
    assert served.asked() == {
        "/robots.txt": 1,
        "/feed.xml": 1,
        "/harbour": 1,
        "/market": 1,
        "/story/new-prices": 1,
    }


def test_channel_fetches_what_it_lists_and_nothing_that_an_earlier_run_left(folder: Path) -> None:
    served = newspaper()
    run(folder, served, limit=1)

    assert run(folder, served, channel="HARBOUR")[1] == {"/story/boats"}
    assert run(folder, served)[1] == {"/story/february", "/story/january", "/story/prices"}


def test_since_leaves_out_what_is_dated_before_it_also_of_an_earlier_run(folder: Path) -> None:
    served = newspaper()
    run(folder, served, limit=1)
    lines = archiver_crawl(folder, served, "--since", "2026-02-01")

    assert lines.code == 0, lines.err
    assert stories(served) == {"/story/february", "/story/boats", "/story/prices"}
    assert frontier(folder)["/story/january"] == Row(state="pending", reason=None, tries=0)


def archiver_crawl(folder: Path, served: Site, *words: str) -> Ended:
    """Crawl by the command line."""
    served.log.clear()
    publish(folder, "lamp", SOURCES)
    with serving(served) as address:
        host = f"lamp.example:80:{address}"
        return archiver(
            *("crawl", "lamp", "-c", folder, "--connect-to", host, "--delay", "0"), *words
        )


def test_dry_run_lists_what_would_be_fetched_and_writes_nothing(folder: Path) -> None:
    served = newspaper()
    publish(folder, "lamp", SOURCES)
    before = sorted(path for path in folder.rglob("*"))

    done = archiver_crawl(folder, served, "--dry-run", "--since", "2026-02-01", "--limit", "3")

    assert done.code == 0, done.err
    assert [line.split("\t")[0] for line in done.out.splitlines()] == [
        "http://lamp.example/story/march",
        "http://lamp.example/story/february",
        "http://lamp.example/story/boats",
    ]
    assert done.err.splitlines()[-1] == "3 would be fetched; nothing was written"
    assert stories(served) == set()
    assert sorted(path for path in folder.rglob("*")) == before


def test_dry_run_knows_what_was_fetched(folder: Path) -> None:
    served = newspaper()
    run(folder, served, limit=3)  # those that the feed dates
    files = warc_files(folder)

    done = archiver_crawl(folder, served, "--dry-run")

    assert {line.split("\t")[0] for line in done.out.splitlines()} == {
        "http://lamp.example/story/boats",
        "http://lamp.example/story/prices",
    }
    assert warc_files(folder) == files
    assert query(folder, "SELECT count(*) FROM runs") == [(1,)]


def test_what_failed_is_tried_five_times_in_all_whether_or_not_it_is_still_named(
    folder: Path,
) -> None:
    served = site(
        {
            "/feed.xml": feed(["/story/gone"]),
            "/harbour": listing([]),
            "/market": listing([]),
            "/story/gone": status(410, "Gone"),
        }
    )
    run(folder, served)
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db, db:
        db.execute("UPDATE frontier SET tries = 4")  # as after three more runs
    served.answers["/feed.xml"] = feed([])
    fifth, asked_fifth = run(folder, served)
    _, asked_sixth = run(folder, served)

    assert (asked_fifth, asked_sixth) == ({"/story/gone"}, set())
    assert fifth.report.failures == {"HTTP 410": 1}
    assert frontier(folder) == {"/story/gone": Row(state="failed", reason="HTTP 410", tries=5)}
