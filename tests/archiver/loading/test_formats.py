"""Files of every form, bodies of every coding, and records that are not what they should be."""

import gzip
import io
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import brotli
import pytest

import archiver
from tests.archiver.loading.making import answer, members, response, story, written
from tests.warcs.recording import frame, zstd
from tests.warcs.warc_bytes import record

PAGE = story("The bridge")
PLAIN = response(1, answer(PAGE))


def titles(source: object) -> list[str | None]:
    return [one.title for one in archiver.read(source)]  # type: ignore[arg-type]


def arc(block: bytes) -> bytes:
    version = b"1 1 Example\nURL IP-address Archive-date Content-type Archive-length\n"
    return (
        b"filedesc://x.arc 0.0.0.0 20140216050221 text/plain %d\n%b\n"
        b"http://paper.example/story/1 192.0.2.7 20140216050221 text/html %d\n%b\n"
        % (len(version), version, len(block), block)
    )


FORMS = {
    "a.warc": PLAIN,
    "a.warc.gz": gzip.compress(PLAIN),
    "a.warc.zst": frame(PLAIN),
    "a.arc": arc(answer(PAGE)),
    "a.arc.gz": gzip.compress(arc(answer(PAGE))),
}


@pytest.mark.parametrize("name", FORMS)
def test_files_of_every_form(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(FORMS[name])

    assert titles(path) == ["The bridge"]
    assert titles(io.BytesIO(FORMS[name])) == ["The bridge"]
    with path.open("rb") as stream:
        assert titles(stream) == ["The bridge"]


class Pipe(io.RawIOBase):
    """A stream that cannot go back."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._content = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self._content.read(min(size, 1000) if size > 0 else size)


def test_a_stream_that_cannot_go_back() -> None:
    assert titles(Pipe(b"".join(members([PLAIN, response(2, answer(PAGE))])))) == ["The bridge"] * 2


@pytest.mark.parametrize("coding", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_packages_with_a_revisit_across_their_files(tmp_path: Path, coding: int) -> None:
    again = record("revisit", "https://paper.example/story/1", b"", name="v",
                   WARC_Refers_To="<urn:uuid:r1>")  # fmt: skip
    path = tmp_path / "x.wacz"
    with zipfile.ZipFile(path, "w", coding) as package:
        package.writestr("archive/one.warc.gz", gzip.compress(again))
        package.writestr("archive/two.warc.gz", gzip.compress(PLAIN))
        package.writestr("datapackage.json", "{}")

    assert titles(path) == ["The bridge"] * 2
    first = next(archiver.read(path))
    assert first.capture is not None
    assert (first.capture.file, first.capture.offset) == ("one.warc.gz", 0)


def test_urls_are_read_by_fsspec() -> None:
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    memory.pipe("/formats/a.warc.gz", gzip.compress(PLAIN))
    memory.pipe("/formats/b.warc.gz", b"<html>none")
    reading = archiver.read("memory://formats/*.warc.gz")

    assert [one.title for one in reading] == ["The bridge"]
    assert reading.report.bad_files == 1
    assert [x.file for x in reading.report.examples["bad file"]] == ["memory:///formats/b.warc.gz"]


def chunked(body: bytes) -> bytes:
    chunks = (b"%x;x=y\r\n%b\r\n" % (len(part), part) for part in (body[:50], body[50:], b""))
    return b"".join(chunks)


CODED = {
    "chunked": (chunked(PAGE), "Transfer-Encoding: chunked"),
    "gzip": (gzip.compress(PAGE), "Content-Encoding: gzip"),
    "deflate": (zlib.compress(PAGE), "Content-Encoding: deflate"),
    "br": (brotli.compress(PAGE), "Content-Encoding: br"),
    "zstd": (zstd.compress(PAGE), "Content-Encoding: zstd"),
    "undone already": (PAGE, "Content-Encoding: gzip"),
    "folded head": (PAGE, "X: a\r\n b\r\nno colon here"),
}


@pytest.mark.parametrize("name", CODED)
def test_bodies_of_every_coding(tmp_path: Path, name: str) -> None:
    body, field = CODED[name]

    assert titles(written(tmp_path / "a.warc.gz", [response(1, answer(body, field))])) == [
        "The bridge"
    ]


def test_what_is_not_whole_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    long = story("Long", times=50)
    cut = response(1, answer(long[:5000]), WARC_Truncated="length")
    torn = response(2, answer(gzip.compress(long)[:-200], "Content-Encoding: gzip"))
    segment = response(3, answer(long[:5000]), WARC_Segment_Number="1")
    last = record(
        "continuation", "https://paper.example/story/3", long[6000:], name="c",
        WARC_Segment_Number="3", WARC_Segment_Origin_ID="<urn:uuid:r3>",
        WARC_Segment_Total_Length=str(len(answer(long))),
    )  # fmt: skip
    reading = archiver.read(written(tmp_path / "a.warc.gz", [cut, torn, segment, last]))

    assert [one.title for one in reading] == ["Long"] * 3
    assert reading.report.responses == 3
    assert reading.report.records == 4
    assert reading.report.notes == {"truncated": 1, "segments missing": 1, "broken coding": 1}


def test_what_is_no_exchange_of_a_page(tmp_path: Path) -> None:
    records = [
        record("response", "dns:paper.example", b"20240501 paper.example A 192.0.2.7", name="d",
               content_type="text/dns"),
        record("response", "ftp://paper.example/a.html", PAGE, name="f", content_type="text/html"),
        record("resource", "file:///a.html", PAGE, name="s", content_type="text/html"),
        record("resource", "urn:note", b"a note", name="n", content_type="text/plain"),
        record("conversion", "https://paper.example/1", b"text of it", name="c",
               content_type="text/plain"),
        record("request", "https://paper.example/1", b"GET / HTTP/1.1\r\n\r\n", name="q"),
        record("unheard-of", "https://paper.example/1", PAGE, name="u"),
    ]  # fmt: skip
    reading = archiver.read(written(tmp_path / "a.warc.gz", records))

    assert [one.url for one in reading] == ["ftp://paper.example/a.html", "file:///a.html"]
    assert reading.report.classes == {
        "article": 2,
        "not HTML: text/dns": 1,
        "not HTML: text/plain": 2,
    }


LARGE = """
import resource, sys
import archiver
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(list(archiver.read(sys.argv[1]))[0].title)
before = peak()
reading = archiver.read(sys.argv[2], kinds="all")
print(len(list(reading)), reading.report.notes, (peak() - before) // 1000, sep=chr(10))
"""


def test_a_record_of_half_a_gigabyte_is_not_loaded(tmp_path: Path) -> None:
    size = 500 << 20
    start = answer(PAGE)
    path = tmp_path / "large.warc"
    head = record("response", "https://paper.example/1", start, name="l").partition(start)[0]
    with path.open("wb") as stream:
        stream.write(head.replace(b": %d\r\n" % len(start), b": %d\r\n" % size) + start)
        stream.seek(len(head) + len(b"%d" % size) - len(b"%d" % len(start)) + size)
        stream.write(b"\r\n\r\n")
    small = written(tmp_path / "small.warc.gz", [PLAIN])
    done = subprocess.run(
        [sys.executable, "-c", LARGE, str(small), str(path)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    title, found, notes, more = done.stdout.splitlines()

    assert (title, found, notes) == ("The bridge", "1", "{'larger than is read': 1}")
    assert int(more) < 200  # megabytes: the 32 that are read, and what the parser makes of 8


def test_an_arc_file_is_counted_as_a_warc_file_is(tmp_path: Path) -> None:
    about = b"1 0 x\nURL IP-address Archive-date Content-type Archive-length\n\n"
    (tmp_path / "a.arc").write_bytes(
        arc_record("filedesc://a.arc", about, "text/plain")
        + arc_record("https://paper.example/a", answer(PAGE))
        + arc_record("dns:paper.example", b"20240501 paper.example A 192.0.2.7", "text/dns")
        + arc_record("ftp://paper.example/c.html", PAGE)
        + arc_record("https://paper.example/gone", answer(status="404 Not Found"))
    )
    reading = archiver.read(tmp_path / "a.arc")

    assert [one.url for one in reading] == [
        "https://paper.example/a", "ftp://paper.example/c.html"
    ]  # fmt: skip
    assert reading.report.classes == {"article": 2, "not HTML: text/dns": 1, "status: 404": 1}


def arc_record(url: str, block: bytes, kind: str = "text/html") -> bytes:
    return f"{url} 192.0.2.7 20240501120000 {kind} {len(block)}\n".encode() + block + b"\n"
