"""An article: what it says, what it said before, and how all that is known."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from archiver.article import Article, Image, RelatedKind, RelatedLink
from archiver.collection import Collection, History, Version
from archiver.collection.database.catalogue import by_record_id
from archiver.collection.viewing.known import known, picture
from archiver.differences import Piece, difference
from archiver.web import bodies, moments
from archiver.web.links import Links
from archiver.web.pages.asked import number
from archiver.web.room import NotThere, Room
from archiver.web.shelves import Shelf

#: How the kinds of related links are called, in the order in which they are shown.
RELATED: Mapping[RelatedKind, str] = {
    "related": "About this story",
    "inline": "Linked in the text",
    "author": "More by the author",
    "section": "More in the channel",
}
Group = tuple[str | None, list[RelatedLink]]  # a heading as printed, and the links under it

CONTEXT = 1  # sentences that are shown beside what changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of the story, and where the archive's copy is; None if it has none."""

    image: Image
    here: str | None


def article(room: Room, shelf: Shelf, request: Request) -> Response:
    """One version of an article, the newest if none is asked for."""
    links = Links(shelf)
    with shelf.opened() as collection:
        history = history_of(collection, request)
        version = version_of(history, request)
        shown = version.article
        later = history.pages[1:] if version == history.versions[-1] else ()
        here = known(collection.db, _targets(shown, *later))
        pictures = [_picture(collection, links, shown, image) for image in shown.images]
        reading = collection.reading(shown)
        capture = by_record_id(collection.db, shown.capture.record_id) if shown.capture else None
        open_file = shown.capture is not None and shown.capture.file in {
            path.name.removesuffix(".open") for path in collection.folder.open_files()
        }
    return room.page(
        "article.html",
        shelf,
        article=shown,
        version=version,
        history=history,
        parts_of_body=bodies.parts(shown.body, here),
        later=[(page, bodies.parts(page.body, here)) for page in later],
        lead=next((each for each in pictures if each.image.lead), None),
        pictures=[each for each in pictures if not each.image.lead],
        related=_related(shown.related),
        known=here,
        slug=reading.context.publication,
        entries=reading.context.entries,
        capture=capture,
        timestamp=moments.timestamp(shown.capture.date) if shown.capture else None,
        is_open=open_file,
        replay_off=room.replays.off,
    )


def _targets(first: Article, *later: Article) -> set[str]:
    """Where an article links to, and the later pages of it."""
    blocks = [block for page in (first, *later) for block in page.body]
    return {link.url for block in blocks for link in block.links} | {
        link.url for link in first.related
    }


def versions(room: Room, shelf: Shelf, request: Request) -> Response:
    """The versions of an article, and what one says otherwise than another."""
    with shelf.opened() as collection:
        history = history_of(collection, request)
    new = version_of(history, request)
    last = new.number - 1 if new.number > 1 else None
    old = _numbered(history, number(request, "from", last))
    compared = difference(old.article, new.article) if old is not None else None
    return room.page(
        "versions.html",
        shelf,
        history=history,
        new=new,
        old=old,
        compared=compared,
        body=_near(compared.body) if compared else (),
    )


def history_of(collection: Collection, request: Request) -> History:
    """Of the article whose address is asked for. Raises NotThere."""
    url = request.query_params.get("url", "")
    found = collection.history(url)
    if found is None or not found.versions:
        raise NotThere(f"No article of this collection is known under {url or 'no address'}.")
    return found


def version_of(history: History, request: Request) -> Version:
    """The version that is asked for, else the newest. Raises NotThere."""
    found = _numbered(history, number(request, "version", history.versions[-1].number))
    if found is None:
        raise NotThere("The article has no such version.")
    return found


def _numbered(history: History, wanted: int | None) -> Version | None:
    return next((each for each in history.versions if each.number == wanted), None)


def _picture(collection: Collection, links: Links, article: Article, image: Image) -> Picture:
    if article.capture is None:
        return Picture(image=image, here=None)
    found = picture(collection.db, collection.folder, image.url, article.capture.date)
    place = links.to("picture", record=found.ref.record_id) if found else None
    return Picture(image=image, here=place)


def _related(links: tuple[RelatedLink, ...]) -> list[tuple[str, list[Group]]]:
    """By kind, and in each by the headings that the page has over them."""
    found = []
    for kind, title in RELATED.items():
        groups: dict[str | None, list[RelatedLink]] = {}
        for link in links:
            if link.kind == kind:
                groups.setdefault(link.heading, []).append(link)
        if groups:
            found.append((title, list(groups.items())))
    return found


def _near(pieces: tuple[Piece, ...]) -> list[list[Piece] | int]:
    """What changed with CONTEXT sentences around it; of what is left out, how many sentences."""
    changed = [n for n, piece in enumerate(pieces) if piece.operation != "same"]
    shown = {n + shift for n in changed for shift in range(-CONTEXT, CONTEXT + 1)}
    found: list[list[Piece] | int] = []
    for n, piece in enumerate(pieces):
        if n in shown:
            if not found or isinstance(found[-1], int):
                found.append([])
            last = found[-1]
            assert isinstance(last, list)
            last.append(piece)
        elif found and isinstance(found[-1], int):
            found[-1] += 1
        else:
            found.append(1)
    return found
