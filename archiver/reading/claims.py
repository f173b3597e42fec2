"""A claim: a value, and where it was read."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Claim(NamedTuple):
    """A text that some place on the page offers for a field."""

    value: str
    evidence: str


def texts(values: Iterable[str | None], evidence: str) -> Iterator[Claim]:
    """A claim for each text that is there."""
    for value in values:
        if value and value.strip():
            yield Claim(value.strip(), evidence)
