"""What reading and writing WARC files costs, beside warcio and FastWARC.

    make bench-warcs PAGES=FOLDER
    python -m tests.benchmarks.warc_files FOLDER [--only read verify] [--count 400] [--rounds 15]

FOLDER holds pages (``**/*.html.gz`` or ``*.html``), of which files are made in five kinds: bodies
sent with gzip or without (``gzip``, ``identity``), and each of these as our writer writes it
(``.warc.gz``), compressed again by zlib at level 6, as other tools do (``zlib6``), uncompressed and
in zstd. Or it holds WARC files: then those are read.

In each round each contestant does the whole file, the order turning; what counts is CPU time (user
and system) of this process. A ratio is speed to speed, ours to the other's, of the same round: the
median over the rounds, and in brackets the least and the most. Above 1, ours is the faster. ``MB``
are bytes of blocks, whatever they take on the disk. Files are read once before, so that they are in
memory. On a busy machine the ratios hold better than the speeds.

What each reader checks differs: gzip checksums are checked by ours and FastWARC (warcio leaves them
out, and FastWARC takes a cut-off tail for whole); digests by none of them here, but by all in
``verify``, where MB are bytes of the file.

To add a contestant, write a function that takes a Job and returns the bytes that it went through,
and put it into TASKS: a task is a name, and its contestants, ours first.
"""

import argparse
import gzip
import io
import random
import statistics
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.benchmarks import checks
from tests.warcs.recording import frame
from warcs import Exchange, Recorder, open_records

