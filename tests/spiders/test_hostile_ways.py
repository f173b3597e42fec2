"""One crawl of a site that asks, circles, drips and says nothing: bounded, counted, explained."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from archiver.hazards.advice import advice
from archiver.hazards.traps import LEAST_TRIED
from archiver.hazards.traps import NOTHING as BARREN
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
    listing,
    ok,
    redirect,
    serving,
    site,
    status,
    story,
)
from tests.warcs.wire_certificates import Authority

HOST = "ways.example"
PAGES = 4  # the bound on pages of a list that the crawl is given
SOURCES = [
    'feed = "/feed.xml"',
    'sitemap = "/sitemap-loop.xml"',
    'channel = "/calendar"',
    'channel = "/sessions"',
    'channel = "/deeper"',
    'channel = "/worthless"',
]
NOTHING = (
    "<html><head><title>The Ways</title></head><body><h1>Welcome back</h1><p>We are glad that you "
    "came by. Our shelves are full of things to read, and the kettle is on.</p></body></html>"
)
CONSENT = (
    "<html lang=en><head><title>Before you continue</title></head><body><h1>Before you continue"
    "</h1><p>We and our partners use cookies.</p><button>Accept all cookies</button></body></html>"
)
WALLED = ok(
    "<html lang=en><head><title>What the harbour costs</title>"
    '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",'
    ' "headline": "What the harbour costs", "isAccessibleForFree": false}</script></head>'
    "<body><article><h1>What the harbour costs</h1><p>The first line of it.</p></article></body>"
)


def drip(exchange: Exchange) -> Iterable[bytes]:
    """A head that comes a byte at a time, for longer than anybody waits."""
    for byte in b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Slow: " + b"a" * 200:
        yield bytes((byte,))
        time.sleep(0.1)


def endless(exchange: Exchange) -> Iterable[bytes]:
    """A body without an end."""
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<h1>On and on</h1>"
    while True:
        yield b"<p>and on " * 200
        time.sleep(0.02)


def numbered(links: int, form: str, path: str) -> Answer:
    """A list whose every page has new links of a form, and a next page."""

    def answer(exchange: Exchange) -> Iterable[bytes]:
        page = int(exchange.path.partition("page=")[2] or 1)
        numbers = range(page * links, (page + 1) * links)
        yield listing([form.format(n) for n in numbers], f"{path}?page={page + 1}")

    return answer


def index(*paths: str) -> bytes:
    """A sitemap index."""
    rows = "".join(f"<sitemap><loc>http://{HOST}{path}</loc></sitemap>" for path in paths)
    return ok(f'<?xml version="1.0"?><sitemapindex>{rows}</sitemapindex>', "application/xml")


STORIES: dict[str, Answer] = {
    "/story/good": story("A good story among the bad"),
    "/story/to-consent": redirect(f"http://consent.example/ask?to=http://{HOST}/story/to-consent"),
    "/story/to-login": redirect("/login?next=/story/to-login"),
    "/story/to-the-front": redirect("/"),
    "/story/asks": ok(CONSENT),
    "/story/walled": WALLED,
    "/story/limited": status(429, "Too Many Requests", b"Retry-After: 0"),
    "/story/drips": drip,
    "/story/endless": endless,
    "/story/large-head": (
        b"HTTP/1.1 200 OK\r\n" + (b"X-Large: " + b"a" * 8000 + b"\r\n") * 300 + b"\r\n<h1>x</h1>"
    ),
    "/story/large-line": b"HTTP/1.1 200 OK\r\nX-Large: " + b"a" * (2 << 20) + b"\r\n\r\n<h1>x</h1>",
    "/story/hops": redirect("http://hop1.example/hop"),
    "/story/lies": story("Käse für alle").replace(b"charset=utf-8", b"charset=iso-8859-1"),
}
ANSWERS: dict[str, Answer] = {
    "/robots.txt": status(404, "Not Found"),
    "/": listing([]),
    "/login": ok("<html><body><h1>Log in</h1><form><input type=password></form></body></html>"),
    "/feed.xml": feed([*STORIES, "/story/nothing-here", "/story/nothing-there"]),
    "/sitemap-loop.xml": index("/sitemap-loop.xml", "/sitemap-second.xml"),
    "/sitemap-second.xml": index("/sitemap-loop.xml", "/sitemap-second.xml"),
    "/calendar": numbered(10, "/events/20{:02d}/05/what-happens-then", "/calendar"),
    "/sessions": numbered(10, "/story/good?sid=f{:07x}", "/sessions"),
    "/worthless": numbered(25, "/things/of-no-worth-{}", "/worthless"),
    **{
        f"/things/of-no-worth-{n}": ok(f"<title>No. {n}</title><form><input></form>")
        for n in range(200)
    },
    "/deeper": numbered(3, "/a/b/a/b/a/b/story-of-words-{}", "/deeper"),
    **{f"hop{n}.example/hop": redirect(f"http://hop{n + 1}.example/hop") for n in range(1, 30)},
    "consent.example/ask": ok(CONSENT),
    **STORIES,
}


@dataclass(kw_only=True)
class Soft(Site):
    """What is not there is answered with a friendly page."""

    def answer(self, exchange: Exchange) -> Answer:
        found = super().answer(exchange)
        missing = found == status(404, "Not Found") and exchange.path != "/robots.txt"
        return ok(NOTHING) if missing and exchange.host == HOST else found


@dataclass(frozen=True, kw_only=True)
class Ways:
    """The crawl, and all that is asked of it."""

    site: Site
    crawl: Crawl
    rows: dict[str, Row]


@pytest.fixture(scope="module")
def ways(tmp_path_factory: pytest.TempPathFactory) -> Ways:
    folder = tmp_path_factory.mktemp("ways") / "collection"
    publish(folder, "ways", SOURCES, articles="/story/|/events/|/a/|/things/")
    served = Soft(answers=dict(ANSWERS))
    settings = {
        "DOWNLOADER_MIDDLEWARES": WITH_TIMEOUTS,
        "TIMEOUTS": {"/story/drips": 3, "/story/endless": 3},
        "RETRY_TIMES": 0,
        "MAX_LISTING_PAGES": PAGES,
        "REDIRECT_MAX_TIMES": 5,
    }
    with serving(served) as address:
        done = crawl(folder, ["ways"], address, settings)
    assert done.ended.code == 0, done.ended.err
    return Ways(site=served, crawl=done, rows=frontier(folder))


def test_crawl_finishes_and_prints_nothing_else(ways: Ways) -> None:
    assert ways.crawl.report.outcome == "finished"
    assert ways.crawl.ended.err == ""


FAILURES = [
    ("/story/to-consent", "consent: leads to consent.example"),
    ("/story/to-login", "login: leads to ways.example"),
    ("/story/to-the-front", "soft 404: leads to the front page"),
    ("/story/nothing-here", "soft 404: the host answers so for what is not there"),
    ("/story/nothing-there", "soft 404: the host answers so for what is not there"),
    ("/story/drips", "timed out"),
    ("/story/large-head", "the head is too long"),
    ("/story/large-line", "connection lost"),
    ("/story/hops", "too many redirects"),
]


@pytest.mark.parametrize(("path", "reason"), FAILURES)
def test_failure_is_told_counted_and_explained(ways: Ways, path: str, reason: str) -> None:
    assert (ways.rows[path].state, ways.rows[path].reason) == ("failed", reason)
    assert reason in ways.crawl.report.failures
    assert advice(reason) is not None


@pytest.mark.parametrize("path", ["/story/asks", "/story/walled"])
def test_wall_is_no_article(ways: Ways, path: str) -> None:
    assert (ways.rows[path].state, ways.rows[path].reason) == ("done", "wall")


def test_walls_are_counted_by_their_sort(ways: Ways) -> None:
    assert ways.crawl.report.walls == {"wall: consent": 1, "wall: paywalled, short": 1}


def test_address_of_an_article_is_never_that_of_a_question(ways: Ways) -> None:
    rows = query(ways.crawl.folder, "SELECT url FROM readings")

    assert [url for (url,) in rows if "consent" in url or "login" in url] == []


def test_host_is_asked_once_for_what_is_not_there(ways: Ways) -> None:
    asked = ways.site.asked(HOST)

    assert [n for path, n in asked.items() if path.startswith("/no-such-page-")] == [1]


def test_calendar_parameters_and_circles_are_bounded(ways: Ways) -> None:
    asked = ways.site.asked(HOST)
    sessions = [path for path in asked if "?sid=" in path]

    assert len(sessions) == 20
    assert [path for path in asked if path.startswith("/a/")] == []
    traps = dict(ways.crawl.report.traps)
    del traps[BARREN]
    assert traps == {
        "trap: a calendar": 22,
        "trap: parameters": 20,
        "trap: a path that goes round": 3 * PAGES,
    }


def test_rest_of_a_form_that_brings_no_articles_is_left(ways: Ways) -> None:
    asked = ways.site.asked(HOST)
    fetched = sum(1 for path in asked if path.startswith("/things/"))
    left = [row for row in ways.rows.values() if row.reason == BARREN]

    assert LEAST_TRIED <= fetched < LEAST_TRIED + 20  # what was on its way comes
    assert len(left) == 25 * PAGES - fetched == ways.crawl.report.traps[BARREN]


def test_certificate_that_has_ended_is_not_accepted(tmp_path: Path) -> None:
    folder = tmp_path / "collection"
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    authority = Authority(tmp_path)
    secure = site({"/story/1": story("One"), "/robots.txt": status(404, "Not Found")})
    urls = [f"https://{host}/story/1" for host in ("lamp.example", "old.lamp.example")]
    plain = site({"/feed.xml": feed(urls)})
    with (
        serving(plain) as address,
        serving(secure, authority.server("lamp.example")) as good,
        serving(secure, authority.server("old.lamp.example", ended=True)) as ended,
    ):
        routes = {":80": address, "lamp.example:443": good, "old.lamp.example:443": ended}
        trust = {"SSL_CERT_FILE": str(authority.path)}
        settings = {"CONNECT_TO": routes, "RETRY_TIMES": 0}
        done = crawl(folder, ["lamp"], address, settings, environ=trust)

    assert done.report.failures == {"tls: certificate verify failed": 1}
    assert advice("tls: certificate verify failed") is not None
    assert sorted(x.host for x in secure.log if x.path == "/story/1") == ["lamp.example"]


def test_trap_is_told_once_for_each_source(ways: Ways) -> None:
    told = [text for text in ways.crawl.report.problems if ": trap: " in text]

    assert len([x for x in told if "/sessions" in x.partition(": trap")[0]]) <= PAGES
    assert any(text.startswith(f"http://{HOST}/deeper: trap: a path") for text in told)


def test_sitemaps_that_name_each_other_are_read_once(ways: Ways) -> None:
    asked = ways.site.asked(HOST)

    assert asked["/sitemap-loop.xml"] == asked["/sitemap-second.xml"] == 1


def test_redirects_over_hosts_are_bounded(ways: Ways) -> None:
    hops = {x.host for x in ways.site.log if x.path == "/hop"}

    assert hops == {f"hop{n}.example" for n in range(1, 6)}


def test_body_without_an_end_is_captured_as_far_as_it_came(ways: Ways) -> None:
    row = ways.rows["/story/endless"]

    assert (row.state, row.reason) == ("failed", "timed out")
    assert "/story/endless" in responses(ways.crawl.folder)


def test_text_is_read_in_its_real_charset(ways: Ways) -> None:
    rows = query(
        ways.crawl.folder,
        "SELECT article ->> 'title' FROM readings WHERE url LIKE '%/story/lies'",
    )

    assert rows == [("Käse für alle",)]
