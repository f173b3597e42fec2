"""The whole site: target of a request -> what is answered. Built once for each host name."""

import gzip
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cached_property

from archiver.sample.content import HERE, Library, Story, Transfer, library, pick, slugged
from archiver.sample.listings import Document, documents
from archiver.sample.pictures import picture
from archiver.sample.plan import plan_of
from archiver.sample.render import story_page
from archiver.sample.sheet import page_address, picture_path, sheet

TRANSFERS: tuple[Transfer, ...] = ("plain", "gzip", "chunked", "gzip+chunked")
STATIC = {  # path -> file of static/, content type
    "/style.css": ("style.css", "text/css; charset=UTF-8"),
    "/styles/type.css": ("type.css", "text/css; charset=UTF-8"),
    "/fonts/lantern.woff": ("lantern.woff", "font/woff"),
}
HOUSE = {
    "/favicon.png": (32, 32),
    "/images/house/touch-icon.png": (180, 180),
    "/images/house/stripes.png": (1320, 6),
    "/images/house/logo.png": (320, 60),
    "/images/house/card.png": (600, 315),
    "/images/house/newsletter.png": (120, 90),
    "/images/house/banner-728x90.png": (728, 90),
}


@dataclass(frozen=True, kw_only=True)
class Resource:
    """What is answered to GET, before compression and chunking."""

    body: bytes = field(repr=False)
    status: int = 200
    headers: Mapping[str, str]
    transfer: Transfer = "plain"
    modified: datetime | None = None  #: aware, whole seconds

    @cached_property
    def etag(self) -> str:
        """Entity tag of the body as it is; compressed it has another."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'

    @cached_property
    def packed(self) -> bytes:
        """The body in gzip, always the same bytes."""
        return gzip.compress(self.body, 6, mtime=0)

    @property
    def last_modified(self) -> str | None:
        """The date as HTTP has it."""
        if self.modified is None:
            return None
        return format_datetime(self.modified.astimezone(UTC), usegmt=True)


def site(base: str, stories: Library | None = None) -> dict[str, Resource]:
    """All resources by path (and query, where it matters)."""
    stories = stories or library()
    found = dict(_stories(base, stories))
    found |= {path: _listed(path, document) for path, document in documents(base, stories)}
    found |= dict(_pictures(stories))
    return found | dict(_static())


def story_pages(base: str, stories: Library | None = None) -> dict[str, Resource]:
    """Only the pages of stories, old addresses included."""
    return dict(_stories(base, stories or library()))


def _stories(base: str, stories: Library) -> Iterator[tuple[str, Resource]]:
    for story in stories.stories:
        for number in range(1, story.pages + 1):
            page = sheet(stories, story, number)
            yield (
                page_address(story, number),
                Resource(
                    body=story_page(base, stories, page),
                    headers=_headers(base, story),
                    transfer=page.plan.transfer,
                    modified=page.plan.modified or story.published,
                ),
            )
        if story.source.moved:
            yield (
                story.old_path,
                Resource(
                    body=b"",
                    status=302,
                    headers={"Location": f"{base}{story.path}", "Content-Type": "text/html"},
                ),
            )


def _headers(base: str, story: Story) -> dict[str, str]:
    source = story.source
    match plan_of(story).charset_by:
        case "http" | "both":
            charset = f"; charset={source.charset}"
        case "meta, HTTP lies":
            charset = "; charset=utf-8"
        case _:
            charset = ""
    found = {"Content-Type": f"text/html{charset}"}
    if source.noarchive == "http":
        found["X-Robots-Tag"] = "noarchive"
    if source.tdm == "http":
        found |= {"TDM-Reservation": "1", "TDM-Policy": f"{base}/terms/mining"}
    return found


def _listed(path: str, document: Document) -> Resource:
    body = document.text.encode()
    return Resource(
        body=gzip.compress(body, 9, mtime=0) if document.gzipped else body,
        headers={"Content-Type": document.content_type},
        # A gzip file is not compressed again.
        transfer="plain" if document.gzipped else pick(path, "transfer", TRANSFERS),
        modified=document.modified,
    )


def _static() -> Iterator[tuple[str, Resource]]:
    for path, (name, content_type) in STATIC.items():
        body = (HERE / "static" / name).read_bytes()
        yield path, Resource(body=body, headers={"Content-Type": content_type})


def _pictures(stories: Library) -> Iterator[tuple[str, Resource]]:
    sizes = dict(HOUSE)
    for story in stories.stories:
        for number in range(1, len(story.source.images) + 1):
            small = picture_path(story, number)
            sizes[small] = (640, 360)
            if plan_of(story).wide:
                wide = picture(small, 1280, 720)  # the same one, larger
                headers = {"Content-Type": "image/png"}
                yield picture_path(story, number, wide=True), Resource(body=wide, headers=headers)
        if story.source.kind == "video or gallery":
            sizes[f"/images/{story.number}-poster.png"] = (640, 360)
    for name in stories.authors:
        sizes[f"/images/staff/{slugged(name)}.png"] = (120, 120)
    for path, (width, height) in sizes.items():
        body = picture(path, width, height)
        yield path, Resource(body=body, headers={"Content-Type": "image/png"})
