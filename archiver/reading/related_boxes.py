"""Blocks of links: the headings over them, and how far they reach."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import islice
from typing import Literal

from lxml.etree import _Element as Element

from archiver.article import RelatedKind
from archiver.reading.beginnings import Beginnings
from archiver.reading.channel_nav import folders_of, host_of, is_front, path_of
from archiver.reading.names import Role
from archiver.reading.outline import Outline, Raw
from archiver.reading.phrases import (
    MORE_BY,
    MORE_IN,
    NEWSY,
    ORNAMENTS,
    POPULAR,
    RELATED,
    SAME_CHANNEL,
    name_in,
)
from archiver.reading.related_targets import Targets
from archiver.reading.survey import Survey
from archiver.reading.text import WORD, inline_text, words

MOST_HEADING = 90  # characters
MOST_IN_BLOCK = 40  # links; a box with more of them is navigation
MOST_NAME = 60  # characters of a channel's name with a few words
MOST_WORDS = 7
MOST_CRUMBS = 10
MOST_FOLDER = 3  # words of a channel's folder; longer ones are titles
MOST_REMEMBERED = 1 << 14  # headings: the pages of a site repeat them
MOST_LEVELS = 6  # from a heading up to the box that it stands over
MOST_TABS = 12
MOST_AFTER = 120  # blocks of a list
MOST_LABEL = 40  # characters before the first link of such a list
PROSE = 240  # characters of unlinked text that end a list without a box
WHOLES = frozenset(("body", "main", "html"))
ENDS = WHOLES | {"section", "aside"}

HEADING = Beginnings(*(x.pattern for x in (MORE_BY, MORE_IN, SAME_CHANNEL, RELATED, POPULAR)))

Says = Literal["author", "section", "related", "topic", "popular"]
NOTHING: tuple[Says | None, str] = (None, "")


class Headings:
    """What the printed headings say of the links under them."""

    def __init__(self, survey: Survey, channels: tuple[str, ...]) -> None:
        self._survey = survey
        self._names = _names(survey, channels)
        self._initials = {name[0] for name in self._names}
        self._dense = [name for name in self._names if not name.isascii()]
        self._named: dict[str, Says] = {}  # what headings say that name somebody or something

    def says(self, raw: Raw) -> Says | None:
        """What a block says of what comes after it; None if it is no such heading."""
        text = raw.text
        if not 1 < len(text) <= MOST_HEADING or (len(text) < 4 and text.isascii()):
            return None
        if raw.kind == "list item" and raw.links and not _opens(raw):
            return None
        found = self._phrase(text)
        if found is None and raw.kind == "heading" and self._is_channel(raw):
            return "section"
        return found

    def is_phrase(self, raw: Raw) -> bool:
        """True for a heading that says what it is in words, not by the channel's name alone."""
        return self._phrase(raw.text) is not None

    def _phrase(self, text: str) -> Says | None:
        says, name = _read(text)
        if not name:
            return says
        if text not in self._named:
            self._named[text] = self._of(name, text.lower())
        return self._named[text]

    def _of(self, name: str, lower: str) -> Says:
        """ "More of NAME", where NAME may be a channel's, an author's, or anything."""
        if self._names_channel(name):
            return "section"
        said = set(words(name))
        if said and any(_same(said, set(words(author))) for author in self._authors):
            return "author"
        lower = f" {lower} "
        if " by " in lower or " par " in lower or "aut" in lower or "автор" in lower:
            return "author"
        return "popular"

    def _is_channel(self, raw: Raw) -> bool:
        if len(raw.text) > MOST_NAME or raw.text.count(" ") > MOST_WORDS:
            return False
        if not self._names_channel(raw.text) and not self._leads_to_channel(raw):
            return False
        # The label of each card in a list is no heading.
        return self._counts[raw.text] == 1

    def _leads_to_channel(self, raw: Raw) -> bool:
        if len(raw.links) != 1 or raw.link_share < 0.8 or not self._paths:
            return False
        path = path_of(raw.links[0][0].get("href"), self._host)
        return bool(path) and path in self._paths

    def _names_channel(self, text: str) -> bool:
        """True for a channel's name, alone or with words like "latest", "news", "more from"."""
        begin = WORD.search(text.casefold())
        if begin is None:
            return False
        if begin[0] not in NEWSY and begin[0][0] not in self._initials and text.isascii():
            return False  # most: no name begins like it
        said = words(text)
        if "".join(said) in self._names or _telling(said) in self._names:
            return True
        # Scripts without spaces between words.
        return (
            len(said) == 1
            and not text.isascii()
            and any(
                name in said[0] and said[0].replace(name, "", 1) in NEWSY for name in self._dense
            )
        )

    @cached_property
    def _counts(self) -> Counter[str]:
        blocks = self._survey.outline.blocks
        return Counter(raw.text for raw in blocks if raw.kind == "heading")

    @cached_property
    def _host(self) -> str:
        return host_of(self._survey.page.url)

    @cached_property
    def _paths(self) -> set[str]:
        """The pages of the page's channels: the folders of its URL, and its breadcrumbs."""
        found = set(folders_of(self._survey.page.url))
        for element, _, _ in self._survey.outline.named[Role.CRUMBS][:6]:
            for anchor in islice(element.iter("a"), MOST_CRUMBS):
                if path := path_of(anchor.get("href"), self._host):
                    found.add(path)
        return found

    @cached_property
    def _authors(self) -> list[str]:
        """The texts in which the story's authors are named."""
        places = self._survey.outline.named[Role.BYLINE][:20]
        return [text for text in (inline_text(x[0]) for x in places) if 2 < len(text) < 300]


