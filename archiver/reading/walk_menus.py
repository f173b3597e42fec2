"""Which boxes of links the walk does not go into: there is no story to be found.

A quarter of all elements of the web's pages. Of boxes that stand one in the other, each is asked:
what was found of the outer ones is remembered, so that no part of a page is searched for each box
that it is in.
"""

from collections.abc import Iterable
from itertools import islice

from lxml.etree import _Element as Element

from archiver.reading.walk_elements import NEVER_JUNK

NO_MENUS = ("article", "main", "h1")  # what no menu holds
FEW_LINKS = 8  # breadcrumbs, pages
SENTENCE = 140  # characters of a text that no menu has


class Menus:
    """Of one page, asked in document order."""

    def __init__(self) -> None:
        self._sentence: Element | None = None  # holds the first one at or behind this place
        self._plain: Element | None = None  # holds nothing that a menu does not

    def has(self, element: Element, tag: str, around: Iterable[object]) -> bool:
        """True for many links and no text as long as a sentence; ``around`` are the tags of the
        elements that it is in.

        The foot of an article is no menu.
        """
        if tag in NEVER_JUNK or next(islice(element.iter("a"), FEW_LINKS, None), None) is None:
            return False
        if self._holds_more(element):
            return False
        if tag != "nav" and any(x in NO_MENUS for x in around):
            return False
        return not self._has_sentence(element)

    def _holds_more(self, element: Element) -> bool:
        """True if the element holds what no menu does."""
        if _is_in(element, self._plain):
            return False
        if next(element.iter(*NO_MENUS), None) is not None:
            return True
        self._plain = element
        return False

    def _has_sentence(self, element: Element) -> bool:
        """True if a text in the element is as long as a sentence."""
        if _is_in(self._sentence, element):
            return True
        found = _sentence_in(element)
        if found is not None:
            self._sentence = found
        return found is not None


def _is_in(inner: Element | None, outer: Element | None) -> bool:
    """True if one element is the other, or in it."""
    if inner is None or outer is None:
        return False
    return inner is outer or outer in inner.iterancestors()


def _sentence_in(element: Element) -> Element | None:
    """Where the first text in an element stands that is as long as a sentence: the innermost
    element that has all of it."""
    text = element.text
    if text and len(text) > SENTENCE < len(text.strip()):
        return element
    for inner in element.iterdescendants():  # half the time of itertext()
        text, tail = inner.text, inner.tail
        if text and len(text) > SENTENCE < len(text.strip()):
            return inner
        if tail and len(tail) > SENTENCE < len(tail.strip()):
            return inner.getparent()
    return None
