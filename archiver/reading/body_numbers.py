"""The numbers of ordered lists, as a browser shows them (HTML, 4.4.5 and 4.4.8)."""

from collections.abc import Sequence

from lxml.etree import _Element as Element

from archiver.reading.outline import Outline, Raw

MOST_DIGITS = 6  # of a number that somebody wrote into an attribute
DEPTH = 4  # elements from a block to its item
MOST_ITEMS = 5_000  # of a list


def numbers_of(outline: Outline, blocks: Sequence[Raw]) -> dict[int, int]:
    """By the node of each block that begins an item of an ordered list, the item's number."""
    found: dict[int, int] = {}
    begun: set[int] = set()
    lists: dict[int, dict[Element, int]] = {}
    for raw in blocks:
        item = _item(outline, raw)
        if item is None or item in begun:
            continue
        begun.add(item)
        above = outline.parents[item]
        if above < 0 or outline.elements[above].tag != "ol":
            continue
        if above not in lists:
            lists[above] = _ordinals(outline.elements[above])
        number = lists[above].get(outline.elements[item])
        if number is not None:
            found[raw.node] = number
    return found


def _item(outline: Outline, raw: Raw) -> int | None:
    """The number of the list item that the block is in."""
    node = raw.node
    for _ in range(DEPTH):
        if node < 0:
            break
        if outline.elements[node].tag == "li":
            return node
        node = outline.parents[node]
    return None


def _ordinals(element: Element) -> dict[Element, int]:
    items = [child for child in element[:MOST_ITEMS] if child.tag == "li"]
    backward = element.get("reversed") is not None
    number = _integer(element.get("start"), len(items) if backward else 1)
    found = {}
    for item in items:
        number = _integer(item.get("value"), number)
        found[item] = number
        number += -1 if backward else 1
    return found


def _integer(text: str | None, otherwise: int) -> int:
    said = (text or "").strip()
    if len(said) <= MOST_DIGITS and said.removeprefix("-").isdecimal():
        return int(said)
    return otherwise
