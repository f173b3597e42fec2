"""Addresses of the pages of a story: its own, with a number in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archiver.urls import PAGE_MARK, normalise

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """An address as that of a page of a story."""

    number: int
    stem: str  #: without the number
    form: str  #: with a mark in the number's place


def number_of(url: str, first: str) -> int:
    """The number that a page of the story at ``first`` has in its address; 0 if it has none."""
    stems, _, _ = told_of(bare(first), bare(first))
    return next((x.number for x in numbers(bare(url)) if x.stem in stems), 0)


def told_of(own: str, first: str) -> tuple[set[str], int, str | None]:
    """What addresses of a story's pages are without their numbers; the number of this page, and the
    form of its address, where it is a later one."""
    stems = {_stem(first)} | {x.stem for x in numbers(first) if x.number <= 1}
    if own == first:
        return stems, int(any(x.number == 1 for x in numbers(own))), None
    for one in numbers(own):
        if one.stem in stems:
            return stems, one.number, one.form
    return set(), 0, None


def numbers(address: str) -> Iterator[Numbered]:
    """In which ways an address may be one with the number of a page."""
    for mark in PAGE_MARK.finditer(address):
        *_, digits = _DIGITS.finditer(mark[0])
        start, end = mark.start() + digits.start(), mark.start() + digits.end()
        behind = address[mark.end() :]
        if mark[0].startswith("?") and behind.startswith("&"):
            behind = f"?{behind[1:]}"
        yield Numbered(
            number=int(digits[0]),
            stem=_stem(address[: mark.start()] + behind),
            form=f"{address[:start]}{{}}{address[end:]}",
        )


def bare(url: str) -> str:
    """An address as it is compared: whatever its scheme."""
    return normalise(url).partition("://")[2]


def _stem(address: str) -> str:
    return address.rstrip("/?&")
