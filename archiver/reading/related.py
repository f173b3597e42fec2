"""Links to other stories, and what the page says that they are.

Decided by block, not by link: the printed heading first, then what the publication file says.
Navigation, tags, most-read boxes, advertising and share links are none of them.
"""

import re
from collections.abc import Callable, Collection, Iterator
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from archiver.article import RelatedKind, RelatedLink
from archiver.likeness import LIKELY, article_likeness
from archiver.publications.model import Layout, Publication
from archiver.reading import layouts
from archiver.reading.body import Story
from archiver.reading.names import Role
from archiver.reading.outline import Outline, Raw
from archiver.reading.phrases import LINE, MORE_BY, MORE_IN, RELATED
from archiver.reading.survey import Survey, tokens_of
from archiver.reading.text import inline_text, words

MOST_HEADING = 120  # characters
MOST_LINE = 300  # characters of a line like "Read also: …"
MOST_IN_BLOCK = 40  # links; a box with more of them is navigation
MOST_LINKS = 400
MOST_LEVELS = 4  # from a heading up to the box that it stands over
LEAST_TEASER = 20  # characters
MOST_LINKED = 0.7  # link share of a teaser
PRIORITY: dict[RelatedKind, int] = {"related": 0, "author": 1, "section": 2, "inline": 3}

SOCIAL = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|instagram|linkedin|youtube|youtu|pinterest|reddit|whatsapp|"
    r"telegram|t|tiktok|threads|bsky|wikipedia|google|goo|apple|amazon|amzn|spotify)\.[a-z.]{2,6}$"
)
FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|csv|zip|jpe?g|png|gif|webp|svg|mp[34])$", re.IGNORECASE
)
SPONSORED = re.compile(r"(?:^|[\s_-])(?:sponsor\w*|promoted|advert\w*|ads?|partner)(?:[\s_-]|$)")

IsStory = Callable[[str], bool]


def related(
    survey: Survey, publication: Publication | None, story: Story, channels: tuple[str, ...]
) -> tuple[tuple[RelatedLink, ...], str]:
    """Each target once, of the kind that says most (related, author, section, inline).

    In the order in which the page gives them that kind. A heading that is the name of one of the
    page's ``channels`` stands over the channel's stories.
    """
    found: dict[str, RelatedLink] = {}
    for link in _all(survey, publication, story, {tuple(words(x)) for x in channels}):
        known = found.get(link.url)
        if known is None or PRIORITY[link.kind] < PRIORITY[known.kind]:
            found.pop(link.url, None)
            found[link.url] = link
        if len(found) >= MOST_LINKS:
            break
    return tuple(found.values()), "blocks"


def _all(
    survey: Survey, publication: Publication | None, story: Story, channels: set[tuple[str, ...]]
) -> Iterator[RelatedLink]:
    own = _judge(survey, publication)
    yield from _of_layout(survey, survey.layout, own)
    outline = survey.outline
    told = {id(raw) for raw in story.blocks}
    called = _called(outline)
    first, last = story.first - 4, story.last + 8
    for number, raw in enumerate(outline.blocks):
        if id(raw) in told:
            yield from _links(survey, raw.links, "inline", None, own)
        elif raw.links and first <= number <= last and (line := _line(raw)):
            yield from _links(survey, raw.links, "related", line["label"].strip(), own)
        elif kind := kind_of(raw, channels):
            heading = raw.text if raw.text.endswith(":") else raw.text.rstrip(" »>…")
            yield from _links(survey, _under(outline, number, raw), kind, heading, own)
        elif number in called or _is_teaser(outline, story, number, raw):
            yield from _links(survey, raw.links, "related", None, own)


def _line(raw: Raw) -> re.Match[str] | None:
    """A single line that sends the reader to another story."""
    return LINE.match(raw.text) if len(raw.text) <= MOST_LINE else None


def _called(outline: Outline) -> set[int]:
    """Numbers of the blocks in boxes whose class or id says that they hold related stories."""
    found: set[int] = set()
    for element, _, before in outline.named[Role.RELATED][:50]:
        node = outline.numbers.get(element)
        if node is None:
            continue
        inside: list[int] = []
        for number in range(before, len(outline.blocks)):
            raw = outline.blocks[number]
            if not outline.inside(raw.node, node) or kind_of(raw) in ("author", "section"):
                break
            inside.append(number)
        if sum(len(outline.blocks[number].links) for number in inside) <= MOST_IN_BLOCK:
            found.update(inside)
    return found


