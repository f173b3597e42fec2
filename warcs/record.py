"""A record as it was read, and what it says."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO, Literal, Protocol, cast, get_args

from warcs.digests import verify
from warcs.http.http1 import HttpResponse, head_end, media_type, read_response
from warcs.reading.heads import Fields, parse
from warcs.recording import captures
from warcs.records import FAILURE, is_of_web, made_id, target_uri
from warcs.redacting.credentials import carried
from warcs.values import Capture, CaptureRef, CaptureType, Truncated

FAILED = ("request", "metadata")  # what may say that there is no response
UNKNOWN_DATE = datetime(1, 1, 1, tzinfo=UTC)  #: of a record whose date cannot be read


MOST_NAMING = 1 << 16  # bytes of a block by which a record without identifier is known

_VERSION = len(b"WARC/1.1\r\n")
_TYPE = b"WARC-Type: "  # as a rule the first field, so that the head need not be read for it


class Body(Protocol):
    """A block that is not held in memory."""

    def stream(self) -> BinaryIO:
        """The block from its beginning."""
        ...


class Record:
    """One record of a WARC or ARC file; it was whole, unless it says otherwise.

    What its head says is read when it is asked for. A block of at most LARGE bytes is held; a
    larger one is read from the file (:meth:`stream`, :meth:`pieces`, ``block``) before the next
    record is asked for; of a record that was read by itself (``record_at``), at any time.
    """

    # What is not asked of most records stands here, so that making one costs little.
    tail = b"\r\n\r\n"
    """What stood behind the block: line ends, 16 bytes of them at most; two CRLF, as it should."""
    date: datetime  #: WARC-Date: aware, UTC; UNKNOWN_DATE if it cannot be read
    _fields: Fields | None = None
    _lookup: dict[str, str] | None = None
    _body: Body | None = None  # of a block that is not held
    _block: bytes | None = None
    _http: HttpResponse | Literal[False] | None = False  # not asked for yet
    _within = 0  # offset in the content of a member that holds several records

    def __init__(
        self, held: bytes, begin: int, middle: int, end: int, most_block: int, file: str,
        offset: int, length: int, date: datetime,
    ) -> None:  # fmt: skip
        """The head is ``held[begin:middle]``, the block ``held[middle:end]``.

        A block that ends behind ``held`` is told with :meth:`read_from`.
        """
        self._held = held
        self._begin = begin
        self._middle = middle
        self._end = end
        self._most = most_block
        self.file = file  #: name of the file, once sealed
        self.offset = offset  #: in bytes, of the gzip member, zstd frame or plain record
        self.length = length
        """In the file, in bytes: of member or frames, or of head and block. 0 if the record has no
        place of its own, or while a streamed block was not read to its end."""
        self.date = date

    def __repr__(self) -> str:
        return f"<Record {self.type} {self.id} in {self.file} at {self.offset}>"

    @property
    def head(self) -> bytes:
        """The head as it is in the file, with the empty line."""
        return self._held[self._begin : self._middle]

    @property
    def size(self) -> int:
        """Of the block, in bytes."""
        return self._end - self._middle

    @property
    def fields(self) -> Fields:
        """The head, in order, names as written; for an ARC record, what WARC would call them."""
        if self._fields is None:
            self._fields = parse(self.head)
        return self._fields

    def field(self, name: str) -> str | None:
        """The first named field of that name, whatever its case."""
        if self._lookup is None:
            self._lookup = {key.lower(): value for key, value in reversed(self.fields)}
        return self._lookup.get(name.lower())

    @property
    def type(self) -> str:
        """WARC-Type, ``response``; empty if there is none."""
        if self._fields is None and self._held.startswith(_TYPE, self._begin + _VERSION):
            begin = self._begin + _VERSION + len(_TYPE)
            value = self._held[begin : self._held.find(b"\r\n", begin)]
            if value.isalpha() and self._held[begin + len(value) + 2] not in b" \t":
                return value.decode("ascii")
        return self.field("warc-type") or ""

    @property
    def id(self) -> str:
        """Without angle brackets; where there is none, as in ARC files, made from what the record
        says, so that it stays the same wherever the record lies."""
        told = (self.field("warc-record-id") or "").strip().strip("<>")
        if told:
            return told
        # A block that is not held is read from the file once: of such a record the head must do.
        said = self.head + (self.beginning(MOST_NAMING) if self._body is None else b"")
        return made_id(said)

    @property
    def url(self) -> str:
        """WARC-Target-URI; empty if there is none.

        Without the angle brackets that Wget wrote for a while (WARC 1.0's grammar has them), spaces
        percent-encoded.
        """
        return target_uri(self.field("warc-target-uri"))

    @property
    def content_type(self) -> str | None:
        """Content-Type of the block."""
        return self.field("content-type")

    @property
    def cut(self) -> bool:
        """True if the block is longer than what ``block`` gives."""
        return self.size > self._most

    @property
    def block(self) -> bytes:
        """The block, or as much of it as the reader was asked for (``most_block``)."""
        if self._block is None:
            if self._body is None:
                end = min(self._end, self._middle + self._most)
                self._block = self._held[self._middle : end]
            else:
                with self.stream() as stream:
                    self._block = stream.read(self._most)
        return self._block

    def beginning(self, size: int) -> bytes:
        """The first ``size`` bytes of the block; all of it if it has no more. No more is copied."""
        if self._block is not None:
            return self._block[:size]
        if self._body is None:
            return self._held[self._middle : min(self._end, self._middle + size)]
        with self.stream() as stream:
            return stream.read(size)

    def read_from(self, body: Body) -> None:
        """Have the block read from elsewhere, from now on."""
        self._body, self._block = body, None

    def parsed(self, fields: Fields, within: int) -> "Record":
        """This record, whose head was read already; ``within``: where in a member's content."""
        self._fields, self._within = fields, within
        return self

    def stream(self) -> BinaryIO:
        """The whole block, to be read in pieces; memory does not grow with it.

        Reading raises CorruptRecord where a record that was given before it was known to be whole
        (``whole=False``) is not.
        """
        if self._body is not None:
            return self._body.stream()
        return io.BytesIO(self.block)

    def pieces(self, size: int = 1 << 20) -> Iterator[bytes]:
        """The whole block in pieces of at most ``size`` bytes; as :meth:`stream`."""
        with self.stream() as stream:
            while piece := stream.read(size):
                yield piece

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

    @property
    def http(self) -> HttpResponse | None:
        """The HTTP response in a response or revisit record; None in any other.

        The payload of a revisit is empty: it is that of the record it refers to. Interim responses
        (1xx), which other tools leave before the response, are passed over.
        """
        if self._http is False:
            self._http = self._response()
        return self._http

    def _response(self) -> HttpResponse | None:
        http_block = (self.content_type or "").lower().lstrip().startswith("application/http")
        if self.type not in ("response", "revisit") or not http_block:
            return None
        return read_response(self.block)

    @property
    def capture(self) -> Capture | None:
        """The capture that this record is: as the recorder returned it when it was written.

        None for a record that is part of a capture (the request of a response, say) or none.
        """
        if self.type == "resource":
            return self._resource()
        failure = self.field(FAILURE)
        revisit = self.type == "revisit"
        # The block of a 304 is empty: it has no head of its own.
        http = self.http if self.type == "response" or (revisit and self.size) else None
        if http is None and not revisit and (failure is None or self.type not in FAILED):
            return None
        return captures.capture(
            self.ref,
            type=cast(CaptureType, self.type),
            url=self.url,
            length=self.length,
            http=http,
            # That a revisit is truncated says only that its payload is elsewhere.
            truncated=self.truncated if http and not revisit else None,
            failure=failure,
            credentials=self.type == "request" and carried(self.block),
            refers_to=self.field("WARC-Refers-To"),
        )

    def _resource(self) -> Capture | None:
        """What a tool kept of the web without its exchange; None for what it kept beside."""
        if not is_of_web(self.url):
            return None
        return captures.resource(
            self.ref,
            url=self.url,
            length=self.length,
            mime=media_type(self.content_type),
            payload_length=self.size,
            truncated=self.truncated,
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
        # A segment's payload digest is of all segments together (WARC 1.1 §7).
        whole = self.type != "revisit" and self.field("WARC-Segment-Number") is None
        if payload and whole and self._payload_differs(payload):
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


def block_holds(record: Record) -> bool:
    """True if the block is what WARC-Block-Digest says."""
    digest = record.field("WARC-Block-Digest")
    return digest is not None and verify(digest, record.pieces()) is True
