"""What a redaction would do: found by reading the archive, before anything is changed."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from archiver.collection.redaction.traces import Trace, Traces
from warcs.redacting.redaction import Consequences
from warcs.redacting.removal import Removal
from warcs.redacting.rewrite import Moves
from warcs.redacting.tombstones import Gone, Place

CATALOGUE = "catalogue.sqlite"
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Text of what is taken out, in a record that belongs to another URL."""

    file: str  #: of the archive, or the catalogue
    offset: int | None  #: in bytes; None in the catalogue
    url: str  #: WARC-Target-URI; of the article that a source told something of
    type: str  #: WARC-Type, or ``frontier``
    trace: Trace
    same_payload: bool = False  #: a revisit whose payload is taken out: the same page


@dataclass(kw_only=True)
class Plan:
    """What goes, what stays, and what of it is quoted elsewhere."""

    removal: Removal
    traces: Traces = field(default_factory=Traces)
    copies: dict[Place, Copy] = field(default_factory=dict)
    consequences: Consequences = field(
        default_factory=lambda: Consequences(promoted=(), renewed={}, unresolved=())
    )
    aliases: dict[str, set[str]] = field(default_factory=dict)  #: URL -> what led to it
    known: set[str] = field(default_factory=set)  #: URLs of the frontier that are meant
    cleared: set[str] = field(default_factory=set)  #: likewise, whose copy was named beside
    requisites: list[str] = field(default_factory=list)
    """URLs of pictures, styles and fonts that only what goes asks for: they stay."""
    rows: list[Copy] = field(default_factory=list)  #: of the frontier
    reports: dict[Place, str] = field(default_factory=dict)  #: with what they quote
    hidden: set[str] = field(default_factory=set)  #: digests of strings in run reports
    hints: set[str] = field(default_factory=set)  #: URLs that are probably meant too
    problems: list[str] = field(default_factory=list)  #: what could not be searched: a line each
    packages: list[str] = field(default_factory=list)  #: made earlier; they hold what they held

    @property
    def urls(self) -> list[str]:
        """The URLs that are taken down: of captures, and of what was never captured."""
        captured = {one.url for one in self.removal.gone.values() if one.wanted}
        return sorted(captured | self.known)

    @property
    def captures(self) -> list[Gone]:
        """What goes, without requests and metadata."""
        kinds = ("response", "revisit", "resource")
        return [one for one in self.removal.gone.values() if one.type in kinds]

    @property
    def quoting(self) -> list[Copy]:
        """The copies of text."""
        found = [x for x in self.copies.values() if x.trace.quotes or x.same_payload]
        return [*sorted(found, key=lambda x: (x.file, x.offset or 0)), *self.rows]

    @property
    def sharing(self) -> list[Copy]:
        """Records that share bytes with the pages, but no text: menus, footers, scripts."""
        found = [x for x in self.copies.values() if not (x.trace.quotes or x.same_payload)]
        return sorted(found, key=lambda x: (x.file, x.offset or 0))

    def move(self, file: str, moves: Moves) -> None:
        """The copies in a file that was written anew are at other offsets now."""
        for place, one in self.copies.items():
            if place[0] == file:
                self.copies[place] = replace(one, offset=moves.new(place[1]))
