"""The section of the publication that the page belongs to.

What is printed and linked at the headline comes first, then the breadcrumbs, then what the
metadata say, in the spelling of the page's own navigation; last the name under which the
navigation links to the folder that the page's URL lies in.
"""

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice

from lxml.etree import _Element as Element

from archiver.article import Entry
from archiver.likeness import is_service
from archiver.reading import layouts
from archiver.reading.channel_labels import SAYS_CHANNEL, Labels
from archiver.reading.channel_nav import HOME, MARKS, Navigation, is_front
from archiver.reading.claims import Claim, texts
from archiver.reading.jsonld import breadcrumbs, string, strings
from archiver.reading.names import Role
from archiver.reading.phrases import MORE_IN, name_in
from archiver.reading.survey import Survey
from archiver.reading.text import fold, inline_text, words

MOST_LENGTH = 60  # characters of a channel's name
MOST_HEADINGS = 300  # of a level
MOST_MORE = 150  # characters of "More in …"
MOST_CRUMBS = 12
MOST_BEFORE = 80  # blocks of a page that are looked at for a line of breadcrumbs
MOST_TRAIL = 200  # characters of such a line
INWARDS = re.compile(r"\s*[>›»→＞]\s*")
MOST_ELEMENTS = 60  # of a box of breadcrumbs
#: Of a template that was not filled in; of what names something else ("Kanal: TV 2").
CODE = re.compile(r"://|[{}$<>]|\(\)|\w:\s?\w")
PARTS = re.compile(r"\s+[-–—|·•»:/]\s+")  # of a title
MOST_TITLE = 500  # characters
LIST = re.compile(r"\s*[,;]\s*")
BREADCRUMBS = ("breadcrumb", "brotkrum", "fil d", "migas", "kruimel", "brødkrumme", "パンくず")
#: Metadata that name a channel.
METAS = (
    "article:section", "parsely-section", "section", "og:section", "dc.subject.section",
    "cxenseparse:category", "sailthru.section", "category",
)  # fmt: skip


def channels(
    survey: Survey, title: str | None, site: str | None
) -> tuple[tuple[str, ...], str | None]:
    """The breadcrumbs, outermost first, without the front page and the page itself."""
    found = _inner(_crumbs(survey), title, site) or _inner(_printed_crumbs(survey), title, site)
    if found:
        return found, "breadcrumb"
    return _inner(_named_crumbs(survey), title, site), "jsonld:BreadcrumbList"


def _named_crumbs(survey: Survey) -> list[str]:
    """JSON-LD's; the first leads to the front page, whatever its name is."""
    named = breadcrumbs(survey.jsonld)
    if len(named) > 1 and named[0][1] and is_front(named[0][1]):
        named = named[1:]
    return [name for name, _ in named]


def _inner(names: list[str], title: str | None, site: str | None) -> tuple[str, ...]:
    own = [words(x) for x in (title, site) if x]
    kept = []
    for name in map(fold, names[:MOST_CRUMBS]):
        said = words(name)
        if not said or HOME.issuperset(said) or len(name) > MOST_LENGTH or not _has_letter(name):
            continue
        if not any(said == other or _begins(said, other) for other in own):
            kept.append(name)
    return tuple(dict.fromkeys(kept))


def _begins(said: list[str], title: list[str]) -> bool:
    """True for a title that is cut short: "Harbour bridge reopens after …"."""
    return len(said) > 3 and title[: len(said)] == said


def _has_letter(text: str) -> bool:
    return any(map(str.isalpha, text))


def _crumbs(survey: Survey) -> list[str]:
    """Links (and the last, unlinked item) of the first element that calls itself breadcrumbs."""
    boxes = [element for element, _, _ in survey.outline.named[Role.CRUMBS]]
    boxes += [element for element in survey.tags["nav"] if _calls_itself_crumbs(element)]
    for box in boxes[:6]:
        if box.tag in ("body", "main", "article"):
            continue
        crumbs = [text for text in map(_crumb, _of_trail(box)) if text]
        if crumbs and len(crumbs) <= MOST_CRUMBS:
            return crumbs
    return []


def _printed_crumbs(survey: Survey) -> list[str]:
    """The links of a short line that leads from the front page inwards: "Home > News > Asia"."""
    for raw in survey.outline.blocks[:MOST_BEFORE]:
        if not 2 <= len(raw.links) <= MOST_CRUMBS or len(raw.text) > MOST_TRAIL:
            continue
        anchor, first = raw.links[0]
        if not (is_front(anchor.get("href")) or HOME.issuperset(words(first))):
            continue
        names = [text for _, text in raw.links]
        if [x for x in INWARDS.split(raw.text) if x][: len(names)] == names:
            return names[1:]
    return []


