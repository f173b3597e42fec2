"""What the page says of itself beside the story: language, rights, paywall, topics, pages."""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from archiver.publications.model import Publication
from archiver.reading.jsonld import string, strings
from archiver.reading.survey import Survey, tokens_of
from archiver.reading.text import fold, inline_text, words
from archiver.urls import PAGE_MARK

try:
    import pycld2
except ImportError:  # no wheel for this machine: see pyproject.toml
    pycld2 = None

TAG = re.compile(r"^[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*$")
MOST_TOPICS = 40
MOST_KEYWORDS = 4_000  # characters of a list of them
LEAST_DETECTED, MOST_DETECTED = 200, 2_000  # bytes, characters by which a language is told

#: What CLD2 says of a text in no language, or in a script whose language it does not know.
UNTOLD = ("un", "xx")
RENAMED = {"iw": "he", "jw": "jv"}  # codes that it keeps from before 1989


def language(
    survey: Survey, publication: Publication | None, text: str
) -> tuple[str, str] | tuple[None, None]:
    """BCP 47 (RFC 5646), in its usual case: ``en``, ``pt-BR``."""
    for value, evidence in _languages(survey, publication):
        tag = value.strip().replace("_", "-")
        if TAG.match(tag) and tag.lower() not in ("und", "xx", "zxx"):
            return _cased(tag), evidence
    return _detected(text[:MOST_DETECTED])


def _detected(text: str) -> tuple[str, str] | tuple[None, None]:
    """By the text, where there is enough of it and it leaves no doubt."""
    seen = "".join([char if char.isprintable() else " " for char in text]).encode()
    if len(seen) < LEAST_DETECTED or pycld2 is None:
        return None, None
    try:
        sure, _, found = pycld2.detect(seen, isPlainText=True)
    except pycld2.error:  # it does not take every character for text
        return None, None
    tag = found[0][1]
    if not sure or tag.startswith(UNTOLD):
        return None, None
    return _cased(RENAMED.get(tag, tag)), "detected"


def _languages(survey: Survey, publication: Publication | None) -> Iterator[tuple[str, str]]:
    for attribute in ("lang", "xml:lang", "{http://www.w3.org/XML/1998/namespace}lang"):
        if value := survey.root.get(attribute):
            yield value, "html:lang"
    if value := string(survey.story.get("inLanguage")):
        yield value, "jsonld:inLanguage"
    yield from survey.first_meta("content-language", "language", "dc.language", "og:locale")
    if value := survey.page.headers.get("content-language"):
        yield value.split(",")[0], "http:content-language"
    if publication and publication.language:
        yield publication.language, "publication"


def _cased(tag: str) -> str:
    first, *rest = tag.split("-")
    parts = [x.upper() if len(x) == 2 else x.title() if len(x) == 4 else x for x in rest]
    return "-".join([first.lower(), *parts])


def topics(survey: Survey) -> tuple[tuple[str, ...], str]:
    """Keywords and tags of the metadata, each once."""
    claims: list[tuple[list[str], str]] = [
        (survey.meta.get("article:tag", []), "meta:article:tag"),
        (strings(survey.story.get("keywords")), "jsonld:keywords"),
        (survey.meta.get("news_keywords", []), "meta:news_keywords"),
        (survey.meta.get("keywords", []), "meta:keywords"),
    ]
    for values, evidence in claims:
        told = (value[:MOST_KEYWORDS].split(",") for value in values[:MOST_TOPICS])
        parts = [fold(part) for split in told for part in split]
        found: dict[tuple[str, ...], str] = {}
        for part in parts:
            found.setdefault(tuple(words(part)), part)
        found.pop((), None)
        if found:
            return tuple(found.values())[:MOST_TOPICS], evidence
    return (), ""


def paywalled(survey: Survey) -> tuple[bool, str] | tuple[None, None]:
    """True or False where the page says so (schema.org isAccessibleForFree, meta), else None."""
    value = survey.story.get("isAccessibleForFree")
    if value is not None:
        free = str(value).strip().lower().rsplit("/", 1)[-1]
        if free in ("true", "false"):
            return free == "false", "jsonld:isAccessibleForFree"
    for name, locked, open_ in (
        ("article:content_tier", ("locked", "metered"), ("free",)),
        ("og:article:content_tier", ("locked", "metered"), ("free",)),
    ):
        for tier, evidence in survey.first_meta(name):
            if tier.lower() in locked + open_:
                return tier.lower() in locked, evidence
    return None, None


def canonical_url(survey: Survey) -> tuple[str, str] | tuple[None, None]:
    """Where the page says that it lives."""
    for element in survey.links_with("canonical"):
        if element.tag == "link" and (url := survey.absolute(element.get("href"))):
            return url, "rel:canonical"
    for value, evidence in survey.first_meta("og:url"):
        if url := survey.absolute(value):
            return url, evidence
    return None, None


def publication_name(
    survey: Survey, publication: Publication | None
) -> tuple[str, str] | tuple[None, None]:
    """The name of the site, as printed."""
    if publication:
        return publication.name, "publication"
    for value, evidence in survey.first_meta("og:site_name", "application-name"):
        return fold(value), evidence
    if publisher := string(survey.story.get("publisher")):
        return publisher, "jsonld:publisher"
    return None, None


MOST_PAGES = 60
MOST_NAVS = 40


def pagination(survey: Survey) -> tuple[tuple[str, ...], str | None]:
    """Absolute URLs of the story's other pages: its own address but for a page number."""
    own = survey.page.url
    if not own:
        return (), None
    stem = _stem(own)
    found: dict[str, str] = {}
    for rel in ("prev", "next"):
        for element in survey.links_with(rel):
            url = survey.absolute(element.get("href"))
            if url and _stem(url) == stem:
                found.setdefault(url, "rel:next")
    for element in _numbered(survey):
        url = survey.absolute(element.get("href"))
        if url and PAGE_MARK.search(url) and _stem(url) == stem:
            found.setdefault(url, "pages")
    others = [url for url in found if url.rstrip("/") != own.rstrip("/")]
    return tuple(others[:MOST_PAGES]), next(iter(found.values()), None)


def _numbered(survey: Survey) -> Iterator[Element]:
    """Links whose text is a number: among the blocks, and in menus that lead through pages."""
    for raw in survey.outline.blocks:
        for element, text in raw.links:
            if text[:1].isdigit() and text[:4].strip(" .").isdigit():
                yield element
    for nav in survey.tags["nav"][:MOST_NAVS]:
        if "pag" in f"{tokens_of(nav)} {nav.get('aria-label')}".lower():
            yield from (x for x in nav.iter("a") if inline_text(x, most=4)[:4].isdigit())


def _stem(url: str) -> str:
    """An address without the number of a page of the same story."""
    return PAGE_MARK.sub("", url.partition("#")[0], count=1).rstrip("/?&")
