"""A ZipNum index over plain lines, made while it is read."""

import gzip
import json
from pathlib import Path

import pytest

from warcs.index.virtual_index import zipnum
from warcs.packaging.virtual_zip import Joined


def lines(count: int, length: int = 200) -> list[bytes]:
    head = [f'example,paper)/{n:06} 20261126120000 {{"url": "' for n in range(count)]
    return [f'{x}{"y" * (length - len(x) - 3)}"}}\n'.encode() for x in head]


def written(path: Path, content: list[bytes]) -> Path:
    path.write_bytes(b"".join(content))
    return path


def whole(part: Joined) -> bytes:
    return b"".join(part.chunks(0, part.size))


def entries(idx: bytes) -> list[tuple[str, int, int]]:
    """Key and time, offset, length."""
    found = [line.partition(" {") for line in idx.decode().splitlines()[1:]]
    places = [(key, json.loads("{" + place)) for key, _, place in found]
    return [(key, place["offset"], place["length"]) for key, place in places]


@pytest.mark.parametrize("count", [0, 1, 163, 164, 165, 1000])
def test_members_together_are_the_lines(count: int, tmp_path: Path) -> None:
    path = written(tmp_path / "index.cdxj", lines(count))
    _, packed = zipnum(path)

    assert gzip.decompress(whole(packed)) == path.read_bytes()


def test_list_names_the_format_and_the_file(tmp_path: Path) -> None:
    idx, _ = zipnum(written(tmp_path / "index.cdxj", lines(1)))

    assert idx == (
        b'!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}\n'
        b'example,paper)/000000 20261126120000 {"offset": 0, "length": 223}\n'
    )


def test_each_member_is_whole_by_itself_and_begins_with_its_key(tmp_path: Path) -> None:
    idx, packed = zipnum(written(tmp_path / "index.cdxj", lines(1000)))

    assert len(entries(idx)) == 7
    for key, offset, length in entries(idx):
        member = gzip.decompress(b"".join(packed.chunks(offset, offset + length)))
        assert member.startswith(key.encode() + b" {")
        assert member.endswith(b"}\n")


def test_line_longer_than_a_stored_block_stays_whole(tmp_path: Path) -> None:
    content = [*lines(10), *lines(1, 200_000), *lines(200)]
    idx, packed = zipnum(written(tmp_path / "index.cdxj", content))

    assert gzip.decompress(whole(packed)) == b"".join(content)
    assert len(entries(idx)) == 3


def test_index_that_was_cut_is_told(tmp_path: Path) -> None:
    path = written(tmp_path / "index.cdxj", lines(10))
    _, packed = zipnum(path)
    path.write_bytes(b"")

    with pytest.raises(OSError, match="is shorter than it was"):
        whole(packed)
