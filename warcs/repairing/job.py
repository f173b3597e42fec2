"""One file's repair: what becomes of each record and of what lies between them."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from warcs.repairing.output import Output
from warcs.repairing.report import Change, Loss, Repaired
from warcs.repairing.salvage import MOST, Remains, Salvaged, salvage
from warcs.verifying import units
from warcs.verifying.check import Checked
from warcs.verifying.flow import END, Flow
from warcs.verifying.jobs import Progress
from warcs.verifying.scan import BARE_HEAD, Lost, Scan, Seen
from warcs.verifying.window import Window

PIECE = 1 << 20
_RECORD = re.compile(rb"\r\n\r\nWARC/[01]\.[0-9]{1,2}\r\n")
_DIGESTS = ("block-digest", "payload-digest")


class Job:
    """Walks a file and writes two: the copy, and what is put aside."""

    def __init__(
        self,
        source: BinaryIO,
        form: str,
        written: str,
        outputs: tuple[Output, Output],
        *,
        latest: bytes,
        keep_faulty: bool,
    ) -> None:
        self._source = source
        self._form = form
        self._same = form == written
        self._latest = latest
        self._copy, self._aside = outputs[0], outputs[0] if keep_faulty else outputs[1]
        self._scan: Scan | None = None
        self._known: dict[bytes, tuple[int, int]] = {}
        self._salvaged_ids: set[bytes] = set()
        self._kept = self._rewrapped = 0
        self._changed: list[Change] = []
        self._faulty: list[Change] = []
        self._doubled: list[Change] = []
        self._lost: list[Loss] = []

    def run(self, scan: Scan, progress: Progress | None = None) -> None:
        """Walk the file to its end. Raises OSError."""
        self._scan = scan
        told = 0
        held: Seen | None = None  # what follows it may tell that its length is wrong
        for one in scan.walk():
            # Both read the same file: the walk goes on from where it was.
            place = self._source.tell()
            if isinstance(one, Lost) and held is not None and self._goes_on(held, one):
                one, held = Lost(held.offset, one.end, "length", held.faults[0][1]), None
            self._settle(held)
            held = one if isinstance(one, Seen) else None
            if isinstance(one, Lost):
                self._salvage(one)
            self._source.seek(place)
            if progress is not None:
                progress(scan.source.base - told)
                told = scan.source.base
        self._settle(held)

    def _settle(self, seen: Seen | None) -> None:
        if seen is not None:
            self._keep(seen)

    def _goes_on(self, seen: Seen, lost: Lost) -> bool:
        """True if a record that contradicts its digest seems to go on in what is lost behind it."""
        failed = any(kind in _DIGESTS for kind, _ in seen.faults)
        behind = seen.offset + seen.length + len(END) if self._form == "plain" else seen.offset
        return failed and lost.offset == behind

    def _keep(self, seen: Seen) -> None:
        where = (seen.offset, seen.length)
        first = self._known.get(seen.id, where)
        mended = [text for kind, text in seen.faults if kind == "ending" or text == BARE_HEAD]
        wrong = [text for _, text in seen.faults if text not in mended]
        if self._swallowed(seen):
            self._salvage(Lost(seen.offset, seen.offset + seen.length, "length", wrong[0]))
        elif first != where and self._equal(first, where):
            text = f"the same as the record at {first[0]}"
            self._doubled.append(self._change(seen, text))
        elif first != where or wrong or seen.id in self._salvaged_ids:
            wrong = wrong or ["its record id is that of another record"]
            self._faulty.append(self._change(seen, "; ".join(wrong)))
            self._write(self._aside, seen, whole=not mended)
        elif mended:
            self._known[seen.id] = where
            self._changed.append(self._change(seen, "; ".join(mended)))
            self._write(self._copy, seen, whole=False)
        else:
            self._known[seen.id] = where
            self._kept += self._same
            self._rewrapped += not self._same
            self._write(self._copy, seen, whole=True)

    def _swallowed(self, seen: Seen) -> bool:
        """True if a wrong length made other records part of this one's block."""
        failed = any(kind in _DIGESTS for kind, _ in seen.faults)
        if self._form != "plain" or not failed or seen.length > MOST:
            return False
        return _RECORD.search(self._bytes(seen.offset, seen.length)) is not None

    def _equal(self, one: tuple[int, int], other: tuple[int, int]) -> bool:
        """True if two units hold the same."""
        pairs = [self._unit(*place) for place in (one, other)]
        a, b = (b"".join(flow.pieces(MOST)) for flow in pairs)
        return a.rstrip(b"\r\n") == b.rstrip(b"\r\n")

    def _write(self, output: Output, seen: Seen, *, whole: bool) -> None:
        """Write a record: its unit as it is, if nothing has to be put right, or in a new one."""
        if whole and self._same and self._form != "plain":
            output.unit(self._raw(seen.offset, seen.length))
            return
        flow = self._unit(seen.offset, seen.length)
        head, _ = flow.head()
        output.record(_pieces(head, flow, seen.size))

    def _raw(self, offset: int, length: int) -> Iterator[bytes]:
        self._source.seek(offset)
        while length and (piece := self._source.read(min(PIECE, length))):
            length -= len(piece)
            yield piece

    def _bytes(self, offset: int, length: int) -> bytes:
        return b"".join(self._raw(offset, length))

    def _unit(self, offset: int, length: int) -> Flow:
        """The content of the unit at ``offset``, anew."""
        file = units.Input(Window(self._source, offset, length))
        if self._form == "gzip":
            return units.GzipMember(file)
        if self._form == "zstd":
            return units.ZstdFrames(file, self._scan.dictionary if self._scan else None)
        return units.Plain(file)

    def _salvage(self, lost: Lost) -> None:
        length = lost.end - lost.offset
        if not length:
            self._lost.append(Loss(offset=lost.offset, length=0, reason=lost.reason))
            return
        if length > MOST:
            reason = f"{lost.reason}; too long for anything to be got out of it"
            self._lost.append(Loss(offset=lost.offset, length=length, reason=reason))
            return
        raw = self._bytes(lost.offset, length)
        dictionary = self._scan.dictionary if self._scan else None
        got = False
        for one in salvage(raw, lost, self._form, dictionary, self._latest):
            if isinstance(one, Salvaged):
                got = True
                self._salvaged(one, lost)
            else:
                self._gone(lost, length, one)
                return
        if not got:
            self._gone(lost, length, Remains())

    def _gone(self, lost: Lost, length: int, remains: Remains) -> None:
        self._lost.append(
            Loss(
                offset=lost.offset,
                length=length,
                reason=lost.reason,
                record_id=remains.record_id,
                url=remains.url,
            )
        )

    def _salvaged(self, one: Salvaged, lost: Lost) -> None:
        key = one.record_id.encode()
        again = key in self._known or key in self._salvaged_ids
        text = f"{one.what}; its record id is there already" if again else one.what
        change = Change(offset=lost.offset, record_id=one.record_id, what=text)
        good = one.proven and not again and key != b""
        if good:
            self._salvaged_ids.add(key)
        (self._changed if good else self._faulty).append(change)
        (self._copy if good else self._aside).record((one.head, one.block))

    def _change(self, seen: Seen, what: str) -> Change:
        record_id = seen.id[:200].decode("utf-8", "replace")
        return Change(offset=seen.offset, record_id=record_id, what=what)

    def result(self, name: str, checked: Checked | None) -> Repaired:
        """What was done; ``checked`` is the check of the copy, None if there is none."""
        aside = self._faulty and self._aside is not self._copy
        faults = [fault for fault in checked.report.faults if not fault.note] if checked else []
        return Repaired(
            name=name,
            out=str(self._copy.path) if checked else "",
            kept=self._kept,
            rewrapped=self._rewrapped,
            changed=tuple(self._changed),
            faulty=tuple(self._faulty),
            faulty_out=str(self._aside.path) if aside else None,
            doubled=tuple(self._doubled),
            lost=tuple(self._lost),
            sound=checked is not None and checked.report.sound,
            unsound=tuple(map(str, faults)),
        )


def _pieces(head: bytes, flow: Flow, size: int) -> Iterator[bytes | memoryview]:
    yield head + END
    yield from flow.pieces(size)
