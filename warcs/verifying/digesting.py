"""Holding a record's block and payload against the digests in its head."""

from typing import TYPE_CHECKING

from warcs.verifying.flow import Flow, Views
from warcs.verifying.payloads import (
    LONGEST_HTTP_HEAD,
    WHOLE,
    Body,
    Dechunker,
    Expected,
    body_of,
    digest_of_payload,
    new,
)
from warcs.verifying.report import Findings

if TYPE_CHECKING:
    from warcs.verifying.scan import Seen

Pending = list[tuple[str, str]]


class Digesting:
    """Checks the digests that records have, and counts them in ``findings.counts``.

    With ``facts``, records are told where their payload is and how long.
    """

    def __init__(self, findings: Findings, *, facts: bool) -> None:
        self._counts = findings.counts
        self._facts = facts

    def block(self, seen: "Seen", views: Views, pending: Pending) -> None:
        """A block that is in memory; what contradicts goes to ``pending``."""
        fields = seen.fields
        block_label = fields.get(b"WARC-Block-Digest")
        payload_label = fields.get(b"WARC-Payload-Digest")
        digest = None
        expected = self._expected(block_label) if block_label is not None else None
        if expected is not None and expected.name:
            state = new(expected.name, views[0] if views else b"")
            for view in views[1:]:
                state.update(view)
            digest = state.digest()
            self._counts["block"] += 1
            if not expected.fits(digest):
                pending.append(("block-digest", _differs("block", expected)))
        if payload_label is None:
            if self._facts:
                self._measure(seen, views)
            if block_label is None:
                self._counts["uncovered"] += 1
            return
        body = self._body(seen, views)
        if body is WHOLE and payload_label == block_label:
            self._counts["payload"] += 1  # the same bytes, the same digest: checked above
            return
        self._payload(seen, views, body, payload_label, pending)

    def _expected(self, label: bytes | None) -> Expected | None:
        if label is None:
            return None
        expected = Expected(label)
        if expected.name is None:
            self._counts["unknown"] += 1
        return expected

    def _body(self, seen: "Seen", views: Views) -> Body:
        content_type = seen.fields.get(b"Content-Type", b"")
        seen.body = body_of(seen.kind, content_type, views, head=self._facts)
        if not seen.body.codings:
            seen.payload_size = seen.size - seen.body.start
        return seen.body

    def _measure(self, seen: "Seen", views: Views) -> None:
        if seen.kind not in (b"response", b"revisit"):
            return
        body = self._body(seen, views)
        if body.codings:
            _, seen.payload_size = digest_of_payload("md5", views, body)

    def _payload(
        self, seen: "Seen", views: Views, body: Body, label: bytes, pending: Pending
    ) -> None:
        expected = self._expected(label)
        if expected is None or expected.name is None or self._elsewhere(seen):
            if self._facts:
                self._measure(seen, views)
            return
        digest, seen.payload_size = digest_of_payload(expected.name, views, body)
        self._counts["payload"] += 1
        if expected.fits(digest):
            return
        if body.codings and expected.fits(
            digest_of_payload(expected.name, views, Body(body.start))[0]
        ):
            self._counts["chunked"] += 1
            return
        self._wrong(seen, expected, pending)

    def _wrong(self, seen: "Seen", expected: Expected, pending: Pending) -> None:
        if b"WARC-Truncated" in seen.fields:
            # It may be that of the whole, which was not kept.
            self._counts["payload"] -= 1
            self._counts["unchecked"] += 1
        else:
            pending.append(("payload-digest", _differs("payload", expected)))

    def _elsewhere(self, seen: "Seen") -> bool:
        """True if the payload is not in this record: a revisit's, or that of several segments."""
        if seen.kind == b"revisit" or b"WARC-Segment-Number" in seen.fields:
            self._counts["unchecked"] += 1
            return True
        return False

    def stream(self, seen: "Seen", flow: Flow, pending: Pending) -> int:
        """A block too large to be held; returns how much of it was there."""
        fields = seen.fields
        expected = [self._expected(fields.get(b"WARC-Block-Digest")), None]
        label = fields.get(b"WARC-Payload-Digest")
        if label is not None and not self._elsewhere(seen):
            expected[1] = self._expected(label)
        elif label is None and fields.get(b"WARC-Block-Digest") is None:
            self._counts["uncovered"] += 1
        begin = flow.peek(min(seen.size, LONGEST_HTTP_HEAD))
        body = self._body(seen, (memoryview(begin),))
        large = _Large(expected[0], expected[1], body)
        got = 0
        for piece in flow.pieces(seen.size):
            large.update(piece, got)
            got += len(piece)
        large.finish()
        seen.payload_size = large.payload_size
        if got == seen.size:
            self._judge(seen, large, pending)
        return got

    def _judge(self, seen: "Seen", large: "_Large", pending: Pending) -> None:
        block, payload = large.expected_block, large.expected_payload
        if block is not None and block.name:
            self._counts["block"] += 1
            if not block.fits(large.block.digest()):
                pending.append(("block-digest", _differs("block", block)))
        if payload is None or payload.name is None:
            return
        if not large.decodable:
            self._counts["unchecked"] += 1
            return
        self._counts["payload"] += 1
        if payload.fits(large.payload.digest()):
            return
        if large.dechunker and payload.fits(large.as_sent.digest()):
            self._counts["chunked"] += 1
            return
        self._wrong(seen, payload, pending)


class _Large:
    """The digests of a block that comes in pieces."""

    def __init__(
        self, expected_block: Expected | None, expected_payload: Expected | None, body: Body
    ) -> None:
        self.expected_block, self.expected_payload = expected_block, expected_payload
        self._start = body.start
        self.decodable = body.codings in ((), ("chunked",))
        self.dechunker = Dechunker() if body.codings == ("chunked",) else None
        self.block = new((expected_block and expected_block.name) or "md5")
        self.payload = new((expected_payload and expected_payload.name) or "md5")
        self.as_sent = new((expected_payload and expected_payload.name) or "md5")
        self.payload_size = 0

    def update(self, piece: memoryview, at: int) -> None:
        """The piece of the block that begins ``at`` bytes into it."""
        if self.expected_block is not None:
            self.block.update(piece)
        part = piece[max(0, self._start - at) :]
        if self.dechunker is None:
            self._add(part)
            return
        if self.expected_payload is not None:
            self.as_sent.update(part)
        for content in self.dechunker.feed(part):
            self._add(content)

    def finish(self) -> None:
        """The block is at its end."""
        if self.dechunker is not None:
            self._add(self.dechunker.finish())

    def _add(self, content: bytes | memoryview) -> None:
        self.payload_size += len(content)
        if self.expected_payload is not None:
            self.payload.update(content)


def _differs(what: str, expected: Expected) -> str:
    label = expected.label.decode("ascii", "replace")
    return f"the {what} is not what WARC-{what.capitalize()}-Digest says: {label}"
