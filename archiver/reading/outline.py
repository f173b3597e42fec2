"""What one walk over the page finds: blocks of text in reading order, and what the stages ask for.

Elements that can hold blocks are numbered in document order, so that "inside" is a comparison of
numbers and the mass of text is summed upwards without touching the tree again.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

import msgspec
from lxml.etree import _Element as Element

from archiver.article import BlockKind


class Raw(msgspec.Struct, eq=False, gc=False):
    """A block as found: text, links in it, and the numbered element that holds it."""

    node: int  #: number of the element, see :class:`Outline`
    kind: BlockKind
    text: str
    level: int | None
    linked: int = 0  #: characters of the text that are inside links
    links: Sequence[tuple[Element, str]] = ()
    link_share: float = 0.0  #: share of the text that is inside links, 0 to 1

    def link(self, links: Sequence[tuple[Element, str]], linked: int) -> None:
        """Note the links, and how many characters of the text are inside them."""
        self.links, self.linked = links, linked
        size = len(self.text)
        self.link_share = linked / size if linked < size else 1.0


class Outline:
    """What one walk finds; ``elements[n]`` has its descendants at ``n + 1`` to ``ends[n] - 1``."""

    def __init__(self) -> None:
        self.elements: list[Element] = []
        self.parents: list[int] = []
        self.ends: list[int] = []
        self.junk: dict[int, str] = {}  #: number of an element that is no story's -> why
        self.blocks: list[Raw] = []
        self.tags: dict[str, list[tuple[Element, int, int]]] = defaultdict(list)
        """Element, the number of the one that holds it, and how many blocks came before."""
        self.named: dict[int, list[tuple[Element, int, int]]] = defaultdict(list)
        self.properties: list[tuple[str, Element, int]] = []  #: itemprop, element, number
        self.names: dict[str, int | None] = {}
        """Class and id of the elements, each once; the role of a class."""
        self.data: list[str] = []  #: attributes in which frameworks keep the data of the page
        self._accused: dict[tuple[frozenset[str], int], dict[int, bool]] = {}
        self.cut: str | None = None  #: which bound the page is over, in words

    def number(self, element: Element | None) -> int | None:
        """The number of an element, or of the nearest one around it that has one."""
        while element is not None:
            if element in self.numbers:
                return self.numbers[element]
            element = element.getparent()
        return None

    @cached_property
    def numbers(self) -> dict[Element, int]:
        """The numbers of the elements."""
        return {element: number for number, element in enumerate(self.elements)}

    def inside(self, node: int, container: int) -> bool:
        """True if the element ``node`` is ``container`` or in it."""
        return container <= node < self.ends[container]

    def is_foot_of(self, foot: int, node: int) -> bool:
        """True if the article (or what else) whose foot this is holds the element ``node``."""
        around = self.chain(foot)[1:]
        articles = (x for x in around if self.elements[x].tag == "article")
        outside = (x for x in around if self.junk.get(x) != "foot")
        return self.inside(node, next(articles, next(outside, 0)))

    def is_accused(self, node: int, reasons: frozenset[str], within: int) -> bool:
        """True if the element, or one around it in ``within``, is no story's for such a reason.

        What was found is remembered: of a page of nested boxes each is looked at once.
        """
        known = self._accused.setdefault((reasons, within), {})
        path: list[int] = []
        found = False
        while node > within:
            told = known.get(node)
            if told is not None:
                found = told
                break
            path.append(node)
            if self.junk.get(node) in reasons:
                found = True
                break
            node = self.parents[node]
        known.update(dict.fromkeys(path, found))
        return found

    def chain(self, node: int, most: int | None = None) -> list[int]:
        """The numbers of the element and of all around it (of the first ``most``), inner first."""
        parents = self.parents
        found: list[int] = []
        if most is None:
            while node >= 0:
                found.append(node)
                node = parents[node]
            return found
        while node >= 0 and len(found) != most:
            found.append(node)
            node = parents[node]
        return found