def _names(survey: Survey, channels: tuple[str, ...]) -> set[str]:
    """The page's channels and the folders of its URL, each without spaces and as it is searched."""
    found = [words(name) for name in channels]
    for name in channels:
        found += [words(part) for part in name.replace("|", "/").split("/")]
    folders = (words(path.rsplit("/", 1)[1]) for path in folders_of(survey.page.url))
    found += [x for x in folders if len(x) <= MOST_FOLDER and not NEWSY.issuperset(x)]
    names = {"".join(name) for name in found} | {_telling(name) for name in found}
    return {name for name in names if len(name) > 1}


def _telling(said: list[str]) -> str:
    """The words but for those that may stand beside a channel's name."""
    return "".join([x for x in said if x not in NEWSY])


def _read(text: str) -> tuple[Says | None, str]:
    """What a heading's words say; the name, where it depends on whose it is."""
    lower = text.replace("İ", "i").lower().lstrip(ORNAMENTS)
    # Nearly all: to remember them would cost more than their first letters do.
    return _said(lower) if HEADING.has(lower) else NOTHING


@lru_cache(maxsize=MOST_REMEMBERED)
def _said(lower: str) -> tuple[Says | None, str]:
    if match := MORE_BY.begins(lower):
        return None, name_in(match)
    if MORE_IN.begins(lower) or SAME_CHANNEL.begins(lower):
        return "section", ""
    if RELATED.begins(lower):
        return "related", ""
    return ("popular" if POPULAR.begins(lower) else None), ""


def _opens(raw: Raw) -> bool:
    """True for a link to a place on this page: a tab."""
    return (raw.links[0][0].get("href") or "").startswith("#")


def _same(name: set[str], author: set[str]) -> bool:
    """True for a name that a byline holds, perhaps without initials or an address."""
    return name <= author or len(name & author) > 1


