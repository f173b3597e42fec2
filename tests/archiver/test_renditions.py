"""Addresses that are the same article's, told without fetching."""

import pytest

from archiver.renditions import is_rendition, others, plain

PLAIN = "https://www.paper.example/story/a"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://m.paper.example/story/a", "https://paper.example/story/a"),
        ("https://amp.paper.example/story/a", "https://paper.example/story/a"),
        (f"{PLAIN}/amp", PLAIN),
        (f"{PLAIN}/amp/", PLAIN),
        ("https://www.paper.example/amp/story/a", PLAIN),
        (f"{PLAIN}.amp.html", f"{PLAIN}.html"),
        (f"{PLAIN}-print.html", f"{PLAIN}.html"),
        (f"{PLAIN}?print=1", PLAIN),
        (f"{PLAIN}?id=7&outputType=amp", f"{PLAIN}?id=7"),
        (f"{PLAIN}/print", PLAIN),
        (f"{PLAIN}?utm_source=x#top", PLAIN),
    ],
)
def test_the_page_itself_is_told_from_the_address_of_a_rendition(url: str, expected: str) -> None:
    assert plain(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        PLAIN,
        "https://www.paper.example/",
        "https://www.paper.example/amp/",
        "https://www.paper.example/print",
        "https://www.paper.example/story/vitamp.html",
        "https://m.example/story",
        "https://www.paper.example/a//b",
        "https://www.paper.example/story?print=7",
        "mailto:a@paper.example",
    ],
)
def test_other_addresses_are_no_renditions(url: str) -> None:
    assert not is_rendition(url)


def test_an_article_may_be_known_with_and_without_www_slash_and_tls() -> None:
    assert list(others("http://paper.example/story/a/?amp=1")) == [
        "https://paper.example/story/a",
        "https://paper.example/story/a/",
        "https://www.paper.example/story/a",
        "https://www.paper.example/story/a/",
        "http://paper.example/story/a",
        "http://paper.example/story/a/",
        "http://www.paper.example/story/a",
        "http://www.paper.example/story/a/",
    ]


def test_an_article_may_be_known_at_these_hosts_only() -> None:
    hosts = {"www.paper.example", "other.example"}
    assert list(others("http://paper.example/story/a?page=2", hosts)) == [
        "https://www.paper.example/story/a?page=2",
        "https://www.paper.example/story/a/?page=2",
        "http://www.paper.example/story/a?page=2",
        "http://www.paper.example/story/a/?page=2",
    ]
    assert not list(others("http://paper.example/story/a", set()))


@pytest.mark.parametrize("url", ["urn:uuid:1", "", "https://", "http://[::1]/a", "http://1.2.3.4/"])
def test_what_is_no_name_has_no_www(url: str) -> None:
    assert [x for x in others(url) if "www" in x] == []