SUFFIXES = (".warc", ".warc.gz", ".warc.zst")
SEED = 1  # of the choice of pages
STARTED = datetime(2026, 3, 2, 12, 30, 15, 123456, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Job:
    """What a contestant is given."""

    path: Path  #: a WARC file
    pages: tuple[Exchange, ...] = ()  #: what is to be written; then there is no file yet

    @property
    def zstd(self) -> bool:
        """True if the file is one that warcio does not read."""
        return self.path.suffix == ".zst"


Contestant = Callable[[Job], int | None]  #: None: not done by it


def ours_read(job: Job) -> int:
    """Each record and its block."""
    with open_records(job.path) as records:
        return sum(len(record.block) for record in records)


def fastwarc_read(job: Job) -> int:
    """As FastWARC's documentation has it, without parsing HTTP."""
    return sum(
        len(record.reader.read()) for record in FastIterator(str(job.path), parse_http=False)
    )


def warcio_read(job: Job) -> int | None:
    """As warcio's documentation has it, without parsing HTTP."""
    if job.zstd:
        return None
    with job.path.open("rb") as stream:
        records = ArchiveIterator(stream, no_record_parse=True)
        return sum(len(record.raw_stream.read()) for record in records)


def ours_heads(job: Job) -> int:
    """Each record's type and length; blocks are passed over."""
    with open_records(job.path) as records:
        return sum(record.size for record in records if record.type)


def fastwarc_heads(job: Job) -> int:
    """The same."""
    records = FastIterator(str(job.path), parse_http=False)
    return sum(record.content_length for record in records if record.record_type)


def warcio_heads(job: Job) -> int | None:
    """The same."""
    if job.zstd:
        return None
    with job.path.open("rb") as stream:
        records = ArchiveIterator(stream, no_record_parse=True)
        return sum(int(record.length) for record in records if record.rec_type)


def ours_write(job: Job) -> int:
    """All that recording does: heads, digests of block and payload, compression, sync."""
    with tempfile.TemporaryDirectory() as folder:
        recorder = Recorder(Path(folder))
        for page in job.pages:
            recorder.record(page)
        recorder.seal()
    return sum(len(page.request) + len(page.response) for page in job.pages)


def warcio_write(job: Job) -> int:
    """Response and request of each page, by warcio's writer, which digests them too."""
    with tempfile.TemporaryFile() as stream:
        writer = WARCWriter(stream, gzip=True, warc_version="1.1")
        for page in job.pages:
            assert isinstance(page.response, bytes)
            for kind, message in (("response", page.response), ("request", page.request)):
                writer.write_record(_warcio_record(writer, page, kind, message))
    return sum(len(page.request) + len(page.response) for page in job.pages)


def _warcio_record(writer: WARCWriter, page: Exchange, kind: str, message: bytes) -> object:
    head, _, body = message.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    fields = [(name, value.strip()) for name, _, value in (x.partition(":") for x in lines)]
    http = StatusAndHeaders(
        first.partition(" ")[2] if kind == "response" else first,
        fields,
        protocol="HTTP/1.1" if kind == "response" else "",
        is_http_request=kind == "request",
    )
    return writer.create_warc_record(
        page.url, kind, payload=io.BytesIO(body), http_headers=http, length=len(body)
    )


TASKS: dict[str, tuple[tuple[str, Contestant], ...]] = {
    "read": (("ours", ours_read), ("FastWARC", fastwarc_read), ("warcio", warcio_read)),
    "heads": (("ours", ours_heads), ("FastWARC", fastwarc_heads), ("warcio", warcio_heads)),
    "write": (("ours", ours_write), ("warcio", warcio_write)),
    "verify": (
        ("ours", lambda job: checks.ours(job.path)),
        ("bare loop", lambda job: checks.bare(job.path)),
        ("FastWARC", lambda job: checks.fastwarc(job.path)),
        ("warcio", lambda job: checks.warcio(job.path)),
    ),
}


def contest(job: Job, contestants: tuple[tuple[str, Contestant], ...], rounds: int) -> list[str]:
    """A line for each contestant: its speed, and how much faster ours is."""
    sizes = {name: run(job) for name, run in contestants}  # and nothing is done for the first time
    running = [(name, run) for name, run in contestants if sizes[name] is not None]
    seconds: dict[str, list[float]] = {name: [] for name, _ in running}
    for number in range(rounds):
        turn = number % len(running)
        for name, run in running[turn:] + running[:turn]:
            begun = time.process_time()
            run(job)
            seconds[name].append(time.process_time() - begun)
    ours = running[0][0]
    lines = []
    for name, _ in running:
        size = sizes[name] or 0
        speed = size / 1e6 / statistics.median(seconds[name])
        wrong = "" if size == sizes[ours] else f"  went through {size} bytes, ours {sizes[ours]}"
        ratios = [b / a for a, b in zip(seconds[ours], seconds[name], strict=True)]
        beside = "" if name == ours else f"  ours x {spread(ratios)}"
        lines.append(f"  {name:10} {speed:8.0f} MB/s{beside}{wrong}")
    return lines


def spread(values: list[float]) -> str:
    """The median, and the least and the most."""
    return f"{statistics.median(values):.2f} ({min(values):.2f}-{max(values):.2f})"


def exchanges(pages: list[bytes], coded: bool) -> Iterator[Exchange]:
    """The pages as a server sends them, with a request each."""
    for number, page in enumerate(pages):
        body = gzip.compress(page, 6, mtime=0) if coded else page
        head = (
            "HTTP/1.1 200 OK\r\nDate: Mon, 02 Mar 2026 12:30:15 GMT\r\nServer: nginx\r\n"
            "Content-Type: text/html; charset=utf-8\r\nVary: Accept-Encoding\r\n"
            f"{'Content-Encoding: gzip' if coded else 'X-Cache: MISS'}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        yield Exchange(
            url=f"https://harbourpost.example/story/{number}",
            started=STARTED,
            ip="192.0.2.7",
            request=(
                f"GET /story/{number} HTTP/1.1\r\nHost: harbourpost.example\r\n"
                "Accept-Encoding: gzip\r\nUser-Agent: archiver\r\n\r\n"
            ).encode(),
            response=head.encode() + body,
        )


def written(folder: Path, pages: tuple[Exchange, ...], name: str) -> Iterator[Path]:
    """The pages in WARC files of each kind."""
    recorder = Recorder(folder / name)
    for page in pages:
        recorder.record(page)
    sealed = recorder.seal()
    assert sealed is not None
    gz = (folder / name / sealed.name).rename(folder / f"{name}.warc.gz")
    yield gz
    kinds: dict[str, Callable[[bytes], bytes]] = {
        "-zlib6.warc.gz": _zlib6,
        ".warc": bytes,
        ".warc.zst": frame,
    }
    for suffix, pack in kinds.items():
        path = folder / f"{name}{suffix}"
        with path.open("wb") as stream:
            stream.writelines(pack(content) for content in _members(gz.read_bytes()))
        yield path


def _zlib6(content: bytes) -> bytes:
    deflater = zlib.compressobj(6, zlib.DEFLATED, 31)
    return deflater.compress(content) + deflater.flush()


def _members(content: bytes) -> Iterator[bytes]:
    while content:
        inflater = zlib.decompressobj(31)
        yield inflater.decompress(content)
        content = inflater.unused_data


def found_pages(folder: Path, count: int) -> list[bytes]:
    """Pages of a folder, at most so many, chosen once and for all."""
    paths = sorted([*folder.glob("**/*.html.gz"), *folder.glob("**/*.html")])
    chosen = random.Random(SEED).sample(paths, min(count, len(paths)))
    return [_unpacked(path) for path in chosen]


def _unpacked(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def jobs(folder: Path, count: int, scratch: Path) -> Iterator[tuple[str, Job]]:
    """What is to be done, each with the task or tasks that it is for."""
    warcs = [path for path in sorted(folder.glob("**/*")) if path.name.endswith(SUFFIXES)]
    for path in warcs:
        yield "read heads", Job(path=path)  # others' digests may be wrong, which is no contest
    pages = [] if warcs else found_pages(folder, count)
    if not warcs and not pages:
        sys.exit(f"{folder}: holds neither pages (*.html, *.html.gz) nor WARC files")
    for name, coded in (("gzip", True), ("identity", False)) if pages else ():
        made = tuple(exchanges(pages, coded))
        for path in written(scratch, made, name):
            yield "read heads verify", Job(path=path)
        yield "write", Job(path=Path(name), pages=made)


def main() -> None:
    """Print all ratios."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="+", choices=sorted(TASKS), default=sorted(TASKS))
    parser.add_argument("--count", type=int, default=400, help="pages")
    parser.add_argument("--rounds", type=int, default=15)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for tasks, job in jobs(asked.folder, asked.count, Path(scratch)):
            for task in tasks.split():
                if task in asked.only:
                    print(f"{task} {job.path.name}")
                    print("\n".join(contest(job, TASKS[task], asked.rounds)), flush=True)


if __name__ == "__main__":
    main()
