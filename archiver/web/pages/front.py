"""The front of a collection: what is in it, and how it does."""

from starlette.requests import Request
from starlette.responses import Response

from archiver.collection.reporting.alarms import AlarmTable
from archiver.collection.viewing import holdings, running
from archiver.web import charts
from archiver.web.room import Room
from archiver.web.shelves import Shelf

LATEST = 8  # articles
RUNS = 5


def front(room: Room, shelf: Shelf, request: Request) -> Response:
    """Counts, articles over time, publications with their channels, the last runs, open alarms."""
    with shelf.opened() as collection:
        db = collection.db
        return room.page(
            "front.html",
            shelf,
            held=shelf.counted("status", collection.status),
            chart=shelf.counted("days", lambda: charts.over_time(holdings.days(db))),
            publications=shelf.counted("publications", lambda: holdings.publications(db)),
            languages=shelf.counted("languages", lambda: holdings.languages(db)),
            latest=holdings.latest(db, LATEST),
            runs=running.runs(db, RUNS),
            alarms=AlarmTable(db).are_open(),
        )
