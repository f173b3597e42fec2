"""Files that other tools write, through our reader and through theirs."""

import gzip
import io
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from fastwarc.stream_io import GzipWriter, ZstdWriter
from fastwarc.warc import WarcRecord, WarcRecordType
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.conformance.comparison import OTHERS, differences, fastwarc, ours, warcio

PAGES = {f"/{number}": b"<p>%d</p>" % number * 50 * number for number in range(5)}


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """Pages that come with a length, chunked, and moved."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = PAGES.get(self.path)
            if body is None:
                self.send_response(302)
                self.send_header("Location", "/1")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            if self.path == "/3":
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                self.wfile.write(b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body))
            else:
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            """Nobody listens."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def by_warcio(folder: Path, *, gzipped: bool) -> Path:
    path = folder / ("warcio.warc.gz" if gzipped else "warcio.warc")
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=gzipped, warc_version="1.1")
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "warcio"}))
        for url, body in PAGES.items():
            http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            response = writer.create_warc_record(
                f"https://a.example{url}", "response", payload=io.BytesIO(body), http_headers=http
            )
            request = writer.create_warc_record(
                f"https://a.example{url}",
                "request",
                http_headers=StatusAndHeaders(f"GET {url} HTTP/1.1", [("Host", "a.example")]),
            )
            writer.write_request_response_pair(request, response)
        writer.write_record(
            writer.create_revisit_record(
                "https://a.example/1", "sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "https://a.example/1", "2026-01-01T00:00:00Z",
            )
        )  # fmt: skip
        for kind in ("resource", "metadata", "conversion"):
            writer.write_record(
                writer.create_warc_record(
                    f"urn:x:{kind}", kind, payload=io.BytesIO(b"a: b"),
                    warc_content_type="application/warc-fields",
                )
            )  # fmt: skip
    return path


def by_fastwarc(folder: Path, name: str, opened: Callable[[io.BufferedWriter], object]) -> Path:
    path = folder / name
    with path.open("wb") as stream:
        packed: Any = opened(stream)
        for number, body in enumerate(PAGES.values()):
            record = WarcRecord()
            record.init_headers(WarcRecordType.response, b"urn:x:%d" % number)
            record.headers["WARC-Target-URI"] = f"https://a.example/{number}"
            record.headers["WARC-Date"] = "2026-01-01T00:00:00Z"
            record.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body)
            record.is_http = True
            record.write(packed, checksum_data=True)
            if packed is not stream:
                packed.finish()
        if packed is not stream:
            packed.close()
    return path


def in_one(path: Path, folder: Path) -> Path:
    """The same records in one gzip member."""
    one = folder / f"one-{path.name}"
    one.write_bytes(gzip.compress(gzip.decompress(path.read_bytes())))
    return one


MADE: dict[str, Callable[[Path], Path]] = {
    "warcio": lambda folder: by_warcio(folder, gzipped=True),
    "warcio, uncompressed": lambda folder: by_warcio(folder, gzipped=False),
    "warcio, in one member": lambda folder: in_one(by_warcio(folder, gzipped=True), folder),
    "FastWARC": lambda folder: by_fastwarc(folder, "f.warc.gz", GzipWriter),
    "FastWARC, zstd": lambda folder: by_fastwarc(folder, "f.warc.zst", ZstdWriter),
    "FastWARC, uncompressed": lambda folder: by_fastwarc(folder, "f.warc", lambda raw: raw),
}


@pytest.mark.filterwarnings("ignore:Exception ignored")  # warcio's writer leaves files open
@pytest.mark.filterwarnings("ignore:unclosed file")
@pytest.mark.parametrize("made", MADE.values(), ids=MADE)
def test_file_is_read_as_by_its_writer(made: Callable[[Path], Path], tmp_path: Path) -> None:
    path = made(tmp_path)

    reading = ours(path)
    others = {"FastWARC": fastwarc(path)}
    # warcio does not know zstd, and refuses members with several records.
    if path.suffix != ".zst" and not path.name.startswith("one-"):
        others["warcio"] = warcio(path)

    # Of members with several records each tool tells another place, and we tell that they do.
    told = [x for x in differences(reading, others) if ": offset " not in x]
    assert [x for x in told if "no places of their own" not in x] == []
    assert len(reading.records) >= 5


def wget() -> str:
    """Where it is. Only where CI runs is it an error that it is missing."""
    found = shutil.which("wget")
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("wget is missing; install it")
    return found


@pytest.mark.parametrize("options", [[], ["--no-warc-compression"]], ids=["gzip", "uncompressed"])
def test_file_by_wget(options: list[str], tmp_path: Path, site: str) -> None:
    urls = [f"{site}{path}" for path in (*PAGES, "/moved")]
    subprocess.run(
        [wget(), "--quiet", "--no-proxy", "--delete-after", "--warc-file=w", *options, *urls],
        cwd=tmp_path,
        check=True,
        timeout=60,
    )
    (path,) = tmp_path.glob("w.warc*")

    reading = ours(path)
    others = {name: read(path) for name, read in OTHERS.items()}

    assert list(differences(reading, others)) == []
    types = [record.type for record in reading.records]
    assert (types.count("response"), types.count("request")) == (7, 7)
    assert [record.url for record in reading.records if record.type == "request"] == [
        *urls,
        f"{site}/1",
    ]
