"""Authors in elements that call themselves a byline: by class, by relation, as microdata."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

from lxml.etree import _Element as Element

from archiver.reading.byline_claims import Claim, Joined, Key
from archiver.reading.byline_names import Shape, name_of
from archiver.reading.byline_scene import (
    MOST_LINE,
    NEAR,
    Scene,
    is_prose,
    linked_names,
    links_of,
)
from archiver.reading.names import Role, roles
from archiver.reading.outline import Raw
from archiver.reading.people import Line, announces, names_told, read_line
from archiver.reading.text import fold, inline_text

MOST_MARKED = 60  # elements that are looked into
MOST_SIBLINGS = 60  # blocks among which the one of an inline element is looked for
MOST_BLOCKS = 12  # of such an element
MOST_BIO = 80  # characters at the beginning of a portrait in which its name is
EXACT = ("rel:author", "itemprop:author")  #: what they hold is the name and nothing else
NO_BYLINE = ("main", "article", "body", "section")
Printed = tuple[str, Line, tuple[tuple[Key, str], ...]]


def marked(scene: Scene) -> Iterator[Claim]:
    """What calls itself a byline; elements of one name in one place are one claim."""
    joined: dict[tuple[str, str], Joined] = {}
    marks = _Marks(scene)
    for number, (element, node, before, evidence) in enumerate(marks.elements()):
        if number >= MOST_MARKED:
            break
        if scene.is_junk(node):
            continue
        for text, line, links in marks.lines(element, node, before, evidence):
            key = evidence, marks.place(before)
            joined.setdefault(key, Joined()).add(line.names, text, links)
    for (evidence, place), group in joined.items():
        witness = "head" if place in ("head", "far") else place
        yield from group.claim(f"{evidence.partition(':')[0]}-{place}", evidence, witness)


class _Marks:
    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._head = frozenset(scene.head)

    def elements(self) -> Iterator[tuple[Element, int, int, str]]:
        """Element, the number of the one that holds it, how many blocks came before, evidence."""
        outline = self._scene.survey.outline
        for element in self._scene.survey.links_with("author"):
            if element.tag == "a":
                node = outline.number(element) or 0
                yield element, node, self._before(element, node), "rel:author"
        for name, element, node in self._scene.survey.properties:
            if name == "author":
                yield element, node, self._before(element, node), "itemprop:author"
        for element, node, before in outline.named[Role.BYLINE][: MOST_MARKED * 5]:
            if element.tag not in NO_BYLINE:
                name = f"{element.get('class') or ''} {element.get('id') or ''}"
                kind = "box" if roles(name.strip()) & Role.PERSON else "byline"
                yield element, node, before, f"{kind}:{fold(name)}"

    @cached_property
    def _nodes(self) -> list[int]:
        """The highest number of an element up to each block: nearly the blocks' own."""
        return list(accumulate((raw.node for raw in self._scene.blocks), max))

    def _before(self, element: Element, node: int) -> int:
        """How many blocks came before an element; the one that holds it, if it is in a line."""
        first = bisect_left(self._nodes, node)
        blocks = self._scene.blocks[first : first + MOST_SIBLINGS]
        if self._scene.survey.outline.elements[node] is element or len(blocks) < 2:
            return first
        text = inline_text(element)[:MOST_LINE]
        found = (n for n, raw in enumerate(blocks) if raw.node == node and text in raw.text)
        return first + next(found, 0)

    def place(self, before: int) -> str:
        """Where an element is: head, far from the headline, above it, text, end."""
        if before in self._head:
            return "head" if before - self._scene.start in NEAR else "far"
        if before < self._scene.story.first:
            return "above"
        return "text" if before < self._scene.story.last - 1 else "end"

    def lines(self, element: Element, node: int, before: int, evidence: str) -> list[Printed]:
        """The lines of an element that say who wrote; else its first one with a name."""
        inside = self._inside(element, node, before)
        lines: list[Printed] = []
        announced: bool | None = None
        label = ""
        for raw in inside:
            was, announced = announced, announces(raw.text)
            label, before_it = raw.text, label if was else ""
            if announced is not None or was is False or len(raw.text) > MOST_LINE:
                continue
            line = _line(raw, element, evidence)
            if line.names:
                line = line._replace(introduced=line.introduced or bool(was))
                lines.append((f"{before_it} {raw.text}".strip(), line, links_of(raw)))
        if not lines and inside and evidence.startswith("box"):
            name = name_of(inside[0].text.partition(":")[0][:MOST_BIO])
            if name and name.shape is Shape.PERSON:
                return [(name.text, Line((name,)), ())]
        return [x for x in lines if x[1].introduced] or lines[:1]

    def _inside(self, element: Element, node: int, before: int) -> list[Raw]:
        """The blocks of an element; none if it is too large for a byline."""
        outline = self._scene.survey.outline
        if not outline.elements or outline.elements[node] is not element:
            blocks = outline.blocks[before : before + 1]
            return [_own(element, x) for x in blocks]
        found: list[Raw] = []
        for raw in outline.blocks[before : before + MOST_BLOCKS + 1]:
            if not outline.inside(raw.node, node):
                return found
            found.append(raw)
        return found if len(found) <= MOST_BLOCKS else []


def _own(element: Element, block: Raw) -> Raw:
    """The line that an element stands in; what it says itself, where that is a sentence
    ("Posted on 3 May by Jane Doe.") or goes on without a space ("Jane DoeRiver Town")."""
    own = Raw(block.node, block.kind, inline_text(element)[:MOST_LINE], None)
    if not own.text:
        return block
    before, said, after = block.text.partition(own.text)
    glued = said and (before[-1:].isalnum() or after[:1].isalnum())
    if not (glued or is_prose(block.text)):
        return block
    if block.links:
        links = [x for x in block.links if x[0] is element or element in x[0].iterancestors()]
        own.link(links, sum(len(text) for _, text in links))
    return own


def _line(raw: Raw, element: Element, evidence: str) -> Line:
    if is_prose(raw.text):
        return Line()
    line = read_line(raw.text)
    if line.others and not line.names:
        return Line()
    if not line.introduced and raw.links and (linked := linked_names(raw)):
        return Line(linked)
    if evidence in EXACT and not any(x.shape is Shape.PERSON for x in line.names):
        told = tuple(names_told(inline_text(element)[:MOST_LINE]))
        return Line(told, introduced=line.introduced) if told else line
    return line
