"""A time zone is told where the evidence leaves no doubt, and never else."""

import pytest

from archiver.article import Article, Moment
from archiver.probing.zone import told_by_api, told_by_country


def articles(*dates: str) -> list[Article]:
    return [Article(url=None, published=Moment(iso=date, text=date, zone="page")) for date in dates]


SUMMER, WINTER = "2026-07-01T10:00:00+02:00", "2026-01-01T10:00:00+01:00"


def test_country_with_one_zone_and_its_offsets() -> None:
    found = told_by_country("https://www.zeitung.at/", articles(SUMMER, WINTER, SUMMER))

    assert found == (
        "Europe/Vienna",
        "the only zone of .at; 3 dates of articles have its offset",
    )


@pytest.mark.parametrize(
    ("home", "dates"),
    [
        ("https://paper.com/", (SUMMER, WINTER, SUMMER)),
        ("https://paper.us/", (SUMMER, WINTER, SUMMER)),
        ("https://zeitung.at/", (SUMMER, WINTER)),
        ("https://zeitung.at/", (SUMMER, WINTER, "2026-07-01T10:00:00+01:00")),
        ("https://zeitung.at/", ("2026-07-01T10:00:00+00:00",) * 3),
        ("https://zeitung.at/", ("2026-07-01",) * 3),
    ],
    ids=["no country", "many zones", "too few", "another offset", "UTC", "no offsets"],
)
def test_doubt_is_no_zone(home: str, dates: tuple[str, ...]) -> None:
    assert told_by_country(home, articles(*dates)) is None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'{"name": "x", "timezone_string": "Europe/Paris"}', "Europe/Paris"),
        (b'{"timezone_string": "", "gmt_offset": 2}', None),
        (b'{"timezone_string": "Mars/Olympus"}', None),
        (b"<html>", None),
        (b'{"timezone_string": 3}', None),
        (b"\xff\xfe", None),
        (b'{"x":' + b"[" * 100_000, None),
    ],
)
def test_wordpress_is_believed_if_it_names_a_zone(body: bytes, expected: str | None) -> None:
    assert told_by_api(body) == expected
