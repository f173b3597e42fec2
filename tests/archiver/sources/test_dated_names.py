"""What the names of sitemaps say of the time that their articles are from."""

from datetime import UTC, datetime

import pytest

from archiver.sources.dated_names import ends_of

SITE = "https://lamp.example"


@pytest.mark.parametrize(
    ("path", "end"),
    [
        ("/sitemap-2024-03.xml", (2024, 4, 1)),
        ("/sitemap-2024-12.xml", (2025, 1, 1)),
        ("/sitemap_20240229.xml", (2024, 3, 1)),
        ("/2024/03/05/map.xml", (2024, 3, 6)),
        ("/sitemap-2024.xml.gz", (2025, 1, 1)),
        ("/sitemap.xml?yyyy=2024&mm=03&dd=05", (2024, 3, 6)),
        ("/sitemap.xml?year=2024&month=11", (2024, 12, 1)),
        ("/from-2024-01-01-to-2024-01-31.xml", (2024, 2, 1)),
    ],
)
def test_a_name_tells_a_day_a_month_or_a_year(path: str, end: tuple[int, int, int]) -> None:
    assert ends_of([SITE + path]) == {SITE + path: datetime(*end, tzinfo=UTC).timestamp()}


@pytest.mark.parametrize(
    "path",
    ["/sitemap.xml", "/sitemap-17.xml", "/sitemap-120245.xml", "/sitemap-2024-02-30.xml", "/news"],
)
def test_other_names_tell_nothing(path: str) -> None:
    assert ends_of([SITE + path]) == {}


def test_numbers_are_no_years_where_one_of_them_cannot_be() -> None:
    assert ends_of([f"{SITE}/sitemap{number}.xml" for number in (1, 2, 2000, 2001)]) == {}


def test_each_sort_of_name_is_judged_by_itself() -> None:
    named = [f"{SITE}/posts-2024.xml", f"{SITE}/posts-2025.xml", f"{SITE}/pages-7.xml"]
    assert list(ends_of(named)) == named[:2]


def test_a_host_is_no_date() -> None:
    assert ends_of(["https://news2024.example/sitemap.xml"]) == {}


def test_numbers_are_no_months_where_one_of_them_cannot_be() -> None:
    """Thirteen parts of a year, of which those from the tenth on look like months."""
    year = [f"{SITE}/posts-2024-{number}.xml" for number in range(1, 14)]
    others = [f"{SITE}/posts-2023-{number}.xml" for number in range(1, 14)]
    named = ends_of([*year, *others])

    assert {named[url] for url in year} == {datetime(2025, 1, 1, tzinfo=UTC).timestamp()}
    assert {named[url] for url in others} == {datetime(2024, 1, 1, tzinfo=UTC).timestamp()}


def test_the_number_of_a_page_is_no_month() -> None:
    named = [f"{SITE}/map.xml?yyyy={year}&page={page}" for year in (2023, 2024) for page in (9, 10)]

    assert list(ends_of(named).values()) == [
        datetime(year + 1, 1, 1, tzinfo=UTC).timestamp() for year in (2023, 2023, 2024, 2024)
    ]


@pytest.mark.parametrize("form", ["/cms2019/sitemap-{}.xml", "/2019/post-sitemap{}.xml"])
def test_what_is_the_same_in_all_of_them_tells_nothing(form: str) -> None:
    assert ends_of([SITE + form.format(number) for number in (1, 10, 12)]) == {}


@pytest.mark.parametrize("form", ["/sitemap-{}.xml", "/post-sitemap{}.xml", "/map/{}/news.xml"])
def test_a_number_without_a_year_is_no_month(form: str) -> None:
    assert ends_of([SITE + form.format(f"{number:02}") for number in range(1, 13)]) == {}
