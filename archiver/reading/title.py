"""The headline, as the page shows it; and the line under it."""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from archiver.reading import layouts
from archiver.reading.body import Story
from archiver.reading.claims import Claim, texts
from archiver.reading.jsonld import string
from archiver.reading.survey import Survey
from archiver.reading.text import fold, inline_text, overlap, words

SEPARATORS = re.compile(r"\s+[|–—·•»«‹›\-]+\s+|\s*[|»«]\s*")

AGREES = 0.6  # share of common words from which two texts are the same headline
MOST_LENGTH = 400  # characters; longer is no headline

SUBTITLE = re.compile(
    r"(?:^|[\s_-])(?:sub-?(?:title|headline|head)|dek|deck|standfirst|stand-first|lead-?text|"
    r"article-?(?:lead|intro|summary|excerpt|description)|entry-summary|teaser-?text|intro|"
    r"excerpt|summary|chapo|chapeau|vorspann|kicker-?text|bajada|entradilla|ingress|headline-?sub)"
    r"(?:[\s_-]|$)"
)


def title(survey: Survey, site: str | None) -> tuple[str, str] | tuple[None, None]:
    """The headline and where it was read."""
    css = survey.layout.title
    for text in layouts.texts(survey.root, css):
        return text, f"layout:{css}"
    said = list(_said(survey, site))
    shown = _shown(survey, said)
    if shown:
        return shown, "h1"
    for value, evidence in said:
        if len(value) <= MOST_LENGTH:
            return value, evidence
    headings = [text for text in survey.headings if len(text) <= MOST_LENGTH]
    return (headings[0], "h1") if headings else (None, None)


def _said(survey: Survey, site: str | None) -> Iterator[Claim]:
    """What the metadata say, without the name of the site."""
    for key in ("headline", "name"):
        yield from texts([_clean(string(survey.story.get(key)), site)], f"jsonld:{key}")
    for value, evidence in survey.first_meta("og:title", "twitter:title", "dc.title", "title"):
        yield from texts([_clean(value, site)], evidence)
    for element in survey.tags["title"][:1]:
        yield from texts([without_site(inline_text(element), site)], "title")


def _shown(survey: Survey, said: list[Claim]) -> str | None:
    """The heading that the metadata speak of; the first one that says enough, without metadata."""
    headings = [text for text in survey.headings if len(text) <= MOST_LENGTH]
    if not said:
        return headings[0] if headings else None
    scored = [
        (max(_agreement(heading, claim.value) for claim in said), -number, heading)
        for number, heading in enumerate(headings[:20])
    ]
    best = max(scored, default=None)
    return best[2] if best and best[0] >= AGREES else None


def _agreement(heading: str, value: str) -> float:
    """Common words, less for a heading that says much less or much more than the claim."""
    a, b = len(words(heading)), len(words(value))
    if not a or not b:
        return 0.0
    return overlap(heading, value) * (1.0 if min(a, b) * 3 >= max(a, b) else 0.5)


def _clean(value: str | None, site: str | None) -> str | None:
    if not value:
        return None
    value = fold(value)
    if not site:
        return value
    parts = SEPARATORS.split(value)
    if len(parts) > 1 and words(parts[-1]) == words(site):
        return value[: value.rfind(parts[-1])].rstrip(" |–—·•»«‹›-") or value
    return value


def without_site(text: str, site: str | None) -> str:
    """A ``title`` element's text without the name of the site before or after the headline."""
    text = _clean(text, site) or text
    cuts = list(SEPARATORS.finditer(text))
    if not cuts:
        return text
    last = text[cuts[-1].end() :]
    head = text[: cuts[-1].start()]
    if len(words(last)) <= 4 and len(words(head)) > len(words(last)):
        return head
    return text


def subtitle(
    survey: Survey, shown: str | None, story: Story
) -> tuple[str, str] | tuple[None, None]:
    """The dek: a line that the page shows under the headline, before the story."""
    css = survey.layout.subtitle
    for text in layouts.texts(survey.root, css):
        return text, f"layout:{css}"
    described = [fold(value) for value, _ in survey.first_meta("description", "og:description")]
    described += [fold(text) for text in [string(survey.story.get("description"))] if text]
    heading = next((x for x in survey.tags["h1"] if inline_text(x) == shown), None)
    if heading is None:
        return None, None
    for element in _after(heading):
        text = inline_text(element)
        if not 20 <= len(text) <= 500 or text == shown:
            continue
        named = SUBTITLE.search((element.get("class") or "").lower())
        if named or (text in described and not _begins_story(survey, story, element)):
            return text, "dek:class" if named else "dek:description"
    return None, None


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
        for sibling in list(node.itersiblings())[:4]:
            if not isinstance(sibling.tag, str):
                continue
            yield sibling
            for child in list(sibling)[:4]:
                if isinstance(child.tag, str) and child.tag in ("p", "h2", "div", "span"):
                    yield child
        node, level = node.getparent(), level + 1
