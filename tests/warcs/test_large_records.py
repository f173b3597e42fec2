"""Blocks that are not held in memory."""

import gzip
import hashlib
import io
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.warcs.recording import Pipe, frame
from warcs import CorruptRecord, reader
from warcs.reading.blocks import LARGE

MB = 1 << 20
SIZE = LARGE + 3 * MB
BLOCK = bytes(range(256)) * (SIZE // 256)


def head(size: int, number: int = 1) -> bytes:
    return (
        f"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:x:{number}>\r\n"
        f"WARC-Date: 2026-01-01T00:00:00Z\r\nContent-Length: {size}\r\n\r\n"
    ).encode()


LARGE_RECORD = head(SIZE) + BLOCK + b"\r\n\r\n"
SMALL_RECORD = head(5, 2) + b"small\r\n\r\n"
DIGEST = hashlib.sha256(BLOCK).hexdigest()


def quick(content: bytes) -> bytes:
    return gzip.compress(content, 1)


FILES = {
    "gzip": quick(LARGE_RECORD) + quick(SMALL_RECORD),
    "zstd": frame(LARGE_RECORD) + frame(SMALL_RECORD),
    "plain": LARGE_RECORD + SMALL_RECORD,
    "one member, large first": quick(LARGE_RECORD + SMALL_RECORD),
    "one member, large second": quick(SMALL_RECORD + LARGE_RECORD),
}
STREAMS: dict[str, Callable[[bytes], io.RawIOBase | io.BytesIO]] = {
    "seekable": io.BytesIO,
    "pipe": lambda content: Pipe(content, 1 << 16),
}


def digest(record: reader.Record) -> str:
    state = hashlib.sha256()
    for piece in record.pieces():
        state.update(piece)
    return state.hexdigest()


@pytest.mark.parametrize("whole", [True, False], ids=["whole", "streamed"])
@pytest.mark.parametrize("stream", STREAMS.values(), ids=STREAMS)
@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_large_block_is_read_in_pieces(
    content: bytes, stream: Callable[[bytes], io.RawIOBase | io.BytesIO], whole: bool
) -> None:
    found = {}
    with reader.read_records(stream(content), "x", whole=whole) as records:
        for record in records:
            found[record.id] = record.size, digest(record)

    assert found == {
        "urn:x:1": (SIZE, DIGEST),
        "urn:x:2": (5, hashlib.sha256(b"small").hexdigest()),
    }
    assert [x for x in records.problems if "no places of their own" not in str(x)] == []


@pytest.mark.parametrize("whole", [True, False], ids=["whole", "streamed"])
@pytest.mark.parametrize("stream", STREAMS.values(), ids=STREAMS)
@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_large_block_may_be_passed_over(
    content: bytes, stream: Callable[[bytes], io.RawIOBase | io.BytesIO], whole: bool
) -> None:
    with reader.read_records(stream(content), "x", whole=whole) as records:
        assert {record.id for record in records} == {"urn:x:1", "urn:x:2"}


def test_whole_record_is_read_as_often_as_wanted() -> None:
    with reader.read_records(io.BytesIO(FILES["gzip"]), "x") as records:
        large = next(records)

        assert (digest(large), digest(large)) == (DIGEST, DIGEST)
        assert large.block == BLOCK
        assert large.length == len(quick(LARGE_RECORD))
        assert next(records).block == b"small"


def test_block_is_cut_where_it_is_asked_to_be() -> None:
    with reader.read_records(io.BytesIO(FILES["zstd"]), "x", most_block=10) as records:
        large = next(records)

        assert (large.block, large.cut, large.size) == (BLOCK[:10], True, SIZE)
        assert digest(large) == DIGEST


def test_large_block_cannot_be_read_when_the_records_were_read_on() -> None:
    with reader.read_records(io.BytesIO(FILES["plain"]), "x") as records:
        large = next(records)
        next(records)

        with pytest.raises(ValueError, match="before the next record is asked for"):
            large.stream().read(1)


def test_large_record_at_a_place_is_opened_anew(tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(quick(SMALL_RECORD) + quick(LARGE_RECORD))

    record = reader.record_at(path, len(quick(SMALL_RECORD)))

    assert (digest(record), digest(record), record.size) == (DIGEST, DIGEST, SIZE)


def broken(content: bytes) -> bytes:
    middle = len(quick(LARGE_RECORD)) // 2
    return content[:middle] + b"\x00" * 50 + content[middle + 50 :]


@pytest.mark.parametrize("stream", STREAMS.values(), ids=STREAMS)
def test_broken_large_record_is_left_out(
    stream: Callable[[bytes], io.RawIOBase | io.BytesIO],
) -> None:
    with reader.read_records(stream(broken(FILES["gzip"])), "x") as records:
        assert [record.id for record in records] == ["urn:x:2"]

    assert "broken gzip member" in str(records.problems[0])


@pytest.mark.parametrize("stream", STREAMS.values(), ids=STREAMS)
def test_streamed_record_that_breaks_off_says_so_to_its_reader(
    stream: Callable[[bytes], io.RawIOBase | io.BytesIO],
) -> None:
    with reader.read_records(stream(broken(FILES["gzip"])), "x", whole=False) as records:
        with pytest.raises(CorruptRecord, match="x: offset 0: broken gzip member"):
            digest(next(records))

        assert [record.id for record in records] == ["urn:x:2"]
    assert len(records.problems) == 1


def test_streamed_record_that_ends_early_says_so() -> None:
    content = quick(head(SIZE) + BLOCK[:-1])

    with reader.read_records(io.BytesIO(content), "x", whole=False) as records:
        with pytest.raises(CorruptRecord, match=f"the block ends after {SIZE - 1} of {SIZE} bytes"):
            digest(next(records))

        assert list(records) == []
    assert len(records.problems) == 1


class Zeros(io.RawIOBase):
    """A record of zeros in a pipe, made while it is read."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._head = head(size)
        self._left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # io passes this
        if self._head:
            piece, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        else:
            piece = bytes(min(len(buffer), self._left))
            self._left -= len(piece)
        buffer[: len(piece)] = piece
        return len(piece)


def bomb(size: int, declared: int | None = None) -> Iterator[bytes]:
    """A record of zeros in a gzip member; it may say that it has less of them."""
    deflater = zlib.compressobj(9, zlib.DEFLATED, 31)
    yield deflater.compress(head(size if declared is None else declared))
    for _ in range(size // MB):
        yield deflater.compress(bytes(MB))
    yield deflater.compress(b"\r\n\r\n") + deflater.flush()


STREAMED: dict[str, Callable[[], io.RawIOBase | io.BytesIO]] = {
    "plain in a pipe": lambda: Zeros(64 * MB),
    "gzip": lambda: io.BytesIO(b"".join(bomb(64 * MB))),
}


@pytest.mark.parametrize("whole", [True, False], ids=["whole", "streamed"])
@pytest.mark.parametrize("made", STREAMED.values(), ids=STREAMED)
def test_memory_does_not_grow_with_a_record(
    made: Callable[[], io.RawIOBase | io.BytesIO], whole: bool
) -> None:
    stream = made()
    tracemalloc.start()
    try:
        with reader.read_records(stream, "x", whole=whole) as records:
            sizes = [sum(map(len, record.pieces())) for record in records]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert sizes == [64 * MB]
    assert peak < 30 * MB


@pytest.mark.parametrize("stream", STREAMS.values(), ids=STREAMS)
def test_bomb_behind_a_record_is_passed_over(
    stream: Callable[[bytes], io.RawIOBase | io.BytesIO],
) -> None:
    content = b"".join(bomb(64 * MB, declared=5)) + quick(SMALL_RECORD)
    tracemalloc.start()
    try:
        with reader.read_records(stream(content), "x") as records:
            found = [(record.id, len(record.block)) for record in records]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert found == [("urn:x:1", 5), ("urn:x:2", 5)]
    assert "stray bytes behind the block" in str(records.problems[0])
    assert peak < 30 * MB
