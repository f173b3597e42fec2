"""The stories of The Lantern Post: files of ``articles/``, numbered by date."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, TypeVar
from unicodedata import combining, normalize
from zoneinfo import ZoneInfo

import msgspec

from archiver.article import Kind
from archiver.sample.markup import Part, parts

HERE = Path(__file__).parent
NAME = "The Lantern Post"
ZONE = ZoneInfo("America/Los_Angeles")
CHANNELS = ("Security", "E-Commerce", "Mobile", "Cloud", "Hardware", "Policy")
FIRST_NUMBER = 86001
MODERN_SINCE = datetime(2025, 6, 1, tzinfo=ZONE)

LayoutName = Literal["classic", "modern"]
Transfer = Literal["plain", "gzip", "chunked", "gzip+chunked"]
Metadata = Literal["none", "article", "graph", "authors", "broken"]
T = TypeVar("T")


class Picture(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A picture of a story; its file is drawn."""

    alt: str = ""
    caption: str | None = None


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of ``articles/``. What is None is assigned by the slug (:mod:`.plan`)."""

    title: str
    channel: str
    published: datetime  #: aware
    body: str  #: see :mod:`.markup`
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    images: tuple[Picture, ...] = ()
    modified: datetime | None = None  #: aware
    kind: Kind = "article"
    read_also: str | None = None  #: slug
    related: tuple[str, ...] = ()  #: slugs
    moved: bool = False  #: the address /story/NUMBER.html redirects here
    members: bool = False  #: under /members/, where robots.txt forbids to look
    layout: LayoutName | None = None
    jsonld: Metadata | None = None
    opengraph: bool | None = None
    byline: Literal["line", "more-by"] | None = None
    transfer: Transfer | None = None
    language: str = "en"
    language_by: Literal["html", "http-equiv", "locale", "nothing"] | None = None
    charset: str = "utf-8"
    charset_by: Literal["http", "meta", "both", "nothing", "meta, HTTP lies"] | None = None
    paywalled: bool | None = None
    license: str | None = None  #: URL
    noarchive: Literal["meta", "http"] | None = None
    tdm: Literal["meta", "http"] | None = None  #: text and data mining reserved, said there


@dataclass(frozen=True, kw_only=True)
class Story:
    """A story with its address."""

    slug: str
    number: int
    source: Source

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The body; page breaks are among them."""
        return parts(self.source.body)

    @cached_property
    def published(self) -> datetime:
        """In the newspaper's zone."""
        return self.source.published.astimezone(ZONE)

    @property
    def layout(self) -> LayoutName:
        """Which template the page has."""
        default: LayoutName = "modern" if self.published >= MODERN_SINCE else "classic"
        return self.source.layout or default

    @property
    def path(self) -> str:
        """Path of the story's address."""
        if self.layout == "classic":
            return self.old_path
        folder = "/members" if self.source.members else ""
        return f"{folder}/story/{self.slug}-{self.number}.html"

    @property
    def old_path(self) -> str:
        """Path of the address in the classic system."""
        return f"/story/{self.number}.html"

    @property
    def pages(self) -> int:
        """How many pages the story is divided into."""
        return 1 + sum(part.kind == "break" for part in self.parts)


@dataclass(frozen=True, kw_only=True)
class Library:
    """All stories, oldest first."""

    stories: tuple[Story, ...]

    @cached_property
    def by_slug(self) -> dict[str, Story]:
        """Slug -> story."""
        return {story.slug: story for story in self.stories}

    @cached_property
    def public(self) -> tuple[Story, ...]:
        """Newest first, without those for members."""
        return tuple(story for story in self.stories[::-1] if not story.source.members)

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """All names, sorted."""
        return tuple(sorted({name for story in self.stories for name in story.source.authors}))

    def of_channel(self, channel: str) -> tuple[Story, ...]:
        """Newest first."""
        return tuple(x for x in self.public if x.source.channel == channel)

    def of_author(self, name: str) -> tuple[Story, ...]:
        """Newest first."""
        return tuple(x for x in self.public if name in x.source.authors)

    def resolve(self, address: str) -> str:
        """An address as it stands in an article file -> URL or path. KeyError: no such story."""
        scheme, _, slug = address.partition(":")
        if scheme == "article":
            return self.by_slug[slug].path
        return self.by_slug[slug].old_path if scheme == "article-old" else address


@cache
def library(folder: Path = HERE / "articles") -> Library:
    """Read all article files. Raises msgspec.ValidationError, ValueError with the file's name."""
    sources = {path.stem: _source(path) for path in folder.glob("*.toml")}
    order = sorted(sources, key=lambda slug: (sources[slug].published.astimezone(UTC), slug))
    return Library(
        stories=tuple(
            Story(slug=slug, number=FIRST_NUMBER + position, source=sources[slug])
            for position, slug in enumerate(order)
        )
    )


def _source(path: Path) -> Source:
    try:
        found = msgspec.toml.decode(path.read_bytes(), type=Source)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise ValueError(f"{path.name}: {error}") from error
    if found.channel not in CHANNELS or found.published.tzinfo is None:
        raise ValueError(f"{path.name}: wrong channel, or a date without zone")
    return found


def pick(slug: str, property_: str, choices: Sequence[T]) -> T:
    """One of ``choices``: always the same for a slug, and evenly spread over the slugs."""
    digest = hashlib.sha256(f"{property_}:{slug}".encode()).digest()
    return choices[int.from_bytes(digest[:4], "big") % len(choices)]


def author_path(name: str) -> str:
    """Path of an author's page."""
    return f"/author/{slugged(name)}"


def channel_path(channel: str) -> str:
    """Path of a channel's first page."""
    return f"/section/{slugged(channel)}"


def slugged(name: str) -> str:
    """A name as it stands in a path; names without any Latin letter get a number."""
    letters = (x for x in normalize("NFKD", name.lower()) if not combining(x))
    plain = "".join(x if x.isascii() and x.isalnum() else "-" for x in letters)
    words = "-".join(filter(None, plain.split("-")))
    return words or f"contributor-{pick(name, 'number', range(100, 1000))}"
