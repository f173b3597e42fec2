"""The folder that holds captures, index and catalogue, and what is done with it."""

from archiver.collection.collection import ChannelStatus, Collection, Status
from archiver.collection.copying import copy_catalogue
from archiver.collection.frontier import Candidate
from archiver.collection.history import History, Version
from archiver.collection.record import Context, Discovered, Reading
from archiver.collection.search import Hit
from archiver.collection.selection import Selection
from archiver.collection.session import Session

__all__ = [
    "Candidate",
    "ChannelStatus",
    "Collection",
    "Context",
    "Discovered",
    "History",
    "Hit",
    "Reading",
    "Selection",
    "Session",
    "Status",
    "Version",
    "copy_catalogue",
]
