"""What a probe finds, as frozen values that go to JSON and back."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from archiver.article import Article, Entry, Sign
from archiver.errors import ArchiverError
from archiver.page import Page
from archiver.probing.pattern import Pattern
from archiver.publications import Publication
from archiver.sources.robots import Robots
from warcs import CaptureRef

Kind = Literal["feed", "sitemap", "channels", "channel"]


class Unfit(ArchiverError):
    """The site cannot be added; the text says in one line why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Got:
    """What came of asking for a URL."""

    url: str  #: that answered, after redirects
    status: int | None = None  #: None: no answer came
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    problem: str | None = None  #: why there is no body to read; None for an answer of status 200
    disallowed: bool = False  #: by robots.txt
    unreachable: bool = False  #: there was no connection to the host
    moved: bool = False  #: every redirect on the way was a permanent one (RFC 9110 §15.4)
    cut: str | None = None  #: why the body is not whole
    page: Page | None = None  #: of an answer that may be a page
    capture: CaptureRef | None = None
    wishes: tuple[Sign, ...] = ()  #: what the files of the host say of the page's use

    @property
    def is_good(self) -> bool:
        """True for an answer that can be read."""
        return self.problem is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """What is known of a host's robots.txt by the time it has answered."""

    robots: Robots | None = None  #: None: there is none
    digest: str | None = None  #: of the rules and the delay that hold for us; hexadecimal
    delay: float | None = None  #: seconds between two requests that it asks for


Fetch = Callable[[str], Awaitable[Got]]
HostOf = Callable[[str], Host]


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """What a person asks to be added: a site, or a feed of one."""

    url: str  #: of the front page, of a feed, or of any page of the site
    feed: str | None = None  #: a feed that is known to belong to it (OPML's xmlUrl)
    name: str | None = None  #: what the list calls it


class SourceFound(msgspec.Struct, frozen=True, kw_only=True):
    """A feed, sitemap or channel page, and what was seen of it."""

    kind: Kind
    url: str  #: absolute
    where: str  #: where it was found
    name: str | None = None  #: of a channel
    read: bool = True  #: False: it was not asked for, there were too many
    urls: int = 0  #: that were sampled
    articles: int = 0  #: of these, that have the form of articles
    newest: str | None = None  #: ISO 8601; of what it names
    news: bool = False  #: of a sitemap: with titles and dates of publication (Google's extension)
    depth: int = 0  #: of a sitemap: 1 names pages, 2 names sitemaps that do, …
    children: int = 0  #: of a sitemap: sitemaps that the index names
    moved: str | None = None  #: URL to which it redirects for good
    problem: str | None = None  #: one line

    @property
    def is_useful(self) -> bool:
        """True if it named articles, or if nobody has looked."""
        return not self.read or self.articles > 0


class FieldFound(msgspec.Struct, frozen=True, kw_only=True):
    """How complete a field is over the articles that were read."""

    found: int
    articles: int
    evidence: dict[str, int] = {}  #: where it was read -> how often

    @property
    def share(self) -> float:
        """0 to 1."""
        return self.found / self.articles if self.articles else 0.0


class RobotsFound(msgspec.Struct, frozen=True, kw_only=True):
    """What robots.txt says to us."""

    exists: bool
    digest: str | None = None  #: of the rules that hold for us
    delay: float | None = None  #: seconds
    sitemaps: int = 0
    disallowed: int = 0  #: of the URLs that were asked for


class PageFound(msgspec.Struct, frozen=True, kw_only=True):
    """One of the pages that were read."""

    url: str
    kind: str | None = None  #: None: it did not come
    title: str | None = None
    problem: str | None = None


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """All that was found out of a site."""

    home: str
    name: str
    name_by: str
    domains: tuple[str, ...]
    robots: RobotsFound
    sources: tuple[SourceFound, ...] = ()
    pattern: Pattern | None = None
    language: str | None = None
    language_by: str | None = None
    timezone: str | None = None
    timezone_by: str | None = None
    fields: dict[str, FieldFound] = {}
    kinds: dict[str, int] = {}  #: of the pages that were read
    optouts: tuple[str, ...] = ()  #: signs of a wish not to be archived or mined, each once
    soft404: bool | None = None  #: True: what is missing is answered with status 200
    requests: int = 0
    pages: tuple[PageFound, ...] = ()

    @property
    def channels(self) -> tuple[SourceFound, ...]:
        """The channel pages among the sources."""
        return tuple(source for source in self.sources if source.kind == "channel")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """An article that a probe fetched, so that nobody has to fetch it again."""

    requested: str
    page: Page
    capture: CaptureRef
    entry: Entry  #: what its source told of it
    article: Article
    cut: str | None = None  #: why it is not whole
    wishes: tuple[Sign, ...] = ()  #: what the files of its host say of its use


@dataclass(frozen=True, slots=True, kw_only=True)
class Probed:
    """What a probe came back with."""

    finding: Finding
    publication: Publication  #: that the finding describes, without its file
    read: tuple[ReadPage, ...] = ()
    entries: tuple[Entry, ...] = ()  #: what the sources named
