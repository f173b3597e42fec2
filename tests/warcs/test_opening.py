"""What records can be read from."""

import gzip
import io
import subprocess
import sys
from pathlib import Path

import fsspec
import pytest

from warcs import CannotOpen, open_records

RECORD = (
    b"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:x:1>\r\n"
    b"WARC-Date: 2026-01-01T00:00:00Z\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(RECORD) * 2)
    return path


def test_path_is_opened_and_closed(path: Path) -> None:
    with open_records(path) as records:
        assert [(x.file, x.block) for x in records] == [("a.warc.gz", b"hello")] * 2


def test_file_is_closed_when_the_records_end(path: Path) -> None:
    # An open file would be a ResourceWarning, and so an error.
    assert len(list(open_records(str(path)))) == 2


def test_name_says_nothing_of_the_content(tmp_path: Path) -> None:
    path = tmp_path / "plain.warc.gz"
    path.write_bytes(RECORD)

    with open_records(path) as records:
        assert [x.block for x in records] == [b"hello"]
    assert records.problems == []


def test_open_file_is_left_open(path: Path) -> None:
    with path.open("rb") as stream:
        with open_records(stream) as records:
            assert [x.file for x in records] == ["a.warc.gz", "a.warc.gz"]

        assert not stream.closed


def test_stream_is_called_as_one_likes() -> None:
    with open_records(io.BytesIO(RECORD), "here") as records:
        assert [x.file for x in records] == ["here"]


def test_stream_may_begin_in_the_middle_of_a_file() -> None:
    stream = io.BytesIO(b"something else" + RECORD + b"junk\r\n" + RECORD)
    stream.seek(14)

    with open_records(stream) as records:
        assert [x.offset for x in records] == [0, len(RECORD) + 6]


def test_standard_input_is_read(path: Path) -> None:
    script = "import warcs; print([x.id for x in warcs.open_records('-')])"

    done = subprocess.run(
        [sys.executable, "-c", script], input=path.read_bytes(), capture_output=True, check=True
    )

    assert done.stdout.decode().strip() == "['urn:x:1', 'urn:x:1']"


def test_url_is_read() -> None:
    with fsspec.open("memory://archive/b.warc", "wb") as stream:
        stream.write(RECORD)

    with open_records("memory://archive/b.warc") as records:
        assert [(x.file, x.block) for x in records] == [("b.warc", b"hello")]


def test_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match=r"none\.warc: cannot be opened \(No such file or dir"):
        open_records(tmp_path / "none.warc")


def test_missing_url_is_one_line() -> None:
    with pytest.raises(CannotOpen, match=r"^memory://none/x\.warc: cannot be opened \("):
        open_records("memory://none/x.warc")


def test_url_without_fsspec_says_what_to_install() -> None:
    script = (
        "import sys; sys.modules['fsspec'] = None\nimport warcs\n"
        "try: warcs.open_records('s3://bucket/x.warc.gz')\n"
        "except warcs.CannotOpen as error: print(error)"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)

    assert done.stdout.decode().strip() == (
        "s3://bucket/x.warc.gz: reading from URLs needs fsspec; "
        "run: pip install 'news-archiver[urls]'"
    )