def _of_layout(survey: Survey, layout: Layout, is_story: IsStory) -> Iterator[RelatedLink]:
    for kind in PRIORITY:
        css = getattr(layout.related, kind, None)
        for element in layouts.elements(survey.root, css):
            anchors = [element] if element.tag == "a" else element.iter("a")
            links = [(anchor, inline_text(anchor)) for anchor in anchors]
            yield from _links(survey, links, kind, None, is_story)


def _judge(survey: Survey, publication: Publication | None) -> IsStory:
    """Whether a URL is a story's: by the publication's pattern at home, by its shape elsewhere."""
    own = _place(survey.page.url)

    def is_story(url: str) -> bool:
        parts = urlsplit(url)
        host = parts.hostname or ""
        if _place(url) == own or SOCIAL.search(host) or FILE.search(parts.path):
            return False
        if publication and publication.has_host(host):
            return publication.is_article(url)
        return article_likeness(url) >= LIKELY

    return is_story


def _place(url: str | None) -> tuple[str, str, str] | None:
    if not url:
        return None
    parts = urlsplit(url)
    return parts.hostname or "", parts.path.rstrip("/"), parts.query


def kind_of(raw: Raw, channels: Collection[tuple[str, ...]] = ()) -> RelatedKind | None:
    """What a printed heading says of the links under it; None if it says nothing."""
    text = raw.text
    if not 3 < len(text) <= MOST_HEADING:
        return None
    if MORE_BY.match(text):
        return "author"
    if MORE_IN.match(text) or (
        channels and raw.kind == "heading" and tuple(words(text)) in channels
    ):
        return "section"
    return "related" if RELATED.match(text) else None


def _under(outline: Outline, number: int, heading: Raw) -> list[tuple[Element, str]]:
    """The links after a heading, up to the next one, in the box that it stands over."""
    for box in outline.chain(heading.node)[:MOST_LEVELS]:
        tag = outline.elements[box].tag
        links: list[tuple[Element, str]] = []
        for raw in outline.blocks[number + 1 :]:
            if not outline.inside(raw.node, box) or _begins_another(raw, heading):
                break
            if tag in ("body", "main", "article") and raw.link_share < MOST_LINKED:
                break  # no box: the list of links right after the heading
            links += raw.links
        if links:
            return links if len(links) <= MOST_IN_BLOCK else []
    return []


def _begins_another(raw: Raw, heading: Raw) -> bool:
    if kind_of(raw) is not None:
        return True
    if raw.kind != "heading" or raw.links:
        return False  # a heading that is a link is a teaser's
    return heading.kind != "heading" or (raw.level or 6) <= (heading.level or 6)


def _is_teaser(outline: Outline, story: Story, number: int, raw: Raw) -> bool:
    """A link between the paragraphs of a story that is a block of its own."""
    if not story.first < number < story.last or len(raw.text) < LEAST_TEASER:
        return False
    return (
        raw.link_share > MOST_LINKED
        and raw.kind in ("paragraph", "heading")
        and outline.inside(raw.node, story.node)
        and outline.junk.get(raw.node) not in ("navigation", "hidden")
    )


def _links(
    survey: Survey,
    links: list[tuple[Element, str]],
    kind: RelatedKind,
    heading: str | None,
    is_story: IsStory,
) -> Iterator[RelatedLink]:
    for anchor, text in links:
        url = survey.absolute(anchor.get("href"))
        if not url or not text or not is_story(url):
            continue
        if kind == "inline" or not _is_sponsored(anchor):
            yield RelatedLink(url=url, text=text, kind=kind, heading=heading)


def _is_sponsored(anchor: Element) -> bool:
    if "sponsored" in (anchor.get("rel") or "").lower():
        return True
    boxes = [anchor, *list(anchor.iterancestors())[:2]]
    return any(SPONSORED.search(tokens_of(box)) for box in boxes)
