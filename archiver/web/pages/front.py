"""The front of a collection: what is in it, and how it does."""

from starlette.requests import Request
from starlette.responses import Response

from archiver.collection.reporting.alarms import AlarmTable
from archiver.collection.viewing import running
from archiver.collection.viewing.latest import latest
from archiver.web import charts
from archiver.web.room import Room
from archiver.web.shelves import Shelf

LATEST = 8  # articles
RUNS = 5


def front(room: Room, shelf: Shelf, request: Request) -> Response:
    """Counts, articles over time, publications with their channels, the last runs, open alarms."""
    with shelf.opened() as collection:
        db, browse = collection.db, collection.browse
        return room.page(
            "front.html",
            shelf,
            held=shelf.counted("extent", collection.extent),
            chart=shelf.counted("chart", lambda: charts.over_time(browse.days())),
            publications=shelf.counted("publications", lambda: browse.publications(missing=True)),
            languages=shelf.counted("languages", browse.languages),
            latest=latest(db, LATEST),
            runs=running.runs(db, RUNS),
            alarms=AlarmTable(db).are_open(),
        )
