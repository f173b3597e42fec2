"""Pictures from the archive: those that a browser cannot take for anything else."""

from starlette.requests import Request
from starlette.responses import Response

from archiver.collection.database.catalogue import by_record_id
from archiver.collection.viewing.known import content
from archiver.web import policy
from archiver.web.room import NotThere, Room
from archiver.web.shelves import Shelf


def picture(room: Room, shelf: Shelf, request: Request) -> Response:
    """The picture in a capture, as what its first bytes say that it is.

    Whatever its headers say: with ``nosniff`` a browser takes it for nothing else. SVG, which may
    hold scripts, is none; nor is anything that is not known.
    """
    with shelf.opened() as collection:
        capture = by_record_id(collection.db, request.query_params.get("record", ""))
        if capture is None:
            raise NotThere("This collection has no such capture.")
        body = content(collection.db, collection.folder, capture)
    kind = kind_of(body)
    if kind is None:
        raise NotThere("The capture holds no picture of a kind that is shown here.")
    return Response(body, media_type=kind, headers={"Content-Security-Policy": policy.FILE})


def kind_of(body: bytes) -> str | None:
    """The media type of a raster picture by its signature (WHATWG MIME Sniffing §6.1, and AVIF's
    brand, ISO 23000-22); None for anything else."""
    if body.startswith(b"RIFF") and body[8:14] == b"WEBPVP":
        return "image/webp"
    if body[4:8] == b"ftyp" and body[8:12] in (b"avif", b"avis"):
        return "image/avif"
    signatures = (
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"GIF87a", "image/gif"),
        (b"GIF89a", "image/gif"),
        (b"BM", "image/bmp"),
    )
    return next((kind for start, kind in signatures if body.startswith(start)), None)
