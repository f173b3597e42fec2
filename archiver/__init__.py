"""Crawl news sites, read their articles and keep the exact bytes they came from.

What the package offers is imported when it is asked for first (PEP 562): a process that wants one
part of it, as each command of the command line does, starts without the others.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from warcs.later import imported

if TYPE_CHECKING:
    from archiver import article as article
    from archiver import collection as collection
    from archiver import data as data
    from archiver import errors as errors
    from archiver import loading as loading
    from archiver import page as page
    from archiver import publications as publications
    from archiver import reading as reading
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
    from archiver.bulk import duplicates, load, open_collection, read
    from archiver.collection import Version
    from archiver.data import Duplicates, Table
    from archiver.data.collection import Collection
    from archiver.differences import Difference, difference
    from archiver.errors import (
        ArchiverError,
        CollectionError,
        DataError,
        LoadingError,
        MissingExtra,
        PublicationError,
        UnknownPublication,
    )
    from archiver.loading import LoadReport, Reading
    from archiver.parsing import parse

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

_FROM = {
    "archiver.article": (
        "Article",
        "Author",
        "Block",
        "Entry",
        "Image",
        "Link",
        "Moment",
        "RelatedLink",
        "Rights",
    ),
    "archiver.bulk": ("duplicates", "load", "open_collection", "read"),
    "archiver.collection": ("Version",),
    "archiver.data": ("Duplicates", "Table"),
    "archiver.data.collection": ("Collection",),
    "archiver.differences": ("Difference", "difference"),
    "archiver.errors": (
        "ArchiverError",
        "CollectionError",
        "DataError",
        "LoadingError",
        "MissingExtra",
        "PublicationError",
        "UnknownPublication",
    ),
    "archiver.loading": ("LoadReport", "Reading"),
    "archiver.parsing": ("parse",),
}
_MODULES = ("article", "collection", "data", "errors", "loading", "page", "publications", "reading")

if not TYPE_CHECKING:  # mypy is to know the names above, and no others

    def __getattr__(name: str) -> object:
        if name in _MODULES:
            return import_module(f"archiver.{name}")
        return imported("archiver", name, _FROM)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
