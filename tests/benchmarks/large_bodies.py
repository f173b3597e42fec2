"""What a crawl of large bodies needs: memory, time, and how long the event loop stands still.

    python -m tests.benchmarks.large_bodies [--count 50] [--size 100] [--folder FOLDER]

A server in a process of its own, on 127.0.0.1, waits until all COUNT requests are there and then
sends all bodies of SIZE MB at once: with Content-Length and chunked, random bytes and text that
shrinks, in turn. A Scrapy project that knows nothing of us but one ADDONS line crawls them, with
WARC_READ_LIMIT at 1 MB. Then the file is read back with nothing of ours (zlib and http.client), and
every payload is compared with what was sent, and its digest with what the record says.

Memory is the highest resident size of the crawling process (VmHWM); the loop's longest standstill
is taken from a call that should come every 20 ms. FOLDER needs room for three times the bodies.
"""

import argparse
import asyncio
import hashlib
import http.client
import io
import json
import random
import resource
import socket
import subprocess
import sys
import tempfile
import time
import zlib
from base64 import b32encode
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from tests.benchmarks.other_end import running

MEGABYTE = 1024 * 1024
READ_LIMIT = MEGABYTE


def pool(text: bool) -> bytes:
    """A megabyte that repeats in a body: farther than deflate looks back."""
    source = random.Random(7)
    if not text:
        return source.randbytes(MEGABYTE)
    words = [source.randbytes(source.randint(1, 5)).hex() for _ in range(3000)]
    content = " ".join(source.choices(words, k=MEGABYTE // 4))
    return content.encode()[:MEGABYTE]


POOLS = (pool(text=False), pool(text=True))


def body(number: int, size: int) -> Iterator[bytes]:
    """The body of request ``number`` in pieces, ``size`` bytes: unlike all others."""
    start = b"%016d" % number
    yield start[:size]
    left = size - len(start)
    piece = POOLS[number % 2]
    while left > 0:
        yield piece[:left]
        left -= len(piece)


def chunked(number: int) -> bool:
    """True if this body is sent in chunks."""
    return number % 4 >= 2


async def serve(count: int, size: int) -> None:
    """The server; prints its port, and ends with its standard input."""
    waiting = 0
    everyone = asyncio.Event()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal waiting
        head = await reader.readuntil(b"\r\n\r\n")
        number = int(head.split(b" ")[1].lstrip(b"/"))
        waiting += 1
        if waiting >= count:
            everyone.set()
        await everyone.wait()
        length = b"Transfer-Encoding: chunked" if chunked(number) else b"Content-Length: %d" % size
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + length + b"\r\n\r\n")
        for piece in body(number, size):
            for place in range(0, len(piece), 65536):
                part = piece[place : place + 65536]
                writer.write(b"%x\r\n%b\r\n" % (len(part), part) if chunked(number) else part)
                await writer.drain()
        writer.write(b"0\r\n\r\n" if chunked(number) else b"")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=count + 8)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    server.close()


def crawl(port: int, count: int, folder: Path) -> None:
    """The crawl; prints what it needed as JSON."""
    import scrapy
    from scrapy.crawler import AsyncCrawlerProcess

    class Large(scrapy.Spider):
        name = "large"

        async def start(self) -> AsyncIterator[scrapy.Request]:
            self.longest = 0.0
            self.watch = asyncio.create_task(self.stand_still())
            for number in range(count):
                yield scrapy.Request(f"http://127.0.0.1:{port}/{number}", dont_filter=True)

        async def stand_still(self) -> None:
            while True:
                before = time.monotonic()
                await asyncio.sleep(0.02)
                self.longest = max(self.longest, time.monotonic() - before - 0.02)

        def parse(self, response: scrapy.http.Response) -> None:
            assert len(response.body) <= READ_LIMIT
            assert ("over-read-limit" in response.flags) == (len(response.body) == READ_LIMIT)
            self.crawler.stats.inc_value("large/seen")

        def closed(self, reason: str) -> None:
            self.watch.cancel()

    process = AsyncCrawlerProcess(
        {
            "ADDONS": {"warcs.addon.WarcAddon": 300},
            "WARC_FOLDER": str(folder),
            "WARC_READ_LIMIT": READ_LIMIT,
            "CONCURRENT_REQUESTS": count,
            "CONCURRENT_REQUESTS_PER_DOMAIN": count,
            "DOWNLOAD_TIMEOUT": 1800,
            "RETRY_ENABLED": False,
            "LOG_LEVEL": "ERROR",
            "TELNETCONSOLE_ENABLED": False,
            "REMOTE_CONTROL_ENABLED": False,
        }
    )
    crawler = process.create_crawler(Large)
    process.crawl(crawler)
    process.start()
    used = resource.getrusage(resource.RUSAGE_SELF)
    status = Path("/proc/self/status").read_text().splitlines()
    [peak] = [int(line.split()[1]) for line in status if line.startswith("VmHWM:")]
    found = {
        "seen": crawler.stats.get_value("large/seen", 0),
        "peak": peak * 1024,
        "cpu": used.ru_utime + used.ru_stime,
        "standstill": cast(Any, crawler.spider).longest,
    }
    print(json.dumps(found))


