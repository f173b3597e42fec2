"""The columns of a table of articles: name, type, meaning, and when there is nothing in them.

Each is told once, here; the Arrow schema, CSV, SQLite and docs/tables.md all go by it. What a
column holds can be made from an article, and all columns together make the article again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal

from archiver.article import Article, Moment
from archiver.data.parts import AUTHOR, BLOCK, IMAGE, RELATED, SIGN, Part, Scalar

SCHEMA_VERSION = 1
"""Rises when a column or a field is added. None is ever renamed, removed or given another type, so
that files of older versions can be read, and files of newer ones as far as they are known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. It has a ``type``, or is a list of ``part``, or of text, or a map of text."""

    name: str
    type: Scalar | Literal["list<string>", "map<string, string>"] | None = "string"
    part: Part | None = None
    meaning: str
    null: str  #: when it is null; "" for never. A list is empty instead
    get: Callable[[Article], Any]

    @property
    def nested(self) -> bool:
        """True where a cell holds more than one value."""
        return self.part is not None or self.type in ("list<string>", "map<string, string>")


def instant(moment: datetime | None) -> datetime | None:
    """In UTC; without a zone it is taken for UTC. None where UTC's year is not in 1 to 9999."""
    if moment is None or moment.tzinfo is UTC:
        return moment
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        return None


def _at(moment: Moment | None) -> datetime | None:
    try:
        return instant(moment.instant) if moment else None
    except ValueError:  # not ISO 8601: nothing that our reader writes
        return None


def _day(moment: Moment | None) -> date | None:
    try:
        return moment.day if moment else None
    except ValueError:
        return None


def _moment(
    name: str, when: str, get: Callable[[Article], Moment | None]
) -> tuple[Column, Column, Column, Column, Column]:
    """The five columns of a point in time that is known more or less exactly."""
    silent = "the page does not say"
    return (
        Column(
            name=f"{name}_at",
            type="timestamp[us, UTC]",
            meaning=f"{when}, as an instant",
            null="clock time or zone is not known: then the day and the ISO text have what is",
            get=lambda article: _at(get(article)),
        ),
        Column(
            name=f"{name}_day",
            type="date32",
            meaning=f"{when}: the calendar day, in the zone in which it was printed",
            null=silent,
            get=lambda article: _day(get(article)),
        ),
        Column(
            name=f"{name}_text",
            meaning=f"{when}: the text as found on the page",
            null=silent,
            get=_part(get, "text"),
        ),
        Column(name=f"{name}_iso", meaning=f"{when}{_ISO}", null=silent, get=_part(get, "iso")),
        Column(
            name=f"{name}_zone", meaning=_ZONE, null="no offset is known", get=_part(get, "zone")
        ),
    )


_ISO = (
    ", in ISO 8601, no more exact than it is known: a day, a date-time without zone, or one with"
    " the offset that the page prints"
)
_ZONE = "where the offset came from: page, or publication (its file names a time zone)"


def _part(get: Callable[[Article], Any], attribute: str) -> Callable[[Article], Any]:
    return lambda article: getattr(get(article), attribute, None)


def _capture(attribute: str) -> Callable[[Article], Any]:
    return lambda article: getattr(article.capture, attribute, None)


def _skipped(attribute: str) -> Callable[[Article], Any]:
    return lambda article: getattr(article.rights.skipped, attribute, None)


_SILENT = "the page does not say"
_ELSEWHERE = "the page does not come from a WARC file"

