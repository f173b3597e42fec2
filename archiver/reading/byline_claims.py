"""A claim that somebody wrote the story: the names, who says so, and where it is printed."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from archiver.reading.byline_names import Name

Key = tuple[str, ...]
MOST_LINES = 6  # of a byline


class Claim(NamedTuple):
    """Names that some place on the page offers as the authors."""

    names: tuple[Name, ...]
    sort: str  #: the kind of place, which has its trust: see byline_choice
    evidence: str
    witness: str  #: claims of one witness are one voice
    line: str | None = None  #: as printed
    links: tuple[tuple[Key, str], ...] = ()  #: the page that a printed name links to

    @property
    def keys(self) -> frozenset[Key]:
        """The names as a set that can be compared."""
        return frozenset(name.key for name in self.names)


class Joined:
    """Lines of one sort, joined to one claim."""

    def __init__(self) -> None:
        self._names: dict[Key, Name] = {}
        self._lines: dict[str, None] = {}
        self._links: list[tuple[Key, str]] = []

    def add(self, names: Iterable[Name], line: str, links: Iterable[tuple[Key, str]]) -> None:
        """One more line."""
        for name in names:
            self._names.setdefault(name.key, name)
        self._lines[line] = None
        self._links += links

    def claim(self, sort: str, evidence: str, witness: str) -> Iterator[Claim]:
        """The claim, if a name was found."""
        if self._names:
            line = ", ".join(list(self._lines)[:MOST_LINES])
            names = tuple(self._names.values())
            yield Claim(names, sort, evidence, witness, line, tuple(self._links))
