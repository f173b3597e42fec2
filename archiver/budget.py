"""How much of a publication one run fetches, at most."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated

import msgspec

from archiver.written import Duration

Number = Annotated[int, msgspec.Meta(ge=1)]


class Budget(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Bounds of a run and publication; what is over them stays pending. None: no bound."""

    pages: Number | None = None  #: articles that are asked for
    bytes: Number | None = None  #: of bodies as they came, of everything that is fetched for it
    time: Duration | None = None  #: from the beginning of the run

    def over(self, other: "Budget | None") -> "Budget":
        """These bounds, and those of ``other`` where this has none."""
        if other is None:
            return self
        return Budget(
            pages=self.pages or other.pages,
            bytes=self.bytes or other.bytes,
            time=self.time or other.time,
        )


UNBOUNDED = Budget()


class Budgets:
    """The accounts of a run that began at ``started``."""

    def __init__(
        self, budgets: Mapping[str, Budget], started: datetime, now: Callable[[], datetime]
    ) -> None:
        self._budgets = budgets
        self._started = started
        self._now = now
        self._pages: Counter[str] = Counter()
        self._bytes: Counter[str] = Counter()

    def asked(self, publication: str) -> None:
        """An article is asked for."""
        self._pages[publication] += 1

    def received(self, publication: str, size: int) -> None:
        """So many bytes came on account of a publication."""
        self._bytes[publication] += size

    def has_bound_of_pages(self, publication: str) -> bool:
        """True if only so many articles of a publication are asked for."""
        return self._budgets.get(publication, UNBOUNDED).pages is not None

    def spent(self, publication: str, *, pages: bool = True) -> str | None:
        """What of the budget is used up; None if there is some left. ``pages``: those count."""
        budget = self._budgets.get(publication, UNBOUNDED)
        if budget.time is not None and self._now() - self._started >= budget.time:
            return f"time: {budget.time}"
        if budget.bytes is not None and self._bytes[publication] >= budget.bytes:
            return f"bytes: {budget.bytes}"
        if pages and budget.pages is not None and self._pages[publication] >= budget.pages:
            return f"pages: {budget.pages}"
        return None
