"""The section of the publication that the page belongs to."""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from archiver.article import Entry
from archiver.publications.model import Layout
from archiver.reading import layouts
from archiver.reading.claims import Claim, texts
from archiver.reading.jsonld import breadcrumbs, strings
from archiver.reading.phrases import MORE_IN, name_in
from archiver.reading.survey import Survey, tokens_of
from archiver.reading.text import inline_text, words

HOME = frozenset("home homepage start startseite accueil inicio início hjem forside hem etusivu "
                 "главная ホーム 홈 首页".split())  # fmt: skip
MOST_LENGTH = 60


def channels(survey: Survey, title: str | None, site: str | None) -> tuple[tuple[str, ...], str]:
    """The breadcrumbs, outermost first, without the front page and the page itself."""
    printed = list(_crumbs(survey))
    if printed:
        return _inner(printed, title, site), "breadcrumb"
    named = [name for name, _ in breadcrumbs(survey.jsonld)]
    return _inner(named, title, site), "jsonld:BreadcrumbList"


def _inner(names: list[str], title: str | None, site: str | None) -> tuple[str, ...]:
    own = {tuple(words(x)) for x in (title, site) if x}
    return tuple(
        name
        for name in names
        if name
        and name.casefold() not in HOME
        and tuple(words(name)) not in own
        and len(name) <= MOST_LENGTH
    )


def _crumbs(survey: Survey) -> Iterator[str]:
    for element in survey.root.iter("nav", "ol", "ul", "div", "p"):
        label = f"{tokens_of(element)} {(element.get('aria-label') or '').lower()}"
        if "breadcrumb" in label or "ariane" in label or "brotkrume" in label:
            texts_of = [inline_text(x) for x in element.iter("a", "li") if x.find("a") is None]
            crumbs = [text.strip(" >»/›") for text in texts_of if text.strip(" >»/›")]
            if crumbs:
                yield from dict.fromkeys(crumbs)
                return


def channel(
    survey: Survey, layout: Layout, crumbs: tuple[str, ...], entry: Entry | None
) -> tuple[str, str] | tuple[None, None]:
    """The channel as printed."""
    for text, evidence in _claims(survey, layout, crumbs, entry):
        if 1 < len(text) <= MOST_LENGTH and "://" not in text:
            return text, evidence
    return None, None


def _claims(
    survey: Survey, layout: Layout, crumbs: tuple[str, ...], entry: Entry | None
) -> Iterator[Claim]:
    yield from texts(layouts.texts(survey.root, layout.channel), f"layout:{layout.channel}")
    yield from texts(crumbs[-1:], "breadcrumb")
    yield from texts(strings(survey.story.get("articleSection"))[:1], "jsonld:articleSection")
    for value, evidence in survey.first_meta(
        "article:section", "parsely-section", "section", "og:section", "dc.subject.section"
    ):
        yield Claim(value, evidence)
    for heading in _headings(survey):
        if match := MORE_IN.match(inline_text(heading)):
            yield Claim(name_in(match), "more-in")
    if entry and entry.channel:
        yield Claim(entry.channel, f"{entry.kind}:channel")


def _headings(survey: Survey) -> list[Element]:
    return [*survey.tags["h2"], *survey.tags["h3"], *survey.tags["h4"]]
