"""What keeps a schedule for years: on a clock of its own, with runs that end as they are told."""

import asyncio
import itertools
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archiver.collection.crawling.schedules import Schedules
from archiver.report import Report
from archiver.schedule.child import Ended
from archiver.schedule.keeper import Counts, Keeper
from tests.archiver.collection.verified import session_in

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
STEP = timedelta(seconds=10)
FINISHED = Ended(code=0, report=Report(started=START, outcome="finished"))
CRASHED = Ended(code=1, report=None, said="Error: no room")
BUSY = Ended(code=75, report=None, said="Error: in use")


class World:
    """A collection of one publication, a clock that goes on with each look, and a log."""

    def __init__(self, folder: Path, every: str = "1h", minutes: int = 300) -> None:
        self.folder = folder
        self.clock = START
        self.runs: list[tuple[datetime, tuple[str, ...]]] = []
        self.said: list[str] = []
        self.endings: list[Ended] = []
        self.happens: Callable[[World], None] = lambda world: None
        self._looks = minutes * 6  # at the clock, after which the keeper is ended
        publish(folder, "paper", every)
        session_in(folder).close()

    def now(self) -> datetime:
        self.clock += STEP
        self._looks -= 1
        if self._looks == 0:
            self.keeper.end()
        self.happens(self)
        return self.clock

    async def run(self, slugs: Sequence[str], most: timedelta) -> Ended:
        self.runs.append((self.clock, tuple(slugs)))
        self.clock += MINUTE
        ended = self.endings.pop(0) if self.endings else FINISHED
        if ended.report is not None:
            session = session_in(self.folder, self.clock)
            looks: Schedules = session.schedules
            looks.began(slugs, self.clock)
            looks.ended(ended.report.outcome, self.clock)
            session.close()
        return ended

    def keep(self) -> Counts:
        async def until_the_end() -> None:
            self.keeper = Keeper(
                self.folder,
                run=self.run,
                tell=self.said.append,
                now=self.now,
                tick=timedelta(0),
            )
            await self.keeper.keep()

        asyncio.run(until_the_end())
        return self.keeper.counts

    @property
    def gaps(self) -> list[int]:
        """Minutes between the starts of runs."""
        starts = [start for start, _ in self.runs]
        return [round((b - a) / MINUTE) for a, b in itertools.pairwise(starts)]


def publish(folder: Path, slug: str, every: str) -> None:
    (folder / "publications").mkdir(parents=True, exist_ok=True)
    (folder / "publications" / f"{slug}.toml").write_text(
        f'name = "{slug}"\ndomains = ["{slug}.example"]\nevery = "{every}"\n'
    )


def test_what_is_due_is_looked_at_again_and_again(tmp_path: Path) -> None:
    world = World(tmp_path)
    counts = world.keep()

    assert len(world.runs) >= 4
    assert set(world.gaps) <= {60, 61}
    assert (counts.runs, counts.failed) == (len(world.runs), 0)


def test_what_is_due_together_is_one_run(tmp_path: Path) -> None:
    world = World(tmp_path, minutes=30)
    publish(tmp_path, "gazette", "1h")
    world.keep()

    assert [slugs for _, slugs in world.runs] == [("gazette", "paper")]


