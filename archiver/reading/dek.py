"""The dek: the line that the page shows under the headline."""

import re
from collections.abc import Iterator
from itertools import chain, islice

from lxml.etree import _Element as Element

from archiver.reading import layouts
from archiver.reading.body import Story
from archiver.reading.jsonld import string
from archiver.reading.names import Role
from archiver.reading.outline import Outline, Raw
from archiver.reading.promotions import is_promotion
from archiver.reading.survey import Survey
from archiver.reading.text import INVISIBLE, fold, inline_text

SHORTEST, LONGEST = 40, 500  # characters of a line between headline and story
FARTHEST = 15  # blocks from the headline
NEAR = 4  # blocks from the headline to a heading that is one
SENTENCE = 80  # characters of a heading that is one
HIGHEST = 6  # elements around it that must not be accused of being none of the story
MOST_HEADINGS = 20
DEEPEST = 8  # elements in one another in which its first text is looked for
LEAST_SAID = 60  # characters that tell whether it begins like another one
MOST_TEXT = 2_000  # characters of an element that are read
LINKED = 0.3  # link share, at most
SUBTITLE = re.compile(
    r"(?:^|[\s_-])(?:sub-?(?:title|headline|head)|dek|deck|standfirst|stand-first|lead-?text|"
    r"article-?(?:lead|intro|summary|excerpt|description)|entry-summary|teaser-?text|intro|"
    r"excerpt|summary|chapo|chapeau|vorspann|kicker-?text|bajada|entradilla|ingress|headline-?sub|"
    r"sub-?(?:heading|ttl|tit)|subtitulo|synopsis|preamble|teaser|sapo|perex|manchete?|copete|"
    r"sumario|sommario|catenaccio|zajawka|underrubrik|undertittel|podtytul|alcim)"
    r"(?:[\s_-]|$)"
)


def _text(element: Element) -> str:
    return inline_text(element, most=MOST_TEXT)


def subtitle(
    survey: Survey, shown: str | None, story: Story
) -> tuple[str, str] | tuple[None, None]:
    """The dek: a line that the page shows under the headline, before the story."""
    css = survey.layout.subtitle
    for text in layouts.texts(survey.root, css):
        return text, f"layout:{css}"
    described = [fold(value) for value, _ in survey.first_meta("description", "og:description")]
    described += [fold(text) for text in [string(survey.story.get("description"))] if text]
    begin = _begin(survey, story, shown)
    heading = _heading(survey, shown)
    if heading is None:
        return _named(survey, story, begin, shown)
    for element in _after(heading):
        named = _calls_itself_one(element)
        if not named and not _may_be(element, described):
            continue
        text = inline_text(element, most=LONGEST)
        if not 20 <= len(text) <= LONGEST or text == shown or _offers(element, text):
            continue
        if named or (text in described and not _begins_story(survey, story, element)):
            return text, "dek:class" if named else "dek:description"
    return _named(survey, story, begin, shown)


def _heading(survey: Survey, shown: str | None) -> Element | None:
    """The headline: also with the kicker that stands in its element, "Council | HEADLINE"."""
    texts = [(x, _text(x)) for x in survey.tags["h1"][:MOST_HEADINGS]]
    same = (x for x, text in texts if text == shown)
    return next(same, next((x for x, text in texts if _ends_so(text, shown)), None))


def _ends_so(text: str, shown: str | None) -> bool:
    return shown is not None and text.endswith(shown)


def _calls_itself_one(element: Element) -> bool:
    name = element.get("class")
    return name is not None and SUBTITLE.search(name.lower()) is not None


def _begin(survey: Survey, story: Story, shown: str | None) -> int | None:
    """How many blocks come before what follows the headline."""
    before = survey.outline.blocks[: story.first]
    same = (n for n in range(len(before) - 1, -1, -1) if before[n].text == shown)
    longer = (n for n in range(len(before) - 1, -1, -1) if _ends_so(before[n].text, shown))
    numbers = chain(same, longer)
    return next((n + 1 for n in numbers if before[n].kind == "heading"), None)


def _may_be(element: Element, described: list[str]) -> bool:
    """False for what begins in another way than each description, as nearly all does.

    It is told by the first text in it, without reading it whole.
    """
    node: Element | None = element
    for _ in range(DEEPEST):
        if node is None or not isinstance(node.tag, str) or node.tag in INVISIBLE:
            break
        if begin := fold((node.text or "").strip()[:LEAST_SAID]):
            return any(text.startswith(begin) for text in described)
        node = next(iter(node), None)
    return bool(described)


def _offers(element: Element, text: str) -> bool:
    """True for what leads away, or asks for something."""
    linked = sum(len(_text(x)) for x in element.iter("a"))
    return linked > LINKED * len(text) or is_promotion(text)


def _named(
    survey: Survey, story: Story, begin: int | None, shown: str | None
) -> tuple[str, str] | tuple[None, None]:
    """A line between the headline and the story that calls itself one, or a long heading."""
    outline = survey.outline
    if begin is None:
        return None, None
    for node, raw in _calling_themselves(outline, begin, story.first):
        if raw.kind != "heading" and _is_line(raw, shown) and _is_free(outline, raw, node):
            return raw.text, "dek:class"
    for raw in outline.blocks[begin : min(begin + NEAR, story.first)]:
        long = raw.kind == "heading" and len(raw.text) >= SENTENCE
        if long and _is_line(raw, shown) and _is_free(outline, raw):
            return raw.text, "dek:heading"
    return None, None


def _calling_themselves(outline: Outline, begin: int, end: int) -> Iterator[tuple[int, Raw]]:
    """The elements between the headline and the story that call themselves deks; their blocks."""
    for element, node, before in outline.named[Role.DEK]:
        if not begin <= before <= end or before - begin >= FARTHEST:
            continue
        if before >= len(outline.blocks) or node < 0 or outline.elements[node] is not element:
            continue
        raw = outline.blocks[before]
        if raw.node == node or outline.parents[raw.node] == node:
            yield node, raw


def _is_free(outline: Outline, raw: Raw, own: int = -1) -> bool:
    """False for a block that is accused for another reason than that it calls itself a teaser."""
    accused = [n for n in outline.chain(raw.node, HIGHEST) if n in outline.junk]
    return all(n == own and outline.junk[n] == "doubtful" for n in accused)


def _is_line(raw: Raw, shown: str | None) -> bool:
    return (
        SHORTEST <= len(raw.text) <= LONGEST
        and raw.link_share < LINKED
        and raw.text != shown
        and not is_promotion(raw.text)
    )


def _begins_story(survey: Survey, story: Story, element: Element) -> bool:
    """True for a paragraph of the text: a description that repeats it is no line of its own."""
    if element.tag not in ("p", "div", "span"):
        return False
    node = survey.outline.number(element)
    if node is None or not survey.outline.inside(node, story.node):
        return False
    after = element.getnext()
    own = element.get("class")
    return own is None or (after is not None and after.get("class") == own)


def _after(heading: Element) -> Iterator[Element]:
    """The elements that follow the headline closely: its next siblings, and their first parts."""
    node: Element | None = heading
    level = 0
    while node is not None and level < 3:
        for sibling in islice(node.itersiblings(), 4):
            if not isinstance(sibling.tag, str):
                continue
            yield sibling
            for child in islice(sibling, 4):
                if isinstance(child.tag, str) and child.tag in ("p", "h2", "div", "span"):
                    yield child
        node, level = node.getparent(), level + 1
