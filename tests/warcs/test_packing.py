"""Large blocks, compressed beforehand or while they are written: the same records."""

import gzip
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator

from tests.warcs.recording import URL, members, page, pinned, sealed
from warcs.packaging.stored import PIECE, NamelessFile, Stored
from warcs.reader import read_records
from warcs.recording.packing import SAMPLE, member, pack

TEXT = b"".join(b"%d sheep, " % n for n in range(400_000))
NOISE = Random(5).randbytes(3_000_000)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"


def stored(content: bytes, folder: Path) -> Stored:
    """``content`` in the middle of a file."""
    file = NamelessFile(folder)
    file.write(b"before" + content + b"after")
    return Stored(file=file, start=6, length=len(content))


@pytest.mark.parametrize(
    "content", [TEXT, NOISE, b"", b"x" * SAMPLE], ids=["text", "noise", "empty", "short"]
)
@pytest.mark.parametrize("beforehand", [True, False], ids=["packed", "as it is"])
def test_member_holds_head_block_and_end(tmp_path: Path, content: bytes, beforehand: bool) -> None:
    block = stored(content, tmp_path)
    block = pack(block, tmp_path) if beforehand else block
    written = b"".join(member((b"WARC/1.1\r\n\r\n", block)))

    assert gzip.decompress(written) == b"WARC/1.1\r\n\r\n" + content + b"\r\n\r\n"
    assert len(members(written)) == 1


def test_packed_member_is_about_as_small(tmp_path: Path) -> None:
    at_once = b"".join(member((b"head", TEXT)))
    packed = b"".join(member((b"head", pack(stored(TEXT, tmp_path), tmp_path))))

    assert len(packed) < len(at_once) + 100


def test_what_does_not_shrink_is_not_packed(tmp_path: Path) -> None:
    block = stored(NOISE, tmp_path)

    assert pack(block, tmp_path) is block
    assert len(b"".join(member((b"head", block)))) < len(NOISE) * 1.001


def test_pieces_are_bounded(tmp_path: Path) -> None:
    packed = pack(stored(NOISE[:10_000] + TEXT, tmp_path), tmp_path)

    for block in (packed, stored(NOISE, tmp_path)):
        assert max(len(piece) for piece in member((b"head", block))) <= PIECE + 1000


@pytest.mark.parametrize("body", [TEXT, NOISE], ids=["text", "noise"])
@pytest.mark.parametrize("prepared", [True, False], ids=["prepared", "as it is"])
def test_large_response_is_recorded_as_a_small_one_is(
    tmp_path: Path, body: bytes, prepared: bool
) -> None:
    small, large = pinned(tmp_path / "small"), pinned(tmp_path / "large")
    exchange = page(response=stored(HEAD + body, tmp_path))
    expected = small.record(page(response=HEAD + body))
    capture = large.record(large.prepare(exchange) if prepared else exchange)
    paths = [tmp_path / "small" / sealed(small).name, tmp_path / "large" / sealed(large).name]

    assert capture.ref == expected.ref
    assert capture.payload_length == len(body)
    one, other = (gzip.decompress(path.read_bytes()) for path in paths)
    assert one == other
    with paths[1].open("rb") as stream:
        records = list(read_records(stream, paths[1].name))
    assert records[1].capture == capture
    assert [record.faults() for record in records] == [(), (), ()]


def test_warcio_and_fastwarc_read_a_packed_record(tmp_path: Path) -> None:
    recorder = pinned(tmp_path)
    recorder.record(recorder.prepare(page(response=stored(HEAD + TEXT, tmp_path))))
    content = (tmp_path / sealed(recorder).name).read_bytes()

    by_warcio = [
        r.raw_stream.read() for r in ArchiveIterator(BytesIO(content), no_record_parse=True)
    ]
    assert by_warcio[1] == HEAD + TEXT
    by_fastwarc = [r.reader.read() for r in FastIterator(BytesIO(content), parse_http=False)]
    assert by_fastwarc == by_warcio


def test_truncated_large_response_has_no_payload_digest(tmp_path: Path) -> None:
    recorder = pinned(tmp_path)
    exchange = page(
        response=stored(HEAD + TEXT, tmp_path), truncated="length", failure="length: more"
    )
    capture = recorder.record(recorder.prepare(exchange))
    recorder.seal()

    assert (capture.ref.digest, capture.truncated, capture.url) == (None, "length", URL)
    assert capture.payload_length == len(TEXT)


def test_file_that_is_shorter_than_it_was_leaves_nothing_in_the_archive(tmp_path: Path) -> None:
    recorder = pinned(tmp_path)
    recorder.record(page())
    before = zlib.crc32(next(tmp_path.glob("*.open")).read_bytes())
    broken = stored(HEAD + NOISE, tmp_path)
    broken = replace(broken, length=broken.length + 1_000_000)

    with pytest.raises(Exception, match="cannot be kept"):
        recorder.prepare(page(response=broken))
    with pytest.raises(Exception, match="cannot be kept"):
        recorder.record(page(response=broken))
    assert zlib.crc32(next(tmp_path.glob("*.open")).read_bytes()) == before
    recorder.seal()
