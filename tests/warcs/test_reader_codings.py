"""What a WARC file may be packed in: gzip, zstd, nothing, and mixtures."""

import gzip
import io
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.warcs.recording import Pipe, frame, skippable, zstd
from warcs import CorruptRecord, reader


def record(number: int, block: bytes = b"hello") -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:x:{number}>\r\n"
        f"WARC-Target-URI: https://a.example/{number}\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
        f"Content-Type: text/plain\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


RECORDS = [record(number, b"%d" % number * 300) for number in range(5)]
DICTIONARY = zstd.train_dict([record(n, b"%d %d" % (n, n * n)) for n in range(300)], 2000)

PACKED = {
    "gzip": [gzip.compress(x) for x in RECORDS],
    "zstd": [frame(x) for x in RECORDS],
    "plain": RECORDS,
    "zstd with a dictionary": [
        skippable(DICTIONARY.dict_content) + frame(RECORDS[0], DICTIONARY),
        *(frame(x, DICTIONARY) for x in RECORDS[1:]),
    ],
    "zstd with a compressed dictionary": [
        skippable(frame(DICTIONARY.dict_content)) + frame(RECORDS[0], DICTIONARY),
        *(frame(x, DICTIONARY) for x in RECORDS[1:]),
    ],
}
STREAMS: dict[str, Callable[[bytes], io.RawIOBase | io.BytesIO]] = {
    "seekable": io.BytesIO,
    "pipe": Pipe,
}


def ids(records: reader.Records) -> list[str]:
    return [record.id.removeprefix("urn:x:") for record in records]


def read(content: bytes) -> reader.Records:
    return reader.read_records(io.BytesIO(content), "x.warc")


@pytest.mark.parametrize("stream", STREAMS.values(), ids=STREAMS)
@pytest.mark.parametrize("packed", PACKED.values(), ids=PACKED)
def test_records_and_their_places(
    packed: list[bytes], stream: Callable[[bytes], io.RawIOBase | io.BytesIO]
) -> None:
    records = reader.read_records(stream(b"".join(packed)), "x")
    found = list(records)

    assert records.problems == []
    assert [x.block for x in found] == [b"0" * 300, b"1" * 300, b"2" * 300, b"3" * 300, b"4" * 300]
    assert [x.tail for x in found] == [b"\r\n\r\n"] * 5
    assert [x.offset for x in found[1:]] == [
        sum(map(len, packed[:n])) for n in range(1, len(packed))
    ]


@pytest.mark.parametrize("packed", PACKED.values(), ids=PACKED)
def test_record_is_read_at_its_place(packed: list[bytes], tmp_path: Path) -> None:
    content = b"".join(packed)
    path = tmp_path / "x.warc"
    path.write_bytes(content)

    found = list(read(content))

    again = [reader.record_at(path, x.offset) for x in found]
    assert [(x.id, x.block, x.length) for x in again] == [(x.id, x.block, x.length) for x in found]


@pytest.mark.parametrize("stream", STREAMS.values(), ids=STREAMS)
@pytest.mark.parametrize("packed", PACKED.values(), ids=PACKED)
def test_cut_anywhere_the_records_before_are_read(
    packed: list[bytes], stream: Callable[[bytes], io.RawIOBase | io.BytesIO]
) -> None:
    content = b"".join(packed)
    ends = [sum(map(len, packed[: n + 1])) for n in range(len(packed))]
    plain = packed is RECORDS
    for size in range(0, len(content), 3):
        whole = sum(end - 4 * plain <= size for end in ends)

        records = reader.read_records(stream(content[:size]), "x")

        assert ids(records) == list("01234")[:whole], size
        assert len(records.problems) <= 1


@pytest.mark.parametrize("stream", STREAMS.values(), ids=STREAMS)
@pytest.mark.parametrize("packed", PACKED.values(), ids=PACKED)
def test_records_beside_a_flipped_byte_are_read(
    packed: list[bytes], stream: Callable[[bytes], io.RawIOBase | io.BytesIO]
) -> None:
    before, damaged, after = packed[0] + packed[1], packed[2], packed[3] + packed[4]
    for place in range(0, len(damaged), 3):
        flipped = damaged[:place] + bytes([damaged[place] ^ 255]) + damaged[place + 1 :]

        records = reader.read_records(stream(before + flipped + after), "x")

        assert [x for x in ids(records) if x in "0134"] == ["0", "1", "3", "4"], place