class Inflated(io.RawIOBase):
    """What the gzip members of a file hold, one after the other; nothing is kept."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        self._inflater = zlib.decompressobj(31)
        self._rest = b""

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # io passes this
        """The next bytes; 0 at the end of the last member."""
        while True:
            if self._inflater.eof:
                self._rest, self._inflater = self._inflater.unused_data, zlib.decompressobj(31)
            self._rest = self._rest or self._file.read(65536)
            if not self._rest:
                return 0
            content = self._inflater.decompress(self._rest, len(buffer))
            self._rest = self._inflater.unconsumed_tail
            if content:
                buffer[: len(content)] = content
                return len(content)


class Limited(io.RawIOBase):
    """The next bytes of a stream, with their digest."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        super().__init__()
        self._stream = stream
        self._left = size
        self.digest = hashlib.sha256()

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # io passes this
        """The next bytes."""
        piece = self._stream.read(min(len(buffer), self._left))
        self._left -= len(piece)
        self.digest.update(piece)
        buffer[: len(piece)] = piece
        return len(piece)


class _Socket:
    """As much of a socket as http.client reads from."""

    def __init__(self, stream: io.RawIOBase) -> None:
        self._stream = stream

    def makefile(self, mode: str) -> BinaryIO:
        return io.BufferedReader(self._stream, 65536)


def label(digest: "hashlib._Hash") -> str:
    """As WARC-Payload-Digest has it."""
    return f"sha256:{b32encode(digest.digest()).decode()}"


@dataclass(frozen=True, kw_only=True)
class ReadBack:
    """A response in the file."""

    number: int
    payload: str  #: digest of what http.client reads from the block
    says: str | None  #: WARC-Payload-Digest
    block: str  #: digest of the block
    says_block: str  #: WARC-Block-Digest


def read_back(path: Path) -> Iterator[ReadBack]:
    """The responses of a file."""
    with path.open("rb") as file:
        stream = cast(BinaryIO, io.BufferedReader(Inflated(file), 1 << 16))
        while version := stream.readline():
            assert version == b"WARC/1.1\r\n", version
            fields = http.client.parse_headers(stream)
            block = Limited(stream, int(fields["Content-Length"]))
            payload = hashlib.sha256()
            if fields["WARC-Type"] == "response":
                response = http.client.HTTPResponse(cast(socket.socket, _Socket(block)))
                response.begin()
                while piece := response.read(65536):
                    payload.update(piece)
                yield ReadBack(
                    number=int(fields["WARC-Target-URI"].rpartition("/")[2]),
                    payload=label(payload),
                    says=fields["WARC-Payload-Digest"],
                    block=label(block.digest),
                    says_block=fields["WARC-Block-Digest"],
                )
            while block.read(65536):
                pass
            assert stream.read(4) == b"\r\n\r\n"


def faults(folder: Path, count: int, size: int) -> list[str]:
    """What is wrong in the files of ``folder``, a line each."""
    found = {one.number: one for path in folder.glob("*.warc.gz") for one in read_back(path)}
    problems = [f"{number}: is missing" for number in sorted(set(range(count)) - set(found))]
    for number, one in sorted(found.items()):
        sent = hashlib.sha256()
        for piece in body(number, size):
            sent.update(piece)
        if not one.payload == one.says == label(sent):
            problems.append(f"{number}: payload {one.payload}, says {one.says}, sent {label(sent)}")
        if one.block != one.says_block:
            problems.append(f"{number}: block {one.block}, says {one.says_block}")
    return problems


@contextmanager
def server(count: int, size: int) -> Iterator[int]:
    """The server in a process of its own; gives its port."""
    command = [*ME, "--serve", "--count", str(count), "--size", str(size / MEGABYTE)]
    with running(command) as port:
        yield port


ME = (sys.executable, "-m", "tests.benchmarks.large_bodies")


def measure(count: int, size: int, folder: Path) -> dict[str, float]:
    """Crawl ``count`` bodies of ``size`` bytes into ``folder``; what it needed."""
    started = time.monotonic()
    with server(count, size) as port:
        command = [*ME, "--crawl", str(port), "--count", str(count), "--folder", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or done.stderr:
        raise RuntimeError(done.stderr)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return {**found, "wall": time.monotonic() - started}


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--size", type=float, default=100.0, help="MB (of 1,048,576 bytes)")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--crawl", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    size = int(args.size * MEGABYTE)
    if args.serve:
        asyncio.run(serve(args.count, size))
    elif args.crawl:
        crawl(args.crawl, args.count, args.folder)
    else:
        with tempfile.TemporaryDirectory(dir=args.folder) as name:
            found = measure(args.count, size, Path(name))
            sizes = [path.stat().st_size for path in Path(name).glob("*.warc.gz")]
            print(f"bodies              {args.count} at a time, {args.size:g} MB each")
            print(f"peak of memory      {found['peak'] / MEGABYTE:.0f} MB")
            print(f"longest standstill  {found['standstill']:.2f} s")
            print(f"CPU, wall           {found['cpu']:.1f} s, {found['wall']:.1f} s")
            print(f"WARC files          {len(sizes)}, {sum(sizes) / MEGABYTE:.0f} MB")
            problems = faults(Path(name), args.count, size)
            print(*problems or ["every payload and every digest is right"], sep="\n")
            sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
