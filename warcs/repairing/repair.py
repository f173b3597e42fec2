"""A sound copy of a damaged WARC file; the file itself is never changed."""

import tempfile
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from warcs.errors import Refused
from warcs.files import OPEN
from warcs.repairing import arc
from warcs.repairing.job import Job
from warcs.repairing.output import SUFFIXES, Output
from warcs.repairing.report import Repaired
from warcs.verifying import search, units
from warcs.verifying.check import check_path, latest
from warcs.verifying.flow import BrokenUnit
from warcs.verifying.jobs import Progress
from warcs.verifying.report import Findings
from warcs.verifying.scan import NotWarc, Scan

_ENDINGS = (OPEN, ".gz", ".zst", ".warc", ".arc")
ZIP = b"PK\x03\x04"


def repaired_path(path: Path, form: str) -> Path:
    """Where the sound copy goes: ``NAME.repaired.warc.gz``, beside the file."""
    name = path.name
    for ending in _ENDINGS:
        name = name.removesuffix(ending)
    return path.with_name(f"{name}.repaired{SUFFIXES[form]}")


def repair(
    path: Path,
    *,
    now: datetime,
    out: Path | None = None,
    keep_faulty: bool = False,
    gzip: bool = False,
    progress: Progress | None = None,
) -> Repaired:
    """Write a sound copy of the WARC file at ``path`` to ``out``; ``now`` is aware.

    A record whose digest fails, or that lacks what the standard demands, is put into a file beside
    the copy that ends in ``.faulty`` and its suffix, or kept if ``keep_faulty``. ``gzip``: the copy
    is compressed, whatever the file is. An ARC file is made a WARC file. Raises Refused for what is
    neither or where the copy cannot go, OSError if it cannot be read or written.
    """
    with ExitStack() as stack:
        source: BinaryIO = stack.enter_context(path.open("rb", buffering=0))
        form, shared = _form(source, path)
        if form == "arc":
            written = "gzip" if gzip else arc.form_of(source)
            copy = out or repaired_path(path, written)
            _refuse(copy)
            return arc.convert(source, path, Output(copy, written), now=now, progress=progress)
        written = "gzip" if gzip or (shared and form == "gzip") else form
        if shared:
            source, form = stack.enter_context(_inflated(source, form)), "plain"
        copy = out or repaired_path(path, written)
        faulty = _faulty_path(copy)
        _refuse(copy, faulty)
        start = _dictionary_frame(source) if form == written == "zstd" else b""
        outputs = (Output(copy, written, start), Output(faulty, written, start))
        with outputs[0], outputs[1]:
            last = latest(now)
            job = Job(source, form, written, outputs, latest=last, keep_faulty=keep_faulty)
            job.run(Scan(source, Findings(path.name), latest=last), progress)
            for output in outputs:
                output.finish()
    return job.result(path.name, check_path(copy, now=now) if copy.exists() else None)


def _refuse(*targets: Path) -> None:
    """Raises Refused for a file that is there."""
    for target in targets:
        if target.exists():
            raise Refused(f"{target}: is there already; move it away, or choose another -o")


def _form(source: BinaryIO, path: Path) -> tuple[str, bool]:
    """The form of the file, and whether its first unit holds more than one record."""
    scan = Scan(source, Findings(path.name), latest=b"9")
    try:
        first = next(iter(scan), None)
    except NotWarc as error:
        source.seek(0)
        if source.read(len(ZIP)) != ZIP:
            source.seek(0)
            return "arc", False
        raise Refused(f"{path}: is a package; only WARC and ARC files are repaired") from error
    source.seek(0)
    if scan.form == "unknown":
        raise Refused(f"{path}: no WARC record was found in it")
    return scan.form, scan.form != "plain" and first is not None and first.length == 0


def _faulty_path(copy: Path) -> Path:
    for suffix in SUFFIXES.values():
        if copy.name.endswith(suffix):
            return copy.with_name(f"{copy.name.removesuffix(suffix)}.faulty{suffix}")
    return copy.with_name(f"{copy.name}.faulty")


def _dictionary_frame(source: BinaryIO) -> bytes:
    """The skippable frame with the dictionary that a zstd file begins with; empty if none does."""
    head = source.read(8)
    content = b""
    if head[:4] == units.DICTIONARY_MAGIC:
        content = head + source.read(int.from_bytes(head[4:8], "little"))
    source.seek(0)
    return content


def _inflated(source: BinaryIO, form: str) -> BinaryIO:
    """The content of all units, as far as each can be read, in a temporary file."""
    whole = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    file = units.Input(source)
    dictionary = None
    while file.peek(1):
        start = file.offset
        try:
            if form == "zstd" and units.is_skippable(file.peek(4)):
                is_dictionary, content = units.skipped(file)
                dictionary = units.dictionary_of(content) if is_dictionary else dictionary
                continue
            flow = units.GzipMember(file) if form == "gzip" else units.ZstdFrames(file, dictionary)
            while piece := flow.pull():
                whole.write(piece)
        except BrokenUnit:
            if not search.behind(file, start, form, dictionary):
                break
    whole.seek(0)
    return cast(BinaryIO, whole)
