"""Which records an exchange becomes, and what a capture says of itself.

The recorder and the reader both get their :class:`~warcs.values.Capture` from :func:`capture`, so
that what was returned when a record was written can be read again from the file alone.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from warcs import records
from warcs.digests import Algorithm, labelled
from warcs.http.http1 import HttpResponse, without_header
from warcs.packaging.stored import Block, beginning, pieces
from warcs.recording import deduplication
from warcs.recording.deduplication import IDENTICAL, NOT_MODIFIED, Originals, revisited
from warcs.recording.measure import Measured, measure
from warcs.redacting.credentials import without_userinfo
from warcs.values import (
    SKIPPED,
    Capture,
    CaptureRef,
    CaptureType,
    Exchange,
    Original,
    Skip,
    Truncated,
)

INTERIM = "urn:interim:"  #: and the URL: the WARC-Target-URI of interim responses
UNMODIFIED = "urn:not-modified:"  #: and the URL: likewise of a 304 that became a revisit
NO_ANSWER = "no answer"  # the failure of a request that nothing is known of


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRecord:
    """A record to be written, before its place in a file is known."""

    type: str
    id: str
    date: datetime
    url: str
    content_type: str
    block: Block
    digest: str | None = None  #: of the payload
    fields: tuple[tuple[str, str | None], ...] = ()  #: further named fields
    measured: Measured | None = None  #: of a response
    left_out: int = 0  #: bytes of the payload that a revisit does not repeat

    @property
    def http(self) -> HttpResponse | None:
        """The head of a response."""
        return self.measured.http if self.measured else None

    def head(self, info_id: str, algorithm: Algorithm) -> bytes:
        """The record's head; ``info_id`` is the id of the file's warcinfo record."""
        return records.head(
            (
                ("WARC-Type", self.type),
                ("WARC-Record-ID", f"<{self.id}>"),
                ("WARC-Date", records.warc_date(self.date)),
                ("WARC-Target-URI", self.url),
                *self.fields,
                ("WARC-Warcinfo-ID", f"<{info_id}>"),
                ("WARC-Block-Digest", self._block_digest(algorithm)),
                ("WARC-Payload-Digest", self.digest),
                ("Content-Type", self.content_type),
                ("Content-Length", str(len(self.block))),
            )
        )

    def _block_digest(self, algorithm: Algorithm) -> str:
        if self.measured is not None and self.measured.algorithm == algorithm:
            return self.measured.block_digest
        if self.digest is not None and self.type in ("metadata", "resource"):
            return self.digest  # the block is the payload
        return labelled(algorithm, pieces(self.block))


def of_exchange(
    exchange: Exchange,
    new_id: Callable[[], str],
    algorithm: Algorithm,
    originals: Originals | None = None,
) -> list[NewRecord]:
    """The records of an exchange; the first is the one that its capture points at.

    The response comes before the request: it is what a file that was cut short should keep. With
    ``originals`` a payload that is there already is not kept again.
    """
    if exchange.skip is not None:
        return [_skipped(exchange, exchange.skip, new_id())]
    if exchange.response:
        return _answered(exchange, new_id, algorithm, originals)
    failure = records.one_line(exchange.failure or "") or NO_ANSWER
    if exchange.request:
        request = _request(exchange, new_id(), failure=failure)
        reason = _failure(exchange, new_id(), failure, concurrent_to=request.id)
        return [request, reason, *_interim(exchange, new_id, request.id)]
    reason = _failure(exchange, new_id(), failure, marked=True)
    return [reason, *_interim(exchange, new_id, reason.id)]


def _answered(
    exchange: Exchange,
    new_id: Callable[[], str],
    algorithm: Algorithm,
    originals: Originals | None,
) -> list[NewRecord]:
    response_id = new_id()
    request_id = new_id() if exchange.request else None
    measured = exchange.measured
    if measured is None or measured.algorithm != algorithm:
        measured = measure(exchange.response, algorithm)
    found = revisited(exchange, measured, originals)
    # Of a page that is as it was, how it was found is told beside the record that it refers to.
    about = [_about(exchange, new_id(), response_id)] if exchange.about and not found else []
    response = NewRecord(
        type="response",
        id=response_id,
        date=exchange.started,
        url=records.target(exchange.url),
        content_type=records.RESPONSE_TYPE,
        block=exchange.response,
        # A digest of a part would be taken for that of the whole.
        digest=None if exchange.truncated else measured.payload_digest,
        fields=(
            ("WARC-IP-Address", exchange.ip),
            ("WARC-Concurrent-To", f"<{request_id}>" if request_id else None),
            *(("WARC-Concurrent-To", f"<{record.id}>") for record in about),
            ("WARC-Truncated", exchange.truncated),
            (records.FAILURE, records.one_line(exchange.failure or "") or None),
        ),
        measured=measured,
    )
    request = [_request(exchange, request_id, concurrent_to=response_id)] if request_id else []
    told = about
    if found is not None:
        response = _revisit(response, measured, *found)
        if found[0] == NOT_MODIFIED:
            told = [_as_told(exchange, new_id(), response_id)]
    return [response, *request, *told, *_interim(exchange, new_id, response_id)]


def _revisit(
    response: NewRecord, measured: Measured, profile: str, original: Original
) -> NewRecord:
    """The record in the place of ``response``: its head alone.

    Of a 304 not even that (WARC 1.1 §6.7.3 allows it): replay tools take the status in it for that
    of the page, so that pywb would send an empty one. Without, they take the original's head.
    """
    identical = profile == IDENTICAL
    block = beginning(response.block, measured.http.head.end) if identical else b""
    return replace(
        response,
        type="revisit",
        block=block,
        digest=response.digest if identical else None,
        fields=(*deduplication.fields(profile, original), *response.fields),
        measured=measure(block, measured.algorithm) if identical else None,
        left_out=measured.payload_length,
    )


def _as_told(exchange: Exchange, record_id: str, concurrent_to: str) -> NewRecord:
    """A 304 as it came, as a metadata record; see :func:`_interim` for why under this URL."""
    return _metadata(
        exchange,
        record_id,
        exchange.response,
        under=UNMODIFIED,
        content_type=records.RESPONSE_TYPE,
        concurrent_to=concurrent_to,
    )


def _request(
    exchange: Exchange,
    record_id: str,
    *,
    concurrent_to: str | None = None,
    failure: str | None = None,
) -> NewRecord:
    return NewRecord(
        type="request",
        id=record_id,
        date=exchange.started,
        url=records.target(exchange.url),
        content_type=records.REQUEST_TYPE,
        # A password for the proxy is no part of what was asked of the site, and a secret.
        block=without_header(exchange.request, "Proxy-Authorization"),
        fields=(
            ("WARC-IP-Address", exchange.ip),
            ("WARC-Concurrent-To", f"<{concurrent_to}>" if concurrent_to else None),
            (records.FAILURE, failure),
        ),
    )


def _failure(
    exchange: Exchange,
    record_id: str,
    failure: str,
    *,
    concurrent_to: str | None = None,
    marked: bool = False,
) -> NewRecord:
    """Why there is no answer, as ``application/warc-fields``.

    ``marked`` records carry the reason in the head too: they are captures of their own.
    """
    return _metadata(
        exchange,
        record_id,
        records.warc_fields((("failure", failure), *_clean(exchange.about))),
        ip=exchange.ip if marked else None,
        concurrent_to=concurrent_to,
        failure=failure if marked else None,
    )


def _skipped(exchange: Exchange, skip: Skip, record_id: str) -> NewRecord:
    """That an answer came and was not kept: a capture of its own, as those without an answer."""
    rule = records.one_line(skip.rule)
    told = ((SKIPPED, rule), *_clean((*skip.fields, *exchange.about)))
    return _metadata(exchange, record_id, records.warc_fields(told), failure=f"{SKIPPED}: {rule}")


def _about(exchange: Exchange, record_id: str, concurrent_to: str) -> NewRecord:
    """What only the crawler knew, as ``application/warc-fields`` (WARC 1.1 §6.5), which is not
    indexed: so it can be under the page's own URL, as other crawlers have it."""
    block = records.warc_fields(_clean(exchange.about))
    return _metadata(exchange, record_id, block, concurrent_to=concurrent_to)


