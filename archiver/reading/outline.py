"""The page in one walk: blocks of text in reading order, and the elements that the stages ask for.

Elements that can hold blocks are numbered in document order, so that "inside" is a comparison of
numbers and the mass of text is summed upwards without touching the tree again.
"""

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree
from lxml.etree import _Element as Element

from archiver.article import BlockKind
from archiver.reading.names import Role, roles
from archiver.reading.tables import is_layout, table_text
from archiver.reading.text import INVISIBLE, fold, preformatted_text

MOST_ELEMENTS = 200_000  # of a page; what comes after is not read, and the evidence says so
MOST_BLOCKS = 40_000

#: Elements that are part of the text they stand in.
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q "
    "rp rt ruby s samp small span strike strong sub sup time tt u var wbr br".split()
)
KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "li": "list item",
    "blockquote": "quote",
}
#: Kinds that go down to the paragraphs inside.
INHERITED = frozenset(("quote", "list item", "heading"))
JUNK_TAGS: dict[str, str] = {
    "nav": "navigation",
    "footer": "junk",
    "aside": "aside",
    "form": "form",
    "dialog": "junk",
    "menu": "junk",
    "figure": "figure",
    "figcaption": "figure",
    "textarea": "junk",
}
#: What React sends late stands hidden at the end, until a script moves it to its place.
STREAMED = re.compile(r"S:[0-9a-f]+$")
SWALLOWING = frozenset(("button", "noscript", "select", "object"))
MOST_INVISIBLE = 60  # elements
NEVER_JUNK = frozenset(("html", "body", "main", "article"))
#: What the stages look up by tag.
KEPT = frozenset(("img", "time", "h1", "address"))
ROLES_KEPT = (
    Role.BYLINE,
    Role.DATE,
    Role.DEK,
    Role.CRUMBS,
    Role.CHANNEL,
    Role.BODY,
    Role.RELATED,
)
ANY_KEPT = sum(ROLES_KEPT)
CERTAIN = Role.JUNK | Role.ADVERT
DOUBTS = ((Role.HIDDEN, "hidden"), (Role.CAPTION, "figure"), (Role.DOUBTFUL, "doubtful"))
#: ARIA roles of what stands beside the story.
ASIDES = frozenset(("navigation", "complementary", "contentinfo", "search", "dialog"))


@dataclass(slots=True)
class Raw:
    """A block as found: text, links in it, and the numbered element that holds it."""

    node: int  #: number of the element, see :class:`Outline`
    kind: BlockKind
    text: str
    level: int | None = None
    linked: int = 0  #: characters of the text that are inside links
    links: list[tuple[Element, str]] = field(default_factory=list)

    @property
    def link_share(self) -> float:
        """The share of the text that is inside links, 0 to 1."""
        return min(1.0, self.linked / len(self.text)) if self.text else 0.0


class Outline:
    """What one walk finds; ``elements[n]`` has its descendants at ``n + 1`` to ``ends[n] - 1``."""

    def __init__(self, root: Element, dropped: Collection[Element] = ()) -> None:
        self.elements: list[Element] = []
        self.parents: list[int] = []
        self.ends: list[int] = []
        self.junk: dict[int, str] = {}  #: number of an element that is no story's -> why
        self.blocks: list[Raw] = []
        self.tags: dict[str, list[tuple[Element, int, int]]] = defaultdict(list)
        """Element, the number of the one that holds it, and how many blocks came before."""
        self.named: dict[int, list[tuple[Element, int, int]]] = defaultdict(list)
        self.properties: list[tuple[str, Element, int]] = []  #: itemprop, element, number
        self.cut = False
        _Walk(self, root, set(dropped))

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

    def chain(self, node: int) -> list[int]:
        """The numbers of the element and of all around it, inner first."""
        found = []
        while node >= 0:
            found.append(node)
            node = self.parents[node]
        return found