class Boxes:
    """Which links stand under a heading."""

    def __init__(self, outline: Outline, headings: Headings, targets: Targets) -> None:
        self._outline = outline
        self._headings = headings
        self._targets = targets
        self._opened: set[int] = set()  # elements that tabs opened

    def under(self, number: int, says: Says) -> list[tuple[Element, str]]:
        """The links after the heading ``number``, up to the next one, in the box that it heads."""
        outline = self._outline
        heading = outline.blocks[number]
        target = self._tab(heading)
        if target is not None:
            return self._inside(target) if target not in self._opened else []
        for box in outline.chain(heading.node, MOST_LEVELS):
            links = self._reach(number, box, says)
            if any(self._targets.story(a.get("href"), text, True) for a, text in links):
                return links if len(links) <= MOST_IN_BLOCK else []
            if outline.elements[box].tag in ENDS:
                break  # a section without links waits for a script
        return []

    def _reach(self, number: int, box: int, says: Says) -> list[tuple[Element, str]]:
        """The links in the box after the heading, as far as they belong to it."""
        outline = self._outline
        heading = outline.blocks[number]
        loose = not self._heads(number, box)
        links: list[tuple[Element, str]] = []
        for raw in outline.blocks[number + 1 : number + MOST_AFTER]:
            if not outline.inside(raw.node, box) or self._begins_another(raw, heading, says):
                break
            if loose and _is_prose(raw, bool(links)):
                break
            links += raw.links
        return links

    def _heads(self, number: int, box: int) -> bool:
        """True if the heading stands at the beginning of the box: nothing but a line before it."""
        outline = self._outline
        if outline.elements[box].tag in WHOLES:
            return False
        return number < 2 or not outline.inside(outline.blocks[number - 2].node, box)

    def _begins_another(self, raw: Raw, heading: Raw, says: Says) -> bool:
        kind = self._headings.says(raw)
        if kind is not None and (kind != "section" or says != "related" or not raw.links):
            return True
        if not raw.links and self._look_alike(raw, heading):
            return True
        if raw.kind != "heading" or raw.links:
            return False  # a heading that is a link is a teaser's
        return heading.kind != "heading" or (raw.level or 6) <= (heading.level or 6)

    def _look_alike(self, raw: Raw, heading: Raw) -> bool:
        one, other = self._outline.elements[raw.node], self._outline.elements[heading.node]
        name = one.get("class")
        return bool(name) and one.tag == other.tag and name == other.get("class")

    def _tab(self, heading: Raw) -> int | None:
        """The element that the heading opens: it links to a place on this page."""
        if len(heading.links) != 1:
            return None
        href = heading.links[0][0].get("href") or ""
        return self._places.get(href[1:]) if href.startswith("#") and len(href) > 1 else None

    @cached_property
    def _places(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for number, element in enumerate(self._outline.elements):
            if identity := element.get("id"):
                found.setdefault(identity, number)
        return found

    def _inside(self, box: int) -> list[tuple[Element, str]]:
        self._opened.add(box)
        if len(self._opened) > MOST_TABS:
            return []
        blocks = (raw for raw in self._outline.blocks if self._outline.inside(raw.node, box))
        links = [link for raw in blocks for link in raw.links]
        return links if len(links) <= MOST_IN_BLOCK else []


def _is_prose(raw: Raw, begun: bool) -> bool:
    """True for text that ends a list without a box; before its first link, a label may stand."""
    unlinked = len(raw.text) - raw.linked
    if not begun:
        return unlinked > MOST_LABEL
    return unlinked > PROSE or (unlinked > 60 and not raw.links)


def called(outline: Outline, headings: Headings, most: int) -> Iterator[tuple[int, int]]:
    """Blocks in boxes whose class or id says that they hold related stories: number, box."""
    for element, node, before in outline.named[Role.RELATED][:50]:
        if node < 0 or outline.elements[node] is not element:
            continue  # in a line of text
        inside: list[int] = []
        for number in range(before, min(len(outline.blocks), before + MOST_AFTER)):
            raw = outline.blocks[number]
            if not outline.inside(raw.node, node):
                break
            if headings.says(raw) in ("author", "section", "popular"):
                break
            if raw.kind == "heading" and inside and not _leads_on(raw):
                break
            inside.append(number)
        if sum(len(outline.blocks[number].links) for number in inside) <= most:
            yield from ((number, node) for number in inside)


def _leads_on(raw: Raw) -> bool:
    """True for a heading that is a link to more than a front page."""
    return any(not is_front(anchor.get("href")) for anchor, _ in raw.links)


KINDS: dict[Says, RelatedKind] = {
    "author": "author",
    "section": "section",
    "related": "related",
    "topic": "related",
}
