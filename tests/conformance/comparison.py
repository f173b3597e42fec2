"""The same WARC file through our reader, warcio and FastWARC, compared record by record.

    python -m tests.conformance.comparison FILE_OR_FOLDER ...

prints, for each file, how many records each found and every difference; a folder is searched for
WARC and ARC files. Compared are type, identifier, URL, date, declared length, the block's bytes,
the place, and the payload where all three can tell it.
"""

import hashlib
import logging
import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator

from warcs import open_records
from warcs.records import parse_date, target_uri

SUFFIXES = (".warc", ".warc.gz", ".warc.zst", ".arc", ".arc.gz")


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A record as a reader sees it; None is what it does not tell."""

    type: str
    id: str | None
    url: str
    date: str | None
    size: int | None
    block: str  #: SHA-1, hexadecimal
    payload: str | None = None  #: SHA-1 of the body without transfer-coding
    offset: int | None = None
    length: int | None = None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """All records of a file, and why there are no more, if that is not its end."""

    records: tuple[Seen, ...]
    ended: str | None = None


def ours(path: Path) -> Reading:
    """By our reader."""
    with open_records(path) as records:
        found = tuple(
            Seen(
                type=record.type,
                id=record.id,
                url=record.url,
                date=record.date.isoformat(),
                size=record.size,
                block=_sha1(record.block),
                payload=_sha1(record.http.payload) if record.http else None,
                offset=record.offset,
                length=record.length,
            )
            for record in records
        )
        problems = [problem.reason for problem in records.problems]
    return Reading(records=found, ended="; ".join(problems) or None)


def warcio(path: Path) -> Reading:
    """By warcio: blocks as they are; payloads by a second pass, in which it parses HTTP."""
    found: list[Seen] = []
    try:
        payloads = _warcio_payloads(path)
        with path.open("rb") as stream:
            iterator = ArchiveIterator(stream, no_record_parse=True, arc2warc=True)
            for number, record in enumerate(iterator):
                head = record.rec_headers
                block = record.raw_stream.read()
                found.append(
                    Seen(
                        type=record.rec_type or "",
                        id=_bare(head.get_header("WARC-Record-ID")),
                        url=target_uri(head.get_header("WARC-Target-URI")),
                        date=_date(head.get_header("WARC-Date")),
                        size=record.length,
                        block=_sha1(block),
                        payload=payloads[number] if number < len(payloads) else None,
                        offset=iterator.get_record_offset(),
                    )
                )
    except Exception as error:
        return Reading(records=tuple(found), ended=_line(error))
    return Reading(records=tuple(found))


def _warcio_payloads(path: Path) -> list[str | None]:
    found: list[str | None] = []
    try:
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, arc2warc=True):
                http = record.http_headers if record.rec_type in ("response", "revisit") else None
                coding = http.get_header("Content-Encoding") if http else None
                payload = record.content_stream().read() if http and not coding else None
                found.append(None if payload is None else _sha1(payload))
    except Exception:  # what it cannot read is not compared
        return found
    return found


def fastwarc(path: Path) -> Reading:
    """By FastWARC."""
    found: list[Seen] = []
    try:
        for record in FastIterator(str(path), parse_http=False):
            block = record.reader.read()
            found.append(
                Seen(
                    type=record.headers.get("WARC-Type") or "",
                    id=_bare(record.headers.get("WARC-Record-ID")),
                    url=target_uri(record.headers.get("WARC-Target-URI")),
                    date=_date(record.headers.get("WARC-Date")),
                    size=record.content_length,
                    block=_sha1(block),
                    offset=record.stream_pos,
                )
            )
    except Exception as error:
        return Reading(records=tuple(found), ended=_line(error))
    return Reading(records=tuple(found))


OTHERS = {"warcio": warcio, "FastWARC": fastwarc}


def differences(mine: Reading, others: dict[str, Reading], *, arc: bool = False) -> Iterator[str]:
    """Each field of each record in which another differs from ours, a line each."""
    for name, other in others.items():
        if other.ended:
            yield f"{name} stops after {len(other.records)} records: {other.ended}"
        elif len(other.records) != len(mine.records):
            yield f"{name} finds {len(other.records)} records, ours {len(mine.records)}"
        for number, (here, there) in enumerate(zip(mine.records, other.records, strict=False)):
            for field, one, two in _unlike(here, there):
                # ARC records have no identifier: each tool makes up its own.
                if not (arc and field == "id"):
                    yield f"record {number} ({here.type}): {field} {one}, {name} {two}"
    if mine.ended:
        yield f"ours tells: {mine.ended}"


def _unlike(here: Seen, there: Seen) -> Iterator[tuple[str, object, object]]:
    for field in fields(Seen):
        one, two = getattr(here, field.name), getattr(there, field.name)
        if one is not None and two is not None and one != two:
            yield field.name, one, two


def _bare(id: str | None) -> str | None:
    return id.strip().strip("<>") if id else None


def _date(text: str | None) -> str | None:
    date = parse_date(text)
    return date.isoformat() if date else None


def _sha1(content: bytes | memoryview) -> str:
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()


def _line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__} {error}".split())[:120]


def main() -> None:
    """Compare the files that are named."""
    logging.disable()  # warcio's warnings of spaces in URLs
    for given in map(Path, sys.argv[1:]):
        inside = sorted(given.glob("**/*")) if given.is_dir() else [given]
        for path in (x for x in inside if x.name.endswith(SUFFIXES)):
            mine = ours(path)
            others = {name: read(path) for name, read in OTHERS.items()}
            counts = ", ".join(f"{name} {len(x.records)}" for name, x in others.items())
            print(f"{path}: ours {len(mine.records)} records, {counts}")
            for line in differences(mine, others, arc=".arc" in path.name):
                print(f"    {line}")


if __name__ == "__main__":
    main()
