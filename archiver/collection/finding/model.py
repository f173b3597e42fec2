"""What a search finds: values that a page, a command or a program shows."""

from dataclasses import dataclass
from typing import Literal

Sort = Literal["rank", "date"]

SORTS: tuple[Sort, ...] = ("rank", "date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of a snippet: plain text, as the article has it."""

    text: str
    is_match: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that was found."""

    url: str  #: canonical
    title: str | None
    publication: str | None  #: slug
    channel: str | None  #: as printed
    authors: tuple[str, ...] = ()  #: as printed
    published: str | None  #: ISO 8601, as exact as known
    day: str | None = None  #: of publication, else of the first capture; YYYY-MM-DD
    language: str | None = None  #: BCP 47
    kind: str = "article"  #: as of :class:`archiver.Article`
    snippet: tuple[Part, ...] = ()
    """Where the words stand in the text; its beginning where they stand in the title alone."""

    @property
    def plain(self) -> str:
        """The snippet as plain text, matching words between ``[`` and ``]``."""
        return "".join(f"[{x.text}]" if x.is_match else x.text for x in self.snippet)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A value, and how many of the articles have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """Of all articles that were found, not only of those shown: the values that most of them have,
    the most frequent first; years and months all, the newest first. What is missing is not counted.
    """

    publication: tuple[Count, ...] = ()  #: slugs
    channel: tuple[Count, ...] = ()  #: as printed; of whatever publication
    author: tuple[Count, ...] = ()  #: as printed
    language: tuple[Count, ...] = ()  #: BCP 47
    year: tuple[Count, ...] = ()  #: YYYY
    month: tuple[Count, ...] = ()  #: YYYY-MM


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of what was found."""

    hits: tuple[Hit, ...]
    total: int  #: articles that match
    offset: int = 0  #: how many of them come before :attr:`hits`
    limit: int = 20  #: hits of a page, at most
    sort: Sort = "rank"
    """As it was done: what only filters choose, and more articles than are weighed, is not ranked
    by weight (docs/searching.md)."""
    facets: Facets | None = None  #: None: not asked for
    notes: tuple[str, ...] = ()  #: what of the query was not understood; a line each

    @property
    def page(self) -> int:
        """The number of the page, from 1."""
        return self.offset // self.limit + 1

    @property
    def pages(self) -> int:
        """How many pages there are; 0 if nothing was found."""
        return -(-self.total // self.limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What articles must have besides what the query says; None, or (): anything."""

    publication: str | None = None  #: slug, printed name or domain
    channel: str | None = None  #: as printed, in any case
    author: str | None = None  #: the whole name, in any case
    since: str | None = None  #: first day: YYYY-MM-DD, or a month or year, from its beginning
    until: str | None = None  #: last day, or the end of a month or year
    language: str | None = None  #: BCP 47; ``de`` is also de-AT
    kinds: tuple[str, ...] = ()
