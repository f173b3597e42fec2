"""What a publication file says. Data only: no fetching, no parsing of pages.

The reference of every key, with examples, is docs/publications.md.
"""

import re
from datetime import date
from urllib.parse import urljoin

import msgspec

from archiver.article import Entry
from archiver.budget import Budget
from archiver.every import Every
from archiver.likeness import LIKELY, article_likeness
from archiver.urls import host_of, within
from archiver.visits import Visits
from archiver.written import Duration


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where article URLs come from. Exactly one of the first four is given.

    URLs may be relative to the publication's ``home``.
    """

    feed: str | None = None  #: RSS, Atom or RDF
    sitemap: str | None = None  #: sitemaps.org XML: index or leaf, gzipped or not, news extension
    channels: str | None = None  #: a page that lists the channels, each a listing page
    channel: str | None = None  #: one listing page, paginated
    heading: str | None = None  #: of ``channels``: the heading over the list of channels
    name: str | None = None  #: of ``channel`` or ``feed``: the channel's name
    keep: str | None = (
        None  #: regular expression that a child sitemap's or channel's URL must match
    )

    def __post_init__(self) -> None:
        given = [x for x in (self.feed, self.sitemap, self.channels, self.channel) if x is not None]
        if len(given) != 1:
            raise ValueError("a source is exactly one of feed, sitemap, channels, channel")

    @property
    def url(self) -> str:
        """As written; see :meth:`Publication.source_url`."""
        return self.feed or self.sitemap or self.channels or self.channel or ""


class Related(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """CSS of the links (or of blocks that hold them) of each kind."""

    related: str | None = None
    author: str | None = None
    section: str | None = None


class Layout(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where things are on the page. Each key is CSS (parsel's, with ``::text`` and ``::attr()``).

    A field left out is answered by the generic readers.
    """

    since: date = date.min  #: the day on which the pages began to look like this
    marker: str | None = None  #: CSS; the layout holds only for pages on which this matches
    title: str | None = None
    subtitle: str | None = None
    byline: str | None = None
    published: str | None = None
    modified: str | None = None
    channel: str | None = None
    body: str | None = None  #: the element that holds the story
    drop: tuple[str, ...] = ()  #: what is no part of the story
    related: Related = Related()


class Listing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where things are on a channel page. What is left out is found generically."""

    item: str | None = None  #: CSS of one teaser
    drop: tuple[str, ...] = ()  #: CSS of teasers that are advertisements
    link: str | None = None  #: CSS inside the item
    title: str | None = None  #: CSS inside the item
    published: str | None = None  #: CSS inside the item
    next: str | None = None  #: CSS of the link to the next (older) page


class Publication(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A news site: where its articles are found and how its pages are read."""

    slug: str  #: the name used on the command line; lower-case letters, digits, hyphens
    name: str  #: as printed
    domains: tuple[str, ...]  #: registrable or host names; subdomains are included
    home: str  #: absolute URL of the front page
    language: str | None = None  #: BCP 47
    timezone: str | None = None  #: IANA name; only for times that the page prints without a zone
    sources: tuple[Source, ...] = ()  #: empty: discovered from the home page and robots.txt
    articles: str | None = None  #: regular expression that an article's URL matches (search)
    layouts: tuple[Layout, ...] = ()
    listing: Listing = Listing()
    budget: Budget | None = None  #: of a run; what is left out is as the collection says
    delay: Duration | None = None  #: between two requests to a host, if no other asks for more
    every: Every | None = None  #: how often it is looked at; None: as the collection says
    visits: Visits | None = None  #: of its articles, again; None: as the collection says
    digest: str | None = None  #: sha256 of the file it was read from

    def source_url(self, source: Source) -> str:
        """Absolute URL of ``source``."""
        return urljoin(self.home, source.url)

    def has_host(self, host: str) -> bool:
        """True if ``host`` is one of the publication's domains or a subdomain of one."""
        return within(host, self.domains)

    def is_article(self, url: str) -> bool:
        """True if ``url`` has the form of the publication's articles.

        Without the key ``articles``: if it looks more like an article's than like a list's.
        """
        if self.articles is not None:
            return re.search(self.articles, url) is not None
        return article_likeness(url) >= LIKELY

    def wants(self, entry: Entry) -> bool:
        """True if ``entry`` is an article of this publication, as far as can be told unfetched.

        Who puts a URL into a feed or gives its title in a news sitemap says that it is an article,
        and a listing was read for articles only; so there, without the key ``articles``, only what
        surely is none is left out.
        """
        if not self.has_host(host_of(entry.url)):
            return False
        told = entry.kind in ("feed", "channel") or (
            entry.kind == "sitemap" and entry.title is not None
        )
        if self.articles is None and told:
            return article_likeness(entry.url) > 0
        return self.is_article(entry.url)

    def layouts_on(self, day: date | None) -> tuple[Layout, ...]:
        """The layouts that had begun on ``day`` (None: all): the first that has no marker, or
        whose marker is on the page, is the page's.

        Those with a marker come first, because what is seen on the page tells more than a day;
        the newest first among them, and among those without.
        """
        begun = [layout for layout in self.layouts if day is None or layout.since <= day]
        return tuple(sorted(begun, key=lambda x: (x.marker is not None, x.since), reverse=True))
