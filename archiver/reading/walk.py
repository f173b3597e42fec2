"""The one walk over the page, which fills an :class:`~archiver.reading.outline.Outline`."""

import re
from collections.abc import Collection
from typing import Any

from lxml.etree import _Element as Element

from archiver.article import BlockKind
from archiver.reading.names import Role, roles
from archiver.reading.outline import Outline, Raw
from archiver.reading.tables import is_layout, table_text
from archiver.reading.text import INVISIBLE, fold, preformatted_text
from archiver.reading.walk_elements import (
    CERTAIN,
    JUNK_TAGS,
    is_of_page,
    is_short,
    reason_of,
    swallowed,
)
from archiver.reading.walk_menus import Menus

MOST_BLOCKS = 40_000  # of a page; what comes after is not read, and the evidence says so

#: Elements that are part of the text they stand in.
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q "
    "rp rt ruby s samp small span strike strong sub sup time tt u var wbr br".split()
)
#: How an element is taken in and ended.
IN_LINE, ANCHOR, BLOCK, SKIPPED = range(4)
MANNERS = {
    **dict.fromkeys(INLINE, IN_LINE),
    **dict.fromkeys(INVISIBLE, SKIPPED),
    "a": ANCHOR,
    "br": SKIPPED,
}
Sort = tuple[BlockKind, int | None]  # of a block; the level of a heading
PARAGRAPH: Sort = ("paragraph", None)
#: They go down to the paragraphs inside.
SORTS: dict[str, Sort] = {
    **{f"h{level}": ("heading", level) for level in range(1, 7)},
    "li": ("list item", None),
    "blockquote": ("quote", None),
}
#: An empty ``span`` by this name: some systems write their line breaks so.
LINE_BREAK = re.compile(r"(?:^|[\s_-])(?:br|line-?break)(?=\s|$)")
SWALLOWING = frozenset(("button", "noscript", "select", "object"))
MOST_ASKED = 1_000
#: What the stages look up by tag.
KEPT = frozenset(("img", "time", "h1", "address", "article"))
ROLES_KEPT = (
    Role.BYLINE, Role.DATE, Role.DEK, Role.CRUMBS, Role.CHANNEL, Role.BODY, Role.RELATED,
)  # fmt: skip
ANY_KEPT = sum(ROLES_KEPT)
HIDDEN, MENU = Role.HIDDEN, Role.MENU  # half the time of asking a class
UNREAD = Role.HIDDEN | Role.CAPTION
#: Boxes that lead about the site, if they say so and are as menus are.
MENUS = frozenset(("nav", "footer"))
NO_MENU = Role.CRUMBS | Role.RELATED | Role.BODY
#: Tags that say something without an attribute.
JUDGED = JUNK_TAGS.keys() | SWALLOWING
TELLING = KEPT | JUDGED
#: Attributes that can speak against an element.
ACCUSING = frozenset(("hidden", "aria-hidden", "style", "role"))
#: … and those in which frameworks keep the data of a page.
DATA = ("data-page", "data-props", "props")
TOLD = ACCUSING.union(DATA) | {"itemprop"}
CLASS_ALONE = ["class"]
WHOLE = frozenset(("pre", "table"))


def walk(root: Element, dropped: Collection[Element] = ()) -> Outline:
    """The outline of what is in ``root``; ``dropped`` elements are no part of a story."""
    return _Walk(root, set(dropped)).out


