"""Records of any kind as bytes, and files made of them, written by nothing but this module."""

import gzip
import hashlib
import io
from base64 import b32encode
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

from tests.warcs.recording import frame
from warcs.verifying import FileReport, Findings, check_stream

NOW = datetime(2026, 3, 2, 12, 30, 15, tzinfo=UTC)
DATE = "2026-03-02T12:30:15Z"
Form = Literal["gzip", "zstd", "plain"]
FORMS: tuple[Form, ...] = ("gzip", "zstd", "plain")
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<h1>Hi</h1>"
CHUNKED = (
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nX: 1\r\n\r\n"
)


def identifier(number: int) -> str:
    return f"<urn:uuid:00000000-0000-4000-8000-{number:012d}>"


def digest(content: bytes, algorithm: str = "sha256") -> str:
    return f"{algorithm}:{b32encode(hashlib.new(algorithm, content).digest()).decode()}"


def record(number: int, block: bytes = PAGE, **fields: str | None) -> bytes:
    """A response, but for ``fields`` (underscores for hyphens); None leaves one out."""
    said: dict[str, str | None] = {
        "WARC-Type": "response",
        "WARC-Record-ID": identifier(number),
        "WARC-Date": DATE,
        "WARC-Target-URI": f"https://paper.example/{number}",
        "WARC-Block-Digest": digest(block),
        "Content-Type": "application/http;msgtype=response",
        "Content-Length": str(len(block)),
    }
    said |= {name.replace("_", "-"): value for name, value in fields.items()}
    lines = [f"{name}: {value}\r\n" for name, value in said.items() if value is not None]
    return f"WARC/1.1\r\n{''.join(lines)}\r\n".encode() + block + b"\r\n\r\n"


def units(records: Sequence[bytes], form: Form) -> list[bytes]:
    """Each record as it stands in a file of that form."""
    return [packed(one, form) for one in records]


def packed(content: bytes, form: Form) -> bytes:
    if form == "gzip":
        return gzip.compress(content, mtime=0)
    return frame(content) if form == "zstd" else content


def file_of(records: Sequence[bytes], form: Form = "gzip") -> bytes:
    return b"".join(units(records, form))


def checked(content: bytes) -> FileReport:
    return check_stream(io.BytesIO(content), Findings("x.warc"), now=NOW, whole=True).report


def kinds(content: bytes) -> list[str]:
    """The kinds of the faults in a file, notes left out."""
    return [fault.kind for fault in checked(content).faults if not fault.note]


def notes(content: bytes) -> list[str]:
    return [fault.kind for fault in checked(content).faults if fault.note]
