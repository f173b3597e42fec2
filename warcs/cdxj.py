"""CDXJ index lines, as pywb writes and reads them, and a sorted segment of them per WARC file.

A line is the SURT key, a 14-digit UTC time and a JSON object, divided by spaces; numbers are
strings there, as in the field.
"""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from warcs import surt
from warcs.errors import WriteFailed
from warcs.files import SUFFIX, sync_folder
from warcs.reader import Record, read_records
from warcs.values import Capture, CaptureRef

REVISIT = "warc/revisit"
UNKNOWN = "unk"  # pywb's word for a response that names no media type


def line(capture: Capture) -> str:
    """The index line of a capture, without line end."""
    return _line(capture.ref, capture.url, capture.mime, capture.status, capture.length)


def write_segment(indexes: Path, name: str, captures: Iterable[Capture]) -> Path:
    """Write the sorted segment of the WARC file ``name`` into the folder ``indexes``.

    Captures without a response are left out: there is nothing to replay. A segment that is there
    already is replaced, in one step. Returns its path; raises WriteFailed.
    """
    lines = sorted(line(capture) for capture in captures if capture.type == "response")
    path = indexes / f"{name.removesuffix(SUFFIX)}.cdxj"
    new = path.with_name(f"{path.name}.new")
    try:
        with new.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(f"{text}\n" for text in lines)
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(path)
        sync_folder(indexes)
    except OSError as error:
        raise WriteFailed(f"{path}: cannot be written ({error.strerror})") from error
    return path


def read_lines(stream: BinaryIO, name: str) -> Iterator[str]:
    """The index lines of any WARC file, in its order: responses, revisits and resources.

    Damage is passed over; :func:`warcs.reader.read_records` tells of it.
    """
    for record in read_records(stream, name):
        if record.type in ("response", "revisit", "resource") and record.url:
            yield _line(record.ref, record.url, _mime(record), _status(record), record.length)


def _mime(record: Record) -> str | None:
    if record.type == "revisit":
        return REVISIT
    if record.http is not None:
        return record.http.mime
    return (record.content_type or "").partition(";")[0].strip().lower() or None


def _status(record: Record) -> int | None:
    return record.http.status if record.http else None


def _line(ref: CaptureRef, url: str, mime: str | None, status: int | None, length: int) -> str:
    fields = {
        "url": url,
        "mime": mime or UNKNOWN,
        "status": str(status) if status and mime != REVISIT else None,
        "digest": ref.digest and ref.digest.removeprefix("sha1:"),
        "length": str(length),
        "offset": str(ref.offset),
        "filename": ref.file,
    }
    told = {name: value for name, value in fields.items() if value is not None}
    return f"{surt.key(url)} {ref.date:%Y%m%d%H%M%S} {json.dumps(told)}"
