"""What a repeated crawl asks for, proved by the server's log: only what may be new."""

from pathlib import Path

import pytest

from tests.spiders.crawling import Crawl, crawl, frontier, publish, query
from tests.spiders.hostile_server import (
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
from tests.spiders.later import SETTINGS, at
from tests.spiders.test_refetching import tagged

HOST = "http://lamp.example"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "collection"


def run(folder: Path, served: Site, hours: float, *sources: str) -> Crawl:
    publish(folder, "lamp", sources)
    served.log.clear()
    with serving(served) as address:
        done = crawl(folder, ["lamp"], address, SETTINGS, environ=at(hours))
    assert done.ended.code == 0, done.ended.err
    return done


def asked(served: Site) -> list[str]:
    return sorted(x.path for x in served.log if x.path != "/robots.txt")


def index(**children: str) -> bytes:
    """An index of sitemaps, by name and lastmod."""
    items = "".join(
        f"<sitemap><loc>{HOST}/{name}.xml</loc><lastmod>{when}</lastmod></sitemap>"
        for name, when in children.items()
    )
    return ok(f"<sitemapindex>{items}</sitemapindex>", "application/xml")


def sitemap(**stories: str) -> bytes:
    """A sitemap, by name of the story and lastmod."""
    items = "".join(
        f"<url><loc>{HOST}/story/{name}</loc><lastmod>{when}</lastmod></url>"
        for name, when in stories.items()
    )
    return ok(f"<urlset>{items}</urlset>", "application/xml")


def stories(*names: str) -> dict[str, bytes]:
    # Of long ago, so that no visit is due.
    head = '<meta property="article:published_time" content="2025-01-01T10:00:00Z">'
    return {
        f"/story/{name}": story(f"What happened at {name}").replace(
            b"</head>", head.encode() + b"</head>"
        )
        for name in names
    }


OLD, NEW = "2026-02-01T00:00:00Z", "2026-03-01T20:00:00Z"


def test_a_sitemap_is_asked_for_when_its_index_says_that_it_is_new(folder: Path) -> None:
    served = site({
        "/sitemap.xml": tagged(index(january=OLD, february=OLD), '"i"'),
        "/january.xml": sitemap(a=OLD),
        "/february.xml": sitemap(b=OLD),
        **stories("a", "b", "c"),
    })  # fmt: skip
    source = 'sitemap = "/sitemap.xml"'
    run(folder, served, 0, source)
    first = asked(served)
    unchanged = run(folder, served, 24, source)
    second = asked(served)
    served.answers["/sitemap.xml"] = tagged(index(january=OLD, february=NEW), '"j"')
    served.answers["/february.xml"] = sitemap(b=NEW, c=OLD)
    run(folder, served, 48, source)

    assert first == ["/february.xml", "/january.xml", "/sitemap.xml", "/story/a", "/story/b"]
    # The index was not modified; it is read from the archive, and says nothing new of any.
    assert (second, unchanged.report.unchanged) == (["/sitemap.xml"], 2)
    # A story that was changed, as the sitemap says, is visited again.
    assert asked(served) == ["/february.xml", "/sitemap.xml", "/story/b", "/story/c"]


def test_a_feed_that_was_not_modified_costs_one_request(folder: Path) -> None:
    served = site({
        "/feed.xml": tagged(feed(["/story/a", "/story/b"]), '"f"'),
        "/other.xml": feed(["/story/a"]),
        **stories("a"),
    })  # fmt: skip
    sources = ('feed = "/feed.xml"', 'feed = "/other.xml"')
    run(folder, served, 0, *sources)
    assert frontier(folder)["/story/b"].state == "failed"
    served.answers |= stories("b")
    done = run(folder, served, 24, *sources)

    # What of it was not fetched is in the frontier. The other one came whole, and is what it was.
    assert asked(served) == ["/feed.xml", "/other.xml", "/story/b"]
    assert {x.path: x.headers.get("if-none-match") for x in served.log}["/feed.xml"] == '"f"'
    assert (done.report.unchanged, done.report.known) == (2, 1)


def test_a_source_is_read_anew_where_its_description_changed(folder: Path) -> None:
    served = site({"/feed.xml": tagged(feed(["/story/a", "/tale/b"]), '"f"'), **stories("a")})
    served.answers["/tale/b"] = stories("b")["/story/b"]
    run(folder, served, 0, 'feed = "/feed.xml"')
    publish(folder, "lamp", ['feed = "/feed.xml"'], articles="/(story|tale)/")
    served.log.clear()
    with serving(served) as address:
        crawl(folder, ["lamp"], address, SETTINGS, environ=at(1))

    assert asked(served) == ["/feed.xml", "/tale/b"]


def test_an_article_is_fetched_under_one_of_its_addresses(folder: Path) -> None:
    served = site({
        "/feed.xml": feed([
            "/story/a?utm_source=feed", "/story/a/amp", "/story/a/", "/story/b?amp=1", "/story/b",
        ]),
        **stories("a", "b", "c"),
        "/story/old-c": redirect(f"{HOST}/story/c"),
    })  # fmt: skip
    source = 'feed = "/feed.xml"'
    run(folder, served, 0, source)
    first = asked(served)
    served.answers["/feed.xml"] = feed([
        "/story/a?print=1", f"{HOST}/story/a#top", "/story/b/", "https://www.lamp.example/story/b",
        "/story/old-c",
    ])  # fmt: skip
    done = run(folder, served, 24, source)
    second = asked(served)
    served.answers["/feed.xml"] = feed(["/story/c", "/story/c/"])
    run(folder, served, 48, source)

    assert first == ["/feed.xml", "/story/a?utm_source=feed", "/story/b"]
    assert second == ["/feed.xml", "/story/c", "/story/old-c"]
    assert done.report.elsewhere == 3
    # Known since a redirect led to it.
    assert asked(served) == ["/feed.xml"]


def test_a_list_of_which_a_page_did_not_come_is_turned_to_the_end_again(folder: Path) -> None:
    pages = {
        "/harbour": listing(["/story/a"], "/harbour/2"),
        "/harbour/2": status(500, "Out of order"),
        "/harbour/3": listing(["/story/c"]),
    }
    served = site({**pages, **stories("a", "b", "c")})
    source = 'channel = "/harbour"'
    settings = {**SETTINGS, "RETRY_ENABLED": False}
    publish(folder, "lamp", [source])
    with serving(served) as address:
        crawl(folder, ["lamp"], address, settings, environ=at(0))
    served.answers["/harbour/2"] = listing(["/story/b"], "/harbour/3")
    run(folder, served, 24, source)
    second = asked(served)
    run(folder, served, 48, source)

    assert second == ["/harbour", "/harbour/2", "/harbour/3", "/story/b", "/story/c"]
    assert asked(served) == ["/harbour"]
    assert query(folder, "SELECT * FROM gaps") == []
