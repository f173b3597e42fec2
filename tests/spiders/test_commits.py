"""A crawl commits and does not wait for the disk; what the disk says reaches it all the same."""

import asyncio
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archiver.collection.committing import Committing, Step
from spiders.commits import Commits
from spiders.settings import EXTENSIONS
from spiders.turns import Turns
from tests.spiders.crawling import crawl, frontier, publish, query
from tests.spiders.hostile_server import feed, serving, site, story
from warcs import WriteFailed

PATHS = [f"/story/{n}" for n in range(6)]


class Slow(Committing):
    """Commits whose steps the test lets come to their end."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.disk = threading.Semaphore(0)
        self.error: Exception | None = None

    def steps(self) -> Iterator[Step]:
        yield "bytes", self._wait
        self.done.append("bytes")
        yield "log", self._wait
        self.done.append("log")

    def _wait(self) -> None:
        if not self.disk.acquire(timeout=20):
            raise TimeoutError
        if self.error is not None:
            raise self.error


class Watched:
    """Commits of a crawl, on a disk that is as slow as the test says."""

    def __init__(self) -> None:
        self.slow = Slow()
        self.turns = Turns()
        self.failed: list[Exception] = []
        self.commits = Commits(
            self.slow,
            self.turns,
            failed=self.failed.append,
            soon=asyncio.get_running_loop().call_soon_threadsafe,
        )

    async def until(self, true: Callable[[], bool]) -> None:
        """Go round until something is so."""
        async with asyncio.timeout(60):
            while not true():
                await asyncio.sleep(0.001)

    async def finish(self) -> None:
        """Let everything come to its end."""
        self.slow.disk.release(100)
        await self.until(lambda: not self.commits.is_under_way)
        self.commits.end()


def test_the_event_loop_goes_round_while_the_disk_is_waited_for() -> None:
    async def test() -> None:
        watched = Watched()
        watched.commits.begin()
        for _ in range(20):
            await asyncio.sleep(0)

        assert watched.commits.is_under_way
        assert watched.slow.done == []

        await watched.finish()

        assert watched.slow.done == ["bytes", "log"]

    asyncio.run(test())


def test_nobody_has_a_turn_while_bytes_are_synced_and_all_have_while_the_log_is() -> None:
    async def test() -> None:
        watched = Watched()
        watched.commits.begin()
        waiting = asyncio.ensure_future(watched.turns.turn())
        await asyncio.sleep(0)

        assert not waiting.done()

        watched.slow.disk.release()
        await asyncio.wait_for(waiting, 60)

        assert watched.slow.done == ["bytes"]
        assert watched.commits.is_under_way
        await watched.finish()

    asyncio.run(test())


@pytest.mark.parametrize(("synced", "commits"), [(0, 1), (1, 2)], ids=["early", "late"])
def test_what_is_written_before_the_rows_are_committed_is_in_the_same_commit(
    synced: int, commits: int
) -> None:
    async def test() -> None:
        watched = Watched()
        watched.commits.begin()
        for _ in range(synced):
            watched.slow.disk.release()
        await watched.until(lambda: len(watched.slow.done) == synced)
        watched.commits.wrote("lamp", 1)
        kept = asyncio.ensure_future(watched.commits.kept("lamp"))
        await asyncio.sleep(0)

        assert not kept.done()

        watched.slow.disk.release(100)
        await asyncio.wait_for(kept, 60)
        await watched.finish()

        assert watched.slow.done == ["bytes", "log"] * commits
        await watched.commits.kept("lamp")  # it is

    asyncio.run(test())


def test_rows_wait_where_too_many_wait_for_the_disk() -> None:
    async def test() -> None:
        watched = Watched()
        watched.commits.wrote("lamp", 999)
        await watched.commits.room()

        watched.commits.wrote("lamp", 1)
        room = asyncio.ensure_future(watched.commits.room())
        await asyncio.sleep(0)

        assert not room.done()

        watched.slow.disk.release(100)
        await asyncio.wait_for(room, 60)
        await watched.finish()

    asyncio.run(test())


def test_where_the_disk_fails_that_is_told_once_and_nobody_waits_any_more() -> None:
    async def test() -> None:
        watched = Watched()
        watched.slow.error = WriteFailed("no room")
        watched.commits.wrote("lamp", 1)
        waiting = [watched.commits.kept("lamp"), watched.turns.turn(), watched.commits.room()]
        all_of_them = asyncio.gather(*waiting)
        await asyncio.sleep(0)
        watched.slow.disk.release(100)
        await asyncio.wait_for(all_of_them, 60)
        watched.commits.begin()
        await watched.commits.kept("lamp")
        watched.commits.end()

        assert [str(error) for error in watched.failed] == ["no room"]
        assert watched.slow.done == []

    asyncio.run(test())


def test_the_end_waits_for_the_commit_that_is_under_way() -> None:
    async def test() -> None:
        watched = Watched()
        watched.commits.begin()
        watched.slow.disk.release(100)
        watched.commits.end()  # no round of the loop between
        watched.commits.begin()
        await asyncio.sleep(0)

        assert watched.slow.done == ["bytes", "log"]
        assert not watched.commits.is_under_way

    asyncio.run(test())


def test_the_end_tells_what_the_disk_says_of_it() -> None:
    async def test() -> None:
        watched = Watched()
        watched.slow.error = OSError("no room")
        watched.commits.begin()
        watched.slow.disk.release(100)

        with pytest.raises(OSError, match="no room"):
            watched.commits.end()
        assert watched.slow.done == []

    asyncio.run(test())


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc which file is synced")
@pytest.mark.parametrize("suffix", [".warc.gz.open", "catalogue.sqlite-wal", "manifest.jsonl"])
def test_a_disk_that_is_full_when_it_is_synced_ends_the_crawl_and_the_next_goes_on(
    tmp_path: Path, suffix: str
) -> None:
    folder = tmp_path / "collection"
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    failing = {
        "EXTENSIONS": {**EXTENSIONS, "tests.spiders.failing_disk.FailingDisk": 1},
        "FAILS": suffix,
        "COMMIT_INTERVAL": 0.01,
        "WARC_MAX_SIZE": 1,
    }
    answers = {path: story(f"The story of {path}") for path in PATHS}
    with serving(site({"/feed.xml": feed(PATHS), **answers})) as address:
        full = crawl(folder, ["lamp"], address, failing).ended
        again = crawl(folder, ["lamp"], address).ended

    assert full.code == 1
    [line] = [line for line in full.err.splitlines() if "Error" in line]
    assert "No space left" in line
    assert again.code == 0, again.err
    assert {row.state for row in frontier(folder).values()} == {"done"}
    assert query(folder, "SELECT count(*) FROM articles") == [(len(PATHS),)]


def test_a_crawl_syncs_nothing_in_the_thread_of_its_event_loop(tmp_path: Path) -> None:
    folder = tmp_path / "collection"
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    settings = {
        "EXTENSIONS": {**EXTENSIONS, "tests.spiders.failing_disk.Impatient": 1},
        "COMMIT_INTERVAL": 0.001,
        "WARC_MAX_SIZE": 1,
    }
    answers = {path: story(f"The story of {path}") for path in PATHS}
    with serving(site({"/feed.xml": feed(PATHS), **answers})) as address:
        ended = crawl(folder, ["lamp"], address, settings).ended

    assert ended.code == 0, ended.err
    assert query(folder, "SELECT count(*) > 2 FROM files") == [(1,)]
