"""Which of its many faces a page shows: taken from the article file, else from the slug.

So every combination occurs somewhere, always in the same place.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from archiver.sample.content import Metadata, Story, Transfer, pick

Byline = Literal["line", "more-by", "nothing"]
LanguageBy = Literal["html", "http-equiv", "locale", "nothing"]
CharsetBy = Literal["http", "meta", "both", "nothing", "meta, HTTP lies"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Properties of one story's page."""

    jsonld: Metadata
    opengraph: bool
    clock: Literal["offset", "utc"]  #: of dates in metadata
    shown: Literal["time", "text"]  #: the date, in a time element or as bare text (modern)
    byline: Byline
    label: bool  #: the channel is printed over the headline (modern)
    canonical: bool
    absolute: bool  #: links within the site are absolute
    lead: bool  #: the first picture stands at the head of the story
    lazy: bool  #: pictures after the first are loaded late, by a script
    wide: bool  #: pictures are offered in two widths (modern)
    portrait: bool
    bio: bool
    teaser: bool  #: a "Read also" line between the paragraphs
    box: bool  #: "Related Stories" after the story
    free: bool  #: JSON-LD says that nobody has to pay
    locale: str | None  #: html lang
    language_by: LanguageBy
    charset_by: CharsetBy
    transfer: Transfer
    modified: datetime | None


# What is chosen from; a value that stands there more often is chosen more often.
CLASSIC_METADATA: tuple[Metadata, ...] = ("none", "none", "none", "article", "broken")
MODERN_METADATA: tuple[Metadata, ...] = (
    "article", "article", "graph", "graph", "authors", "broken", "none", "none",
)  # fmt: skip
BYLINES: tuple[Byline, ...] = ("line", "line", "line", "more-by")
CLASSIC_CHARSETS: tuple[CharsetBy, ...] = ("meta", "http", "both")
MODERN_CHARSETS: tuple[CharsetBy, ...] = ("both", "meta")
TRANSFERS: tuple[Transfer, ...] = ("plain", "gzip", "chunked", "gzip+chunked")
CLOCKS: tuple[Literal["offset", "utc"], ...] = ("offset", "utc")
SHOWN: tuple[Literal["time", "text"], ...] = ("time", "time", "text")
ENGLISH = ("en", "en", "en-US")
MODIFIED_AFTER = (None, None, None, 2, 27)  # hours


def plan_of(story: Story) -> Plan:
    """The plan of a story's page."""
    slug, source, modern = story.slug, story.source, story.layout == "modern"
    byline = _byline(story)
    language_by = _language_by(story)
    english = pick(slug, "english", ENGLISH)
    charset_by = pick(slug, "charset", MODERN_CHARSETS if modern else CLASSIC_CHARSETS)
    transfer = pick(slug, "transfer", TRANSFERS)
    return Plan(
        jsonld=_jsonld(story, byline),
        opengraph=_one_in(slug, "opengraph", 3, but=True) and modern
        if source.opengraph is None
        else source.opengraph,
        clock=pick(slug, "clock", CLOCKS),
        shown=pick(slug, "shown", SHOWN),
        byline=byline,
        label=_one_in(slug, "label", 4, but=True),
        canonical=_one_in(slug, "canonical", 6, but=True)
        if modern
        else _one_in(slug, "canonical", 4),
        absolute=modern and _one_in(slug, "absolute", 2),
        lead=_one_in(slug, "lead", 5, but=True),
        lazy=modern and _one_in(slug, "lazy", 2),
        wide=modern and _one_in(slug, "wide", 3, but=True),
        portrait=modern and _one_in(slug, "portrait", 3, but=True),
        bio=_one_in(slug, "bio", 2),
        teaser=_one_in(slug, "teaser", 3),
        box=_one_in(slug, "box", 3),
        free=_one_in(slug, "free", 2),
        locale=(english if source.language == "en" else source.language)
        if language_by == "html"
        else None,
        language_by=language_by,
        charset_by=source.charset_by or charset_by,
        transfer=source.transfer or transfer,
        modified=_modified(story),
    )


def _one_in(slug: str, property_: str, count: int, *, but: bool = False) -> bool:
    """True for one of ``count`` slugs; with ``but``, for all but one of them."""
    return (pick(slug, property_, range(count)) == 0) != but


def _byline(story: Story) -> Byline:
    if not story.source.authors:
        return "nothing"
    byline = pick(story.slug, "byline", BYLINES)
    return story.source.byline or byline


def _language_by(story: Story) -> LanguageBy:
    if story.source.language_by is not None:
        return story.source.language_by
    silent = story.layout == "classic" or _one_in(story.slug, "language", 6)
    return "nothing" if silent else "html"


def _jsonld(story: Story, byline: Byline) -> Metadata:
    if story.source.jsonld is not None:
        return story.source.jsonld
    if byline == "more-by":
        return "none"  # no metadata may give the author's name away
    choices = MODERN_METADATA if story.layout == "modern" else CLASSIC_METADATA
    return pick(story.slug, "jsonld", choices)


def _modified(story: Story) -> datetime | None:
    if story.source.modified is not None:
        return story.source.modified.astimezone(story.published.tzinfo)
    hours = pick(story.slug, "modified", MODIFIED_AFTER)
    return None if hours is None else story.published + timedelta(hours=hours)
