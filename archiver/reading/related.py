"""Links to other stories, and what the page says that they are.

Decided by block, not by link: the printed heading first, then what the block calls itself and
where it stands. Navigation, tags, most-read boxes, advertising and share links are none of them.
"""

import re
from collections.abc import Iterable, Iterator

from lxml.etree import _Element as Element
from msgspec.structs import replace

from archiver.article import RelatedKind, RelatedLink
from archiver.likeness import is_topic
from archiver.publications.model import Publication
from archiver.reading import layouts
from archiver.reading.body import Story
from archiver.reading.outline import Outline, Raw
from archiver.reading.phrases import LINE, RELATED
from archiver.reading.promotions import is_promotion
from archiver.reading.related_boxes import KINDS, MOST_HEADING, Boxes, Headings, Says, called
from archiver.reading.related_targets import Targets, is_headline, is_sponsored
from archiver.reading.survey import Survey
from archiver.reading.text import inline_text
from archiver.urls import normalise

MOST_LINE = 300  # characters of a line like "Read also: …"
MOST_LINKS = 400
MOST_TEASERS = 30
TOPICS = 40  # blocks after the story in which a topic's stories are looked for
MOST_CALLED = 24  # links of a box that calls itself related
LEAST_LISTED = 2  # stories under a heading that is only a channel's name
SHORT = 130  # characters of a paragraph that may be no more than a link with its label
LEAST_SHARE = 0.35  # link share of such a paragraph, or of an item that is no prose
TEASER = 0.65  # link share of a teaser
BEFORE, AFTER = 5, 8  # blocks around the story in which teasers are looked for
PRIORITY: dict[RelatedKind, int] = {"related": 0, "author": 1, "section": 2, "inline": 3}
NO_TEASERS = frozenset(("navigation", "hidden", "junk", "advert", "form", "foot"))
SENTENCE = re.compile(r"[.!?…»\"”“)。！？]\s*$")

Anchors = Iterable[tuple[Element, str]]


def related(
    survey: Survey, publication: Publication | None, story: Story, channels: tuple[str, ...]
) -> tuple[tuple[RelatedLink, ...], str]:
    """Each target once, of the kind that says most (related, author, section, inline).

    In the order in which the page gives them that kind. A heading that is the name of one of the
    page's ``channels`` stands over the channel's stories.
    """
    found: dict[str, RelatedLink] = {}
    for link in _Links(survey, publication, story, channels).all():
        key = _key(link.url)
        known = found.get(key)
        if known is None or PRIORITY[link.kind] < PRIORITY[known.kind]:
            found.pop(key, None)
            found[key] = link
        elif link.kind == known.kind and not is_headline(known.text) and is_headline(link.text):
            found[key] = replace(known, text=link.text)  # the first was its date, or "Video"
        if len(found) >= MOST_LINKS:
            break
    return tuple(found.values()), "blocks"


def anchors(
    survey: Survey,
    publication: Publication | None,
    story: Story,
    channels: tuple[str, ...],
    found: Iterable[RelatedLink],
) -> list[Element]:
    """The elements that the links which :func:`related` ``found`` were read from, each where it has
    the kind that was kept."""
    links = _Links(survey, publication, story, channels)
    kept = {id(link) for link in links.all()}
    wanted = {(_key(link.url), link.kind) for link in found}
    return [
        anchor
        for link, anchor in links.made
        if id(link) in kept and (_key(link.url), link.kind) in wanted
    ]


def _key(url: str) -> str:
    """What is the same in the spellings of an address: http or https, with or without ``www.``."""
    if "?" in url:
        url = normalise(url)
    return url.partition("://")[2].removeprefix("www.").rstrip("/")


