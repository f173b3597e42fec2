"""The readers that ours is measured beside, each as ``function(html, url) -> dict``.

The dict has those of title, authors, published (ISO 8601), body, section, related and kind that the
reader gives; names and text are passed on as they come. A peer is imported when it is first asked
for, so that any of them may be missing.
"""

import importlib
import importlib.metadata
import importlib.util
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

type_names = re.compile(r"(Article|Posting|Report|WebPage)$")

Extract = Callable[[bytes, str | None], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Peer:
    """A reader: the distribution it comes with, its module, what it gives, how it is made."""

    package: str
    module: str
    gives: frozenset[str]
    make: Callable[[], Extract]

    @property
    def version(self) -> str | None:
        """None where it is not installed."""
        try:
            found = importlib.util.find_spec(self.module.split(".")[0])
            return importlib.metadata.version(self.package) if found else None
        except importlib.metadata.PackageNotFoundError:
            return None


def decoded(html: bytes) -> str:
    """For peers that take text: as Scrapy would decode it without headers."""
    return str(importlib.import_module("w3lib.encoding").html_to_unicode(None, html)[1])


def iso(moment: datetime | str | None) -> str | None:
    """A datetime or a text as ISO 8601."""
    if moment is None or isinstance(moment, str):
        return moment or None
    return moment.isoformat()


def ours() -> Extract:
    return importlib.import_module("tests.benchmarks.score_adapter").extract  # type: ignore[no-any-return]


def trafilatura(fast: bool = False) -> Extract:
    read = importlib.import_module("trafilatura").bare_extraction

    def extract(html: bytes, url: str | None) -> dict[str, Any]:
        found = read(html, url=url, with_metadata=True, include_comments=False, fast=fast)
        if found is None:
            return {}
        return {
            "title": found.title,
            "authors": [name.strip() for name in (found.author or "").split(";") if name.strip()],
            "published": found.date,
            "body": found.text,
            "section": next(iter(found.categories or ()), None),
        }

    return extract


def newspaper() -> Extract:
    article_of = importlib.import_module("newspaper").Article

    def extract(html: bytes, url: str | None) -> dict[str, Any]:
        found = article_of(url or "http://page.example/", fetch_images=False)
        found.download(input_html=decoded(html))
        found.parse()
        return {
            "title": found.title,
            "authors": found.authors,
            "published": iso(found.publish_date),
            "body": found.text,
        }

    return extract


def news_please() -> Extract:
    read = importlib.import_module("newsplease").NewsPlease.from_html

    def extract(html: bytes, url: str | None) -> dict[str, Any]:
        found = read(decoded(html), url=url, fetch_images=False)
        return {
            "title": found.title,
            "authors": found.authors,
            "published": iso(found.date_publish),
            "body": found.maintext,
        }

    return extract


def goose() -> Extract:
    read = importlib.import_module("goose3").Goose({"enable_image_fetching": False}).extract

    def extract(html: bytes, url: str | None) -> dict[str, Any]:
        found = read(url=None, raw_html=decoded(html))
        return {
            "title": found.title,
            "authors": found.authors,
            "published": iso(found.publish_date),
            "body": found.cleaned_text,
        }

    return extract


def readability() -> Extract:
    document_of = importlib.import_module("readability").Document
    tree = importlib.import_module("lxml.html").fromstring

    def extract(html: bytes, url: str | None) -> dict[str, Any]:
        document = document_of(decoded(html), url=url)
        body = tree(document.summary())
        for block in body.iter("p", "div", "li", "br", "tr", "pre", "h1", "h2", "h3", "h4"):
            block.tail = "\n" + (block.tail or "")
        return {"title": document.short_title(), "body": body.text_content()}

    return extract


def resiliparse() -> Extract:
    tree = importlib.import_module("resiliparse.parse.html").HTMLTree.parse_from_bytes
    encoding = importlib.import_module("resiliparse.parse.encoding").detect_encoding
    text = importlib.import_module("resiliparse.extract.html2text").extract_plain_text

    def extract(html: bytes, url: str | None) -> dict[str, Any]:
        parsed = tree(html, encoding(html))
        return {"body": text(parsed, main_content=True, alt_texts=False, list_bullets=False)}

    return extract


def htmldate() -> Extract:
    find = importlib.import_module("htmldate").find_date

    def extract(html: bytes, url: str | None) -> dict[str, Any]:
        return {"published": find(html, url=url, original_date=True)}

    return extract


def json_ld() -> Extract:
    read = importlib.import_module("extruct").JsonLdExtractor().extract

    def extract(html: bytes, url: str | None) -> dict[str, Any]:
        found = list(objects(read(decoded(html))))
        kinds = [item for item in found if any(map(type_names.search, types(item)))]
        item = max(kinds, key=lambda x: "datePublished" in x, default={})
        return {
            "title": item.get("headline"),
            "authors": list(names(item.get("author"))),
            "published": item.get("datePublished"),
            "body": item.get("articleBody"),
            "section": next(names(item.get("articleSection")), None),
        }

    return extract


def objects(value: object) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD, from lists and graphs."""
    if isinstance(value, list):
        for item in value:
            yield from objects(item)
    elif isinstance(value, dict):
        yield value
        yield from objects(value.get("@graph"))


def types(item: dict[str, Any]) -> list[str]:
    """The types of an object."""
    value = item.get("@type")
    return [x for x in (value if isinstance(value, list) else [value]) if isinstance(x, str)]


def names(value: object) -> Iterator[str]:
    """The names of persons or things: texts, objects, or lists of them."""
    if isinstance(value, list):
        for item in value:
            yield from names(item)
    elif isinstance(value, dict):
        yield from names(value.get("name"))
    elif isinstance(value, str) and value.strip():
        yield value.strip()


def lxml_parse() -> Extract:
    """The parser alone: it builds the tree and nothing is asked of it."""
    etree = importlib.import_module("lxml.etree")

    def extract(html: bytes, url: str | None) -> dict[str, Any]:
        etree.fromstring(html, etree.HTMLParser(huge_tree=True))
        return {}

    return extract


def lexbor_parse() -> Extract:
    parse = importlib.import_module("selectolax.lexbor").LexborHTMLParser

    def extract(html: bytes, url: str | None) -> dict[str, Any]:
        parse(html)
        return {}

    return extract


META = frozenset({"title", "authors", "date"})
ALL = META | {"body", "related", "section", "kind"}
PEERS = {
    "ours": Peer("news-archiver", "archiver", ALL, ours),
    "trafilatura": Peer("trafilatura", "trafilatura", META | {"body", "section"}, trafilatura),
    "trafilatura fast": Peer(
        "trafilatura", "trafilatura", META | {"body", "section"}, partial(trafilatura, True)
    ),
    "newspaper4k": Peer("newspaper4k", "newspaper", META | {"body"}, newspaper),
    "news-please": Peer("news-please", "newsplease", META | {"body"}, news_please),
    "goose3": Peer("goose3", "goose3", META | {"body"}, goose),
    "readability-lxml": Peer(
        "readability-lxml", "readability", frozenset({"title", "body"}), readability
    ),
    "resiliparse": Peer("resiliparse", "resiliparse", frozenset({"body"}), resiliparse),
    "htmldate": Peer("htmldate", "htmldate", frozenset({"date"}), htmldate),
    "JSON-LD alone": Peer("extruct", "extruct", META | {"body", "section"}, json_ld),
}
PARSERS = {
    "lxml parse": Peer("lxml", "lxml", frozenset(), lxml_parse),
    "lexbor parse": Peer("selectolax", "selectolax", frozenset(), lexbor_parse),
}