def test_runs_that_crash_are_counted_told_and_tried_again_ever_later(tmp_path: Path) -> None:
    world = World(tmp_path, every="1m", minutes=205)
    world.endings = [CRASHED] * 6
    counts = world.keep()

    assert [gap // 5 for gap in world.gaps[:6]] == [1, 2, 4, 8, 12, 12]
    assert counts.failed == 6
    assert "failed (exit code 1) after 1m 20s: Error: no room" in world.said
    assert world.gaps[-1] < 5


def test_a_collection_in_use_is_no_failure_and_is_tried_again_soon(tmp_path: Path) -> None:
    world = World(tmp_path, minutes=40)
    world.endings = [BUSY]
    counts = world.keep()

    assert len(world.runs) == 2
    assert 1 <= world.gaps[0] <= 3
    assert (counts.runs, counts.failed) == (1, 0)


def test_a_machine_that_slept_for_a_week_has_one_run_to_catch_up_with(tmp_path: Path) -> None:
    def sleep(world: World) -> None:
        if len(world.runs) == 1 and world.clock < START + timedelta(days=1):
            world.clock += timedelta(days=7)

    world = World(tmp_path, minutes=60)
    world.happens = sleep
    world.keep()

    assert len(world.runs) == 2


def test_a_clock_that_is_put_back_stops_nothing(tmp_path: Path) -> None:
    def put_back(world: World) -> None:
        if world.clock > START + timedelta(minutes=100):
            world.clock -= timedelta(days=400)

    world = World(tmp_path, minutes=400)
    world.happens = put_back
    world.keep()

    assert len(world.runs) >= 5
    assert set(world.gaps[2:]) <= {60, 61}
    assert any("the clock was put back" in line for line in world.said)


def test_files_that_change_are_read_again(tmp_path: Path) -> None:
    def change(world: World) -> None:
        if len(world.runs) == 1 and not world.endings:
            world.endings = [FINISHED]
            publish(tmp_path, "paper", "10m")

    world = World(tmp_path, minutes=90)
    world.happens = change
    world.keep()

    assert set(world.gaps) <= {10, 11}
    assert len(world.runs) > 5


def test_a_wrong_file_is_told_and_the_schedule_stays_as_it_was(tmp_path: Path) -> None:
    def spoil(world: World) -> None:
        if len(world.runs) == 1 and not (tmp_path / "collection.toml").exists():
            (tmp_path / "collection.toml").write_text("[schedul]")

    world = World(tmp_path, minutes=90)
    world.happens = spoil
    world.keep()

    assert len(world.runs) == 2
    assert any(
        line.endswith("unknown key; did you mean schedule?; the schedule stays as it was")
        for line in world.said
    )


def test_a_publication_file_that_is_broken_is_told_once_and_stops_no_other(tmp_path: Path) -> None:
    def spoil(world: World) -> None:
        path = tmp_path / "publications" / "gazette.toml"
        if len(world.runs) == 1 and path.read_text() != "name =":
            path.write_text("name =")

    publish(tmp_path, "gazette", "1h")
    world = World(tmp_path, minutes=90)
    world.happens = spoil
    world.keep()

    assert [slugs for _, slugs in world.runs] == [("gazette", "paper"), ("paper",)]
    assert [x for x in world.said if "left out" in x] == [
        "left out: gazette.toml: not TOML: Invalid value (at end of document)"
    ]


def test_a_publication_that_stays_due_is_not_asked_without_end(tmp_path: Path) -> None:
    world = World(tmp_path, minutes=60)
    world.endings = [Ended(code=0, report=None) for _ in range(100)]
    world.keep()

    assert len(world.runs) <= 5


def test_nothing_scheduled_waits_for_something(tmp_path: Path) -> None:
    def add(world: World) -> None:
        if world.clock == START + 5 * STEP:
            publish(tmp_path, "paper", "1h")

    world = World(tmp_path, every="never", minutes=30)
    world.keep()
    assert world.runs == []
    assert world.said == ["nothing is scheduled; `archiver schedule` says more"]

    world = World(tmp_path, every="never", minutes=30)
    world.happens = add
    world.keep()
    assert len(world.runs) == 1


@pytest.mark.parametrize("spoiled", ["DROP TABLE schedules", "PRAGMA user_version = 99"])
def test_a_catalogue_that_cannot_be_read_at_the_start_is_tried_again(
    tmp_path: Path, spoiled: str
) -> None:
    world = World(tmp_path, minutes=60)
    whole = shutil.copy(tmp_path / "catalogue.sqlite", tmp_path / "whole")
    with closing(sqlite3.connect(tmp_path / "catalogue.sqlite")) as db:
        db.executescript(spoiled)

    def mend(world: World) -> None:
        if world.clock == START + timedelta(minutes=12) and not world.runs:
            shutil.copy(whole, tmp_path / "catalogue.sqlite")

    world.happens = mend
    world.keep()

    assert [line for line in world.said if line.endswith("tried again in 5m")] == world.said[:3]
    assert len(world.runs) == 1
