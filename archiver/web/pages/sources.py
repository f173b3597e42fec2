"""The parser's own view: the saved page, and in it where each field was read."""

import base64
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

import msgspec
from lxml.etree import _Element as Element
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from archiver.article import Article, Moment
from archiver.collection import Collection
from archiver.collection.crawling.requisites import named_in
from archiver.collection.database.catalogue import by_record_id
from archiver.collection.versioning import rereading
from archiver.collection.viewing.known import content, picture
from archiver.differences import difference
from archiver.errors import CollectionError, PublicationError
from archiver.page import Page
from archiver.publications import Publication
from archiver.reading import whereabouts
from archiver.reading.whereabouts import Place
from archiver.web import copies, policy
from archiver.web.copies import Look
from archiver.web.links import Links
from archiver.web.pages.articles import history_of, version_of
from archiver.web.pages.pictures import kind_of
from archiver.web.room import NotThere, Room, counted
from archiver.web.shelves import Shelf
from warcs import CorruptRecord

MOST_PICTURE, MOST_PICTURES = 400_000, 3_000_000  # bytes: of one that is shown, of all
MOST_SHOWN = 600  # characters of a value


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A line of the legend."""

    name: str
    value: str
    evidence: str
    shown: int  #: places that are marked on the page
    sources: tuple[str, ...]  #: what stands in its source
    by_words: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A version's page, and where its fields were read."""

    article: Article
    page: Page
    places: Sequence[Place]
    same: bool  #: today's reader reads what was stored


def source(room: Room, shelf: Shelf, request: Request) -> Response:
    """The legend, and the copy in a frame."""
    with shelf.opened() as collection:
        history = history_of(collection, request)
        version = version_of(history, request)
        read = _read(collection, version.article)
    return room.page(
        "source.html",
        shelf,
        history=history,
        version=version,
        article=version.article,
        fields=list(_legend(read)),
        same=read.same,
        copy=Links(shelf).to("copy", url=history.url, version=version.number),
    )


def copy(room: Room, shelf: Shelf, request: Request) -> Response:
    """The copy of the page, with marks. It is sent under a policy of its own: see there."""
    with shelf.opened() as collection:
        version = version_of(history_of(collection, request), request)
        read = _read(collection, version.article)
        marks: dict[Element, list[str]] = defaultdict(list)
        for place in read.places:
            if place.element is not None and place.field not in marks[place.element]:
                marks[place.element].append(place.field)
        kept = {element: fields for element, fields in marks.items() if fields}
        html = copies.copy(read.page.tree, kept, _look(collection, read), _marking())
    headers = {"Content-Security-Policy": policy.COPY, "X-Frame-Options": "SAMEORIGIN"}
    return HTMLResponse(html, headers=headers)


def _read(collection: Collection, article: Article) -> _Read:
    """The page of the version's capture, as it was read: by the publication file of that time."""
    if article.capture is None:
        raise NotThere("This version names no capture.")
    context = collection.reading(article).context
    record, payload = collection.record(article.capture), collection.payload(article.capture)
    page = rereading.page_of(record, article.url, payload)
    publication = _described(collection, article)
    places = whereabouts.places(page, article, publication)
    known = publication is not None or context.publication is None
    again = collection.reread(article, publication) if known else None
    same = again is not None and difference(article, again).is_nothing
    return _Read(article=article, page=page, places=places, same=same)


def _described(collection: Collection, article: Article) -> Publication | None:
    context = collection.reading(article).context
    try:
        return rereading.described(collection.db, collection.folder, context)
    except (CollectionError, PublicationError, CorruptRecord):
        return None


def _legend(read: _Read) -> Iterator[Field]:
    places: dict[str, list[Place]] = defaultdict(list)
    for place in read.places:
        places[place.field].append(place)
    for name in whereabouts.FIELDS:
        if name not in read.article.evidence:
            continue
        found = places[name]
        yield Field(
            name=name,
            value=_told(getattr(read.article, name, None), name),
            evidence=read.article.evidence[name],
            shown=sum(place.element is not None for place in found),
            sources=tuple(place.source for place in found if place.source is not None)[:20],
            by_words=any(place.by_words for place in found),
        )


