"""Dates that the page shows: ``time`` elements, and short texts that call themselves a date."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, tee
from operator import itemgetter

from lxml.etree import _Element as Element

from archiver.reading.body import Story
from archiver.reading.claims import Claim
from archiver.reading.dates_words import (
    DATELINE,
    LABELLED,
    OTHER,
    OTHER_TEXT,
    SAYS_PUBLISHED,
    SENTENCE,
    YEAR,
    begins_with_label,
    change_in,
)
from archiver.reading.moments import MOST_TEXT
from archiver.reading.names import Role
from archiver.reading.outline import Outline, Raw
from archiver.reading.survey import Survey, tokens_of
from archiver.reading.text import fold, inline_text

NEAR = 16  # blocks after the headline in which a date is looked for
ABOVE = 5  # … and before it
MOST_END = 24  # characters by which the headline's block is known
BEFORE = 6  # blocks before the story
AFTER = 6  # … and after it
LATER = 12  # … and after it, for one that says of itself what it is
MOST_ELEMENTS = 24  # that are asked for a date
MOST_NAMED = 100  # nearest elements that call themselves a date
MOST_BLOCKS = 500  # that are asked whether they begin with "Published"
MOST_LABELLED = 90  # characters of a text that begins with "Published"
MOST_LABEL = 24  # … of one that says nothing else: the date follows
MOST_SENTENCE = 400  # characters of a text that says when it was written
BELOW = 7  # distance of what stands above the headline, or farther
MOST_FEET = 8  # one in the other
AWAY = 1000  # distance of what stands elsewhere
FARTHEST = 1 << 30

MOST_DATELINE = 60  # characters
#: Attributes that say for machines what the element shows.
MACHINE = (
    "datetime", "content", "data-datetime", "data-date", "data-published", "data-timestamp",
    "data-time", "data-utime", "title",
)  # fmt: skip
ISO = re.compile(r"(?:19|20)\d\d-\d\d-(\d\d)")
FOUR_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)")
SHORT_NUMBERS = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
ISO_DAY = re.compile(r"\s*(?:(?:19|20)\d\d-\d\d-\d\d|1\d{9}(?:\d{3})?\s*$)")


#: Distance from where a date is expected, number of the element around it, the element.
Place = tuple[int, int, Element]


@dataclass(frozen=True, slots=True)
class Shown:
    """A text that may be a date, and whether it is of a change."""

    claim: Claim
    changed: bool


class ShownDates:
    """What a page shows, nearest to the headline first; found once, as far as it is asked for."""

    def __init__(self, survey: Survey, story: Story, title: str | None) -> None:
        # What finds them does not know of this: a page in a circle would live until it is searched.
        self._places = places = _Places(survey, story, title)
        self._near: Iterator[Shown] = chain(
            places.of_times(0, BELOW),
            places.of_named(0, BELOW),
            places.of_times(BELOW, AWAY),  # the head of a page may show what day it is today
            places.of_named(BELOW, AWAY),
            places.around(),
        )
        self._far: Iterator[Shown] = chain(
            places.of_named(AWAY),
            places.labelled(),
            places.in_story(),
            places.of_times(AWAY),
        )

    def near(self) -> Iterator[Shown]:
        """``time`` elements and short texts by the headline, or just before the story."""
        self._near, copy = tee(self._near)
        return copy

    def far(self) -> Iterator[Shown]:
        """Elsewhere on the page, the most trustworthy first."""
        self._far, copy = tee(self._far)
        return copy

    def short(self) -> Iterator[str]:
        """Short texts where a date is expected, whether or not a year is in them."""
        return self._places.short()


class _Places:
    """Where on a page dates stand."""

    def __init__(self, survey: Survey, story: Story, title: str | None) -> None:
        self._outline: Outline = survey.outline
        self._story = story
        self._title = title or ""
        self._feet: dict[int, bool] = {}  # whether each is the story's

    def short(self) -> Iterator[str]:
        """Short texts where a date is expected, whether or not a year is in them."""
        places = sorted([*self._times, *self._named], key=itemgetter(0))
        for distance, node, element in places[:MOST_ELEMENTS]:
            if distance < AWAY and not self._is_junk(node):
                yield inline_text(element)

    @cached_property
    def _at(self) -> int | None:
        """The number of the headline's block; else of the last great heading before the story."""
        blocks, first, end = self._outline.blocks, self._story.first, self._title[-MOST_END:]
        places: list[int] = [before for _, _, before in self._outline.tags["h1"]]
        above = range(max(0, first - NEAR), first + 2)
        candidates: list[int] = [*places, *above] if end else []
        for number in candidates:
            if number < len(blocks) and blocks[number].text.endswith(end):
                return number
        great = (n for n in above if n < len(blocks) and blocks[n].kind == "heading")
        return max((n for n in great if (blocks[n].level or 9) <= 2), default=None)

    def _distance(self, before: int) -> int:
        """How far something is from where a date is expected: between headline and story."""
        at, story = self._at, self._story
        if at is not None and at < before <= max(at + 4, story.first + 2):
            return before - at
        if at is not None and at - ABOVE <= before <= at:
            return 6 + at - before
        if story.first - NEAR <= before <= story.first + 2:
            return NEAR + abs(story.first - before)
        if at is not None and at < before <= at + NEAR:
            return 2 * NEAR + before - at
        if story.last < before <= story.end + AFTER:
            return 3 * NEAR + before - story.last
        return AWAY + before

    def _is_junk(self, node: int) -> bool:
        outline, junk = self._outline, self._outline.junk
        reasons = [(junk.get(n), n) for n in outline.chain(node)]
        if any(reason in ("junk", "navigation") for reason, _ in reasons):
            return True
        feet = [n for reason, n in reasons if reason == "foot"][:MOST_FEET]
        return not all(map(self._is_of_story, feet))

    def _is_of_story(self, foot: int) -> bool:
        """True if it is the story whose foot this is."""
        known = self._feet.get(foot)
        if known is None:
            known = self._feet[foot] = self._outline.is_foot_of(foot, self._story.node)
        return known

    @cached_property
    def _times(self) -> list[Place]:
        """``time`` elements; none of comments and teasers."""
        found = self._places(self._outline.tags["time"][:200])
        for number, (distance, place, element) in enumerate(found):
            if distance >= AWAY and element.get("pubdate") is not None:
                found[number] = (AWAY - 1, place, element)
        return sorted(found, key=itemgetter(0))

    @cached_property
    def _named(self) -> list[Place]:
        """Elements that call themselves a date."""
        return sorted(self._places(self._outline.named[Role.DATE][:300]), key=itemgetter(0))

    def _places(self, found: list[tuple[Element, int, int]]) -> list[Place]:
        return [(self._distance(before), node, element) for element, node, before in found]

    def of_times(self, least: int, most: int = FARTHEST) -> Iterator[Shown]:
        """``time`` elements at a distance from ``least`` on and below ``most``."""
        for distance, node, element in self._times:
            if least <= distance < most and not self._is_junk(node):
                changed = element.get("pubdate") is None and _is_change(element)
                yield from (Shown(Claim(x, "time"), changed) for x in _of_time(element))

    def of_named(self, least: int, most: int = FARTHEST) -> Iterator[Shown]:
        """The same of elements that call themselves a date."""
        asked = 0
        for distance, node, element in self._named[:MOST_NAMED]:
            tokens = tokens_of(element)
            if not least <= distance < most or OTHER.search(tokens):
                continue
            if asked >= MOST_ELEMENTS or self._is_junk(node):
                continue
            text = inline_text(element)
            if 6 <= len(text) <= MOST_TEXT:
                asked += 1
                evidence = f"text:{(element.get('class') or element.get('id') or '').strip()}"
                changed = change_in(tokens) is not None and "publi" not in tokens
                for shown in _of_text(text, evidence, _exact(element)):
                    yield Shown(shown.claim, shown.changed or changed)

    def around(self) -> Iterator[Shown]:
        """Short blocks by the headline and before the story."""
        blocks, at, story = self._outline.blocks, self._at, self._story
        places: list[int] = []
        if at is not None:
            places += [*range(at + 1, at + NEAR), *range(max(0, at - ABOVE), at)]
        if story.blocks:
            places += range(max(0, story.first - BEFORE), story.first)
        elif at is None:
            places += range(MOST_ELEMENTS)
        elements = self._outline.elements
        if at is not None and DATELINE.match(blocks[at].text[:MOST_DATELINE]):
            yield Shown(Claim(blocks[at].text[:MOST_DATELINE], "text:dateline"), changed=False)
        for number in dict.fromkeys(places):
            if number < len(blocks):
                raw = blocks[number]
                dated = len(raw.text) <= MOST_TEXT and YEAR.search(raw.text)
                if dated and not OTHER.search(tokens_of(elements[raw.node])):
                    yield from _of_block(raw)

    def labelled(self) -> Iterator[Shown]:
        """Blocks that say that they tell when it was published; and what follows the story."""
        blocks, story = self._outline.blocks, self._story
        after = blocks[story.last : story.last + AFTER] if story.blocks else []
        label = ""
        for raw in blocks[:MOST_BLOCKS]:
            text = raw.text
            if len(text) < MOST_LABELLED and (label or begins_with_label(text)):
                yield from _of_block(raw, label)
                label = text if len(text) < MOST_LABEL and not YEAR.search(text) else ""
            else:
                label = ""
        for raw in after:
            yield from _of_block(raw)
        later = blocks[story.last : story.end + LATER] if story.blocks else []
        for raw in [*later, *blocks[max(0, story.first - BEFORE) : story.first]]:
            yield from _in_line(raw.text)

    def in_story(self) -> Iterator[Shown]:
        """The day with which the story begins."""
        before = self._outline.blocks[max(0, self._story.first - BEFORE) : self._story.first]
        for raw in [*before, *self._story.blocks[:3]]:
            begin = raw.text[:MOST_DATELINE]
            if DATELINE.match(begin) and not OTHER_TEXT.search(begin.lower()):
                yield Shown(Claim(begin, "text:dateline"), changed=False)


