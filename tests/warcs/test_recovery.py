import io
from pathlib import Path
from random import Random

import pytest

from tests.warcs.recording import frame, page, pinned
from warcs import Recorder, WriteFailed, reader
from warcs.reading import resume
from warcs.reading.resume import Coding
from warcs.reading.source import Source
from warcs.recording import recovery


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """An open file that a crash left behind: warcinfo and two exchanges."""
    recorder = pinned(tmp_path / "crashed")
    recorder.record(page())
    recorder.record(page(response=b"HTTP/1.1 200 OK\r\n\r\n" + Random(1).randbytes(5000)))
    path = tmp_path / "crashed" / f"{recorder.name}.open"
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    recorder.seal()
    return copy


def offsets(content: bytes) -> list[int]:
    return [record.offset for record in reader.read_records(io.BytesIO(content), "x")]


@pytest.mark.parametrize("at", ["head", "body", "last byte"])
def test_torn_tail_is_cut_to_the_last_whole_member(left: Path, at: str) -> None:
    content = left.read_bytes()
    last = offsets(content)[-1]
    torn = content[: {"head": last + 3, "body": last + 60, "last byte": len(content) - 1}[at]]
    left.write_bytes(torn)

    removed = recovery.cut_tail(left)

    assert removed == len(torn) - last
    assert left.read_bytes() == content[:last]


def test_whole_file_is_left_as_it_is(left: Path) -> None:
    content = left.read_bytes()

    assert recovery.cut_tail(left) == 0
    assert left.read_bytes() == content


def test_junk_after_the_last_member_is_cut(left: Path) -> None:
    content = left.read_bytes()
    left.write_bytes(content + bytes(4096))

    assert recovery.cut_tail(left) == 4096
    assert left.read_bytes() == content


def test_whole_members_behind_a_broken_one_are_kept(left: Path) -> None:
    content = bytearray(left.read_bytes())
    content[offsets(bytes(content))[1] + 40] ^= 255
    left.write_bytes(content + b"torn")

    assert recovery.cut_tail(left) == 4
    assert left.read_bytes() == content


def test_leftover_is_sealed_under_its_final_name(left: Path) -> None:
    content = left.read_bytes()
    left.write_bytes(content[:-5])

    file = recovery.seal_leftover(left)

    final = left.with_name(left.name.removesuffix(".open"))
    assert file == recovery.sealed_file(final)
    assert final.read_bytes() == content[: offsets(content)[3]]  # warcinfo, and one exchange
    assert not left.exists()


def test_response_whose_request_was_cut_off_is_cut_as_well(left: Path) -> None:
    content = left.read_bytes()
    places = offsets(content)
    left.write_bytes(content[: places[4]])

    assert recovery.tidy(left)
    assert left.read_bytes() == content[: places[3]]
    assert recovery.tidy(left, places[3])
    assert left.read_bytes() == content[: places[3]]


def test_capture_behind_what_is_known_is_kept_if_all_of_it_is_there(left: Path) -> None:
    content = left.read_bytes()

    assert recovery.tidy(left, offsets(content)[3])
    assert left.read_bytes() == content


def test_what_lies_behind_a_hole_is_cut_where_nobody_was_told_that_it_is_kept(left: Path) -> None:
    content = left.read_bytes()
    places = offsets(content)
    holed = bytearray(content)
    holed[places[2] + 20 : places[3]] = bytes(places[3] - places[2] - 20)
    left.write_bytes(holed)

    assert recovery.tidy(left)
    assert left.read_bytes() == holed
    assert not recovery.tidy(left, to_break=True)  # the response alone is no whole capture
    assert not left.exists()


def test_leftover_with_its_warcinfo_alone_is_removed(left: Path) -> None:
    content = left.read_bytes()
    left.write_bytes(content[: offsets(content)[1] + 20])

    assert recovery.seal_leftover(left) is None
    assert not left.exists()


def test_empty_leftover_is_removed(tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz.open"
    path.write_bytes(b"")

    assert recovery.seal_leftover(path) is None
    assert not path.exists()


def test_leftover_without_a_whole_record_is_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz.open"
    path.write_bytes(b"not gzip")

    assert recovery.seal_leftover(path) is None
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [
        ("x.warc.gz.damaged", b"not gzip")
    ]


def test_sealed_file_is_never_replaced_by_a_leftover(left: Path) -> None:
    final = left.with_name(left.name.removesuffix(".open"))
    final.write_bytes(b"another's")

    with pytest.raises(WriteFailed, match="is there already"):
        recovery.seal_leftover(left)

    assert final.read_bytes() == b"another's"


def test_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(WriteFailed, match="No such file"):
        recovery.cut_tail(tmp_path / "x.open")


@pytest.mark.parametrize("distance", [0, 1, 4095, 4096, 65_530, 65_536, 65_540, 200_000])
@pytest.mark.parametrize("told", [True, False], ids=["told", "any coding"])
@pytest.mark.parametrize("coding", ["gzip", "zstd", "plain"])
def test_next_record_is_found_at_any_distance(
    recorder: Recorder, tmp_path: Path, distance: int, coding: Coding, told: bool
) -> None:
    recorder.record(page())
    gzip = (tmp_path / f"{recorder.name}.open").read_bytes()
    plain = b"WARC/1.1\r\n"
    record = {"gzip": gzip, "zstd": frame(plain), "plain": plain}[coding]
    source = Source(io.BytesIO(b"x" * distance + b"\n" + record))

    assert resume.find(source, 0, coding if told else None)
    assert source.offset == distance + 1


def test_nothing_is_found_where_nothing_is() -> None:
    noise = b"\n\x1f\x8b\x08" * 50_000

    assert not resume.find(Source(io.BytesIO(noise)), 0, "gzip")
    assert not resume.find(Source(io.BytesIO(noise)), 0, "plain")
    assert not resume.find(Source(io.BytesIO(noise)), 0, None)
