"""The folder that holds captures, index and catalogue, and what is done with it."""

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
