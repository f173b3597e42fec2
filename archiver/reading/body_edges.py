"""Labels among a story's blocks: short texts that are no paragraphs, and what trails it.

A site writes its stories in paragraphs. Where it does, a few short texts in bare boxes are no part
of a story but what stands beside it: counts, buttons, names of pictures, offers.
"""

from archiver.reading.outline import Outline, Raw
from archiver.reading.promotions import leads

#: Elements that no editor writes in.
BARE = frozenset(("div", "section", "center", "label", "address"))
LABEL = 120  # characters of a text that may be one
MOST_BARE = 0.3  # share of the blocks from which short texts in boxes are how the page is written
MOST_TRAILING = 6  # blocks after a story
ENDINGS = frozenset(".!?…。．！？।؟۔॥။།።։៖។:：\"'”“»«’」』】〕)）]*")
#: Scripts that end sentences with no mark: Thai, Lao.
UNMARKED = range(0x0E00, 0x0F00)
LEAST_UNMARKED = 40  # characters of a sentence of theirs
COLONS = frozenset(":：")
ASKING = frozenset("?？؟")  # questions and answers often stand in boxes
LEAST_WIDE = 10  # characters before the end of a sentence
WIDE = 0x2E80  # scripts that say more in a character begin here


def without_labels(outline: Outline, blocks: list[Raw]) -> list[Raw]:
    """The blocks without short texts in bare boxes and without what trails the last sentence."""
    if _in_paragraphs(outline, blocks):
        bare = [_is_bare(outline, raw) for raw in blocks]
        if sum(bare) <= MOST_BARE * len(blocks):
            blocks = [raw for raw, is_bare in zip(blocks, bare, strict=True) if not is_bare]
    for _ in range(MOST_TRAILING):
        if not blocks or not _trails(blocks[-1]):
            break
        blocks = blocks[:-1]
    return blocks


def _in_paragraphs(outline: Outline, blocks: list[Raw]) -> bool:
    """True if most of the text stands in elements of its own."""
    written = sum([len(x.text) for x in blocks if outline.elements[x.node].tag == "p"])
    return written * 2 > sum([len(x.text) for x in blocks if x.kind == "paragraph"])


def _is_bare(outline: Outline, raw: Raw) -> bool:
    if raw.text[-1] in ASKING or not is_short(raw):
        return False
    return outline.elements[raw.node].tag in BARE


def _trails(raw: Raw) -> bool:
    """True for a heading or a short line without an end, or that introduces what is not there."""
    if raw.kind == "heading":
        return True
    end = raw.text[-1]
    if raw.kind != "paragraph" or not is_short(raw):
        return False
    if _is_sentence(raw.text):
        return False
    return end not in ENDINGS or end in COLONS or leads(raw.text).related


def _is_sentence(text: str) -> bool:
    """True for a text of a script that divides no words, with a sentence in it."""
    middle = ord(text[len(text) // 2])
    if middle in UNMARKED:
        return len(text) >= LEAST_UNMARKED
    return middle >= WIDE and "。" in text[LEAST_WIDE:]


def is_short(raw: Raw) -> bool:
    """True for a text as short as a label."""
    length = len(raw.text)
    return length * 2 < LABEL if ord(raw.text[length // 2]) >= WIDE else length < LABEL
