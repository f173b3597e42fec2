"""Crawl news sites, read their articles and keep the exact bytes they came from.

What a saved page is read by is imported with this package; what else it offers, when it is asked
for first (PEP 562): the processes that read files, and the command line, start four times as fast.
"""

from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING

from archiver.article import (
    Article,
    Author,
    Block,
    Entry,
    Image,
    Link,
    Moment,
    RelatedLink,
    Rights,
)
from archiver.difference import Difference, difference
from archiver.errors import (
    ArchiverError,
    CollectionError,
    DataError,
    LoadingError,
    MissingExtra,
    PublicationError,
    UnknownPublication,
)
from archiver.page import Page
from archiver.publications import load as _load
from archiver.reading import read as _read

if TYPE_CHECKING:
    from archiver import collection as collection
    from archiver import data as data
    from archiver import loading as loading
    from archiver.bulk import duplicates, load, open_collection, read
    from archiver.collection import Version
    from archiver.data import Duplicates, Table
    from archiver.data.collection import Collection
    from archiver.loading import LoadReport, Reading

__all__ = [
    "ArchiverError",
    "Article",
    "Author",
    "Block",
    "Collection",
    "CollectionError",
    "DataError",
    "Difference",
    "Duplicates",
    "Entry",
    "Image",
    "Link",
    "LoadReport",
    "LoadingError",
    "MissingExtra",
    "Moment",
    "PublicationError",
    "Reading",
    "RelatedLink",
    "Rights",
    "Table",
    "UnknownPublication",
    "Version",
    "difference",
    "duplicates",
    "load",
    "open_collection",
    "parse",
    "read",
]


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
    return _read(page, _load().for_url(url) if url else None)


_LATER = {
    "archiver.bulk": ("duplicates", "load", "open_collection", "read"),
    "archiver.collection": ("Version",),
    "archiver.data": ("Duplicates", "Table"),
    "archiver.data.collection": ("Collection",),
    "archiver.loading": ("LoadReport", "Reading"),
}
_MODULES = ("collection", "data", "loading")


def __getattr__(name: str) -> object:
    """What is imported when it is asked for first."""
    if name in _MODULES:
        return import_module(f"archiver.{name}")
    module = next((module for module, names in _LATER.items() if name in names), None)
    if module is None:
        raise AttributeError(f"module 'archiver' has no attribute {name!r}")
    found: object = getattr(import_module(module), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
