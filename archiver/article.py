"""What a page says: the article and its parts, as frozen values.

schema.org/NewsArticle is the reference for meaning. Missing is ``None`` or ``()``, never ``""``.
Every value goes to JSON and back unchanged: :meth:`Article.to_json`, :meth:`Article.from_json`.
The parts, of which an article has hundreds, are msgspec's structs: made five times as fast as
dataclasses, and, since they hold nothing that could lead back to them, none of the garbage
collector's business.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

import msgspec

from warcs import CaptureRef

Kind = Literal["article", "listing", "live blog", "video or gallery", "wall", "other"]
BlockKind = Literal["paragraph", "heading", "list item", "quote", "preformatted", "table"]
RelatedKind = Literal["inline", "related", "author", "section"]


class Author(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A person or, where no person signs, an agency."""

    name: str
    url: str | None = None  #: absolute; the author's page


class Link(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A link inside a block of the body."""

    url: str  #: absolute
    text: str


class Block(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One block of the body, in reading order."""

    kind: BlockKind
    text: str
    """White space folded, except in preformatted; table cells divided by tabs, rows by newlines."""
    level: int | None = None  #: of a heading, 1 to 6
    number: int | None = None  #: of what begins an item of an ordered list, as a browser shows it
    links: tuple[Link, ...] = ()


class Image(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A picture of the story (no logo, portrait of an author, or advertisement)."""

    url: str  #: absolute
    alt: str | None = None
    caption: str | None = None
    lead: bool = False  #: the picture at the head of the story


class RelatedLink(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A link to another story, and what the page says that it is.

    ``inline``: in a paragraph; ``related``: a block about this story; ``author``: "More by …";
    ``section``: "More in …".
    """

    url: str  #: absolute, without fragment
    text: str
    kind: RelatedKind
    heading: str | None = None  #: as printed over the block


class Moment(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A point in time, no more exact than it is known.

    ``iso`` is ISO 8601: a date (``2024-05-01``), a date-time without zone, or one with an offset.
    A zone is never invented: ``zone`` says where the offset came from.
    """

    iso: str
    text: str  #: as found
    zone: Literal["page", "publication"] | None = None

    def isoformat(self) -> str:
        """Exactly what is known, in ISO 8601."""
        return self.iso

    @property
    def day(self) -> date:
        """The calendar day, in the zone in which it was printed."""
        return date.fromisoformat(self.iso[:10])

    @property
    def instant(self) -> datetime | None:
        """Time-zone aware; None where clock time or zone is not known."""
        if len(self.iso) <= 10:
            return None
        moment = datetime.fromisoformat(self.iso)
        return moment if moment.tzinfo else None


class Sign(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One thing that a site said about the use of a page, as it was said (docs/rights.md)."""

    name: str  #: ``noarchive``, ``tdm-reservation``, ``content-signal-ai-train``, …
    where: str  #: ``http:x-robots-tag``, ``meta:robots``, ``robots.txt:12`` (its line), …
    value: str | None = None  #: as written, where the name does not say it all
    to: str | None = None  #: the crawler that it is addressed to, lower-case; None: to all


class Skipped(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Why the text of a page was not kept: the sign that the collection's policy names."""

    rule: str  #: name of the sign
    where: str  #: where it was found


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What the page, its headers and the files of its host say may be done with it."""

    license: str | None = None  #: URL or text
    noarchive: bool = False  #: said to all crawlers or to ours, by robots meta or X-Robots-Tag
    tdm_reserved: bool | None = None  #: W3C TDMRep; None: nothing was said
    tdm_policy: str | None = None  #: URL
    notice: str | None = None  #: of copyright, as printed in the metadata
    signs: tuple[Sign, ...] = ()  #: all that were found: headers, page, robots.txt, other files
    skipped: Skipped | None = None  #: why body, subtitle, images and links were left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What one page says, and where each value was read (``evidence``)."""

    url: str | None
    canonical_url: str | None = None
    kind: Kind = "article"
    publication: str | None = None  #: the publication's name as printed
    channel: str | None = None  #: as printed
    channels: tuple[str, ...] = ()  #: breadcrumbs, outermost first
    title: str | None = None
    subtitle: str | None = None
    byline: str | None = None  #: as printed
    authors: tuple[Author, ...] = ()
    published: Moment | None = None
    modified: Moment | None = None
    language: str | None = None  #: BCP 47
    topics: tuple[str, ...] = ()
    body: tuple[Block, ...] = ()
    images: tuple[Image, ...] = ()
    related: tuple[RelatedLink, ...] = ()
    pagination: tuple[str, ...] = ()  #: absolute URLs of the story's other pages
    paywalled: bool | None = None  #: None: the page does not say
    rights: Rights = Rights()
    evidence: Mapping[str, str] = field(default_factory=dict, hash=False)
    capture: CaptureRef | None = None
    reader: str = ""  #: version of the reader

    @property
    def text(self) -> str:
        """The body as plain text, blocks divided by an empty line; ordered lists have numbers."""
        return "\n\n".join(
            block.text if block.number is None else f"{block.number}. {block.text}"
            for block in self.body
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain lists, dicts and strings; what :meth:`to_json` writes."""
        value: dict[str, Any] = msgspec.to_builtins(self)
        return value

    def to_json(self) -> str:
        """One line of JSON (UTF-8, field order as declared)."""
        return msgspec.json.encode(self).decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> "Article":
        """The article that :meth:`to_json` wrote. Raises msgspec.ValidationError."""
        return msgspec.json.decode(text, type=cls)


class Entry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a source told of a URL before it was fetched: a feed's entry, a sitemap's url, a teaser.

    Dates are the text as found; the reading decides what they are worth.
    """

    url: str  #: absolute
    source: str  #: URL of the feed, sitemap or channel page
    kind: Literal["feed", "sitemap", "channel", "page"]
    title: str | None = None
    published: str | None = None
    modified: str | None = None
    authors: tuple[str, ...] = ()
    channel: str | None = None
    language: str | None = None
    topics: tuple[str, ...] = ()  #: a feed's categories, a news sitemap's keywords

    def within(self, channel: str | None) -> "Entry":
        """The same of this channel, where the source told of none."""
        return self if self.channel else msgspec.structs.replace(self, channel=channel)
