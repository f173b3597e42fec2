"""Who wrote it: the byline as printed, and the persons in it. Better no author than a wrong one."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml.etree import _Element as Element

from archiver.article import Author, Entry
from archiver.reading import layouts
from archiver.reading.body import Story
from archiver.reading.jsonld import string, types
from archiver.reading.names import Role, roles
from archiver.reading.people import is_byline, line_of, names_in, person
from archiver.reading.phrases import MORE_BY, name_in
from archiver.reading.survey import Survey
from archiver.reading.text import fold, inline_text, words

MOST_NAMES = 12
MOST_LINE = 220  # characters of a byline
MOST_ELEMENTS = 40  # elements that call themselves a byline
NOBODY = re.compile(
    r"(?:admin|administrator|root|user|author|webmaster|unknown|anonymous|guest|none|null|n/a|"
    r"wp[-_ ]?\w*|\d+|\W+)$",
    re.IGNORECASE,
)
SENTENCE = re.compile(
    r"[a-zäöüéñ]{3,}[.!?] (?:[A-ZÄÖÜ]|$)|[a-z]{4,}[.!?]$"
)  # a portrait in words, no byline
NEAR = 14  # blocks after the headline among which an unmarked "By …" is looked for

ORGANIZATIONS = frozenset(("organization", "newsmediaorganization", "corporation", "localbusiness"))
META = (
    "parsely-author", "author", "article:author", "dc.creator", "sailthru.author", "byl",
    "dcterms.creator", "citation_author", "twitter:data1",
)  # fmt: skip


class Printed(NamedTuple):
    """A byline on the page: its line, the names in it and the links of the names."""

    line: str
    names: tuple[str, ...]
    links: dict[tuple[str, ...], str]
    evidence: str


class Site(NamedTuple):
    """Names that are no person's: the publication's and those of the page's channels."""

    publication: str | None
    channels: frozenset[tuple[str, ...]]  #: as words


class Signed(NamedTuple):
    """What the stage answers."""

    byline: str | None
    byline_evidence: str | None
    authors: tuple[Author, ...]
    authors_evidence: str | None


def names_of(publication: str | None, channels: tuple[str, ...]) -> Site:
    """What no person is called."""
    return Site(publication, frozenset(tuple(words(name)) for name in channels))


def signed(
    survey: Survey,
    story: Story,
    site: Site,
    entry: Entry | None,
    title: str | None,
) -> Signed:
    """The line as printed, and the persons or the agency that sign."""
    printed = next(_printed(survey, story, site, title), None)
    links = dict(printed.links) if printed else {}
    claims = _claims(survey, printed, site, entry)
    names, evidence = next(((n, e) for n, e in claims if n), ([], None))
    unique = list({tuple(words(name)): name for name in reversed(names)}.values())[::-1]
    pages = _jsonld_pages(survey) | _author_links(survey) | links if unique else {}
    authors = tuple(Author(name=x, url=pages.get(tuple(words(x)))) for x in unique[:MOST_NAMES])
    if printed is None:
        return Signed(None, None, authors, evidence)
    return Signed(printed.line, printed.evidence, authors, evidence)


def _claims(
    survey: Survey, printed: Printed | None, site: Site, entry: Entry | None
) -> Iterator[tuple[list[str], str]]:
    """Names, best claim first; what may be the site's own name or a nickname comes last."""
    if printed and printed.evidence.startswith("layout"):
        yield list(printed.names), printed.evidence
    told = _from_jsonld(survey, ORGANIZATIONS)
    yield _people(told, site), "jsonld:author"
    if printed:
        yield list(printed.names), printed.evidence
    for value, evidence in survey.first_meta(*META):
        if "://" not in value and "@" not in value:
            yield _people(names_in(value), site), evidence
    boxes = [MORE_BY.match(raw.text) for raw in survey.outline.blocks if len(raw.text) <= 90]
    more = [name for match in boxes if match for name in names_in(name_in(match))]
    yield _people(more, site), "more-by"
    if entry:
        names = [name for text in entry.authors for name in names_in(text)]
        yield _people(names, site), f"{entry.kind}:authors"
    yield list(_others(survey, site)), "jsonld:author"


def _others(survey: Survey, site: Site) -> Iterator[str]:
    """Where no person signs: an organisation, the publication itself, or a nickname."""
    told = _from_jsonld(survey, frozenset())
    told += [value for value, _ in survey.first_meta(*META) if "://" not in value]
    for element in survey.links_with("author"):
        if element.tag == "a":
            told.append(inline_text(element))
    for text in told:
        name = fold(text)
        if 2 <= len(name) <= 40 and "@" not in name and words(name) and not NOBODY.match(name):
            yield name
            return


def _people(names: list[str], site: Site) -> list[str]:
    found = (person(text, site.publication) for text in names)
    return [name for name in found if name and tuple(words(name)) not in site.channels]


def _from_jsonld(survey: Survey, left_out: frozenset[str]) -> list[str]:
    value = survey.story.get("author") or survey.story.get("creator")
    people = value if isinstance(value, list) else [value]
    names: list[str] = []
    for item in people[: MOST_NAMES * 2]:
        if isinstance(item, dict) and types(item) & left_out:
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
    return None if name and ("://" in name or "@" in name) else name


