"""One walk over the tree: what the stages ask for, collected by tag and by role."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml.etree import _Element as Element

from archiver.page import Page
from archiver.publications.model import Publication
from archiver.reading import jsonld, layouts
from archiver.reading.outline import Outline
from archiver.reading.text import inline_text
from archiver.reading.walk import walk

MOST_ADDRESSES = 10_000  # different ones of a page that are resolved; real pages have 2,000
MOST_HEADINGS = 20  # h1 elements that are read
MOST_HEADING = 2_000  # characters of one

ORIGIN = re.compile(r"https?://[\w.:-]+(?=[/?#]|$)")
#: Addresses that are the same when they have been resolved, but for the origin before them.
PLAIN = re.compile(
    r"(?:https?://[a-z0-9.-]+)?(?:/[\w~%+=,:()'@!-][\w~%+=,:()'@!.-]*)+/?(?:\?[\w~%+=,.&;/:-]+)?|"
    r"https?://[a-z0-9.-]+/?"
)

KEPT_TAGS = (
    "base", "nav", "h1", "h2", "h3", "h4", "meta", "link", "time", "title", "script", "a",
    "button", "code", "figure", "iframe", "select", "relative-time", "time-ago", "local-time",
)  # fmt: skip
RELATING = frozenset(("a", "link"))
CLOCKS = KEPT_TAGS[-3:]  # elements that show how long ago something was

T = TypeVar("T")
ByTag = dict[str, list[T]]


class Survey:
    """The page's elements by tag, its metadata, and links made absolute."""

    def __init__(self, page: Page, publication: Publication | None = None) -> None:
        self.page = page
        self._absolute: dict[str, str | None] = {}
        self.root = page.tree
        self.tags, self._relating = _by_tag(self.root)
        day = page.fetched.date() if page.fetched else None
        self.layout = layouts.layout_of(publication, self.root, day)

    @cached_property
    def outline(self) -> Outline:
        """The blocks of the body, by one walk; who asks for metadata alone does without it."""
        dropped = [x for css in self.layout.drop for x in layouts.elements(self.root, css)]
        body = self.root.find("body")
        return walk(self.root if body is None else body, dropped)

    @property
    def properties(self) -> list[tuple[str, Element, int]]:
        """Each itemprop, with its element and the number of that."""
        return self.outline.properties

    @property
    def clocks(self) -> Iterator[Element]:
        """Elements that show how long ago something was; few pages have any."""
        return self.root.iter(*CLOCKS) if any(map(self.tags.get, CLOCKS)) else iter(())

    @property
    def cuts(self) -> tuple[str, ...]:
        """The bounds that the page is over, in words."""
        return (*self.page.cuts, *([self.outline.cut] if self.outline.cut else []))

    @property
    def notes(self) -> dict[str, str]:
        """What is to be known of the reading as a whole, for the evidence."""
        decoded = self.page.decoded
        notes = {"encoding": f"{decoded.source}:{decoded.encoding}"}
        cuts = list(self.cuts)
        if len(self._absolute) >= MOST_ADDRESSES:
            cuts.append(f"links: resolved {MOST_ADDRESSES} different ones")
        if cuts:
            notes["cut"] = "; ".join(cuts)
        return notes

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """Contents by lower-case name, property or http-equiv, in document order."""
        found: dict[str, list[str]] = defaultdict(list)
        for element in self.tags["meta"]:
            content = (element.get("content") or element.get("value") or "").strip()
            if not content:
                continue
            for attribute in ("name", "property", "itemprop", "http-equiv"):
                name = element.get(attribute)
                if name:
                    found[name.strip().lower()].append(content)
        return found

    def first_meta(self, *names: str) -> Iterator[tuple[str, str]]:
        """(content, evidence) of each of the names, in their order."""
        for name in names:
            for content in self.meta.get(name, ())[:1]:
                yield content, f"meta:{name}"

    @cached_property
    def jsonld(self) -> list[dict[str, Any]]:
        """All JSON-LD objects of the page, graphs taken apart."""
        scripts = [
            element.text
            for element in self.tags["script"]
            if element.text and "ld+json" in (element.get("type") or "").lower()
        ]
        # A framework's way of adding metadata, misunderstood: <meta name="script:ld+json">.
        misplaced = (x for name, found in self.meta.items() if "ld+json" in name for x in found)
        return jsonld.objects([*scripts, *misplaced])

    @cached_property
    def story(self) -> dict[str, Any]:
        """The JSON-LD object that describes this page's story; empty if there is none."""
        return jsonld.story(self.jsonld, self.page.url, self.headings)

    @cached_property
    def headings(self) -> list[str]:
        """Texts of the h1 elements, the first of them."""
        texts = (inline_text(x, most=MOST_HEADING) for x in self.tags["h1"][:MOST_HEADINGS])
        return [text for text in texts if text]

    def links_with(self, rel: str) -> list[Element]:
        """``link`` and ``a`` elements with this relation."""
        return self._relations.get(rel, [])

    @cached_property
    def _relations(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = defaultdict(list)
        for element, rel in [*self._relating["link"], *self._relating["a"]]:
            for relation in rel.lower().split():
                found[relation].append(element)
        return found

    def absolute(self, href: str | None) -> str | None:
        """An http(s) URL without fragment; None for anything else, and for one too many."""
        if not href or href[:1] == "#":
            return None
        if href not in self._absolute:
            if len(self._absolute) >= MOST_ADDRESSES:
                return None
            self._absolute[href] = self._resolved(href)
        return self._absolute[href]

    @cached_property
    def base(self) -> str:
        """What links are resolved against: the base element, or the page's own URL."""
        own = self.page.url or ""
        href = next((x for x in (x.get("href") for x in self.tags["base"]) if x is not None), "")
        try:
            return urljoin(own, href.strip())
        except ValueError:
            return own

    @cached_property
    def _origin(self) -> str:
        match = ORIGIN.match(self.base)
        return match[0] if match else ""

    def _resolved(self, href: str) -> str | None:
        href = href.strip()
        if PLAIN.fullmatch(href):  # most of them, and four times as fast
            return href if href[0] != "/" else self._origin + href if self._origin else None
        try:
            url = urldefrag(urljoin(self.base, href)).url
            scheme, netloc = urlsplit(url)[:2]
        except ValueError:
            return None
        return url.replace(" ", "%20") if scheme in ("http", "https") and netloc else None


def _by_tag(root: Element) -> tuple[ByTag[Element], ByTag[tuple[Element, str]]]:
    """The elements of the tags that stages look up, in document order; those with a relation."""
    found: ByTag[Element] = defaultdict(list)
    relating: ByTag[tuple[Element, str]] = defaultdict(list)
    for element in root.iter(*KEPT_TAGS):
        tag: Any = element.tag
        found[tag].append(element)
        if tag in RELATING and (rel := element.get("rel")):
            relating[tag].append((element, rel))
    return found, relating


def tokens_of(element: Element) -> str:
    """Class, id and role of an element, in lower case, for patterns."""
    get = element.get
    return f"{get('class') or ''} {get('id') or ''} {get('role') or ''}".lower()
