"""The application: which address is which page, and what becomes of mistakes."""

import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from importlib.resources import files

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from archiver.errors import ArchiverError
from archiver.web.guard import Door, Guard
from archiver.web.pages import PAGES
from archiver.web.room import NotThere, Room, View
from archiver.web.shelves import Shelf
from warcs import WarcError

STATIC: Mapping[str, str] = {"room.css": "text/css", "icon.svg": "image/svg+xml"}

#: The collection is being put in order, or is damaged: that is to be told, not hidden.
FAULTS = (ArchiverError, WarcError, sqlite3.Error, OSError)

Endpoint = Callable[[Request], Response]

MISTAKE = (
    "The page could not be made. What went wrong stands in the terminal, or log, of archiver serve;"
    " it is worth a report."
)


def application(room: Room, door: Door) -> ASGIApp:
    """The reading room as an ASGI application."""
    routes = [
        Route("/", _entrance(room)),
        Route("/static/{name}", _static),
        *(Route(f"/{{shelf}}/{path}", _of_shelf(room, view)) for path, view in PAGES.items()),
        Route("/{shelf}", _to_front(room)),
    ]
    handlers = {
        HTTPException: _told(room, 404, "Not here", "There is no such page."),
        # It goes on to the server's log, too.
        Exception: _told(room, 500, "A mistake of ours", MISTAKE),
    }
    app = Starlette(routes=routes, exception_handlers=handlers)
    return Guard(app, door)


def _entrance(room: Room) -> Endpoint:
    def entrance(request: Request) -> Response:
        names = list(room.shelves)
        if len(names) == 1:
            return RedirectResponse(f"/{names[0]}/")
        counts, faults = {}, {}
        for name, shelf in room.shelves.items():
            try:
                with shelf.opened() as collection:
                    counts[name] = shelf.counted("extent", collection.extent)
            except FAULTS as error:
                faults[name] = str(error)
        return room.page("shelves.html", counts=counts, faults=faults)

    return entrance


def _to_front(room: Room) -> Endpoint:
    def to_front(request: Request) -> Response:
        return RedirectResponse(f"/{_shelf(room, request).name}/")

    return to_front


def _shelf(room: Room, request: Request) -> Shelf:
    found = room.shelves.get(request.path_params["shelf"])
    if found is None:
        raise HTTPException(404)
    return found


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        raise HTTPException(404)
    content = (files("archiver.web") / "static" / name).read_bytes()
    return Response(content, media_type=STATIC[name], headers={"Cache-Control": "max-age=3600"})


def _of_shelf(room: Room, view: View) -> Endpoint:
    def endpoint(request: Request) -> Response:
        shelf = _shelf(room, request)
        try:
            return view(room, shelf, request)
        except NotThere as error:
            return room.page("error.html", shelf, status=404, title="Not here", text=str(error))
        except FAULTS as error:
            text = str(error)
            return room.page("error.html", shelf, status=503, title="Cannot be shown", text=text)

    return endpoint


def _told(
    room: Room, status: int, title: str, text: str
) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def told(request: Request, error: Exception) -> Response:
        return room.page("error.html", status=status, title=title, text=text)

    return told
