"""When was it published, when changed? Machine-readable claims first; a zone is never invented."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from typing import Literal
from zoneinfo import ZoneInfo

from archiver.article import Entry, Moment
from archiver.publications.model import Layout, Publication
from archiver.reading import layouts
from archiver.reading.claims import Claim, texts
from archiver.reading.jsonld import string
from archiver.reading.survey import Survey, tokens_of
from archiver.reading.text import fold, inline_text

# A page cannot be published after it was fetched; a day covers clocks and zones.
SLACK = timedelta(days=1)
EARLIEST = 1990  # before the Web there were no pages

MOST_TEXT = 120  # characters of a text that may hold a date in words

PUBLISHED_META = (
    "article:published_time", "og:published_time", "article:published", "og:article:published_time",
    "datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "bt:pubdate", "dcterms.created", "dcterms.issued", "dcterms.date", "dc.date.issued", "dc.date",
    "dc.date.created", "date.created", "publication_date", "publicationdate", "publish-date",
    "publish_date", "published_date", "pubdate", "pdate", "article_date_original", "date",
    "originalpublicationdate", "rnews:datepublished", "citation_publication_date", "article.published",
)  # fmt: skip
MODIFIED_META = (
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified",
    "dcterms.modified", "dc.date.modified", "lastmod", "last-modified", "revision_date",
    "article.updated", "article:updated_time",
)  # fmt: skip

ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:(?:T|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?)?(?!\d)",
    re.IGNORECASE,
)
COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?$")
EPOCH = re.compile(r"^1\d{9}(?:\d{3})?$")
IN_URL = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)")
DATED = re.compile(
    r"(?:^|[\s_-])(?:date|datum|data|fecha|published?|pub-?date|time-?stamp|posted|dateline|"
    r"entry-date|article-?date|story-meta|meta-?date)"
)
CHANGED = re.compile(r"updat|modif|aktualis|geändert|mis à jour|actualiz|aggiorn|更新|обновл", re.I)
ZONE_IN_TEXT = re.compile(
    r"[+-]\d\d:?\d\d\b|\b(?:UTC|GMT|BST|CES?T|EES?T|WES?T|MSK|[ECMP][SD]?T|IST|JST|KST|AES?T|"
    r"A[CEW][SD]T|HKT|SGT|SAST|WIB)\b|(?<=\d)Z\b"
)


def published(
    survey: Survey, layout: Layout, publication: Publication | None, entry: Entry | None
) -> tuple[Moment, str] | tuple[None, None]:
    """The first claim that is a date and not from the future; the feed's word comes last."""
    claims = _published(survey, layout, entry)
    return _first(claims, survey, publication)


def modified(
    survey: Survey, layout: Layout, publication: Publication | None
) -> tuple[Moment, str] | tuple[None, None]:
    """When the page says that it was changed; None if it says nothing."""
    return _first(_modified(survey, layout), survey, publication)


def _published(survey: Survey, layout: Layout, entry: Entry | None) -> Iterator[Claim]:
    yield from texts(layouts.texts(survey.root, layout.published), f"layout:{layout.published}")
    for key in ("datePublished", "dateCreated", "uploadDate"):
        yield from texts([string(survey.story.get(key))], f"jsonld:{key}")
    yield from (Claim(*claim) for claim in survey.first_meta(*PUBLISHED_META))
    yield from _of_property(survey, "datePublished")
    yield from _times(survey)
    yield from _printed(survey)
    if entry and entry.published:
        yield Claim(entry.published, f"{entry.kind}:published")
    if survey.page.url and (match := IN_URL.search(survey.page.url)):
        yield Claim("-".join(match.groups()), "url")


def _modified(survey: Survey, layout: Layout) -> Iterator[Claim]:
    yield from texts(layouts.texts(survey.root, layout.modified), f"layout:{layout.modified}")
    yield from texts([string(survey.story.get("dateModified"))], "jsonld:dateModified")
    yield from (Claim(*claim) for claim in survey.first_meta(*MODIFIED_META))
    yield from _of_property(survey, "dateModified")
    for element in survey.tags["time"]:
        if CHANGED.search(tokens_of(element)):
            yield from texts([element.get("datetime")], "time:updated")


def _of_property(survey: Survey, wanted: str) -> Iterator[Claim]:
    for name, element, _ in survey.properties:
        if name == wanted:
            value = element.get("content") or element.get("datetime") or inline_text(element)
            yield from texts([value], f"itemprop:{wanted}")


def _times(survey: Survey) -> Iterator[Claim]:
    """``time`` elements: those marked as publication, then the first that is not an update's."""
    plain = [x for x in survey.tags["time"] if not CHANGED.search(tokens_of(x))]
    marked = [x for x in plain if x.get("pubdate") is not None or DATED.search(tokens_of(x))]
    for element in [*marked, *plain][:12]:
        yield from texts([element.get("datetime") or inline_text(element)], "time")


