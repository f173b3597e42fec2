"""CDXJ index lines, as pywb writes and reads them, and a sorted segment of them per WARC file.

A line is the SURT key, a 14-digit UTC time and a JSON object, divided by spaces; numbers are
strings there, as in the field.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from warcs import digests
from warcs.errors import WriteFailed
from warcs.files import SUFFIX, sync_folder
from warcs.http.http1 import interim_end, is_response, media_type, read_head, read_status
from warcs.index import surt, tiers
from warcs.index.methods import Asked, asked
from warcs.reader import LARGE, Record, read_records
from warcs.values import Capture

REVISIT = "warc/revisit"
INDEXED = ("response", "revisit", "resource", "request")
HEAD = 1 << 13  # bytes of a block that hold the head of a response, as a rule
START = 1 << 20  # and those that are looked at if not
UNKNOWN = "unk"  # pywb's word for a response that names no media type

# A final response whose head has no folds: all that is asked of it can be found by a pattern.
_PLAIN = re.compile(
    rb"HTTP/[0-9.]{1,5} +([2-5][0-9][0-9])(?: [^\r\n]*)?\r\n(?:[^ \t\r\n][^\r\n]*\r\n)*\r\n"
)
_TYPE = re.compile(rb"\ncontent-type[ \t]*:[ \t]*([^\r\n]*)", re.IGNORECASE)
_DATE = re.compile(
    r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?Z", re.ASCII
)
_EASY = re.compile(r"[ !#-\[\]-~]*")


def line(capture: Capture) -> str:
    """The index line of a capture, without line end."""
    ref = capture.ref
    return _Line(
        url=capture.url,
        stamp=_digits(ref.date),
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

    A request that is no GET is told in the line of its answer (:mod:`warcs.index.methods`), if it
    stands beside it and one of them names the other. Damage is passed over;
    :func:`warcs.reader.read_records` tells of it.
    """
    return lines_of(read_records(stream, name))


def lines_of(records: Iterable[Record], *, leave_out: str | None = None) -> Iterator[str]:
    """The index lines of ``records``, in their order; see :func:`read_lines`.

    ``leave_out``: resources whose URL begins so.
    """
    held: _Half | None = None  # the other half of whose exchange may follow
    for record in records:
        half = _half(record, leave_out)
        if half is None:
            continue
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


def _is_left_out(record: Record, beginning: str | None) -> bool:
    return beginning is not None and record.type == "resource" and record.url.startswith(beginning)


@dataclass(slots=True, kw_only=True)
class _Line:
    """What an index line tells of a record."""

    url: str
    stamp: str  #: UTC, 14 digits
    mime: str | None
    status: int | None
    digest: str | None
    length: int
    offset: int
    file: str

    def text(self, asked: Asked | None = None) -> str:
        key = surt.key(asked.added_to(self.url) if asked else self.url)
        told = [f'{key} {self.stamp} {{"url": {_quoted(self.url)}']
        told.append(f'"mime": {_quoted(self.mime or UNKNOWN)}')
        if self.status and self.mime != REVISIT:
            told.append(f'"status": "{self.status}"')
        if self.digest:
            told.append(f'"digest": {_quoted(self.digest.removeprefix("sha1:"))}')
        told.append(f'"length": "{self.length}", "offset": "{self.offset}"')
        if asked:
            told.append(f'"method": {_quoted(asked.method)}')
        if asked and asked.body:
            told.append(f'"requestBody": {_quoted(asked.body)}')
        told.append(f'"filename": {_quoted(self.file)}}}')
        return ", ".join(told)


@dataclass(slots=True, kw_only=True)
class _Half:
    """An answer, or what was asked."""

    record: Record
    line: _Line | None = None  #: of an answer
    asked: Asked | None = None  #: by a request that is no GET

    def is_half_of(self, other: "_Half") -> bool:
        mine, others = self.record, other.record
        return (
            (self.line is None) != (other.line is None)
            and mine.url == others.url
            and (others.id in _partners(mine) or mine.id in _partners(others))
        )


def _partners(record: Record) -> set[str]:
    return {
        value.strip().strip("<>")
        for name, value in record.fields
        if name.lower() == "warc-concurrent-to"
    }


def _half(record: Record, leave_out: str | None) -> _Half | None:
    """None for what has no place in an index, and for a request by GET: it has nothing to tell."""
    kind = record.type
    if kind == "request" and record.beginning(4) == b"GET ":
        return None  # the quick way: half of the records of most files
    if kind not in INDEXED or not record.url or _is_left_out(record, leave_out):
        return None
    if kind != "request":
        return _Half(record=record, line=_line(record))
    said = asked(record.beginning(START))
    return _Half(record=record, asked=said) if said else None


def _line(record: Record) -> _Line:
    status, mime = status_and_mime(record)
    digest = record.field("WARC-Payload-Digest")
    if record.type == "response" and record.truncated:
        digest = None  # what a truncated response says is the digest of a part
    return _Line(
        url=record.url,
        stamp=_stamp(record),
        mime=REVISIT if record.type == "revisit" else mime,
        status=status,
        digest=digest or _digest(record),
        length=record.length,
        offset=record.offset,
        file=record.file,
    )


def status_and_mime(record: Record) -> tuple[int | None, str | None]:
    """Of the HTTP response, where it is one; its body is not looked at."""
    kind = media_type(record.content_type)
    if record.type == "resource" or kind != "application/http":
        return None, kind
    block = record.beginning(HEAD)
    if not is_response(block):
        return None, None
    plain = _PLAIN.match(block)
    if plain:
        found = _TYPE.search(block, 0, plain.end())
        return int(plain[1]), media_type(found[1].decode("latin-1")) if found else None
    head = read_head(block, interim_end(block))
    return read_status(head)[1], media_type(head.header("content-type"))


def _digest(record: Record) -> str | None:
    """SHA-1 of the payload, as the field has it, for a record that tells no digest of its own.

    None for a large chunked body: it would have to be held.
    """
    if record.type == "revisit" or record.truncated:
        return None
    if record.size <= LARGE:
        http = record.http
        return digests.labelled("sha1", (http.payload if http else record.block,))
    start = record.beginning(START)
    end = 0
    if record.type == "response" and is_response(start):
        head = read_head(start)
        end = head.end
        if head.tokens("transfer-encoding"):
            return None
    return digests.labelled("sha1", _behind(record, end))


def _behind(record: Record, end: int) -> Iterator[bytes]:
    """The block from byte ``end`` on, in pieces."""
    for piece in record.pieces():
        yield piece[end:]
        end = max(0, end - len(piece))


def _stamp(record: Record) -> str:
    text = record.field("WARC-Date") or ""
    if _DATE.fullmatch(text):
        return f"{text[:4]}{text[5:7]}{text[8:10]}{text[11:13]}{text[14:16]}{text[17:19]}"
    return _digits(record.date)


def _digits(date: datetime) -> str:
    return f"{date.year:04d}{date:%m%d%H%M%S}"


def _quoted(text: str) -> str:
    """As json.dumps writes it; by far most texts have nothing that must be escaped."""
    return f'"{text}"' if _EASY.fullmatch(text) else json.dumps(text)
