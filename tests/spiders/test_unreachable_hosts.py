"""Hosts whose robots.txt cannot be had: what is handed out of them, counted by the catalogue, and
what becomes of what they have."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from archiver.collection import Session
from tests.spiders.crawling import archiver, crawl, publish, query
from tests.spiders.hostile_server import (
    Exchange,
    Site,
    feed,
    redirect,
    serving,
    site,
    status,
    story,
)

ONE_BY_ONE = {"CONCURRENT_REQUESTS_PER_DOMAIN": 1, "RETRY_TIMES": 0}
DEAD = [f"http://dead.lamp.example/story/{number}" for number in range(300)]
ALIVE = [f"http://lamp.example/story/{number}" for number in range(5)]


def watched(folder: Path) -> None:
    """Make a collection whose catalogue keeps each row that is handed out, and each end."""
    Session(folder).close()
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db:
        db.executescript(
            "CREATE TABLE handed (url TEXT); CREATE TABLE ends (url TEXT, state TEXT);"
            "CREATE TRIGGER handing AFTER UPDATE OF state ON frontier WHEN new.state = 'in flight'"
            " BEGIN INSERT INTO handed VALUES (new.url); END;"
            "CREATE TRIGGER ending AFTER UPDATE OF state ON frontier WHEN old.state = 'in flight'"
            " BEGIN INSERT INTO ends VALUES (new.url, new.state); END;"
        )


def handed(folder: Path, prefix: str) -> int:
    """How many rows were handed out whose URL begins so."""
    rows = query(folder, f"SELECT count(*) FROM handed WHERE url LIKE '{prefix}%'")
    return int(rows[0][0])


def breaks_off(exchange: Exchange) -> Iterable[bytes]:
    exchange.reset()
    yield b""


def paper(urls: Iterable[str]) -> Site:
    """A newspaper whose feed names these URLs, all of them stories."""
    urls = list(urls)
    pages = {"/" + url.split("/", 3)[3]: story(f"A story at {url}") for url in urls}
    return site({"lamp.example/feed.xml": feed(urls), **pages})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    watched(tmp_path / "c")
    publish(tmp_path / "c", "lamp", ['feed = "/feed.xml"'])
    return tmp_path / "c"


def states(folder: Path) -> list[tuple[str, str, str | None, int]]:
    """Host, state, reason and number of the rows of the frontier."""
    return query(
        folder, "SELECT host, state, reason, count(*) FROM frontier GROUP BY 1, 2, 3 ORDER BY 1, 2"
    )


def test_of_300_rows_of_a_dead_host_one_is_handed_out_and_all_are_counted(folder: Path) -> None:
    """All 300 were, before it was said once of the host."""
    served = paper([*DEAD, *ALIVE])
    served.answers["dead.lamp.example/robots.txt"] = status(503, "Come later")
    served.answers["gone.lamp.example/robots.txt"] = status(500, "Broken")
    served.answers["lamp.example/story/0"] = redirect("http://gone.lamp.example/story/0")
    with serving(served) as address:
        done = crawl(folder, ["lamp"], address, ONE_BY_ONE)

    assert handed(folder, "http://dead.") == 1
    assert handed(folder, "http://lamp.") == 5
    assert query(folder, "SELECT state, count(*) FROM ends GROUP BY state ORDER BY state") == [
        ("disallowed", 1),
        ("done", 4),
        ("pending", 1),
    ]
    assert states(folder) == [
        ("dead.lamp.example", "pending", None, 299),
        ("dead.lamp.example", "pending", "robots.txt: HTTP status 503", 1),
        ("lamp.example", "disallowed", "robots.txt: HTTP status 500", 1),  # what it led to
        ("lamp.example", "done", "article", 4),
    ]
    report = done.report
    failures = {"robots.txt: HTTP status 503": 300, "robots.txt: HTTP status 500": 1}
    assert (report.outcome, report.left, report.fetched) == ("finished", 300, 4)
    assert (report.disallowed, report.failures) == (301, failures)
    assert report.problems == [
        "http://dead.lamp.example: robots.txt: HTTP status 503; nothing of it is asked for until"
        " its robots.txt can be had, and 300 article URLs stay pending"
    ]
    assert [(x.source, x.fetched, x.failures) for x in report.yields] == [
        ("", 305, failures),
        ("http://lamp.example/feed.xml", 305, failures),  # which names all of them
    ]
    assert (
        "lamp: 300 pending wait for dead.lamp.example: robots.txt: HTTP status 503"
        in archiver("status", "-c", folder).lines
    )


def test_next_run_takes_up_what_was_left(folder: Path) -> None:
    served = paper(DEAD[:7])
    served.answers["dead.lamp.example/robots.txt"] = breaks_off
    with serving(served) as address:
        first = crawl(folder, ["lamp"], address, ONE_BY_ONE)
        del served.answers["dead.lamp.example/robots.txt"]
        second = crawl(folder, ["lamp"], address, ONE_BY_ONE)

    assert first.report.failures == {"robots.txt: connection lost": 7}
    assert (second.report.fetched, second.report.left) == (7, 0)
    assert [row[:3] for row in states(folder)] == [("dead.lamp.example", "done", "article")]
    assert query(folder, "SELECT * FROM unreachable") == []


def test_what_no_connection_leads_to_stays_pending_and_no_try_is_counted(folder: Path) -> None:
    """A host that is down for days is none whose articles are given up."""
    served = paper([*DEAD[:7], *ALIVE])
    with serving(served) as address:
        routes = {"lamp.example:80": address, "dead.lamp.example:80": "127.0.0.1:1"}
        done = crawl(folder, ["lamp"], address, {**ONE_BY_ONE, "CONNECT_TO": routes})
        due_in(folder, 3600)
        resting = crawl(folder, ["lamp"], address, {**ONE_BY_ONE, "CONNECT_TO": routes})

    assert (done.report.failures, done.report.disallowed) == ({"connection refused": 7}, 0)
    assert query(folder, "SELECT host, sum(tries) FROM frontier GROUP BY host ORDER BY host") == [
        ("dead.lamp.example", 0),
        ("lamp.example", 5),
    ]
    assert (resting.report.failures, resting.report.left) == ({"connection refused": 7}, 7)
    assert resting.report.requests == 2  # the feed and its robots.txt; the other host is not asked


def due_in(folder: Path, seconds: float) -> None:
    """Hosts that could not be asked are to be asked so many seconds after that."""
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db, db:
        db.execute("UPDATE unreachable SET due = since + ?", (seconds,))


def test_one_port_of_a_host_keeps_none_of_another(folder: Path) -> None:
    """Rows of the one are passed over, those of the other are fetched, whichever come first."""
    urls = [
        f"http://dead.lamp.example{port}/story/{number}{port[1:]}"
        for number in range(250)
        for port in (("", ":8080") if number % 50 == 0 else ("",))
    ]
    served = paper(urls)
    served.answers["dead.lamp.example/robots.txt"] = status(503, "Come later")
    with serving(served) as address:
        routes = {":80": address, ":8080": address}
        done = crawl(folder, ["lamp"], address, {**ONE_BY_ONE, "CONNECT_TO": routes})

    assert handed(folder, "http://dead.lamp.example/") == 1
    assert handed(folder, "http://dead.lamp.example:8080/") == 5
    assert (done.report.fetched, done.report.left) == (5, 250)
    assert done.report.failures == {"robots.txt: HTTP status 503": 250}


def test_of_pictures_of_a_dead_host_one_is_asked_for(folder: Path) -> None:
    images = "".join(f'<img src="http://pictures.example/{n}.png">' for n in range(50))
    served = paper(ALIVE[:1])
    served.answers["/story/0"] = story("A picture", f"{'The lamps were lit. ' * 30}{images}")
    served.answers["pictures.example/robots.txt"] = status(503, "Come later")
    with serving(served) as address:
        done = crawl(folder, ["lamp"], address, {**ONE_BY_ONE, "REQUISITES": "page"})

    requisites = done.report.requisites
    assert (requisites.disallowed, requisites.left) == (1, 49)
    assert list(served.asked("pictures.example")) == ["/robots.txt"]
