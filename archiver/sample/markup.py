"""The few marks in which the sample's stories are written, read into parts.

Parts are divided by empty lines: a paragraph, ``## `` and ``### `` headings, ``- `` lists, ``> ``
quotes, ``| a | b |`` tables, preformatted text between lines of three back-ticks, and ``***``,
where the next page of a story begins. Links are ``[text](address)``; ``article:SLUG`` addresses a
story of ours, ``article-old:SLUG`` the address that it had before.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from archiver.article import BlockKind

LINK = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)")
FENCE = "```"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Running text, or a link with its text."""

    text: str
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One block of a story; ``rows`` only of a table."""

    kind: BlockKind | Literal["break"]
    pieces: tuple[Piece, ...] = ()
    level: int | None = None
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def text(self) -> str:
        """As a reader must find it: table cells divided by tabs, rows by newlines."""
        if self.kind == "table":
            return "\n".join("\t".join(row) for row in self.rows)
        return "".join(piece.text for piece in self.pieces)


def parts(body: str) -> tuple[Part, ...]:
    """All parts of a story, in order."""
    return tuple(part for chunk in _chunks(body) for part in _parts(chunk))


def _chunks(body: str) -> Iterator[str]:
    """What stands between empty lines; preformatted text is one chunk, its empty lines kept."""
    lines: list[str] = []
    fenced = False
    for line in body.strip("\n").split("\n"):
        fenced ^= line.startswith(FENCE)
        if line.strip() or fenced:
            lines.append(line)
        elif lines:
            yield "\n".join(lines)
            lines = []
    if lines:
        yield "\n".join(lines)


def _parts(chunk: str) -> Iterator[Part]:
    if chunk.strip() == "***":
        yield Part(kind="break")
    elif chunk.startswith(FENCE):
        text = chunk.removeprefix(FENCE).removesuffix(FENCE).strip("\n")
        yield Part(kind="preformatted", pieces=(Piece(text=text),))
    elif chunk.startswith("|"):
        yield Part(kind="table", rows=tuple(_cells(line) for line in chunk.split("\n")))
    elif chunk.startswith("#"):
        marks, _, text = chunk.partition(" ")
        yield Part(kind="heading", level=len(marks), pieces=_pieces(text))
    elif chunk.startswith("- "):
        for item in f"\n{chunk}".split("\n- ")[1:]:
            yield Part(kind="list item", pieces=_pieces(item))
    elif chunk.startswith("> "):
        yield Part(kind="quote", pieces=_pieces(chunk[2:].replace("\n> ", "\n")))
    else:
        yield Part(kind="paragraph", pieces=_pieces(chunk))


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def _pieces(text: str) -> tuple[Piece, ...]:
    text = " ".join(text.split())
    found, end = [], 0
    for match in LINK.finditer(text):
        found.append(Piece(text=text[end : match.start()]))
        found.append(Piece(text=match.group(1), address=match.group(2)))
        end = match.end()
    found.append(Piece(text=text[end:]))
    return tuple(piece for piece in found if piece.text)