def _told(value: object, name: str) -> str:
    if name == "body" and isinstance(value, tuple):
        return counted(len(value), "block")
    if name in ("images", "related") and isinstance(value, tuple):
        return counted(len(value), "picture" if name == "images" else "link")
    if isinstance(value, Moment):
        return value.iso
    if name == "authors" and isinstance(value, tuple):
        return ", ".join(author.name for author in value)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))[:MOST_SHOWN]
    if value is None or isinstance(value, str | bool):
        return "" if value is None else str(value)[:MOST_SHOWN]
    return msgspec.json.encode(value).decode()[:MOST_SHOWN]


def _look(collection: Collection, read: _Read) -> Look:
    capture = read.article.capture
    if capture is None:
        return Look()
    styles = [x.text or "" for x in read.page.tree.iter("style")]
    return Look(
        styles=[*_sheets(collection, capture.record_id), *styles],
        picture=_pictures(collection, read.page, capture.date),
    )


def _sheets(collection: Collection, record_id: str) -> list[str]:
    """The page's style sheets, as far as they were captured; what one imports comes before it."""
    page = by_record_id(collection.db, record_id)
    if page is None:
        return []
    own = {one.url for one in named_in(collection.db, record_id)}
    imported: list[str] = []
    direct: list[str] = []
    for capture in collection.needed_by(page):
        if capture.mime != "text/css" or (capture.status or 200) >= 300:
            continue
        try:
            body = content(collection.db, collection.folder, capture)
        except CorruptRecord:
            continue
        text = body.decode("utf-8", "replace")
        (direct if capture.url in own else imported).append(text)
    return [*imported, *direct]


def _pictures(collection: Collection, page: Page, near: datetime) -> Callable[[str], str | None]:
    """What a picture's address stands for: its bytes, as long as there is room for them."""
    left = MOST_PICTURES
    known: dict[str, str | None] = {}

    def found(address: str) -> str | None:
        nonlocal left
        if address in known:
            return known[address]
        body = _body(collection, urljoin(page.url or "", address), near)
        kind = kind_of(body) if body and len(body) <= min(MOST_PICTURE, left) else None
        if kind is not None and body is not None:
            left -= len(body)
            known[address] = f"data:{kind};base64,{base64.b64encode(body).decode()}"
        else:
            known[address] = None
        return known[address]

    return found


def _body(collection: Collection, url: str, near: datetime) -> bytes | None:
    capture = picture(collection.db, collection.folder, url, near)
    if capture is None or capture.payload_length > MOST_PICTURE:
        return None
    try:
        return content(collection.db, collection.folder, capture)
    except CorruptRecord:
        return None


#: Field -> hue of its mark, in degrees; the room's style sheet has the same.
HUES: Mapping[str, int] = {
    "title": 8, "subtitle": 32, "byline": 275, "authors": 290, "published": 130, "modified": 150,
    "channel": 200, "channels": 215, "body": 50, "images": 320, "related": 240,
}  # fmt: skip


def _marking() -> str:
    """The style sheet of the marks: a field's colour, and its name before what it marks."""
    rules = [f'[{copies.MARK}^="{name}"]{{--hue:{hue}}}' for name, hue in HUES.items()]
    return (
        "".join(rules) + f"[{copies.MARK}]{{outline:2px solid hsl(var(--hue,0) 70% 40%)!important;"
        "outline-offset:2px!important;background-color:hsl(var(--hue,0) 90% 92%)!important;"
        "color:#111!important;visibility:visible!important;opacity:1!important}"
        f"[{copies.MARK}]::before{{content:attr({copies.MARK})!important;"
        "display:inline-block!important;position:static!important;"
        "font:600 11px/1.5 system-ui,sans-serif!important;padding:0 .4em!important;"
        "margin:0 .5em 0 0!important;border-radius:2px!important;text-transform:none!important;"
        "letter-spacing:0!important;color:#fff!important;text-decoration:none!important;"
        "background:hsl(var(--hue,0) 70% 32%)!important}"
        ".archiver-no-picture{display:inline-block;padding:1em;border:1px dashed #888;"
        "font:13px/1.4 system-ui,sans-serif;color:#444;background:#f4f4f4}"
        "html{background:#fff;color:#111}"
    )
