"""Which sources an article counts for, whichever came first: it, or what names it.

Articles are fetched while archives are still to be read. What became of one is therefore counted
for its sources when those of its publication have all been read, or the run ends, by what its row
in the frontier says then. From there on it is counted at once.
"""

from collections.abc import Callable
from dataclasses import dataclass

from archiver.collection.reporting.runs import RunTable
from archiver.yields import Seen


@dataclass(frozen=True, slots=True)
class Ended:
    """A request for an article ended."""

    failure: str | None = None  #: why it brought nothing


@dataclass(frozen=True, slots=True)
class Read:
    """A page was read."""

    seen: Seen
    new: bool  #: it is an article or version that the collection did not have


Outcome = Ended | Read
Credit = Callable[[str, set[str], Outcome], None]  #: publication (slug), URLs of sources, what


class Naming:
    """What became of articles, kept until it is known which sources name them."""

    def __init__(self, table: RunTable, credit: Credit) -> None:
        self._table = table
        self._credit = credit
        self._kept: dict[str, dict[str, tuple[Outcome, ...]]] = {}  # by publication and key
        self._same: dict[Outcome, Outcome] = {}  # most are alike: each is in memory once
        self._settled: set[str] = set()

    def add(self, publication: str, key: str, outcome: Outcome) -> None:
        """What became of an article (its key in the frontier)."""
        if publication in self._settled:
            self._count(publication, {key: (outcome,)})
            return
        kept = self._kept.setdefault(publication, {})
        kept[key] = (*kept.get(key, ()), self._same.setdefault(outcome, outcome))

    def holds(self, publication: str, key: str) -> bool:
        """True if a request for an article ended in this run, while sources were being read."""
        return key in self._kept.get(publication, ())

    def settle(self, publication: str) -> None:
        """No source of a publication is still to be read."""
        self._settled.add(publication)
        self._count(publication, self._kept.pop(publication, {}))

    def end(self) -> None:
        """The run ends, whatever was read."""
        for publication in list(self._kept):
            self.settle(publication)

    def _count(self, publication: str, kept: dict[str, tuple[Outcome, ...]]) -> None:
        for key, sources in self._table.named_by(kept):
            for outcome in kept[key]:
                self._credit(publication, sources, outcome)
