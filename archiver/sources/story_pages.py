"""The later pages of a story that is told on several, as one of its pages names them.

A later page has the story's own address and a number in it: ``?page=2``, ``/2``, ``-2.html``. What
leads to it is ``rel=next``, the number, or a word such as "Next". A list of comments turns its
pages in the same way, so what stands among comments is passed over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from lxml.etree import _Element as Element

from archiver.page import Page
from archiver.page_numbers import bare, numbers, told_of
from archiver.reading.text import inline_text
from archiver.sources.links import base_of, class_words
from archiver.sources.pagination import is_next
from archiver.urls import PAGE_MARK, absolute, words

MOST_PAGES = 20  #: of one story, the first counted; what names more is a trap, or a list
MOST_TEXT = 80  # characters of a link's text
MOST_DEPTH = 60  # elements around a link that are looked at
MOST_LINKS = 1000  # that say a number and lead to an address with one
LONGEST = 2000  # characters of an address
NEXT = -1  # in the place of a number

_PLAIN = re.compile(r"[\w-]*", re.ASCII)
_BEHIND = frozenset("?.0123456789")
_NUMBERED = re.compile(r"\W*(?:[^\W\d]{1,12}\.?\s*)?(\d{1,2})\b")  # "2", "Page 2", "2. The engines"
_COMMENTS = words(
    """
    comment comments commentlist comentarios commentaires commenti disqus discussion forum
    kommentar kommentare reactions reacties replies responses reviews
    """
)


@dataclass(frozen=True, slots=True)
class _Link:
    """A link to an address with the number of a page."""

    element: Element
    url: str
    told: int  #: the number that it says, or NEXT


def later_pages(page: Page, first: str | None = None) -> tuple[str, ...]:
    """URLs of the pages that follow ``page`` in its story, by their numbers; ``first`` is the URL
    of the story's first page, by default that of ``page``.

    All of one form. What ``page`` is itself, or comes before it, is not among them.
    """
    if page.url is None:
        return ()
    own = bare(page.url)
    stems, number, form = told_of(own, bare(first) if first else own)
    found: dict[str, dict[int, str]] = {}
    for link in _links(page.tree, page.url, set(map(_name, stems))):
        for one in numbers(bare(link.url)):
            # Where pages are counted from zero, "2" leads to number 1.
            least = max(number, 0 if link.told in (NEXT, 2) else 1)
            fits = one.stem in stems and form in (None, one.form)
            if fits and least < one.number <= MOST_PAGES and not _is_of_comments(link.element):
                found.setdefault(one.form, {}).setdefault(one.number, link.url)
    runs = (_run(pages, number + 1) or _run(pages, max(number, 1) + 1) for pages in found.values())
    return next(filter(None, runs), ())[: MOST_PAGES - 1]


def _run(pages: dict[int, str], start: int) -> tuple[str, ...]:
    """Those that follow one another: a number alone may be one of comments, notes or months, and
    what is behind a gap is named by the page before it."""
    behind = next(number for number in count(start) if number not in pages)
    return tuple(pages[number] for number in range(start, behind))


def _name(stem: str) -> str:
    """The last part of an address's path, as far as it is written in one way only."""
    last = stem.partition("?")[0].rpartition("/")[2]
    plain = _PLAIN.match(last)
    return plain[0] if plain else ""


def _links(root: Element, url: str, names: set[str]) -> Iterator[_Link]:
    """Links to addresses with the number of a page, the surest first; those with the address of the
    story have one of these ``names`` in it, or begin with what is behind it."""
    base = base_of(root, url)
    rest: list[_Link] = []
    name, *more = names or {""}
    for element in root.iter("link", "a", "option"):
        href = element.get("href") or element.get("value") or ""
        if not (name in href or href[:1] in _BEHIND or (more and any(x in href for x in more))):
            continue
        href, _, place = href.partition("#")
        # One that is relative may begin with the number.
        if len(href) > LONGEST or PAGE_MARK.search(f"/{href}") is None or "comment" in place:
            continue
        target, told = absolute(base, href), _told(element)
        if target is None or told is None:
            continue
        link = _Link(element, target, told)
        if "next" in _rel(element):
            yield link
        else:
            rest.append(link)
        if len(rest) >= MOST_LINKS:
            break
    yield from rest


def _rel(element: Element) -> list[str]:
    return (element.get("rel") or "").lower().split()


def _told(element: Element) -> int | None:
    """The number of the page that a link says it leads to, or NEXT; None where it says neither."""
    if "next" in _rel(element):
        return NEXT
    if element.tag == "link":
        return None
    text = inline_text(element, most=MOST_TEXT)
    numbered = _NUMBERED.match(text)
    if numbered is not None:
        return int(numbered[1])
    label = element.get("aria-label") or element.get("title") or ""
    return NEXT if is_next(text) or is_next(label) else None


def _is_of_comments(element: Element) -> bool:
    for depth, one in enumerate((element, *element.iterancestors())):
        if depth > MOST_DEPTH or one.tag == "body":
            return False
        if not _COMMENTS.isdisjoint(class_words(one)) and next(one.iter("h1"), None) is None:
            return True  # what has the headline in it is the story, whether or not it is commented
    return False
