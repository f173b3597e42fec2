"""In which order a run asks for sources and articles, by the log of the server."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.spiders.crawling import Crawl, crawl, publish, query
from tests.spiders.hostile_server import Answer, Site, feed, ok, serving, site, story

NEWEST = datetime(2026, 3, 1, 12, tzinfo=UTC)
MONTHS = 12


def story_of(months: int, number: int) -> tuple[str, str]:
    """Path and date of an article."""
    date = NEWEST - timedelta(days=30 * months + number)
    return f"/story/{months}-{number}", f"{date:%Y-%m-%dT%H:%M:%SZ}"


def urlset(stories: list[tuple[str, str]]) -> bytes:
    urls = "".join(
        f"<url><loc>http://lamp.example{path}</loc><lastmod>{date}</lastmod></url>"
        for path, date in stories
    )
    return ok(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>',
              "application/xml")  # fmt: skip


def index(*, dated: bool) -> bytes:
    """An index of a sitemap a month, the oldest first."""
    maps = "".join(
        f"<sitemap><loc>http://lamp.example/map-{months}.xml</loc>"
        + (f"<lastmod>{story_of(months, 0)[1]}</lastmod>" if dated else "")
        + "</sitemap>"
        for months in reversed(range(MONTHS))
    )
    return ok(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{maps}'
              "</sitemapindex>", "application/xml")  # fmt: skip


def newspaper(*, dated: bool, fed: bool) -> Site:
    """Two articles a month; a feed names the newest two."""
    named = [story_of(months, number) for months in range(MONTHS) for number in range(2)]
    answers: dict[str, Answer] = {path: story(f"About {path}") for path, _ in named}
    answers["/index.xml"] = index(dated=dated)
    for months in range(MONTHS):
        answers[f"/map-{months}.xml"] = urlset([story_of(months, n) for n in range(2)])
    if fed:
        answers["/feed.xml"] = feed([(path, rfc822(date)) for path, date in named[:2]])
    return site(answers)


def rfc822(date: str) -> str:
    return f"{datetime.fromisoformat(date):%a, %d %b %Y %H:%M:%S +0000}"


def asked(folder: Path, served: Site, limit: int | None = None) -> tuple[Crawl, list[str]]:
    sources = ['sitemap = "/index.xml"']
    if "/feed.xml" in served.answers:
        sources.insert(0, 'feed = "/feed.xml"')
    publish(folder, "lamp", sources)
    served.log.clear()
    with serving(served) as address:
        done = crawl(folder, ["lamp"], address, {"CONCURRENT_REQUESTS": 1}, limit=limit)
    assert done.ended.code == 0, done.ended.err
    return done, [one.path for one in served.log if one.path != "/robots.txt"]


def stories(paths: list[str]) -> list[str]:
    return [path for path in paths if path.startswith("/story/")]


def newest_first() -> list[str]:
    return [story_of(months, number)[0] for months in range(MONTHS) for number in range(2)]


@pytest.mark.parametrize("dated", [True, False], ids=["dated", "not dated"])
def test_what_a_feed_names_does_not_wait_for_an_index_of_sitemaps(
    dated: bool, tmp_path: Path
) -> None:
    _, paths = asked(tmp_path / "c", newspaper(dated=dated, fed=True))

    assert paths[:2] == ["/feed.xml", "/index.xml"]
    assert stories(paths[:7]) == ["/story/0-0", "/story/0-1"]
    assert stories(paths) == newest_first()
    assert len(paths) == 2 + MONTHS + 2 * MONTHS


def test_sitemaps_are_read_newest_first_and_articles_as_soon_as_none_can_name_newer_ones(
    tmp_path: Path,
) -> None:
    _, paths = asked(tmp_path / "c", newspaper(dated=True, fed=False))

    assert [x for x in paths if "map-" in x] == [f"/map-{n}.xml" for n in range(MONTHS)]
    assert paths.index("/story/0-0") < paths.index("/map-3.xml")
    assert stories(paths) == newest_first()


def test_without_dates_or_a_feed_the_newest_are_known_when_all_is_read(tmp_path: Path) -> None:
    _, paths = asked(tmp_path / "c", newspaper(dated=False, fed=False))

    assert stories(paths) == paths[1 + MONTHS :] == newest_first()


def test_a_limit_takes_the_newest_without_waiting_for_the_old(tmp_path: Path) -> None:
    _, paths = asked(tmp_path / "c", newspaper(dated=True, fed=True), limit=3)

    assert stories(paths) == newest_first()[:3]
    # The next may be on its way while one is read; those behind it are not asked for.
    assert not {f"/map-{months}.xml" for months in range(4, MONTHS)}.intersection(paths)


def test_what_is_older_than_what_is_wanted_is_not_asked_for(tmp_path: Path) -> None:
    folder, served = tmp_path / "c", newspaper(dated=True, fed=False)
    publish(folder, "lamp", ['sitemap = "/index.xml"'])
    since = (NEWEST - timedelta(days=70)).date()
    with serving(served) as address:
        crawl(folder, ["lamp"], address, {"CONCURRENT_REQUESTS": 1}, since=f"{since}")

    paths = [one.path for one in served.log]
    assert [x for x in paths if "map-" in x] == ["/map-0.xml", "/map-1.xml", "/map-2.xml"]
    assert stories(paths) == newest_first()[:6]


def test_what_was_fetched_before_its_sitemap_was_read_is_not_visited_for_that(
    tmp_path: Path,
) -> None:
    served = newspaper(dated=True, fed=True)
    path, _ = story_of(0, 0)
    # A day of change that is not over when the article is fetched.
    served.answers["/map-0.xml"] = urlset([(path, f"{datetime.now(UTC):%Y-%m-%d}")])
    _, first = asked(tmp_path / "c", served)
    _, second = asked(tmp_path / "c", served)

    assert first.count(path) == 1
    assert stories(second) == []
    (row,) = query(tmp_path / "c", f"SELECT entries FROM frontier WHERE url LIKE '%{path}'")
    assert "map-0.xml" in row[0]
