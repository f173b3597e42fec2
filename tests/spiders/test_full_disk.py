"""A disk that fills up during a crawl: one line, whole records, and the next crawl goes on."""

import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.spiders.crawling import (
    Crawl,
    Row,
    crawl,
    frontier,
    publish,
    query,
    records,
    responses,
    warc_files,
    whole_members,
)
from tests.spiders.hostile_server import Site, feed, serving, site, story

NUMBER = 40
PATHS = [f"/story/{n}" for n in range(NUMBER)]


def noisy(number: int) -> bytes:
    """A page of 24 kB, half of that when compressed."""
    return story(f"The story of number {number}", os.urandom(12_000).hex())


def newspaper() -> Site:
    answers = {path: noisy(n) for n, path in enumerate(PATHS)}
    return site({"/feed.xml": feed(PATHS), **answers})


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What was there when the disk was full, and after the next crawl had room."""

    folder: Path
    full: Crawl
    captured: Counter[str]
    whole: list[int]  #: records of each file after the first crawl
    names: list[str]
    again: Crawl
    asked: Counter[str]  #: by the second crawl
    rows: dict[str, Row]


def fill(folder: Path, first: Site, before: str, room: str = "") -> Filled:
    """Crawl with ``before`` (shell) limiting the disk, then again after the shell ``room``."""
    second = Site(answers=first.answers)
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    with serving(first) as address:
        full = crawl(folder, ["lamp"], address, before=before)
    names = [path.name for path in warc_files(folder)]
    whole = [whole_members(path) for path in warc_files(folder)]
    captured = Counter(responses(folder))
    if room:
        subprocess.run(["sh", "-c", room], check=True)
    with serving(second) as address:
        again = crawl(folder, ["lamp"], address)
    return Filled(
        folder=folder,
        full=full,
        captured=captured,
        whole=whole,
        names=names,
        again=again,
        asked=second.asked(),
        rows=frontier(folder),
    )


@pytest.fixture(scope="module", params=["file size", "file system"])
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Filled]:
    """Bounded by what one file may hold (in which the catalogue is the first to be refused), and
    by what a file system may hold."""
    folder = tmp_path_factory.mktemp("disk") / "collection"
    if request.param == "file size":
        yield fill(folder, newspaper(), "ulimit -f 1200")  # 512-byte blocks
        return
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1200k", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("may not mount a file system")
    try:
        yield fill(folder, newspaper(), "true", f"mount -o remount,size=50m {folder}")
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_full_disk_is_told_in_one_line(filled: Filled) -> None:
    [line] = [line for line in filled.full.ended.err.splitlines() if "Error" in line]

    assert str(filled.folder) in line
    assert "make room" in line


def test_full_disk_is_no_success(filled: Filled) -> None:
    assert filled.full.ended.code == 1


def test_captures_before_are_whole_and_sealed(filled: Filled) -> None:
    assert all(name.endswith(".warc.gz") for name in filled.names)
    assert sum(filled.whole) > 5


def test_next_crawl_goes_on_to_the_end(filled: Filled) -> None:
    assert filled.again.ended.code == 0, filled.again.ended.err
    assert {row.state for row in filled.rows.values()} == {"done"}
    assert sorted(filled.rows) == sorted(PATHS)


def test_nothing_is_lost(filled: Filled) -> None:
    assert set(responses(filled.folder)) >= set(PATHS)
    assert query(filled.folder, "SELECT count(*) FROM articles") == [(NUMBER,)]


def test_no_page_that_was_kept_is_fetched_again(filled: Filled) -> None:
    stories = {path for path in filled.captured if path.startswith("/story/")}

    assert stories
    assert stories & set(filled.asked) == set()


def test_every_record_verifies(filled: Filled) -> None:
    assert [r.id for r in records(filled.folder) if r.faults()] == []


def test_full_disk_at_the_opening_is_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "collection"
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    with serving(newspaper()) as address:
        done = crawl(folder, ["lamp"], address, before="ulimit -f 0").ended

    assert done.code == 1
    [line] = [line for line in done.err.splitlines() if "Error" in line]
    assert "catalogue.sqlite: cannot be opened" in line
