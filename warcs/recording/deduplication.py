"""A payload that is in the archive already is referred to, and not kept again (WARC 1.1 §6.7).

Two profiles: what came has the digest and the length of an earlier payload; or the server said
that nothing is new (304), when asked by the validators of an earlier capture. What a revisit refers
to is always the record that holds the payload, never another revisit.
"""

from typing import Protocol

from warcs.recording.measure import Measured
from warcs.records import target, warc_date
from warcs.values import Capture, Exchange, Original

IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"

SMALLEST = 300
"""Bytes of a payload for which a revisit is worth it: its fields take more than a smaller payload
does, compressed."""

Fields = tuple[tuple[str, str | None], ...]


class Originals(Protocol):
    """Knows which payloads an archive has."""

    def find(self, digest: str, length: int, url: str, *, chunked: bool) -> Original | None:
        """The record that holds the payload with this digest and length in bytes; the one of
        ``url`` (as WARC-Target-URI has it) if there are several.

        If what came was not ``chunked``, one that was not either: pywb takes the head of the
        revisit and the body of the original, and would show its chunks.
        """
        ...


class Seen:
    """The payloads of one crawl, in memory: about 400 bytes for each, for at most ``most``."""

    def __init__(self, most: int = 1_000_000) -> None:
        self._most = most
        self._known: dict[tuple[str, int, bool], Original] = {}

    def add(self, capture: Capture) -> None:
        """A capture was recorded."""
        digest = capture.ref.digest
        if digest is None or not may_be_referred_to(capture) or len(self._known) >= self._most:
            return
        key = (digest, capture.payload_length, capture.chunked)
        self._known.setdefault(key, Original.of(capture))

    def find(self, digest: str, length: int, url: str, *, chunked: bool) -> Original | None:
        """See Originals; of several the first."""
        plain = self._known.get((digest, length, False))
        return plain or (self._known.get((digest, length, True)) if chunked else None)


def may_be_referred_to(capture: Capture) -> bool:
    """True for a whole answer of status 200; what replays a revisit takes it for one."""
    return capture.type == "response" and capture.status == 200 and capture.truncated is None


def fields(profile: str, original: Original) -> Fields:
    """The named fields by which a revisit says what it refers to (§5.12, §6.7.2)."""
    return (
        ("WARC-Profile", profile),
        ("WARC-Refers-To", f"<{original.record_id}>"),
        ("WARC-Refers-To-Target-URI", original.url),
        ("WARC-Refers-To-Date", warc_date(original.date)),
        # The payload is left out; of a 304 there is none.
        ("WARC-Truncated", "length" if profile == IDENTICAL else None),
    )


def revisited(
    exchange: Exchange, measured: Measured, originals: Originals | None
) -> tuple[str, Original] | None:
    """The profile of the revisit that an exchange is, and what it refers to; None if it is none.

    ``measured`` is its response.
    """
    if exchange.truncated or exchange.failure:
        return None
    if measured.http.status == 304 and exchange.unmodified is not None:
        return NOT_MODIFIED, exchange.unmodified
    if measured.http.status != 200 or measured.payload_length < SMALLEST or originals is None:
        return None
    url = target(exchange.url)
    original = originals.find(
        measured.payload_digest, measured.payload_length, url, chunked=measured.http.chunked
    )
    return (IDENTICAL, original) if original else None