def _clean(about: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return ((name, without_userinfo(value)) for name, value in about)


def _interim(exchange: Exchange, new_id: Callable[[], str], concurrent_to: str) -> list[NewRecord]:
    """The interim responses as a metadata record.

    In the response's block they would be taken for the page; and so would any metadata record
    under the page's URL, which pywb and others index: hence INTERIM before it.
    """
    if not exchange.interim:
        return []
    record = _metadata(
        exchange,
        new_id(),
        exchange.interim,
        under=INTERIM,
        content_type=records.RESPONSE_TYPE,
        concurrent_to=concurrent_to,
    )
    return [record]


def _metadata(
    exchange: Exchange,
    record_id: str,
    block: Block,
    *,
    under: str = "",
    content_type: str = records.FIELDS_TYPE,
    ip: str | None = None,
    concurrent_to: str | None = None,
    failure: str | None = None,
) -> NewRecord:
    """What is told of an exchange; ``under`` its URL with this before it."""
    return NewRecord(
        type="metadata",
        id=record_id,
        date=exchange.started,
        url=under + records.target(exchange.url),
        content_type=content_type,
        block=block,
        fields=(
            ("WARC-IP-Address", ip),
            ("WARC-Concurrent-To", f"<{concurrent_to}>" if concurrent_to else None),
            (records.FAILURE, failure),
        ),
    )


def resource(
    ref: CaptureRef,
    *,
    url: str,
    length: int,
    mime: str | None,
    payload_length: int,
    truncated: Truncated | None,
) -> Capture:
    """The capture that a resource record is: content without the exchange that brought it."""
    return Capture(
        ref=ref,
        url=url,
        type="resource",
        status=None,
        mime=mime,
        length=length,
        payload_length=payload_length,
        truncated=truncated,
    )


def capture(
    ref: CaptureRef,
    *,
    type: CaptureType,
    url: str,
    length: int,
    http: HttpResponse | None,
    truncated: Truncated | None,
    failure: str | None,
    payload_length: int | None = None,
    credentials: bool = False,
    refers_to: str | None = None,
) -> Capture:
    """The capture that a record is; ``http`` is None where it is no response.

    ``payload_length`` is to be given where the payload is not in ``http``, being large.
    """
    if payload_length is None:
        payload_length = len(http.payload) if http else 0
    return Capture(
        ref=ref,
        url=url,
        type=type,
        status=http.status if http else None,
        mime=http.mime if http else None,
        length=length,
        payload_length=payload_length,
        truncated=truncated,
        failure=failure,
        credentials=credentials,
        refers_to=refers_to.strip().strip("<>") if refers_to and type == "revisit" else None,
        chunked=http is not None and http.chunked,
    )
