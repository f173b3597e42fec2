"""What is no part of a story: names are believed unless the mass of text speaks for a box."""

from collections import defaultdict
from collections.abc import Iterable

from lxml.etree import _Element as Element

from archiver.reading.names import Role, roles
from archiver.reading.outline import Outline, Raw
from archiver.reading.text import words

#: Reason -> share of the page's mass from which an element that should be none of the story is it.
EXONERATED = {
    "doubtful": 0.35,
    "foot": 0.35,
    "aside": 0.5,
    "form": 0.35,
    "hidden": 0.6,
    "figure": 0.6,
    "junk": 0.65,
    "advert": 0.35,
    "navigation": 0.9,
    "dropped": 2.0,  # the publication file says so
}
ACCUSING = Role.JUNK | Role.DOUBTFUL | Role.ADVERT | Role.HIDDEN
SOFT = frozenset(("doubtful", "foot", "junk", "figure", "advert", "aside"))
SHOWN = frozenset(("table", "quote", "preformatted"))
DEPTH = 4  # elements from a block to the box that is named or shown because of it
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
SLUG = 0.6  # share of an id's words that are the heading's
MOST_HEADINGS = 20  # h1 elements that are looked at
CHOICE = "option"  # of a form: no text, however many there are
LEAST_REPEATED = 60  # mass of a text that nobody writes twice
LEAST = 25  # characters of a text that has mass


def mass_of(raw: Raw) -> float:
    """Characters that are no links: what speaks for the block's container."""
    size = len(raw.text) - raw.linked
    if raw.kind == "heading" or size < LEAST:
        return 0.0
    if ord(raw.text[len(raw.text) // 2]) >= 0x2E80:  # scripts that say more in a character
        size = int(size * 2.5)
    if raw.kind in ("list item", "table"):
        size = int(size * 0.7)
    return size * (1.0 - raw.link_share)


def masses_of(outline: Outline) -> list[float]:
    """Of each block, its mass: a text said before in another element has none, nor has a choice.

    What every widget of a page repeats would otherwise outweigh the story.
    """
    masses: list[float] = []
    seen: dict[str, int] = {}
    for raw in outline.blocks:
        mass = mass_of(raw)
        parent = outline.parents[raw.node]
        if mass >= LEAST_REPEATED and seen.setdefault(raw.text, parent) != parent:
            mass = 0.0
        masses.append(0.0 if mass and outline.elements[raw.node].tag == CHOICE else mass)
    return masses


def junk_of(outline: Outline, masses: list[float], story: list[int]) -> list[bool]:
    """Of each element, whether it is no part of the story, exonerated by mass or not."""
    total = summed(outline, outline.blocks, masses)
    believed = {x for node in story for x in outline.chain(node)}
    junk = [False] * len(total)
    whole = total[0] if total else 0.0
    alike = _alike(outline, total)
    innocent = _innocent(outline)
    for node, reason in outline.junk.items():
        if junk[node] or not node or node in innocent or node in believed:
            continue
        if not whole or alike.get(node, 0.0) < EXONERATED[reason] * whole:
            junk[node : outline.ends[node]] = [True] * (outline.ends[node] - node)
    return junk


def summed(outline: Outline, blocks: Iterable[Raw], values: Iterable[float]) -> list[float]:
    """Of each element, the sum of what the blocks in it have: each one of the ``values``."""
    total = [0.0] * len(outline.elements)
    parents = outline.parents
    nodes = [raw.node for raw in blocks]
    for node, own in zip(nodes, values, strict=True):
        total[node] += own
    if not nodes:
        return total
    first = min(nodes)
    for node in range(max(nodes), first, -1):
        if value := total[node]:
            total[parents[node]] += value
    for node in outline.chain(first)[:-1]:  # before the first, only what holds it holds a block
        total[parents[node]] += total[node]
    return total


def _innocent(outline: Outline) -> set[int]:
    """What holds the headline, figures that show text, and what is named after its heading."""
    junk = outline.junk
    found: set[int] = set()
    for _, node, _ in outline.tags["h1"][:MOST_HEADINGS]:
        found.update(n for n in outline.chain(node) if junk.get(n) in SOFT)
    for raw in outline.blocks:
        if raw.kind == "heading" or raw.kind in SHOWN:
            near = outline.chain(raw.node, DEPTH) if junk else ()
            found.update(n for n in near if n in junk and _is_innocent(outline, n, raw))
    return found


def _is_innocent(outline: Outline, node: int, raw: Raw) -> bool:
    """True for an accused element that is accused because of a heading or a table in it."""
    reason = outline.junk[node]
    if raw.kind == "heading":
        return reason in SOFT and _is_slug(outline.elements[node], raw)
    return reason == "figure"


def _is_slug(element: Element, heading: Raw) -> bool:
    """True if only the id accuses an element, and it is made of the words of its heading."""
    name = element.get("class")
    if name and roles(name) & ACCUSING:
        return False
    parts = words((element.get("id") or "").replace("_", " "))
    if element.tag in HEADINGS:
        return True
    if len(parts) < 2:
        return False
    said = set(words(heading.text))
    return sum(part in said for part in parts) >= len(parts) * SLUG


def _alike(outline: Outline, total: list[float]) -> dict[int, float]:
    """Of each accused element, the mass of all of its class that are accused of the same.

    A story may stand in many boxes: "grid sidebar-grid", "section section--ads".
    """
    mass: dict[tuple[str, str], float] = defaultdict(float)
    keys: dict[int, tuple[str, str]] = {}
    inside: dict[tuple[str, str], int] = {}  # end of the last one: those within it count once
    for node, reason in outline.junk.items():
        if not total[node]:
            continue
        key = (reason, _kind_of_box(outline.elements[node]) or f"#{node}")
        keys[node] = key
        if node >= inside.get(key, 0):
            mass[key] += total[node]
            inside[key] = outline.ends[node]
    return {node: mass[key] for node, key in keys.items()}


def _kind_of_box(element: Element) -> str:
    """The first classes of an element, those with numbers left out."""
    tokens = (element.get("class") or "").split()[:8]
    return " ".join([x for x in tokens if not any(map(str.isdigit, x))][:2])
