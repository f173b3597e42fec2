"""Heads of WARC and ARC records: found in a stream, and read.

A head as the standard has it (WARC 1.1 §4: CRLF, no folds) is read here; anything else, ARC heads
too, by warcio's parsers. Heads are bounded.
"""

import re
from dataclasses import dataclass

from warcs.reading.members import BrokenMember, NoRecord
from warcs.reading.source import Source
from warcs.records import one_line

LONGEST_HEAD = 1 << 20  # bytes of a record's head; real ones have less than 2,000
LONGEST_LINE = 1 << 18
STARTS = (b"WARC/1.1\r\n", b"WARC/1.0\r\n")

Fields = tuple[tuple[str, str], ...]

# A field as nearly all are: one line, one space behind the colon, no white space at either end.
_FIELDS = re.compile(r"^([!-9;-~]+): (\S(?:.*\S)?)\r\n", re.MULTILINE).findall


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands before a block."""

    raw: bytes  #: as it is in the file, with the empty line
    fields: Fields  #: in order, names as written; those that warcio makes of an ARC line
    length: int | None = None  #: of the block, in bytes; None if it is not declared
    problem: str | None = None  #: one line: what is wrong with it, and was put up with


def fields_of(raw: bytes) -> Fields | None:
    """The named fields of a head as the standard has it; None for any other."""
    if not raw.startswith(STARTS):
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None  # warcio decides line by line
    fields = tuple(_FIELDS(text))
    whole = text.count("\n") == len(fields) + 2 and text.endswith("\r\n\r\n")
    return fields if whole else None


def parse(raw: bytes) -> Fields:
    """The named fields of a WARC record's head, however it is written, if it was read before."""
    fields = fields_of(raw)
    return fields if fields is not None else _read(_Lines(_Held(raw)))[0]


def first(fields: Fields, name: str) -> str | None:
    """The first field of that name, whatever its case. ``name`` is lower-case."""
    return next((value for key, value in fields if key.lower() == name), None)


def read_head(source: Source) -> Head:
    """The head at the source's offset. Raises BrokenMember, NoRecord where none stands there."""
    lines = _Lines(source, alone=True)
    fields, arc, extra = _read(lines)
    if not fields:
        raise NoRecord("no record begins here, but an empty head")
    length, problem = _arc_length(fields, extra) if arc else (_length(fields), None)
    return Head(raw=lines.taken, fields=fields, length=length, problem=problem)


def _read(lines: "_Lines") -> tuple[Fields, bool, int]:
    """Fields, whether they are those of an ARC record, and how much of its block was read."""
    # Imported here, for it brings fsspec and asyncio with it: most files are read without.
    from warcio.recordloader import ARC2WARCHeadersParser, ArcWarcRecordLoader
    from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

    try:
        try:
            found = StatusAndHeadersParser(ArcWarcRecordLoader.WARC_TYPES).parse(lines)
            return tuple(found.headers), False, 0
        except StatusAndHeadersParserException as other:
            found = ARC2WARCHeadersParser().parse(lines, other.statusline)
            # It makes up an identifier, another each time.
            fields = (x for x in found.headers if x[0] != "WARC-Record-ID")
            return _of_arc(tuple(fields), lines.taken), True, found.total_len
    except BrokenMember:
        raise
    except EOFError as error:
        raise NoRecord("ends before a record begins") from error
    except Exception as error:  # warcio's own, and what its parsers stumble over
        line = one_line(lines.taken[:200].decode("latin-1"))
        raise NoRecord(f"no record begins here, but {line[:100]!r}") from error


def _of_arc(fields: Fields, raw: bytes) -> Fields:
    """What a WARC file would say; warcio takes each record of an ARC file for an answer of HTTP."""
    url = first(fields, "warc-target-uri") or "http://"  # the file's description has none
    if url.lower().startswith(("http://", "https://")):
        return fields
    told = {"WARC-Type": "resource", "Content-Type": arc_media_type(raw)}
    return tuple((name, told.get(name, value)) for name, value in fields)


def arc_media_type(raw: bytes) -> str:
    """What the line of an ARC record says of its block; any bytes, if it names no media type."""
    line = raw.lstrip(b"\r\n").split(b"\n", 1)[0]
    *_, told, _ = (b"", b"", *line.rsplit(b" ", 2))
    text = told.decode("latin-1")
    return text if "/" in text and text.isprintable() else "application/octet-stream"


def _length(fields: Fields) -> int | None:
    declared = first(fields, "content-length")
    if declared is None:
        return None
    text = declared.strip()
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        raise NoRecord(f"Content-Length {declared[:40]!r} is no number")
    return int(text)


def _arc_length(fields: Fields, extra: int) -> tuple[int, str | None]:
    """How long the block of an ARC record is, and what is wrong with that; 0 if it is not told."""
    try:
        length = _length(fields) or 0
    except NoRecord as problem:
        return 0, f"{problem}: taken for 0"
    if length < extra:
        return 0, f"the length of the file's description is {length}, but it has {extra} bytes"
    return length - extra, None


class _Held(Source):
    """A source of bytes that are at hand."""

    def __init__(self, held: bytes) -> None:
        super().__init__(_Nothing())
        self.window = held


class _Nothing:
    def read(self, size: int) -> bytes:
        return b""


class _Lines:
    """A source line by line, as warcio's parsers ask for it. Raises NoRecord beyond the bounds."""

    def __init__(self, source: Source, *, alone: bool = False) -> None:
        self._source = source
        self._alone = alone  # no other record may begin within the head
        self._pieces: list[bytes] = []
        self._left = LONGEST_HEAD

    @property
    def taken(self) -> bytes:
        return b"".join(self._pieces)

    def readline(self) -> bytes:
        """The next line with its end; b"" at the end."""
        source = self._source
        size = 0
        while True:
            end = source.window.find(b"\n", source.at + size, source.at + LONGEST_LINE) + 1
            if end:
                break
            size = len(source.window) - source.at
            if size >= LONGEST_LINE or not source.have(size + 1):
                end = min(len(source.window), source.at + LONGEST_LINE)
                break
        line = source.take(end - source.at) if end > source.at else b""
        if self._alone and self._pieces and line.startswith(b"WARC/"):
            # No field is called so. To read on would cost much where such lines follow each other.
            raise NoRecord("another record begins within its head")
        self._pieces.append(line)
        self._left -= len(line)
        if self._left < 0 or (len(line) == LONGEST_LINE and line[-1:] != b"\n"):
            raise NoRecord("the record's head is too long")
        return line