class _Walk:
    """Fills an outline."""

    def __init__(self, outline: Outline, root: Element, dropped: set[Element]) -> None:
        self.out = outline
        self._dropped = dropped
        self._node = -1
        self._kinds: list[tuple[BlockKind, int | None]] = [("paragraph", None)]
        self._parts: list[str] = []
        self._linked = 0
        self._links: list[tuple[Element, str]] = []
        self._anchor: Element | None = None
        self._anchor_parts: list[str] = []
        self._broken = False  # a line break, and only white space since
        self._run(root)

    def _run(self, root: Element) -> None:
        walker = etree.iterwalk(root, events=("start", "end"))
        started = 0
        skipped = None
        for event, element in walker:
            if event == "start":
                started += 1
                if self._start(element):
                    skipped = element
                    walker.skip_subtree()
                if started > MOST_ELEMENTS or len(self.out.blocks) > MOST_BLOCKS:
                    self.out.cut = True
                    break
            else:
                if element is skipped:
                    skipped = None
                else:
                    self._end(element)
                if element.tail and element is not root:
                    self._add(element.tail)
        self._flush()
        while self._node >= 0:
            self._close()

    def _start(self, element: Element) -> bool:
        """Take an element in; True if what is in it is not to be walked."""
        tag = element.tag
        if not isinstance(tag, str) or (tag in INVISIBLE and not _swallowed(element, tag)):
            return True
        attributes = dict(element.items())  # one call into C, not one for each
        role = _role(attributes) if attributes else Role.NONE
        if tag in INLINE:
            return self._start_inline(element, tag, role, attributes)
        if self._parts:
            self._flush()
        self._open(element, tag, role, attributes)
        if tag == "pre" or (tag == "table" and not is_layout(element)):
            self._whole(element, tag)
            self._close()
            return True
        if attributes or tag in KEPT:
            self._keep(element, tag, role, attributes)
        if element.text:
            self._add(element.text)
        return False

    def _start_inline(
        self, element: Element, tag: str, role: int, attributes: dict[str, str]
    ) -> bool:
        if tag == "br":
            self._break()
            return True
        if role & Role.HIDDEN or "hidden" in attributes or element in self._dropped:
            return True
        if tag == "a" and self._anchor is None:
            self._anchor = element
        if attributes or tag in KEPT:
            self._keep(element, tag, role, attributes)
        if element.text:
            self._add(element.text)
        return False

    def _keep(self, element: Element, tag: str, role: int, attributes: dict[str, str]) -> None:
        place = (element, self._node, len(self.out.blocks))
        if tag in KEPT:
            self.out.tags[tag].append(place)
        if role & ANY_KEPT:
            for wanted in ROLES_KEPT:
                if role & wanted:
                    self.out.named[wanted].append(place)
        properties = attributes.get("itemprop")
        if properties:
            self.out.properties += [(x, element, self._node) for x in properties.split()]

    def _open(self, element: Element, tag: str, role: int, attributes: dict[str, str]) -> None:
        out = self.out
        out.elements.append(element)
        out.parents.append(self._node)
        out.ends.append(0)
        self._node = len(out.elements) - 1
        reason = "dropped" if element in self._dropped else _reason(tag, role, attributes)
        if reason:
            out.junk[self._node] = reason
        kind, level = self._kinds[-1]
        own = KINDS.get(tag)
        if own:
            kind, level = own, int(tag[1]) if own == "heading" else None
        elif kind not in INHERITED:
            kind, level = "paragraph", None
        self._kinds.append((kind, level))

    def _close(self) -> None:
        out = self.out
        out.ends[self._node] = len(out.elements)
        self._node = out.parents[self._node]
        self._kinds.pop()

    def _end(self, element: Element) -> None:
        if element.tag == "a" and element is self._anchor:
            self._close_anchor()
            self._anchor = None
        elif element.tag not in INLINE:
            if self._parts:
                self._flush()
            self._broken = False
            self._close()

    def _add(self, text: str) -> None:
        self._parts.append(text)
        if self._anchor is not None:
            self._anchor_parts.append(text)
            self._linked += len(text.strip())
        if self._broken and not text.isspace():
            self._broken = False

    def _break(self) -> None:
        # Two line breaks divide paragraphs; one is a space.
        if self._broken:
            self._flush()
        else:
            self._add("\n")
            self._broken = True

    def _close_anchor(self) -> None:
        text = fold("".join(self._anchor_parts)) if self._anchor_parts else ""
        if self._anchor is not None and text:
            self._links.append((self._anchor, text))
        self._anchor_parts = []

    def _flush(self) -> None:
        self._broken = False
        if not self._parts:
            return
        if self._anchor is not None:
            self._close_anchor()
        text = fold("".join(self._parts))
        if text:
            kind, level = self._kinds[-1]
            self.out.blocks.append(
                Raw(max(self._node, 0), kind, text, level, self._linked, self._links)
            )
        self._parts = []
        self._links = []
        self._linked = 0

    def _whole(self, element: Element, tag: str) -> None:
        """A block that is read in one piece."""
        text = preformatted_text(element) if tag == "pre" else table_text(element)
        if not text:
            return
        links = [(x, fold("".join(x.itertext()))) for x in element.iter("a")]
        links = [(x, words) for x, words in links if words]
        linked = sum(len(words) for _, words in links)
        kind: BlockKind = "preformatted" if tag == "pre" else "table"
        self.out.blocks.append(Raw(self._node, kind, text, None, linked, links))


def _swallowed(element: Element, tag: str) -> bool:
    """True for what is not seen, but holds so much that a closing tag must be missing.

    libxml2 goes on inside a ``button`` that is never closed; and pages stand whole in ``noscript``.
    """
    if tag not in SWALLOWING:
        return False
    return any(number > MOST_INVISIBLE for number, _ in enumerate(element.iterdescendants()))


def _role(attributes: dict[str, str]) -> int:
    name, identity = attributes.get("class"), attributes.get("id")
    if identity:
        return roles(f"{name} {identity}" if name else identity)
    return roles(name) if name else Role.NONE


def _reason(tag: str, role: int, attributes: dict[str, str]) -> str | None:
    """Why an element is no part of a story; None if nothing speaks against it."""
    if tag in NEVER_JUNK:
        return None
    if tag in INVISIBLE or (attributes and _is_hidden(attributes)):
        return "hidden"
    if role & CERTAIN:
        return "junk" if role & Role.JUNK else "advert"
    if tag in JUNK_TAGS:
        return JUNK_TAGS[tag]
    if attributes and attributes.get("role") in ASIDES:
        return "aside"
    return next((reason for doubt, reason in DOUBTS if role & doubt), None) if role else None


def _is_hidden(attributes: dict[str, str]) -> bool:
    get = attributes.get
    if get("hidden") is not None and not STREAMED.match(get("id") or ""):
        return True
    style = get("style")
    return get("aria-hidden") == "true" or (
        style is not None and "display:none" in style.replace(" ", "").lower()
    )
