import random
from pathlib import Path

import pytest

from warcs.index.sorting import find, merged_files, sorted_lines


def numbered(count: int) -> list[bytes]:
    return [b"%06d\n" % number for number in range(count)]


@pytest.mark.parametrize("most_held", [1, 500, 10_000_000], ids=["a run a line", "runs", "memory"])
def test_lines_are_sorted_whatever_fits_into_memory(most_held: int, tmp_path: Path) -> None:
    lines = numbered(300)
    shuffled = random.Random(1).sample(lines + lines[:10], 310)

    assert list(sorted_lines(shuffled, tmp_path, most_held=most_held)) == lines
    assert list(tmp_path.iterdir()) == []  # runs are removed


def test_many_files_are_merged(tmp_path: Path) -> None:
    lines = numbered(200)
    paths = [tmp_path / f"{number}.cdxj" for number in range(200)]
    for path, line in zip(paths, reversed(lines), strict=True):
        path.write_bytes(line.rstrip(b"\n"))  # a last line without its end

    assert list(merged_files(paths, tmp_path)) == lines


@pytest.mark.parametrize(
    ("start", "expected"),
    [(b"", 0), (b"a", 0), (b"b", 4), (b"bb", 4), (b"c", 7), (b"d", 9)],
)
def test_a_line_is_found_by_its_beginning(start: bytes, expected: int) -> None:
    assert find(b"a 1\nbb\nc\n", start) == expected


def test_every_line_is_found() -> None:
    lines = [b"%d %s\n" % (number, b"x" * (number % 50)) for number in range(1000, 2000)]
    content = b"".join(lines)

    assert [content[find(content, line) :][: len(line)] for line in lines] == lines
