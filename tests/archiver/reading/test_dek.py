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
