"""Every response is in exactly one class: files as Common Crawl's news crawl makes them."""

import gzip
from pathlib import Path

import pytest

import archiver
from archiver.loading import LoadReport
from archiver.loading.report import CORRUPT, MOST_EXAMPLES
from tests.archiver.loading.making import (
    answer,
    digest,
    listing,
    members,
    response,
    story,
    written,
)
from tests.warcs.warc_bytes import REQUEST, record

FIRST = answer(story("The bridge"))


def revisit(number: int, refers: dict[str, str], block: bytes = b"") -> bytes:
    profile = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    return record(
        "revisit", "https://paper.example/story/1", block, name=f"v{number}",
        WARC_Profile=profile, **refers,
    )  # fmt: skip


def hosts(beginning: int, count: int) -> list[bytes]:
    """Articles of many hosts, each with its request, as a crawler writes them."""
    found = []
    for number in range(beginning, beginning + count):
        host = f"paper{number}.example"
        found.append(response(number, answer(story(f"Story {number}")), host))
        found.append(
            record(
                "request", f"https://{host}/story/{number}", b"GET / HTTP/1.1\r\n\r\n",
                content_type=REQUEST, name=f"q{number}",
            )
        )  # fmt: skip
    return found


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A file with everything, in the middle of which a record is damaged, and whose end is torn."""
    info = record(
        "warcinfo", "", b"software: news crawl\r\n", content_type="application/warc-fields",
        name="w",
    )  # fmt: skip
    known = digest(story("The bridge"))
    records = [
        info,
        response(1, FIRST),
        *hosts(10, 12),
        response(2, answer(b"\x89PNG\r\n\x1a\n", mime="image/png")),
        response(3, answer(b"{}", mime="application/json")),
        response(4, answer(b"body { }", mime=None)),
        response(5, answer()),
        response(6, answer(b"0\r\n\r\n", "Transfer-Encoding: chunked")),
        response(7, answer(b"<p>gone", status="404 Not Found")),
        response(8, answer(status="301 Moved", mime=None)),
        response(9, b"<html>no head at all"),
        response(40, answer(listing())),
        response(1, FIRST),
        revisit(1, {"WARC_Payload_Digest": known}, answer()),
        revisit(2, {"WARC_Refers_To": "<urn:uuid:r10>"}),
        revisit(3, {"WARC_Refers_To": "<urn:uuid:elsewhere>"}),
        record("metadata", "https://paper.example/story/1", b"via: x", content_type="text/plain"),
        record(
            "resource", "https://paper.example/saved", story("Saved"), content_type="text/html",
            name="s",
        ),
        record(
            "conversion", "https://paper.example/converted", story("Converted"), name="c",
            content_type="text/html; charset=utf-8",
        ),
        response(41, answer(gzip.compress(story("Coded")), "Content-Encoding: gzip")),
        response(42, answer(b"\1\2\3\4" * 100, "Content-Encoding: gzip")),
    ]  # fmt: skip
    packed = members(records)
    middle = bytearray(packed[4])
    middle[len(middle) // 2] ^= 0xFF
    packed[4] = bytes(middle)
    torn = members([response(50, answer(story("Torn off")))])[0][:-20]
    path = tmp_path / "CC-NEWS-20240501000000-00001.warc.gz"
    path.write_bytes(b"".join([*packed, torn]))
    return path


EXPECTED = {
    "article": 1 + 11 + 1 + 2 + 2 + 1,  # Story 1, hosts, story 1 again, revisits, saved, coded
    "listing": 1,
    "not HTML: image/png": 1,
    "not HTML: application/json": 1,
    "not HTML: undeclared": 1,
    "empty body": 2,
    "status: 404": 1,
    "status: 301": 1,
    "status: none": 1,
    "revisit without its original": 1,
    "failed": 1,
    CORRUPT: 2,
}


def test_counts_add_up_exactly(news: Path) -> None:
    reading = archiver.read(news)
    found = list(reading)
    report = reading.report

    assert report.classes == EXPECTED
    assert report.responses == sum(EXPECTED.values()) == 31
    assert (len(found), report.given, report.pages) == (18, 18, 19)
    # Of 44 records one is damaged; the torn one is not among them.
    assert (report.files, report.records, report.bad_files) == (1, 43, 0)
    assert report.bytes_read == news.stat().st_size
    assert report.notes == {"revisit resolved": 2}


def test_examples_name_the_place(news: Path) -> None:
    reading = archiver.read(news)
    list(reading)
    examples = reading.report.examples
    content = news.read_bytes()

    assert sorted(examples) == ["corrupt", "failed", "revisit without its original"]
    (failed,) = examples["failed"]
    assert (failed.file, failed.url) == (str(news), "https://paper.example/story/42")
    assert failed.reason == "no gzip stream, left as it is"
    (lost,) = examples["revisit without its original"]
    assert lost.reason == "refers to <urn:uuid:elsewhere>"
    assert [x.offset is not None and content[x.offset :][:2] for x in examples["corrupt"]] == [
        b"\x1f\x8b",
        b"\x1f\x8b",
    ]


def test_duplicates_are_left_out_if_it_is_asked_for(news: Path) -> None:
    reading = archiver.read(news, duplicates=False)

    assert len(list(reading)) == 16
    # The second capture of story 1, and the revisit that says that it was the same.
    assert reading.report.classes == EXPECTED | {"article": 16, "duplicate": 2}


@pytest.mark.parametrize(("ordered", "duplicates"), [(True, False), (False, True)])
def test_processes_count_the_same(news: Path, ordered: bool, duplicates: bool) -> None:
    other = written(news.parent / "other.warc.gz", [response(1, FIRST), *hosts(30, 3)])
    serial = archiver.read([news, other], duplicates=duplicates)
    parallel = archiver.read([news, other], duplicates=duplicates, jobs=2, ordered=ordered)
    found, others = list(serial), list(parallel)

    assert serial.report == parallel.report or not ordered
    assert serial.report.classes == parallel.report.classes
    assert serial.report.given == parallel.report.given == len(others)
    if ordered:
        assert found == others


def test_one_bad_file_among_many_is_told_and_not_raised(tmp_path: Path) -> None:
    written(tmp_path / "a.warc.gz", [response(1, FIRST)])
    (tmp_path / "b.warc.gz").write_bytes(b"<html>no WARC")
    written(tmp_path / "c.warc.gz", [response(2, FIRST)])
    reading = archiver.read(tmp_path)

    assert [one.url for one in reading] == [
        "https://paper.example/story/1",
        "https://paper.example/story/2",
    ]
    assert (reading.report.bad_files, reading.report.responses) == (1, 2)
    (told,) = reading.report.examples["bad file"]
    assert told.file == str(tmp_path / "b.warc.gz")
    assert told.reason is not None
    assert told.reason.startswith("holds no record")


def test_reports_add_up_and_go_to_json_and_back(news: Path) -> None:
    reading = archiver.read(news)
    list(reading)
    twice = reading.report + reading.report

    assert twice.classes["article"] == 36
    assert twice.responses == 62
    assert LoadReport.from_json(twice.to_json()) == twice
    assert twice.count("not HTML") == 6


def test_a_summary_for_people(news: Path) -> None:
    reading = archiver.read(news)
    list(reading)
    lines = str(reading.report).splitlines()

    assert lines[0].startswith("1 file, 0.0 MB, 43 records: 31 responses, 18 given")
    assert "          18  article" in lines
    assert "           2  (revisit resolved)" in lines
    assert any("failed:" in line and "https://paper.example/story/42" in line for line in lines)


def test_details_and_examples_are_bounded() -> None:
    report = LoadReport()
    for number in range(1000):
        report.put("not HTML", f"x/{number}")
        report.put("not HTML", "no media type {at} all")
    report += report.taken() + report

    assert report.count("not HTML") == 2000
    assert len(report.classes) == 100
    assert report.classes["not HTML: others"] == 1901
    assert MOST_EXAMPLES == 10
