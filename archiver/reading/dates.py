"""When was it published, when changed? Machine-readable claims first."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from lxml.etree import _Element as Element

from archiver.article import Entry, Moment
from archiver.publications.model import Publication
from archiver.reading import layouts
from archiver.reading.body import Story
from archiver.reading.claims import Claim, texts
from archiver.reading.jsonld import string, types
from archiver.reading.moments import MOST_TEXT, parse
from archiver.reading.names import Role
from archiver.reading.survey import Survey, tokens_of
from archiver.reading.text import fold, inline_text, words

# A page cannot be published after it was fetched; a day covers clocks and zones.
SLACK = timedelta(days=1)
LATEST = datetime(9999, 1, 1, tzinfo=UTC)  # that the calendar can be added to
EARLIEST = 1990  # before the Web there were no pages
NEAR = 16  # blocks after the headline in which a date is looked for
MOST_ELEMENTS = 24  # that are asked for a date

PUBLISHED_META = (
    "article:published_time", "og:published_time", "article:published", "og:article:published_time",
    "datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "bt:pubdate", "dcterms.created", "dcterms.issued", "dcterms.date",
    "dc.date.issued", "dc.date", "dc.date.created", "dc.created", "date.created",
    "publication_date", "publicationdate", "publish-date", "publish_date", "published_date",
    "published-date", "pubdate", "pdate", "article_date_original", "date",
    "originalpublicationdate", "rnews:datepublished", "citation_publication_date",
    "citation_online_date", "citation_date", "article.published", "article.created",
    "shareaholic:article_published_time",
    "displaydate", "creation_date", "release_date", "video:release_date", "last-published",
)  # fmt: skip
MODIFIED_META = (
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified",
    "dcterms.modified", "dc.date.modified", "lastmod", "last-modified", "revision_date",
    "article.updated", "article:updated_time", "shareaholic:article_modified_time", "lastmodified",
    "modified", "updated", "revised",
)  # fmt: skip

IN_URL = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)")
CHANGED = re.compile(
    r"updat|modif|aktualis|geändert|mis à jour|actualiz|aggiorn|atualiz|bijgewerkt|oppdater|"
    r"uppdater|opdater|stand:|last (?:edited|reviewed|changed)|更新|обновл|изменен|수정",
    re.IGNORECASE,
)
SAYS_PUBLISHED = re.compile(
    r"^\W*(?:(?:first |originally )?(?:published|posted|created|released|written)|date\b|"
    r"veröffentlicht|erstellt|publiziert|datum|erschienen|publié|publicado|pubblicato|gepubliceerd|"
    r"publicerad|publisert|udgivet|julkaistu|opublikowano|опубликован|公開|掲載|발행|등록|입력)",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?:19|20)\d\d|\d[./]\d\d(?!\d)")
PAGES = frozenset(
    "webpage itempage aboutpage medicalwebpage videoobject recipe product review course event "
    "podcastepisode creativework".split()
)


def published(
    survey: Survey, story: Story, title: str | None, publication: Publication | None,
    entry: Entry | None,
) -> tuple[Moment, str] | tuple[None, None]:  # fmt: skip
    """The first claim that is a date and not from the future; the URL's word comes last."""
    return _first(_published(survey, story, title, entry), survey, publication)


def modified(
    survey: Survey, story: Story, title: str | None, publication: Publication | None
) -> tuple[Moment, str] | tuple[None, None]:
    """When the page says that it was changed; None if it says nothing."""
    return _first(_modified(survey, story, title), survey, publication)


def _published(
    survey: Survey, story: Story, title: str | None, entry: Entry | None
) -> Iterator[Claim]:
    css = survey.layout.published
    yield from texts(layouts.texts(survey.root, css), f"layout:{css}")
    for key in ("datePublished", "dateCreated", "uploadDate"):
        yield from texts([string(survey.story.get(key))], f"jsonld:{key}")
    yield from (Claim(*claim) for claim in survey.first_meta(*PUBLISHED_META))
    yield from _of_property(survey, "datePublished")
    near, far = _times(survey, story)
    yield from (x for x, changed in near if not changed)
    yield from _of_page(survey, "datePublished")
    printed = list(_printed(survey, story, title))
    yield from (x for x, changed in printed if not changed)
    if entry and entry.published:
        yield Claim(entry.published, f"{entry.kind}:published")
    yield from (x for x, changed in far if not changed)
    yield from _of_property(survey, "dateCreated")
    if survey.page.url and (match := IN_URL.search(survey.page.url)):
        yield Claim("-".join(match.groups()), "url")


def _modified(survey: Survey, story: Story, title: str | None) -> Iterator[Claim]:
    css = survey.layout.modified
    yield from texts(layouts.texts(survey.root, css), f"layout:{css}")
    yield from texts([string(survey.story.get("dateModified"))], "jsonld:dateModified")
    yield from (Claim(*claim) for claim in survey.first_meta(*MODIFIED_META))
    yield from _of_property(survey, "dateModified")
    yield from _of_page(survey, "dateModified")
    near, far = _times(survey, story)
    yield from (x for x, changed in [*near, *far] if changed)
    yield from (x for x, changed in _printed(survey, story, title) if changed)