COLUMNS: tuple[Column, ...] = (
    Column(
        name="url",
        meaning="URL under which the page was fetched",
        null="the caller did not say (a page from a file)",
        get=lambda a: a.url,
    ),
    Column(
        name="canonical_url",
        meaning="URL at which the page says that it lives; absolute",
        null=_SILENT,
        get=lambda a: a.canonical_url,
    ),
    Column(
        name="kind",
        meaning="article, listing, live blog, video or gallery, wall, or other",
        null="",
        get=lambda a: a.kind,
    ),
    Column(
        name="publication",
        meaning="the publication's name, as printed or as in its file",
        null=_SILENT,
        get=lambda a: a.publication,
    ),
    Column(
        name="channel",
        meaning="the section it belongs to, as printed",
        null=_SILENT,
        get=lambda a: a.channel,
    ),
    Column(
        name="channels",
        type="list<string>",
        meaning="the breadcrumbs, outermost first",
        null="",
        get=lambda a: a.channels,
    ),
    Column(
        name="title", meaning="the headline as shown", null="there is none", get=lambda a: a.title
    ),
    Column(
        name="subtitle",
        meaning="the line under the headline",
        null="there is none",
        get=lambda a: a.subtitle,
    ),
    Column(
        name="byline",
        meaning="the line that says who wrote it, as printed",
        null="there is none",
        get=lambda a: a.byline,
    ),
    Column(
        name="authors",
        type=None,
        part=AUTHOR,
        meaning="who signs, in order; an agency where no person does",
        null="",
        get=lambda a: a.authors,
    ),
    *_moment("published", "when it appeared", lambda a: a.published),
    *_moment("modified", "when the page says that it was changed", lambda a: a.modified),
    Column(
        name="language",
        meaning="BCP 47, as declared, else told by the text",
        null="nothing is declared and the text leaves doubt",
        get=lambda a: a.language,
    ),
    Column(
        name="topics",
        type="list<string>",
        meaning="keywords and tags of the metadata",
        null="",
        get=lambda a: a.topics,
    ),
    Column(
        name="text",
        meaning="the body as plain text: the blocks' texts, divided by an empty line, items of "
        "ordered lists with their numbers; empty if `body` is",
        null="",
        get=lambda a: a.text,
    ),
    Column(
        name="body",
        type=None,
        part=BLOCK,
        meaning="the body, block by block, in reading order",
        null="",
        get=lambda a: a.body,
    ),
    Column(
        name="images",
        type=None,
        part=IMAGE,
        meaning="the pictures shown with the story, in order",
        null="",
        get=lambda a: a.images,
    ),
    Column(
        name="related",
        type=None,
        part=RELATED,
        meaning="links to other stories, each target once",
        null="",
        get=lambda a: a.related,
    ),
    Column(
        name="pagination",
        type="list<string>",
        meaning="absolute URLs of the story's other pages",
        null="",
        get=lambda a: a.pagination,
    ),
    Column(
        name="paywalled",
        type="bool",
        meaning="whether it must be paid for",
        null=_SILENT,
        get=lambda a: a.paywalled,
    ),
    Column(
        name="rights_license",
        meaning="the licence: URL or text",
        null=_SILENT,
        get=lambda a: a.rights.license,
    ),
    Column(
        name="rights_noarchive",
        type="bool",
        meaning="true where robots meta or X-Robots-Tag ask all crawlers, or ours, not to archive",
        null="",
        get=lambda a: a.rights.noarchive,
    ),
    Column(
        name="rights_tdm_reserved",
        type="bool",
        meaning="whether text and data mining is reserved (W3C TDMRep)",
        null="nothing was said",
        get=lambda a: a.rights.tdm_reserved,
    ),
    Column(
        name="rights_tdm_policy",
        meaning="URL of the TDMRep policy",
        null="none is named",
        get=lambda a: a.rights.tdm_policy,
    ),
    Column(
        name="rights_notice",
        meaning="the copyright notice of the metadata",
        null="there is none",
        get=lambda a: a.rights.notice,
    ),
    Column(
        name="rights_signs",
        type=None,
        part=SIGN,
        meaning="all that the site said of the use of the page",
        null="",
        get=lambda a: a.rights.signs,
    ),
    Column(
        name="rights_skipped_rule",
        meaning="the sign because of which the text was left out, by the collection's policy",
        null="nothing was left out",
        get=_skipped("rule"),
    ),
    Column(
        name="rights_skipped_where",
        meaning="where that sign was found",
        null="nothing was left out",
        get=_skipped("where"),
    ),
    Column(
        name="evidence",
        type="map<string, string>",
        meaning="for each field, where it was read",
        null="",
        get=lambda a: a.evidence,
    ),
    Column(
        name="capture_record_id",
        meaning="WARC-Record-ID of the capture, `urn:uuid:…`",
        null=_ELSEWHERE,
        get=_capture("record_id"),
    ),
    Column(
        name="capture_date",
        type="timestamp[us, UTC]",
        meaning="WARC-Date: when it was fetched",
        null=_ELSEWHERE,
        get=lambda a: instant(a.capture.date) if a.capture else None,
    ),
    Column(
        name="capture_digest",
        meaning="payload digest, with the name of its algorithm",
        null=f"{_ELSEWHERE}, or the capture was cut",
        get=_capture("digest"),
    ),
    Column(
        name="capture_file", meaning="name of the WARC file", null=_ELSEWHERE, get=_capture("file")
    ),
    Column(
        name="capture_offset",
        type="int64",
        meaning="of the record in that file, in bytes",
        null=_ELSEWHERE,
        get=_capture("offset"),
    ),
    Column(
        name="reader", meaning="version of the reader that read it", null="", get=lambda a: a.reader
    ),
)
BY_NAME: Mapping[str, Column] = {column.name: column for column in COLUMNS}
