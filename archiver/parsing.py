"""One saved page: what is offered as ``archiver.parse``."""

from collections.abc import Mapping
from datetime import datetime

from archiver.article import Article
from archiver.page import Page
from archiver.publications import load
from archiver.reading import read


def parse(
    html: bytes | str,
    url: str | None = None,
    *,
    headers: Mapping[str, str] | None = None,
    fetched: datetime | None = None,
) -> Article:
    """Read the article on a saved page.

    ``html``: the page, best as the bytes that came (the charset is then found by the WHATWG's
    order); ``url``: where it came from, links are resolved against it, and the built-in
    publication of its host says how to read it; ``headers``: of the HTTP response; ``fetched``:
    when (without a zone: UTC), for dates from the future are not believed, and "three hours ago"
    is told from it. Never raises for what is in the page: what cannot be read is None or ().
    """
    page = Page.of(html, url, headers, fetched)
    return read(page, load().for_url(url) if url else None)
