"""One strict pass over a WARC file: each record, and all that is wrong with it and between them.

The lenient reader (:mod:`warcs.reader`) forgives what it can; here nothing is forgiven, but
everything is survived: behind damage the next record is looked for.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from warcs.record import MOST_NAMING
from warcs.records import made_id
from warcs.verifying import search, units
from warcs.verifying.digesting import Digesting
from warcs.verifying.flow import END, BrokenUnit, Flow, Views
from warcs.verifying.heads import (
    OLD_VERSIONS,
    VERSIONS,
    Head,
    date_fault,
    identifier,
    length_of,
    profile_known,
)
from warcs.verifying.payloads import Body
from warcs.verifying.report import Findings
from warcs.verifying.units import Input

LOOK = 4096  # bytes of empty lines that are passed over at once
BARE_HEAD = "the head's lines do not end in CRLF"
MOST_HELD = 8 << 20  # bytes of a block that are held in memory

__all__ = ["Lost", "NotWarc", "Scan", "Seen"]


class NotWarc(Exception):
    """The file begins like an ARC file, or a package."""


class Seen(Head):
    """A record that was whole."""

    __slots__ = (
        "body",
        "faults",
        "id",
        "length",
        "made_id",
        "offset",
        "payload_size",
        "size",
        "views",
    )

    def __init__(self, raw: bytes) -> None:
        super().__init__(raw)
        self.id = identifier(self.fields.get(b"WARC-Record-ID", b""))
        self.made_id = b""
        """By which a record without identifier is known (:attr:`warcs.reader.Record.id`)."""
        self.size = 0  #: of the block, in bytes
        self.offset = 0  #: in the file, of its gzip member, frame or, uncompressed, of itself
        self.length = 0  #: in the file, in bytes; 0 in a unit that holds several records
        self.body: Body | None = None  #: where its payload is
        self.payload_size = 0  #: bytes, after transfer-decoding; where ``facts`` were asked for
        self.views: Views = ()  #: its block, where that was small enough to be held
        self.faults: tuple[tuple[str, str], ...] = ()  #: kind and text


class Lost(NamedTuple):
    """A part of a file that holds no whole record."""

    offset: int
    end: int
    kind: str
    reason: str


class Scan(Iterable[Seen]):
    """The whole records of a file; faults go to ``findings``. It is walked once.

    ``latest`` is the last moment that a WARC-Date may name, written as one. With ``facts``,
    records have what an index wants to know. Raises NotWarc at the beginning of an ARC file or a
    package, nothing else.
    """

    def __init__(
        self,
        stream: BinaryIO,
        findings: Findings,
        *,
        latest: bytes,
        digest: units.Digest | None = None,
        facts: bool = False,
    ) -> None:
        self.source = Input(stream, digest)
        self.form = "unknown"
        self._findings = findings
        self._latest = latest
        self._digesting = Digesting(findings, facts=facts)
        self._pending: list[tuple[str, str]] = []  # faults of a record that is not whole yet
        self.dictionary: units.Dictionary | None = None  #: of a zstd file that has one
        self._start = 0  # of the unit or record at hand
        self._left: int | None = None  # bytes of an uncompressed file from where it was begun

    def __iter__(self) -> Iterator[Seen]:
        return (one for one in self.walk() if isinstance(one, Seen))

    def walk(self) -> Iterator[Seen | Lost]:
        """The whole records, and what lies between them where something is wrong."""
        going = True
        first = True
        while going:
            try:
                if first:
                    first = False
                    self._sniff()
                yield from self._plain() if self.form in ("plain", "unknown") else self._units()
                return
            except BrokenUnit as broken:
                lost, going = self._resume(broken)
                yield lost

    # The walk over the file

    def _sniff(self) -> None:
        """What the file is, by its beginning, or by the first record that is found in it."""
        begin = self.source.peek(16)
        if not begin:
            raise BrokenUnit("empty", "the file is empty")
        if units.is_gzip(begin):
            self.form = "gzip"
        elif units.is_zstd(begin):
            self.form = "zstd"
        elif begin.startswith(b"WARC/"):
            self.form = "plain"
        elif begin.startswith((b"PK\x03\x04", b"filedesc:")):
            raise NotWarc
        else:
            self.form = search.form_of(self.source) or "unknown"
            self.source.seek(0)

    def _resume(self, broken: BrokenUnit) -> tuple[Lost, bool]:
        """Tell of the damage and go on behind it; false if there is nothing to go on with."""
        offset = self._start if broken.offset is None else broken.offset
        found, behind, reason = False, offset, str(broken)
        if broken.kind != "unreadable":
            try:
                found = search.behind(self.source, offset, self.form, self.dictionary)
                behind = self.source.offset if found else self.source.drain()
                tail = "the next record" if found else "the end; no record was found behind"
                reason = f"{broken}; {behind - offset} bytes are lost up to {tail}"
            except (BrokenUnit, OSError) as error:
                reason = f"{broken}; then {error}"
        self._findings.fault(broken.kind, offset, reason)
        return Lost(offset, behind, broken.kind, str(broken)), found

    def _units(self) -> Iterator[Seen]:
        """The records in the gzip members or zstd frames from here on."""
        source, pending = self.source, self._pending
        while source.pos < len(source.data) or source.fill():
            self._start = start = source.base + source.pos
            flow = self._open()
            if flow is None:
                continue
            seen = self._record(flow)
            if flow.pos == len(flow.data) and not flow.more():
                seen.offset = start
                seen.length = source.base + source.pos - start
                if pending:
                    self._commit(seen)
                yield seen
            else:
                yield from self._shared(flow, seen, start)

    def _shared(self, flow: Flow, seen: Seen, start: int) -> Iterator[Seen]:
        """The records of a unit that holds more than ``seen``, or empty lines behind it."""
        first = True
        while True:
            seen.offset = start
            self._commit(seen)
            seen.length = 0
            if self._blank(flow, start):
                seen.length = self.source.offset - start if first else 0
                yield seen
                return
            if first:
                text = "several records share one unit: none can be read by itself"
                self._findings.note_once("shared", start, text)
                first = False
            yield seen
            seen = self._record(flow)

    def _open(self) -> Flow | None:
        """The content of the unit at hand; None for one that holds none."""
        source = self.source
        begin = source.data[source.pos : source.pos + 8]
        if len(begin) < 8:
            begin = source.peek(8)
        if self.form == "zstd":
            return self._open_frame(begin)
        if not units.is_gzip(begin):
            raise BrokenUnit("surplus", "no gzip member begins here")
        member = units.GzipMember(source)
        if member.more():
            return member
        self._findings.note("empty-unit", self._start, "an empty gzip member")
        return None

    def _open_frame(self, begin: bytes) -> Flow | None:
        if units.is_skippable(begin):
            is_dictionary, content = units.skipped(self.source)
            if is_dictionary:
                self.dictionary = units.dictionary_of(content)
            return None
        if not units.is_zstd(begin):
            raise BrokenUnit("surplus", "no zstd frame begins here")
        if not units.has_checksum(begin):
            self._findings.note_once("no-checksum", self._start, "zstd frames without checksum")
        return units.ZstdFrames(self.source, self.dictionary)

    def _plain(self) -> Iterator[Seen]:
        """The records of an uncompressed file from here on."""
        begin = self.source.offset
        flow = units.Plain(self.source)
        self._left = self.source.size() - begin
        while not self._blank(flow, self._start):
            self._start = start = begin + flow.consumed
            seen = self._record(flow)
            seen.offset = start
            seen.length += begin - start  # without the line ends behind it, as other tools count
            self._commit(seen)
            yield seen

    def _blank(self, flow: Flow, offset: int) -> bool:
        """True if nothing more than empty lines follows; they are noted."""
        if flow.ended():
            return True
        if flow.peek(1) not in b"\r\n":
            return False
        self._findings.note_once("blank", offset, "more empty lines behind a record than two")
        while not flow.ended():
            ahead = flow.data[flow.pos : flow.pos + LOOK]
            rest = ahead.lstrip(b"\r\n")
            flow.pos += len(ahead) - len(rest)
            if rest:
                return False
        return True

    # One record

    def _record(self, flow: Flow) -> Seen:
        """The next record, to its end. Raises BrokenUnit if it is not whole."""
        pending = self._pending
        if pending:
            pending.clear()
        raw, crlf = flow.head()
        seen = Seen(raw)
        if seen.version not in VERSIONS:
            self._other_version(seen.version)
        size = length_of(seen.fields)
        if size is None:
            given = seen.fields.get(b"Content-Length")
            told = "no Content-Length" if given is None else f"Content-Length {given[:40]!r}"
            raise BrokenUnit("length", f"{told}: where the record ends is not known")
        seen.size = size
        if self._left is not None and flow.consumed + size > self._left:
            # Reading on to the end for each such record would take for ever.
            there = self._left - flow.consumed
            raise BrokenUnit("length", f"the block ends after {there} of {size} bytes")
        wrong = date_fault(seen.fields.get(b"WARC-Date"), self._latest)
        if wrong is not None:
            pending.append(("date", wrong))
        if not seen.verdict.good or not crlf or seen.stray or seen.kind == b"revisit":
            self._check_head(seen, crlf)
        self._check_block(seen, flow)
        seen.made_id = b"" if seen.id else _made_id(seen, raw)
        seen.length = flow.consumed
        if flow.data[flow.pos : flow.pos + 4] == END:
            flow.pos += 4
        else:
            self._check_end(flow, size)
        return seen

    def _other_version(self, version: bytes) -> None:
        if version in OLD_VERSIONS:
            text = f"of a version before the standard, {version.decode()}"
            self._findings.note_once("version", None, text)
        elif version.startswith(b"WARC/"):
            self._pending.append(("head", f"an unknown version, {version[:20]!r}"))
        elif version.startswith(b"filedesc:") and not self._start:
            raise NotWarc
        else:
            raise BrokenUnit("record", "no record begins here")

    def _check_head(self, seen: Seen, crlf: bool) -> None:
        self._pending.extend(("missing-field", text) for text in seen.verdict.missing)
        for text in seen.verdict.deviations:
            self._findings.note_once("field", None, text)
        if not crlf:
            self._pending.append(("head", BARE_HEAD))
        if seen.stray:
            self._pending.append(("head", "the head has a line that is no field"))
        if seen.kind == b"revisit":
            self._check_revisit(seen)

    def _check_revisit(self, seen: Seen) -> None:
        profile = seen.fields.get(b"WARC-Profile", b"")
        if profile and not profile_known(profile):
            self._findings.note_once(
                "profile", None, f"a revisit profile unknown here: {profile!r}"
            )
        if b"identical-payload-digest" in profile and b"WARC-Payload-Digest" not in seen.fields:
            text = "WARC-Payload-Digest is missing, which its revisit profile demands"
            self._pending.append(("missing-field", text))

    def _check_block(self, seen: Seen, flow: Flow) -> None:
        """Read the block, through the digests that are there."""
        if seen.size > MOST_HELD:
            got = self._digesting.stream(seen, flow, self._pending)
        else:
            views = flow.views(seen.size)
            got = len(views[0]) if len(views) == 1 else sum(map(len, views))
            if got == seen.size:
                seen.views = views
                self._digesting.block(seen, views, self._pending)
        if got < seen.size:
            raise BrokenUnit("length", f"the block ends after {got} of {seen.size} bytes")

    def _check_end(self, flow: Flow, size: int) -> None:
        """What follows the block is not at hand, or not what has to follow."""
        follows = flow.peek(len(END) + 5)
        rest = follows.lstrip(b"\r\n")
        if follows.startswith(END):
            flow.pos += len(END)
        elif not rest or rest.startswith(b"WARC/"):
            what = "not whole" if len(rest) < len(follows) else "missing"
            self._pending.append(("ending", f"the two line ends behind the record are {what}"))
            flow.pos += len(follows) - len(rest)
        else:
            text = f"Content-Length says {size} bytes, but the record does not end behind them"
            raise BrokenUnit("length", text)

    def _commit(self, seen: Seen) -> None:
        """The record is whole: its faults are told."""
        seen.faults = tuple(self._pending)
        for kind, text in self._pending:
            self._findings.fault(kind, seen.offset, text)
        self._pending.clear()


def _made_id(seen: Seen, raw: bytes) -> bytes:
    """What the reader makes of the same head and block."""
    return made_id(raw + END + b"".join(seen.views)[:MOST_NAMING]).encode()
