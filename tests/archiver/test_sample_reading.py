"""Every article of the sample publication reads exactly as its author says that it must."""

import dataclasses
from functools import cache
from urllib.parse import urlsplit

import pytest

from archiver import publications
from archiver.article import Article
from archiver.page import Page
from archiver.reading import read
from archiver.sample import SLUG, expected, resources

EXPECTED = expected()
# Where a field was read, by which reader and from which capture is no part of what a page says.
FIELDS = tuple(
    field.name
    for field in dataclasses.fields(Article)
    if field.name not in ("evidence", "capture", "reader")
)


def name(url: str) -> str:
    return urlsplit(url).path.rpartition("/")[2].removesuffix(".html")


@cache
def reading(url: str) -> Article:
    resource = resources()[url]
    page = Page.of(resource.body, url, dict(resource.headers))
    return read(page, publications.load().named(SLUG))


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("url", EXPECTED, ids=name)
def test_sample_article(url: str, field: str) -> None:
    assert getattr(reading(url), field) == getattr(EXPECTED[url], field)


@pytest.mark.parametrize("url", EXPECTED, ids=name)
def test_every_value_of_a_sample_article_has_its_evidence(url: str) -> None:
    article = reading(url)
    said = {
        field
        for field in FIELDS
        if field not in ("url", "rights") and getattr(article, field) not in (None, ())
    }

    assert said - article.evidence.keys() == set()
