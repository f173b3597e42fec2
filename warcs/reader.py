"""Reading WARC (and ARC) files record by record, with the place of each, whatever their state.

Files are told apart by their content: gzip members (:mod:`warcs.reading.members`), zstd frames
(:mod:`warcs.reading.zstd`) or neither. Heads are read by :mod:`warcs.reading.heads`. Memory is
bounded whatever a record's size: see LARGE.
"""

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from warcs.errors import CorruptRecord
from warcs.files import OPEN
from warcs.reading import opening, zstd
from warcs.reading.blocks import LARGE, MOST_BLOCK, Block, Found, Reopened, ended
from warcs.reading.heads import first, read_head
from warcs.reading.members import BrokenMember, NoRecord, is_gzip
from warcs.reading.quick import Quick
from warcs.reading.resume import LOOK, Coding, begins_record, find
from warcs.reading.source import Kept, Readable, Source
from warcs.reading.units import MOST_KEPT, NAMES, Unit, rest
from warcs.record import UNKNOWN_DATE, Record, block_holds
from warcs.records import parse_date

NO_PLACES = "they have no places of their own"

__all__ = ["LARGE", "MOST_BLOCK", "Record", "Records", "open_records", "read_records", "record_at"]


def open_records(
    source: str | os.PathLike[str] | BinaryIO,
    name: str | None = None,
    *,
    most_block: int = MOST_BLOCK,
    whole: bool = True,
) -> "Records":
    """The records of a file, a URL (``s3://…``, by fsspec), ``-`` (standard input) or an open file.

    Iterator and context manager: what it opened is closed at the end of either. ``name`` is what
    references and problems call the file: its own name, if it is not given. Raises CannotOpen.
    """
    opened = opening.opened(source)
    return Records(
        opened.stream,
        name if name is not None else opened.name,
        most_block=most_block,
        whole=whole,
        close=opened.close,
    )


def read_records(
    stream: Readable, name: str, *, most_block: int = MOST_BLOCK, whole: bool = True
) -> "Records":
    """The records of a file, in order; ``name`` is what references and problems call it.

    Works on .warc, .warc.gz, .warc.zst, .arc and .arc.gz, told apart by their content, and on files
    that are still open. ``stream`` must be at its beginning; it need not be seekable. Never raises
    for what the file holds: see :attr:`Records.problems`.
    """
    return Records(stream, name, most_block=most_block, whole=whole)


def record_at(path: Path | str, offset: int, *, most_block: int = MOST_BLOCK) -> Record:
    """The record that begins at ``offset``. Raises CorruptRecord if none can be read there.

    Where a .warc.zst file has a dictionary, it is read too, each time.
    """
    path = Path(path)
    try:
        with _at(path, offset, most_block, whole=True) as records:
            record = next(records, None)
    except (OSError, ValueError, OverflowError) as error:
        raise CorruptRecord(_name(path.name), offset, f"cannot be read ({error})") from error
    if record is None:
        problem = CorruptRecord(_name(path.name), offset, "the file ends before")
        raise (*records.problems, problem)[0]
    if record.size > LARGE:
        record.read_from(Reopened(lambda: _at(path, offset, most_block, whole=False)))
    return record


def _at(path: Path, offset: int, most_block: int, *, whole: bool) -> "Records":
    stream = path.open("rb", buffering=0)
    try:
        dictionary = zstd.read_dictionary(Source(stream))
        stream.seek(offset)
        return Records(
            stream, path.name, offset=offset, most_block=most_block, go_on=False, whole=whole,
            dictionary=dictionary, close=stream.close,
        )  # fmt: skip
    except BrokenMember as error:
        stream.close()
        raise ValueError(str(error)) from error
    except BaseException:
        stream.close()
        raise