def _of_property(survey: Survey, wanted: str) -> Iterator[Claim]:
    for name, element, _ in survey.properties:
        if name == wanted:
            value = element.get("content") or element.get("datetime") or inline_text(element)
            yield from texts([value], f"itemprop:{wanted}")


def _of_page(survey: Survey, key: str) -> Iterator[Claim]:
    """What JSON-LD says of the page, where it says nothing of a story."""
    if not survey.story:
        for value in survey.jsonld:
            if types(value) & PAGES:
                yield from texts([string(value.get(key))], f"jsonld:{key}")


Dated = tuple[Claim, bool]  # a claim, and whether it is of a change


def _times(survey: Survey, story: Story) -> tuple[list[Dated], list[Dated]]:
    """``time`` elements by the story, and those further off; none of comments and teasers."""
    near: list[Dated] = []
    far: list[Dated] = []
    outline = survey.outline
    for element, node, before in outline.tags["time"][:200]:
        if any(outline.junk.get(n) in ("junk", "navigation") for n in outline.chain(node)):
            continue
        text = element.get("datetime") or element.get("content") or inline_text(element)
        marked = element.get("pubdate") is not None
        claim = (Claim(text.strip(), "time"), not marked and _is_change(element))
        close = marked or story.first - NEAR <= before <= story.first + 2
        (near if close else far).append(claim)
    return near, far


def _is_change(element: Element) -> bool:
    """True if the element, its parent or the words before it speak of a change."""
    if CHANGED.search(tokens_of(element)) and "published" not in tokens_of(element):
        return True
    parent = element.getparent()
    if parent is None:
        return False
    previous = element.getprevious()
    before = (
        (parent.text or "") if previous is None else (previous.tail or "") + (previous.text or "")
    )
    return bool(CHANGED.search(before[-60:]))


def _printed(survey: Survey, story: Story, title: str | None) -> Iterator[Dated]:
    """Dates in short texts: of elements that call themselves a date, or by the headline."""
    outline = survey.outline
    asked = 0
    near: list[tuple[int, Claim, bool]] = []
    for element, node, before in outline.named[Role.DATE][:300]:
        if asked >= MOST_ELEMENTS:
            break
        if any(outline.junk.get(n) in ("junk", "navigation") for n in outline.chain(node)):
            continue
        text = inline_text(element)
        if 6 <= len(text) <= MOST_TEXT and YEAR.search(text):
            asked += 1
            name = (element.get("class") or element.get("id") or "").strip()
            changed = bool(CHANGED.search(text)) and not SAYS_PUBLISHED.match(text)
            distance = abs(before - story.first) if before <= story.last else 1000 + before
            near.append((distance, Claim(text, f"text:{name}"), changed))
    yield from ((claim, changed) for _, claim, changed in sorted(near, key=lambda x: x[0]))
    yield from _about_title(survey, story, title)


def _about_title(survey: Survey, story: Story, title: str | None) -> Iterator[Dated]:
    blocks = survey.outline.blocks
    wanted = words(title or "")
    at = next((n for n, x in enumerate(blocks) if words(x.text) == wanted), None)
    around = [] if at is None else [*blocks[at + 1 : at + NEAR], *blocks[max(0, at - 5) : at]]
    labelled = [x for x in blocks[:3000] if len(x.text) < 90 and SAYS_PUBLISHED.match(x.text)]
    after = blocks[story.last : story.last + 4] if story.blocks else []
    before = blocks[max(0, story.first - 6) : story.first] if story.blocks else []
    for raw in [*around, *before, *labelled, *after]:
        text = raw.text
        if 6 <= len(text) <= MOST_TEXT and YEAR.search(text) and raw.kind != "table":
            changed = bool(CHANGED.search(text)) and not SAYS_PUBLISHED.match(text)
            yield Claim(text, "text"), changed


def _first(
    claims: Iterator[Claim], survey: Survey, publication: Publication | None
) -> tuple[Moment, str] | tuple[None, None]:
    zone = ZoneInfo(publication.timezone) if publication and publication.timezone else None
    latest = min(survey.page.fetched or datetime.now(UTC), LATEST) + SLACK
    declared = survey.root.get("lang") or (publication and publication.language) or ""
    language = declared.strip().replace("_", "-").lower()
    for text, evidence in claims:
        moment = parse(fold(text), zone, language)
        if moment and moment.day.year >= EARLIEST and _not_after(moment, latest):
            return moment, evidence
    return None, None


def _not_after(moment: Moment, latest: datetime) -> bool:
    instant = moment.instant
    return instant <= latest if instant else moment.day <= latest.date()
