"""Every way in which a request can end ends its row of the frontier, once.

The ends are counted by a trigger in the catalogue, which knows nothing of the crawler.
"""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from archiver.collection import Session
from tests.spiders.crawling import WITH_TIMEOUTS, Crawl, crawl, publish, query
from tests.spiders.hostile_server import (
    Answer,
    Exchange,
    feed,
    ok,
    redirect,
    serving,
    site,
    status,
    story,
)

STRANGE = {
    "DOWNLOADER_MIDDLEWARES": {
        **WITH_TIMEOUTS,
        "tests.spiders.project_middlewares.StrangeDownloads": 570,
    },
    "SPIDER_MIDDLEWARES": {"tests.spiders.project_middlewares.StrangeOutput": 50},
    "ITEM_PIPELINES": {
        "tests.spiders.project_pipelines.PickyPipeline": 100,
        "spiders.pipeline.CollectionPipeline": 500,
        "tests.spiders.project_middlewares.LatePipeline": 900,
    },
    "RETRY_TIMES": 1,
    "TIMEOUTS": {"/story/hangs": 2},
}
LOST = "mistake in a middleware: the page was lost on its way"
REFRESH = '<html><head><meta http-equiv="refresh" content="0; url=/story/there"></head></html>'


def hangs(exchange: Exchange) -> Iterable[bytes]:
    exchange.connection.recv(1)  # until the client gives up
    yield b""


def resets(exchange: Exchange) -> Iterable[bytes]:
    exchange.reset()
    yield b""


def recovers() -> Answer:
    """503 at first, then a story."""
    answers = iter((status(503, "Busy"), *[story("Recovered")] * 9))
    return lambda exchange: iter((next(answers),))


#: The last part of a path -> what is answered, and how its row ends.
WAYS: dict[str, tuple[Answer, str, str | None]] = {
    "read": (story("Read"), "done", "article"),
    "moved": (redirect("/story/there"), "done", "article"),
    "refreshed": (ok(REFRESH), "done", "article"),
    "recovered": (recovers(), "done", "article"),
    "retried": (status(503, "Busy"), "failed", "HTTP 503"),
    "gone": (status(404, "Gone"), "failed", "HTTP 404"),
    "round": (redirect("/story/round"), "failed", "too many redirects"),
    "nowhere": (redirect("http://["), "failed", "redirect to what is no address"),
    "picture": (ok(b"\x89PNG", "image/png"), "failed", "not a page: image/png"),
    "hangs": (hangs, "failed", "timed out"),
    "resets": (resets, "failed", "connection lost"),
    "ignored": (story("Never seen"), "failed", "not today"),
    "answered": (story("Never seen"), "failed", "mistake in the reader: KeyError"),
    "breaks": (story("Breaks"), "failed", "RuntimeError: a mistake"),
    "replaced": (story("Replaced"), "failed", LOST),
    "spilt": (story("Spilt"), "failed", LOST),
    "swallowed": (story("Swallowed"), "failed", LOST),
    "dull": (story("A Dull story"), "done", "dropped: dull"),
    "odd": (story("An Odd story"), "failed", "mistake in a pipeline: KeyError"),
    "late": (story("Late"), "done", "article"),
    "forbidden": (story("Never seen"), "disallowed", "robots.txt: Disallow: /story/forbidden"),
    "to-forbidden": (
        redirect("/story/forbidden"),
        "disallowed",
        "robots.txt: Disallow: /story/forbidden",
    ),
}


def watched(folder: Path) -> None:
    """Make a collection whose catalogue keeps each end of a row."""
    Session(folder).close()
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db:
        db.executescript(
            "CREATE TABLE ends (url TEXT, state TEXT, reason TEXT);"
            "CREATE TRIGGER ending AFTER UPDATE OF state ON frontier"
            " WHEN new.state <> 'in flight' AND old.state <> 'pending'"
            " BEGIN INSERT INTO ends VALUES (new.url, new.state, new.reason); END;"
        )


def ends(folder: Path) -> list[tuple[str, str, str | None]]:
    """Name, state and reason of each end, without the line of a rule."""
    rows = query(folder, "SELECT url, state, reason FROM ends ORDER BY url")
    return [
        (url.rpartition("/")[2], state, re.sub(r" \(line \d+\)", "", reason or "") or None)
        for url, state, reason in rows
    ]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    folder = tmp_path_factory.mktemp("ends") / "collection"
    watched(folder)
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    answers = {f"/story/{name}": way[0] for name, way in WAYS.items()}
    served = site(
        {
            **answers,
            "/feed.xml": feed(answers),
            "/robots.txt": ok("User-agent: *\nDisallow: /story/forbidden", "text/plain"),
            "/story/there": story("There"),
            "/story/instead": story("Instead"),
        }
    )
    with serving(served) as address:
        done = crawl(folder, ["lamp"], address, STRANGE)
    assert done.ended.code == 0, done.ended.err
    return done


@pytest.mark.parametrize("name", WAYS)
def test_row_ends_once(crawled: Crawl, name: str) -> None:
    found = [end for end in ends(crawled.folder) if end[0] == name]

    assert found == [(name, *WAYS[name][1:])]


def test_nothing_is_left_when_all_have_ended(crawled: Crawl) -> None:
    assert (crawled.report.outcome, crawled.report.left) == ("finished", 0)
    assert query(crawled.folder, "SELECT count(*) FROM frontier WHERE state = 'in flight'") == [
        (0,)
    ]


def test_a_middleware_that_loses_a_page_is_counted_in_the_report(crawled: Crawl) -> None:
    assert crawled.report.failures[LOST] == 3
    assert crawled.report.failures["mistake in a pipeline: KeyError"] == 2


def test_crawl_that_is_closed_leaves_its_rows_pending_for_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "collection"
    watched(folder)
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    paths = [f"/story/{number}" for number in range(20)]
    served = site({"/feed.xml": feed(paths), **dict.fromkeys(paths, story("A story"))})
    with serving(served) as address:
        settings = {"CLOSESPIDER_ITEMCOUNT": 5, "CONCURRENT_REQUESTS_PER_DOMAIN": 1}
        first = crawl(folder, ["lamp"], address, settings)
        left = first.report.left
        second = crawl(folder, ["lamp"], address)

    assert first.report.outcome == "closespider_itemcount"
    assert 0 < left <= 15
    assert second.report.fetched == left
    assert sorted(ends(folder)) == sorted((str(n), "done", "article") for n in range(20))


def test_host_that_asks_to_be_left_alone_is_left_and_its_rows_stay_pending(tmp_path: Path) -> None:
    folder = tmp_path / "collection"
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    paths = [f"/story/{number}" for number in range(5)]
    busy = status(429, "Too Many", b"Retry-After: 3600")
    served = site({"/feed.xml": feed(paths), **dict.fromkeys(paths, busy)})
    with serving(served) as address:
        done = crawl(folder, ["lamp"], address, {"CONCURRENT_REQUESTS_PER_DOMAIN": 1})
        again = crawl(folder, ["lamp"], address)

    assert served.asked()["/story/0"] == 1
    assert sum(number for path, number in served.asked().items() if "story" in path) == 1
    assert served.asked()["/feed.xml"] == 1
    assert done.report.problems == [
        "lamp.example: HTTP 429; it is left alone for 1h, and what it has stays pending"
    ]
    rows = query(folder, "SELECT state, count(*), count(due) FROM frontier GROUP BY state")
    assert rows == [("pending", 5, 1)]
    assert again.report.outcome == "no source could be read"
    assert again.report.failures == {"the host is left alone for now: HTTP 429": 1}
