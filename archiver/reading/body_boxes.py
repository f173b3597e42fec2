"""Boxes among a story's paragraphs that are none of it: one line in them says what they are.

Most sites write a story into one element, its column. What stands there in an element of its own
may be part of it (answers, a list of facts), but not if a line in it leads elsewhere.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from archiver.reading.body_junk import summed
from archiver.reading.offers import is_notice, offering
from archiver.reading.outline import Outline, Raw
from archiver.reading.promotions import is_promotion, leads

Make = tuple[str, str | None, str, str | None]
#: Elements that are parts of a text, whatever holds them.
PARTS = frozenset(
    "p li ul ol dl dt dd blockquote q pre h1 h2 h3 h4 h5 h6 table thead tbody tr td th "
    "details summary".split()
)
MOST_LABEL = 80  # characters
MOST_LINKED = 0.9  # link share from which a heading is another story's
LEAST = 40  # characters of a text that tells where the story is written
MOST_BOX = 600  # characters of a box beside the text
MOST_ASKED = 300  # characters of a box with a form
LEAST_KEPT = 0.8  # share of the text; where less would be, the story is a list of such boxes
REPEATED = 0.15  # share of the text from which what is said again is no refrain
LEAST_REPEATED = 20  # characters
MOST_LABELS = 200  # boxes of a page that are looked at


class Column(NamedTuple):
    """Where a story is written."""

    holders: dict[int, int]  #: of what holds a block: what holds the paragraph, list or heading
    node: int  #: the element that most of the text is written into; 0 if there is none
    end: int  #: the last element of the text


def without_boxes(outline: Outline, blocks: list[Raw]) -> list[Raw]:
    """The blocks without the boxes that lead elsewhere, or offer what is to be paid for."""
    column = _column(outline, blocks)
    # What stands in the column itself is asked nothing: it is in no box.
    beside = [x for x in blocks if not column.node or column.holders[x.node] != column.node]
    # An offer may be as long as what it leaves of the story.
    left = _without(outline, _without_forms(outline, blocks, column), offering(beside), column)
    kept = _without(outline, left, filter(_leads_elsewhere, beside), column)
    return kept if _size(kept) >= LEAST_KEPT * _size(left) else left


def _without_forms(outline: Outline, blocks: list[Raw], column: Column) -> list[Raw]:
    """The blocks without the small boxes beside the text in which a form stands."""
    forms = [node for node, reason in outline.junk.items() if reason == "form"]
    if not forms or not column.node:
        return blocks
    sizes = summed(outline, blocks, [len(raw.text) for raw in blocks])
    around = (outline.parents[node] for node in forms[:MOST_LABELS])
    boxes = [
        box
        for box in around
        if box >= 0
        and 0 < sizes[box] <= MOST_ASKED
        and outline.inside(box, column.node)
        and box != column.node
    ]
    return [raw for raw in blocks if not any(outline.inside(raw.node, box) for box in boxes)]


def _without(
    outline: Outline, blocks: list[Raw], labels: Iterable[Raw], column: Column
) -> list[Raw]:
    """The blocks without those in a box in which one of the first labels stands."""
    first = list(islice(labels, MOST_LABELS))
    if not first:
        return blocks
    dropped = bytearray(len(outline.elements))
    for box in _boxes(outline, blocks, first, column):
        after = outline.ends[box]
        dropped[box:after] = b"\1" * (after - box)
    return [raw for raw in blocks if not dropped[raw.node]]


def _boxes(outline: Outline, blocks: list[Raw], labels: list[Raw], column: Column) -> Iterator[int]:
    """The boxes in which the labels stand, where they are none of the story."""
    sizes = summed(outline, blocks, [len(raw.text) for raw in blocks])
    linked = summed(outline, blocks, [raw.linked for raw in blocks])
    accused = list(outline.junk)
    node = column.node
    if not node:  # each paragraph is in a box of its own
        labels = [raw for raw in labels if _ends(raw) or is_notice(raw.text)]
        node = max((n for n, size in enumerate(sizes) if size * 2 > sizes[0]), default=0)
    for raw in labels:
        box = _box(outline, sizes, column.holders[raw.node], node)
        if box is None:
            continue
        after = outline.ends[box]
        has_links = linked[box] or bisect_left(accused, box) < bisect_left(accused, after)
        # After the text such a heading ends the story, with all that comes.
        if not _ends(raw) or (after <= column.end and has_links):
            yield box


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
    return sum([len(raw.text) for raw in blocks])


def _leads_elsewhere(raw: Raw) -> bool:
    if raw.kind == "heading" and raw.link_share > MOST_LINKED:
        return True
    return _ends(raw) or is_promotion(raw.text)


def _ends(raw: Raw) -> bool:
    if len(raw.text) > MOST_LABEL:
        return False
    found = leads(raw.text)
    return found.related or found.ends


def _holders(outline: Outline, blocks: list[Raw]) -> dict[int, int]:
    """Of what holds a block, what holds the paragraph, list or heading that it is part of."""
    elements, parents = outline.elements, outline.parents
    holders: dict[int, int] = {}
    for raw in blocks:
        path = []
        node = raw.node
        while node not in holders and parents[node] >= 0 and elements[node].tag in PARTS:
            path.append(node)
            node = parents[node]
        holder = holders.setdefault(node, node)
        holders.update(dict.fromkeys(path, holder))
    return holders


def _column(outline: Outline, blocks: list[Raw]) -> Column:
    """Where there is no column, the text ends with the last paragraph that is made as most are."""
    holders = _holders(outline, blocks)
    held: dict[int, int] = defaultdict(int)
    written = [x for x in blocks if x.kind != "heading" and len(x.text) - x.linked >= LEAST]
    if not written:
        return Column(holders, 0, 0)
    for raw in written:
        held[holders[raw.node]] += len(raw.text) - raw.linked
    column = max(held, key=lambda holder: held[holder])
    if held[column] * 2 > sum(held.values()):
        return Column(holders, column, max(x.node for x in written if holders[x.node] == column))
    made: dict[Make, int] = defaultdict(int)
    makes = [_make(outline, raw.node) for raw in written]
    for raw, make in zip(written, makes, strict=True):
        made[make] += len(raw.text) - raw.linked
    most = max(made, key=lambda make: made[make])
    last = max(x.node for x, make in zip(written, makes, strict=True) if make == most)
    return Column(holders, 0, last)


def _make(outline: Outline, node: int) -> Make:
    """How a paragraph is marked up: tag and class of its element and of the one around it."""
    element, parent = outline.elements[node], outline.elements[max(outline.parents[node], 0)]
    return str(element.tag), element.get("class"), str(parent.tag), parent.get("class")


def _box(outline: Outline, sizes: list[float], node: int, column: int) -> int | None:
    """The outermost small element around ``node`` without the column; None for a part of it."""
    box = None
    while node >= 0 and sizes[node] <= MOST_BOX and not outline.inside(column, node):
        box = node
        node = outline.parents[node]
    return box