def _of_time(element: Element) -> list[str]:
    """What a ``time`` element says; its text first, if that is of another day."""
    told = (element.get("datetime") or element.get("content") or "").strip()
    text = inline_text(element)
    if not told:
        return [text]
    day = ISO.match(told)
    if day and 6 <= len(text) <= MOST_TEXT and FOUR_DIGITS.search(text):
        days = {int(day[1]) + shift for shift in (-1, 0, 1)}
        if days.isdisjoint(map(int, SHORT_NUMBERS.findall(text))) and int(day[1]) not in (1, 31):
            return [text, told]
    return [told]


def _of_block(raw: Raw, label: str = "") -> Iterator[Shown]:
    """A short block, after the label that may stand before it."""
    text = f"{label} {raw.text}" if label else raw.text
    if 6 <= len(text) <= MOST_TEXT and raw.kind != "table":
        yield from _of_text(text, "text")


def _of_text(text: str, evidence: str, exact: str | None = None) -> Iterator[Shown]:
    """A short text, or what it says for machines; of one that tells of a change, both parts."""
    if exact:
        yield Shown(Claim(exact, evidence), change_in(text) is not None)
    elif YEAR.search(text) and not OTHER_TEXT.search(text.lower()):
        for part, changed in _divided(text):
            yield Shown(Claim(part, evidence), changed)


