"""Channel pages: the list of a publication's channels, and the teasers of one channel's page."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from archiver.likeness import LIKELY, SERVICES, article_likeness
from archiver.publications.model import Publication
from archiver.reading.text import inline_text
from archiver.sources.links import HEADINGS, PageLink, in_menus, in_navigation, links
from archiver.sources.pagination import next_page
from archiver.sources.reading import SourceReading
from archiver.sources.teasers import described, undescribed
from archiver.urls import host_of, split

MOST_CHANNELS = 100
ARTICLES_IN_FOLDER = 2  # that a page links to, for the folder to be a channel
_LISTS_OF_CHANNELS = re.compile(
    r"(?:^|\s)(?:channels|sections|categories|topics|kategorien|rubriken|ressorts|themen|rubriques|"
    r"catégories|secciones|categorías|seções|editorias|sezioni|categorie|rubrieken|categorieën|"
    r"kategorier|kategorie|działy|rubriky|рубрики|разделы|категории|カテゴリー?|ジャンル|栏目|分類|카테고리|"
    r"أقسام|מדורים)$"
)
_PEOPLE = frozenset(("author", "authors", "autor", "autoren", "auteur", "tag", "tags", "user"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A section of a publication and its first listing page."""

    name: str  #: as printed
    url: str  #: absolute


def read_channels(
    root: Element, url: str, publication: Publication, heading: str | None = None
) -> tuple[Channel, ...]:
    """The channels that the page at ``url`` lists, in its order, each URL once.

    With ``heading``: the links under the heading of this text (case and white space do not
    matter), up to the next heading of its rank. Without: what the site's navigation, or a heading
    like "Channels", "Sections", "Rubriken", links to and what looks like a channel; where neither
    has any, what only ends its name like a menu; else the folders that articles here lie in.
    """
    found = links(root, url, publication)
    if heading is not None:
        chosen = _under(root, heading, found)
        return _channels(link for link in chosen if not _is_article(link, publication))
    named = [
        link
        for element in _headings(root)
        if _LISTS_OF_CHANNELS.search(inline_text(element).casefold())
        for link in _after(element, found)
    ]
    offers: tuple[Callable[[], list[PageLink]], ...] = (
        lambda: [*in_navigation(root, found), *named],
        lambda: in_menus(root, found),
        lambda: _folders(found, publication),
    )
    for offer in offers:
        if offered := [link for link in offer() if _is_channel(link, url, publication)]:
            return _channels(iter(offered))
    return ()


def read_listing(root: Element, url: str, publication: Publication) -> SourceReading:
    """The articles that a channel's page at ``url`` lists, and its next, older page.

    By the publication file's ``listing`` where it finds any, else by URL, text and place. Title,
    date and authors are what the teaser shows, as found. Navigation, advertisements, boxes at the
    side and links to other sites are no entries.
    """
    entries = described(root, url, publication) if publication.listing.item else []
    entries = entries or undescribed(root, url, publication)
    return SourceReading(
        entries=tuple(entries),
        next=next_page(root, url, publication),
        problem=None if entries else "no articles found on the page",
    )


def _channels(chosen: Iterator[PageLink]) -> tuple[Channel, ...]:
    found: dict[str, Channel] = {}
    for link in chosen:
        if link.text and len(found) < MOST_CHANNELS:
            found.setdefault(link.key, Channel(name=link.text, url=link.url))
    return tuple(found.values())


def _under(root: Element, heading: str, found: list[PageLink]) -> list[PageLink]:
    wanted = " ".join(heading.split()).casefold()
    for element in _headings(root):
        if inline_text(element).casefold() == wanted and (chosen := _after(element, found)):
            return chosen
    # Not every heading is marked up as one.
    for element in root.iter("p", "div", "span", "strong", "b", "legend", "summary", "dt", "li"):
        if (element.text or "").strip() and inline_text(element).casefold() == wanted:
            chosen = _after(element, found)
            if chosen:
                return chosen
    return []


def _headings(root: Element) -> list[Element]:
    return list(root.iter(*HEADINGS))


def _after(heading: Element, found: list[PageLink]) -> list[PageLink]:
    """The links that follow ``heading``, in the smallest part of the page that has any, up to the
    next heading of the same or a higher rank."""
    by_element = {link.element: link for link in found}
    rank = min(
        _rank(heading), 6
    )  # under what is marked up as no heading, any heading ends the list
    node: Element | None = heading
    while node is not None and node.tag != "body":
        chosen: list[PageLink] = []
        for part in node.itersiblings():
            for element in part.iter():
                if element in by_element:
                    chosen.append(by_element[element])
                elif _rank(element) <= rank and next(element.iterancestors("a"), None) is None:
                    return chosen
        if chosen:
            return chosen
        node = node.getparent()
    return []


def _rank(element: Element) -> int:
    """1 to 6 for headings, 7 for what is none."""
    tag = element.tag
    return int(tag[1]) if isinstance(tag, str) and tag in HEADINGS else 7


def _folders(found: list[PageLink], publication: Publication) -> list[PageLink]:
    """The links to folders in which several of the articles lie that the page links to."""
    count: Counter[str] = Counter()
    for link in {link.key: link for link in found}.values():
        described = publication.articles is not None
        if _is_article(link, publication) if described else article_likeness(link.url) >= LIKELY:
            count.update(_around(link.url))
    return [link for link in found if count[_folder(link.url)] >= ARTICLES_IN_FOLDER]


def _folder(url: str) -> str:
    return f"{host_of(url)}/{urlsplit(url).path.strip('/')}"


def _around(url: str) -> list[str]:
    """The folders that a page lies in."""
    parts = _folder(url).split("/")
    return ["/".join(parts[:number]) for number in range(2, len(parts))]


def _is_article(link: PageLink, publication: Publication) -> bool:
    return publication.articles is not None and publication.is_article(link.url)


def _is_channel(link: PageLink, url: str, publication: Publication) -> bool:
    """A short name on a short path that is neither an article's nor a service's."""
    if not link.text or len(link.text) > 40 or len(link.text.split()) > 5:
        return False
    if link.element.get("hreflang") or link.text.isdigit() or _is_article(link, publication):
        return False
    parts = split(link.url)
    if parts is None or parts.query or article_likeness(link.url) >= LIKELY:
        return False
    segments = [x for x in parts.path.lower().split("/") if x]
    host = host_of(link.url)
    if host.partition(".")[0] in SERVICES:
        return False
    if not segments:  # the front page; of a subdomain, it is a channel's
        return host.removeprefix("www.") != host_of(url).removeprefix("www.")
    if len(segments) > 3 or segments[0] in _PEOPLE:
        return False
    stem = segments[-1].rpartition(".")[0] or segments[-1]
    return SERVICES.isdisjoint((segments[0], segments[-1], stem)) and stem != "index"
