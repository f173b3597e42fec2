"""Links to other stories, and what the page says that they are.

Decided by block, not by link: the printed heading first, then what the publication file says.
Navigation, tags, most-read boxes, advertising and share links are none of them.
"""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from archiver.article import RelatedKind, RelatedLink
from archiver.publications.model import Layout, Publication
from archiver.reading import layouts
from archiver.reading.phrases import MORE_BY, MORE_IN, RELATED
from archiver.reading.body import Story
from archiver.reading.survey import Survey, tokens_of
from archiver.reading.text import inline_text
from archiver.sources.likeness import LIKELY, article_likeness

MOST_IN_BLOCK = 40  # links; a block with more of them is navigation
MOST_LINKS = 400
PRIORITY: dict[RelatedKind, int] = {"related": 0, "author": 1, "section": 2, "inline": 3}

SOCIAL = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|instagram|linkedin|youtube|youtu|pinterest|reddit|whatsapp|"
    r"telegram|t|tiktok|threads|bsky|wikipedia|google|apple|amazon|spotify)\.[a-z.]{2,6}$"
)
SPONSORED = re.compile(r"(?:^|[\s_-])(?:sponsor\w*|promoted|advert\w*|ads?|partner)(?:[\s_-]|$)")

IsStory = Callable[[str], bool]


def related(
    survey: Survey, layout: Layout, publication: Publication | None, story: Story
) -> tuple[RelatedLink, ...]:
    """Each target once, of the kind that says most (related, author, section, inline)."""
    is_story = _judge(survey, publication)
    found: dict[str, RelatedLink] = {}
    for link in _all(survey, layout, story, is_story):
        known = found.get(link.url)
        if (known is None and len(found) < MOST_LINKS) or (
            known is not None and PRIORITY[link.kind] < PRIORITY[known.kind]
        ):
            found[link.url] = link
    return tuple(found.values())


def _judge(survey: Survey, publication: Publication | None) -> IsStory:
    """Whether a URL is a story's: by the publication's pattern at home, by its shape elsewhere."""
    own = survey.page.url
    own_parts = urlsplit(own)[1:3] if own else None

    def is_story(url: str) -> bool:
        parts = urlsplit(url)
        if own_parts and parts[1:3] == own_parts and not parts.query:
            return False
        if SOCIAL.search(parts.hostname or ""):
            return False
        if publication and publication.has_host(parts.hostname or ""):
            return publication.is_article(url)
        return article_likeness(url) >= LIKELY

    return is_story


def _all(survey: Survey, layout: Layout, story: Story, is_story: IsStory) -> Iterator[RelatedLink]:
    for raw in story.blocks:
        for anchor, _ in raw.links:
            yield from _link(survey, anchor, "inline", None, is_story)
    if layout.related:
        for kind in ("related", "author", "section"):
            for element in layouts.elements(survey.root, getattr(layout.related, kind)):
                for anchor in [element] if element.tag == "a" else element.iter("a"):
                    yield from _link(survey, anchor, kind, None, is_story)
    for heading in survey.root.iter(
        "h2", "h3", "h4", "h5", "h6", "p", "strong", "b", "div", "span"
    ):
        if len(heading) > 3:
            continue
        yield from _block(survey, heading, is_story)


def _block(survey: Survey, heading: HtmlElement, is_story: IsStory) -> Iterator[RelatedLink]:
    text = inline_text(heading)
    kind = kind_of(text) if 3 < len(text) <= 120 else None
    if kind is None:
        line = text.partition(":")[0] if ":" in text[:40] else ""
        if heading.tag in ("p", "div") and line and RELATED.match(line) and len(text) < 300:
            for anchor in heading.iter("a"):
                yield from _link(survey, anchor, "related", line, is_story)
        return
    for anchor in _anchors_under(heading):
        yield from _link(survey, anchor, kind, text.rstrip(" :"), is_story)


def kind_of(heading: str) -> RelatedKind | None:
    """What a printed heading says of the links under it; None if it says nothing."""
    if RELATED.match(heading):
        return "related"
    if MORE_BY.match(heading):
        return "author"
    return "section" if MORE_IN.match(heading) else None


def _anchors_under(heading: HtmlElement) -> list[HtmlElement]:
    """The links after a heading: of its next siblings, or of those of the box it stands in."""
    node = heading
    for _ in range(4):
        anchors: list[HtmlElement] = []
        for sibling in node.itersiblings():
            if _is_heading(sibling, heading):
                break
            anchors += [sibling] if sibling.tag == "a" else sibling.iter("a")
            if len(anchors) > MOST_IN_BLOCK:
                return []
        if anchors:
            return anchors
        parent = node.getparent()
        if parent is None or parent.tag in ("body", "main", "article"):
            return []
        node = parent
    return []


def _is_heading(element: HtmlElement, other: HtmlElement) -> bool:
    """True if a block with another heading begins here."""
    if not isinstance(element.tag, str):
        return False
    tag = str(other.tag)
    if element.tag == tag and tag[0] == "h":
        return True
    if tag[0] != "h":
        return bool(kind_of(inline_text(element))) if len(element) < 4 else False
    first = next(element.iter(tag), None)
    return first is not None and kind_of(inline_text(first)) is not None


def _link(
    survey: Survey,
    anchor: HtmlElement,
    kind: RelatedKind,
    heading: str | None,
    is_story: IsStory,
) -> Iterator[RelatedLink]:
    url = survey.absolute(anchor.get("href"))
    text = inline_text(anchor)
    if not url or not text or not is_story(url):
        return
    rel = (anchor.get("rel") or "").lower()
    parent = anchor.getparent()
    box = tokens_of(parent) if parent is not None else ""
    if "sponsored" in rel or (kind != "inline" and SPONSORED.search(box)):
        return
    yield RelatedLink(url=url, text=text, kind=kind, heading=heading)
