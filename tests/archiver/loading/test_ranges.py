"""A file that is read in ranges is read once, wherever these begin."""

import gzip
import random
from contextlib import closing
from pathlib import Path

import pytest

import archiver
from archiver.loading import LoadReport, Options, inputs, ranges
from archiver.loading.loader import Loader, Plan
from archiver.loading.pool import Pool
from tests.archiver.loading.making import answer, members, response, story, written


def counted(file: Path, parts: tuple[ranges.Range, ...]) -> LoadReport:
    """The reports of all ranges together."""
    (input,) = inputs(file)
    report = LoadReport()
    loader = Loader([input], Options())
    for part in parts:
        for _ in loader.steps(input, report, Plan(range=part)):
            pass
    return report


def noise(number: int) -> bytes:
    """A response that is cheap to read, and does not shrink."""
    body = random.Random(number).randbytes(150)
    return response(number, answer(body, mime=f"image/x-{number}"))


@pytest.fixture(params=["sound", "damaged"])
def file(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    packed = members(noise(number) for number in range(12))
    if request.param == "damaged":
        packed[4] = packed[4][:100] + bytes(60) + packed[4][160:]
        packed[7] = bytes(len(packed[7]))
        packed[11] = packed[11][:-9]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(packed))
    return path


def test_wherever_a_range_begins_each_record_is_read_once(file: Path) -> None:
    whole = counted(file, (ranges.WHOLE,))
    size = file.stat().st_size

    assert whole.responses == 12
    for place in range(1, size, 23):
        assert counted(file, ((0, place), (place, None))) == whole
    assert counted(file, ranges.ranges(size, 100)) == whole


def test_a_file_of_one_member_is_read_by_its_first_range(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(b"".join(noise(number) for number in range(12))))
    size = path.stat().st_size

    assert counted(path, ((0, size // 2), (size // 2, None))).responses == 12


def test_ranges_are_about_equal_and_are_the_file() -> None:
    assert ranges.ranges(1000, 300) == ((0, 333), (333, 666), (666, None))
    assert ranges.ranges(1000, 5000) == ((0, None),)


def test_only_large_gzip_files_are_divided(tmp_path: Path) -> None:
    packed = written(tmp_path / "a.warc.gz", (noise(number) for number in range(12)))
    plain = tmp_path / "b.warc"
    plain.write_bytes(b"".join(noise(number) for number in range(12)))
    small = written(tmp_path / "c.warc.gz", [noise(1)])
    found = list(ranges.divided(inputs([packed, plain, small]), 2, least=500))

    assert len([one for one, _ in found if one.name == "a.warc.gz"]) > 2
    assert [part for one, part in found if one.name != "a.warc.gz"] == [ranges.WHOLE] * 2


def test_processes_read_one_file_together(tmp_path: Path) -> None:
    found = [
        noise(number) if number % 2 else response(number, answer(story(f"Story {number}")))
        for number in range(16)
    ]
    path = written(tmp_path / "a.warc.gz", found)
    serial = archiver.read(path)
    report, articles = LoadReport(), []
    with closing(Pool(inputs(path), Options(), 2, least=1000)) as pool:
        for _, batch in pool.in_order():
            report += batch.report
            articles += batch.articles

    assert articles == list(serial)
    report.given = len(articles)
    assert report == serial.report
