"""What is remembered says what a look at everything says, bit for bit, or nothing."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from archiver.alarms.baseline import Baseline
from archiver.alarms.memory import Baselines, Memory, gone_on, outlook, remembered
from archiver.alarms.series import Observation
from archiver.alarms.watch import Watch
from archiver.yields import WHOLE
from tests.benchmarks.alarms import SITEMAP, START, Desk, clock, paper

WINDOW = timedelta(days=120)


def kept_as(memory: Memory, baselines: Baselines) -> tuple[Memory, Baselines]:
    """As the catalogue gives them back."""
    return (
        msgspec.msgpack.decode(msgspec.msgpack.encode(memory), type=Memory),
        msgspec.msgpack.decode(msgspec.msgpack.encode(baselines), type=dict[str, Baseline]),
    )


def alike(one: Memory, other: Memory) -> bool:
    """True if they are the same to the last bit, whatever runs they stand on."""
    first, second = (msgspec.structs.replace(x, anchor=0.0) for x in (one, other))
    return msgspec.msgpack.encode(first) == msgspec.msgpack.encode(second)


@pytest.mark.parametrize(
    ("mean", "hours", "event", "by_memory"),
    [
        (10, 24, None, 270),
        (200, 24, "halved yield", 150),
        (40, 24, "dead feed", 120),
        (40, 24, "vanished field", 120),
        (40, 6, None, 600),
    ],
)
def test_a_run_by_memory_is_the_run_by_everything(
    mean: float, hours: int, event: str | None, by_memory: int
) -> None:
    begins = START + timedelta(days=200)
    one = paper(mean, hours, 4, 1.5, event=event, begins=begins)
    desk, kept_clock = Desk(Watch(clock())), clock()
    known: tuple[Memory, Baselines] | None = None
    quick = 0
    for _ in range((240 if event else 365 if hours == 24 else 180) * 24 // hours):
        run, kept = one.run(), list(desk.kept)
        since = (run.started - WINDOW).timestamp()
        new = gone_on(*known, run, kept, kept_clock, since) if known else None
        told = desk.take(run)
        memory, baselines = remembered(desk.watch, desk.history, kept)
        if new is None:
            known = kept_as(memory, baselines)
            continue
        quick += 1
        assert told == []
        assert desk.kept == kept
        assert alike(new, memory)
        known = kept_as(new, known[1] if known else {})

    assert quick >= by_memory


@pytest.fixture
def year() -> Desk:
    """Runs of a hundred days."""
    one, desk = paper(40, 24, 1, 1.0), Desk(Watch(clock()))
    for _ in range(100):
        desk.take(one.run())
    return desk


def next_run(desk: Desk) -> Observation:
    """One like the last, a day later."""
    last = desk.history[-1]
    return replace(last, started=last.started + timedelta(days=1), since=last.started)


def test_the_outlook_by_memory_is_the_outlook_by_everything(year: Desk) -> None:
    known = remembered(year.watch, year.history, year.kept)

    found = outlook(*kept_as(*known), year.kept, clock())

    assert found == Watch(clock()).outlook(year.history, year.kept)
    assert found is not None
    assert found.daily is not None


@pytest.mark.parametrize("change", ["file", "reader"])
def test_a_run_by_another_file_or_reader_is_not_held_to_what_is_remembered(
    year: Desk, change: str
) -> None:
    known = remembered(year.watch, year.history, year.kept)
    run = next_run(year)
    changed = replace(run, **{change: "other"})  # type: ignore[arg-type]
    since = (run.started - WINDOW).timestamp()

    assert gone_on(*kept_as(*known), run, year.kept, clock(), since) is not None
    assert gone_on(*kept_as(*known), changed, year.kept, clock(), since) is None


def test_a_run_with_another_set_of_sources_is_looked_at_with_all_of_the_past(year: Desk) -> None:
    known = remembered(year.watch, year.history, year.kept)
    run = next_run(year)
    fewer = replace(run, rows={name: row for name, row in run.rows.items() if name != SITEMAP})
    since = (run.started - WINDOW).timestamp()

    assert gone_on(*kept_as(*known), fewer, year.kept, clock(), since) is None


def test_what_stands_on_runs_that_are_forgotten_is_forgotten(year: Desk) -> None:
    known = remembered(year.watch, year.history, year.kept)
    run = next_run(year)

    assert gone_on(*kept_as(*known), run, year.kept, clock(), run.time) is None
    assert run.rows[WHOLE].answered is None
