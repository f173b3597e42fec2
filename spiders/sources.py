"""Which sources are being read."""

from collections import Counter

from .plan import SourceTask


class Sources:
    """The sources that were asked for and have not been read yet, by publication."""

    def __init__(self) -> None:
        self._open: set[SourceTask] = set()
        self._by_publication: Counter[str] = Counter()
        self._planned: set[str] = set()
        self._all = False

    def planned(self, publication: str) -> None:
        """The sources that are known of a publication have been asked for."""
        self._planned.add(publication)

    def planned_all(self) -> None:
        """Those of all publications have."""
        self._all = True

    def began(self, task: SourceTask) -> None:
        """A source is asked for."""
        if task not in self._open:
            self._open.add(task)
            self._by_publication[task.publication] += 1

    def ended(self, task: SourceTask) -> None:
        """A source was read, or did not come."""
        if task in self._open:
            self._open.remove(task)
            self._by_publication[task.publication] -= 1

    def is_read(self, publication: str) -> bool:
        """True if nothing more is to be learnt from the sources of a publication in this run."""
        return publication in self._planned and not self._by_publication[publication]

    @property
    def any_open(self) -> bool:
        """True while sources of any publication are being read."""
        return bool(self._open) or not self._all
