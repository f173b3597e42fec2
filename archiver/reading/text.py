"""Text of elements, as a person sees it."""

import re

from lxml.etree import _Element as Element

INVISIBLE = frozenset(
    "script style noscript template svg iframe object button select video audio canvas".split()
)
BREAKS = frozenset("p div li ul ol h1 h2 h3 h4 h5 h6 td th tr dd dt section article figure".split())
WORD = re.compile(r"[^\W_]+")
SOFT = ("\u00ad", "\u200b", "\u2060", "\ufeff")


def fold(text: str) -> str:
    """White space runs to one space, soft hyphens and zero-width marks dropped."""
    if not text.isascii():
        for mark in SOFT:
            if mark in text:
                text = text.replace(mark, "")
    return " ".join(text.split())


def inline_text(element: Element, skip: frozenset[Element] = frozenset()) -> str:
    """The element's text, folded; blocks inside it are divided by a space."""
    if not len(element):
        return "" if element.tag in INVISIBLE or element in skip else fold(element.text or "")
    parts: list[str] = []
    _collect(element, parts, skip)
    return fold("".join(parts))


def _collect(element: Element, parts: list[str], skip: frozenset[Element]) -> None:
    # A walk with a stack of its own: hostile pages are deeper than Python's.
    stack: list[Element | str] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(node)
            continue
        tail = node.tail or "" if node is not element else ""
        if not isinstance(node.tag, str) or node.tag in INVISIBLE or node in skip:
            parts.append(tail)
            continue
        divided = " " if node.tag == "br" or node.tag in BREAKS else ""
        parts.append(divided + (node.text or ""))
        stack.append(divided + tail)
        stack.extend(reversed(node))


def preformatted_text(element: Element) -> str:
    """Lines kept as they are."""
    return "".join(element.itertext()).strip("\n").rstrip()


def words(text: str) -> list[str]:
    """Lower-case words, for comparing."""
    return WORD.findall(text.casefold())


def overlap(first: str, second: str) -> float:
    """The share of common words in the shorter of two texts, 0 to 1."""
    a, b = set(words(first)), set(words(second))
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