class _Links:
    """The links of a page that lead to stories, block by block."""

    def __init__(
        self,
        survey: Survey,
        publication: Publication | None,
        story: Story,
        channels: tuple[str, ...],
    ) -> None:
        self._survey = survey
        self._outline: Outline = survey.outline
        self._story = story
        self._targets = Targets(survey, publication)
        self._headings = Headings(survey, channels)
        self._boxes = Boxes(self._outline, self._headings, self._targets)
        self._claimed: set[Element] = set()  # links that stand under a heading
        self.made: list[tuple[RelatedLink, Element]] = []  #: each link with where it was read

    def all(self) -> list[RelatedLink]:
        """Every link that is kept, some of them several times, in their order on the page."""
        told = {id(raw) for raw in self._story.blocks}
        boxed = {number for number, _ in called(self._outline, self._headings, MOST_CALLED)}
        found = list(self._of_layout())
        teasers: set[int] = set()  # numbers in ``found``
        start, end = self._story.first - BEFORE, self._story.last + AFTER
        for number, raw in enumerate(self._outline.blocks):
            # Before the story stands the navigation: only what is marked as a heading is asked.
            asked = len(raw.text) <= MOST_HEADING and (number >= start or raw.kind == "heading")
            says = self._asked(number, raw) if asked else None
            if says is not None:
                found += self._under(number, raw, says)
            if not raw.links or (says is not None and id(raw) not in told):
                continue
            if id(raw) in told:
                found += self._links(raw.links, "related" if _is_aside(raw) else "inline", None)
            elif number in boxed:
                found += self._unclaimed(raw, self._links(raw.links, "related", None))
            elif start <= number <= end:
                before = len(found)
                found += self._unclaimed(raw, self._teaser(number, raw))
                teasers.update(range(before, len(found)))
        if len(teasers) <= MOST_TEASERS:
            return found
        return [link for n, link in enumerate(found) if n not in teasers]  # a list, and no story

    def _asked(self, number: int, raw: Raw) -> Says | None:
        """What a block says of what comes after it."""
        says = self._headings.says(raw)
        if says is None and raw.links and raw.kind == "heading" and self._is_topic(number, raw):
            return "topic"
        return says

    def _is_topic(self, number: int, raw: Raw) -> bool:
        """True for a topic's name near the story, linked to the topic's page."""
        if not self._story.first < number < self._story.last + TOPICS:
            return False
        if len(raw.links) > 1 or raw.link_share <= TEASER:
            return False
        url = self._survey.absolute(raw.links[0][0].get("href"))
        return url is not None and is_topic(url)

    def _unclaimed(self, raw: Raw, links: Iterator[RelatedLink]) -> Iterable[RelatedLink]:
        """The links of a block that stands under no heading."""
        return () if raw.links[0][0] in self._claimed else links

    def _of_layout(self) -> Iterator[RelatedLink]:
        for kind in PRIORITY:
            css = getattr(self._survey.layout.related, kind, None)
            for element in layouts.elements(self._survey.root, css):
                anchors = [element] if element.tag == "a" else element.iter("a")
                yield from self._links([(x, inline_text(x)) for x in anchors], kind, None)

    def _under(self, number: int, raw: Raw, says: Says) -> Iterator[RelatedLink]:
        anchors = self._boxes.under(number, says)
        if says == "popular":
            self._claimed.update(anchor for anchor, _ in anchors)
        kind = KINDS.get(says)
        if kind is None or self._is_in_header(number, raw):
            return
        heading = raw.text if raw.text.endswith(":") else raw.text.rstrip(" »>…")
        links = list(self._links(anchors, kind, heading))
        several = len({link.url for link in links}) >= LEAST_LISTED
        if several or says in ("author", "related") or self._headings.is_phrase(raw):
            self._claimed.update(anchor for anchor, _ in anchors)
            yield from links

    def _is_in_header(self, number: int, raw: Raw) -> bool:
        """True in the head of the site, which offers the same on all pages."""
        if number >= self._story.first:
            return False
        around = {str(self._outline.elements[n].tag) for n in self._outline.chain(raw.node)}
        return "header" in around and around.isdisjoint(("main", "article"))

    def _teaser(self, number: int, raw: Raw) -> Iterator[RelatedLink]:
        """A line that sends the reader to another story, or a link that is a block of its own."""
        story = self._story
        if not story.blocks:
            return
        if len(raw.text) <= MOST_LINE and (line := LINE.match(raw.text)):
            yield from self._links(raw.links, "related", line["label"].strip())
        elif len(raw.text) <= MOST_LINE and (label := _label(raw)):
            yield from self._links(raw.links, "related", label)
        elif raw.link_share >= TEASER and self._stands_in_story(number, raw):
            listed = raw.kind == "list item" and story.first < number < story.last
            yield from self._links(raw.links, "related", None, least=not listed)

    def _stands_in_story(self, number: int, raw: Raw) -> bool:
        outline, story = self._outline, self._story
        if raw.kind == "table" or outline.elements[raw.node].tag in ("figcaption", "dt", "dd"):
            return False
        if not story.first < number < story.last and not outline.inside(raw.node, story.node):
            return False
        if outline.is_accused(raw.node, NO_TEASERS, story.node):
            return False
        return not is_promotion(raw.text)

    def _links(
        self, links: Anchors, kind: RelatedKind, heading: str | None, least: bool = False
    ) -> Iterator[RelatedLink]:
        for anchor, text in links:
            if not text or (least and not is_headline(text)):
                continue
            url = self._targets.story(anchor.get("href"), text, kind != "inline")
            if url and (kind == "inline" or not is_sponsored(anchor)):
                link = RelatedLink(url=url, text=text, kind=kind, heading=heading)
                self.made.append((link, anchor))
                yield link


def _label(raw: Raw) -> str:
    """The words before a line's only link, if they say that it is about related things."""
    if len(raw.links) != 1 or raw.link_share == 1.0 or not raw.text.endswith(raw.links[0][1]):
        return ""
    label = raw.text[: -len(raw.links[0][1])].strip()
    return label if len(label) > 3 and RELATED.match(label) else ""


def _is_aside(raw: Raw) -> bool:
    """True for a block of the body that is no prose: a link and its label, a list of links."""
    if raw.kind == "list item":
        return raw.link_share >= LEAST_SHARE and not SENTENCE.search(raw.text)
    if raw.kind == "heading":
        return raw.link_share >= TEASER and is_headline(raw.text)
    return (
        raw.kind == "paragraph"
        and len(raw.text) <= SHORT
        and raw.link_share >= LEAST_SHARE
        and not SENTENCE.search(raw.text)
    )
