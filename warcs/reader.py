"""Reading WARC (and ARC) files record by record, with the place of each, whatever their state.

Records are parsed by warcio; gzip members are read by :mod:`warcs.members`, which tells exactly
where each lies and whether its checksum holds. Memory is bounded by one record: see MOST_BLOCK.
"""

import io
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader

from warcs import resume
from warcs.content import Content
from warcs.errors import CorruptRecord
from warcs.files import OPEN
from warcs.members import BrokenMember, Member, Plain, Source, is_gzip
from warcs.record import UNKNOWN_DATE, Record
from warcs.records import one_line, parse_date

MOST_BLOCK = 1 << 30  # bytes of a block that are kept; Scrapy downloads no more by default
PIECE = 1 << 20

__all__ = ["MOST_BLOCK", "Record", "Records", "read_records", "record_at"]


def read_records(stream: BinaryIO, name: str, *, most_block: int = MOST_BLOCK) -> "Records":
    """The records of a file, in order; ``name`` is what references and problems call it.

    Works on .warc, .warc.gz, .arc and .arc.gz, told apart by their content, and on files that are
    still open. ``stream`` must be at its beginning; only to go on behind damage must it be
    seekable. Never raises for what the file holds: see :attr:`Records.problems`.
    """
    return Records(stream, name, most_block=most_block)


def record_at(path: Path | str, offset: int, *, most_block: int = MOST_BLOCK) -> Record:
    """The record that begins at ``offset``. Raises CorruptRecord if none can be read there."""
    path = Path(path)
    name = path.name.removesuffix(OPEN)
    try:
        with path.open("rb", buffering=0) as stream:
            stream.seek(offset)
            records = Records(stream, name, offset=offset, most_block=most_block, go_on=False)
            record = next(records, None)
    except (OSError, ValueError, OverflowError) as error:
        raise CorruptRecord(name, offset, f"cannot be read ({error})") from error
    if record is None:
        raise (*records.problems, CorruptRecord(name, offset, "the file ends before"))[0]
    return record


class Records(Iterator[Record]):
    """The whole records of a file. What is damaged is left out and told in ``problems``.

    Reading goes on with the next record that can be found. ``problems`` is complete at the end.
    """

    def __init__(
        self,
        stream: BinaryIO | io.RawIOBase,
        name: str,
        *,
        offset: int = 0,
        most_block: int = MOST_BLOCK,
        go_on: bool = True,
    ) -> None:
        self.problems: list[CorruptRecord] = []
        self._name = name.removesuffix(OPEN)
        self._source = Source(stream, offset)
        self._most_block = most_block
        self._go_on = go_on
        self._loader = ArcWarcRecordLoader()
        self._records = self._walk()

    def __next__(self) -> Record:
        return next(self._records)

    def _walk(self) -> Iterator[Record]:
        gzip = is_gzip(self._source.peek(2))
        while self._source.peek(1):
            start = self._source.offset
            try:
                if gzip:
                    yield from self._member(start)
                else:
                    yield from self._plain(start)
            except BrokenMember as broken:
                start = broken.offset if broken.offset is not None else start
                self._problem(start, str(broken))
                if not self._go_on or not resume.find(self._source, start + 1, gzip):
                    return

    def _member(self, start: int) -> Iterator[Record]:
        """The record in a gzip member; it is whole once the member's checksum held."""
        if not is_gzip(self._source.peek(2)):
            raise BrokenMember("no gzip member begins here")
        content = Content(Member(self._source))
        found = self._record(content)
        if content.ended():
            yield self._value(found, start, self._source.offset - start)
            return
        self._problem(start, "several records in one gzip member: they have no places of their own")
        yield self._value(found, start, 0)
        while not content.ended():
            found = self._record(content)
            yield self._value(found, start, 0)

    def _plain(self, start: int) -> Iterator[Record]:
        """The records of an uncompressed file, from ``start`` on."""
        content = Content(Plain(self._source))
        while not content.ended():
            offset = start + content.consumed
            try:
                found = self._record(content)
                if found.length is None:
                    raise BrokenMember("no Content-Length")
            except BrokenMember as broken:
                raise BrokenMember(str(broken), offset) from broken
            length = start + content.consumed - offset
            yield self._value(found, offset, length)

    def _record(self, content: Content) -> "_Found":
        """The next record. Raises BrokenMember if it is not whole."""
        content.begin_head()
        try:
            found = self._loader.parse_record_stream(content, no_record_parse=True)
        except BrokenMember:
            raise
        except EOFError as error:
            raise BrokenMember("ends before a record begins") from error
        except Exception as error:  # warcio's own, and what its parsers stumble over
            raise BrokenMember(f"no record: {one_line(str(error))[:200]}") from error
        content.end_head()
        declared = found.rec_headers.get_header("Content-Length")
        if declared is not None and not (declared.isascii() and declared.isdigit()):
            raise BrokenMember(f"Content-Length {declared[:40]!r} is no number")
        block, size = _block(found, self._most_block)
        if found.length is not None and size < found.length:
            raise BrokenMember(f"the block ends after {size} of {found.length} bytes")
        arc = not content.start_line.startswith(b"WARC/")
        return _Found(head=found, block=block, length=found.length, arc=arc)

    def _value(self, whole: "_Found", offset: int, length: int) -> Record:
        found = whole.head
        fields = tuple(found.rec_headers.headers)
        lookup = {name.lower(): value for name, value in reversed(fields)}
        record_id = lookup.get("warc-record-id", "").strip().strip("<>")
        if whole.arc or not record_id:
            # ARC records have no identifier, and warcio makes up another each time.
            record_id = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{self._name}#{offset}')}"
        date = parse_date(lookup.get("warc-date"))
        if date is None:
            self._problem(offset, f"WARC-Date {lookup.get('warc-date', '')[:40]!r} is no date")
        return Record(
            type=found.rec_type or "",
            id=record_id,
            url=lookup.get("warc-target-uri", "").strip(),
            date=date or UNKNOWN_DATE,
            content_type=found.content_type,
            fields=fields,
            block=whole.block,
            cut=whole.length is not None and len(whole.block) < whole.length,
            file=self._name,
            offset=offset,
            length=length,
        )

    def _problem(self, offset: int, reason: str) -> None:
        self.problems.append(CorruptRecord(self._name, offset, reason))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A record that was read to its end, and what warcio does not tell of it."""

    head: ArcWarcRecord
    block: bytes
    length: int | None  #: of the whole block; None if it was not declared
    arc: bool


def _block(found: ArcWarcRecord, most: int) -> tuple[bytes, int]:
    """The block, ``most`` bytes of it, and how long it was; it is read to its end."""
    pieces: list[bytes] = []
    size = 0
    while piece := found.raw_stream.read(PIECE):
        if size < most:
            pieces.append(piece[: most - size])
        size += len(piece)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces), size
