"""Text of elements, as a person sees it."""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

INVISIBLE = frozenset(
    "script style noscript template svg iframe object button select video audio canvas".split()
)
BREAKS = frozenset("p div li ul ol h1 h2 h3 h4 h5 h6 td th tr dd dt section article figure".split())
MOST_NODES = 5_000  # elements and texts of one that is read: many nested ones are asked for theirs
WORD = re.compile(r"[^\W_]+")
#: Of plain letters: a space for whatever is no part of a word.
DIVIDED = "".join([chr(n) if chr(n).isalnum() else " " for n in range(128)])
SOFT = ("\u00ad", "\u200b", "\u2060", "\ufeff")


def fold(text: str) -> str:
    """White space runs to one space, soft hyphens and zero-width marks dropped."""
    # Most: of all white space only the space is printable, and the marks are not.
    if text.isprintable() and "  " not in text:
        return text.strip(" ")
    if not text.isascii():
        for mark in SOFT:
            if mark in text:
                text = text.replace(mark, "")
    return " ".join(text.split())


def inline_text(
    element: Element, skip: frozenset[Element] = frozenset(), most: int | None = None
) -> str:
    """The element's text, folded; blocks inside it are divided by a space.

    Where it has more than ``most`` characters, some text that is longer than that: enough to see
    that it is too long, without reading it whole.
    """
    if not len(element):
        return "" if element.tag in INVISIBLE or element in skip else fold(element.text or "")
    parts: list[str] = []
    size = 0
    for text in _texts(element, skip):
        parts.append(text)
        if most is not None:
            size += 0 if text.isspace() else len(text.strip())
            if size > most:
                break
    return fold("".join(parts))


def _texts(element: Element, skip: frozenset[Element]) -> Iterator[str]:
    # A walk with a stack of its own: hostile pages are deeper than Python's.
    stack: list[Element | str] = [element]
    seen = 0
    while stack and seen < MOST_NODES:
        node = stack.pop()
        seen += 1
        if isinstance(node, str):
            yield node
            continue
        tail = node.tail or "" if node is not element else ""
        tag = node.tag
        if tag in INVISIBLE or node in skip:
            yield tail
            continue
        divided = " " if tag == "br" or tag in BREAKS else ""
        if text := divided + (node.text or ""):
            yield text
        if tail := divided + tail:
            stack.append(tail)
        if len(node):
            stack += node[::-1]


def preformatted_text(element: Element) -> str:
    """Lines kept as they are."""
    return "".join(element.itertext()).strip("\n").rstrip()


def lower(text: str) -> str:
    """In lower case, for patterns: as long as before, Turkish letters as if case were ignored."""
    return text.replace("İ", "i").lower().replace("ı", "i")  # the only letter that gets longer


def words(text: str) -> list[str]:
    """Lower-case words, for comparing."""
    folded = text.casefold()
    if folded.isascii():  # half of them, and a quarter of the pattern's time
        return folded.translate(DIVIDED).split()
    return WORD.findall(folded)


def overlap(first: str, second: str) -> float:
    """The share of common words in the shorter of two texts, 0 to 1."""
    a, b = set(words(first)), set(words(second))
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
