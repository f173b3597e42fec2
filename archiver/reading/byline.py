"""Who wrote it: the byline as printed, and the persons in it. Better no author than a wrong one."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from archiver.article import Author, Entry
from archiver.publications.model import Layout
from archiver.reading import layouts
from archiver.reading.phrases import MORE_BY, name_in
from archiver.reading.jsonld import string, types
from archiver.reading.survey import Survey, tokens_of
from archiver.reading.text import fold, inline_text, words

BY = re.compile(
    r"^(?:(?:written|reported|posted|published|story|article|text|words|a column|analysis)\s+)?"
    r"(?:by|von|vom|par|por|di|da|door|av|af|von:|autor(?:en|in)?:?|author:?|text:|"
    r"от|автор:?|czytaj|napisał|文[:：]|著者[:：]?|執筆[:：]?|記者[:：]?|작성자|기자)\s*[:：]?\s+",
    re.IGNORECASE,
)
BREAK = re.compile(
    r"\s*(?:[,;/|•·&、，]|\s(?:and|und|et|y|e|og|och|en|ja|i|и|with|mit|avec|con|com)\s)\s*",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"\s*(?:\bfor\b|\bin\b|\bat\b|\bis an?\b|\(|\||•|·|—|–| - |@|https?:|\d{1,2}[:.]\d\d|"
    r"\b(?:updated|published|posted)\b).*$",
    re.IGNORECASE,
)
NAME = re.compile(r"^[^\W\d_][\w.'’\-‐·・]*(?:[ ][^\W\d_][\w.'’\-‐]*){0,5}$")
ROLES = frozenset(
    "staff editor editors editorial admin administrator redaktion redazione rédaction redacción "
    "newsroom team desk contributor correspondent reporter writer guest agencies agency wire "
    "webmaster anonymous unknown none author news press online root user".split()
)
BYLINE = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author(?:s|-?name)?|autor(?:en|es)?|auteurs?|writer)(?:[\s_-]|$)"
)
NOT_BYLINE = re.compile(r"bio|box|about|more|related|avatar|image|photo|comment|social|follow|list")

MOST_NAMES = 12


def byline(survey: Survey, layout: Layout) -> tuple[str, str] | tuple[None, None]:
    """The line as printed."""
    for text in layouts.texts(survey.root, layout.byline):
        return text, f"layout:{layout.byline}"
    for element in _printed(survey):
        text = inline_text(element)
        if 3 < len(text) <= 200 and any(char.isalpha() for char in text):
            return text, f"byline:{(element.get('class') or element.get('id') or '').strip()}"
    return None, None


def authors(
    survey: Survey, layout: Layout, printed: tuple[str | None, str | None], site: str | None
) -> tuple[tuple[Author, ...], str] | tuple[tuple[()], None]:
    """The persons who sign, with their pages where the byline links to them."""
    for names, evidence in _claims(survey, layout, printed):
        found = [name for text in names if (name := person(text, site))]
        unique = list({tuple(words(name)): name for name in reversed(found)}.values())[::-1]
        if unique:
            pages = _pages(survey)
            return (
                tuple(Author(name=n, url=pages.get(tuple(words(n)))) for n in unique[:MOST_NAMES]),
                evidence,
            )
    return (), None


def _claims(
    survey: Survey, layout: Layout, printed: tuple[str | None, str | None]
) -> Iterator[tuple[list[str], str]]:
    line, evidence = printed
    if layout.byline and line and evidence:
        yield names_in(line), evidence
    yield _from_jsonld(survey), "jsonld:author"
    for claim in survey.first_meta("parsely-author", "author", "article:author", "dc.creator",
                                   "sailthru.author", "byl", "dcterms.creator"):  # fmt: skip
        if "://" not in claim[0]:
            yield names_in(claim[0]), claim[1]
    by_rel = [inline_text(x) for x in survey.links_with("author") if x.tag == "a"]
    yield [name for text in by_rel for name in names_in(text)], "rel:author"
    properties = [inline_text(x) for name, x, _ in survey.properties if name == "author"]
    yield [name for text in properties for name in names_in(text)], "itemprop:author"
    if line and evidence:
        yield names_in(line), evidence
    for element in [*survey.tags["h2"], *survey.tags["h3"], *survey.tags["h4"]]:
        more = MORE_BY.match(inline_text(element))
        if more:
            yield names_in(name_in(more)), "more-by"


def _from_jsonld(survey: Survey) -> list[str]:
    value = survey.story.get("author") or survey.story.get("creator")
    people = value if isinstance(value, list) else [value]
    names = []
    for item in people[: MOST_NAMES * 2]:
        if isinstance(item, dict) and types(item) & {"organization", "newsmediaorganization"}:
            continue
        name = _name_of(item, survey)
        if name:
            names += names_in(name)
    return names


def _name_of(item: object, survey: Survey) -> str | None:
    if isinstance(item, dict) and not item.get("name") and item.get("@id"):
        same = [x for x in survey.jsonld if x.get("@id") == item["@id"] and x.get("name")]
        return string(same[0].get("name")) if same else None
    name = string(item.get("name")) if isinstance(item, dict) else string(item)
    return None if name and "://" in name else name


def _printed(survey: Survey) -> Iterator[HtmlElement]:
    """Elements that call themselves a byline, not those of boxes about the author."""
    for element in survey.root.iter("p", "div", "span", "a", "address", "li", "cite", "strong"):
        tokens = tokens_of(element)
        if tokens.strip() and BYLINE.search(tokens) and not NOT_BYLINE.search(tokens):
            yield element


def _pages(survey: Survey) -> dict[tuple[str, ...], str]:
    """Words of a linked name -> the author's page."""
    found: dict[tuple[str, ...], str] = {}
    for element in survey.tags["a"]:
        href = (element.get("href") or "").lower()
        rel = (element.get("rel") or "").lower()
        if "author" in rel or any(x in href for x in ("author", "autor", "/people/", "/profile")):
            url = survey.absolute(element.get("href"))
            if url:
                found.setdefault(tuple(words(inline_text(element))), url)
    return found


def names_in(text: str) -> list[str]:
    """The names in a byline: introductions, roles and what follows a name left out."""
    text = BY.sub("", fold(text))
    return [fold(AFTER.sub("", part)) for part in BREAK.split(text) if part]


def person(text: str, site: str | None) -> str | None:
    """A name as it stands in the Article; None for what is no person's."""
    name = BY.sub("", text).strip(" .,:;")
    if not 2 <= len(name) <= 60 or not NAME.match(name) or "@" in name:
        return None
    parts = words(name)
    if site and parts == words(site):
        return None
    if not ROLES.isdisjoint(parts) or (len(parts) == 1 and name.isascii() and name.islower()):
        return None
    return name if not name.isupper() or len(name) < 4 or not name.isascii() else name.title()


def told(entry: Entry, site: str | None) -> tuple[Author, ...]:
    """The authors that a feed or sitemap names."""
    names = [name for text in entry.authors for name in names_in(text)]
    return tuple(Author(name=x) for name in dict.fromkeys(names) if (x := person(name, site)))
