"""Crawls that are killed again and again. Larger: ``python -m tests.benchmarks.kills``."""

import os
import shutil
from pathlib import Path

import pytest

from tests.benchmarks.kills.__main__ import Course
from tests.benchmarks.kills.lives import CALLS, ends


def test_nothing_is_lost_or_doubled_or_asked_for_twice(tmp_path: Path) -> None:
    if shutil.which("strace") is None and os.environ.get("CI"):
        pytest.fail("strace is missing")
    course = Course(folder=tmp_path / "collection", kills=20, pages=240, seed=1, look=10)

    course.run()

    assert course.found == []
    killed = sum(count for how, count in course.counts.items() if how.startswith("killed"))
    assert killed >= 12  # some live longer than was thought on a slow machine


def test_every_call_that_keeps_something_is_a_moment_to_be_killed() -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is missing")

    found = list(ends(100, seed=1, requests=10))

    assert {end.call for end in found} == {None, *CALLS}
    assert sum(end.call is None for end in found) == 67
