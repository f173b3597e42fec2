"""Boxes among a story's paragraphs that are none of it: one line in them says what they are.

Most sites write a story into one element, its column. What stands there in an element of its own
may be part of it (answers, a list of facts), but not if a line in it leads elsewhere.
"""

from collections import defaultdict

from archiver.reading.outline import Outline, Raw
from archiver.reading.phrases import RELATED
from archiver.reading.promotions import END, is_promotion

#: Elements that are parts of a text, whatever holds them.
PARTS = frozenset(
    "p li ul ol dl dt dd blockquote q pre h1 h2 h3 h4 h5 h6 table thead tbody tr td th "
    "details summary".split()
)
MOST_LABEL = 80  # characters
MOST_LINKED = 0.9  # link share from which a heading is another story's
LEAST = 40  # characters of a text that tells where the story is written
MOST_BOX = 600  # characters of a box beside the text
LEAST_KEPT = 0.8  # share of the text; where less would be, the story is a list of such boxes
REPEATED = 0.15  # share of the text from which what is said again is no refrain
LEAST_REPEATED = 20  # characters
MOST_LABELS = 200  # boxes of a page that are looked at


def without_boxes(outline: Outline, blocks: list[Raw]) -> list[Raw]:
    """The blocks without the boxes that lead elsewhere."""
    labels = [raw for raw in blocks if _leads_elsewhere(raw)][:MOST_LABELS]
    if not labels:
        return blocks
    holders = _holders(outline)
    column, end = _column(blocks, holders)
    if column is None:
        return blocks
    sizes, linked = _sizes(outline, blocks)
    dropped = bytearray(len(holders))
    for raw in labels:
        box = _box(outline, sizes, holders[raw.node], column)
        if box is None:
            continue
        # After the text such a heading ends the story, with all that comes.
        if not _ends(raw) or (outline.ends[box] <= end and linked[box]):
            dropped[box : outline.ends[box]] = b"\1" * (outline.ends[box] - box)
    kept = [raw for raw in blocks if not dropped[raw.node]]
    return kept if _size(kept) >= LEAST_KEPT * _size(blocks) else blocks


def without_repeats(outline: Outline, blocks: list[Raw]) -> list[Raw]:
    """Each text once where much of it is said again: for the phone, in a slide, by a widget.

    What is said again in the same element is the writer's.
    """
    kept: list[Raw] = []
    seen: dict[str, int] = {}
    again = whole = 0
    for raw in blocks:
        size = len(raw.text)
        whole += size
        parent = outline.parents[raw.node]
        if size >= LEAST_REPEATED and seen.setdefault(raw.text, parent) != parent:
            again += size
        else:
            kept.append(raw)
    return kept if again >= REPEATED * whole else blocks


def _size(blocks: list[Raw]) -> int:
    return sum(len(raw.text) for raw in blocks)


def _leads_elsewhere(raw: Raw) -> bool:
    if raw.kind == "heading" and raw.link_share > MOST_LINKED:
        return True
    return _ends(raw) or is_promotion(raw.text)


def _ends(raw: Raw) -> bool:
    text = raw.text
    return len(text) <= MOST_LABEL and bool(RELATED.match(text) or END.match(text))


def _holders(outline: Outline) -> list[int]:
    """Of each element, the one that holds the paragraph, list or heading that it is part of."""
    holders: list[int] = []
    for node, (element, parent) in enumerate(zip(outline.elements, outline.parents, strict=True)):
        is_part = parent >= 0 and element.tag in PARTS
        holders.append(holders[parent] if is_part else node)
    return holders


def _column(blocks: list[Raw], holders: list[int]) -> tuple[int | None, int]:
    """The element that most of the text is written into, if there is one, and where it ends."""
    sizes: dict[int, int] = defaultdict(int)
    ends: dict[int, int] = defaultdict(int)
    for raw in blocks:
        size = len(raw.text) - raw.linked
        if raw.kind != "heading" and size >= LEAST:
            holder = holders[raw.node]
            sizes[holder] += size
            ends[holder] = max(ends[holder], raw.node)
    best = max(sizes, key=lambda n: sizes[n], default=None)
    if best is None or sizes[best] * 2 <= sum(sizes.values()):
        return None, 0
    return best, ends[best]


def _sizes(outline: Outline, blocks: list[Raw]) -> tuple[list[int], list[int]]:
    """Of each element, the characters in it, and those that are links."""
    sizes, linked = [0] * len(outline.elements), [0] * len(outline.elements)
    for raw in blocks:
        sizes[raw.node] += len(raw.text)
        linked[raw.node] += raw.linked
    for node in range(len(sizes) - 1, 0, -1):
        parent = outline.parents[node]
        sizes[parent] += sizes[node]
        linked[parent] += linked[node]
    return sizes, linked


def _box(outline: Outline, sizes: list[int], node: int, column: int) -> int | None:
    """The outermost small element around ``node`` without the column; None for a part of it."""
    box = None
    while node >= 0 and sizes[node] <= MOST_BOX and not outline.inside(column, node):
        box = node
        node = outline.parents[node]
    return box
