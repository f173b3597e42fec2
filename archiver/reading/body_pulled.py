"""Pull quotes: what is printed once more beside its paragraph, to be seen from afar."""

from collections.abc import Iterator
from itertools import islice

from archiver.reading.outline import Outline, Raw

SHORTEST, LONGEST = 25, 320  # characters of one
LEAST_MORE = 8  # characters that the paragraph has more
WIDE = 0x2E80  # scripts that say more in a character begin here
EDGES = " .,;:!?…。、—–-\"'“”„«»‘’「」『』"
OPENING = frozenset('"“”„«»「『')
NEAR = 3  # elements around a text that may call themselves a quotation
MOST_NAME = 80  # characters of who said it
MOST_ASKED = 50  # texts that are looked for in the whole story


def without_pulled(outline: Outline, blocks: list[Raw]) -> list[Raw]:
    """The blocks without those that repeat a part of a paragraph, and without who said it."""
    asked = list(islice((raw for raw in blocks if _may_be(outline, raw)), MOST_ASKED))
    if not asked:
        return blocks
    whole = "\n".join([raw.text for raw in blocks])
    pulled = {id(raw) for raw in asked if _is_in_another(raw, whole, blocks)}
    return list(_rest(outline, blocks, pulled)) if pulled else blocks


def _may_be(outline: Outline, raw: Raw) -> bool:
    """True for a short text that is shown as a quotation."""
    size = len(raw.text)
    if size > LONGEST or size * 2 < SHORTEST or raw.kind not in ("quote", "paragraph") or raw.links:
        return False
    if size < SHORTEST and ord(raw.text[size // 2]) < WIDE:
        return False
    return raw.kind == "quote" or raw.text[0] in OPENING or _calls_itself_one(outline, raw.node)


def _calls_itself_one(outline: Outline, node: int) -> bool:
    names = (outline.elements[n].get("class") or "" for n in outline.chain(node, NEAR))
    return any("quote" in name or "pull" in name for name in map(str.lower, names))


def _is_in_another(raw: Raw, whole: str, blocks: list[Raw]) -> bool:
    """True if a longer block says this, but for its first letter and the marks around it."""
    core = raw.text.strip(EDGES)[1:]
    if len(core) * 2 < SHORTEST or whole.find(core, whole.find(core) + 1) < 0:
        return False
    longest = len(raw.text) + LEAST_MORE
    return any(
        x.kind in ("paragraph", "quote") and len(x.text) >= longest and core in x.text
        for x in blocks
    )


def _rest(outline: Outline, blocks: list[Raw], pulled: set[int]) -> Iterator[Raw]:
    around: int | None = None
    for raw in blocks:
        if id(raw) in pulled:
            around = outline.parents[raw.node] if raw.kind == "quote" else None
            continue
        said = around is not None and raw.kind == "quote" and len(raw.text) <= MOST_NAME
        if not (said and around is not None and outline.inside(raw.node, around)):
            around = None
            yield raw
