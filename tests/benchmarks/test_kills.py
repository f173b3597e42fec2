"""Crawls that are killed again and again. Larger: ``python -m tests.benchmarks.kills``."""

import gzip
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from archiver.collection import Session
from archiver.collection.preserving.verifying import verify
from tests.benchmarks.kills.__main__ import Course
from tests.benchmarks.kills.checks import LATER
from tests.benchmarks.kills.lives import CALLS, ends
from tests.spiders.crawling import records


def test_nothing_is_lost_or_doubled_or_asked_for_twice(tmp_path: Path) -> None:
    if shutil.which("strace") is None and os.environ.get("CI"):
        pytest.fail("strace is missing")
    course = Course(folder=tmp_path / "collection", kills=20, pages=240, seed=1, look=10)

    course.run()

    assert course.found == []
    killed = sum(count for how, count in course.counts.items() if how.startswith("killed"))
    assert killed >= 12  # some live longer than was thought on a slow machine


def test_a_file_that_was_torn_in_its_first_record_is_nothing_wrong(tmp_path: Path) -> None:
    folder = tmp_path / "collection"
    line = [sys.executable, "-m", "tests.archiver.collection.writing", str(folder), "3", "40000"]
    subprocess.run(line, check=True, stdout=subprocess.DEVNULL)
    first = gzip.compress(b"WARC/1.1\r\nWARC-Type: warcinfo\r\n" * 20)
    (folder / "archive" / "archiver-20260101000000000-00000-abcd.warc.gz.open").write_bytes(
        first[: len(first) // 2]
    )
    Session(folder).close()

    assert [path.name for path in (folder / "archive").glob("*abcd*")] == [
        "archiver-20260101000000000-00000-abcd.warc.gz.damaged"
    ]
    assert [record.faults() for record in records(folder, aside=True) if record.faults()] == []
    report = verify(folder, now=LATER)
    assert [*report.faults, *(fault for file in report.files for fault in file.faults)] == []


def test_every_call_that_keeps_something_is_a_moment_to_be_killed() -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is missing")

    found = list(ends(100, seed=1, requests=10))

    assert {end.call for end in found} == {None, *CALLS}
    assert sum(end.call is None for end in found) == 67
