"""Two texts word by word, and the lines of a page by which of two texts they stand in."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from lxml import etree

# Words as the scorer has them, but of scripts without spaces a letter at a time.
SINGLE = r"\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff"
word = re.compile(rf"[{SINGLE}]|[^\W{SINGLE}]+")
space = re.compile(r"\s+")

Held = Literal["both", "missing", "extra", "neither"]
LONGEST = 40  # words on either side of what is folded
FEW = 25  # letters that may stand in a text by chance
MOST_LINES = 1500
MOST_LETTERS = 600  # of a line
HIDDEN = {"script", "style", "template", "noscript", "svg", "head", "iframe", "select"}
# What stands in a line with the text around it.
INLINE = set(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rt ruby s"
    " samp small span strong sub sup time tt u var wbr".split()
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text: in both texts, or in this one alone. ``folded``: its middle."""

    text: str
    alone: bool = False
    folded: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: the element it stands in, and the texts that have it."""

    place: str
    text: str
    held: Held


def compared(left: str, right: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces. White space and marks between the words are no difference."""
    starts, finds = _words(left), _words(right)
    blocks = SequenceMatcher(None, [w for w, _ in starts], [w for w, _ in finds])
    pieces: tuple[list[Piece], list[Piece]] = ([], [])
    for tag, i1, i2, j1, j2 in blocks.get_opcodes():
        for side, text, found, first, last in (
            (0, left, starts, i1, i2),
            (1, right, finds, j1, j2),
        ):
            stretch = _stretch(text, found, first, last)
            if stretch:
                pieces[side].append(Piece(stretch, True) if tag != "equal" else folded(stretch))
    return pieces


def _words(text: str) -> list[tuple[str, int]]:
    return [(match.group(), match.start()) for match in word.finditer(text)]


def _stretch(text: str, found: list[tuple[str, int]], first: int, last: int) -> str:
    """From one word to before another, the first with what stands before it."""
    if first == last:
        return ""
    return text[found[first][1] if first else 0 : found[last][1] if last < len(found) else None]


def folded(text: str) -> Piece:
    """A long stretch with its middle set apart."""
    starts = [match.start() for match in word.finditer(text)]
    if len(starts) < 3 * LONGEST:
        return Piece(text)
    first, last = starts[LONGEST], starts[-LONGEST]
    return Piece(text[:first], False, text[first:last], text[last:])


def plain(text: str) -> str:
    """The words alone, in lower case, with a blank at both ends."""
    return f" {' '.join(word.findall(text.casefold()))} "


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a truth says of lines: its body, or what must and what must not be in them."""

    body: str | None
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()

    def judge(self) -> Callable[[str], bool | None]:
        """Whether the words of a line belong to the story; None if the truth does not say."""
        if self.body is not None:
            return _lines_of(self.body)
        good, bad = ([x for x in map(plain, y) if x.strip()] for y in (self.must, self.must_not))

        def judged(words: str) -> bool | None:
            if any(x in words for x in bad):
                return False
            return True if any(x in words for x in good) else None

        return judged


def _lines_of(text: str) -> Callable[[str], bool]:
    """Whether words stand in a text: few of them only as a line of their own."""
    whole = plain(text)
    lines = {plain(line) for line in text.splitlines()}
    return lambda words: words in lines or (len(words) > FEW and words in whole)


def page_lines(tree: etree._Element, wanted: Wanted, ours: str) -> Iterator[Line]:
    """The page's text as a browser would break it, hidden parts and all, at most MOST_LINES."""
    right, taken = wanted.judge(), _lines_of(ours)
    for number, (element, text) in enumerate(_blocks(tree)):
        if number == MOST_LINES:
            return
        words = plain(text)
        if words.strip():
            yield Line(place(element), shortened(text), held(right(words), taken(words)))


def held(right: bool | None, ours: bool) -> Held:
    """Of a line of ours of which the truth does not say anything, the best is believed."""
    if ours:
        return "extra" if right is False else "both"
    return "missing" if right else "neither"


def _blocks(tree: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Each run of text between two ends of blocks, with the element it stands in."""
    parts: list[str] = []
    holder = tree
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag if event in ("start", "end") else None
        breaks = tag is not None and tag not in INLINE
        if breaks and (text := space.sub(" ", "".join(parts)).strip()):
            yield holder, text
        if breaks:
            parts.clear()
        if event == "start":
            holder = element if breaks else holder
            if tag in HIDDEN:
                walk.skip_subtree()
            else:
                parts.append(element.text or "")
            continue
        parent = element.getparent()
        holder = parent if breaks and parent is not None else holder
        parts.append(element.tail or "")


def place(element: etree._Element) -> str:
    """The element and the one around it, each with the first names that it bears."""
    around = element.getparent()
    return " > ".join(_name(x) for x in (around, element) if x is not None)


def _name(element: etree._Element) -> str:
    names = (element.get("class") or element.get("id") or "").split()[:2]
    return ".".join([str(element.tag), *(name[:24] for name in names)])


def shortened(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else text[:MOST_LETTERS] + " …"
