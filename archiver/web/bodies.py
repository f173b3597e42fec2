"""The body of an article as it is laid out: blocks with their links, lists and quotes whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from archiver.article import Block
from archiver.web.links import site

TOGETHER = ("list item", "quote")  # kinds of which several in a row are one thing
TOP = 2  # level of the highest heading in a body; the title has the first


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of text, perhaps a link."""

    text: str
    here: str | None = None  #: the article's own address, where it is in this collection
    site: str | None = None  #: where it leads to on the web


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing of the body; several items of a list, or paragraphs of a quote, together."""

    kind: str
    level: int | None
    items: tuple[tuple[Span, ...], ...]
    rows: tuple[tuple[str, ...], ...] = ()  #: of a table
    numbers: tuple[int, ...] = ()  #: of the items of an ordered list

    @property
    def text(self) -> str:
        """Of all items; to tell which way it runs."""
        return " ".join(span.text for item in self.items for span in item)


def parts(body: Sequence[Block], known: Mapping[str, str]) -> tuple[Part, ...]:
    """``known``: which addresses are articles here (:mod:`archiver.collection.viewing.known`)."""
    highest = min((block.level or TOP for block in body if block.kind == "heading"), default=TOP)
    found: list[Part] = []
    for (kind, _), group in groupby(body, key=lambda x: (x.kind, x.number is None)):
        blocks = list(group)
        runs = [blocks] if kind in TOGETHER else [[block] for block in blocks]
        found += [_part(kind, run, TOP - highest, known) for run in runs]
    return tuple(found)


def _part(kind: str, blocks: Sequence[Block], shift: int, known: Mapping[str, str]) -> Part:
    first = blocks[0]
    return Part(
        kind=kind,
        level=min(6, (first.level or TOP) + shift) if kind == "heading" else None,
        items=tuple(tuple(spans(block, known)) for block in blocks),
        rows=tuple(tuple(line.split("\t")) for line in first.text.split("\n"))
        if kind == "table"
        else (),
        numbers=tuple(block.number for block in blocks if block.number is not None),
    )


def spans(block: Block, known: Mapping[str, str]) -> Iterator[Span]:
    """The text with its links in their places: each where its words come next."""
    at = 0
    for link in block.links:
        begin = block.text.find(link.text, at) if link.text else -1
        if begin < 0:
            continue
        if begin > at:
            yield Span(text=block.text[at:begin])
        yield Span(text=link.text, here=known.get(link.url), site=site(link.url))
        at = begin + len(link.text)
    if at < len(block.text):
        yield Span(text=block.text[at:])
