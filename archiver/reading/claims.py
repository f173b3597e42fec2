"""A claim: a value, and where it was read."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Claim(NamedTuple):
    """A text that some place on the page offers for a field."""

    value: str
    evidence: str


def first(
    claims: Iterable[tuple[str, str]], read: Callable[[str], T | None]
) -> tuple[T, str] | tuple[None, None]:
    """The first claim that ``read`` accepts, with its evidence."""
    for value, evidence in claims:
        found = read(value)
        if found is not None:
            return found, evidence
    return None, None


def texts(values: Iterable[str | None], evidence: str) -> Iterator[Claim]:
    """A claim for each text that is there."""
    for value in values:
        if value and value.strip():
            yield Claim(value.strip(), evidence)
