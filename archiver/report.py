"""What a run brought: per publication, channel and source, and how complete the fields are."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from archiver.article import Article
from archiver.yields import FIELDS, STORIES, Seen, Yield

__all__ = ["FIELDS", "STORIES", "Report", "Requisites", "Tally", "Yield"]

MOST_PROBLEMS = 1000  # of a run; a hostile site could name any number


@dataclass(slots=True, kw_only=True)
class Tally:
    """Articles of one channel or source, and how many of them have each field."""

    articles: int = 0
    new: int = 0  #: articles or versions that the collection did not have
    complete: dict[str, int] = field(default_factory=dict)  #: field -> articles that have it

    def add(self, seen: Seen, *, new: bool) -> None:
        """Count one article."""
        self.articles += 1
        self.new += new
        has = dict(seen.complete)
        for name in FIELDS:
            self.complete[name] = self.complete.get(name, 0) + has[name]

    def share(self, name: str) -> float:
        """The share of the articles that have the field, 0 to 1."""
        return self.complete.get(name, 0) / self.articles if self.articles else 0.0


@dataclass(slots=True, kw_only=True)
class Requisites:
    """What was fetched because pages need it: pictures, styles, fonts, icons."""

    fetched: int = 0
    received: int = 0  #: bytes of bodies, decoded
    known: int = 0  #: named by a page, and fetched not long before
    left_out: int = 0  #: over the bounds of their page
    failures: dict[str, int] = field(default_factory=dict)  #: reason -> requests
    disallowed: int = 0  #: of the failures: by robots.txt
    left: int = 0  #: still to be fetched

    @property
    def failed(self) -> int:
        """Those that did not come."""
        return sum(self.failures.values())

    def fail(self, reason: str) -> None:
        """Count one failure."""
        self.failures[reason] = self.failures.get(reason, 0) + 1


@dataclass(slots=True, kw_only=True)
class Report:
    """One run, as it is kept in the collection. Times are aware, UTC."""

    started: datetime
    publications: tuple[str, ...] = ()  #: slugs
    ended: datetime | None = None
    outcome: str = "running"  #: finished, or the reason of the end
    channels: dict[str, Tally] = field(default_factory=dict)  #: "publication / channel"
    sources: dict[str, Tally] = field(default_factory=dict)  #: URL of the source
    kinds: dict[str, int] = field(default_factory=dict)  #: what the pages fetched were
    failures: dict[str, int] = field(default_factory=dict)  #: reason -> requests
    #: why -> URLs that lists or feeds named and that were not wanted, or left
    traps: dict[str, int] = field(default_factory=dict)
    #: sort of wall -> pages; kept, and visited again
    walls: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)  #: one line each: a feed that is HTML, …
    problems_left_out: int = 0  #: behind MOST_PROBLEMS of them
    found: int = 0  #: article URLs that the sources named
    known: int = 0  #: of these, fetched by an earlier run
    elsewhere: int = 0  #: those that are known under another address, each time they were named
    unchanged: int = 0  #: sources that were what they were, or whose index said so
    modified: int = 0  #: known articles that were visited because a source said they were changed
    modified_left: int = 0  #: those that were not, being more than the source's word is worth
    gone: int = 0  #: known articles that the site does not have any more (HTTP 404, 410)
    fetched: int = 0  #: pages of articles
    later_pages: int = 0  #: of these, read as later pages of stories: neither articles nor kinds
    answers: int = 0  #: feeds, sitemaps and pages of channels that came
    requests: int = 0  #: exchanges recorded, of every kind
    received: int = 0  #: bytes of bodies, as on the wire
    revisits: int = (
        0  #: of the exchanges: what came, or was not modified, is in the archive already
    )
    saved: int = 0  #: bytes of bodies that were received, and not written again
    disallowed: int = 0  #: by robots.txt
    redacted: int = 0  #: article URLs that were taken down, or lead to what was: not fetched
    #: sign -> pages that were fetched and not kept, as the collection's policy has it
    skipped_captures: dict[str, int] = field(default_factory=dict)
    #: a line for each robots.txt, tdmrep.json and ai.txt that is not what it was the last time
    wishes: list[str] = field(default_factory=list)
    #: sign -> pages that were kept, but for their text
    skipped_texts: dict[str, int] = field(default_factory=dict)
    left: int = 0  #: article URLs still to be fetched
    requisites: Requisites = field(default_factory=Requisites)  #: counted here and nowhere else
    warc: str | None = None  #: the WARC file that it wrote to, if it recorded anything
    yields: list[Yield] = field(default_factory=list)
    """For each publication one of it as a whole, and one of each source that was asked."""
    partial: bool = False  #: it was told to leave something out, so it is compared with no other
    reader: str | None = None  #: version of the reader
    certificates: dict[str, str] = field(default_factory=dict)
    """Host -> when the certificate that it showed is valid: an ISO 8601 interval."""
    moved: dict[str, str] = field(default_factory=dict)
    """Slug -> host to which the publication has moved, as its sources say; empty: it has not."""
    files: dict[str, str] = field(default_factory=dict)  #: slug -> sha256 of the publication file

    @property
    def articles(self) -> int:
        """Pages that are articles."""
        return sum(self.kinds.get(kind, 0) for kind in STORIES)

    @property
    def failed(self) -> int:
        """Requests that brought no page to read."""
        return sum(self.failures.values())

    def add(self, article: Article, seen: Seen, *, slug: str, new: bool) -> None:
        """Count one page that was read; ``seen`` is what is counted of it."""
        self.kinds[article.kind] = self.kinds.get(article.kind, 0) + 1
        if skipped := article.rights.skipped:
            self.skipped_texts[skipped.rule] = self.skipped_texts.get(skipped.rule, 0) + 1
        if article.kind not in STORIES:
            return
        channel = f"{slug} / {article.channel or '(no channel)'}"
        self.channels.setdefault(channel, Tally()).add(seen, new=new)

    def add_named(self, sources: Iterable[str], seen: Seen, *, new: bool) -> None:
        """Count it for the sources that name it (their URLs, each once)."""
        for source in sources if seen.is_story else ():
            self.sources.setdefault(source, Tally()).add(seen, new=new)

    def problem(self, text: str) -> None:
        """Tell what is wrong; only counted once there are MOST_PROBLEMS."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(text)
        else:
            self.problems_left_out += 1

    def fail(self, reason: str, number: int = 1) -> None:
        """Count so many failures."""
        self.failures[reason] = self.failures.get(reason, 0) + number

    def trap(self, reason: str) -> None:
        """Count one URL that is a trap's."""
        self.traps[reason] = self.traps.get(reason, 0) + 1

    def wall(self, sort: str) -> None:
        """Count one page that is a wall."""
        name = f"wall: {sort}"
        self.walls[name] = self.walls.get(name, 0) + 1

    def skip(self, rule: str) -> None:
        """Count one page that was not kept, by the sign that the rule names."""
        sign = rule.partition(" (")[0]
        self.skipped_captures[sign] = self.skipped_captures.get(sign, 0) + 1

    def to_json(self) -> str:
        """One line of JSON."""
        return msgspec.json.encode(self).decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> "Report":
        """What :meth:`to_json` wrote. Raises msgspec.ValidationError."""
        return msgspec.json.decode(text, type=cls)
