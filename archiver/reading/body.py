"""The story: which part of the page holds it, and its blocks.

Every block of running text gives its mass (characters that are no links) to the elements around
it. What calls itself junk is believed unless it holds most of the page's mass. The container is
then decided once: from the top one goes down as long as one child holds most of what is left;
inside it, blocks are judged one by one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml.etree import _Element as Element

from archiver.article import Block, Link
from archiver.reading import body_boxes as boxes
from archiver.reading import body_edges as edges
from archiver.reading import layouts, script_data
from archiver.reading.body_captions import without_captions
from archiver.reading.body_junk import junk_of, mass_of, masses_of, summed
from archiver.reading.body_numbers import numbers_of
from archiver.reading.body_pulled import without_pulled
from archiver.reading.jsonld import string
from archiver.reading.names import Role
from archiver.reading.outline import Outline, Raw
from archiver.reading.phrases import LINE
from archiver.reading.promotions import is_promotion, leads
from archiver.reading.survey import Survey
from archiver.reading.text import WORD, fold, inline_text, words

MAJORITY = 0.75  # share of the mass from which one child is taken for the whole
LAID_OUT = 0.9  # … if it is a table
MARKED = 0.5  # share of the mass from which an element marked as the story is believed
WHOLE = 0.8  # share of the marked mass from which one of several marked elements is the story
MOST_HEADING = 80  # characters
LEAST_SHOWN = 250  # characters; with fewer, the text is looked for elsewhere
MOST_KICKER = 60  # characters before a headline in its element
MOST_COMPARED = 2_000  # characters of a block that are compared with the title
LEAST_STORY = 200  # mass that comes before the heading that ends a story
MOST_LINKED = 0.7  # link share from which a short block is a teaser
SHORT = 160  # characters
RUNNING = 120  # characters of a text that is no label
LINKED = 0.3  # link share of running text, at most
LEAST_RUNNING = 3  # paragraphs that show that a story goes on after a list of others
NEAREST = 12  # … where no h1 tells the headline
GREAT = (1, 2, 3)  # levels of a headline
FARTHEST = 60  # blocks from the headline to the story
MOST_TIMES = 8  # time elements that may stand at the head of the story
MOST_BESIDE = 60  # characters beside the byline in its line
MOST_BEFORE = 400  # mass before the headline: with more, the title is said once more in the text


@dataclass(frozen=True, slots=True)
class Story:
    """The blocks of the story, the element they are in, and how it was found."""

    blocks: tuple[Raw, ...]
    container: Element | None
    node: int  #: number of the container in the outline
    first: int  #: how many blocks of the page come before the story
    last: int  #: … and before its last block
    end: int  #: … and before what the page shows as its last: labels that trail it stand between
    evidence: str


def story(survey: Survey) -> Story:
    """Find the story; no blocks where the page has none."""
    outline, layout = survey.outline, survey.layout
    named = layouts.elements(survey.root, layout.body)
    numbers = [n for n in map(outline.number, named) if n is not None] if named else []
    masses = masses_of(outline)
    junk = junk_of(outline, masses, numbers)
    if numbers:
        inside = [x for x in outline.blocks if any(outline.inside(x.node, n) for n in numbers)]
        kept = tuple(_kept(outline, [x for x in inside if not junk[x.node]]))
        return _story(outline, kept, named[0], numbers[0], f"layout:{layout.body}")
    if not outline.blocks:
        return _story(outline, (), None, 0, "mass")
    own = [0.0 if junk[x.node] else y for x, y in zip(outline.blocks, masses, strict=True)]
    mass = summed(outline, outline.blocks, own)
    start, evidence = _marked(survey, mass)
    node = _descend(outline, mass, start)
    after = outline.ends[node]
    blocks = [x for x in outline.blocks if node <= x.node < after and not junk[x.node]]
    blocks = boxes.without_boxes(outline, boxes.without_repeats(outline, blocks))
    blocks = without_captions(outline, without_pulled(outline, blocks))
    whole = list(_kept(outline, blocks))
    kept = tuple(edges.without_labels(outline, whole))
    found = _story(outline, kept, outline.elements[node], node, evidence)
    if not kept:
        return found
    end = found.last if whole[-1] is kept[-1] else _number(outline, whole[-1])
    return replace(found, blocks=(*_opening(outline, junk, found), *kept), end=end)


def _story(
    outline: Outline,
    blocks: tuple[Raw, ...],
    container: Element | None,
    node: int,
    evidence: str,
) -> Story:
    numbers = (
        [n for n, x in enumerate(outline.blocks) if x is blocks[0] or x is blocks[-1]]
        if blocks
        else [0]
    )
    return Story(blocks, container, node, numbers[0], numbers[-1], numbers[-1], evidence)


def _number(outline: Outline, raw: Raw) -> int:
    return next(n for n, x in enumerate(outline.blocks) if x is raw)


def _opening(outline: Outline, junk: list[bool], found: Story) -> Iterator[Raw]:
    """The running text between the headline and the box of the story: many stories begin there."""
    headline = _headline(outline, found)
    if headline is None:
        return
    begin, scope = headline
    for raw in outline.blocks[begin : found.first]:
        if (
            len(raw.text) >= RUNNING
            and raw.link_share < LINKED
            and raw.kind != "heading"
            and not junk[raw.node]
            and outline.inside(raw.node, scope)
            and not outline.inside(raw.node, found.node)
            and not _is_teaser(raw)
        ):
            yield raw


def _headline(outline: Outline, found: Story) -> tuple[int, int] | None:
    """How many blocks come before the headline, and the element that holds it and the story."""
    for _, node, before in outline.tags["h1"]:
        if before <= found.first <= before + FARTHEST:
            return before, _around_both(outline, node, found.node)
    if outline.tags["h1"]:
        return None
    for number in range(found.first - 1, max(found.first - NEAREST, -1), -1):
        raw = outline.blocks[number]
        if raw.kind == "heading" and raw.level in GREAT and not raw.links:
            return number, _around_both(outline, raw.node, found.node)
    return None


def _around_both(outline: Outline, one: int, other: int) -> int:
    above = set(outline.chain(one))
    return next(n for n in outline.chain(other) if n in above)


def _marked(survey: Survey, mass: list[float]) -> tuple[int, str]:
    """The element that the page marks as the story, if it holds most of the mass; else the root."""
    outline = survey.outline
    named = [node for name, element, node in survey.properties if name == "articleBody"
             and outline.elements[node] is element]  # fmt: skip
    classes = [
        node for element, parent, _ in outline.named[Role.BODY]
        if (node := _own_number(outline, element, parent)) is not None
    ]  # fmt: skip
    articles = [node for _, node, _ in outline.tags["article"]]
    for nodes, evidence in (
        (named, "itemprop:articleBody"),
        (classes, "class"),
        (articles, "article"),
    ):
        best = max(nodes, key=lambda n: mass[n], default=None)
        if best is None or not mass[best]:
            continue
        around = best if evidence == "article" else _around(outline, mass, nodes, best)
        if mass[around] >= MARKED * mass[0] and around:
            return around, evidence
    return 0, "mass"


def _around(outline: Outline, mass: list[float], nodes: list[int], best: int) -> int:
    """The best of the marked elements or, where the story is split, what holds them all."""
    outer: list[int] = []
    for node in nodes:
        if mass[node] and not (outer and outline.inside(node, outer[-1])):
            outer.append(node)
    if mass[best] >= WHOLE * sum(mass[node] for node in outer):
        return best
    around = outline.chain(outer[0])
    return next(n for n in around if all(outline.inside(x, n) for x in outer))


def _own_number(outline: Outline, element: Element, node: int) -> int | None:
    return node if node >= 0 and outline.elements[node] is element else None


def _descend(outline: Outline, mass: list[float], start: int) -> int:
    node = start
    while child := _heaviest(outline, mass, node):
        if mass[child] < MAJORITY * mass[node]:
            break
        tag = outline.elements[child].tag
        if tag in ("p", "li", "blockquote", "pre"):
            break
        if tag == "table" and mass[child] < LAID_OUT * mass[node]:
            break
        node = child
    return node


def _heaviest(outline: Outline, mass: list[float], node: int) -> int | None:
    """The first of the children with the most mass; None if none has any."""
    best, most = None, 0.0
    child = node + 1
    while child < outline.ends[node]:
        if mass[child] > most:
            best, most = child, mass[child]
        child = outline.ends[child]
    return best


def _kept(outline: Outline, blocks: list[Raw]) -> Iterator[Raw]:
    """Up to the heading that ends the story; teasers and lone labels left out."""
    masses = list(map(mass_of, blocks))
    whole = sum(masses)
    before = 0.0
    for number, (raw, mass) in enumerate(zip(blocks, masses, strict=True)):
        # No more story may follow than came.
        ending = before > LEAST_STORY and whole - before < before and _ends(raw)
        if ending and not _goes_on(outline, raw, blocks[number + 1 :]):
            return
        before += mass
        if not _is_teaser(raw):
            yield raw


def _goes_on(outline: Outline, raw: Raw, rest: list[Raw]) -> bool:
    """True for a heading of teasers among the paragraphs: most of what follows is more of them."""
    if not leads(raw.text).related:
        return False
    parent = outline.parents[raw.node]
    running = [x for x in rest if outline.parents[x.node] == parent and _runs(x)]
    size = sum(len(x.text) for x in running)
    return len(running) >= LEAST_RUNNING and size > sum(len(x.text) for x in rest) / 2


def _runs(raw: Raw) -> bool:
    return len(raw.text) >= RUNNING and raw.link_share < LINKED and raw.kind != "heading"


def _ends(raw: Raw) -> bool:
    """True for the heading of what comes after a story."""
    if len(raw.text) > MOST_HEADING or (raw.kind == "paragraph" and raw.link_share == 1.0):
        return False  # a button
    found = leads(raw.text)
    return found.ends or found.more or (found.related and raw.kind == "heading")


def _is_teaser(raw: Raw) -> bool:
    text = raw.text
    if raw.kind == "heading":
        found = leads(text)
        return found.related or found.ends
    if text[-1] in edges.COLONS and len(text) <= MOST_HEADING and leads(text).related:
        return True
    if raw.links and len(text) < 2 * SHORT and LINE.match(text):
        return True
    if is_promotion(text):
        return True
    return len(text) < SHORT and raw.link_share > MOST_LINKED and raw.kind != "table"


def blocks_of(
    survey: Survey, found: Story, title: str | None, subtitle: str | None, byline: str | None
) -> tuple[tuple[Block, ...], str | None]:
    """The blocks as values, without what other fields tell.

    Where the HTML has next to no text: JSON-LD's, or that of the page's own data.
    """
    kept = shown(survey, found, title, subtitle, byline)
    size = sum([len(raw.text) for raw in kept])
    if size < LEAST_SHOWN:
        texts, evidence = _elsewhere(survey)
        if sum(map(len, texts)) > max(LEAST_SHOWN, 2 * size) or (texts and not kept):
            return tuple(Block(kind="paragraph", text=x) for x in texts), evidence
    numbers = numbers_of(survey.outline, kept)
    return tuple(
        _block(survey, raw, numbers.get(raw.node)) for raw in kept
    ), found.evidence if kept else None


def shown(
    survey: Survey, found: Story, title: str | None, subtitle: str | None, byline: str | None
) -> list[Raw]:
    """The blocks as the page shows them, without what other fields tell."""
    # One word may be the writer's signature, under the text.
    line = byline if byline and " " in byline else None
    told = {_said(text) for text in (title, subtitle, line) if text}
    begun = {said[0] for said in told if said}
    blocks = list(found.blocks)
    rest = _undated(survey, blocks[_after_title(blocks, title) :], line)
    return list(_with_text([x for x in rest if _says_more(x, told, begun)]))


def _undated(survey: Survey, blocks: list[Raw], byline: str | None) -> Iterator[Raw]:
    """Without the lines before the running text that are a ``time`` element's and no more.

    Nor those with the byline and little else: a date, a place, what somebody is.
    """
    times = {_said(inline_text(x)) for x in survey.tags["time"][:MOST_TIMES]}
    begun = not times and not byline
    for raw in blocks:
        begun = begun or _runs(raw)
        if begun or not (_said(raw.text) in times or (byline and _signs(raw, byline))):
            yield raw


def _signs(raw: Raw, byline: str) -> bool:
    """True for a line of a byline and a date."""
    rest = len(raw.text) - len(byline)
    return 0 < rest <= MOST_BESIDE and byline in raw.text and any(map(str.isdigit, raw.text))


def _said(text: str) -> tuple[str, ...]:
    return tuple(words(text[:MOST_COMPARED]))


def _says_more(raw: Raw, told: set[tuple[str, ...]], begun: set[str]) -> bool:
    """False for a block that repeats what is told, and for one without a word (rules, bullets).

    ``begun``: the first words of what is told.
    """
    first = WORD.search(raw.text)
    if first is None:
        return False
    return first[0].casefold() not in begun or _said(raw.text) not in told


def _elsewhere(survey: Survey) -> tuple[list[str], str | None]:
    """The story's paragraphs where no element shows them."""
    text = string(survey.story.get("articleBody"))
    if text:
        return [fold(part) for part in text.split("\n") if part.strip()], "jsonld:articleBody"
    texts, evidence = script_data.paragraphs(survey)
    return texts or [], evidence


def _with_text(blocks: list[Raw]) -> Iterator[Raw]:
    """Without the headings that nothing follows."""
    last = len(blocks)
    while last and blocks[last - 1].kind == "heading":
        last -= 1
    yield from blocks[:last]


def _after_title(blocks: list[Raw], title: str | None) -> int:
    if title:
        wanted = words(title)
        mass = 0.0
        for number, raw in enumerate(blocks[:30]):
            if raw.kind == "heading" and _is_headline(raw.text, title, wanted):
                return number + 1
            mass += mass_of(raw)
            if mass > MOST_BEFORE or _runs(raw):
                break
    return 0


def _is_headline(text: str, title: str, wanted: list[str]) -> bool:
    """True for the headline, also behind the kicker in its element: "Council | HEADLINE"."""
    kicker = len(text) - len(title)
    return words(text) == wanted or (0 < kicker <= MOST_KICKER and text.endswith(title))


def _block(survey: Survey, raw: Raw, number: int | None) -> Block:
    links = [
        Link(url=url, text=text)
        for anchor, text in raw.links
        if (url := survey.absolute(anchor.get("href")))
    ]
    return Block(kind=raw.kind, text=raw.text, level=raw.level, number=number, links=tuple(links))
