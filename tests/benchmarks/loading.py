"""What it costs to make a Parquet file of the articles in WARC files, beside the usual ways.

    make bench-loading PAGES=FOLDER
    python -m tests.benchmarks.loading FOLDER [--count 2000] [--files 20] [--keep NEW]
    python -m tests.benchmarks.loading FOLDER --only jobs memory

FOLDER holds corpora (see ``corpus.py``). Its pages, evenly spread over all of them, or repeated if
there are fewer than ``--count``, are packed into ``--files`` WARC files by warcio, sent plain,
chunked and with gzip in turn; never chunked gzip, for FastWARC 2.0.1 ends there when it decodes.

``speed``: ours is ``archiver.read`` and ``archiver.data.open_writer``, with all columns of its
schema; the others take the responses of status 200 by warcio or FastWARC, as their documentation
shows, the article by trafilatura (``bare_extraction`` with metadata, with and without ``fast``),
and write what it gives with pyarrow: URL, time of capture, title, authors, day, text, section and
language, of pages of any kind. Each contestant is a process of its own, which does one file after
the other, all contestants in turn. What counts is its CPU time (user and system) for the files,
imports left out. A ratio is speed to speed, ours to the other's: of all files together, and the
least and the most of a file. With ``--keep`` the files and what came of them stay in a
folder, and a measurement that was broken off goes on there.

``jobs``: ``archiver.read(files, jobs=2)`` against two processes that read half of the files each,
at the same time, every one of them writing Parquet: CPU time of all processes and their wall-clock
time, in turn. The processes are started for each.

``memory``: the most that processes hold (resident) when they read one file of 20 pages, and fifty
and two hundred copies of it, which are more than a row group of Parquet.
"""

import argparse
import gzip
import importlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from tests.benchmarks import twice

NAMES = (
    "ours",
    "warcio + trafilatura",
    "warcio + trafilatura fast",
    "FastWARC + trafilatura",
    "FastWARC + trafilatura fast",
)
PARTS = ("speed", "jobs", "memory")
COPIES = (50, 200)
EACH = 20  # pages of the file that is copied

Answer = dict[str, float]  #: rows, CPU seconds, peak megabytes
Response = tuple[str, str, bytes]  # URL, WARC-Date, body without its codings


def by_warcio(path: Path) -> Iterator[Response]:
    """The pages in a WARC, as warcio's documentation has it."""
    from warcio.archiveiterator import ArchiveIterator

    with path.open("rb") as stream:
        for record in ArchiveIterator(stream):
            if record.rec_type != "response" or record.http_headers.get_statuscode() != "200":
                continue
            head = record.rec_headers
            yield (
                head.get_header("WARC-Target-URI"),
                head.get_header("WARC-Date"),
                record.content_stream().read(),
            )


def by_fastwarc(path: Path) -> Iterator[Response]:
    """The pages in a WARC, as FastWARC's documentation has it."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    for record in ArchiveIterator(
        str(path), record_types=WarcRecordType.response, auto_decode="all"
    ):
        if record.http_headers is not None and record.http_headers.status_code == 200:
            yield (
                record.headers["WARC-Target-URI"],
                record.headers["WARC-Date"],
                record.reader.read(),
            )


def by_trafilatura(
    responses: Callable[[Path], Iterator[Response]], *, fast: bool
) -> Callable[[Path, Path], int]:
    """A contestant: what trafilatura gives of each page, in Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    bare_extraction = importlib.import_module("trafilatura").bare_extraction
    names = ("url", "captured_at", "title", "authors", "published", "text", "section", "language")

    def convert(path: Path, target: Path) -> int:
        rows: list[tuple[Any, ...]] = []
        for url, date, html in responses(path):
            found = bare_extraction(
                html, url=url, with_metadata=True, include_comments=False, fast=fast
            )
            if found is None:
                continue
            authors = [name.strip() for name in (found.author or "").split(";") if name.strip()]
            section = next(iter(found.categories or ()), None)
            rows.append(
                (url, date, found.title, authors, found.date, found.text, section, found.language)
            )
        columns = {name: [row[n] for row in rows] for n, name in enumerate(names)}
        pq.write_table(pa.table(columns), target, compression="zstd")
        return len(rows)

    return convert


