"""A run's figures are the same whether an article or what names it was asked for first."""

from pathlib import Path

import pytest

from archiver.report import Report, Tally, Yield
from tests.spiders.crawling import Crawl, crawl, publish
from tests.spiders.hostile_server import Site, feed, listing, ok, serving, site, status, story

FEED, INDEX, MAP = "/feed.xml", "/index.xml", "/map.xml"
FIRST = "Sun, 01 Mar 2026 08:00:00 GMT"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def newspaper(names: str) -> Site:
    """Its feed names all stories, and the second sitemap in an index all of them as well."""
    paths = [f"/story/{name}" for name in names]
    urls = "".join(f"<url><loc>http://lamp.example{path}</loc></url>" for path in paths)
    children = "".join(
        f"<sitemap><loc>http://lamp.example{path}</loc></sitemap>" for path in ("/gone.xml", MAP)
    )
    index = f'<sitemapindex xmlns="{NAMESPACE}">{children}</sitemapindex>'
    return site({
        FEED: feed([(path, FIRST) for path in paths]),
        INDEX: ok(index, "application/xml"),
        MAP: ok(f'<urlset xmlns="{NAMESPACE}">{urls}</urlset>', "application/xml"),
        **{path: story(f"About {path}") for path in paths},
        "/story/x": status(404, "Not Found"),
    })  # fmt: skip


def run(folder: Path, served: Site, sitemap: str) -> tuple[Crawl, list[str]]:
    publish(folder, "lamp", [f'feed = "{FEED}"', f'sitemap = "{sitemap}"'])
    served.log.clear()
    with serving(served) as address:
        done = crawl(folder, ["lamp"], address, {"CONCURRENT_REQUESTS": 1})
    assert done.ended.code == 0, done.ended.err
    return done, [one.path for one in served.log if one.path != "/robots.txt"]


def figures(report: Report, source: str) -> tuple[object, ...]:
    (row,) = (one for one in report.yields if one.source.endswith(source))
    return of_row(row)


def of_row(row: Yield) -> tuple[object, ...]:
    asked = (row.found, row.fresh, row.fetched, row.failures, row.newest)
    return (*asked, row.articles, row.new, row.versions, row.kinds, row.complete, row.paywalled)


def tallies(report: Report) -> dict[str, Tally]:
    return {source.removeprefix("http://lamp.example"): x for source, x in report.sources.items()}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Report], list[Report]]:
    """Two runs each: of a sitemap in an index, which is read after the first article, and of the
    same sitemap named in the publication's file, which is read before."""
    late, early = tmp_path_factory.mktemp("late"), tmp_path_factory.mktemp("early")
    reports: tuple[list[Report], list[Report]] = ([], [])
    for names in ("abx", "abcx"):
        served = newspaper(names)
        if names == "abcx":
            served.answers["/story/b"] = story("About another thing")
        done, paths = run(late, served, INDEX)
        assert paths.index(f"/story/{names[-2] if reports[0] else names[0]}") < paths.index(MAP)
        reports[0].append(done.report)
        done, paths = run(early, served, MAP)
        assert all(paths.index(MAP) < at for at, x in enumerate(paths) if "/story/" in x)
        reports[1].append(done.report)
    return reports


def test_a_source_has_what_was_fetched_before_it_was_read(
    both: tuple[list[Report], list[Report]],
) -> None:
    (first, _), _ = both
    (row,) = (one for one in first.yields if one.source.endswith(INDEX))

    assert (row.found, row.fresh, row.fetched, row.articles, row.new) == (3, 3, 3, 2, 2)
    assert row.failures == {"HTTP 404": 1}
    assert row.complete["title"] == 2
    assert tallies(first)[MAP].articles == 2
    assert tallies(first)[MAP].new == 2


@pytest.mark.parametrize("number", [0, 1], ids=["first run", "second run"])
def test_figures_do_not_depend_on_what_came_first(
    number: int, both: tuple[list[Report], list[Report]]
) -> None:
    late, early = both[0][number], both[1][number]

    assert figures(late, INDEX) == figures(early, MAP)
    assert figures(late, FEED) == figures(early, FEED)
    assert of_row(late.yields[0]) == of_row(early.yields[0])
    assert tallies(late) == tallies(early)
    told = [(x.found, x.known, x.elsewhere, x.kinds, x.left) for x in (late, early)]
    assert told[0] == told[1]


def test_a_list_is_read_on_where_its_page_names_what_only_this_run_has_fetched(
    tmp_path: Path,
) -> None:
    """Page 2 names what the feed does too, and what was fetched meanwhile; page 3 what is new."""
    named = ["/story/a", "/story/b", "/story/c"]
    served = site({
        FEED: feed([(path, FIRST) for path in named]),
        "/news": listing(["/story/a"], "/news?page=2"),
        "/news?page=2": listing(["/story/b"], "/news?page=3"),
        "/news?page=3": listing(["/story/old"]),
        **{path: story(f"About {path}") for path in (*named, "/story/old")},
    })  # fmt: skip
    publish(tmp_path, "lamp", [f'feed = "{FEED}"', 'channel = "/news"'])
    with serving(served) as address:
        done = crawl(tmp_path, ["lamp"], address, {"CONCURRENT_REQUESTS": 1})

    assert done.ended.code == 0, done.ended.err
    assert "/story/old" in [one.path for one in served.log]
