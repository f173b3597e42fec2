"""Where on the page each value of an article was read: its evidence, led back to elements.

The page is surveyed as it was when it was read, and each place is looked for where the evidence
says, with what the reader itself goes by: the blocks of the story that it found, the elements that
a layout's selector selects, the metadata by name, the elements that carry the class that the
evidence tells. Among several such places the value decides, compared as it was read. Only where
the evidence names no element (``text``, ``more-by``) is it looked for by its words among the
blocks of the outline, and the place says so.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml.etree import _Element as Element

from archiver.article import Article, Moment
from archiver.page import Page
from archiver.publications.model import Publication
from archiver.reading import body, layouts, related
from archiver.reading.names import Role
from archiver.reading.outline import Raw
from archiver.reading.survey import Survey, tokens_of
from archiver.reading.text import fold, inline_text

MOST_SOURCE = 2_000  # characters of what stands in the head
MOST_PLACES = 400  # of a field
MOST_REFERRED = 10  # objects that JSON-LD refers to
PSEUDO = re.compile(r"::(?:text|attr\([^)]*\))")

#: The fields in the order in which they are told.
FIELDS = (
    "title", "subtitle", "byline", "authors", "published", "modified", "channel", "channels",
    "body", "images", "related", "publication", "language", "canonical_url", "topics",
    "paywalled", "rights", "pagination", "kind", "encoding",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Place:
    """Where a value was read: an element that the page shows, or a line of its source."""

    field: str
    element: Element | None = None
    source: str | None = None  #: of what is not shown: metadata, JSON-LD
    by_words: bool = False  #: the evidence names no element: found by the words of the value


def places(page: Page, article: Article, publication: Publication | None = None) -> list[Place]:
    """Each place that could be found, by field; the elements are those of ``page.tree``.

    ``article`` is what was read from ``page``, as ``publication`` says.
    """
    survey = Survey(page, publication)
    looked = _Places(survey, article, publication)
    found: list[Place] = []
    for name in FIELDS:
        evidence = article.evidence.get(name)
        if evidence is not None:
            found += list(looked.of(name, evidence))[:MOST_PLACES]
    return found


class _Places:
    def __init__(self, survey: Survey, article: Article, publication: Publication | None) -> None:
        self._survey = survey
        self._publication = publication
        self._story = body.story(survey)
        self._article = article
        self._fields: dict[str, Callable[[], Iterable[Element]]] = {
            "body": self._body,
            "images": self._images,
            "related": self._related,
        }

    def of(self, name: str, evidence: str) -> Iterator[Place]:
        """The places of a field."""
        kind, _, detail = evidence.partition(":")
        if name in self._fields and not evidence.startswith(("jsonld", "data")):
            yield from (Place(field=name, element=x) for x in self._fields[name]())
        elif kind in ("meta", "jsonld", "rel", "html", "http", "itemprop") or evidence == "title":
            yield from self._named(name, kind, detail)
        else:
            yield from self._shown(name, kind, detail)

    # What the reader found by the shape of the page.

    def _body(self) -> Iterator[Element]:
        article, elements = self._article, self._survey.outline.elements
        for raw in body.shown(
            self._survey, self._story, article.title, article.subtitle, article.byline
        ):
            yield elements[raw.node]

    def _images(self) -> Iterator[Element]:
        wanted = {image.url for image in self._article.images}
        for element, _, _ in self._survey.outline.tags["img"]:
            told = (element.get(x) or "" for x in ("src", "data-src", "data-original"))
            sets = (element.get(x) or "" for x in ("srcset", "data-srcset", "data-lazy-src"))
            first = [*told, *(x.split(",")[0].strip().split(" ")[0] for x in sets)]
            if not wanted.isdisjoint(map(self._survey.absolute, first)):
                yield element

    def _related(self) -> Iterator[Element]:
        article = self._article
        channels = (*article.channels, *((article.channel,) if article.channel else ()))
        yield from related.anchors(
            self._survey, self._publication, self._story, channels, article.related
        )

    # What stands in the source by a name.

    def _named(self, name: str, kind: str, detail: str) -> Iterator[Place]:
        if kind == "rel":
            yield from self._linked(name, detail.partition(",")[0])
        elif kind == "itemprop":
            marked = (element for prop, element, _ in self._survey.properties if prop == detail)
            yield from (Place(field=name, element=element) for element in marked)
        else:
            yield from (Place(field=name, source=line) for line in self._lines(kind, detail))

    def _lines(self, kind: str, detail: str) -> Iterator[str]:
        survey = self._survey
        match kind:
            case "jsonld":
                yield from _of_jsonld(survey.jsonld, survey.story, detail)
            case "meta":
                yield from (_source(x) for x in survey.tags["meta"] if _is_meta(x, detail))
            case "http":
                # Of the encoding the evidence tells the value, not the header.
                name = detail if detail in survey.page.headers else "content-type"
                yield f"{name}: {survey.page.headers.get(name, detail)}"[:MOST_SOURCE]
            case "html":
                yield _source(survey.root)
            case "title":
                yield from map(_source, survey.tags["title"][:1])

    def _linked(self, name: str, rel: str) -> Iterator[Place]:
        for element in self._survey.links_with(rel):
            if element.tag == "link":
                yield Place(field=name, source=_source(element))
            elif any(value in inline_text(element) for value in self._values(name)):
                yield Place(field=name, element=element)

    # What the page shows.

    def _shown(self, name: str, kind: str, detail: str) -> Iterator[Place]:
        candidates = list(self._candidates(kind, detail))
        values = self._values(name)
        holding = [x for x in candidates if _holds(x, values)]
        found = _inner(holding or (candidates if kind == "layout" else []))
        if found:
            # A selector selects all that it means; of a class or tag, the first that says it.
            shown = found if kind == "layout" or name in ("authors", "channels") else found[:1]
            yield from (Place(field=name, element=x) for x in shown)
            return
        if kind not in ("publication", "model", "feed", "sitemap", "channel", "page", "detected"):
            for raw in self._by_words(values):
                element = self._survey.outline.elements[raw.node]
                yield Place(field=name, element=element, by_words=True)

    def _candidates(self, kind: str, detail: str) -> Iterator[Element]:
        survey = self._survey
        outline = survey.outline
        match kind:
            case "layout":
                yield from layouts.elements(survey.root, PSEUDO.sub("", detail))
            case "h1" | "h2" | "h3" | "time":
                yield from survey.tags[kind]
            case "byline" | "box":
                yield from (x for x, _, _ in outline.named[Role.BYLINE] if _called(x, detail))
            case "breadcrumb":
                yield from (x for x, _, _ in outline.named[Role.CRUMBS])
                yield from survey.tags["nav"]
            case "label" if detail:
                yield from (x for x, _, _ in outline.named[Role.CHANNEL] if _called(x, detail))
            case "text" if detail and detail != "dateline":
                yield from (x for x in outline.elements if _called(x, detail))
                yield from survey.root.iterfind(".//span")

    def _by_words(self, values: list[str]) -> Iterator[Raw]:
        for value in values:
            found = (x for x in self._survey.outline.blocks if value in x.text)
            yield from [raw for raw, _ in zip(found, range(1), strict=False)]

    def _values(self, name: str) -> list[str]:
        """What the field says, as it stands on a page."""
        value: Any = getattr(self._article, name, None)
        if isinstance(value, Moment):
            return [fold(value.text)]
        if isinstance(value, str):
            return [fold(value)]
        if name == "authors":
            return [author.name for author in value]
        return list(value) if name in ("channels", "topics", "pagination") else []


def _is_meta(element: Element, name: str) -> bool:
    """True for a ``meta`` of this name."""
    told = (element.get(x) for x in ("name", "property", "itemprop", "http-equiv"))
    return name in {(x or "").strip().lower() for x in told}


def _called(element: Element, detail: str) -> bool:
    """True for an element whose class, id or both are what the evidence tells."""
    name, identity = element.get("class") or "", element.get("id") or ""
    told = {fold(name), fold(identity), fold(f"{name} {identity}"), fold(tokens_of(element))}
    return fold(detail) in told - {""}


def _holds(element: Element, values: list[str]) -> bool:
    """True if the element shows one of the values, or tells it for machines."""
    text = inline_text(element)
    machine = [element.get(x) for x in ("datetime", "content", "title")]
    return any(value in text or value in machine for value in values)


def _inner(found: list[Element]) -> list[Element]:
    """Without those that hold another of them, in document order, each once."""
    unique = list(dict.fromkeys(found))
    around = {x for element in unique for x in element.iterancestors()}
    return [element for element in unique if element not in around]


def _source(element: Element) -> str:
    """The tag as it could be written, without what is in it; of a title, its text too."""
    items: list[tuple[str, str]] = [(str(x), str(y)) for x, y in element.items()]
    told = " ".join(f'{name}="{value}"' for name, value in items)
    text = f"{inline_text(element)}</title>" if element.tag == "title" else ""
    return f"<{element.tag!s}{' ' if told else ''}{told}>{text}"[:MOST_SOURCE]


def _of_jsonld(all_of: list[dict[str, Any]], story: dict[str, Any], detail: str) -> Iterator[str]:
    """The key in the object that describes the story, and what it refers to; else the object of
    that type."""
    if detail in story:
        told = json.dumps({detail: story[detail]}, ensure_ascii=False)
        yield f"JSON-LD: {told[1:-1]}"[:MOST_SOURCE]
        named = set(_referred(story[detail]))
        found = [x for x in all_of if x.get("@id") in named and len(x) > 1 and x is not story]
    else:
        found = [x for x in all_of if detail in _types(x)][:1]
    for value in found[:MOST_REFERRED]:
        yield f"JSON-LD: {json.dumps(value, ensure_ascii=False)}"[:MOST_SOURCE]


def _referred(value: object) -> Iterator[str]:
    """The identifiers of what a value only refers to (JSON-LD 1.1 §3.3)."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict) and isinstance(one.get("@id"), str):
            yield one["@id"]


def _types(value: dict[str, Any]) -> list[Any]:
    types = value.get("@type")
    return types if isinstance(types, list) else [types]
