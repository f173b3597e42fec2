"""What a run brought of one publication, as a whole and from each of its sources.

These are the figures that alarms compare with the publication's own past. They stand in the run's
report, and so in the archive; the table ``yields`` of the catalogue is made from there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from archiver.article import Article

STORIES = ("article", "live blog", "video or gallery")  # kinds that are counted as articles

FIELDS = ("title", "authors", "published", "channel", "body", "language")  # whose gaps are told

LONG = "text"  #: in ``complete`` beside FIELDS: the text has LONG_ENOUGH characters
LONG_ENOUGH = 600  # characters; the free beginning of a story behind a paywall seldom has as many

WHOLE = ""  #: as ``source``: the publication as a whole


@dataclass(slots=True, kw_only=True)
class Yield:
    """A publication and one of its sources, or all of them, in one run.

    An article that several sources name counts for each of them, and once for the publication. Of
    what is said of the fetch of articles (``fetched`` and below) a source has only what it named in
    this run. Bytes are those of bodies as they came over the wire, framing undone.
    """

    publication: str  #: slug
    source: str = WHOLE  #: URL as the publication's file, or discovery, has it
    kind: str = "publication"  #: or feed, sitemap, channels, channel, front
    found: int = 0  #: article URLs named
    fresh: int = 0
    """Of these, what was new: of the publication, URLs that the collection did not know; of a
    source, those and what it dates later than anything that it named in the run before."""
    fetched: int = 0  #: requests for articles that ended, whatever came of them
    articles: int = 0  #: pages read as articles
    new: int = 0  #: articles that the collection did not have
    versions: int = 0  #: articles that it had, and that say something else now
    received: int = 0
    """Bytes of the source's own pages; of the publication: of all sources' and of the articles'."""
    complete: dict[str, int] = field(default_factory=dict)  #: field -> articles that have it
    paywalled: int = 0  #: articles that say that they are
    kinds: dict[str, int] = field(default_factory=dict)  #: what the pages were
    failures: dict[str, int] = field(default_factory=dict)  #: reason -> requests for articles
    answered: bool | None = None  #: None: nothing was asked of it, as of the publication as a whole
    status: int | None = None  #: of HTTP; 304 where nothing was new
    problem: str | None = None  #: one line: why it did not come, or what is wrong with it
    newest: str | None = None  #: the latest date that it gives an article; ISO 8601, UTC

    def add(self, seen: "Seen") -> None:
        """Count a page that was read."""
        self.kinds[seen.kind] = self.kinds.get(seen.kind, 0) + 1
        if not seen.is_story:
            return
        self.articles += 1
        self.paywalled += seen.paywalled
        for name, has in seen.complete:
            self.complete[name] = self.complete.get(name, 0) + has


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is counted of a page that was read."""

    kind: str
    paywalled: bool  #: it says that it is
    complete: tuple[tuple[str, bool], ...]  #: each field that is counted, and whether it has it

    @classmethod
    def of(cls, article: Article) -> Self:
        """Of this one."""
        return cls(
            kind=article.kind,
            paywalled=bool(article.paywalled),
            complete=tuple(completeness(article)),
        )

    @property
    def is_story(self) -> bool:
        """True if it counts as an article."""
        return self.kind in STORIES


def completeness(article: Article) -> Iterable[tuple[str, bool]]:
    """Each field that is counted, and whether the article has it. A text that the collection's
    policy left out is no gap."""
    left_out = article.rights.skipped is not None
    for name in FIELDS:
        yield name, bool(getattr(article, name)) or (name == "body" and left_out)
    yield LONG, left_out or sum(len(block.text) for block in article.body) >= LONG_ENOUGH
