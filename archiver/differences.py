"""What two versions of an article say differently: fields, and the body by sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from archiver.article import Article
from archiver.sentences import sentences

Operation = Literal["same", "removed", "added"]
MOST_COMPARED = 20_000  # sentences between the first and the last that differ: beyond, none is kept
MANY = 1000  # from here on sentences that are repeated all over are no anchor: else it takes hours

#: Fields that are compared, in the order in which they are told; the body comes after them.
FIELDS = (
    "kind", "title", "subtitle", "byline", "authors", "published", "modified", "channel",
    "language", "canonical_url", "topics", "images", "related", "paywalled",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field that says something else."""

    name: str
    before: str | None  #: as a person reads it; None where it was missing
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A sentence of the body, in the order of reading."""

    operation: Operation
    text: str
    block: int  #: number of the block that it stands in, from 0: of the new body, or of the old one


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What ``new`` says otherwise than ``old``."""

    fields: tuple[FieldChange, ...]
    body: tuple[Piece, ...]

    @property
    def added(self) -> int:
        """Sentences that came."""
        return sum(piece.operation == "added" for piece in self.body)

    @property
    def removed(self) -> int:
        """Sentences that went."""
        return sum(piece.operation == "removed" for piece in self.body)

    @property
    def is_nothing(self) -> bool:
        """True if both say the same."""
        return not (self.fields or self.added or self.removed)

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that differ, ``body`` among them."""
        body = ("body",) if self.added or self.removed else ()
        return (*(change.name for change in self.fields), *body)


def difference(old: Article, new: Article) -> Difference:
    """What ``new`` says otherwise than ``old``; where values were read and of which capture they
    are does not count."""
    told = ((name, _told(old, name), _told(new, name)) for name in FIELDS)
    return Difference(
        fields=tuple(
            FieldChange(name=name, before=before, after=after)
            for name, before, after in told
            if before != after
        ),
        body=tuple(_compared(_sentences(old), _sentences(new))),
    )


def _told(article: Article, name: str) -> str | None:
    value = getattr(article, name)
    match name:
        case "authors":
            value = ", ".join(author.name for author in value)
        case "published" | "modified":
            value = value and value.iso
        case "topics":
            value = ", ".join(value)
        case "images":
            value = "\n".join(image.url for image in value)
        case "related":
            value = "\n".join(f"{link.kind}: {link.url}" for link in value)
        case "paywalled":
            value = None if value is None else str(value).lower()
    return value or None


def _sentences(article: Article) -> list[tuple[str, int]]:
    """Each sentence of the body, and the number of its block. Lines of a table are one each."""
    return [
        (sentence, number)
        for number, block in enumerate(article.body)
        for sentence in (
            block.text.splitlines()
            if block.kind in ("table", "preformatted")
            else sentences(block.text)
        )
    ]


def _compared(old: Sequence[tuple[str, int]], new: Sequence[tuple[str, int]]) -> Iterator[Piece]:
    before, after = [text for text, _ in old], [text for text, _ in new]
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    stop_old, stop_new = len(old) - tail, len(new) - tail
    yield from _pieces("same", new[:head])
    yield from _between(old[head:stop_old], new[head:stop_new])
    yield from _pieces("same", new[stop_new:])


def _between(old: Sequence[tuple[str, int]], new: Sequence[tuple[str, int]]) -> Iterator[Piece]:
    if len(old) > MOST_COMPARED or len(new) > MOST_COMPARED:
        yield from (*_pieces("removed", old), *_pieces("added", new))
        return
    many = max(len(old), len(new)) > MANY
    matcher = SequenceMatcher(None, [x for x, _ in old], [x for x, _ in new], autojunk=many)
    for operation, start_old, stop_old, start_new, stop_new in matcher.get_opcodes():
        if operation == "equal":
            yield from _pieces("same", new[start_new:stop_new])
        else:
            yield from _pieces("removed", old[start_old:stop_old])
            yield from _pieces("added", new[start_new:stop_new])


def _pieces(operation: Operation, found: Sequence[tuple[str, int]]) -> Iterator[Piece]:
    return (Piece(operation=operation, text=text, block=block) for text, block in found)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many beginnings are the same."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count
