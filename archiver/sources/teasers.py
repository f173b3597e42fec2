"""What a teaser on a listing page shows of its article: link, title, date, authors."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element

from archiver.article import Entry
from archiver.likeness import LIKELY, article_likeness
from archiver.publications.model import Listing, Publication
from archiver.reading.layouts import elements, texts
from archiver.reading.text import fold, inline_text
from archiver.sources.links import (
    HEADINGS,
    PageLink,
    class_words,
    heading_of,
    links,
    outside_asides,
)
from archiver.urls import words

MOST_ELEMENTS = 200  # of one teaser that are looked at
_DATE_CLASSES = words("date datetime time timestamp published pubdate posted dateline day")
_AUTHOR_CLASSES = words("author authors byline autor autoren auteur autore redacteur")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BY = re.compile(r"(?:by|von|par|por|di|door|av|af|od|от|автор|autor|text|texte)\b:?\s+", re.I)
_LONGEST = 80  # characters of a date or name


def described(root: Element, url: str, publication: Publication) -> list[Entry]:
    """The teasers that the publication file's ``listing.item`` selects, in document order."""
    listing = publication.listing
    dropped = {element for css in listing.drop for element in elements(root, css)}
    by_element = {link.element: link for link in links(root, url, publication)}
    found: dict[str, Entry] = {}
    for item in elements(root, listing.item):
        if _dropped(item, dropped):
            continue
        link = _link(item, listing, publication, by_element, dropped)
        if link is None:
            continue
        title = _first(texts(item, listing.title)) or _title([link], item)
        published = _dated(texts(item, listing.published)) or _published(item)
        entry = _entry(link, url, title, published, tuple(_authors(item)))
        found.setdefault(link.key, entry)
    return list(found.values())


def undescribed(root: Element, url: str, publication: Publication) -> list[Entry]:
    """The articles that a page links to, found by URL, text and place, in document order."""
    candidates = [link for link in links(root, url, publication) if _likely(link, publication)]
    chosen = outside_asides(root, candidates) or candidates
    by_key: dict[str, list[PageLink]] = {}
    for link in chosen:
        by_key.setdefault(link.key, []).append(link)
    containers = _containers(chosen)
    found: list[Entry] = []
    for same in by_key.values():
        container = containers[same[0].key]
        title = _title(same, container)
        if title is None and publication.articles is None:
            continue
        found.append(_entry(same[0], url, title, _published(container), tuple(_authors(container))))
    return found


def _entry(
    link: PageLink, url: str, title: str | None, published: str | None, authors: tuple[str, ...]
) -> Entry:
    return Entry(
        url=link.url, source=url, kind="channel", title=title, published=published, authors=authors
    )


def _link(
    item: Element,
    listing: Listing,
    publication: Publication,
    by_element: dict[Element, PageLink],
    dropped: set[Element],
) -> PageLink | None:
    """The teaser's link to its article: the chosen one, else in a heading, else the longest."""
    scope = elements(item, listing.link) if listing.link else [item]
    anchors = [anchor for part in scope for anchor in part.iter("a", "area")]
    anchors = anchors or list(item.iterancestors("a"))
    found = [
        by_element[anchor]
        for anchor in anchors
        if anchor in by_element and not _dropped(anchor, dropped)
    ]
    if publication.articles is not None:
        found = [link for link in found if publication.is_article(link.url)]
    return max(found, key=lambda x: (heading_of(x.element) is not None, len(x.text)), default=None)


def _dropped(element: Element, dropped: set[Element]) -> bool:
    return element in dropped or any(outer in dropped for outer in element.iterancestors())


def _likely(link: PageLink, publication: Publication) -> bool:
    if not {"sponsored", "tag", "author"}.isdisjoint((link.element.get("rel") or "").split()):
        return False
    if publication.articles is not None:
        return publication.is_article(link.url)
    likeness = article_likeness(link.url)
    if likeness >= LIKELY:
        return True
    # A short or unspeaking URL under a headline.
    return likeness > 0 and _headline(link.text) and heading_of(link.element) is not None


def _headline(text: str) -> bool:
    """True for what is long enough to be one: four words, or as much in scripts without spaces."""
    return len(text.split()) >= 4 or (len(text) >= 10 and not text.isascii())


def _containers(chosen: list[PageLink]) -> dict[str, Element]:
    """For each article the largest element, from its first link upwards, that holds links to no
    other article: its teaser."""
    owner: dict[Element, str | None] = {}
    for link in chosen:
        for element in (link.element, *link.element.iterancestors()):
            if owner.setdefault(element, link.key) != link.key:
                owner[element] = None
    found: dict[str, Element] = {}
    for link in chosen:
        container = link.element
        for outer in link.element.iterancestors():
            if owner[outer] != link.key or outer.tag in ("body", "html"):
                break
            container = outer
        found.setdefault(link.key, container)
    return found


def _title(same: list[PageLink], container: Element) -> str | None:
    """The heading's text, else the longest text of the links; None if no text is a title's."""
    headings = [heading_of(link.element) for link in same]
    headings.append(next(container.iter(*HEADINGS), None))
    told = [inline_text(heading) for heading in headings if heading is not None]
    told.append(max((link.text for link in same), key=len))
    return next((text for text in told if len(text.split()) >= 2 or not text.isascii()), None)


def _published(container: Element) -> str | None:
    """The date as found: of a time element, of microdata, of a class that says so, of a year."""
    by_class = by_year = None
    for element in _within(container):
        stated = element.get("datetime") if element.tag == "time" else None
        if stated is None and "datePublished" in (element.get("itemprop") or ""):
            stated = element.get("content") or element.get("datetime") or inline_text(element)
        if stated and fold(stated):
            return fold(stated)[:_LONGEST]
        text = fold(element.text or "")
        if not 4 <= len(text) <= _LONGEST or not any(map(str.isdigit, text)):
            continue
        if by_class is None and (
            element.tag == "time" or not _DATE_CLASSES.isdisjoint(class_words(element))
        ):
            by_class = text
        elif by_year is None and len(text) <= _LONGEST // 2 and _YEAR.search(text):
            by_year = text if element.tag not in (*HEADINGS, "a", "p") else None
    return by_class or by_year


def _authors(container: Element) -> Iterator[str]:
    """Names as printed, the leading "By" left out; each once."""
    seen: set[str] = set()
    marked: list[Element] = []
    classed: list[Element] = []
    for element in _within(container):
        if element.get("rel") == "author" or element.get("itemprop") == "author":
            marked.append(element)
        elif not _AUTHOR_CLASSES.isdisjoint(class_words(element)):
            classed.append(element)
    for element in marked or classed[:1]:
        text = inline_text(element)
        name = _BY.sub("", text, count=1) if _BY.match(text) else text
        if name and len(name) <= _LONGEST and name not in seen:
            seen.add(name)
            yield name


def _within(container: Element) -> Iterator[Element]:
    for number, element in enumerate(container.iter(etree.Element)):
        if number >= MOST_ELEMENTS:
            return
        yield element


def _first(found: list[str]) -> str | None:
    return found[0] if found else None


def _dated(found: list[str]) -> str | None:
    """The first text with a digit; else the first."""
    return next((text for text in found if any(map(str.isdigit, text))), _first(found))