def _calls_itself_crumbs(nav: Element) -> bool:
    label = (nav.get("aria-label") or "").lower()
    return bool(label) and any(word in label for word in BREADCRUMBS)


def _of_trail(box: Element) -> Iterator[Element]:
    """Links and items; without the front page, and without menus that open under a crumb."""
    for element in islice(box.iter("a", "li"), MOST_ELEMENTS):
        href = element.get("href")
        if not (href and _leads_out(href)) and not _in_menu(element, box):
            yield element


def _leads_out(href: str) -> bool:
    """True for a link to the front page, to a login and its like."""
    return is_front(href) or is_service(href if "//" in href else f"https://x/{href.lstrip('/')}")


def _in_menu(element: Element, box: Element) -> bool:
    """True in a list of several items that is itself in an item."""
    several = False
    for around in element.iterancestors():
        if around is box:
            return False
        if several and around.tag == "li":
            return True
        several = several or (around.tag in ("ul", "ol") and len(around) > 1)
    return False


def _crumb(element: Element) -> str:
    if element.tag == "li" and element.find(".//a") is not None:
        return ""
    return inline_text(element).strip(MARKS)


def channel(
    survey: Survey, crumbs: tuple[str, ...], entry: Entry | None, title: str | None = None
) -> tuple[str, str] | tuple[None, None]:
    """The channel as printed: of several labels the first, of breadcrumbs the last."""
    meta = survey.meta
    others = (*survey.headings[:5], *meta.get("og:site_name", ()), *meta.get("author", ())[:5])
    publisher = string(survey.story.get("publisher")) or ""
    own = {tuple(words(x)) for x in (*others, publisher)}
    for text, evidence in _claims(survey, crumbs, entry, title):
        name = fold(text).strip(MARKS)
        if not 1 < len(name) <= MOST_LENGTH or CODE.search(name) or not _has_letter(name):
            continue
        if tuple(words(name)) not in own and not HOME.issuperset(words(name)):
            return name, evidence
    return None, None


def _claims(
    survey: Survey, crumbs: tuple[str, ...], entry: Entry | None, title: str | None
) -> Iterator[Claim]:
    css = survey.layout.channel
    yield from texts(layouts.texts(survey.root, css), f"layout:{css}")
    labels, navigation = Labels(survey, title), Navigation(survey)
    yield from labels.paths(crumbs)
    yield from labels.linked
    yield from labels.categories()
    yield from texts(crumbs[:-3:-1], "breadcrumb")  # a column's author may stand behind it
    yield from (claim for claim in labels.unlinked if navigation.as_printed(claim.value))
    yield from labels.in_folder()
    yield from labels.told_in_row()
    yield from _told(survey, labels, navigation)
    yield from labels.above()
    yield from navigation.folder()
    yield from _in_title(survey, navigation)
    yield from navigation.current()
    yield from (claim for claim in labels.unlinked if SAYS_CHANNEL.search(claim.evidence))
    yield from _more_in(survey)
    if entry and entry.channel:
        yield Claim(entry.channel, f"{entry.kind}:channel")


def _told(survey: Survey, labels: Labels, navigation: Navigation) -> Iterator[Claim]:
    """What the metadata say: as the page prints it, if it does; of several what is linked near."""
    names = map(unescape, strings(survey.story.get("articleSection"))[:8])
    told = [*texts(names, "jsonld:articleSection")]
    told += [Claim(value, evidence) for value, evidence in survey.first_meta(*METAS)]
    single = [Claim(part, x.evidence) for x in told for part in LIST.split(x.value)[:8]]
    if len(single) > 1:
        near = labels.linked_near()
        yield from (claim for claim in single if tuple(words(claim.value)) in near)
    for claim in single:
        if name := navigation.as_printed(claim.value):
            yield Claim(name, claim.evidence)
    if not single:
        return
    for folder in navigation.folder():
        said = words(folder.value)
        # "Travel", where the navigation adds something: "Travel (current)".
        yield from (x for x in single if words(x.value) == said[: len(words(x.value))])
        yield folder
    yield from single


def _in_title(survey: Survey, navigation: Navigation) -> Iterator[Claim]:
    """Between headline and site's name, as the navigation has it: "A story - Law | The Post"."""
    for element in survey.tags["title"][:1]:
        for part in PARTS.split((element.text or "")[:MOST_TITLE])[1:-1]:
            if name := navigation.as_printed(part):
                yield Claim(name, "title")


def _more_in(survey: Survey) -> Iterator[Claim]:
    for tag in ("h2", "h3", "h4"):
        for heading in survey.tags[tag][-MOST_HEADINGS:]:  # they stand under the story
            if match := MORE_IN.match(inline_text(heading, most=MOST_MORE)):
                yield Claim(name_in(match), "more-in")
