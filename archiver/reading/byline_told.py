"""Authors that the page's metadata tell: JSON-LD, meta elements."""

import re
from collections.abc import Iterator
from typing import Any

from archiver.article import Entry
from archiver.reading.byline_claims import Claim
from archiver.reading.byline_names import Name, Shape
from archiver.reading.jsonld import STORIES, string, types
from archiver.reading.people import announces, names_told
from archiver.reading.survey import Survey

MOST_NAMES = 24
MOST_OBJECTS = 200
MOST_METAS = 8
ORGANIZATIONS = frozenset(
    "organization newsmediaorganization corporation localbusiness website brand".split()
)
#: Meta elements whose content is an author's name: "sailthru.author", "article:author_name".
META = re.compile(
    r"(?:^|.*[^a-z])(?:authors?|creators?|autor(?:es|in)?|byl(?:ine)?|pgauth)(?:[ _.:-]?names?)?$"
)
NO_META = re.compile(
    r"^(?:twitter:creator|smartbanner|og:twitter|cms|first_historical|.*institution)"
)
META_PART = re.compile("aut|creator|byl")  # a quick test
BEST_META = ("parsely-author", "author", "article:author", "dc.creator", "sailthru.author")


def told(survey: Survey, entry: Entry | None) -> Iterator[Claim]:
    """The claims of the metadata, and of the feed that named the page."""
    yield from _jsonld(survey)
    yield from _meta(survey)
    if entry:
        names = tuple(name for text in entry.authors for name in names_told(text))
        if names:
            yield Claim(names, "entry", f"{entry.kind}:authors", "entry")


def _jsonld(survey: Survey) -> Iterator[Claim]:
    story = survey.story
    known = _known(survey)
    for key in ("author", "creator"):
        yield from _of_object(story, key, known, "jsonld", f"jsonld:{key}")
    for value in survey.jsonld[:MOST_OBJECTS]:
        if not value.get("author") or value is story:
            continue
        sort = "jsonld-story" if types(value) & STORIES else "jsonld-other"
        yield from _of_object(value, "author", known, sort, "jsonld:author")


def _known(survey: Survey) -> dict[str, dict[str, Any]]:
    """Objects by their identity, for authors that are only pointed at."""
    found: dict[str, dict[str, Any]] = {}
    for value in survey.jsonld[:MOST_OBJECTS]:
        identity = value.get("@id")
        if isinstance(identity, str) and value.get("name"):
            found.setdefault(identity, value)
    return found


def _of_object(
    value: dict[str, Any],
    key: str,
    known: dict[str, dict[str, Any]],
    sort: str,
    evidence: str,
) -> Iterator[Claim]:
    if not value.get(key):
        return
    persons: list[Name] = []
    others: list[Name] = []
    links = []
    for item in _items(value.get(key), known):
        text = _name_of(item)
        names = names_told(text) if text else []
        organization = isinstance(item, dict) and bool(types(item) & ORGANIZATIONS)
        (others if organization else persons).extend(names)
        if isinstance(item, dict) and (url := string(item.get("url"))):
            links += [(name.key, url) for name in names]
    if persons:
        yield Claim(tuple(persons), sort, evidence, sort, None, tuple(links))
    if others:
        group = others[0]._replace(shape=Shape.COLLECTIVE)
        yield Claim((group,), f"{sort}-org", evidence, sort, None, tuple(links))


def _items(value: object, known: dict[str, dict[str, Any]]) -> list[object]:
    items = value if isinstance(value, list) else [value]
    found: list[object] = []
    for item in items[:MOST_NAMES]:
        if isinstance(item, list):
            found += item[:MOST_NAMES]
        elif isinstance(item, dict) and not item.get("name"):
            found.append(known.get(str(item.get("@id")), item))
        else:
            found.append(item)
    return found


def _name_of(item: object) -> str | None:
    if not isinstance(item, dict):
        return string(item)
    name = item.get("name")
    if isinstance(name, list):
        name = ", ".join(x for x in name[:MOST_NAMES] if isinstance(x, str))
    if not name and (item.get("familyName") or item.get("givenName")):
        name = f"{string(item.get('givenName')) or ''} {string(item.get('familyName')) or ''}"
    return string(name)


def _meta(survey: Survey) -> Iterator[Claim]:
    for name, contents in survey.meta.items():
        key, sort = _meta_sort(name, contents[0])
        if not sort:
            continue
        # Some pages have a meta element for each of several authors.
        told = dict.fromkeys(survey.meta.get(key, ())[:MOST_METAS])
        names = tuple(x for content in told for x in names_told(content))
        if names:
            yield Claim(names, sort, f"meta:{key}", sort if sort == "meta-handle" else "meta")


def _meta_sort(name: str, content: str) -> tuple[str, str]:
    """The meta element that names authors, and the sort of the claim; no sort if none does."""
    if name.startswith("twitter:label") and announces(content):
        return name.replace("label", "data"), "meta"  # "Written by", told for a card
    if name == "twitter:creator" and not content.startswith("@"):
        return name, "meta-handle"
    if META_PART.search(name) and META.match(name) and not NO_META.match(name):
        return name, "meta" if name in BEST_META else "meta-other"
    return name, ""
