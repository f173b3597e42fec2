"""The study of tests/benchmarks/alarms.py in small, with fixed seeds: it decides as it did."""

import pytest

from tests.benchmarks.alarms import detected, false_alarms, told_by

SEEDS = range(3)


@pytest.mark.parametrize(
    ("event", "mean", "runs"),
    [
        ("dead feed", 3, 2),
        ("robots change", 3, 2),
        ("vanished field", 3, 3),
        ("vanished field", 10, 2),
        ("paywall", 10, 2),
        ("halved yield", 200, 2),
        ("halved yield", 40, 2),
        ("halved yield", 10, 7),
    ],
)
def test_what_happens_is_told_in_time(event: str, mean: float, runs: int) -> None:
    found = [detected(mean, 24, seed, 1.0, [event])[event] for seed in SEEDS]

    assert told_by(found, runs) == 1.0


@pytest.mark.parametrize("mean", [10, 200])
def test_a_year_in_which_nothing_happens_is_quiet(mean: float) -> None:
    assert len(false_alarms(mean, 24, 0, 1.0, 365)) <= 1