@pytest.mark.parametrize("pack", [gzip.compress, frame], ids=["one gzip member", "one zstd frame"])
def test_records_in_one_unit_are_read_and_told(pack: Callable[[bytes], bytes]) -> None:
    records = read(pack(b"".join(RECORDS)))
    found = list(records)

    assert [(x.offset, x.length) for x in found] == [(0, 0)] * 5
    assert [x.block[:1] for x in found] == [b"0", b"1", b"2", b"3", b"4"]
    assert len(records.problems) == 1
    assert "they have no places of their own" in str(records.problems[0])


def test_damage_in_one_member_loses_the_rest_and_says_so() -> None:
    noise = [record(n, Random(n).randbytes(200_000)) for n in range(5)]
    member = bytearray(gzip.compress(b"".join(noise)))
    member[len(member) // 2] ^= 255

    records = read(bytes(member) + gzip.compress(record(9)))

    assert ids(records)[:2] == ["0", "1"]
    assert "what follows in this gzip member is lost" in str(records.problems[-1])
    assert ids(read(bytes(member) + gzip.compress(record(9))))[-1] == "9"


def test_all_before_the_damage_in_one_member_is_read() -> None:
    noise = [record(n, Random(n).randbytes(2000)) for n in range(5)]
    member = gzip.compress(b"".join(noise))
    ends = [len(gzip.compress(b"".join(noise[: n + 1]))) for n in range(5)]
    for place in range(300, len(member) - 8, 97):
        damaged = member[:place] + bytes([member[place] ^ 255]) + member[place + 1 :]

        records = read(damaged + gzip.compress(record(9)))
        found = [x.id[-1:] for x in records if x.block in noise[int(x.id[-1:]) % 5]]

        # Compressed, a record ends a little before what is compressed of it alone does.
        before = [str(n) for n in range(5) if ends[n] + 100 < place]
        assert [x for x in before if x not in found] == [], place
        assert ids(read(damaged + gzip.compress(record(9))))[-1] == "9"
        assert records.problems


def test_wrong_length_in_one_member_loses_that_record_only() -> None:
    wrong = RECORDS[2].replace(b"Length: 300", b"Length: 3000")

    records = read(gzip.compress(RECORDS[0] + RECORDS[1] + wrong + RECORDS[3] + RECORDS[4]))

    assert ids(records) == ["0", "1", "3", "4"]
    assert "the block ends after 1" in str(records.problems[-1])
    assert "bytes into the member's content" in str(records.problems[-1])


def test_record_in_several_frames_is_one() -> None:
    parts = [RECORDS[1][:20], b"", RECORDS[1][20:-310], RECORDS[1][-310:]]
    content = frame(RECORDS[0]) + b"".join(map(frame, parts)) + frame(RECORDS[2])

    records = read(content)
    found = list(records)

    assert [x.block[:1] for x in found] == [b"0", b"1", b"2"]
    assert [x.length for x in found] == [
        len(frame(RECORDS[0])),
        sum(len(frame(x)) for x in parts),
        len(frame(RECORDS[2])),
    ]
    assert records.problems == []


def test_extension_frames_are_passed_over() -> None:
    extension = skippable(b"anything", b"\x53\x2a\x4d\x18")
    content = frame(RECORDS[0]) + extension + frame(RECORDS[1]) + extension

    records = read(content)

    assert (ids(records), records.problems) == (["0", "1"], [])


def test_missing_dictionary_is_told_for_each_record() -> None:
    content = b"".join(frame(x, DICTIONARY) for x in RECORDS[:2])

    records = read(content)

    assert ids(records) == []
    assert "broken zstd frame" in str(records.problems[0])


def test_broken_dictionary_is_told() -> None:
    records = read(skippable(b"no dictionary at all") + frame(RECORDS[0]))

    assert ids(records) == ["0"]
    assert "the file's dictionary is broken" in str(records.problems[0])


def test_codings_may_be_mixed() -> None:
    records = read(RECORDS[0] + gzip.compress(RECORDS[1]) + frame(RECORDS[2]) + RECORDS[3])

    assert (ids(records), records.problems) == (["0", "1", "2", "3"], [])


@pytest.mark.parametrize("packed", [PACKED["gzip"], PACKED["zstd"]], ids=["gzip", "zstd"])
def test_file_that_lost_its_beginning_is_read(packed: list[bytes]) -> None:
    records = read(bytes(len(packed[0])) + b"".join(packed[1:]))

    assert ids(records) == ["1", "2", "3", "4"]
    assert len(records.problems) == 1


def test_problem_names_file_and_offset() -> None:
    content = PACKED["zstd"][0] + b"junk" + PACKED["zstd"][1]

    records = read(content)

    assert ids(records) == ["0", "1"]
    (problem,) = records.problems
    assert isinstance(problem, CorruptRecord)
    assert (problem.file, problem.offset, problem.reason) == (
        "x.warc",
        len(PACKED["zstd"][0]),
        "no zstd frame begins here",
    )
