"""Which of its many faces a page shows: taken from the article file, else from the slug.

So every combination occurs somewhere, always in the same place.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from archiver.sample.content import Metadata, Story, Transfer, pick


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Properties of one story's page."""

    jsonld: Metadata
    opengraph: bool
    clock: Literal["offset", "utc"]  #: of dates in metadata
    shown: Literal["time", "text"]  #: the date, in a time element or as bare text (modern)
    byline: Literal["line", "more-by", "nothing"]
    label: bool  #: the channel is printed over the headline (modern)
    canonical: bool
    absolute: bool  #: links within the site are absolute
    lead: bool  #: the first picture stands at the head of the story
    lazy: bool  #: pictures after the first are loaded late
    portrait: bool
    bio: bool
    teaser: bool  #: a "Read also" line between the paragraphs
    box: bool  #: "Related Stories" after the story
    free: bool  #: JSON-LD says that nobody has to pay
    locale: str | None  #: html lang
    language_by: Literal["html", "http-equiv", "locale", "nothing"]
    charset_by: Literal["http", "meta", "both", "nothing", "meta, HTTP lies"]
    transfer: Transfer
    modified: datetime | None


CLASSIC: dict[str, Sequence[Any]] = {
    "jsonld": ("none", "none", "none", "article", "broken"),
    "opengraph": (False,),
    "byline": ("line", "line", "line", "more-by"),
    "canonical": (False, False, False, True),
    "absolute": (False,),
    "portrait": (False,),
    "lazy": (False,),
    "language_by": ("nothing",),
    "charset_by": ("meta", "http", "both"),
}
MODERN: dict[str, Sequence[Any]] = {
    "jsonld": ("article", "article", "graph", "graph", "authors", "broken", "none", "none"),
    "opengraph": (True, True, False),
    "byline": ("line", "line", "line", "more-by"),
    "canonical": (True, True, True, True, True, False),
    "absolute": (True, False),
    "portrait": (True, True, False),
    "lazy": (True, False),
    "language_by": ("html", "html", "html", "html", "html", "nothing"),
    "charset_by": ("both", "meta", "both"),
}
SHARED: dict[str, Sequence[Any]] = {
    "clock": ("offset", "utc"),
    "shown": ("time", "time", "text"),
    "label": (True, True, True, False),
    "lead": (True, True, True, True, False),
    "bio": (True, False),
    "teaser": (True, False, False),
    "box": (True, False, False),
    "free": (True, False),
    "english": ("en", "en", "en-US"),
    "modified": (None, None, None, 2, 27),  # hours after publication
    "transfer": ("plain", "gzip", "chunked", "gzip+chunked"),
}


def plan_of(story: Story) -> Plan:
    """The plan of a story's page."""
    choices = SHARED | (CLASSIC if story.layout == "classic" else MODERN)

    def choose(name: str) -> Any:
        return pick(story.slug, name, choices[name])

    source = story.source
    byline = _byline(story, choose)
    language_by = source.language_by or choose("language_by")
    english = choose("english") if source.language == "en" else source.language
    return Plan(
        jsonld=_jsonld(story, byline, choose),
        opengraph=choose("opengraph") if source.opengraph is None else source.opengraph,
        byline=byline,
        locale=english if language_by == "html" else None,
        language_by=language_by,
        charset_by=source.charset_by or choose("charset_by"),
        transfer=source.transfer or choose("transfer"),
        modified=_modified(story, choose),
        **{name: choose(name) for name in ("clock", "shown", "label", "canonical", "absolute")},
        **{
            name: choose(name)
            for name in ("lead", "lazy", "portrait", "bio", "teaser", "box", "free")
        },
    )


def _byline(story: Story, choose: Callable[[str], Any]) -> Literal["line", "more-by", "nothing"]:
    if not story.source.authors:
        return "nothing"
    found: Literal["line", "more-by"] = story.source.byline or choose("byline")
    return found


def _jsonld(story: Story, byline: str, choose: Callable[[str], Any]) -> Metadata:
    if story.source.jsonld is not None:
        return story.source.jsonld
    # Where the author stands only in "More by", no metadata may give the name away.
    found: Metadata = "none" if byline == "more-by" else choose("jsonld")
    return found


def _modified(story: Story, choose: Callable[[str], Any]) -> datetime | None:
    hours = choose("modified")
    given = story.source.modified
    if given is not None:
        return given.astimezone(story.published.tzinfo)
    return story.published + timedelta(hours=hours) if hours else None
