"""The section of the publication that the page belongs to."""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from archiver.article import Entry
from archiver.reading import layouts
from archiver.reading.claims import Claim, texts
from archiver.reading.jsonld import breadcrumbs, strings
from archiver.reading.names import Role
from archiver.reading.phrases import MORE_IN, name_in
from archiver.reading.survey import Survey
from archiver.reading.text import fold, inline_text, words

HOME = frozenset(
    "home homepage start startseite accueil inicio início hjem forside hem etusivu strona główna "
    "domů domov начало главная головна anasayfa ホーム 首页 홈 página principal portada".split()
)
MOST_LENGTH = 60  # characters of a channel's name
MOST_CRUMBS = 12
MARKS = " >»/›|→·•\\-–\t"


def channels(
    survey: Survey, title: str | None, site: str | None
) -> tuple[tuple[str, ...], str | None]:
    """The breadcrumbs, outermost first, without the front page and the page itself."""
    printed = list(_crumbs(survey))
    found = _inner(printed, title, site)
    if found:
        return found, "breadcrumb"
    named = [name for name, _ in breadcrumbs(survey.jsonld)]
    return _inner(named, title, site), "jsonld:BreadcrumbList"


def _inner(names: list[str], title: str | None, site: str | None) -> tuple[str, ...]:
    own = {tuple(words(x)) for x in (title, site) if x}
    kept = [
        name
        for name in map(fold, names[:MOST_CRUMBS])
        if name
        and not HOME.issuperset(words(name))
        and tuple(words(name)) not in own
        and len(name) <= MOST_LENGTH
    ]
    return tuple(dict.fromkeys(kept))


def _crumbs(survey: Survey) -> Iterator[str]:
    """Links (and the last, unlinked item) of the first element that calls itself breadcrumbs."""
    boxes = [element for element, _, _ in survey.outline.named[Role.CRUMBS]]
    boxes += [
        element
        for element in survey.tags["nav"]
        if "breadcrumb" in (element.get("aria-label") or "").lower()
    ]
    for box in boxes[:6]:
        if box.tag in ("body", "main", "article"):
            continue
        crumbs = [text for text in map(_crumb, box.iter("a", "li")) if text]
        if crumbs and len(crumbs) <= 2 * MOST_CRUMBS:
            yield from crumbs
            return


def _crumb(element: Element) -> str:
    if element.tag == "li" and element.find(".//a") is not None:
        return ""
    return inline_text(element).strip(MARKS)


def channel(
    survey: Survey, crumbs: tuple[str, ...], entry: Entry | None
) -> tuple[str, str] | tuple[None, None]:
    """The channel as printed."""
    for text, evidence in _claims(survey, crumbs, entry):
        name = fold(text).strip(MARKS)
        if 1 < len(name) <= MOST_LENGTH and "://" not in name and any(map(str.isalpha, name)):
            return name, evidence
    return None, None


def _claims(survey: Survey, crumbs: tuple[str, ...], entry: Entry | None) -> Iterator[Claim]:
    css = survey.layout.channel
    yield from texts(layouts.texts(survey.root, css), f"layout:{css}")
    yield from texts(crumbs[-1:], "breadcrumb")
    yield from _labels(survey)
    yield from texts(strings(survey.story.get("articleSection"))[:1], "jsonld:articleSection")
    for value, evidence in survey.first_meta(
        "article:section", "parsely-section", "section", "og:section", "dc.subject.section",
        "cxenseparse:category", "sailthru.section", "category",
    ):  # fmt: skip
        yield Claim(value, evidence)
    for tag in ("h2", "h3", "h4"):
        for heading in survey.tags[tag]:
            if match := MORE_IN.match(inline_text(heading)):
                yield Claim(name_in(match), "more-in")
    if entry and entry.channel:
        yield Claim(entry.channel, f"{entry.kind}:channel")


def _labels(survey: Survey) -> Iterator[Claim]:
    """Linked labels at the headline that call themselves a channel, section or category."""
    outline = survey.outline
    at = next((before for element, _, before in outline.tags["h1"]), None)
    if at is None:
        return
    for element, node, before in outline.named[Role.CHANNEL][:200]:
        if not at - 5 <= before <= at + 5 or element.tag in ("main", "article", "section", "body"):
            continue
        if any(outline.junk.get(n) == "navigation" for n in outline.chain(node)):
            continue
        anchors = [element] if element.tag == "a" else list(element.iter("a"))
        if len(anchors) == 1 and len(text := inline_text(anchors[0])) <= 40 and text:
            name = (element.get("class") or element.get("id") or "").strip()
            yield Claim(text, f"label:{name}")
            return
