"""The folder that holds captures, index and catalogue, and what is done with it."""

from typing import TYPE_CHECKING

from warcs.later import imported

if TYPE_CHECKING:
    from archiver.collection.collection import ChannelStatus, Collection, Status
    from archiver.collection.crawling.frontier import Candidate
    from archiver.collection.crawling.selection import Selection
    from archiver.collection.database.copying import copy_catalogue
    from archiver.collection.finding import Authors, Count, Facets, Filters, Found, Held, Hit, Part
    from archiver.collection.record import Context, Discovered, Reading
    from archiver.collection.session import Session
    from archiver.collection.versioning.history import History, Version

__all__ = [
    "Authors",
    "Candidate",
    "ChannelStatus",
    "Collection",
    "Context",
    "Count",
    "Discovered",
    "Facets",
    "Filters",
    "Found",
    "Held",
    "History",
    "Hit",
    "Part",
    "Reading",
    "Selection",
    "Session",
    "Status",
    "Version",
    "copy_catalogue",
]

_FROM = {
    "archiver.collection.collection": ("ChannelStatus", "Collection", "Status"),
    "archiver.collection.crawling.frontier": ("Candidate",),
    "archiver.collection.crawling.selection": ("Selection",),
    "archiver.collection.database.copying": ("copy_catalogue",),
    "archiver.collection.finding": (
        "Authors",
        "Count",
        "Facets",
        "Filters",
        "Found",
        "Held",
        "Hit",
        "Part",
    ),
    "archiver.collection.record": ("Context", "Discovered", "Reading"),
    "archiver.collection.session": ("Session",),
    "archiver.collection.versioning.history": ("History", "Version"),
}

if not TYPE_CHECKING:  # mypy is to know the names above, and no others

    def __getattr__(name: str) -> object:
        return imported("archiver.collection", name, _FROM)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
