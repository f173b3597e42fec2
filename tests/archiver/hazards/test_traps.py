"""Lists that never end are told from archives that are only large."""

from datetime import date

import pytest

from archiver.article import Entry
from archiver.hazards.traps import (
    CALENDAR,
    DEEP,
    LEAST_TRIED,
    MANY,
    MOST_VARIANTS,
    PARAMETERS,
    Traps,
    form,
)

HOME = "https://paper.example"
TODAY = date(2026, 5, 20)


def entry(path: str, kind: str = "channel", title: str | None = None) -> Entry:
    return Entry(url=f"{HOME}{path}", source=HOME, kind=kind, title=title)  # type: ignore[arg-type]


def refused(traps: Traps, paths: list[str], kind: str = "channel") -> list[str | None]:
    return [traps.refuse("paper", entry(path, kind), new=True) for path in paths]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/a/b/a/b/a/b/story-of-the-day", DEEP),
        ("/" + "/".join("abcdefghijklmnopqrstu") + "/story", DEEP),
        ("/events/2031/05/26/", CALENDAR),
        ("/events/2028-01", CALENDAR),
        ("/events?year=2040&month=3", CALENDAR),
        ("/events?day=2040-03-01", CALENDAR),
        ("/events/1512/01/", CALENDAR),
    ],
)
def test_url_gives_a_trap_away(path: str, reason: str) -> None:
    assert refused(Traps(TODAY, 100), [path]) == [reason]


@pytest.mark.parametrize(
    "path",
    [
        "/2026/05/20/story-of-the-day",
        "/1897/05/20/a-very-old-story",
        "/2011/11/11/the-eleventh",
        "/2027/01/01/a-look-ahead",
        "/story/in-2040-the-sea-will-be-higher",
        "/news/uk/news/story-of-the-day",
        "/read.php?id=4711&sid=1",
    ],
)
def test_article_is_no_trap(path: str) -> None:
    assert refused(Traps(TODAY, 100), [path]) == [None]


@pytest.mark.parametrize(
    "paths",
    [
        pytest.param([f"/story/one?sid={n:08x}" for n in range(60)], id="sessions"),
        pytest.param([f"/story/one?sid={90000 + n}" for n in range(60)], id="sessions in digits"),
        pytest.param([f"/list?colour=c{n}&sort=s{n % 3}" for n in range(60)], id="facets"),
        pytest.param([f"/read?id=7&back=w{n}" for n in range(60)], id="one article, many ways"),
    ],
)
def test_parameters_without_end_are_bounded(paths: list[str]) -> None:
    found = refused(Traps(TODAY, 1000), paths)

    assert found == [None] * MOST_VARIANTS + [PARAMETERS] * (60 - MOST_VARIANTS)


def test_numbers_of_articles_are_no_variants() -> None:
    paths = [f"/read.php?id={n}&lang=en" for n in range(5000)]

    assert set(refused(Traps(TODAY, 10_000), paths)) == {None}


def test_lists_may_name_so_many_of_one_form() -> None:
    traps = Traps(TODAY, 100)
    paths = [f"/story/a-title-of-words-{n}.html" for n in range(150)]

    assert refused(traps, paths) == [None] * 100 + [MANY] * 50
    assert refused(traps, ["/other/form"]) == [None]
    assert [traps.refuse("paper", entry(paths[0]), new=False)] == [None]  # it has a row


def test_half_a_million_articles_of_a_sitemap_are_no_trap() -> None:
    traps = Traps(TODAY, 100)
    paths = (f"/{2000 + n % 26}/a-title-of-words-{n}" for n in range(500_000))

    assert {traps.refuse("paper", entry(path, "sitemap"), new=True) for path in paths} == {None}


def test_form_whose_pages_are_no_articles_is_left() -> None:
    traps = Traps(TODAY, 1000)
    for n in range(LEAST_TRIED):
        traps.came("paper", f"{HOME}/events/{n}", article=n == 0)
        traps.came("paper", f"{HOME}/story/{n}", article=n % 2 == 0)

    def left(path: str, *entries: Entry) -> bool:
        return traps.is_barren("paper", f"{HOME}{path}", entries)

    assert left("/events/99", entry("/events/99"))
    assert left("/events/99", entry("/events/99", "sitemap"))
    assert not left("/events/99", entry("/events/99", "feed"))
    assert not left("/events/99", entry("/events/99", "sitemap", "It has a title"))
    assert not left("/story/99", entry("/story/99"))
    assert not left("/unknown/99", entry("/unknown/99"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("/story/a-b-c-1.html", "/story/d-e-f-g-2.html", True),
        ("/2026/05/20/x-y-z", "/2025/1/2/some-other-title", True),
        ("/list?b=1&a=2", "/list?a=9&b=8", True),
        ("/list?a=1", "/list?b=1", False),
        ("/story/a-b-c", "/video/a-b-c", False),
    ],
)
def test_form_of_urls(one: str, other: str, same: bool) -> None:
    assert (form(HOME + one) == form(HOME + other)) == same
