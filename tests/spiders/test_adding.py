"""Sites that nobody described: added by asking them, then crawled by the file that was written."""

import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from archiver import publications
from tests.spiders import news_sites
from tests.spiders.crawling import Ended, archiver, frontier, query
from tests.spiders.hostile_server import Site, ok, serving, site, status

SITES = {
    "harbour-lamp": news_sites.wordpress(),
    "seebote": news_sites.sitemaps_only(),
    "quay-gazette": news_sites.sections_only(),
    "minato-shimbun": news_sites.japanese(),
}
SCRIPTS = news_sites.made_by_scripts()
WALLED = "walled.example"
FORBIDDEN = "forbidden.example"
LIST = f"""# our list
http://www.harbour-lamp.example/
http://seebote.example/
not a line with an address
http://quay-gazette.example/
http://{SCRIPTS.host}/
http://minato-shimbun.example/
http://{FORBIDDEN}/
http://{WALLED}/
"""


@dataclass(frozen=True, kw_only=True)
class Added:
    """What `archiver add` left, and the crawl after it."""

    folder: Path
    ended: Ended
    outcomes: dict[str, dict[str, Any]]  #: by host
    served: Site
    crawled: Ended
    checked: Ended

    def file(self, slug: str) -> dict[str, Any]:
        """A publication's file, as TOML's own reader has it."""
        return tomllib.loads((self.folder / "publications" / f"{slug}.toml").read_text())


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> Added:
    scratch = tmp_path_factory.mktemp("adding")
    folder = scratch / "collection"
    (scratch / "sites.txt").write_text(LIST)
    walled = news_sites.sections_only()
    answers = {
        **{key: answer for one in (*SITES.values(), SCRIPTS) for key, answer in one.routes.items()},
        f"{FORBIDDEN}/robots.txt": ok("User-agent: *\nDisallow: /\n", "text/plain"),
        **{f"{WALLED}{path}": answer for path, answer in walled.answers.items()},
        **{f"{WALLED}{path}": status(401, "Unauthorized") for path in walled.articles},
    }
    served = site(answers)
    with serving(served) as address:
        how: list[str | Path] = ["-c", folder, "--delay", "0"]
        for host in [*(x.host for x in SITES.values()), SCRIPTS.host, FORBIDDEN, WALLED]:
            how += ["--connect-to", f"{host}:80:{address}"]
        ended = archiver("add", "--from", scratch / "sites.txt", "--json", *how)
        crawled = archiver("crawl", *SITES, "--requisites", "none", "--json", *how)
        checked = archiver("check", *SITES, "--json", *how)
    outcomes = {x["target"].partition("//")[2].strip("/"): x for x in json.loads(ended.out)}
    return Added(
        folder=folder,
        ended=ended,
        outcomes=outcomes,
        served=served,
        crawled=crawled,
        checked=checked,
    )


def test_nothing_is_printed_but_the_outcomes(added: Added) -> None:
    progress = re.compile(r"sites: \d of 7 asked, \d+ requests, [\d.]+ .?B")  # every ten seconds
    assert [x for x in added.ended.err.splitlines() if not progress.fullmatch(x)] == []
    assert added.ended.code == 1  # three sites and a line were not added


@pytest.mark.parametrize("slug", SITES)
def test_crawl_by_the_written_file_finds_all_articles(added: Added, slug: str) -> None:
    rows = query(
        added.folder,
        "SELECT DISTINCT json_extract(article, '$.url') FROM readings"
        " WHERE json_extract(article, '$.kind') = 'article'",
    )
    home = f"http://{SITES[slug].host}"
    found = {url.removeprefix(home) for (url,) in rows if url.startswith(f"{home}/")}

    assert added.crawled.code == 0, added.crawled.err
    assert found == set(SITES[slug].articles)


