"""The story: which part of the tree holds it, and its blocks.

The container is decided once: every block of running text gives its mass (characters that are no
links) to all elements around it; from the top one goes down as long as one child holds most of
the mass. What is left out on the way is judged by names (blocks.JUNK) and by the headings that
end a story.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from archiver.article import Block, Link
from archiver.publications.model import Layout
from archiver.reading import layouts
from archiver.reading.blocks import END, MORE_BY, MORE_IN, RELATED, Raw, Walk
from archiver.reading.jsonld import string
from archiver.reading.survey import Survey
from archiver.reading.text import fold, inline_text, words

MAJORITY = 0.7  # share of the mass from which one child is taken for the whole
WITNESSED = 0.5  # share of the mass that a marked element must hold to be believed
MOST_LINKED = 0.75  # link share from which a short block is a teaser
SHORT = 160  # characters


@dataclass(frozen=True, slots=True)
class Story:
    """The blocks of the story, the element they are in, and how it was found."""

    blocks: tuple[Raw, ...]
    container: HtmlElement | None
    evidence: str


def story(survey: Survey, layout: Layout) -> Story:
    """Find the story; no blocks where the page has none."""
    dropped = {x for css in layout.drop for x in layouts.elements(survey.root, css)}
    named = layouts.elements(survey.root, layout.body)
    if named:
        blocks = [raw for element in named for raw in Walk(element, dropped, named).blocks]
        return Story(tuple(_kept(blocks)), named[0], f"layout:{layout.body}")
    body = survey.root.find("body")
    root = body if body is not None else survey.root
    marked = [x for name, x in survey.properties if name == "articleBody"]
    blocks = Walk(root, dropped, marked).blocks
    mass = masses(blocks)
    container = _marked(marked, mass, root)
    evidence = "itemprop:articleBody" if container is not None else "mass"
    if container is None:
        container = _descend(root, mass)
    inside = [raw for raw in blocks if _within(raw.element, container)]
    return Story(tuple(_kept(inside)), container, evidence)


def masses(blocks: list[Raw]) -> dict[HtmlElement, float]:
    """Element -> mass of the blocks inside it."""
    found: dict[HtmlElement, float] = defaultdict(float)
    for raw in blocks:
        mass = raw.mass
        if mass:
            node: HtmlElement | None = raw.element
            while node is not None:
                found[node] += mass
                node = node.getparent()
    return found


def _marked(
    marked: list[HtmlElement], mass: dict[HtmlElement, float], root: HtmlElement
) -> HtmlElement | None:
    best = max(marked, key=lambda x: mass.get(x, 0.0), default=None)
    if best is not None and mass.get(best, 0.0) >= WITNESSED * mass.get(root, 0.0) > 0:
        return best
    return None


def _descend(root: HtmlElement, mass: dict[HtmlElement, float]) -> HtmlElement:
    node = root
    while True:
        child = max(node, key=lambda x: mass.get(x, 0.0), default=None)
        if child is None or mass.get(child, 0.0) < MAJORITY * mass.get(node, 0.0):
            return node
        if mass.get(child, 0.0) == 0 or child.tag in ("p", "li", "blockquote", "pre", "table"):
            return node
        node = child


def _within(element: HtmlElement, container: HtmlElement) -> bool:
    node: HtmlElement | None = element
    while node is not None:
        if node is container:
            return True
        node = node.getparent()
    return False


def _kept(blocks: list[Raw]) -> Iterator[Raw]:
    """Up to the heading that ends the story; teasers and lone labels left out."""
    for number, raw in enumerate(blocks):
        if _ends(raw, blocks[number + 1 :]):
            return
        if not _is_teaser(raw, blocks[number + 1 : number + 2]):
            yield raw


def _ends(raw: Raw, after: list[Raw]) -> bool:
    """True for the heading of what comes after a story, if no more story follows than came."""
    if len(raw.text) > 80:
        return False
    ends = END.match(raw.text) or MORE_BY.match(raw.text) or MORE_IN.match(raw.text)
    if not ends and not (raw.kind == "heading" and RELATED.match(raw.text)):
        return False
    return sum(x.mass for x in after[:12]) < 1200


def _is_teaser(raw: Raw, after: list[Raw]) -> bool:
    if raw.kind == "heading":
        return bool(RELATED.match(raw.text)) or (raw.link_share > MOST_LINKED and not after)
    if RELATED.match(raw.text.partition(":")[0]) and raw.anchors and len(raw.text) < 2 * SHORT:
        return True
    return len(raw.text) < SHORT and raw.link_share > MOST_LINKED and raw.kind != "table"


def blocks_of(
    survey: Survey, found: Story, title: str | None, subtitle: str | None, byline: str | None
) -> tuple[tuple[Block, ...], str | None]:
    """The blocks as values, without what other fields tell; JSON-LD's text if there is none."""
    told = {tuple(words(text)) for text in (title, subtitle, byline) if text}
    blocks = list(found.blocks)
    start = _after_title(blocks, title)
    kept = [raw for raw in blocks[start:] if tuple(words(raw.text)) not in told and _says(raw)]
    while kept and kept[-1].kind == "heading":
        kept.pop()
    if kept:
        return tuple(_block(survey, raw) for raw in kept), found.evidence
    text = string(survey.story.get("articleBody"))
    if text:
        paragraphs = [fold(part) for part in text.split("\n") if part.strip()]
        return tuple(Block(kind="paragraph", text=x) for x in paragraphs), "jsonld:articleBody"
    return (), None


def _after_title(blocks: list[Raw], title: str | None) -> int:
    if title:
        wanted = words(title)
        for number, raw in enumerate(blocks[:30]):
            if raw.kind == "heading" and words(raw.text) == wanted:
                return number + 1
    return 0


def _says(raw: Raw) -> bool:
    """False for blocks without a letter or digit (rules, bullets)."""
    return any(char.isalnum() for char in raw.text)


def _block(survey: Survey, raw: Raw) -> Block:
    links = []
    for anchor in raw.anchors:
        url = survey.absolute(anchor.get("href"))
        text = inline_text(anchor)
        if url and text:
            links.append(Link(url=url, text=text))
    return Block(kind=raw.kind, text=raw.text, level=raw.level, links=tuple(links))