def _printed(survey: Survey, story: Story, site: Site, title: str | None) -> Iterator[Printed]:
    """The bylines of the page, the most trusted first."""
    css = survey.layout.byline
    for text in layouts.texts(survey.root, css):
        found = next(iter(layouts.elements(survey.root, css)), None)
        yield _line(survey, found, line_of(text), site, f"layout:{css}", exact=True)
    for element, evidence in _elements(survey, story):
        element = _whole_line(element)
        text = inline_text(element)
        if 3 <= len(text) <= MOST_LINE and not SENTENCE.search(text):
            line = _line(survey, element, line_of(text), site, evidence)
            if line.names:
                yield line
    for raw in _near_title(survey, title):
        if is_byline(raw):
            line = _line(survey, None, line_of(raw), site, "text:by")
            if line.names:
                yield line


def _whole_line(element: Element) -> Element:
    """The element around a name that has the words that introduce it: "By NAME"."""
    parent = element.getparent()
    for _ in range(2):
        if parent is None or parent.tag in ("body", "article", "main", "header"):
            break
        text = inline_text(parent)
        if len(text) > MOST_LINE:
            break
        if is_byline(text):
            return parent
        parent = parent.getparent()
    return element


def _line(
    survey: Survey, element: Element | None, text: str, site: Site, evidence: str,
    exact: bool = False,
) -> Printed:  # fmt: skip
    links: dict[tuple[str, ...], str] = {}
    linked: list[str] = []
    if element is not None:
        for anchor in [element] if element.tag == "a" else element.iter("a"):
            name = inline_text(anchor)
            url = survey.absolute(anchor.get("href"))
            if url and name and name in text:
                links[tuple(words(name))] = url
                if _is_author_link(anchor) and (known := _people([name], site)):
                    linked += known
    names = linked or _people(names_in(text), site)
    if exact and not names:
        names = names_in(text)
    return Printed(text, tuple(dict.fromkeys(names)), links, evidence)


def _elements(survey: Survey, story: Story) -> Iterator[tuple[Element, str]]:
    """Elements that call themselves a byline: those by the story first, never a comment's."""
    outline = survey.outline
    found = [
        (element, node, before, "rel:author") for element, node, before in _rel_authors(survey)
    ]
    found += [
        (element, node, 0, "itemprop:author")
        for name, element, node in survey.properties
        if name == "author"
    ]
    found += [
        (
            element,
            node,
            before,
            f"byline:{(element.get('class') or element.get('id') or '').strip()}",
        )
        for element, node, before in outline.named[Role.BYLINE][:400]
        if element.tag not in ("main", "article", "body", "section")
        and not roles(f"{element.get('class') or ''} {element.get('id') or ''}") & Role.PERSON
    ]
    first = story.first
    ranked = sorted(
        found[:400],
        key=lambda x: (x[2] > story.last, x[3].startswith("byline") and x[2] < first - 40),
    )
    count = 0
    for element, node, _, evidence in ranked:
        if any(outline.junk.get(n) in ("junk", "navigation") for n in outline.chain(node)):
            continue
        yield element, evidence
        count += 1
        if count >= MOST_ELEMENTS:
            return


def _rel_authors(survey: Survey) -> Iterator[tuple[Element, int, int]]:
    for element in survey.links_with("author"):
        if element.tag == "a":
            yield element, survey.outline.number(element) or 0, 0


def _near_title(survey: Survey, title: str | None) -> Iterator[str]:
    """Short blocks about the headline."""
    blocks = survey.outline.blocks
    wanted = words(title or "")
    at = next((n for n, x in enumerate(blocks) if words(x.text) == wanted), None)
    if at is None:
        return
    for raw in [*blocks[at + 1 : at + NEAR], *blocks[max(0, at - 4) : at]]:
        if len(raw.text) <= MOST_LINE:
            yield raw.text


def _is_author_link(anchor: Element) -> bool:
    href = (anchor.get("href") or "").lower()
    rel = (anchor.get("rel") or "").lower()
    marks = ("author", "autor", "auteur", "/people/", "/profile", "/staff/", "/by/", "/writers/")
    return "author" in rel or any(mark in href for mark in marks)


def _author_links(survey: Survey) -> dict[tuple[str, ...], str]:
    """Words of a linked name -> the author's page."""
    found: dict[tuple[str, ...], str] = {}
    for element in survey.tags["a"]:
        if _is_author_link(element):
            url = survey.absolute(element.get("href"))
            if url:
                found.setdefault(tuple(words(inline_text(element))), url)
    return found


def _jsonld_pages(survey: Survey) -> dict[tuple[str, ...], str]:
    value = survey.story.get("author") or survey.story.get("creator")
    found: dict[tuple[str, ...], str] = {}
    for item in (value if isinstance(value, list) else [value])[:MOST_NAMES]:
        if isinstance(item, dict) and (name := string(item.get("name"))):
            url = survey.absolute(string(item.get("url")))
            if url:
                found.setdefault(tuple(words(name)), url)
    return found
