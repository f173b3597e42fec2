"""Dates, directions, addresses and charts as pages show them."""

from datetime import date

import pytest

from archiver.article import Block, Link, Moment
from archiver.collection.finding import Count
from archiver.web import charts, links, moments, scripts
from archiver.web.bodies import Span, parts
from archiver.web.pages.browsing import calendar
from archiver.web.pages.pictures import kind_of


@pytest.mark.parametrize(
    ("iso", "zone", "expected", "note"),
    [
        ("2026-03-01", None, "1 March 2026", None),
        ("2026-03-01T09:05", None, "1 March 2026, 09:05", "no time zone is given"),
        ("2026-03-01T09:05:00-07:00", "page", "1 March 2026, 09:05 UTC−07:00",
         "zone as the page has it"),
        ("2026-03-01T09:05:00+05:30", "publication", "1 March 2026, 09:05 UTC+05:30",
         "zone of the publication"),
        ("2026-03-01T09:05:00+00:00", "page", "1 March 2026, 09:05 UTC", "zone as the page has it"),
        ("the first of March", None, "the first of March", None),
    ],
)  # fmt: skip
def test_a_date_is_no_more_exact_than_it_is_known(
    iso: str, zone: str | None, expected: str, note: str | None
) -> None:
    when = moments.told(Moment(iso=iso, text=iso, zone=zone))  # type: ignore[arg-type]

    assert (when.text, when.note) == (expected, note)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ar", "", "rtl"),
        ("ar", "ropes", "ltr"),
        ("en", "", "ltr"),
        (None, "»שלום", "rtl"),
        ("pa-Arab", "", "rtl"),
        ("az-Latn", "123", "ltr"),
        (None, "", "ltr"),
    ],
)
def test_which_way_a_text_runs(language: str | None, text: str, expected: str) -> None:
    assert scripts.direction(language, text) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en-US", "en-US"),
        (None, None),
        ("", None),
        ('en" onload="x', None),
        ("englishlanguage", None),
    ],
)
def test_a_language_is_told_if_it_is_one(language: str | None, expected: str | None) -> None:
    assert scripts.told(language) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://paper.example/a?b=c", "http://paper.example/a?b=c"),
        ("HTTPS://paper.example/", "HTTPS://paper.example/"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        (" javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,<script>alert(1)</script>", None),
        ("//paper.example/", None),
        ("/story", None),
        ("vbscript:x", None),
        (None, None),
    ],
)
def test_only_addresses_of_sites_become_links(url: str | None, expected: str | None) -> None:
    assert links.site(url) == expected


def test_links_stand_where_their_words_are() -> None:
    block = Block(
        kind="paragraph",
        text="Ropes and ropes and lamps.",
        links=(
            Link(url="http://a.example/", text="ropes"),
            Link(url="javascript:alert(1)", text="lamps"),
        ),
    )

    (part,) = parts([block], {"http://a.example/": "http://own.example/"})

    assert part.items == (
        (
            Span(text="Ropes and "),
            Span(text="ropes", here="http://own.example/", site="http://a.example/"),
            Span(text=" and "),
            Span(text="lamps"),
            Span(text="."),
        ),
    )


def test_items_of_a_list_stand_together_and_headings_below_the_title() -> None:
    blocks = [
        Block(kind="heading", text="A", level=3),
        Block(kind="list item", text="B"),
        Block(kind="list item", text="C"),
        Block(kind="heading", text="D", level=4),
        Block(kind="table", text="1\t2\n3\t4"),
    ]

    found = parts(blocks, {})

    assert [(part.kind, part.level, len(part.items)) for part in found] == [
        ("heading", 2, 1),
        ("list item", None, 2),
        ("heading", 3, 1),
        ("table", None, 1),
    ]
    assert found[-1].rows == (("1", "2"), ("3", "4"))


def counts(*told: tuple[str, int]) -> list[Count]:
    return [Count(value=value, count=count) for value, count in told]


@pytest.mark.parametrize(
    ("last", "unit", "bars"),
    [
        ("2026-01-10", "day", 10),
        ("2026-06-01", "week", 23),
        ("2030-01-31", "month", 49),
        ("2060-01-01", "year", 35),
    ],
)
def test_a_chart_has_bars_for_which_there_is_room(last: str, unit: str, bars: int) -> None:
    chart = charts.over_time(counts(("2026-01-01", 1), (last, 3), ("", 5), ("soon", 7)))

    assert chart is not None
    assert (chart.unit, len(chart.bars), chart.total, chart.most) == (unit, bars, 4, 3)
    assert [bar.count for bar in chart.filled] == [3, 1]


def test_a_chart_of_the_beginning_and_the_end_of_time_has_not_too_many_bars() -> None:
    chart = charts.over_time(counts(("0001-01-01", 1), ("9999-12-31", 1)))

    assert chart is not None
    assert len(chart.bars) == 400


def test_a_chart_of_nothing_is_none() -> None:
    assert charts.over_time([]) is None
    assert charts.of_runs([]) is None


def test_a_calendar_has_its_weeks_from_monday() -> None:
    march = calendar(2026, {date(2026, 3, 1): 8, date(2026, 3, 4): 1})[2]

    first, second = march.weeks[0], march.weeks[1]
    assert [square and square.day.day for square in first] == [None] * 6 + [1]
    assert [(x.day.day, x.shade) for x in second if x and x.count] == [(4, 1)]
    assert (first[6] and first[6].shade, march.count) == (4, 9)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a<script>alert(1)</script>", "image/gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"\0\0\0\x20ftypavif", "image/avif"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", None),
        (b"<!doctype html><script>alert(1)</script>", None),
        (b"%PDF-1.7", None),
        (b"", None),
    ],
)
def test_a_picture_is_told_by_its_first_bytes(body: bytes, expected: str | None) -> None:
    assert kind_of(body) == expected
