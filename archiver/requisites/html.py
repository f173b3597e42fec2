"""What a page loads: its style sheets, pictures and icons, lazy ones too."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin

from lxml import etree
from lxml.etree import _Element as Element

from archiver.page import Page
from archiver.requisites import media
from archiver.requisites.css import Reference, references
from archiver.requisites.screens import SCREENS, Screen, choose
from archiver.requisites.values import Kind, Requisite, distinct, requisite
from archiver.urls import absolute, origin_of

#: Where lazy loaders of the field keep the address until a picture comes into view.
LAZY = (
    "data-src data-original data-lazy-src data-lazy data-url data-image data-img-src data-img-url"
    " data-original-src data-hi-res-src data-full-src data-large-src data-delayed-url data-echo"
    " data-actualsrc data-orig-file data-poster data-lazy-poster"
).split()
LAZY_SETS = "data-srcset data-lazy-srcset data-original-set data-src-set data-bgset".split()
LAZY_BACKGROUNDS = "data-bg data-bg-url data-background data-background-image data-back".split()
#: Such attributes hold other things as well (``data-lazy="true"``).
ADDRESS = re.compile(
    r"https?://|//|/[^/]|[^?#]*\.(?:jpe?g|png|gif|webp|avif|svg|bmp|ico)\b", re.IGNORECASE
)
STYLED = etree.XPath("//*[@style]/@style")
BACKGROUNDS = etree.XPath(" | ".join(f"//@{name}" for name in LAZY_BACKGROUNDS))
XLINK = ("href", "xlink:href", "{http://www.w3.org/1999/xlink}href")
#: Elements whose attributes are addresses of pictures and nothing more.
ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "video": ("poster", "data-poster", "data-lazy-poster"),
    "input": ("src",),
    "object": ("data",),
    "embed": ("src",),
    **dict.fromkeys(("image", "use", "feImage", "feimage"), XLINK),
    **dict.fromkeys(("body", "table", "td", "th", "tr"), ("background",)),
}
TYPED = frozenset(("input", "object", "embed"))  #: pictures only by their ``type``
TAGS = ("link", "style", "img", "amp-img", "source", *ATTRIBUTES)
ICONS = frozenset("icon apple-touch-icon apple-touch-icon-precomposed mask-icon fluid-icon".split())
PRELOADED: dict[str, Kind] = {"style": "style", "image": "image", "font": "font"}
#: Types of pictures that browsers of today show; a ``source`` of another type is passed over.
SHOWN = frozenset("avif webp jpeg jpg png apng gif svg+xml bmp x-icon vnd.microsoft.icon".split())
RANK: dict[Kind, int] = {"style": 0, "icon": 1, "image": 2, "font": 3}

Found = Iterator[Reference]


def of_page(page: Page, screens: Iterable[Screen] = SCREENS) -> tuple[Requisite, ...]:
    """What the page loads, each once: style sheets first, then icons, pictures, fonts.

    ``<base href>`` is obeyed. Of a ``srcset`` what browsers on ``screens`` take, and the ``src``;
    of a ``picture`` the first source that they can show. Without an icon it is ``/favicon.ico``,
    as browsers ask for that. Empty for a page without a URL.
    """
    if page.url is None:
        return ()
    root = page.tree
    base = _base(root, page.url)
    found = [requisite(base, link, kind) for link, kind in _of_tree(root, tuple(screens))]
    if not any(x is not None and x.kind == "icon" for x in found):
        found.append(requisite(origin_of(page.url), "/favicon.ico", "icon"))
    return tuple(sorted(distinct(found), key=lambda x: RANK[x.kind]))


def _base(root: Element, url: str) -> str:
    """The first ``base`` that has an address; one that is no web address does not count."""
    for element in root.iter("base"):
        href = element.get("href")
        if href is not None:
            try:
                return absolute(url, urljoin(url, href.strip())) or url
            except ValueError:
                return url
    return url


def _of_tree(root: Element, screens: tuple[Screen, ...]) -> Found:
    for element in root.iter(*TAGS):
        yield from _of_element(element, screens)
    for style in STYLED(root):
        yield from references(style)
    for value in BACKGROUNDS(root):
        if "url(" in value.lower():
            yield from references(value)
        elif ADDRESS.match(value.strip()):
            yield value, "image"


def _of_element(element: Element, screens: tuple[Screen, ...]) -> Found:
    tag = element.tag
    if tag == "link":
        return _link(element, screens)
    if tag == "style":
        return references(element.text or "")
    if tag in ("img", "amp-img"):
        return _image(element, screens)
    if tag == "source":
        return _source(element, screens)
    kind = (element.get("type") or "").strip().lower()
    if tag in TYPED and not kind.startswith("image"):
        return iter(())
    return _attributes(element, ATTRIBUTES[str(tag)])


def _attributes(element: Element, names: Iterable[str]) -> Found:
    for name in names:
        value = (element.get(name) or "").strip()
        if value and (not name.startswith("data-") or ADDRESS.match(value)):
            yield value, "image"


def _link(element: Element, screens: tuple[Screen, ...]) -> Found:
    href = element.get("href") or ""
    words = frozenset((element.get("rel") or "").lower().split())
    if "stylesheet" in words:
        yield href, "style"
    elif words & ICONS:
        yield href, "icon"
    elif words & {"preload", "prefetch"}:
        kind = PRELOADED.get((element.get("as") or "").strip().lower())
        if kind == "image" and element.get("imagesrcset"):
            sizes = element.get("imagesizes")
            chosen = choose(element.get("imagesrcset") or "", sizes, None, screens)
            yield from ((url, "image") for url in chosen)
        elif kind is not None:
            yield href, kind


def _image(element: Element, screens: tuple[Screen, ...]) -> Found:
    picture = _picture(element)
    if picture is not None:
        screens = _left(picture, screens)
    yield from _sets(element, screens)
    yield from _attributes(element, ("src", *LAZY))


def _source(element: Element, screens: tuple[Screen, ...]) -> Found:
    """A ``source`` of a picture, on the screens for which none before it is taken."""
    picture = _picture(element)
    if picture is None:
        return iter(())  # of audio or video
    return _sets(element, _left(picture, screens, element))


def _picture(element: Element) -> Element | None:
    """The ``picture`` that an element belongs to. A ``source`` has no end tag, which libxml2 does
    not know: what follows it is found inside of it."""
    parent = element.getparent()
    while parent is not None and parent.tag == "source":
        parent = parent.getparent()
    return parent if parent is not None and parent.tag == "picture" else None


def _left(
    picture: Element, screens: tuple[Screen, ...], before: Element | None = None
) -> tuple[Screen, ...]:
    """The screens for which no source of ``picture`` before ``before`` is taken; those of
    ``before`` itself, whose media query must hold."""
    for source in picture.iter("source"):
        taken = [x for x in screens if _is_taken(source, x)]
        if source is before:
            return tuple(taken)
        screens = tuple(x for x in screens if x not in taken)
    return screens


def _is_taken(source: Element, screen: Screen) -> bool:
    kind, _, subtype = (source.get("type") or "").partition(";")[0].strip().lower().partition("/")
    if kind and (kind != "image" or subtype not in SHOWN):
        return False
    has = any(source.get(name) for name in ("srcset", *LAZY_SETS))
    return has and media.matches(source.get("media"), screen.window)


def _sets(element: Element, screens: tuple[Screen, ...]) -> Found:
    """What is taken of ``srcset`` and of what lazy loaders have in its place."""
    width = element.get("width") or ""
    pixels = int(width) if width.isascii() and width.isdigit() and len(width) < 6 else None
    sizes = element.get("sizes") or element.get("data-sizes")
    for name in ("srcset", *LAZY_SETS):
        value = element.get(name)
        if value:
            yield from ((url, "image") for url in choose(value, sizes, pixels, screens))
