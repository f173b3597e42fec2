"""An ARC file made a WARC file: each block as it is, under a head of WARC 1.1.

The head says what the line before the block said: URL, date, IP address. A record's identifier is
the one that :class:`warcs.record.Record` makes of it, so it is the same each time. The file's own
description, which WARC has no place for, is kept as a metadata record.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from warcs import records
from warcs.digests import Algorithm, labelled
from warcs.http.coding import GZIP_MAGIC
from warcs.reader import read_records
from warcs.reading.blocks import LARGE
from warcs.reading.heads import arc_media_type
from warcs.record import Record
from warcs.recording import warcinfo
from warcs.repairing.output import Output
from warcs.repairing.report import Loss, Repaired
from warcs.verifying.check import check_path
from warcs.verifying.jobs import Progress

ALGORITHM: Algorithm = "sha256"
DESCRIPTION = b"filedesc:"


def form_of(source: BinaryIO) -> str:
    """The form of the file that is made of an ARC file, if it is to be as that is."""
    source.seek(0)
    form = "gzip" if source.read(2) == GZIP_MAGIC else "plain"
    source.seek(0)
    return form


def convert(
    source: BinaryIO, path: Path, output: Output, *, now: datetime, progress: Progress | None
) -> Repaired:
    """Write the ARC file ``source``, which lies at ``path``, to ``output`` as a WARC file.

    ``now`` is aware. Raises OSError.
    """
    made = _Made(path.name, now)
    with output:
        found = read_records(source, path.name)
        for record in found:
            for head, pieces in made.of(record, output.path.name):
                output.record(chain((head,), pieces))
            if progress is not None:
                progress(record.length)
        output.finish()
    checked = check_path(output.path, now=now).report if output.path.exists() else None
    faults = [fault for fault in checked.faults if not fault.note] if checked else []
    return Repaired(
        name=path.name,
        out=str(output.path) if checked else "",
        kept=0,
        rewrapped=made.count,
        changed=(),
        faulty=(),
        faulty_out=None,
        doubled=(),
        lost=tuple(
            Loss(offset=problem.offset, length=0, reason=problem.reason)
            for problem in found.problems
            if problem.lost
        ),
        sound=checked is not None and checked.sound,
        unsound=tuple(map(str, faults)),
    )


_Written = tuple[bytes, Iterator[bytes]]


@dataclass(slots=True)
class _Made:
    """What is made of the records of a file."""

    name: str
    now: datetime
    count: int = 0
    _info: str = ""  # identifier of the warcinfo record

    def of(self, record: Record, name: str) -> Iterator[_Written]:
        """Heads and blocks; before the first, what describes the file of that name."""
        if not self._info:
            self._info = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{record.id} warcinfo')}"
            said = {"description": f"made of the ARC file {records.one_line(self.name)}"}
            head, block = warcinfo.record(
                said, id=self._info, date=self.now, file=name, algorithm=ALGORITHM
            )
            self.count += 1
            yield head, iter((block,))
        self.count += 1
        if record.head.startswith(DESCRIPTION):
            yield self._description(record)
        else:
            yield self._capture(record)

    def _description(self, record: Record) -> _Written:
        block = record.head + record.block
        url = record.head.split(b" ", 1)[0].decode("utf-8", "replace")
        digest = labelled(ALGORITHM, (block,))
        more = (("WARC-Block-Digest", digest), ("Content-Type", "text/plain"))
        return self._head(record, "metadata", url, len(block), more), iter((block,))

    def _capture(self, record: Record) -> _Written:
        http = record.http
        body: tuple[memoryview | bytes, ...] = ()
        if record.size <= LARGE:  # the payload of a larger one would be held
            body = (http.payload if http else record.block,)
        more = (
            ("WARC-IP-Address", record.field("WARC-IP-Address")),
            ("WARC-Block-Digest", labelled(ALGORITHM, record.pieces())),
            ("WARC-Payload-Digest", labelled(ALGORITHM, body) if body else None),
            ("Content-Type", records.RESPONSE_TYPE if http else arc_media_type(record.head)),
        )
        kind = "response" if http else "resource"
        return self._head(record, kind, record.url, record.size, more), record.pieces()

    def _head(
        self,
        record: Record,
        kind: str,
        url: str,
        size: int,
        more: tuple[tuple[str, str | None], ...],
    ) -> bytes:
        return records.head(
            (
                ("WARC-Type", kind),
                ("WARC-Record-ID", f"<{record.id}>"),
                ("WARC-Date", f"{record.date:%Y-%m-%dT%H:%M:%SZ}"),
                ("WARC-Target-URI", records.target(url)),
                ("WARC-Warcinfo-ID", f"<{self._info}>"),
                *more,
                ("Content-Length", str(size)),
            )
        )
