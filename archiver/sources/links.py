"""The links of a page: where they lead, what they say, which parts of the page they stand in."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element

from archiver.publications.model import Publication
from archiver.reading.text import fold, inline_text
from archiver.urls import absolute, host_of, normalise, words

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
MOST_LINKS = 20_000  # of a page that are looked at

#: Parts of a page that lead around the site, not into this list.
_NAVIGATION_TAGS = frozenset(("nav", "header"))
_ASIDE_TAGS = frozenset(("nav", "footer", "aside", "form", "dialog"))
_NAVIGATION = words("nav navbar navigation menu mainmenu topmenu submenu subnav navi")
#: How the name of a menu ends that is not marked as one: globalNav, gnav, headerMenu …
_NAVIGATION_ENDS = ("nav", "navi", "navigation", "menu")
#: … and what the name of a menu has in it that leads to no channels.
_OTHER_MENUS = ("foot", "meta", "user", "member", "account", "login", "service", "social", "legal")
_ASIDE = _NAVIGATION | words(
    """
    ad ads advert advertisement advertorial banner breadcrumb breadcrumbs comments cookie footer
    mostread newsletter popular promo promoted recommended share sidebar social sponsor sponsored
    sponsors taboola outbrain trending
    """
)
_NAVIGATION_ROLES = frozenset(("navigation", "menubar", "menu"))
_ASIDE_ROLES = _NAVIGATION_ROLES | {"contentinfo", "complementary", "search", "dialog"}
_MOST = words("read viewed popular shared commented discussed")
_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PageLink:
    """An ``a`` element that leads to another page of the publication."""

    element: Element
    url: str  #: absolute, without fragment
    key: str  #: normalised
    text: str  #: as a person reads or hears it; "" if there is none


def base_of(root: Element, url: str) -> str:
    """What relative links are relative to (HTML, the base element)."""
    for element in root.iter("base"):
        href = element.get("href")
        if href:
            return absolute(url, href) or url
    return url


def links(root: Element, url: str, publication: Publication) -> list[PageLink]:
    """The links to other pages of the publication, in document order."""
    base, own = base_of(root, url), normalise(url)
    host = host_of(url)
    found: list[PageLink] = []
    for element in root.iter("a", "area"):
        target = absolute(base, element.get("href") or "") if element.get("href") else None
        if target is None or normalise(target) == own:
            continue
        target_host = host_of(target)
        if target_host == host or publication.has_host(target_host):
            found.append(
                PageLink(
                    element=element, url=target, key=normalise(target), text=link_text(element)
                )
            )
        if len(found) >= MOST_LINKS:
            break
    return found


def link_text(element: Element) -> str:
    """The link's text; without one, its label, its title or its picture's description."""
    text = inline_text(element) or fold(element.get("aria-label") or element.get("title") or "")
    if text:
        return text
    return next((alt for image in element.iter("img") if (alt := fold(image.get("alt") or ""))), "")


def class_words(element: Element) -> frozenset[str]:
    """The words of the element's classes and id, lower-case; "most read" also as ``mostread``."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:500].lower()
    if names == " ":
        return frozenset()
    parts = [part for part in _NAME.split(names) if part]
    most = "most" in parts and not _MOST.isdisjoint(parts)
    return frozenset([*parts, "mostread"]) if most else frozenset(parts)


def in_navigation(root: Element, found: Iterable[PageLink]) -> list[PageLink]:
    """Those of ``found`` that stand in the site's navigation."""
    regions = {x for x in root.iter() if _is_navigation(x)}
    return [link for link in found if _inside(link.element, regions)]


def in_menus(root: Element, found: Iterable[PageLink]) -> list[PageLink]:
    """Those that stand in what only ends its name like a menu: for sites without marked ones."""
    regions = {x for x in root.iter() if _is_menu(x)}
    return [link for link in found if _inside(link.element, regions)]


def outside_asides(root: Element, found: list[PageLink]) -> list[PageLink]:
    """Those of ``found`` that do not stand in navigation, footers, boxes at the side.

    A part that holds more than half of the links is what the page is about, whatever its name.
    """
    regions = {x for x in root.iter() if _is_aside(x)}
    counts = Counter(
        region for link in found for region in _ancestors(link.element) if region in regions
    )
    regions = {region for region, count in counts.items() if 2 * count <= len(found)}
    return [link for link in found if not _inside(link.element, regions)]


def heading_of(element: Element) -> Element | None:
    """The heading inside or around a link; None if there is none."""
    for inner in element.iter(*HEADINGS):
        return inner
    return next((outer for outer in _ancestors(element) if outer.tag in HEADINGS), None)


def _is_navigation(element: Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in ("html", "body", "a"):
        return False
    if element.tag in _NAVIGATION_TAGS or element.get("role") in _NAVIGATION_ROLES:
        return True
    return not _NAVIGATION.isdisjoint(class_words(element))


def _is_menu(element: Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in ("html", "body", "a"):
        return False
    names = class_words(element)
    if not any(x.endswith(_NAVIGATION_ENDS) for x in names):
        return False
    return not any(part in x for x in names for part in _OTHER_MENUS)


def _is_aside(element: Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in ("html", "body", "main", "a"):
        return False
    if element.tag in _ASIDE_TAGS or element.get("role") in _ASIDE_ROLES:
        return True
    return not _ASIDE.isdisjoint(class_words(element))


def _ancestors(element: Element) -> Iterator[Element]:
    yield element
    yield from element.iterancestors()


def _inside(element: Element, regions: set[Element]) -> bool:
    return any(ancestor in regions for ancestor in _ancestors(element))
