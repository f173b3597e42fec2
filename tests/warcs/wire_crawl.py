"""Running the spider of the tests in a process of its own, and reading what it left behind."""

import json
import os
import subprocess
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator

SPIDER = Path(__file__).with_name("wire_spider.py")
MOST = 100  # seconds; a crawl here takes two or three


@dataclass(frozen=True, kw_only=True)
class Record:
    """A WARC record as read by the tests' own means."""

    headers: Mapping[str, str]
    block: bytes

    @property
    def type(self) -> str:
        return self.headers["WARC-Type"]

    @property
    def path(self) -> str:
        return "/" + self.headers["WARC-Target-URI"].split("/", 3)[3]


@dataclass(frozen=True, kw_only=True)
class Crawl:
    """A crawl that has ended."""

    folder: Path
    log: str
    returncode: int

    @property
    def notes(self) -> dict[str, dict[str, Any]]:
        """What the spider saw, by URL."""
        path = self.folder / "results.jsonl"
        notes = map(json.loads, path.read_text().splitlines() if path.exists() else ())
        return {note["url"]: note for note in notes}

    @property
    def file(self) -> Path:
        """The one sealed file."""
        [path] = (self.folder / "captures").iterdir()
        assert path.name.endswith(".warc.gz")
        return path

    @property
    def records(self) -> list[Record]:
        """The records of the one sealed file."""
        return list(records(self.file.read_bytes()))


def command(folder: Path, plan: Sequence[Mapping[str, object]], **settings: object) -> list[str]:
    """Write the plan into ``folder``; the command that crawls it."""
    (folder / "plan.json").write_text(json.dumps(plan))
    line = [sys.executable, "-m", "scrapy", "runspider", str(SPIDER)]
    line += ["-a", "plan=plan.json", "-a", "results=results.jsonl"]
    for name, value in settings.items():
        line += ["-s", f"{name}={value if isinstance(value, str) else json.dumps(value)}"]
    return line


def environment(**more: str) -> dict[str, str]:
    """The environment of a crawl: proxies only where a test names one, warnings shown."""
    kept = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    return {**kept, **more}


def crawl(
    folder: Path,
    plan: Sequence[Mapping[str, object]],
    environ: Mapping[str, str] | None = None,
    **settings: object,
) -> Crawl:
    """Crawl ``plan`` (arguments of ``scrapy.Request``) in ``folder``."""
    done = subprocess.run(
        command(folder, plan, **settings),
        cwd=folder,
        env=environment(**(environ or {})),
        capture_output=True,
        text=True,
        timeout=MOST,
        check=False,
    )
    return Crawl(folder=folder, log=done.stderr, returncode=done.returncode)


def records(content: bytes) -> Iterator[Record]:
    """Read ``content`` with nothing but zlib: each gzip member must be one whole record."""
    while content:
        inflater = zlib.decompressobj(wbits=31)
        member = inflater.decompress(content)
        assert inflater.eof, "a gzip member is cut"
        content = inflater.unused_data
        head, _, rest = member.partition(b"\r\n\r\n")
        version, *lines = head.decode().split("\r\n")
        assert version == "WARC/1.1"
        headers = dict(line.split(": ", 1) for line in lines)
        length = int(headers["Content-Length"])
        assert rest[length:] == b"\r\n\r\n"
        yield Record(headers=headers, block=rest[:length])


def blocks_by_warcio(content: bytes) -> list[tuple[str, bytes]]:
    """Type and block of each record, as warcio reads them."""
    read = ArchiveIterator(BytesIO(content), no_record_parse=True)
    return [(record.rec_type, record.raw_stream.read()) for record in read]


def one(found: Iterable[Record], path: str, type: str) -> Record:
    """The only record of that type for that path."""
    [record] = [
        r for r in found if r.type == type and "WARC-Target-URI" in r.headers and r.path == path
    ]
    return record
