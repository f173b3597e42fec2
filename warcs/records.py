"""WARC/1.1 records as bytes: named fields, head, block (ISO 28500:2017, IIPC WARC 1.1).

warcio's writer is not used: it re-serialises HTTP heads unless they are hidden from it, demands a
payload digest where the standard wants none (a truncated response), adds up digests and lengths
that we have already, and compresses at a fixed level 9. What is left to do is the head.
"""

import hashlib
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime

from warcs.redacting.credentials import without_userinfo

REQUEST_TYPE = "application/http;msgtype=request"
RESPONSE_TYPE = "application/http;msgtype=response"
FIELDS_TYPE = "application/warc-fields"

FAILURE = "WARC-Failure"
"""Our extension (§5.1 allows them): one line that says why there is no whole response."""

CONFORMS_TO = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"

Fields = Iterable[tuple[str, str | None]]


def head(fields: Fields) -> bytes:
    """The head of a record, with the empty line; fields whose value is None are left out.

    Values are UTF-8 (§4) and must be one line; see :func:`one_line` and :func:`target`.
    """
    lines = [f"{name}: {value}" for name, value in fields if value is not None]
    return "\r\n".join(("WARC/1.1", *lines, "", "")).encode("utf-8", "replace")


def warc_fields(fields: Fields) -> bytes:
    """A block of type ``application/warc-fields``."""
    lines = (f"{name}: {one_line(value)}\r\n" for name, value in fields if value is not None)
    return "".join(lines).encode("utf-8", "replace")


def warc_date(moment: datetime) -> str:
    """WARC-Date with microseconds (§5.4). ``moment`` must be aware."""
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    return f"{utc.isoformat(timespec='microseconds')}Z"


def one_line(text: str) -> str:
    """``text`` as a field's value can hold it: white space folded, controls and surrogates out."""
    folded = " ".join(text.split())
    if folded.isprintable():
        return folded
    kept = (
        c if c >= " " and c != "\x7f" and not "\ud800" <= c <= "\udfff" else "�" for c in folded
    )
    return "".join(kept)


def target(url: str) -> str:
    """``url`` as WARC-Target-URI can hold it: what a URI cannot have is percent-encoded.

    Letters outside ASCII are kept (fields are UTF-8), so that the URL is found as it was asked for.
    User name and password are left out: no request has them, and they are a secret.
    """
    url = without_userinfo(url)
    if url.isascii() and url.isprintable() and " " not in url:
        return url
    kept = (c if c.isprintable() and not c.isspace() else _escaped(c) for c in url)
    return "".join(kept)


def _escaped(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "replace"))


_WHOLE = "0001-01-01T00:00:00"  # completes a date of reduced precision


def parse_date(text: str | None) -> datetime | None:
    """A WARC-Date, aware, in UTC; None if it cannot be read.

    Reduced precision (``2016``, ``2016-01-02T03``, §5.4) means its beginning; digits beyond
    microseconds are dropped. A missing zone is read as UTC, which the standard demands.
    """
    text = (text or "").strip().upper().removesuffix("Z")
    if len(text) < len(_WHOLE) and len(text) in (4, 7, 10, 13, 16):
        text += _WHOLE[len(text) :]
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def made_id(said: bytes) -> str:
    """An identifier for a record that has none, from its head and the beginning of its block: the
    same wherever the record lies."""
    digest = hashlib.sha256(said).hexdigest()
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'sha256:{digest}')}"


def is_of_web(url: str) -> bool:
    """True for what HTTP could answer, and false for the names that tools give to what they keep
    beside it (``urn:``, ``file:``, …)."""
    return url[:8].lower().startswith(("http://", "https://"))


def target_uri(text: str | None) -> str:
    """A WARC-Target-URI as it is meant; empty for None.

    Angle brackets around it, which Wget 1.19 wrote, are taken off, and spaces in it are
    percent-encoded; both as warcio does.
    """
    text = (text or "").strip()
    if text[:1] == "<" and text[-1:] == ">":
        text = text[1:-1].strip()
    return text.replace(" ", "%20")