def _divided(text: str) -> Iterator[tuple[str, bool]]:
    """``Published 3 May 2024, updated 4 May 2024``: what is said of which."""
    change = change_in(text)
    if change is None:
        yield text, False
        return
    start = change.start()
    if YEAR.search(text[:start]):
        yield text[:start], False
        yield text[start:], True
    elif (label := LABELLED.search(text, change.end())) and YEAR.search(
        text[start : label.start()]
    ):
        yield text[label.start() :], False
        yield text[: label.start()], True
    else:
        yield text, not (start < MOST_LABEL and SAYS_PUBLISHED.match(text))


def _in_line(text: str) -> Iterator[Shown]:
    """What follows a label, or a sentence that says when the text was published."""
    if not 12 <= len(text) <= MOST_SENTENCE or not YEAR.search(text):
        return
    match = LABELLED.search(text) or SENTENCE.search(text)
    if match:
        yield Shown(Claim(text[match.end() :][:MOST_DATELINE], "text"), changed=False)


def _exact(element: Element) -> str | None:
    """What an element says for machines of the date that it shows."""
    for name in MACHINE:
        value = element.get(name)
        if value and len(value) <= MOST_TEXT and ISO_DAY.match(value):
            return value
    return None


def _is_change(element: Element) -> bool:
    """True if the element, its parent or the words before it speak of a change."""
    tokens = tokens_of(element)
    if change_in(tokens) and "published" not in tokens:
        return True
    parent = element.getparent()
    if parent is None:
        return False
    previous = element.getprevious()
    before = (
        (parent.text or "") if previous is None else (previous.tail or "") + (previous.text or "")
    )
    return change_in(fold(before)[-60:]) is not None
