"""JSON-LD (schema.org) as it is found: broken, nested, in graphs, several on a page."""

import contextlib
import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from archiver.reading.text import words
from archiver.surrogates import whole

STORIES = frozenset(
    "article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle "
    "backgroundnewsarticle reviewnewsarticle askpublicnewsarticle liveblogposting blogposting "
    "socialmediaposting discussionforumposting techarticle scholarlyarticle report "
    "satiricalarticle advertisercontentarticle".split()
)

MOST_CHARACTERS = 2_500_000  # of all scripts of a page; the largest real one has 840,000
MOST_DEPTH = 12  # levels that are looked into
MOST_OBJECTS = 2_000
MOST_COMPARED = 20  # headings of the page
LONGEST_HEADLINE = 1_000  # characters, when it is compared

WRAPPED = re.compile(r"(?:<!--|(?://\s*|/\*\s*)?<!\[CDATA\[(?:\s*\*/)?)\s*+")
WRAPPING = re.compile(r"(?:(?://|/\*)?\s*\]\]>(?:\s*\*/)?|-->|;|\s)++$")
#: What JSON knows no comments for: the rest of a line, where no string can have begun.
COMMENT = re.compile(r"(?m)(?:^|(?<=[\[\]{},\"\d])[ \t])[ \t]*+//[^\n]*+$")
SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
TRAILING_COMMA = re.compile(r",(?=\s*+[}\]])")
TYPE = re.compile(r"\"@type\"\s*+:\s*+\"(\w++)\"")
PAIR = re.compile(
    r"\"(headline|datePublished|dateModified|articleSection)\"\s*+:\s*+"
    r"(\"(?:[^\"\\\n]|\\.)*+\")\s*+[,}\n]"
)


def objects(scripts: Iterable[str]) -> list[dict[str, Any]]:
    """Every object of every script, the outer ones first; what cannot be read is left out."""
    found: list[dict[str, Any]] = []
    left = MOST_CHARACTERS
    for text in scripts:
        left -= len(text)
        if left < 0 or len(found) >= MOST_OBJECTS:
            break
        for value in values(text):
            _flatten(value, found)
    return found


def values(text: str) -> Iterator[Any]:
    """The value of one script; nothing if it cannot be read even when it is repaired."""
    try:
        if "\\u0000" not in text:
            yield msgspec.json.decode(text)
            return
    except (ValueError, RecursionError):
        pass
    yield from _repaired(text)


def _repaired(text: str) -> Iterator[Any]:
    """What is found in the field: wrapped, with comments, control characters, stray commas."""
    text = text.strip("\ufeff \t\r\n")
    if wrapped := WRAPPED.match(text):
        text = text[wrapped.end() :]
    text = _without_end(text)
    if "&quot;" in text[:100] and '"' not in text[:100]:
        text = html.unescape(text)
    decoder = json.JSONDecoder(strict=False)
    for repair in (None, TRAILING_COMMA, COMMENT, TRAILING_COMMA):
        text = repair.sub("", text) if repair else text
        try:
            value, _ = decoder.raw_decode(text.replace("\\u0000", ""))
            yield _whole(value) if SURROGATE.search(text) else value
        except (ValueError, RecursionError):
            continue
        return
    yield from _salvaged(text)


def _salvaged(text: str) -> Iterator[dict[str, Any]]:
    """What a story says of itself in strings that are whole, where quotes or commas are wrong."""
    kinds = [kind for kind in TYPE.findall(text) if kind.lower() in STORIES]
    if not kinds:
        return
    pairs: dict[str, str] = {}
    for key, said in PAIR.findall(text):
        if key not in pairs and len(pairs) < MOST_COMPARED:
            pairs[key] = said
    for key, said in pairs.items():
        with contextlib.suppress(ValueError):
            pairs[key] = _whole(json.loads(said, strict=False))
    yield {"@type": kinds[0], **pairs}


def _without_end(text: str) -> str:
    """Without what closes a wrapping: at the end only, for a search would begin at each space."""
    start = max(0, len(text) - 100)
    return text[:start] + WRAPPING.sub("", text[start:])


def _whole(value: object) -> Any:  # noqa: ANN401 - it is JSON
    """The same with a replacement for half a pair of surrogates, which no encoding can write."""
    return json.loads(whole(json.dumps(value, ensure_ascii=False)))


def _flatten(value: object, found: list[dict[str, Any]], depth: int = 0) -> None:
    if depth > MOST_DEPTH or len(found) >= MOST_OBJECTS:
        return
    if isinstance(value, list):
        for item in value[:MOST_OBJECTS]:
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
    if len(stories) < 2:
        return stories[0] if stories else {}
    shown = [set(words(heading[:LONGEST_HEADLINE])) for heading in headings[:MOST_COMPARED]]
    return max(stories, key=lambda value: _fit(value, url, shown))


def _fit(value: dict[str, Any], url: str | None, shown: list[set[str]]) -> float:
    headline = string(value.get("headline")) or string(value.get("name")) or ""
    said = set(words(headline[:LONGEST_HEADLINE]))
    points = max((_overlap(said, heading) for heading in shown), default=0.0)
    if url and url in {address(value.get(key)) for key in ("url", "@id", "mainEntityOfPage")}:
        points += 1.0
    return points + 0.1 * bool(value.get("datePublished"))


def _overlap(first: set[str], second: set[str]) -> float:
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def string(value: object) -> str | None:
    """The text of a value: itself, its @value or name, or the first of a list. No reference."""
    return _text(value, ("@value", "name"))


def address(value: object) -> str | None:
    """The URL that a value is or has: itself, its url or @id, or the first of a list."""
    return _text(value, ("@value", "url", "@id"))


def _text(value: object, keys: tuple[str, ...]) -> str | None:
    for _ in range(4):
        if isinstance(value, str):
            return value.strip() or None
        if isinstance(value, list) and value:
            value = value[0]
        elif isinstance(value, dict):
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
        return name or string(target.get("name")) or "", address(target)
    return name or "", target if isinstance(target, str) else None