class _Walk:
    """Fills an outline: one pass over the elements in document order.

    A stack of the elements to come, with what is open between them, costs two thirds of lxml's own
    iterators: what is skipped is never touched.
    """

    def __init__(self, root: Element, dropped: set[Element]) -> None:
        self.out = out = Outline()
        self._elements, self._parents, self._ends = out.elements, out.parents, out.ends
        self._dropped = dropped
        self._node = -1
        self._sorts = [PARAGRAPH]  # of the blocks in the root's parent, then in each element
        self._parts: list[str] = []
        self._linked = 0
        self._links: list[tuple[Element, str]] = []
        self._anchor: Element | None = None
        self._anchor_parts: list[str] = []
        self._broken = False  # a line break, and only white space since
        self._menus = Menus()
        self._asked = 0  # elements of which it was asked whether they swallowed the page
        self._run(root)

    def _run(self, root: Element) -> None:
        blocks = self.out.blocks
        starts = (self._start_inline, self._start_inline, self._start_block, self._start_unseen)
        # Elements to come, the next one last; None stands after an element that is open, and after
        # how it is to be ended.
        stack: list[Any] = [root]
        pop = stack.pop
        while stack:
            element = pop()
            if element is None:
                manner, element = pop(), pop()
            elif len(blocks) > MOST_BLOCKS:
                self.out.cut = f"blocks: read {len(blocks)}, in {len(self._elements)} elements"
                stack[:] = _open(stack)
                continue
            else:
                tag = element.tag  # the parser leaves no comments
                manner = starts[MANNERS.get(tag, BLOCK)](element, tag)
                if manner != SKIPPED and len(element):
                    stack += (element, manner, None)
                    stack += element[::-1]
                    continue
            if manner == BLOCK:
                self._end_block()
            elif manner == ANCHOR and element is self._anchor:
                self._close_anchor()
                self._anchor = None
            tail = element.tail
            if tail and (self._parts or not tail.isspace()):
                self._add(tail)
        self._flush()

    def _start_unseen(self, element: Element, tag: str) -> int:
        if tag == "br":
            if self._parts and _is_under_large(element):
                self._flush()  # a headline, as it was written in the nineties
            self._break()
        elif tag in SWALLOWING and self._asked < MOST_ASKED:
            self._asked += 1  # nested ones would be counted again and again
            if swallowed(element):
                return self._start_block(element, tag)
        return SKIPPED

    def _start_block(self, element: Element, tag: str) -> int:
        """Take an element in; how it is to be ended."""
        if self._parts:
            self._flush()
        parent = self._node
        self._parents.append(parent)
        self._node = len(self._elements)
        self._elements.append(element)
        self._ends.append(0)
        self._sorts.append(SORTS.get(tag) or self._sorts[parent + 1])
        names = element.keys()  # one call into C; what most attributes say nobody asks
        asked = names or tag in TELLING or "-" in tag or self._dropped
        if asked and self._judge(element, tag, names):
            self._close()
            return SKIPPED
        if tag in WHOLE and (tag == "pre" or not is_layout(element)):
            self._whole(element, tag)
            self._close()
            return SKIPPED
        text = element.text
        if text and not text.isspace():
            self._add(text)
        return BLOCK

    def _judge(self, element: Element, tag: str, names: list[str]) -> bool:
        """Note what an element's tag and attributes (``names``) say of it; True for a menu."""
        if names == CLASS_ALONE:  # half of them; most names stand on a page several times
            alone, told = element.get("class") or "", False
            role = self.out.names.get(alone)
            if role is None:
                role = self._role_of(alone, None)
        else:
            name = element.get("class") if "class" in names else None
            identity = element.get("id") if "id" in names else None
            role, told = self._role_of(name, identity), not TOLD.isdisjoint(names)
        if "-" in tag:  # the name of a site's own element
            role |= roles(tag) & ~ANY_KEPT
        if not (role or told or tag in TELLING or self._dropped):
            return False  # most
        attributes = dict(element.items()) if told else {}
        self._accuse(element, tag, role, attributes)
        if told:
            self.out.data += [attributes[x] for x in DATA if x in attributes]
        properties = attributes.get("itemprop")
        if role & ANY_KEPT or tag in KEPT or properties:
            self._keep(element, tag, role, properties)
        if tag in MENUS or role & MENU:
            tags = (self._elements[node].tag for node in self.out.chain(self._node))
            return not role & NO_MENU and self._menus.has(element, tag, tags)
        return False

    def _accuse(self, element: Element, tag: str, role: int, attributes: dict[str, str]) -> None:
        """Note why an element is no part of a story, by what it calls itself and where it is."""
        if self._dropped and element in self._dropped:
            reason: str | None = "dropped"
        elif tag == "footer" and not role & CERTAIN and self._is_foot():
            reason = "foot"
        elif tag == "form" and not role & CERTAIN and is_of_page(element):
            reason = None
        else:
            reason = reason_of(tag, role, attributes)
        if reason:
            self.out.junk[self._node] = reason

    def _is_foot(self) -> bool:
        """True for the foot of an article, which says who wrote it, and when."""
        return any(self._elements[n].tag == "article" for n in self.out.chain(self._node))

    def _role_of(self, name: str | None, identity: str | None) -> int:
        """What an element calls itself; most names stand on a page several times."""
        names = self.out.names
        role = names.get(name) if name else 0
        if name and role is None:
            role = names[name] = roles(name)
        if identity:
            names.setdefault(identity)
            return roles(f"{name} {identity}" if name else identity)
        return role or 0

    def _start_inline(self, element: Element, tag: str) -> int:
        get, names = element.get, element.keys()  # most have no attributes, or only an address
        name = get("class") if "class" in names else None
        properties = get("itemprop") if "itemprop" in names else None
        role = roles(name) if name else 0
        if names and tag == "span":
            role |= _role_of_span(element, names)
        if (role & UNREAD and self._is_unread(element, role)) or (
            self._dropped and element in self._dropped
        ):
            return SKIPPED
        if tag == "a" and self._anchor is None:
            self._anchor = element
        if role & ANY_KEPT or tag in KEPT or properties:
            self._keep(element, tag, role, properties)
        text = element.text
        if text and (self._parts or not text.isspace()):
            if tag == "span" and self._parts and _is_stuck(element, self._parts[-1], text):
                self._add(" ")
            self._add(text)
        elif not text:
            self._divide(tag, name)
        return MANNERS[tag]

    def _is_unread(self, element: Element, role: int) -> bool:
        """True for what is hidden, and for a caption: a line of its own, whatever its element."""
        if role & HIDDEN:
            return True
        if self._anchor is not None or element.tag == "a" or not is_short(element):
            return False
        self._flush()
        return True

    def _divide(self, tag: str, name: str | None) -> None:
        """What stands on both sides of a picture is not one word."""
        if tag == "img" and self._parts:
            self._add(" ")
        elif tag == "span" and name and "br" in name and LINE_BREAK.search(name):
            self._break()

    def _keep(self, element: Element, tag: str, role: int, properties: str | None) -> None:
        out = self.out
        place = (element, self._node, len(out.blocks))
        if tag in KEPT:
            out.tags[tag].append(place)
        if role & ANY_KEPT:
            for wanted in ROLES_KEPT:
                if role & wanted:
                    out.named[wanted].append(place)
        if properties:
            out.properties += [(x, element, self._node) for x in properties.split()]

    def _close(self) -> None:
        self._ends[self._node] = len(self._elements)
        self._node = self._parents[self._node]

    def _end_block(self) -> None:
        if self._parts:
            self._flush()
        self._broken = False
        self._ends[self._node] = len(self._elements)
        self._node = self._parents[self._node]

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
        elif self._parts:
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
            node = self._node
            kind, level = self._sorts[node + 1]
            raw = Raw(node if node > 0 else 0, kind, text, level)
            if self._links or self._linked:
                raw.link(self._links, self._linked)
                self._links = []
            self.out.blocks.append(raw)
        self._parts = []
        self._linked = 0

    def _whole(self, element: Element, tag: str) -> None:
        """A block that is read in one piece."""
        text = preformatted_text(element) if tag == "pre" else table_text(element)
        if not text:
            return
        links = [
            (x, fold("".join(x.itertext()) if len(x) else x.text or "")) for x in element.iter("a")
        ]
        links = [(x, words) for x, words in links if words]
        linked = sum(len(words) for _, words in links)
        kind: BlockKind = "preformatted" if tag == "pre" else "table"
        raw = Raw(self._node, kind, text, None)
        raw.link(links, linked)
        self.out.blocks.append(raw)


def _role_of_span(span: Element, names: list[str]) -> int:
    """What its other attributes than the class say."""
    role = roles(span.get("id") or "") if "id" in names else 0
    return role | HIDDEN if "hidden" in names else role


def _is_stuck(span: Element, before: str, text: str) -> bool:
    """True for a span that follows another one without a space, where a word cannot go on.

    Style sheets divide such: ``<span>Jane Doe</span><span>The Post</span>``.
    """
    if not (before[-1:].islower() and (text[0].isupper() or text[0].isdigit())):
        return False
    last = span.getprevious()
    return last is not None and last.tag == "span" and not last.tail


def _is_under_large(br: Element) -> bool:
    """True for a line break behind a ``font`` element that begins what holds them."""
    font = br.getprevious()
    if font is None or font.tag != "font" or font.get("size") is None:
        return False
    tail, parent = font.tail, br.getparent()
    if (tail and not tail.isspace()) or font.getprevious() is not None or parent is None:
        return False
    return not parent.text or parent.text.isspace()


def _open(stack: list[Any]) -> list[Any]:
    """What a stack says of the elements that are open: those to come are left out."""
    ends = [place for place in range(2, len(stack)) if stack[place] is None]
    return [x for place in ends for x in stack[place - 2 : place + 1]]
