"""A ZIP file whose bytes are worked out is one, and any range of it can be had."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcs.packaging.virtual_zip import Bytes, File, Joined, Made, Part, archive

GIB = 1 << 30


class Seekable(io.RawIOBase):
    """What zipfile reads from."""

    def __init__(self, part: Part) -> None:
        self._part, self._position = part, 0

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._part.size}[whence]
        self._position = start + offset
        return self._position

    def tell(self) -> int:
        return self._position

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        stop = min(self._position + len(buffer), self._part.size)
        found = b"".join(self._part.chunks(self._position, stop))
        buffer[: len(found)] = found
        self._position += len(found)
        return len(found)


def whole(part: Part) -> bytes:
    return b"".join(part.chunks(0, part.size))


def listed(part: Part) -> list[tuple[str, int, int]]:
    with zipfile.ZipFile(io.BufferedReader(Seekable(part))) as file:
        return [(x.filename, x.file_size, x.compress_type) for x in file.infolist()]


def content(part: Part, name: str) -> bytes:
    """Read as ReplayWeb.page does: behind the local header, whose checksum nobody asks."""
    with zipfile.ZipFile(io.BufferedReader(Seekable(part))) as file:
        found = file.getinfo(name)
    head = b"".join(part.chunks(found.header_offset, found.header_offset + 30))
    start = found.header_offset + 30 + int.from_bytes(head[26:28], "little")
    start += int.from_bytes(head[28:30], "little")
    return b"".join(part.chunks(start, start + found.file_size))


def sparse(path: Path, size: int, end: bytes) -> File:
    with path.open("wb") as stream:
        stream.seek(size - len(end))
        stream.write(end)
    return File.whole(path)


def test_zipfile_lists_the_members_stored() -> None:
    file = archive([("a.txt", Bytes(b"first")), ("pages/ö.jsonl", Bytes(b""))])

    assert listed(file) == [
        ("a.txt", 5, zipfile.ZIP_STORED), ("pages/ö.jsonl", 0, zipfile.ZIP_STORED),
    ]  # fmt: skip
    assert content(file, "a.txt") == b"first"


def test_members_lie_where_they_lie(tmp_path: Path) -> None:
    path = tmp_path / "capture.warc.gz"
    path.write_bytes(bytes(range(256)) * 4)
    file = archive([("first", Bytes(b"x")), ("archive/capture.warc.gz", File.whole(path))])
    path.write_bytes(b"\xff" * 1024)

    assert content(file, "archive/capture.warc.gz") == b"\xff" * 1024


def test_file_of_more_than_four_gigabytes_is_zip64(tmp_path: Path) -> None:
    members: list[tuple[str, Part]] = [
        ("archive/1.warc.gz", sparse(tmp_path / "1", 5 * GIB, b"one")),
        ("archive/2.warc.gz", sparse(tmp_path / "2", 3, b"two")),
        ("datapackage.json", Bytes(b"{}")),
    ]
    file = archive(members)

    assert [(name, size) for name, size, _ in listed(file)] == [
        ("archive/1.warc.gz", 5 * GIB), ("archive/2.warc.gz", 3), ("datapackage.json", 2),
    ]  # fmt: skip
    assert content(file, "archive/2.warc.gz") == b"two"
    assert content(file, "datapackage.json") == b"{}"


def test_more_than_65535_members_are_zip64() -> None:
    file = archive([(f"archive/{n}", Bytes(b"")) for n in range(65_600)])

    assert len(listed(file)) == 65_600


def test_name_too_long_for_the_format_is_refused() -> None:
    with pytest.raises(ValueError, match="too long for a ZIP file"):
        archive([("n" * 70_000, Bytes(b""))])


@given(
    st.lists(st.binary(max_size=9), max_size=6),
    st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted),
)
def test_any_range_of_joined_parts_is_that_of_the_whole(
    pieces: list[bytes], ends: list[int]
) -> None:
    joined = Joined(
        [Bytes(x) if n % 2 else Made(len(x), x.__bytes__) for n, x in enumerate(pieces)]
    )
    start, stop = ends

    assert b"".join(joined.chunks(start, stop)) == b"".join(pieces)[start:stop]


def test_file_that_was_cut_is_told(tmp_path: Path) -> None:
    path = tmp_path / "capture.warc.gz"
    path.write_bytes(b"0123456789")
    file = File.whole(path)
    path.write_bytes(b"0123")

    with pytest.raises(OSError, match="is shorter than it was"):
        list(file.chunks(2, 10))
