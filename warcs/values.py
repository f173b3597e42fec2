"""What goes over the wire and where it was kept: the values that all of ``warcs`` shares."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from warcs.packaging.stored import Block
from warcs.recording.measure import Measured

Truncated = Literal["length", "time", "disconnect", "unspecified"]  #: WARC 1.1 §5.13
CaptureType = Literal["response", "revisit", "resource", "request", "metadata"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The record that holds a payload, as a revisit refers to it; never a revisit itself."""

    record_id: str  #: without angle brackets
    url: str  #: its WARC-Target-URI
    date: datetime  #: its WARC-Date: aware, UTC

    @classmethod
    def of(cls, capture: "Capture") -> "Original":
        """``capture`` as what others may refer to."""
        return cls(record_id=capture.ref.record_id, url=capture.url, date=capture.ref.date)


SKIPPED = "skipped"  #: how the failure of a capture begins that was not kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """Why an exchange is not kept, though an answer came."""

    rule: str  #: one line, which the capture's failure repeats: ``skipped: RULE``
    fields: tuple[tuple[str, str], ...] = ()  #: what else is to be told, in the metadata record


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One HTTP request put on one connection, and what came back, byte for byte.

    A request that never reached the wire (DNS, refused, TLS) has ``request == b""``.
    """

    url: str  #: target URI, absolute, without fragment
    started: datetime  #: aware, UTC, microseconds
    ip: str | None = None  #: of the peer, also when it is a proxy
    request: bytes = b""  #: as sent: head and body
    response: Block = b""  #: as received: the final response, transfer-coding kept
    interim: bytes = b""  #: 1xx responses that came before it
    measured: Measured | None = None  #: the response's digests and lengths, if they are known
    truncated: Truncated | None = None
    failure: str | None = None  #: one line: why there is no whole response
    about: tuple[tuple[str, str], ...] = ()
    """What only the crawler knows of it: fields (``via``, …) of a metadata record beside it."""
    skip: Skip | None = None  #: why nothing of it is kept but this
    unmodified: Original | None = None
    """What the request's validators came from (If-None-Match, If-Modified-Since), and a 304 says to
    be as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureRef:
    """Where the bytes of a capture are: enough to read and to prove them."""

    record_id: str  #: ``urn:uuid:…``, without angle brackets
    date: datetime  #: WARC-Date: aware, UTC
    digest: str | None  #: payload digest, ``sha256:`` and base32; None for a truncated capture
    file: str  #: name of the WARC file once it is sealed
    offset: int  #: of the record's gzip member in it, in bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One recorded exchange: its reference and what an index wants to know of it."""

    ref: CaptureRef
    url: str
    type: CaptureType
    """What ``ref`` points at: the response, or the revisit in its place; the resource record, where
    a tool kept content of the web without its exchange; the request, if no answer came; the
    metadata record that says why, if nothing reached the wire."""
    status: int | None  #: HTTP status; None of a resource, and of a 304 that became a revisit
    mime: str | None  #: media type of what was answered or kept, lower-case, without parameters
    length: int  #: of the compressed record, in bytes
    payload_length: int  #: of the body after transfer-decoding, in bytes; 0 of a revisit
    truncated: Truncated | None = None
    failure: str | None = None
    credentials: bool = False
    """The request carried Cookie or Authorization. Read from a file, only a capture that points at
    the request itself says so; else it is to be asked of the request beside."""
    refers_to: str | None = None  #: of a revisit: id of the record that holds the payload
    chunked: bool = False  #: the body came in chunks

    @property
    def skipped(self) -> str | None:
        """The rule by which the answer was not kept; None if it was, or if none came."""
        word, _, rule = (self.failure or "").partition(": ")
        return rule if self.type == "metadata" and word == SKIPPED else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedFile:
    """A WARC file that nothing will be added to."""

    name: str
    size: int  #: bytes
    sha256: str  #: hexadecimal, of the file as it is
