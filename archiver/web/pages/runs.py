"""Runs and alarms: how the crawls of a collection do, over time and each by itself."""

import sqlite3
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from archiver.collection.reporting.alarms import AlarmTable
from archiver.collection.viewing import running
from archiver.collection.viewing.running import Brought
from archiver.web import charts
from archiver.web.charts import Chart
from archiver.web.links import Links
from archiver.web.pages import asked
from archiver.web.room import NotThere, Room
from archiver.web.shelves import Shelf
from archiver.yields import FIELDS

PER_PAGE = 50
OVER = 60  # runs that a chart shows
SERIES = 24  # publications whose charts are on a page
MOST_CLOSED = 100  # alarms that are over


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """How one publication did in the last runs."""

    publication: str
    last: Brought
    new: Chart | None
    failed: Chart | None
    runs: tuple[Brought, ...]  #: the newest first


def runs(room: Room, shelf: Shelf, request: Request) -> Response:
    """All runs, the newest first, and the yield of each publication over the last of them."""
    with shelf.opened() as collection:
        db = collection.db
        total = running.count(db)
        pages = max(1, -(-total // PER_PAGE))
        page = min(asked.page(request), pages)
        found = running.runs(db, PER_PAGE, (page - 1) * PER_PAGE)
        series = shelf.counted("series", lambda: _series(db))
        alarms = AlarmTable(db).are_open()
    links = Links(shelf)
    shown = asked.part(request, series, SERIES, "series")
    return room.page(
        "runs.html",
        shelf,
        runs=found,
        series=shown,
        alarms=alarms,
        page=page,
        pages=pages,
        total=total,
        address=lambda x: links.to("runs", page=x if x > 1 else None),
        address_of_series=lambda x: links.to("runs", series=x if x > 1 else None),
    )


def _series(db: sqlite3.Connection) -> list[Series]:
    found = []
    for slug in running.publications(db):
        each = running.brought(db, slug, OVER)
        if each:
            new = charts.of_runs([(one.started, one.new) for one in each])
            failed = charts.of_runs([(one.started, one.failed) for one in each])
            runs = tuple(reversed(each))
            found.append(Series(publication=slug, last=each[-1], new=new, failed=failed, runs=runs))
    return found


def run(room: Room, shelf: Shelf, request: Request) -> Response:
    """One run: what it brought of each publication and source, and what failed in it."""
    id = asked.number(request, "number")
    with shelf.opened() as collection:
        found = running.run(collection.db, id) if id is not None else None
        if found is None:
            raise NotThere("This collection has no run of that number.")
        brought = running.of_run(collection.db, found.id)
        examples = running.examples(collection.db, found)
    return room.page(
        "run.html",
        shelf,
        section="runs",
        run=found,
        report=found.report,
        brought=brought,
        examples=examples,
        fields=FIELDS,
    )


def alarms(room: Room, shelf: Shelf, request: Request) -> Response:
    """Those that are open, and those that are over."""
    with shelf.opened() as collection:
        table = AlarmTable(collection.db)
        is_open, over = table.are_open(), table.over(MOST_CLOSED)
    return room.page("alarms.html", shelf, is_open=is_open, over=over)
