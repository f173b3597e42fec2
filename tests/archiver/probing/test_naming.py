"""Slugs and domains."""

import pytest

from archiver.probing.naming import domains_of, registrable, slug_of


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("www.paper.example", "paper.example"),
        ("news.paper.co.uk", "paper.co.uk"),
        ("paper.com", "paper.com"),
        ("127.0.0.1", "127.0.0.1"),
        ("localhost", "localhost"),
        ("co.uk", "co.uk"),
    ],
)
def test_registrable_domain(host: str, expected: str) -> None:
    assert registrable(host) == expected


@pytest.mark.parametrize(
    ("url", "taken", "expected"),
    [
        ("https://www.paper.example/", (), "paper"),
        ("https://sport.paper.co.uk/", (), "paper-sport"),
        ("https://www.paper.example/", ("paper",), "paper-example"),
        ("https://www.paper.example/", ("paper", "paper-example"), "paper-example-2"),
        ("http://127.0.0.1:8000/", (), "127-0-0-1"),
        ("https://münchen.example/", (), "mnchen-3ya"),
    ],
)
def test_slug(url: str, taken: tuple[str, ...], expected: str) -> None:
    assert slug_of(url, taken) == expected


def test_domains_are_those_on_which_articles_are() -> None:
    named = ["https://www.paper.example/a"] * 5 + ["https://sport.paper.example/b"] * 4
    named += ["https://guest.paper.example/c", *["https://elsewhere.example/d"] * 9]

    assert domains_of("https://news.paper.example/", named) == (
        "news.paper.example",
        "paper.example",
        "sport.paper.example",
    )
