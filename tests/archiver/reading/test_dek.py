"""The line under the headline."""

from datetime import UTC, datetime

import pytest

import archiver
from archiver.article import Article

URL = "https://paper.example/2024/05/01/river-town-opens-its-library"
FETCHED = datetime(2024, 6, 1, tzinfo=UTC)
SENTENCE = "The library of River Town opened its doors on Monday after nine years of building. "
TEXT = "".join(f"<p>{SENTENCE * 3}{number}</p>" for number in range(6))
DEK = "Nine years late and twice as dear, but the roof holds"


def article(between: str) -> Article:
    page = f"<body><h1>River Town</h1>{between}<div class=story>{TEXT}</div></body>"
    return archiver.parse(page, URL, fetched=FETCHED)


@pytest.mark.parametrize(
    "between",
    [
        f"<p class=dek>{DEK}</p>",
        f"<div><div><div><p>May 1, 2024</p></div></div><div><div><p class='c-summary'>{DEK}</p>"
        "</div></div></div>",
        f"<div><span>4 min</span></div><div><div class=standfirst><p>{DEK}</p></div></div>",
        f"<div><div><div><p>May 1, 2024</p><p class=article-teaser>{DEK}</p></div></div></div>",
    ],
)
def test_a_dek_is_known_by_its_name(between: str) -> None:
    found = article(between)

    assert found.subtitle == DEK
    assert found.evidence["subtitle"] == "dek:class"
    assert len(found.body) == 6


@pytest.mark.parametrize(
    "between",
    [
        f"<div><div><div><figure class=lead><div class=lead>{DEK}</div></figure></div></div></div>",
        f"<div><div><div><aside><p class=lead>{DEK}</p></aside></div></div></div>",
        f"<div><div><div><p class=lead><a href=/b>{DEK}</a></p></div></div></div>",
        "<div><div><div><p class=lead>May 1, 2024</p></div></div></div>",
    ],
    ids=["a figure", "an aside", "a link", "too short"],
)
def test_what_is_no_dek(between: str) -> None:
    assert article(between).subtitle is None


@pytest.mark.parametrize("heading", ["h2", "h3"])
def test_a_long_heading_between_headline_and_story_is_the_dek(heading: str) -> None:
    dek = f"{DEK}, say those who had asked for a library that long"
    found = article(f"<p>By Mara Quill</p><{heading}>{dek}</{heading}>")

    assert found.subtitle == dek
    assert found.evidence["subtitle"] == "dek:heading"


def test_a_dek_stands_under_a_headline_that_is_no_h1() -> None:
    head = "<meta property=og:title content='River Town'>"
    top = f"<h3>River Town</h3><div class=teaser-text><p>{DEK}</p></div>"
    page = f"<head>{head}</head>{top}<div class=story>{TEXT}</div>"

    assert archiver.parse(page, URL, fetched=FETCHED).subtitle == DEK


@pytest.mark.parametrize(
    "between",
    [
        f"<p class=subtitle><a href=/demo>{DEK}</a></p>",
        "<p class=subtitle>Sign up for our newsletter</p>",
        f"<div class=image><div class=image-description>{DEK}</div></div>",
        "<h2>Nine years late</h2>",
    ],
    ids=["a link", "an offer", "a caption", "a short heading"],
)
def test_a_line_that_is_about_something_else_is_no_dek(between: str) -> None:
    assert article(between).subtitle is None


@pytest.mark.parametrize("name", ["synopsis", "preamble", "sub-ttl", "teaser", "perex", "sapo"])
def test_a_dek_right_under_the_headline_may_have_a_name_of_its_countrys(name: str) -> None:
    assert article(f"<p class={name}>{DEK}</p>").subtitle == DEK


def test_a_dek_is_found_under_a_headline_with_its_kicker_which_begins_no_text() -> None:
    page = (
        "<head><title>The Library Opens - The Paper</title></head><body><article>"
        "<h1><span>River Town</span> | The Library Opens</h1>"
        f"<p class=ingress>{DEK}</p><div>{TEXT}</div></article></body>"
    )
    found = archiver.parse(page, URL, fetched=FETCHED)

    assert found.title == "The Library Opens"
    assert found.subtitle == DEK
    assert len(found.body) == 6
