"""Where on a page a byline can be: about the headline, at the text's beginning, after its end."""

import re
from typing import NamedTuple

from lxml.etree import _Element as Element

from archiver.reading.body import Story
from archiver.reading.byline_claims import Key
from archiver.reading.byline_names import Name, Shape
from archiver.reading.outline import Raw
from archiver.reading.people import read_line
from archiver.reading.survey import Survey
from archiver.reading.text import words

NO_BYLINE = frozenset(("junk", "navigation", "advert", "figure", "foot"))
MOST_LINE = 220  # characters of a byline
MOST_LINKS = 12  # of a line
BEFORE, AFTER = 6, 14  # blocks around the headline among which a byline is looked for
NEAR = range(-3, 10)  # … in which it mostly is
UNDER = range(1, 5)  # … where even a box that calls itself something else may hold it
TEXT = 4  # blocks of the text that may begin with it
FAR = 34  # blocks between headline and text that are looked through
LAST, BEYOND = 4, 24  # blocks before and after the end of the text
MOST_SENTENCE = 60  # characters of a sentence that is a byline: "By Jane Doe. …"
ENDS = (".", "!", "?")
CLOCKS = ("a.m.", "p.m.")
INNER_END = re.compile(r"[.!?…] ")
#: The end of a sentence, looked for by its mark: the words before it are told behind it.
SENTENCE = re.compile(r"[.!?…](?:(?<=[^\W\d_]{3}.) (?=[^\W\d_a-z]|$)|(?<=[^\W\d_]{4}[.!?])$)")
#: Parts of the address of an author's page.
AUTHOR_PARTS = frozenset(
    "auteur auteurs redaktion redakteur redakteure people person persons profile profiles profil "
    "staff by writer writers team newsteam reporter reporters contributor contributors columnist "
    "columnists columnista columnistas journalist journalists journalisten expert experts bio "
    "skribent members member user users u penulis editor toimittaja our_people our-people szerzo "
    "szerzok yazar yazarlar muhabir muhabirler toimittajat kirjoittajat wartawan reporteri avtor "
    "avtory avtori tac-gia forfatter forfattere firma firmas firme byline bylines journaliste "
    "journalistes periodista periodistas redacteur redacteurs reporters redactor redactores "
    "skribenter syntaktis writer-profile katib kuttab".split()
)


class Scene(NamedTuple):
    """Where on the page things are, as numbers of blocks."""

    survey: Survey
    story: Story
    title: int | None  #: the headline
    head: tuple[int, ...]  #: where a byline at the headline can be
    tail: range  #: … at the end of the text
    around: frozenset[int]  #: elements (their numbers) that hold the headline or the story
    junk: dict[int, bool]  #: elements that were asked for

    @property
    def blocks(self) -> list[Raw]:
        """The page's blocks."""
        return self.survey.outline.blocks

    @property
    def start(self) -> int:
        """The headline, or where the text begins."""
        return self.story.first if self.title is None else self.title

    def in_text(self, number: int) -> bool:
        """True in the story, the lines about its headline apart."""
        if number < self.story.first:
            return False
        return self.title is None or self.title < self.story.first or number > self.title + 3

    def is_junk(self, node: int) -> bool:
        """True inside what calls itself none of the story, if it does not hold the story."""
        outline = self.survey.outline
        path = []
        found = False
        while node >= 0:
            if node in self.junk:
                found = self.junk[node]
                break
            path.append(node)
            reason = outline.junk.get(node)
            if reason in NO_BYLINE and node not in self.around:
                found = reason != "foot" or not outline.is_foot_of(node, self.story.node)
                break
            node = outline.parents[node]
        self.junk.update(dict.fromkeys(path, found))
        return found


def scene(survey: Survey, story: Story, title: str | None) -> Scene:
    """Find the headline's block, and the places around it and after the text."""
    outline = survey.outline
    count = len(outline.blocks)
    at = _title_at(outline.blocks, title, story)
    start = story.first if at is None else at
    head = {*range(start - BEFORE, start + AFTER), *range(story.first - BEFORE, story.first + TEXT)}
    if start < story.first < start + FAR:
        head |= set(range(start, story.first))
    around = set(outline.chain(story.node)) if count else set()
    if at is not None:
        around |= set(outline.chain(outline.blocks[at].node))
    tail = range(max(story.first + TEXT, story.last - LAST), min(story.last + BEYOND, count))
    end = story.last + 1 if story.blocks else count
    places = tuple(sorted(x for x in head if 0 <= x < end))
    return Scene(survey, story, at, places, tail, frozenset(around), {})


def is_prose(text: str) -> bool:
    """True for sentences: a portrait in words is no byline."""
    if not text.isascii() and "。" in text:
        return True
    if text.endswith(CLOCKS):
        text = text[:-1]
    if not text.endswith(ENDS) and not INNER_END.search(text):
        return False
    return bool(SENTENCE.search(text)) or (len(text) > MOST_SENTENCE and text.endswith("."))


def _title_at(blocks: list[Raw], title: str | None, story: Story) -> int | None:
    """The headline's block: the first ``h1`` of its words, else the last one before the text."""
    if not title:
        return None
    wanted, size = words(title), len(title)
    best = None
    for number, raw in enumerate(blocks):
        if abs(len(raw.text) - size) > 6 or words(raw.text) != wanted:
            continue
        if raw.level == 1:
            return number
        if best is None or number <= story.first + 2:
            best = number
    return best


def is_author_page(anchor: Element) -> bool:
    """True for a link to an author's page, by its relation or its address."""
    href = (anchor.get("href") or "")[:300].lower()
    if "author" in href or "autor" in href or not AUTHOR_PARTS.isdisjoint(href.split("/")[1:-1]):
        return True
    return "author" in (anchor.get("rel") or "")


def _says_author(anchor: Element) -> bool:
    href = (anchor.get("href") or "")[:300].lower()
    return "author" in href or "autor" in href or "author" in (anchor.get("rel") or "")


def linked_names(raw: Raw) -> tuple[Name, ...]:
    """The names in a block that lead to an author's page: persons, else the first of others."""
    if not raw.links:
        return ()
    found = [
        name
        for anchor, text in raw.links[:MOST_LINKS]
        if len(text) <= MOST_LINE and is_author_page(anchor)
        for name in read_line(text).names
        if name.shape is Shape.PERSON or _says_author(anchor)
    ]
    return tuple(x for x in found if x.shape is Shape.PERSON) or tuple(found[:1])


def links_of(raw: Raw) -> tuple[tuple[Key, str], ...]:
    """(words, address) of the links in a block."""
    return tuple(
        (tuple(words(text)), href)
        for anchor, text in raw.links[:MOST_LINKS]
        if len(text) <= MOST_LINE and (href := anchor.get("href"))
    )


def line_with(scene: Scene, name: Name) -> str | None:
    """The short line at the headline in which a name stands."""
    for number in scene.head:
        raw = scene.blocks[number]
        if number == scene.title or len(raw.text) > MOST_LINE or name.text not in raw.text:
            continue
        if not is_prose(raw.text) and not scene.is_junk(raw.node):
            return raw.text
    return None