def by_us(path: Path, target: Path) -> int:
    """The same by the library, with all that it reads; pages of any kind, as the others."""
    import archiver
    from archiver.data import open_writer

    with open_writer(target) as writer:
        writer.write(archiver.read(path, kinds="all"))
        return writer.count


def contestant(name: str) -> Callable[[Path, Path], int]:
    """What makes a Parquet file of a WARC file, and returns how many rows it has."""
    if name == "ours":
        return by_us
    responses = by_warcio if name.startswith("warcio") else by_fastwarc
    return by_trafilatura(responses, fast=name.endswith("fast"))


def serve(name: str) -> None:
    """A contestant's life: a file a line, and a line of what came of it."""
    convert = contestant(name)
    for line in sys.stdin:
        source, target = json.loads(line)
        begun = time.process_time()
        rows = convert(Path(source), Path(target))
        answer = {"cpu": time.process_time() - begun, "rows": rows, "rss": peak()}
        print(json.dumps(answer), flush=True)


def peak() -> float:
    """Megabytes that this process held at most; getrusage(2) counts what its parent held, too."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1]) * 1.024 / 1000


class Contestant:
    """One of them, in its process."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "tests.benchmarks.loading", "--serve", name],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def convert(self, source: Path, target: Path) -> Answer:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([str(source), str(target)]) + "\n")
        self._process.stdin.flush()
        answer: Answer = json.loads(self._process.stdout.readline())
        return answer

    def end(self) -> None:
        self._process.communicate()


def sent(html: bytes, number: int) -> tuple[list[tuple[str, str]], bytes]:
    """Headers and body of the response, in one of three ways."""
    headers = [("Content-Type", "text/html")]
    if number % 3 == 1:
        chunks = (html[at : at + 8000] for at in range(0, len(html), 8000))
        body = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
        return [*headers, ("Transfer-Encoding", "chunked")], body + b"0\r\n\r\n"
    if number % 3 == 2:
        html = gzip.compress(html, mtime=0)
        headers.append(("Content-Encoding", "gzip"))
    return [*headers, ("Content-Length", str(len(html)))], html


