"""A capture: where its bytes are, whether they are what they were, and its replay."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from archiver.collection import Collection
from archiver.collection.crawling import originals
from archiver.collection.database.catalogue import by_record_id, capture_of
from archiver.errors import ReplayError
from archiver.web import moments
from archiver.web.pages import asked
from archiver.web.room import NotThere, Room
from archiver.web.shelves import Shelf
from warcs import Capture, CorruptRecord

MOST_HEADERS = 200
MOST_OTHERS = 200  # captures of the same address that are listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What reading a capture's records found."""

    faults: tuple[str, ...]
    headers: tuple[tuple[str, str], ...]  #: of HTTP, as they came

    @property
    def sound(self) -> bool:
        """True if nothing contradicts what the records say of themselves."""
        return not self.faults


def capture(room: Room, shelf: Shelf, request: Request) -> Response:
    """What is known of a capture. Its records are read, and their digests made anew, each time."""
    with shelf.opened() as collection:
        found = by_record_id(collection.db, request.query_params.get("record", ""))
        if found is None:
            raise NotThere("This collection has no such capture.")
        holder = originals.payload_of(collection.db, found)
        file = collection.db.execute(
            "SELECT * FROM files WHERE name = ?", (found.ref.file,)
        ).fetchone()
        others, more = _others(collection, found)
        article = collection.history(found.url)
        checked = _checked(collection, found, holder)
    return room.page(
        "capture.html",
        shelf,
        capture=found,
        holder=holder,
        file=file,
        others=others,
        more=more,
        article=article.versions[-1].article if article and article.versions else None,
        article_url=article.url if article else None,
        checked=checked,
        timestamp=moments.timestamp(found.ref.date),
        replay_off=room.replays.off,
    )


def _others(collection: Collection, found: Capture) -> tuple[list[Capture], int]:
    """The last ones of the same address, and how many more there are."""
    rows = collection.db.execute(
        "SELECT * FROM captures WHERE url = ? ORDER BY date DESC LIMIT ?",
        (found.url, MOST_OTHERS + 1),
    )
    others = [each for each in map(capture_of, rows) if each.ref != found.ref][:MOST_OTHERS]
    (count,) = collection.db.execute(
        "SELECT count(*) FROM captures WHERE url = ?", (found.url,)
    ).fetchone()
    return others, count - 1 - len(others)


def _checked(collection: Collection, found: Capture, holder: Capture) -> Checked:
    """The record of the capture, and the one that holds its payload: whole, and as their digests
    say."""
    faults: list[str] = []
    headers: tuple[tuple[str, str], ...] = ()
    for one in (found,) if holder == found else (found, holder):
        try:
            record = collection.record(one.ref)
        except CorruptRecord as error:
            faults.append(str(error))
            continue
        if record.id != one.ref.record_id:
            faults.append(f"{one.ref.file} at {one.ref.offset}: another record is there")
            continue
        faults += record.faults()
        if record.http is not None and not headers:
            headers = tuple(record.http.headers)[:MOST_HEADERS]
    return Checked(faults=tuple(faults), headers=headers)


def replay(room: Room, shelf: Shelf, request: Request) -> Response:
    """On to the page as it was captured, on an origin of its own."""
    url = asked.text(request, "url")
    if url is None:
        raise NotThere("Which page is to be replayed was not said.")
    try:
        place = room.replays.url(shelf, url, asked.text(request, "ts"))
    except ReplayError as error:
        return room.page("replay.html", shelf, status=503, reason=str(error), url=url)
    return RedirectResponse(place, 303)
