"""CDXJ index lines, as pywb writes and reads them, and a sorted segment of them per WARC file.

A line is the SURT key, a 14-digit UTC time and a JSON object, divided by spaces; numbers are
strings there, as in the field.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from warcs import digests, surt, tiers
from warcs.errors import WriteFailed
from warcs.files import SUFFIX, sync_folder
from warcs.http1 import is_response, media_type, read_head, read_status
from warcs.methods import Asked, asked
from warcs.reader import Record, read_records
from warcs.values import Capture

REVISIT = "warc/revisit"
INDEXED = ("response", "revisit", "resource", "request")
UNKNOWN = "unk"  # pywb's word for a response that names no media type


def line(capture: Capture) -> str:
    """The index line of a capture, without line end."""
    ref = capture.ref
    return _Line(
        url=capture.url,
        date=ref.date,
        mime=REVISIT if capture.type == "revisit" else capture.mime,
        status=capture.status,
        digest=ref.digest,
        length=capture.length,
        offset=ref.offset,
        file=ref.file,
    ).text()


def write_segment(indexes: Path, name: str, captures: Iterable[Capture]) -> Path:
    """Write the sorted segment of the WARC file ``name`` into the folder ``indexes``.

    Captures without an answer are left out: there is nothing to replay. A segment that is there
    already is replaced, in one step. Returns its path; raises WriteFailed.
    """
    lines = sorted(line(capture) for capture in captures if capture.type in ("response", "revisit"))
    path = segment_path(indexes, name)
    if path.exists():
        tiers.forget(indexes, path.name)  # what was taken out of a file must not stay in a copy
    write_lines(path, lines)
    tiers.tidy(indexes)
    return path


def segment_path(indexes: Path, name: str) -> Path:
    """The segment of a WARC file: its name, with ``.cdxj`` in place of ``.warc.gz``."""
    return indexes / f"{name.removesuffix(SUFFIX)}.cdxj"


def write_lines(path: Path, lines: Iterable[str]) -> int:
    """Write sorted lines into a file that is then put in place, durable; returns how many.

    Raises WriteFailed.
    """
    new = path.with_name(f"{path.name}.new")
    count = 0
    try:
        with new.open("w", encoding="utf-8", newline="\n") as stream:
            for count, text in enumerate(lines, 1):  # noqa: B007 - the last one is how many
                stream.write(f"{text}\n")
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise WriteFailed(f"{path}: cannot be written ({error.strerror})") from error
    return count


def read_lines(stream: BinaryIO, name: str) -> Iterator[str]:
    """The index lines of any WARC file, in its order: responses, revisits and resources.

    A request that is no GET is told in the line of its answer (:mod:`warcs.methods`), if it stands
    beside it and one of them names the other. Damage is passed over;
    :func:`warcs.reader.read_records` tells of it.
    """
    return lines_of(read_records(stream, name))


def lines_of(records: Iterable[Record]) -> Iterator[str]:
    """The index lines of ``records``, in their order; see :func:`read_lines`."""
    held: _Half | None = None  # the other half of whose exchange may follow
    for record in records:
        if not record.url or record.type not in INDEXED:
            continue
        half = _half(record)
        if held and held.is_half_of(half):
            answer, request = (held, half) if held.line else (half, held)
            if answer.line:
                yield answer.line.text(request.asked)
            held = None
            continue
        if held and held.line:
            yield held.line.text()
        held = half
        if record.type == "resource" and half.line:  # nobody asked for it
            yield half.line.text()
            held = None
    if held and held.line:
        yield held.line.text()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """What an index line tells of a record."""

    url: str
    date: datetime
    mime: str | None
    status: int | None
    digest: str | None
    length: int
    offset: int
    file: str

    def text(self, asked: Asked | None = None) -> str:
        fields = {
            "url": self.url,
            "mime": self.mime or UNKNOWN,
            "status": str(self.status) if self.status and self.mime != REVISIT else None,
            "digest": self.digest and self.digest.removeprefix("sha1:"),
            "length": str(self.length),
            "offset": str(self.offset),
            "method": asked.method if asked else None,
            "requestBody": (asked.body or None) if asked else None,
            "filename": self.file,
        }
        told = {name: value for name, value in fields.items() if value is not None}
        key = surt.key(asked.added_to(self.url) if asked else self.url)
        return f"{key} {_stamp(self.date)} {json.dumps(told)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Half:
    """An answer, or what was asked."""

    id: str
    url: str
    partners: frozenset[str]  #: WARC-Concurrent-To
    line: _Line | None = None  #: of an answer
    asked: Asked | None = None  #: by a request that is no GET

    def is_half_of(self, other: "_Half") -> bool:
        return (
            (self.line is None) != (other.line is None)
            and self.url == other.url
            and (other.id in self.partners or self.id in other.partners)
        )


def _half(record: Record) -> _Half:
    partners = frozenset(
        value.strip().strip("<>")
        for name, value in record.fields
        if name.lower() == "warc-concurrent-to"
    )
    if record.type == "request":
        return _Half(id=record.id, url=record.url, partners=partners, asked=asked(record.block))
    return _Half(id=record.id, url=record.url, partners=partners, line=_line(record))


def _line(record: Record) -> _Line:
    status, mime = _status_and_mime(record)
    return _Line(
        url=record.url,
        date=record.date,
        mime=REVISIT if record.type == "revisit" else mime,
        status=status,
        digest=record.ref.digest or _digest(record),
        length=record.length,
        offset=record.offset,
        file=record.file,
    )


def _status_and_mime(record: Record) -> tuple[int | None, str | None]:
    """Of the HTTP response, where it is one; its body is not looked at."""
    kind = media_type(record.content_type)
    if record.type == "resource" or kind != "application/http":
        return None, kind
    if not is_response(record.block):
        return None, None
    head = read_head(record.block)
    return read_status(head)[1], media_type(head.header("content-type"))


def _digest(record: Record) -> str | None:
    """SHA-1 of the payload, as the field has it, for a record that tells no digest of its own."""
    if record.type == "revisit" or record.truncated:
        return None
    http = record.http
    return digests.labelled("sha1", (http.payload if http else record.block,))


def _stamp(date: datetime) -> str:
    return f"{date.year:04d}{date:%m%d%H%M%S}"
