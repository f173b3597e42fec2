"""Checking one file: the strict scan, the links between its records, and the file's own digest."""

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from warcs.reader import read_records
from warcs.verifying.jobs import Progress
from warcs.verifying.links import FileLinks, Links
from warcs.verifying.report import Coverage, FileReport, Findings
from warcs.verifying.scan import Lost, NotWarc, Scan, Seen

SLACK = timedelta(days=1)  # a day covers clocks and zones
STEP = 1 << 20  # bytes between two calls of ``progress``


def latest(now: datetime) -> bytes:
    """The last moment that a WARC-Date may name, written as one; ``now`` is aware."""
    return f"{(now + SLACK).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A file's report, and what its records say of others."""

    report: FileReport
    links: FileLinks


def check_path(
    path: Path,
    *,
    now: datetime,
    facts: bool = False,
    whole: bool = False,
    alone: bool = False,
    visit: Callable[[Seen], None] | None = None,
    progress: Progress | None = None,
    findings: Findings | None = None,
) -> Checked:
    """Check the WARC or ARC file at ``path``; see :func:`check_stream`. Never raises for it."""
    findings = findings or Findings(path.name)
    try:
        with path.open("rb", buffering=0) as stream:
            return check_stream(
                stream, findings, now=now, facts=facts, whole=whole, alone=alone, visit=visit,
                progress=progress,
            )  # fmt: skip
    except OSError as error:
        findings.fault("unreadable", None, f"cannot be read ({error.strerror or error})")
        return _checked(findings, Links(findings), Counter(), "unknown", 0, None)


def check_stream(
    stream: BinaryIO,
    findings: Findings,
    *,
    now: datetime,
    facts: bool = False,
    whole: bool = False,
    alone: bool = False,
    visit: Callable[[Seen], None] | None = None,
    progress: Progress | None = None,
) -> Checked:
    """Check a WARC or ARC file, read once, from its beginning to its end; it must be seekable.

    ``now`` is aware. ``visit`` is called with each whole record, and what it adds to ``findings``
    is part of the report; with ``facts`` records say where their payload is, with ``whole`` the
    file's own SHA-256 is told. ``alone``: its records are held against no other file's. Raises
    OSError.
    """
    digest = hashlib.sha256() if whole else None
    scan = Scan(stream, findings, latest=latest(now), digest=digest, facts=facts)
    links = Links(findings, alone=alone)
    try:
        types, told = _walked(scan, links, visit, progress)
    except NotWarc:
        stream.seek(0)
        return _arc(stream, findings)
    size = scan.source.drain()
    if progress is not None:
        progress(size - told)
    sha256 = digest.hexdigest() if digest else None
    return _checked(findings, links, types, scan.form, size, sha256)


def _walked(
    scan: Scan,
    links: Links,
    visit: Callable[[Seen], None] | None,
    progress: Progress | None,
) -> tuple["Counter[str]", int]:
    """Go through the records: how many there are of each type, and the bytes that were told."""
    types: dict[bytes, int] = {}
    told = 0
    for seen in scan.walk():
        if isinstance(seen, Lost):
            continue
        types[seen.kind] = types.get(seen.kind, 0) + 1
        links.add(seen)
        if visit is not None:
            visit(seen)
        if progress is not None and scan.source.base - told >= STEP:
            progress(scan.source.base - told)
            told = scan.source.base
    return Counter({_text(kind): count for kind, count in types.items()}), told


def _checked(
    findings: Findings,
    links: Links,
    types: "Counter[str]",
    form: str,
    size: int,
    sha256: str | None,
) -> Checked:
    closed = links.close()
    counts = findings.counts
    report = FileReport(
        name=findings.file,
        size=size,
        sha256=sha256,
        form=form,
        records=dict(sorted(types.items())),
        coverage=coverage_of(counts),
        faults=tuple(findings.faults),
        left_out=findings.left_out,
    )
    return Checked(report=report, links=closed)


def _text(kind: bytes) -> str:
    return kind.decode("ascii", "replace")


def coverage_of(counts: "Counter[str]") -> Coverage:
    """The counts that are the coverage's."""
    return Coverage(**{field.name: counts[field.name] for field in fields(Coverage)})


def no_links(name: str) -> FileLinks:
    """Of a file whose records nobody refers to."""
    return Links(Findings(name)).close()


def _arc(stream: BinaryIO, findings: Findings) -> Checked:
    """An ARC file has neither digests nor identifiers: what can be read is all that is known."""
    records = read_records(stream, findings.file)
    types = Counter(record.type for record in records)
    for problem in records.problems:
        findings.fault("record", problem.offset, problem.reason)
    findings.counts["uncovered"] = types.total()
    stream.seek(0)
    digest = hashlib.sha256()
    while piece := stream.read(STEP):
        digest.update(piece)
    return _checked(findings, Links(findings), types, "arc", stream.tell(), digest.hexdigest())
