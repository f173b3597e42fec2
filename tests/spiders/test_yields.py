"""What a run's report says of each publication and source."""

import json
from pathlib import Path

from archiver.collection.preserving.rebuild import rebuild
from archiver.report import Report, Yield
from tests.spiders.crawling import Crawl, crawl, publish, query
from tests.spiders.hostile_server import Site, feed, listing, ok, serving, site, status, story

FEED = "http://harbour.example/feed"
SITEMAP = "http://harbour.example/sitemap.xml"
CHANNEL = "http://harbour.example/news"
SOURCES = (f"feed = '{FEED}'", f"sitemap = '{SITEMAP}'", f"channel = '{CHANNEL}'")
COLUMNS = "run, publication, source, kind, found, fresh, fetched, articles, new, failures"


def sitemap(locations: dict[str, str], index: bool = False) -> bytes:
    outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    urls = "".join(
        f"<{inner}><loc>{url}</loc><lastmod>{date}</lastmod></{inner}>"
        for url, date in locations.items()
    )
    return ok(
        f'<{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</{outer}>',
        "application/xml",
    )


def newspaper() -> Site:
    part = "http://harbour.example/sitemap-2026.xml"
    stories = {f"/story/{name}": story(f"Story {name}") for name in "abc"}
    return site(
        {
            "/feed": feed([("/story/a", "Sun, 01 Mar 2026 08:00:00 GMT"), "/story/b"]),
            "/sitemap.xml": sitemap({part: "2026-03-01"}, index=True),
            "/sitemap-2026.xml": sitemap(
                {
                    "http://harbour.example/story/a": "2026-03-01T09:00:00Z",
                    "http://harbour.example/story/gone": "2026-02-28",
                }
            ),
            "/news": listing(["/story/c"]),
            **stories,
        }
    )


def yields(run: Crawl) -> dict[str, Yield]:
    return {one.source: one for one in run.report.yields}


def test_a_run_says_what_each_source_brought(tmp_path: Path) -> None:
    publish(tmp_path, "harbour", SOURCES)
    with serving(newspaper()) as address:
        found = yields(crawl(tmp_path, ["harbour"], address))

    whole, from_feed, from_sitemap = found[""], found[FEED], found[SITEMAP]
    assert set(found) == {"", FEED, SITEMAP, CHANNEL}
    assert (whole.found, whole.fresh, whole.fetched, whole.articles, whole.new) == (4, 4, 4, 3, 3)
    assert whole.failures == {"HTTP 404": 1}
    pages = [len(story(f"Story {name}").partition(b"\r\n\r\n")[2]) for name in "abc"]
    assert whole.received == sum(pages) + sum(found[url].received for url in set(found) - {""})
    assert whole.complete["title"] == 3
    assert whole.complete["published"] == 1
    assert (whole.answered, from_feed.answered, from_feed.status) == (None, True, 200)
    assert (from_feed.found, from_feed.new, from_feed.failures) == (2, 2, {})
    assert from_feed.newest == "2026-03-01T08:00:00+00:00"
    assert (from_sitemap.found, from_sitemap.new) == (2, 1)
    assert from_sitemap.failures == {"HTTP 404": 1}
    assert from_sitemap.newest == "2026-03-01T09:00:00+00:00"
    assert (found[CHANNEL].found, found[CHANNEL].new) == (1, 1)


def test_a_later_run_counts_what_is_new_of_each_source_by_itself(tmp_path: Path) -> None:
    publish(tmp_path, "harbour", SOURCES)
    paper = newspaper()
    with serving(paper) as address:
        crawl(tmp_path, ["harbour"], address)
        dated = ("/story/d", "Mon, 02 Mar 2026 08:00:00 GMT")
        paper.answers["/feed"] = feed([dated, ("/story/a", "Sun, 01 Mar 2026 08:00:00 GMT")])
        paper.answers["/story/d"] = story("Story d")
        paper.answers["/sitemap.xml"] = status(404, "Not Found")
        found = yields(crawl(tmp_path, ["harbour"], address))

    assert (found[""].found, found[""].fresh, found[""].new) == (3, 1, 1)
    assert (found[FEED].found, found[FEED].fresh) == (2, 1)
    assert (found[CHANNEL].found, found[CHANNEL].fresh) == (1, 0)
    assert (found[SITEMAP].answered, found[SITEMAP].status) == (False, 404)
    assert found[SITEMAP].problem == "HTTP 404"


def test_a_changed_text_is_a_version_and_no_new_article(tmp_path: Path) -> None:
    publish(tmp_path, "harbour", SOURCES[:1])
    paper = newspaper()
    with serving(paper) as address:
        crawl(tmp_path, ["harbour"], address)
        paper.answers["/story/a"] = story("Story a, corrected")
        found = yields(crawl(tmp_path, ["harbour"], address, refetch=True))

    assert (found[""].new, found[""].versions, found[""].articles) == (0, 1, 2)


def test_what_a_front_page_leads_to_has_a_row_of_its_own(tmp_path: Path) -> None:
    front = ok(
        '<html><head><link rel=alternate type="application/rss+xml" href=/feed></head>'
        "<body><a href=/story/a>A story that is told here</a></body></html>"
    )
    with serving(site({**newspaper().answers, "/": front})) as address:
        found = yields(crawl(tmp_path, ["http://harbour.example/"], address))

    assert found["http://harbour.example/"].kind == "front"
    assert found[FEED].kind == "feed"
    assert (found[""].found, found[""].articles) == (2, 2)


def test_a_run_over_a_part_says_so(tmp_path: Path) -> None:
    publish(tmp_path, "harbour", SOURCES)
    with serving(newspaper()) as address:
        assert crawl(tmp_path, ["harbour"], address, limit=1).report.partial
        assert not crawl(tmp_path, ["harbour"], address).report.partial


def test_runs_and_yields_come_back_from_the_archive_alone(tmp_path: Path) -> None:
    publish(tmp_path, "harbour", SOURCES)
    with serving(newspaper()) as address:
        crawl(tmp_path, ["harbour"], address)
        crawl(tmp_path, ["harbour"], address)
    runs = query(tmp_path, "SELECT * FROM runs")
    rows = query(tmp_path, "SELECT * FROM yields")
    assert rebuild(tmp_path).problems == ()
    assert query(tmp_path, "SELECT * FROM yields") == rows
    assert query(tmp_path, "SELECT * FROM runs") == runs

    (tmp_path / "catalogue.sqlite").unlink()
    assert rebuild(tmp_path).problems == ()

    assert query(tmp_path, "SELECT * FROM yields") == rows
    assert query(tmp_path, "SELECT started, targets, report FROM runs") == [
        (started, targets, report) for _, started, _, targets, _, report, _ in runs
    ]


def test_a_report_of_before_is_still_read() -> None:
    old = {"started": "2026-03-01T00:00:00Z", "publications": ["harbour"], "found": 3}

    report = Report.from_json(json.dumps(old))

    assert (report.found, report.yields, report.partial) == (3, [], False)
