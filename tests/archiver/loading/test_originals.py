"""Revisits are read from the payloads that they refer to, wherever these are."""

from pathlib import Path

import pytest

import archiver
from tests.archiver.loading.making import answer, digest, response, story, written
from tests.warcs.warc_bytes import record

PAGE = story("The bridge")
ORIGINAL = response(1, answer(PAGE), date="2024-05-01T12:00:00Z")
URL = "https://paper.example/story/1"

BY_ID = {"WARC_Refers_To": "<urn:uuid:r1>"}
BY_DATE = {
    "WARC_Refers_To_Target_URI": URL,
    "WARC_Refers_To_Date": "2024-05-01T12:00:00Z",
}
BY_DIGEST = {"WARC_Payload_Digest": digest(PAGE)}


def revisit(number: int = 1, block: bytes = b"", /, **refers: str) -> bytes:
    return record("revisit", URL, block, name=f"v{number}", date="2024-06-01T12:00:00Z", **refers)


def titles(source: object, **wanted: object) -> list[str | None]:
    return [one.title for one in archiver.read(source, **wanted)]  # type: ignore[arg-type]


@pytest.mark.parametrize("refers", [BY_ID, BY_DATE, BY_DIGEST], ids=["id", "date", "digest"])
def test_in_the_same_file_and_in_others(tmp_path: Path, refers: dict[str, str]) -> None:
    same = written(tmp_path / "same.warc.gz", [ORIGINAL, revisit(**refers)])
    first = written(tmp_path / "apart" / "1.warc.gz", [revisit(**refers)])
    second = written(tmp_path / "apart" / "2.warc.gz", [ORIGINAL, revisit(2, **refers)])

    assert titles(same) == ["The bridge"] * 2
    assert titles([first, second]) == ["The bridge"] * 3


def test_processes_find_them_in_each_others_files(tmp_path: Path) -> None:
    first = written(tmp_path / "1.warc.gz", [revisit(1, **BY_ID)])
    second = written(tmp_path / "2.warc.gz", [ORIGINAL, revisit(2, **BY_DIGEST)])

    assert titles([first, second], jobs=2) == ["The bridge"] * 3


def test_what_is_given_is_the_capture_of_the_revisit(tmp_path: Path) -> None:
    file = written(tmp_path / "a.warc.gz", [ORIGINAL, revisit(**BY_ID)])
    one, two = archiver.read(file)

    assert one.capture is not None
    assert two.capture is not None
    assert (two.capture.record_id, two.capture.offset > one.capture.offset) == ("urn:uuid:v1", True)
    assert (one.url, one.title, one.body) == (two.url, two.title, two.body)


def test_without_its_original_it_is_counted(tmp_path: Path) -> None:
    file = written(tmp_path / "a.warc.gz", [revisit(**BY_ID), revisit(2)])
    reading = archiver.read(file)

    assert list(reading) == []
    assert reading.report.classes == {"revisit without its original": 2}
    assert [x.reason for x in reading.report.examples["revisit without its original"]] == [
        "refers to <urn:uuid:r1>",
        "names nothing that it refers to",
    ]


def test_a_payload_of_another_digest_is_not_the_original(tmp_path: Path) -> None:
    wrong = {"WARC_Refers_To": "<urn:uuid:r1>", "WARC_Payload_Digest": digest(b"another")}
    file = written(tmp_path / "a.warc.gz", [ORIGINAL, revisit(**wrong)])
    reading = archiver.read(file)

    assert len(list(reading)) == 1
    assert reading.report.count("revisit without its original") == 1


def test_a_revisit_of_a_revisit_is_followed(tmp_path: Path) -> None:
    second = revisit(2, WARC_Refers_To="<urn:uuid:v1>")
    file = written(tmp_path / "a.warc.gz", [ORIGINAL, revisit(**BY_ID), second])

    assert titles(file) == ["The bridge"] * 3


def test_revisits_that_refer_to_each_other_end(tmp_path: Path) -> None:
    one = revisit(1, WARC_Refers_To="<urn:uuid:v2>")
    two = revisit(2, WARC_Refers_To="<urn:uuid:v1>")

    assert titles(written(tmp_path / "a.warc.gz", [one, two])) == []


def test_the_head_of_a_304_says_nothing_of_the_page(tmp_path: Path) -> None:
    head = answer(status="304 Not Modified", mime=None)
    file = written(tmp_path / "a.warc.gz", [ORIGINAL, revisit(1, head, **BY_ID)])

    assert titles(file) == ["The bridge"] * 2


def test_a_revisit_of_no_page_is_not_looked_for(tmp_path: Path) -> None:
    file = written(tmp_path / "a.warc.gz", [revisit(1, answer(mime="image/png"), **BY_ID)])
    reading = archiver.read(file)

    assert list(reading) == []
    assert reading.report.classes == {"not HTML: image/png": 1}