def packed(folder: Path, count: int, files: int, target: Path) -> list[Path]:
    """The pages, in so many WARC files."""
    known = sorted(target.glob("*.warc.gz"))
    if len(known) == files:
        return known
    target.mkdir(parents=True, exist_ok=True)
    step = max(sum(1 for _ in twice.named(folder)) // count, 1)
    pages = list(islice(cycle(list(twice.saved(folder, step))), count))
    if not pages:
        sys.exit(f"{folder}: no source with truth.jsonl in it")
    paths = []
    for number in range(files):
        path = target / f"{number:03d}.warc.gz"
        with path.open("wb") as stream:
            twice.write(stream, pages[number::files], sent)
        paths.append(path)
    return paths


def spread(values: Sequence[float]) -> str:
    """The median, and the least and the most."""
    return f"{statistics.median(values):.2f} ({min(values):.2f} to {max(values):.2f})"


def speed(paths: list[Path], warm: Path, scratch: Path, kept: Path) -> None:
    """All contestants, file by file; what is ``kept`` was done before."""
    lines = kept.read_text().splitlines() if kept.exists() else []
    turns: list[dict[str, Answer]] = [json.loads(line) for line in lines]
    asked = [Contestant(name) for name in NAMES]
    for one in asked:
        one.convert(warm, scratch / "x.parquet")  # imports, and what is compiled
    for number in range(len(turns), len(paths)):
        first = number % len(asked)
        turns.append(
            {
                one.name: one.convert(paths[number], scratch / "x.parquet")
                for one in asked[first:] + asked[:first]
            }
        )
        with kept.open("a") as stream:
            stream.write(json.dumps(turns[-1]) + "\n")
        print(table(turns, len(paths)), flush=True)
    for one in asked:
        one.end()


def table(turns: list[dict[str, Answer]], files: int) -> str:
    """What came of the files so far."""
    lines = [
        f"\n| {len(turns)} of {files} files | rows | articles per CPU second | ours is faster by"
        " | peak MB |",
        "|---|--:|--:|--:|--:|",
    ]
    for name in NAMES:
        rows, cpu, rss = ([turn[name][what] for turn in turns] for what in ("rows", "cpu", "rss"))
        ratios = [turn[name]["cpu"] / turn["ours"]["cpu"] for turn in turns]
        total = sum(cpu) / sum(turn["ours"]["cpu"] for turn in turns)
        beside = f"{total:.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
        rate = sum(rows) / sum(cpu)
        lines.append(f"| {name} | {sum(rows):.0f} | {rate:.1f} | {beside} | {max(rss):.0f} |")
    return "\n".join(lines)


READ = """
import sys
from archiver import read
from archiver.data import open_writer
from pathlib import Path
jobs, target, *files = sys.argv[1:]
with open_writer(Path(target)) as writer:
    writer.write(read(files, kinds="all", jobs=int(jobs)))
import resource
kinds = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
print(*(resource.getrusage(kind).ru_maxrss / 1000 for kind in kinds), writer.count)
"""


def run(groups: list[list[Path]], jobs: int, scratch: Path) -> tuple[float, float, list[str]]:
    """A process for each group of files, all at once; CPU and wall-clock seconds, and output."""
    before = os.times()
    begun = time.monotonic()
    running = [
        subprocess.Popen(
            [sys.executable, "-c", READ, str(jobs), str(scratch / f"{number}.parquet"),
             *map(str, group)],
            stdout=subprocess.PIPE, text=True,
        )
        for number, group in enumerate(groups)
    ]  # fmt: skip
    told = [one.communicate()[0] for one in running]
    wall = time.monotonic() - begun
    after = os.times()
    cpu = after.children_user + after.children_system
    return cpu - before.children_user - before.children_system, wall, told


def with_jobs(paths: list[Path], scratch: Path, rounds: int) -> None:
    """``jobs=2`` beside two processes."""
    halves = [paths[::2], paths[1::2]]
    cpu, wall = [], []
    for number in range(rounds):
        tries = {1: lambda: run(halves, 1, scratch), 2: lambda: run([paths], 2, scratch)}
        order = (1, 2) if number % 2 else (2, 1)
        found = {jobs: tries[jobs]() for jobs in order}
        cpu.append(found[1][0] / found[2][0])
        wall.append(found[1][1] / found[2][1])
        print(f"round {number + 1}: CPU {found[1][0]:.1f} and {found[2][0]:.1f} s", file=sys.stderr)
    print(f"jobs=2 does, of what two independent processes do, per CPU second {spread(cpu)}")
    print(f"                                          and per second of the clock {spread(wall)}")


def memory(folder: Path, scratch: Path) -> None:
    """One file, and copies of it."""
    (one,) = packed(folder, EACH, 1, scratch / "one")
    copies = [
        Path(shutil.copy(one, scratch / f"copy-{number}.warc.gz")) for number in range(COPIES[-1])
    ]
    for jobs in (1, 2):
        for files in ([one], *(copies[:count] for count in COPIES)):
            own, child, rows = run([files], jobs, scratch)[2][0].split()
            beside = f", its processes {float(child):.0f} MB each at most" if jobs > 1 else ""
            print(
                f"jobs={jobs}, {len(files):3} files, {rows} pages:"
                f" {float(own):.0f} MB at most{beside}", flush=True,
            )  # fmt: skip


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", type=Path, nargs="?", help="folder of the corpora")
    parser.add_argument("--count", type=int, default=2000, help="pages")
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3, help="of jobs")
    parser.add_argument(
        "--keep", type=Path, metavar="NEW", help="folder to go on in when run again"
    )
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--serve", choices=NAMES, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.serve:
        serve(asked.serve)
        return
    if asked.pages is None:
        parser.error("give the folder of the pages")
    with tempfile.TemporaryDirectory() as place:
        scratch = asked.keep or Path(place)
        if "memory" in asked.only:
            memory(asked.pages, Path(place))
        if asked.only == ["memory"]:
            return
        (warm,) = packed(asked.pages, 10, 1, scratch / "warm")
        paths = packed(asked.pages, asked.count, asked.files, scratch / "pages")
        if "speed" in asked.only:
            speed(paths, warm, scratch, scratch / "turns.jsonl")
        if "jobs" in asked.only:
            with_jobs(paths, scratch, asked.rounds)


if __name__ == "__main__":
    main()