def _printed(survey: Survey) -> Iterator[Claim]:
    """Short texts of elements that call themselves a date."""
    found = 0
    for element in survey.root.iter("p", "div", "span", "li", "em", "small", "strong", "td"):
        tokens = tokens_of(element)
        if not DATED.search(tokens) or CHANGED.search(tokens):
            continue
        text = inline_text(element)
        if 6 <= len(text) <= MOST_TEXT and any(char.isdigit() for char in text):
            yield Claim(text, f"text:{(element.get('class') or element.get('id') or '').strip()}")
            found += 1
            if found >= 4:
                return


def _first(
    claims: Iterator[Claim], survey: Survey, publication: Publication | None
) -> tuple[Moment, str] | tuple[None, None]:
    zone = ZoneInfo(publication.timezone) if publication and publication.timezone else None
    latest = (survey.page.fetched or datetime.now(UTC)) + SLACK
    language = (survey.root.get("lang") or (publication and publication.language) or "")[:2].lower()
    for text, evidence in claims:
        moment = parse(fold(text), zone, language)
        if moment and moment.day.year >= EARLIEST and _not_after(moment, latest):
            return moment, evidence
    return None, None


def _not_after(moment: Moment, latest: datetime) -> bool:
    instant = moment.instant
    return instant <= latest if instant else moment.day <= latest.date()


def parse(text: str, zone: tzinfo | None = None, language: str = "") -> Moment | None:
    """What a text says of a point in time; ``zone`` is used only where the text has none."""
    for read in (_iso, _compact, _epoch, _rfc822):
        found = read(text)
        if found:
            return _moment(text, *found, zone)
    found = _in_words(text, language)
    return _moment(text, *found, zone) if found else None


Found = tuple[datetime, bool]  # the time as printed, and whether it has a clock time


def _moment(text: str, when: datetime, clock: bool, zone: tzinfo | None) -> Moment:
    if not clock:
        return Moment(iso=when.date().isoformat(), text=text)
    source: Literal["page", "publication"] | None = "page" if when.tzinfo else None
    if when.tzinfo is None and zone is not None:
        when, source = when.replace(tzinfo=zone), "publication"
    return Moment(iso=when.replace(microsecond=0).isoformat(), text=text, zone=source)


def _iso(text: str) -> Found | None:
    match = ISO.search(text) if len(text) <= MOST_TEXT else None
    if match is None:
        return None
    year, month, day, hour, minute, second, offset = match.groups()
    try:
        when = datetime(  # noqa: DTZ001 - the zone is added where there is one
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0)
        )
    except ValueError:
        return None
    return _with_offset(when, offset), hour is not None


def _compact(text: str) -> Found | None:
    match = COMPACT.match(text)
    if match is None:
        return None
    numbers = [int(x or 0) for x in match.groups()[:6]]
    try:
        when = datetime(*numbers)  # type: ignore[arg-type]  # noqa: DTZ001 - six integers
    except ValueError:
        return None
    return _with_offset(when, match.group(7)), match.group(4) is not None


def _with_offset(when: datetime, offset: str | None) -> datetime:
    if not offset:
        return when
    if offset.upper() in ("Z", "UTC", "GMT"):
        return when.replace(tzinfo=UTC)
    digits = offset[1:].replace(":", "").ljust(4, "0")
    try:
        return datetime.fromisoformat(f"{when.isoformat()}{offset[0]}{digits[:2]}:{digits[2:]}")
    except ValueError:
        return when


def _epoch(text: str) -> Found | None:
    if not EPOCH.match(text):
        return None
    seconds = int(text) / (1000 if len(text) == 13 else 1)
    return datetime.fromtimestamp(seconds, UTC), True


def _rfc822(text: str) -> Found | None:
    if "," not in text[:12] or len(text) > MOST_TEXT:
        return None
    try:
        return parsedate_to_datetime(text), True
    except (ValueError, IndexError):
        return None


CLOCK = re.compile(r"\d{1,2}[:h.]\d{2}|\d\s*[ap]\.?m\b|\d\s*(?:Uhr|時|시|h)\b", re.IGNORECASE)
LABEL = re.compile(r"^[^\d:：]{0,40}[:：]\s*(?=\S*\d|\w)")


def _in_words(text: str, language: str) -> Found | None:
    if not 6 <= len(text) <= MOST_TEXT or not any(char.isdigit() for char in text):
        return None
    import dateparser  # 30 ms and more: only for pages that need it

    settings = {
        "RETURN_AS_TIMEZONE_AWARE": bool(ZONE_IN_TEXT.search(text)),
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
    }
    for candidate in dict.fromkeys((text, LABEL.sub("", text), *re.split(r"\s*[|•·]\s*", text))):
        for languages in ([language], None) if language else (None,):
            try:
                when = dateparser.parse(candidate, languages=languages, settings=settings)
            except Exception:  # a library over arbitrary text: any failure is "no date"
                when = None
            if when:
                return when, bool(CLOCK.search(candidate))
    return None
