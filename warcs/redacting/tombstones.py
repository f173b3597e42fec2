"""What stays where a capture was taken out of a WARC file: when, why, and what it was.

A tombstone is a metadata record of type ``application/warc-fields``. It holds nothing of what was
taken out, but its URL where that may stay, and always the digest of the URL, by which a crawl
knows what it must not fetch again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from warcs import digests, records
from warcs.record import Record
from warcs.records import parse_date
from warcs.redacting.rewrite import Part

REDACTED = "urn:redacted:"  #: and the URL, or its digest: the target of a tombstone
REDACTION = "WARC-Redaction"
"""Our extension, in a record that a redaction changed: the redaction's identifier."""
LIFTED = "urn:redaction-lifted:"  #: and the URL's digest: of a record that lifts a redaction

Place = tuple[str, int]  #: name of the file, offset in bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a revisit refers to (WARC 1.1 §5.11, §6.7)."""

    id: str | None
    url: str | None
    date: datetime | None

    @classmethod
    def of(cls, record: Record) -> "Reference":
        """From the fields of a revisit record."""
        return cls(
            id=bare(record.field("WARC-Refers-To")),
            url=(record.field("WARC-Refers-To-Target-URI") or "").strip() or None,
            date=parse_date(record.field("WARC-Refers-To-Date")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A record that goes."""

    place: Place
    length: int
    type: str
    id: str
    url: str  #: of the capture that it is or concerns
    date: datetime
    wanted: bool  #: False for a copy that was named beside
    concurrent: tuple[str, ...]
    refers_to: Reference | None = None  #: of a revisit


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a tombstone says. Nothing of what was taken out, but its URL where that may stay."""

    redaction: str  #: identifier of the whole redaction, a URI
    moment: datetime  #: aware
    reason: str  #: one line
    forget_url: bool = False  #: say the digest of the URL in its place
    digest_of: Callable[[str], str]  #: of a URL, labelled; it stands in every tombstone
    barred: Callable[[Gone], bool]  #: whether its URL must not be fetched again
    aliases: Callable[[Gone], tuple[str, ...]] = lambda gone: ()  #: URLs that led to it


def bare(id: str | None) -> str | None:
    """A record id without angle brackets."""
    return (id or "").strip().strip("<>") or None


def tombstone(
    group: Sequence[Gone], notice: Notice, new_id: str, info_id: str | None
) -> tuple[Part, ...]:
    """The record that stays in the place of ``group``, the records of a capture: head and block.

    No index tool takes ``application/warc-fields`` for a page, and its target URN keeps out of the
    way of the page's URL. It refers to the record that was there.
    """
    first = group[0]
    more = (
        *(("alias-digest", notice.digest_of(url)) for url in notice.aliases(first)),
        *(("removed", f"{x.type} <{x.id}> {records.warc_date(x.date)}") for x in group),
    )
    block = notice_block(notice, first.url, more, barred=notice.barred(first))
    head = records.head(
        (
            ("WARC-Type", "metadata"),
            ("WARC-Record-ID", f"<{new_id}>"),
            ("WARC-Date", records.warc_date(notice.moment)),
            ("WARC-Target-URI", notice_target(notice, first.url)),
            ("WARC-Refers-To", f"<{first.id}>"),
            ("WARC-Warcinfo-ID", f"<{info_id}>" if info_id else None),
            ("WARC-Block-Digest", digests.labelled("sha256", (block,))),
            ("Content-Type", records.FIELDS_TYPE),
            ("Content-Length", str(len(block))),
        )
    )
    return head, block


def with_block(record: Record, block: bytes, redaction: str) -> tuple[Part, ...]:
    """A metadata record with another block, its digests and length renewed; the id stays."""
    digest = digests.labelled("sha256", (block,))
    new = {
        "warc-block-digest": digest,
        "warc-payload-digest": digest,
        "content-length": str(len(block)),
    }
    fields = [
        (name, new.get(name.lower(), value))
        for name, value in record.fields
        if name.lower() != REDACTION.lower()
    ]
    return records.head((*fields, (REDACTION, redaction))), block


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a tombstone, or the record that lifts one, says."""

    redaction: str
    moment: datetime
    reason: str
    url: str | None
    digests: tuple[str, ...]  #: of the URL and of those that led to it
    barred: bool  #: the URL must not be fetched again
    lifted: bool = False


def notice_block(
    notice: Notice, url: str, more: Sequence[tuple[str, str | None]] = (), *, barred: bool
) -> bytes:
    """The block of a tombstone, and of a record that bars an URL of which nothing was there."""
    return records.warc_fields(
        (
            ("redaction", notice.redaction),
            ("date", records.warc_date(notice.moment)),
            ("reason", notice.reason),
            ("url", None if notice.forget_url else url),
            ("url-digest", notice.digest_of(url)),
            ("barred", "yes" if barred else "no"),
            *more,
        )
    )


def notice_target(notice: Notice, url: str) -> str:
    """The WARC-Target-URI of a tombstone."""
    about = notice.digest_of(url) if notice.forget_url else url
    return REDACTED + records.target(about)


def lifting_block(moment: datetime, reason: str, url_digest: str) -> bytes:
    """The block of a record that lifts the redactions of an URL; its target begins with LIFTED."""
    return records.warc_fields(
        (
            ("lifted", records.warc_date(moment)),
            ("reason", reason),
            ("url-digest", url_digest),
        )
    )


def is_tombstone(record: Record) -> bool:
    """True if the record stands where another was taken out."""
    return record.type == "metadata" and record.url.startswith(REDACTED)


def read(record: Record) -> Said | None:
    """What a tombstone or a lifting says; None for any other record, and for a broken one."""
    lifted = record.type == "metadata" and record.url.startswith(LIFTED)
    if not lifted and not is_tombstone(record):
        return None
    lines = record.block.decode("utf-8", "replace").splitlines()
    fields = [(name, value.strip()) for name, colon, value in (x.partition(":") for x in lines)]
    values = dict(reversed(fields))
    moment = parse_date(values.get("lifted" if lifted else "date"))
    known = tuple(value for name, value in fields if name in ("url-digest", "alias-digest"))
    if moment is None or not known:
        return None
    return Said(
        redaction=values.get("redaction", ""),
        moment=moment,
        reason=values.get("reason", ""),
        url=values.get("url"),
        digests=known,
        barred=values.get("barred") == "yes",
        lifted=lifted,
    )
