"""Responses that were written in several records, WARC 1.1 §6.9, in one file or in several."""

import gzip
import io
from pathlib import Path

import pytest

import archiver
from archiver.loading.segments import joined
from tests.archiver.loading.making import SENTENCES, answer, digest, response, story, written
from tests.warcs.warc_bytes import record
from warcs import read_records

PAGE = story("Long", times=50)
BLOCK = answer(PAGE)
ORIGIN = "<urn:uuid:r1>"
BLOCKS = 50 * len(SENTENCES)  # the line with the day is none of them


def first(block: bytes = BLOCK[:4000]) -> bytes:
    return response(1, block, WARC_Segment_Number="1", WARC_Payload_Digest=digest(PAGE))


def rest(number: int, block: bytes, *, total: int | None = None, origin: str = ORIGIN) -> bytes:
    last = {} if total is None else {"WARC_Segment_Total_Length": str(total)}
    return record(
        "continuation", "https://paper.example/story/1", block, name=f"c{number}",
        WARC_Segment_Number=str(number), WARC_Segment_Origin_ID=origin, **last,
    )  # fmt: skip


PARTS = (first(), rest(2, BLOCK[4000:9000]), rest(3, BLOCK[9000:], total=len(BLOCK)))
OTHER = response(7, answer(story("Other")))

FILES: dict[str, list[list[bytes]]] = {
    "one after the other": [[*PARTS, OTHER]],
    "with others between": [[PARTS[0], OTHER, PARTS[1], PARTS[2]]],
    "in other files": [[PARTS[0]], [PARTS[1], OTHER], [PARTS[2]]],
    "before the first": [[PARTS[2], PARTS[1], OTHER], [PARTS[0]]],
}


def files(folder: Path, name: str) -> list[Path]:
    return [
        written(folder / f"{number}.warc.gz", records) for number, records in enumerate(FILES[name])
    ]


@pytest.mark.parametrize("name", FILES)
def test_segments_are_joined_wherever_they_are(tmp_path: Path, name: str) -> None:
    reading = archiver.read(files(tmp_path, name))
    found = {one.title: one for one in reading}

    assert sorted(title or "" for title in found) == ["Long", "Other"]
    assert len(found["Long"].body) == BLOCKS
    assert found["Long"].capture is not None
    assert found["Long"].capture.record_id == "urn:uuid:r1"
    assert reading.report.classes == {"article": 2}
    assert reading.report.notes == {"segments joined": 1}
    assert (reading.report.records, reading.report.responses) == (4, 2)


def test_processes_join_them_too(tmp_path: Path) -> None:
    reading = archiver.read(files(tmp_path, "in other files"), jobs=2)

    assert [len(one.body) for one in reading if one.title == "Long"] == [BLOCKS]
    assert reading.report.notes == {"segments joined": 1}


def test_a_coding_is_undone_of_the_whole(tmp_path: Path) -> None:
    block = answer(gzip.compress(PAGE, mtime=0), "Content-Encoding: gzip")
    middle = len(block) - 100
    parts = [first(block[:middle]), rest(2, block[middle:], total=len(block))]

    reading = archiver.read(written(tmp_path / "a.warc.gz", parts))

    assert [len(one.body) for one in reading] == [BLOCKS]
    assert reading.report.notes == {"segments joined": 1}


def test_a_revisit_has_the_whole_of_what_it_refers_to(tmp_path: Path) -> None:
    revisit = record(
        "revisit", "https://paper.example/story/1", b"", name="v", WARC_Refers_To=ORIGIN,
        WARC_Profile="http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
    )  # fmt: skip
    paths = [written(tmp_path / "0.warc.gz", [revisit]), *files(tmp_path / "b", "in other files")]

    reading = archiver.read(paths)

    assert [len(one.body) for one in reading if one.title == "Long"] == [BLOCKS, BLOCKS]
    assert reading.report.notes == {"segments joined": 2, "revisit resolved": 1}


MISSING = {
    "the last": [PARTS[0], PARTS[1]],
    "one between": [PARTS[0], PARTS[2]],
    "all": [PARTS[0]],
    "a part of the last": [*PARTS[:2], rest(3, BLOCK[9000:-9], total=len(BLOCK))],
    "the word that it is the last": [*PARTS[:2], rest(3, BLOCK[9000:])],
}


@pytest.mark.parametrize("name", MISSING)
def test_what_is_missing_is_told(tmp_path: Path, name: str) -> None:
    reading = archiver.read(written(tmp_path / "a.warc.gz", MISSING[name]))

    assert [one.title for one in reading] == ["Long"]
    assert reading.report.classes == {"article": 1}
    assert reading.report.notes == {"segments missing": 1}


def test_a_segment_whose_first_is_nowhere_is_a_class_of_its_own(tmp_path: Path) -> None:
    lost = [rest(2, b"x", origin="<urn:uuid:gone>"), record("continuation", "urn:x", b"y")]
    reading = archiver.read(written(tmp_path / "a.warc.gz", [*PARTS, *lost]))

    assert len(list(reading)) == 1
    assert reading.report.classes == {"article": 1, "segment without its first": 2}
    assert [one.reason for one in reading.report.examples["segment without its first"]] == [
        "continues urn:uuid:gone", "continues nothing that it names"
    ]  # fmt: skip


def test_one_that_is_not_wanted_is_of_the_filter(tmp_path: Path) -> None:
    lost = rest(2, b"x", origin="<urn:uuid:gone>")
    reading = archiver.read(written(tmp_path / "a.warc.gz", [lost]), domain="other.example")

    assert list(reading) == []
    assert reading.report.classes == {"filtered: domain": 1}


def test_a_stream_has_the_first_segment_only(tmp_path: Path) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    reading = archiver.read(Pipe(b"".join(PARTS)))

    assert [one.title for one in reading] == ["Long"]
    assert reading.report.classes == {"article": 1}
    assert reading.report.notes == {"segments missing": 1}


def test_no_more_is_joined_than_is_read() -> None:
    start, *others = read_records(io.BytesIO(b"".join(PARTS)), "a.warc")
    left = iter(others)

    whole, is_whole = joined(start, left, most=5000)

    assert (whole.block, whole.size, whole.cut, is_whole) == (BLOCK[:5000], 9000, True, True)
    assert len(list(left)) == 1
