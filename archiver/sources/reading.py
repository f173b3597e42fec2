"""What one source says: the value that every reader of sources answers with."""

from dataclasses import dataclass

from archiver.article import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReading:
    """What a feed, a sitemap or a listing page says. All URLs are absolute."""

    entries: tuple[Entry, ...] = ()  #: in the source's order, each URL once
    children: tuple[str, ...] = ()  #: URLs of the sitemaps that an index names
    modified: tuple[str | None, ...] = ()  #: of each child: when it was changed, as written
    next: str | None = None  #: URL of the next (older) page of the same source
    foreign: int = 0  #: URLs left out because they are of another host
    problem: str | None = None  #: one line: what is wrong; what was whole is in ``entries``

    @property
    def is_whole(self) -> bool:
        """True if all that it says is here, but for what is of other hosts."""
        left_out = f"{self.foreign} URL" if self.foreign else None
        return self.problem is None or (left_out is not None and self.problem.startswith(left_out))
