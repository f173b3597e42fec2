"""What can be named as a source, and what is told where it cannot be read."""

import gzip
import io
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import archiver
from archiver.loading import inputs
from tests.warcs.warc_bytes import record

PAGE = gzip.compress(record("response", "https://paper.example/1"), mtime=0)


def made(path: Path, content: bytes = PAGE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def names(source: object) -> list[str]:
    return [one.name for one in inputs(source)]  # type: ignore[arg-type]


def test_a_path_a_list_and_a_glob(tmp_path: Path) -> None:
    one, two = made(tmp_path / "a.warc.gz"), made(tmp_path / "deep" / "b.warc.gz")

    assert names(one) == ["a.warc.gz"]
    assert names([two, str(one), one]) == ["b.warc.gz", "a.warc.gz"]
    assert names(f"{tmp_path}/*.warc.gz") == ["a.warc.gz"]
    assert names(f"{tmp_path}/**/*.warc.gz") == ["a.warc.gz", "b.warc.gz"]


def test_a_name_with_brackets_is_itself(tmp_path: Path) -> None:
    assert names(made(tmp_path / "a[1].warc.gz")) == ["a[1].warc.gz"]


def test_a_folder_is_its_warc_files(tmp_path: Path) -> None:
    for name in ("x/b.warc", "a.arc.gz", "notes.txt", "c.warc.zst"):
        made(tmp_path / name)

    assert names(tmp_path) == ["a.arc.gz", "c.warc.zst", "b.warc"]


def test_a_collection_is_its_sealed_files_and_then_its_open_ones(tmp_path: Path) -> None:
    made(tmp_path / "archive" / "a-2.warc.gz.open")
    made(tmp_path / "archive" / "a-1.warc.gz")
    made(tmp_path / "indexes" / "no.warc.gz")
    found = inputs(tmp_path)

    assert [(one.name, one.is_open) for one in found] == [
        ("a-1.warc.gz", False),
        ("a-2.warc.gz", True),
    ]


@pytest.mark.parametrize("coding", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_package_is_the_warcs_in_it(tmp_path: Path, coding: int) -> None:
    path = tmp_path / "x.wacz"
    with zipfile.ZipFile(path, "w", coding) as package:
        package.writestr("archive/one.warc.gz", PAGE)
        package.writestr("archive/two.warc.gz", PAGE + PAGE)
        package.writestr("datapackage.json", "{}")
    found = inputs(path)

    assert [(one.name, one.member, one.size) for one in found] == [
        ("one.warc.gz", "archive/one.warc.gz", len(PAGE)),
        ("two.warc.gz", "archive/two.warc.gz", 2 * len(PAGE)),
    ]
    for one, content in zip(found, (PAGE, PAGE + PAGE), strict=True):
        with one.open() as stream:
            assert stream.read() == content


def test_urls_and_globs_of_them() -> None:
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    for name in ("/loading/a.warc.gz", "/loading/b.warc.gz", "/loading/notes.txt"):
        memory.pipe(name, PAGE)

    assert names("memory://loading/a.warc.gz") == ["a.warc.gz"]
    assert names("memory://loading/*.warc.gz") == ["a.warc.gz", "b.warc.gz"]
    assert names("memory://loading") == ["a.warc.gz", "b.warc.gz"]
    assert inputs("memory://loading/a.warc.gz")[0].size == len(PAGE)
    with pytest.raises(archiver.LoadingError, match="no such file"):
        inputs("memory://loading/none.warc.gz")


class Answers(BaseHTTPRequestHandler):
    """Refuses each file; one that is called ``none`` is not there."""

    def do_HEAD(self) -> None:
        self.send_error(404 if "none" in self.path else 403)

    do_GET = do_HEAD

    def log_message(self, *_: object) -> None:
        """Not on standard error."""


def test_why_a_url_cannot_be_read_is_told() -> None:
    """A file that is refused, or a host that does not answer, is not a file that is not there."""
    pytest.importorskip("aiohttp")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    at = f"http://127.0.0.1:{server.server_port}"
    try:
        for name, told in (("none", "no such file$"), ("shut", r"cannot be read \(HTTP 403\)$")):
            with pytest.raises(archiver.LoadingError, match=told):
                inputs(f"{at}/{name}.warc.gz")
    finally:
        server.shutdown()
        server.server_close()
    with pytest.raises(archiver.LoadingError, match=r"cannot be read \(Cannot connect to host"):
        inputs(f"{at}/none.warc.gz")


def test_a_package_without_captures_says_so_among_many(tmp_path: Path) -> None:
    made(tmp_path / "a.warc.gz", PAGE)
    with zipfile.ZipFile(tmp_path / "bare.wacz", "w") as package:
        package.writestr("datapackage.json", "{}")
    articles = archiver.read(tmp_path, kinds="all")

    assert len(list(articles)) == 1
    assert articles.report.bad_files == 1
    assert str(articles.report).splitlines()[-1] == (
        f"  bad file: {tmp_path}/bare.wacz: is no WACZ file with captures"
        " (no WARC file in archive/)"
    )


def test_an_open_stream_is_read_from_where_it_stands() -> None:
    stream = io.BytesIO(b"before" + PAGE)
    stream.seek(6)
    (found,) = inputs(stream)

    assert found.open().read() == PAGE
    assert found.open().read() == PAGE


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("none.warc.gz", "no such file or folder"),
        ("*.none", "fits no file"),
        ("empty", "no WARC, ARC or WACZ file in it"),
        ("page.html", "is no WARC, ARC or WACZ file"),
        ("bad.warc.gz", "is no WARC, ARC or WACZ file"),
        ("bad.wacz", "is no WACZ file"),
        ("nothing://here/x.warc.gz", "cannot be read"),
    ],
)
def test_a_mistake_is_told_before_anything_is_read(tmp_path: Path, source: str, told: str) -> None:
    (tmp_path / "empty").mkdir()
    made(tmp_path / "page.html", b"<html>")
    made(tmp_path / "bad.warc.gz", b"<html>")
    made(tmp_path / "bad.wacz", b"PK\x03\x04")
    place = source if "://" in source else str(tmp_path / source)

    with pytest.raises(archiver.LoadingError, match=told) as caught:
        archiver.read(place)
    assert "\n" not in str(caught.value)


def test_what_is_no_source_is_told() -> None:
    with pytest.raises(archiver.LoadingError, match="cannot be read; give a path"):
        inputs(7)  # type: ignore[arg-type]
    with pytest.raises(archiver.LoadingError, match="nothing to read"):
        inputs([])


def test_a_file_with_a_damaged_beginning_is_still_one(tmp_path: Path) -> None:
    path = made(tmp_path / "a.warc.gz", b"\0" * 50 + PAGE)

    assert names(path) == ["a.warc.gz"]
