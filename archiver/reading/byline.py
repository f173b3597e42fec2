"""Who wrote it: the byline as printed, and the persons in it. Better no author than a wrong one."""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from archiver.article import Author, Entry
from archiver.reading import byline_choice, layouts
from archiver.reading.body import Story
from archiver.reading.byline_claims import Claim, Key
from archiver.reading.byline_line import line_of
from archiver.reading.byline_marked import marked
from archiver.reading.byline_names import Name, Shape, name_of
from archiver.reading.byline_printed import after_text, at_headline
from archiver.reading.byline_scene import Scene, is_author_page, line_with, scene
from archiver.reading.byline_scripts import from_scripts
from archiver.reading.byline_signed import in_text
from archiver.reading.byline_told import told
from archiver.reading.people import may_introduce, names_told
from archiver.reading.survey import Survey
from archiver.reading.text import inline_text, words

MOST_NAMES = 12
LEAST_GIVEN = 3  # characters of a given name
MOST_GIVEN = 3  # words of a name that begins with a given name
MOST_AFTER = 100  # blocks after the text in which a portrait of the author is
MOST_PORTRAIT = 80  # characters at its beginning
#: Claims whose line is a portrait or a list of other stories.
NO_LINE = frozenset("box-head box-far box-above box-text box-end more-by link-end".split())
#: Hosts whose pages are no author's page, without their last label.
SOCIAL = frozenset(
    "facebook twitter x linkedin instagram youtube threads mastodon t bsky tiktok pinterest "
    "de.linkedin uk.linkedin in.linkedin github medium plus.google gravatar en.gravatar".split()
)


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
    places = scene(survey, story, title)
    chosen = byline_choice.choose(list(claims_of(places, site, entry)))
    chosen = chosen or byline_choice.choose(list(from_scripts(survey, title)))
    if not chosen:
        return Signed(None, None, (), None)
    names = tuple(_fuller(places, x) for x in chosen[0].names[:MOST_NAMES])
    line, evidence = _line(places, chosen, names)
    pages = _pages(survey, chosen)
    authors = tuple(Author(name=x.text, url=pages.get(x.key) or _page_of(survey, x)) for x in names)
    return Signed(line, evidence, authors, chosen[0].evidence)


def _line(
    places: Scene, chosen: list[Claim], names: tuple[Name, ...]
) -> tuple[str | None, str | None]:
    """The byline as printed: the claim's own, or the line at the headline with its first name."""
    printed = [claim for claim in chosen if claim.line and claim.sort not in NO_LINE]
    printed.sort(key=_printed_best)
    for claim in printed:
        return line_of(claim.line or "", names), claim.evidence
    found = line_with(places, names[0])
    return (line_of(found, names), "text") if found else (None, None)


def _printed_best(claim: Claim) -> tuple[bool, bool, bool]:
    """The line that is the byline comes first: at the headline, with the word that says so."""
    said = claim.witness == "head" and may_introduce(claim.line or "")
    return claim.sort != "layout", claim.witness != "head", not said


def _fuller(places: Scene, name: Name) -> Name:
    """A given name with the surname that the portrait after the text gives: "Jane Doe is …"."""
    if name.shape is not Shape.NICK or len(name.text) < LEAST_GIVEN or not name.text.istitle():
        return name
    for raw in places.blocks[places.tail.start : places.story.last + MOST_AFTER]:
        if raw.text.startswith(f"{name.text} ") and not places.is_junk(raw.node):
            full = name_of(raw.text[:MOST_PORTRAIT])
            if full and full.shape is Shape.PERSON and len(full.key) <= MOST_GIVEN:
                return full
    return name


def _pages(survey: Survey, chosen: list[Claim]) -> dict[Key, str]:
    """The pages of the authors: where their printed names lead, else what JSON-LD says."""
    found: dict[Key, str] = {}
    for claim in sorted(chosen, key=lambda claim: claim.line is None):
        for key, href in claim.links:
            url = survey.absolute(href) if key in claim.keys else None
            if url and _is_page(url, survey.page.url):
                found.setdefault(key, url)
    return found


def _page_of(survey: Survey, name: Name) -> str | None:
    """Where a link of the author's name leads, anywhere on the page."""
    for raw in survey.outline.blocks:
        for anchor, text in raw.links:
            if text == name.text and is_author_page(anchor):
                return survey.absolute(anchor.get("href"))
    return None


def _is_page(url: str, own: str | None) -> bool:
    """False for social networks and for a front page."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    same = host == (urlsplit(own or "").hostname or "").removeprefix("www.")
    return host.rpartition(".")[0] not in SOCIAL and not (same and parts.path in ("", "/"))


def claims_of(places: Scene, site: Site, entry: Entry | None) -> Iterator[Claim]:
    """Every claim, the publication's and the channels' names told apart."""
    survey = places.survey
    own = {"".join(words(site.publication or "")), _domain(survey.page.url)} - {""}
    claims = (
        _laid_out(survey),
        told(survey, entry),
        at_headline(places),
        marked(places),
        after_text(places),
        in_text(places),
    )
    for claim in chain.from_iterable(claims):
        named = tuple(
            x._replace(shape=Shape.SITE) if "".join(x.key) in own else x for x in claim.names
        )
        names = tuple(x for x in named if not claim.line or x.key not in site.channels)
        names = tuple(x for x in names if x.shape is not Shape.SITE) or names
        if names or (named and named[0].shape is Shape.PERSON):
            yield claim._replace(names=names or named)


def _laid_out(survey: Survey) -> Iterator[Claim]:
    """What the publication's file says is the byline."""
    css = survey.layout.byline
    for text in layouts.texts(survey.root, css)[:1]:
        element = next(iter(layouts.elements(survey.root, css)), None)
        links = _links_in(element)
        names = tuple(names_told(text))
        if names:
            yield Claim(names, "layout", f"layout:{css}", "layout", text, links)


def _links_in(element: Element | None) -> tuple[tuple[Key, str], ...]:
    """(words, address) of the links in an element."""
    if element is None:
        return ()
    anchors = [element] if element.tag == "a" else list(element.iter("a"))[:MOST_NAMES]
    return tuple((tuple(words(inline_text(x))), x.get("href") or "") for x in anchors)


def _domain(url: str | None) -> str:
    """The name in a host: "lanternpost" of www.lanternpost.example."""
    host = (urlsplit(url or "").hostname or "").removeprefix("www.")
    return "".join(words(host.rpartition(".")[0]))
