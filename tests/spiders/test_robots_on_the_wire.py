"""robots.txt as RFC 9309 wants it, seen from the servers: one crawl of many hosts."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from tests.spiders.crawling import (
    WITH_TIMEOUTS,
    Crawl,
    Row,
    crawl,
    frontier,
    publish,
    query,
    responses,
)
from tests.spiders.hostile_server import (
    Answer,
    Exchange,
    Site,
    feed,
    ok,
    redirect,
    serving,
    site,
    status,
    story,
)

RULES = """
User-agent: otherbot
Disallow: /

User-agent: news-archiver
Disallow: /story/private
Allow: /story/private-not
Disallow: /*.print$

User-agent: *
Disallow: /
"""


def silence(exchange: Exchange) -> Iterable[bytes]:
    """No answer for longer than the crawl waits."""
    exchange.connection.settimeout(30)
    exchange.connection.recv(1)
    return []


def hops(number: int, host: str) -> dict[str, Answer]:
    """So many redirects before a robots.txt that disallows everything."""
    chain = [f"{host}/robots.txt", *(f"{host}/hop-{n}" for n in range(1, number + 1))]
    answers: dict[str, Answer] = {
        path: redirect(f"/{after.partition('/')[2]}") for path, after in pairwise(chain)
    }
    answers[chain[-1]] = ok("User-agent: *\nDisallow: /", "text/plain")
    return answers


# One publication on many hosts; each host's robots.txt is another case.
ROBOTS: dict[str, Answer] = {
    "missing.lamp.example/robots.txt": status(404, "Not Found"),
    "forbidden.lamp.example/robots.txt": status(403, "Forbidden"),
    "broken.lamp.example/robots.txt": status(503, "Come later"),
    "silent.lamp.example/robots.txt": silence,
    **hops(5, "five.lamp.example"),
    **hops(6, "six.lamp.example"),
    "ruled.lamp.example/robots.txt": ok(RULES, "text/plain"),
    "ruled.lamp.example:8080/robots.txt": ok("User-agent: *\nDisallow: /", "text/plain"),
    "html.lamp.example/robots.txt": ok("<!doctype html><p>Disallow: nothing here"),
}
URLS = [
    "http://missing.lamp.example/story/a",
    "http://forbidden.lamp.example/story/a",
    "http://broken.lamp.example/story/a",
    "http://broken.lamp.example/story/b",
    "http://silent.lamp.example/story/a",
    "http://five.lamp.example/story/a",
    "http://six.lamp.example/story/a",
    "http://ruled.lamp.example/story/public",
    "http://ruled.lamp.example/story/private",
    "http://ruled.lamp.example/story/private-not",
    "http://ruled.lamp.example/story/paper.print",
    "http://ruled.lamp.example:8080/story/public",
    "http://html.lamp.example/story/a",
]


@dataclass(frozen=True, kw_only=True)
class Runs:
    """A crawl, and another after the broken robots.txt was mended."""

    site: Site
    first: Crawl
    rows: dict[str, Row]
    captured: list[str]
    second: Crawl
    rows_again: dict[str, Row]


def by_url(folder: Path) -> dict[str, Row]:
    rows = query(folder, "SELECT url, state, reason, tries FROM frontier")
    return {url: Row(state=state, reason=reason, tries=tries) for url, state, reason, tries in rows}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    folder = tmp_path_factory.mktemp("robots") / "collection"
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    pages: dict[str, Answer] = {
        f"/story/{name}": story(f"The story called {name}")
        for name in ("a", "b", "public", "private", "private-not", "paper.print")
    }
    served = site({"lamp.example/feed.xml": feed(URLS), **ROBOTS, **pages})
    settings: dict[str, object] = {
        "DOWNLOADER_MIDDLEWARES": WITH_TIMEOUTS,
        "TIMEOUTS": {"//silent.lamp.example/robots.txt": 1},
        "RETRY_TIMES": 1,
    }
    with serving(served) as address:
        settings["CONNECT_TO"] = {":80": address, ":8080": address}
        first = crawl(folder, ["lamp"], address, settings)
        assert first.ended.code == 0, first.ended.err
        rows, captured = by_url(folder), responses(folder)
        log = list(served.log)
        served.answers["broken.lamp.example/robots.txt"] = status(404, "Not Found")
        second = crawl(folder, ["lamp"], address, settings)
        served.log[:] = log
    return Runs(
        site=served,
        first=first,
        rows=rows,
        captured=captured,
        second=second,
        rows_again=by_url(folder),
    )


@pytest.mark.parametrize(
    ("url", "state", "reason"),
    [
        ("http://missing.lamp.example/story/a", "done", "article"),
        ("http://forbidden.lamp.example/story/a", "done", "article"),
        ("http://broken.lamp.example/story/a", "pending", "robots.txt: HTTP status 503"),
        ("http://silent.lamp.example/story/a", "pending", "robots.txt: timed out"),
        ("http://five.lamp.example/story/a", "disallowed", "robots.txt: Disallow: / (line 2)"),
        ("http://six.lamp.example/story/a", "done", "article"),
        ("http://ruled.lamp.example/story/public", "done", "article"),
        (
            "http://ruled.lamp.example/story/private",
            "disallowed",
            "robots.txt: Disallow: /story/private (line 6)",
        ),
        ("http://ruled.lamp.example/story/private-not", "done", "article"),
        (
            "http://ruled.lamp.example/story/paper.print",
            "disallowed",
            "robots.txt: Disallow: /*.print$ (line 8)",
        ),
        (
            "http://ruled.lamp.example:8080/story/public",
            "disallowed",
            "robots.txt: Disallow: / (line 2)",
        ),
        ("http://html.lamp.example/story/a", "done", "article"),
    ],
    ids=[
        "404 allows",
        "403 allows",
        "503 disallows for now",
        "a time-out disallows for now",
        "five redirects are followed",
        "six redirects are none",
        "no rule",
        "a rule",
        "a longer rule allows",
        "a pattern",
        "another port",
        "HTML has no rules",
    ],
)
def test_robots_txt_decides(runs: Runs, url: str, state: str, reason: str) -> None:
    assert (runs.rows[url].state, runs.rows[url].reason) == (state, reason)


def test_nothing_that_is_disallowed_is_asked_for(runs: Runs) -> None:
    asked = {f"http://{x.host}{x.path}" for x in runs.site.log}

    assert {url for url, row in runs.rows.items() if row.state != "done"} & asked == set()


def test_disallowed_urls_are_counted_with_their_rule(runs: Runs) -> None:
    report = runs.first.report

    assert report.disallowed == 7
    assert report.failures["robots.txt: HTTP status 503"] == 2
    assert sum(report.failures.values()) == 7


def test_each_robots_txt_is_fetched_once(runs: Runs) -> None:
    asked = [x.host for x in runs.site.log if x.path == "/robots.txt"]
    retried = {"broken.lamp.example", "silent.lamp.example"}

    assert sorted(set(asked)) == sorted({"lamp.example", *(url.split("/")[2] for url in URLS)})
    assert [host for host in set(asked) if asked.count(host) != 1 + (host in retried)] == []


def test_each_robots_txt_is_recorded(runs: Runs) -> None:
    # All but the one that was never answered: of that there is the request.
    asked = [x.host for x in runs.site.log if x.path == "/robots.txt"]

    assert runs.captured.count("/robots.txt") == len(asked) - asked.count("silent.lamp.example")


def test_asking_robots_txt_is_no_try_of_the_page(runs: Runs) -> None:
    assert {row.tries for row in runs.rows.values() if row.state != "done"} == {0}


def test_next_run_asks_again(runs: Runs) -> None:
    assert runs.rows_again["http://broken.lamp.example/story/a"].state == "done"
    assert runs.rows_again["http://broken.lamp.example/story/b"].state == "done"
    assert runs.rows_again["http://ruled.lamp.example/story/private"].state == "disallowed"
    assert runs.second.report.disallowed == 1  # what five redirects led to may be asked for later


def test_what_was_disallowed_is_asked_for_when_robots_txt_was_changed(tmp_path: Path) -> None:
    folder = tmp_path / "collection"
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    rules = "User-agent: *\nDisallow: /story/b"
    pages = {f"/story/{name}": story(f"The story called {name}") for name in "ab"}
    served = site({"/feed.xml": feed(list(pages)), "/robots.txt": ok(rules, "text/plain"), **pages})
    with serving(served) as address:
        crawl(folder, ["lamp"], address)
        again = crawl(folder, ["lamp"], address)
        served.answers["/robots.txt"] = ok("User-agent: *\nAllow: /", "text/plain")
        changed = crawl(folder, ["lamp"], address)

    assert again.report.disallowed == 0
    assert changed.report.fetched == 1
    assert {row.state for row in by_url(folder).values()} == {"done"}


def test_disallowed_source_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "collection"
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    served = site(
        {
            "/robots.txt": ok("User-agent: *\nDisallow: /feed", "text/plain"),
            "/feed.xml": feed(["/story/a"]),
        }
    )
    with serving(served) as address:
        done = crawl(folder, ["lamp"], address)

    assert done.report.outcome == "no source could be read"
    assert done.report.problems == [
        "http://lamp.example/feed.xml: robots.txt: Disallow: /feed (line 2)"
    ]
    assert served.asked() == {"/robots.txt": 1}
    assert frontier(folder) == {}
