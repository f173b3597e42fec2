"""Is a page read from a WARC the same article as the page's bytes?

    python -m tests.benchmarks.twice PAGES

PAGES: a folder with ``SOURCE/truth.jsonl`` (``id`` and ``url`` of each page) and
``SOURCE/pages/ID.html.gz``. Every page is written into a WARC by warcio as a server would send it
(plain, chunked and gzip-encoded in turn), read from there by :mod:`warcs.reader`, and compared
with ``archiver.parse`` of its bytes: all fields but ``capture`` must be equal. Prints how many
were, and each one that was not; ends with 1 if there was any.
"""

import dataclasses
import gzip
import io
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import archiver
from archiver import publications
from archiver.article import Article
from archiver.collection.versioning.rereading import page_of
from archiver.reading import read
from warcs.reader import read_records

DAY = datetime(2026, 1, 1, tzinfo=UTC)
BATCH = 200  # pages in a WARC


class Saved(NamedTuple):
    """A page of the corpora."""

    name: str
    url: str
    html: bytes


def named(folder: Path) -> Iterator[tuple[Path, str, str]]:
    """Folder, identifier and URL of every page that has a URL."""
    for truth in sorted(folder.glob("*/truth.jsonl")):
        for line in truth.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if str(record.get("url") or "").startswith("http"):
                yield truth.parent, record["id"], record["url"]


def saved(folder: Path, step: int = 1) -> Iterator[Saved]:
    """Every page that has a URL, or of ``step`` pages one."""
    for source, name, url in islice(named(folder), 0, None, step):
        path = source / "pages" / f"{name}.html.gz"
        yield Saved(f"{source.name}/{name}", url, gzip.decompress(path.read_bytes()))


Sent = tuple[list[tuple[str, str]], bytes]  #: headers and body


def sent(html: bytes, number: int) -> Sent:
    """Headers and body of the response, in one of the ways of HTTP/1.1 (RFC 9112 §7.1)."""
    headers = [("Content-Type", "text/html")]
    if number % 3 == 1:
        html = gzip.compress(html, mtime=0)
        headers.append(("Content-Encoding", "gzip"))
    if number % 3:
        chunks = (html[at : at + 8000] for at in range(0, len(html), 8000))
        body = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
        return [*headers, ("Transfer-Encoding", "chunked")], body + b"0\r\n\r\n"
    return [*headers, ("Content-Length", str(len(html)))], html


def write(stream: BinaryIO, pages: list[Saved], sent: Callable[[bytes, int], Sent] = sent) -> None:
    """A WARC 1.1 file with a response record for each page, as ``sent`` has headers and body."""
    writer = WARCWriter(stream, gzip=True, warc_version="1.1")
    for number, page in enumerate(pages):
        headers, body = sent(page.html, number)
        head = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                page.url,
                "response",
                payload=io.BytesIO(body),
                http_headers=head,
                warc_headers_dict={"WARC-Date": DAY.isoformat().replace("+00:00", "Z")},
            )
        )


def through_warc(file: Path, pages: list[Saved]) -> Iterator[Article]:
    """What the pages in a WARC file say; their URLs as they were asked for, before escaping."""
    with file.open("rb") as stream:
        for page, record in zip(pages, read_records(stream, file.name), strict=True):
            yield read(page_of(record, page.url), publications.load().for_url(page.url))


def differences(pages: list[Saved], folder: Path) -> Iterator[str]:
    """A line for each page whose two articles are not equal."""
    file = folder / "pages.warc.gz"
    with file.open("wb") as stream:
        write(stream, pages)
    for page, stored in zip(pages, through_warc(file, pages), strict=True):
        direct = archiver.parse(
            page.html, page.url, headers={"Content-Type": "text/html"}, fetched=DAY
        )
        if (
            dataclasses.replace(stored, capture=None) != direct
            or stored.evidence != direct.evidence
        ):
            fields = (field.name for field in dataclasses.fields(Article))
            wrong = [x for x in fields if getattr(stored, x) != getattr(direct, x)]
            yield f"{page.name}: {', '.join(wrong)}"


def main(folder: Path) -> int:
    """Compare all pages; the number that ends the program."""
    pages, count, wrong = saved(folder), 0, 0
    with tempfile.TemporaryDirectory() as scratch:
        while batch := list(islice(pages, BATCH)):
            count += len(batch)
            for line in differences(batch, Path(scratch)):
                wrong += 1
                print(line)
    print(
        f"{count - wrong} of {count} pages give the equal article from their bytes and from a WARC"
    )
    return 1 if wrong or not count else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("give the folder of the pages: python -m tests.benchmarks.twice PAGES")
    sys.exit(main(Path(sys.argv[1])))
