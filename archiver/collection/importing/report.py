"""What became of the files that were to be imported."""

from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal["imported", "already here", "refused"]

MOST_PROBLEMS = 20  # lines a file; `archiver verify` tells all


@dataclass(slots=True, kw_only=True)
class ImportedFile:
    """One WARC file."""

    source: str  #: what was given; of a WACZ with the member, ``x.wacz: archive/data.warc.gz``
    outcome: Outcome
    name: str | None = None  #: in ``archive/``
    sha256: str | None = None  #: hexadecimal
    size: int = 0  #: bytes
    captures: int = 0  #: that are new to the collection
    copies: int = 0  #: captures whose record ids were known: nothing new
    pages: dict[str, int] = field(default_factory=dict)
    """What became of the responses: a kind of page (article, listing, …) or why none was read ->
    how many. Each capture is in one."""
    problems: list[str] = field(default_factory=list)  #: a line each


@dataclass(slots=True, kw_only=True)
class ImportReport:
    """What became of all of them, in the order in which they were given."""

    files: list[ImportedFile] = field(default_factory=list)
    resumed: list[ImportedFile] = field(default_factory=list)  #: what an earlier import left
    problems: list[str] = field(default_factory=list)  #: of no single file, a line each
    late: dict[str, int] = field(default_factory=dict)
    """What became of revisits in files that were here before, whose originals came now."""

    @property
    def refused(self) -> int:
        """How many files were not imported."""
        return sum(file.outcome == "refused" for file in self.files)

    @property
    def pages(self) -> dict[str, int]:
        """Of all files together, the most frequent first."""
        found: dict[str, int] = {}
        for file in [*self.resumed, *self.files]:
            for what, count in file.pages.items():
                found[what] = found.get(what, 0) + count
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