class Records(Iterator[Record]):
    """The whole records of a file. What is damaged is left out and told in ``problems``.

    Reading goes on with the next record that can be found. ``problems`` is complete at the end.

    A record is given when it was found whole, its gzip member's checksum included; a large one is
    read through first for that, and once more when it is asked for its block. With ``whole=False``
    a large record is given as soon as its head was read, and read once: see :meth:`Record.stream`.
    """

    def __init__(
        self,
        stream: Readable,
        name: str,
        *,
        offset: int = 0,
        most_block: int = MOST_BLOCK,
        go_on: bool = True,
        whole: bool = True,
        dictionary: zstd.Dictionary | None = None,
        close: Callable[[], object] | None = None,
    ) -> None:
        self.problems: list[CorruptRecord] = []
        self._name = _name(name)
        self._source = Source(stream, offset)
        self._most_block = most_block
        self._go_on = go_on
        self._whole = whole
        self._dictionary = dictionary
        self._coding: Coding | None = None
        self._close = close
        self._records = self._walk()

    def __iter__(self) -> Iterator[Record]:
        return self._records

    def __next__(self) -> Record:
        return next(self._records)

    def __enter__(self) -> "Records":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of what was kept and, if this opened it, of the file."""
        self._records.close()
        self._let_go()

    def _let_go(self) -> None:
        self._source.close()
        if self._close is not None:
            self._close()

    def _walk(self) -> Generator[Record]:
        try:
            self._read_dictionary()
            quick = Quick(self._source, self._name, self._most_block, self._dictionary)
            while (start := self._begin()) is not None:
                try:
                    yield from quick.records()
                    if self._source.offset > start:
                        self._coding = quick.coding
                    start = self._source.offset
                    if self._begin() is not None:
                        yield from self._here(start)
                except BrokenMember as broken:
                    self._problem(start, str(broken))
                    if not self._go_on or not find(
                        self._source, start + 1, self._coding, self._dictionary
                    ):
                        break
        except OSError as error:
            self._problem(self._source.offset, f"cannot be read further ({error})")
        finally:
            self._let_go()

    def _read_dictionary(self) -> None:
        try:
            self._dictionary = zstd.read_dictionary(self._source) or self._dictionary
        except BrokenMember as broken:
            self._problem(self._source.offset, str(broken))
            try:
                zstd.skip_extensions(self._source)
            except BrokenMember:
                find(self._source, 1, "zstd")

    def _begin(self) -> int | None:
        """The offset of what comes next; None at the end."""
        if self._coding in (None, "plain"):
            self._source.skip_blank()
        if not self._source.have(1):
            return None
        self._source.keep()
        return self._source.offset

    def _here(self, start: int) -> Iterator[Record]:
        ahead = self._source.peek(5)
        if is_gzip(ahead):
            yield from self._coded(Unit(self._source, start, None))
        elif zstd.is_zstd(ahead):
            zstd.skip_extensions(self._source)
            if (start := self._source.offset) and not self._source.have(1):
                return
            yield from self._coded(Unit(self._source, start, self._dictionary))
        elif self._coding in NAMES and ahead != b"WARC/":
            raise BrokenMember(f"no {NAMES[self._coding]} begins here")
        else:
            yield from self._plain(start)

    def _plain(self, start: int) -> Iterator[Record]:
        """The uncompressed record at ``start``."""
        source = self._source
        found = self._read(source, start)
        self._coding = "plain"
        record = self._value(found, start)
        record.length = len(found.head.raw) + found.size
        if found.live:
            yield record
        found.finish()
        record.tail = source.skip_blank()
        self._check_end(record, source, start)
        end = source.offset
        if not found.live:
            yield record
            found.let_go()
            source.seek(end)

    def _coded(self, unit: Unit) -> Iterator[Record]:
        """The records in a gzip member, or in a record's zstd frames; as a rule one."""
        content = Source(Kept(unit, restart=unit.restart, most=MOST_KEPT))
        number = 0
        alone = False
        try:
            while not alone and (number == 0 or content.have(1)):
                content.keep()
                place = content.offset
                try:
                    alone = yield from self._in_unit(unit, content, number)
                except NoRecord as problem:
                    if unit.broken is not None and number == 0:
                        raise unit.broken from problem  # what was read was not to be trusted
                    self._problem(unit.start, f"{problem}{_within(place)}")
                    if not self._go_on or not find(content, place + 1, "plain"):
                        break
                number += 1
        except BrokenMember as broken:
            lost = f"; what follows in this {unit.name} is lost" if number else ""
            raise BrokenMember(f"{broken}{lost}") from broken
        finally:
            content.close()

    def _in_unit(self, unit: Unit, content: Source, number: int) -> Generator[Record, None, bool]:
        """The record that is next in a member or frame. True if it is the only one."""
        content.skip_blank()
        place = content.offset
        found = self._read(content, unit.start, unit, number)
        record = self._value(found, unit.start, place)
        if found.live:
            yield record
        found.finish()
        more, broken = self._follows(record, content, place, number)
        self._coding = unit.coding  # only now: what is damaged may look like anything
        _see_to(record, unit, number)
        if not more and number == 0:
            record.length = self._source.offset - unit.start
        elif number == 0:
            self._put_up_with(unit.start, f"several records in one {unit.name}: {NO_PLACES}")
        ends = self._source.offset, content.offset
        if not found.live:
            yield record
            found.let_go()
        if broken is not None:
            raise broken
        if not more and number == 0:
            self._source.seek(ends[0])
        else:
            content.seek(ends[1])
        return not more and number == 0

    def _follows(
        self, record: Record, content: Source, place: int, number: int
    ) -> tuple[bool, BrokenMember | None]:
        """Whether more stands behind a record in its member, and what keeps one from knowing."""
        try:
            record.tail = content.skip_blank()
            self._check_end(record, content, place)
            return content.have(1), None
        except NoRecord:
            raise
        except BrokenMember as broken:
            if number == 0:  # then it is the record that is broken
                raise
            return True, broken

    def _read(
        self, content: Source, offset: int, unit: Unit | None = None, number: int = 0
    ) -> Found:
        """The next record. Raises BrokenMember if it is not whole."""
        head = read_head(content)
        if head.problem is not None:
            self._put_up_with(offset, head.problem)
        size = head.length
        if unit is not None:
            unit.expect(None if size is None else content.offset + size)
            unit.salvages = size is not None and size <= LARGE
        if size is None:
            size = rest(content, unit)
        if size <= LARGE:
            if not content.have(size):
                raise ended(len(content.window) - content.at, size)
            content.at += size
            block = content.window[content.at - size : content.at]
            return Found(head=head, size=size, block=block)
        large = Block(content, size, self._name, offset)
        if self._whole:
            if number and size > MOST_KEPT:
                raise NoRecord(f"a block of {size} bytes among others is too large to be kept")
            large.pass_over()
        return Found(head=head, size=size, block=large, live=not self._whole)

    def _check_end(self, record: Record, content: Source, begin: int) -> None:
        """See to it that an empty line or a record follows the block; ``begin``: of the record.

        If neither does, Content-Length is wrong, or the end of the head was overlooked. A record
        whose block would hold the beginning of the next one is none: raises NoRecord. Another is
        put up with, and told; ``content`` then stands where the next record may be.
        """
        if record.tail[:4] in (b"\r\n\r\n", b"\n\n") or not content.have(1):
            return
        if begins_record(content.peek(LOOK), self._dictionary):
            return
        end = content.offset
        wrong = "the block does not end where Content-Length says"
        if record.size > LARGE:
            raise NoRecord(wrong)
        holds = block_holds(record)
        find(content, end if holds else begin + 1, "plain")
        if content.offset < end:
            raise NoRecord(wrong)
        told = "what follows is no empty line" if holds else f"perhaps {wrong}"
        self._put_up_with(
            record.offset, f"{content.offset - end} stray bytes behind the block: {told}"
        )

    def _value(self, found: Found, offset: int, within: int = 0) -> Record:
        told = first(found.head.fields, "warc-date")
        date = parse_date(told)
        if date is None:
            self._put_up_with(offset, f"WARC-Date {(told or '')[:40]!r} is no date")
        raw = found.head.raw
        block = found.block
        record = Record(
            raw + block if isinstance(block, bytes) else raw,
            0,
            len(raw),
            len(raw) + found.size,
            self._most_block,
            self._name,
            offset,
            length=0,
            date=date or UNKNOWN_DATE,
        ).parsed(found.head.fields, within)
        if not isinstance(block, bytes):
            record.read_from(block)
        return record

    def _problem(self, offset: int, reason: str) -> None:
        self.problems.append(CorruptRecord(self._name, offset, reason))

    def _put_up_with(self, offset: int, reason: str) -> None:
        self.problems.append(CorruptRecord(self._name, offset, reason, lost=False))


def _see_to(record: Record, unit: Unit, number: int) -> None:
    """Raise NoRecord if a record of a broken member is not what its digest says."""
    told = record.field("WARC-Block-Digest") is not None and record.size <= LARGE
    if unit.broken is not None and told and not block_holds(record):
        raise NoRecord("its member is broken, and the block is not what WARC-Block-Digest says")


def _within(place: int) -> str:
    return f" ({place} bytes into the member's content)" if place else ""


def _name(name: str) -> str:
    return name.removesuffix(OPEN)
