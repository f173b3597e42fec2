"""A record as it was read, and what it says."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Literal, cast, get_args

from warcs import captures
from warcs.digests import verify
from warcs.http1 import HttpResponse, head_end, read_response
from warcs.records import FAILURE
from warcs.values import Capture, CaptureRef, Truncated

UNKNOWN_DATE = datetime(1, 1, 1, tzinfo=UTC)  #: of a record whose date cannot be read


@dataclass(frozen=True, kw_only=True)
class Record:
    """One record of a WARC or ARC file; it was whole, unless ``cut``."""

    type: str  #: WARC-Type, ``response``; empty if there is none
    id: str  #: without angle brackets; made from the place for ARC, which has none
    url: str  #: WARC-Target-URI; empty if there is none
    date: datetime  #: aware, UTC; UNKNOWN_DATE if it cannot be read
    content_type: str | None  #: of the block
    fields: tuple[tuple[str, str], ...]  #: the head, in order, names as written
    block: bytes
    cut: bool = False  #: the block is longer than what is in ``block``
    file: str  #: name of the file, once sealed
    offset: int  #: in bytes, of the gzip member or, uncompressed, of the record
    length: int  #: in the file, in bytes; 0 in a gzip member that holds several records

    def field(self, name: str) -> str | None:
        """The first named field of that name, whatever its case."""
        name = name.lower()
        return next((value for key, value in self.fields if key.lower() == name), None)

    @property
    def truncated(self) -> Truncated | None:
        """WARC-Truncated; a reason that the standard does not know is ``unspecified``."""
        reason = self.field("WARC-Truncated")
        if reason is None:
            return None
        known = reason.strip().lower()
        return cast(Truncated, known) if known in get_args(Truncated) else "unspecified"

    @property
    def ref(self) -> CaptureRef:
        """Where this record is."""
        # What a truncated response says is the digest of a part; a revisit's is of the whole.
        part = self.type == "response" and self.truncated
        return CaptureRef(
            record_id=self.id,
            date=self.date,
            digest=None if part else self.field("WARC-Payload-Digest"),
            file=self.file,
            offset=self.offset,
        )

    @cached_property
    def http(self) -> HttpResponse | None:
        """The HTTP response in a response or revisit record; None in any other.

        The payload of a revisit is empty: it is that of the record it refers to.
        """
        http_block = (self.content_type or "").lower().lstrip().startswith("application/http")
        if self.type not in ("response", "revisit") or not http_block:
            return None
        return read_response(self.block)

    @property
    def capture(self) -> Capture | None:
        """The capture that this record is: as the recorder returned it when it was written.

        None for a record that is part of a capture (the request of a response, say) or none.
        """
        failure = self.field(FAILURE)
        http = self.http if self.type == "response" else None
        if http is None and (failure is None or self.type not in ("request", "metadata")):
            return None
        return captures.capture(
            self.ref,
            type=cast(Literal["response", "request", "metadata"], self.type),
            url=self.url,
            length=self.length,
            http=http,
            truncated=self.truncated if http else None,
            failure=failure,
        )

    def faults(self) -> tuple[str, ...]:
        """What contradicts the digests in the head, a line each; empty if nothing does.

        The payload of a response is its body after transfer-decoding (WARC 1.1 §5.9 with the
        definition of payload in RFC 7231). Tools that digest the chunked body wrote other
        values; where that is what the digest is of, it is accepted.
        """
        if self.cut:
            return ("the block is too long to be checked in memory",)
        faults = []
        block = self.field("WARC-Block-Digest")
        if block and verify(block, (self.block,)) is False:
            faults.append(f"the block is not what WARC-Block-Digest says: {block}")
        payload = self.field("WARC-Payload-Digest")
        if payload and self.type != "revisit" and self._payload_differs(payload):
            faults.append(f"the payload is not what WARC-Payload-Digest says: {payload}")
        return tuple(faults)

    def _payload_differs(self, digest: str) -> bool:
        if self.http is not None:
            as_sent = memoryview(self.block)[self.http.head.end :]
            candidates = [self.http.payload, as_sent]
        elif self.type == "request":
            candidates = [memoryview(self.block)[head_end(self.block) :]]
        else:
            candidates = [self.block]
        return all(verify(digest, (candidate,)) is False for candidate in candidates)