@pytest.mark.parametrize("slug", SITES)
def test_no_article_is_fetched_twice(added: Added, slug: str) -> None:
    asked = added.served.asked(SITES[slug].host)
    checks = 10  # that the check reads again

    assert sum(asked[path] for path in SITES[slug].articles) == len(SITES[slug].articles) + checks


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        (
            "harbour-lamp",
            {
                "name": "The Harbour Lamp",
                "domains": ["harbour-lamp.example"],
                "language": "en-GB",
                "timezone": "Europe/London",
            },
        ),
        ("seebote", {"name": "Seebote", "domains": ["seebote.example"], "language": "de"}),
        ("quay-gazette", {"name": "Quay Gazette", "language": "en"}),
        ("minato-shimbun", {"name": "港新聞", "language": "ja"}),
    ],
)
def test_file_says_what_the_site_is(added: Added, slug: str, expected: dict[str, Any]) -> None:
    file = added.file(slug)

    assert {key: file[key] for key in expected} == expected
    assert ("timezone" in file) == ("timezone" in expected)


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        (
            "harbour-lamp",
            ["/feed/", "/wp-sitemap.xml", "/", "/category/council/", "/category/tides/"],
        ),
        ("seebote", ["/sitemap-news.xml", "/sitemap-index.xml"]),
        ("quay-gazette", ["/", "/council", "/tides", "/markets"]),
        ("minato-shimbun", ["/rss.xml", "/", "/list/seiji", "/list/shakai"]),
    ],
)
def test_file_names_the_sources(added: Added, slug: str, expected: list[str]) -> None:
    kinds = ("feed", "sitemap", "channel")
    sources = [
        next(source[kind] for kind in kinds if kind in source)
        for source in added.file(slug)["sources"]
    ]

    assert sources == expected


@pytest.mark.parametrize(
    ("slug", "other"),
    [
        ("harbour-lamp", "http://www.harbour-lamp.example/category/council/"),
        ("harbour-lamp", "http://www.harbour-lamp.example/author/ada-keel/"),
        ("seebote", "http://seebote.example/kontakt.html"),
        ("quay-gazette", "http://quay-gazette.example/council"),
        ("minato-shimbun", "http://minato-shimbun.example/list/seiji"),
    ],
)
def test_expression_leaves_other_pages_alone(added: Added, slug: str, other: str) -> None:
    publication = publications.load(added.folder / "publications").named(slug)
    home = f"http://{SITES[slug].host}"

    assert publication.articles is not None
    assert not publication.is_article(other)
    assert all(publication.is_article(f"{home}{path}") for path in SITES[slug].articles)


@pytest.mark.parametrize("slug", SITES)
def test_ten_articles_are_read_and_complete(added: Added, slug: str) -> None:
    finding = added.outcomes[SITES[slug].host]["finding"]
    found = {name: field["found"] for name, field in finding["fields"].items()}

    assert finding["kinds"] == {"article": 10}
    assert {found[name] for name in ("title", "published", "body", "language")} == {10}


def test_depth_and_freshness_of_sitemaps_are_told(added: Added) -> None:
    sources = added.outcomes["seebote.example"]["finding"]["sources"]
    told = {
        x["url"]: tuple(x.get(key) for key in ("depth", "children", "news", "newest"))
        for x in sources
        if x["kind"] == "sitemap"
    }

    assert told == {
        "http://seebote.example/sitemap-news.xml": (1, 0, True, "2026-04-13T08:00:00Z"),
        "http://seebote.example/sitemap-index.xml": (2, 2, False, "2026-04-09T00:00:00Z"),
    }


@pytest.mark.parametrize(
    ("host", "failure"),
    [
        (
            "app-news.example",
            "http://app-news.example/: none of 1 sources and lists names an article; its front "
            "page has 0 links to other pages (3 links to parts of itself, 1 scripts): it is made "
            "by scripts, which a crawl does not run; give a feed or sitemap of it",
        ),
        (
            "forbidden.example",
            "http://forbidden.example/: robots.txt: Disallow: / (line 2); nothing may be fetched; "
            "ask the publisher",
        ),
        (
            "walled.example",
            "http://walled.example/: none of 15 pages is an article (15 x HTTP 401); is it a news "
            "site?",
        ),
    ],
)
def test_failure_is_one_line_that_says_what_to_do(added: Added, host: str, failure: str) -> None:
    assert added.outcomes[host]["failure"] == failure


def test_bad_line_is_told_and_stops_nothing(added: Added) -> None:
    failures = [x["failure"] for x in json.loads(added.ended.out) if "failure" in x]

    assert any(
        text.startswith(f"{added.folder.parent}/sites.txt, line 4: not a line") for text in failures
    )


def test_urls_of_sources_wait_in_the_frontier_before_a_crawl(added: Added) -> None:
    states = {row.state for row in frontier(added.folder).values()}

    assert states == {"done"}  # the crawl fetched what the probe had not


def test_check_of_what_did_not_change_finds_nothing(added: Added) -> None:
    found = {x["slug"]: x.get("changes", []) for x in json.loads(added.checked.out)}

    assert found == {slug: [] for slug in SITES}
    assert added.checked.code == 0
