"""Captions that no element calls so: a short line under a picture, in its paragraph or the next."""

from lxml.etree import _Element as Element

from archiver.reading.body_edges import ENDINGS
from archiver.reading.outline import Outline, Raw

LONGEST = 200  # characters
LEAST_BLOCKS = 4  # of a story: of less, nothing can be told
MOST_SHARE = 0.34  # of the blocks, from which it is a story in pictures
QUOTES = frozenset('"“„«「')
SET_APART = frozenset(("em", "i", "small", "center"))
MOST_PICTURES = 200


def without_captions(outline: Outline, blocks: list[Raw]) -> list[Raw]:
    """The blocks without the captions among them."""
    if len(blocks) < LEAST_BLOCKS:
        return blocks
    known = {id(raw) for raw in blocks}
    found: set[int] = set()
    for image, node, before in outline.tags["img"][:MOST_PICTURES]:
        raw = outline.blocks[before] if before < len(outline.blocks) else None
        if raw is None or id(raw) not in known or len(raw.text) > LONGEST:
            continue
        if raw.kind == "paragraph" and _is_caption(outline, raw, image, node):
            found.add(id(raw))
    if len(found) > MOST_SHARE * len(blocks):
        return blocks
    return [raw for raw in blocks if id(raw) not in found]


def _is_caption(outline: Outline, raw: Raw, image: Element, node: int) -> bool:
    """True for a line without the end of a sentence, set under a picture."""
    element = outline.elements[raw.node]
    if element.tag != "p" or raw.text[0] in QUOTES or raw.text[-1] in ENDINGS:
        return False
    if raw.node == node:
        return _is_over_line(image)
    last = element.getprevious()
    holds = last is not None and outline.numbers.get(last) in outline.chain(node)
    return holds and _is_set_apart(element)


def _is_over_line(image: Element) -> bool:
    """True for a picture that a line break divides from the text under it."""
    around = image.getparent()
    last = around if around is not None and around.tag == "a" else image
    under = last.getnext()
    return under is not None and under.tag == "br" and not (last.tail or "").strip()


def _is_set_apart(element: Element) -> bool:
    """True for a line in the middle of its row, or in small or slanted letters alone."""
    style = (element.get("style") or "").replace(" ", "").lower()
    middle = "text-align:center" in style or element.get("align") == "center"
    if middle or "center" in (element.get("class") or ""):
        return True
    if len(element) != 1 or (element.text or "").strip() or (element[0].tail or "").strip():
        return False
    return element[0].tag in SET_APART
