"""The capture that a scanned record is, as the reader would tell it."""

from typing import cast, get_args

from warcs.http.http1 import HttpResponse, media_type, read_response
from warcs.record import UNKNOWN_DATE
from warcs.recording import captures
from warcs.records import FAILURE, is_of_web, parse_date, target_uri
from warcs.values import Capture, CaptureRef, CaptureType, Truncated
from warcs.verifying.scan import Seen

_FAILURE = FAILURE.encode()
_FAILED = (b"request", b"metadata")  # what may say that there is no response


def capture_of(seen: Seen, file: str) -> Capture | None:
    """What :attr:`warcs.reader.Record.capture` is for the same record.

    It must have been scanned with ``facts``.
    """
    url = target_uri(seen.text("WARC-Target-URI"))
    if seen.kind == b"resource":
        return _resource(seen, file, url) if is_of_web(url) else None
    http = _http(seen)
    failure = seen.text(FAILURE)
    revisit = seen.kind == b"revisit"
    if http is None and not revisit and (failure is None or seen.kind not in _FAILED):
        return None
    truncated = _truncated(seen) if http and not revisit else None
    refers_to = seen.text("WARC-Refers-To") if revisit else None
    return Capture(
        ref=_ref(seen, file),
        url=url,
        type=cast(CaptureType, seen.kind.decode()),
        status=http.status if http else None,
        mime=http.mime if http else None,
        length=seen.length,
        payload_length=seen.payload_size if http and not revisit else 0,
        truncated=truncated,
        failure=failure,
        refers_to=refers_to.strip().strip("<>") if refers_to else None,
        chunked=http is not None and http.chunked,
    )


def _resource(seen: Seen, file: str, url: str) -> Capture:
    return captures.resource(
        _ref(seen, file),
        url=url,
        length=seen.length,
        mime=media_type(seen.text("Content-Type")),
        payload_length=seen.size,
        truncated=_truncated(seen),
    )


def _ref(seen: Seen, file: str) -> CaptureRef:
    part = seen.kind == b"response" and _truncated(seen)
    return CaptureRef(
        record_id=seen.id.decode("utf-8", "replace"),
        date=parse_date(seen.text("WARC-Date")) or UNKNOWN_DATE,
        digest=None if part else seen.text("WARC-Payload-Digest"),
        file=file,
        offset=seen.offset,
    )


def _http(seen: Seen) -> HttpResponse | None:
    """The response's head; None where the record is no response."""
    content_type = seen.fields.get(b"Content-Type", b"").lower()
    has_head = seen.kind == b"response" or (seen.kind == b"revisit" and seen.size > 0)
    if not has_head or not content_type.startswith(b"application/http"):
        return None
    return read_response(seen.body.begin if seen.body else b"")


def _truncated(seen: Seen) -> Truncated | None:
    reason = seen.text("WARC-Truncated")
    if reason is None:
        return None
    known = reason.lower()
    return cast(Truncated, known) if known in get_args(Truncated) else "unspecified"
