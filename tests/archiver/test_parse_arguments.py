"""What `archiver.parse` takes, and that whatever a page says can be written down."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

import archiver

STORY = "<h1>Cranes stand still</h1>" + "<p>The cranes of the harbour stood still for days.</p>" * 9


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"html": None}, "html is NoneType; give bytes or str"),
        ({"html": ["<p>"]}, "html is list; give bytes or str"),
        ({"html": "", "url": 3}, "url is int; give str or NoneType"),
        ({"html": "", "headers": [("a", "b")]}, "headers is list; give Mapping or NoneType"),
        ({"html": "", "fetched": date(2026, 3, 1)}, "fetched is date; give datetime or NoneType"),
    ],
    ids=["no page", "a list", "a number for a URL", "pairs for headers", "a day for a time"],
)
def test_a_wrong_type_is_named(arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(TypeError, match=said):
        archiver.parse(**arguments)


@pytest.mark.parametrize("url", ["http://[", "http://[::1", "http://x:99999/"])
def test_what_is_no_url_is_left_out(url: str) -> None:
    assert archiver.parse(STORY, url).url is None


@pytest.mark.parametrize(
    "fetched",
    [datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)],
    ids=["the last moment", "the first"],
)
def test_any_time_of_capture_will_do(fetched: datetime) -> None:
    assert archiver.parse(STORY, fetched=fetched).title == "Cranes stand still"


def test_half_a_pair_of_surrogates_can_be_written() -> None:
    page = (
        '<script type="application/ld+json">{"@type": "NewsArticle",'
        r' "headline": "Cranes \ud800 stand\u0000 still \ud83d\ude00"}</script>' + STORY[27:]
    )

    article = archiver.parse(page, "http://paper.example/\ud800")

    assert article.title == "Cranes \ufffd stand still 😀"
    assert archiver.Article.from_json(article.to_json()) == article


@pytest.mark.parametrize("start", [b"%PDF-1.7", b"\x89PNG\r\n", b"\x1f\x8b\x08", b"PK\x03\x04"])
def test_what_is_no_page_is_no_article(start: bytes) -> None:
    article = archiver.parse(start + STORY.encode())

    assert (article.kind, article.body) == ("other", ())


def test_a_codec_of_python_alone_is_no_charset() -> None:
    headers = {"Content-Type": "text/html; charset=unicode_escape"}

    article = archiver.parse(rb"<h1>Cranes \u0041</h1>" + STORY.encode(), headers=headers)

    assert article.title == r"Cranes \u0041"
