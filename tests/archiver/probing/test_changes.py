"""What changed since a site was looked at last, and what of it needs a person."""

import time

import pytest
from msgspec.structs import replace

from archiver.probing.changes import changes, fallen
from archiver.probing.pattern import Pattern
from archiver.probing.values import FieldFound, Finding, RobotsFound, SourceFound
from archiver.publications import Publication, Source

HOME = "https://paper.example/"
FEED = SourceFound(
    kind="feed",
    url=f"{HOME}feed",
    where="the head",
    urls=20,
    articles=20,
    newest="2026-05-20T08:00:00Z",
)
SITEMAP = SourceFound(
    kind="sitemap",
    url=f"{HOME}map.xml",
    where="robots.txt",
    urls=500,
    articles=480,
    newest="2026-05-20T09:00:00Z",
    depth=1,
)
COUNCIL = SourceFound(
    kind="channel",
    url=f"{HOME}council",
    where="navigation of the front page",
    name="Council",
    urls=9,
    articles=9,
)
FIELDS = {
    name: FieldFound(found=count, articles=10)
    for name, count in {"title": 10, "authors": 9, "published": 10, "body": 10}.items()
}
BEFORE = Finding(
    home=HOME,
    name="Paper",
    name_by="the front page says",
    domains=("paper.example",),
    robots=RobotsFound(exists=True, digest="a"),
    sources=(FEED, SITEMAP, COUNCIL),
    pattern=Pattern(expression="/story/", caught=50, articles=50, wrong=0, others=20),
    fields=FIELDS,
    kinds={"article": 10},
)
PAPER = Publication(
    slug="paper",
    name="Paper",
    domains=("paper.example",),
    home=HOME,
    articles="/story/",
    sources=(
        Source(feed="/feed"),
        Source(sitemap="/map.xml"),
        Source(channel="/council", name="Council"),
    ),
)


def sources(*found: SourceFound) -> Finding:
    return replace(BEFORE, sources=found)


CASES = [
    pytest.param(
        sources(
            replace(FEED, urls=0, articles=0, newest=None, problem="HTTP 404"), SITEMAP, COUNCIL
        ),
        [(True, "feed https://paper.example/feed: is gone (HTTP 404)")],
        id="feed gone",
    ),
    pytest.param(
        sources(replace(FEED, moved=f"{HOME}rss.xml"), SITEMAP, COUNCIL),
        [
            (
                True,
                "feed https://paper.example/feed: moved for good to https://paper.example/rss.xml",
            )
        ],
        id="feed moved",
    ),
    pytest.param(
        sources(
            replace(FEED, moved="https://gazette.example/feed"),
            replace(SITEMAP, moved="https://www.gazette.example/map.xml"),
        ),
        [
            (
                True,
                "the publication has moved to gazette.example: add gazette.example to `domains` in "
                "publications/paper.toml, leave the old one in for the articles that are known, "
                "and give `home` and the sources their new addresses",
            ),
            (
                True,
                "feed https://paper.example/feed: moved for good to https://gazette.example/feed",
            ),
            (
                True,
                "sitemap https://paper.example/map.xml: moved for good to "
                "https://www.gazette.example/map.xml",
            ),
            (
                False,
                "channel https://paper.example/council: the front page does not link to it any "
                "more",
            ),
        ],
        id="all moved to another domain",
    ),
    pytest.param(
        sources(replace(FEED, newest="2026-04-01T08:00:00Z"), SITEMAP, COUNCIL),
        [
            (
                True,
                "feed https://paper.example/feed: its newest entry is of 2026-04-01, 49 days "
                "older than another source's; it has stopped",
            )
        ],
        id="feed stopped",
    ),
    pytest.param(
        sources(FEED, replace(SITEMAP, articles=0), COUNCIL),
        [(True, "sitemap https://paper.example/map.xml: names no articles any more")],
        id="sitemap without articles",
    ),
    pytest.param(
        sources(FEED, SITEMAP, COUNCIL, replace(COUNCIL, url=f"{HOME}tides", name="Tides")),
        [(True, "channel https://paper.example/tides (Tides): new, and not in the file")],
        id="new channel",
    ),
    pytest.param(
        sources(FEED, SITEMAP, COUNCIL, replace(FEED, url=f"{HOME}feed2")),
        [(False, "feed https://paper.example/feed2: new, and not in the file")],
        id="new feed",
    ),
    pytest.param(
        replace(
            BEFORE,
            pattern=Pattern(expression="/story/", caught=20, articles=50, wrong=0, others=20),
        ),
        [(True, "articles: catches 20 of 50 URLs that its sources call articles; it was 50 of 50")],
        id="other URLs",
    ),
    pytest.param(
        replace(BEFORE, fields={**FIELDS, "published": FieldFound(found=2, articles=10)}),
        [(True, "published: found on 2 of 10 articles; it was found on 10 of 10 articles")],
        id="field vanished",
    ),
    pytest.param(
        replace(BEFORE, fields={**FIELDS, "authors": FieldFound(found=7, articles=10)}),
        [],
        id="a field varies",
    ),
    pytest.param(
        replace(BEFORE, robots=RobotsFound(exists=True, digest="b", delay=10.0)),
        [(True, "robots.txt: says something else to us; seconds between requests: 0 -> 10")],
        id="robots.txt",
    ),
    pytest.param(
        replace(BEFORE, fields={}, kinds={"wall": 10}),
        [(True, "no article could be read (10 x wall came)")],
        id="paywall",
    ),
    pytest.param(
        replace(BEFORE, optouts=("noarchive: 10 of 10 articles",)),
        [(True, "the site now says: noarchive: 10 of 10 articles")],
        id="opt-out",
    ),
    pytest.param(BEFORE, [], id="nothing"),
]


@pytest.mark.parametrize(("now", "expected"), CASES)
def test_change_is_told(now: Finding, expected: list[tuple[bool, str]]) -> None:
    assert [(x.attention, x.text) for x in changes(now, PAPER, BEFORE)] == expected


def test_first_check_compares_with_the_file() -> None:
    now = replace(sources(replace(FEED, urls=0, articles=0, problem="HTTP 410"), SITEMAP, COUNCIL))

    assert [x.text for x in changes(now, PAPER, None)] == [
        "feed https://paper.example/feed: is gone (HTTP 410)"
    ]


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ((10, 10), (10, 10), False),
        ((10, 10), (7, 10), False),
        ((10, 10), (6, 10), True),
        ((2, 3), (0, 3), False),
        ((100, 100), (94, 100), True),
        ((5, 10), (10, 10), False),
        ((0, 0), (0, 10), False),
    ],
)
def test_share_falls_if_chance_would_rarely_do_it(
    before: tuple[int, int], now: tuple[int, int], expected: bool
) -> None:
    assert fallen(before, now) == expected


def test_shares_of_a_hundred_thousand_are_compared_in_no_time() -> None:
    began = time.process_time()

    assert fallen((50_000, 100_000), (49_000, 100_000))
    assert not fallen((50_000, 100_000), (49_900, 100_000))

    assert time.process_time() - began < 2
