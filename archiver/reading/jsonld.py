"""JSON-LD (schema.org) as it is found: broken, nested, in graphs, several on a page."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from archiver.reading.text import overlap

STORIES = frozenset(
    "article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle "
    "backgroundnewsarticle reviewnewsarticle askpublicnewsarticle liveblogposting blogposting "
    "socialmediaposting discussionforumposting techarticle scholarlyarticle report "
    "satiricalarticle advertisercontentarticle".split()
)

MOST_DEPTH = 12  # levels that are looked into
MOST_OBJECTS = 2_000

WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|"
                      r"(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*$")  # fmt: skip
SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")


def objects(scripts: Iterable[str]) -> list[dict[str, Any]]:
    """Every object of every script, the outer ones first; what cannot be read is left out."""
    found: list[dict[str, Any]] = []
    for text in scripts:
        for value in _values(text):
            _flatten(value, found)
    return found


def _values(text: str) -> Iterator[Any]:
    text = WRAPPING.sub("", WRAPPING.sub("", text)).strip().rstrip(";")
    decoder = json.JSONDecoder(strict=False)  # control characters in strings are common
    for candidate in (text, TRAILING_COMMA.sub("", text)):
        try:
            value, _ = decoder.raw_decode(candidate.replace("\\u0000", ""))
            if SURROGATE.search(candidate):
                # Half a pair, which no encoding can write, becomes a replacement character.
                whole = json.dumps(value, ensure_ascii=False).encode("utf-16-le", "surrogatepass")
                value = json.loads(whole.decode("utf-16-le", "replace"))
        except (ValueError, RecursionError):
            continue
        yield value
        return


def _flatten(value: object, found: list[dict[str, Any]], depth: int = 0) -> None:
    if depth > MOST_DEPTH or len(found) >= MOST_OBJECTS:
        return
    if isinstance(value, list):
        for item in value:
            _flatten(item, found, depth + 1)
    elif isinstance(value, dict):
        found.append(value)
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            if isinstance(value.get(key), dict | list):
                _flatten(value[key], found, depth + 1)


def types(value: dict[str, Any]) -> set[str]:
    """The types of an object, lower-case, without the vocabulary's URL."""
    declared = value.get("@type")
    names = declared if isinstance(declared, list) else [declared]
    return {name.rsplit("/", 1)[-1].lower() for name in names if isinstance(name, str)}


def story(found: list[dict[str, Any]], url: str | None, headings: list[str]) -> dict[str, Any]:
    """The object that describes the story of this page.

    Of several, the one whose headline the page shows as a heading, or whose URL is the page's.
    """
    stories = [value for value in found if types(value) & STORIES]
    if not stories:
        return {}
    return max(stories, key=lambda value: _fit(value, url, headings))


def _fit(value: dict[str, Any], url: str | None, headings: list[str]) -> float:
    headline = string(value.get("headline")) or string(value.get("name")) or ""
    points = max((overlap(headline, heading) for heading in headings), default=0.0)
    own = {string(value.get(key)) for key in ("url", "@id", "mainEntityOfPage")}
    if url and url in own:
        points += 1.0
    return points + 0.1 * bool(value.get("datePublished"))


def string(value: object) -> str | None:
    """The text of a value: itself, its @value, name, url or @id, or the first of a list."""
    for _ in range(4):
        if isinstance(value, str):
            return value.strip() or None
        if isinstance(value, list) and value:
            value = value[0]
        elif isinstance(value, dict):
            keys = ("@value", "name", "url", "@id")
            value = next((value[key] for key in keys if value.get(key)), None)
        else:
            return None
    return None


def strings(value: object) -> list[str]:
    """All texts of a value or of a list of them."""
    values = value if isinstance(value, list) else [value]
    return [text for item in values[:200] if (text := string(item))]


def breadcrumbs(found: list[dict[str, Any]]) -> list[tuple[str, str | None]]:
    """(name, URL) of the first breadcrumb list that names anything, outermost first."""
    for value in found:
        if "breadcrumblist" not in types(value) and "breadcrumb" not in value:
            continue
        items = value.get("itemListElement")
        if items is None and isinstance(value.get("breadcrumb"), dict):
            items = value["breadcrumb"].get("itemListElement")
        crumbs = [_crumb(item) for item in items[:20] if isinstance(item, dict)] if isinstance(
            items, list) else []  # fmt: skip
        named = [(name, url) for name, url in crumbs if name]
        if named:
            return named
    return []


def _crumb(item: dict[str, Any]) -> tuple[str, str | None]:
    target = item.get("item")
    name = string(item.get("name"))
    if isinstance(target, dict):
        return name or string(target.get("name")) or "", string(
            target.get("@id") or target.get("url")
        )
    return name or "", target if isinstance(target, str) else None
