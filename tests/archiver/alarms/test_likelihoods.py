"""What one day or run says, and how much of it is enough."""

import math

import numpy
import pytest

from archiver.alarms.crossings import crossings, enough, enough_of_last
from archiver.alarms.likelihoods import Counts, Shares

DAYS = Counts(shape=math.inf, odd=0.01)
MOODY = Counts(shape=80.0, odd=0.01)
RUNS = Shares(share=0.99, alike=math.inf, odd=0.001)


@pytest.mark.parametrize("days", [DAYS, MOODY], ids=["Poisson", "wider"])
def test_a_day_as_usual_speaks_against_a_half_and_a_halved_one_for_it(days: Counts) -> None:
    assert days.evidence(40, 40) < -3
    assert days.evidence(20, 40) > 3
    assert days.evidence(0, 0) == 0.0


def test_one_odd_day_says_no_more_than_how_seldom_it_is() -> None:
    most = [max(DAYS.evidence(n, mean) for n in range(mean)) for mean in (10, 40, 200, 5000)]

    assert max(most) == 5.0
    assert DAYS.evidence(14, 40, odd=0.3) < 2  # where a holiday is likely, next to nothing


def test_probabilities_of_a_day_as_usual_add_up_to_one() -> None:
    for days in (DAYS, MOODY):
        chances = [chance for _, chance in days.usual(40, -math.inf)]

        assert sum(chances) == pytest.approx(1, abs=1e-6)
    assert sum(chance for _, chance in RUNS.usual(7)) == pytest.approx(1)


def test_a_past_day_is_odd_if_it_is_not_to_be_explained_otherwise() -> None:
    assert DAYS.oddness(14, 40) > 0.9
    assert DAYS.oddness(30, 40) == 0.0
    assert DAYS.oddness(1, 3) < 0.1


def test_a_field_that_three_articles_lack_may_be_told_by_one_run_unless_such_runs_are_known() -> (
    None
):
    known = Shares(share=0.99, alike=math.inf, odd=0.05)

    assert RUNS.evidence(0, 3) > 6
    assert RUNS.evidence(3, 3) < -2
    assert known.evidence(0, 3) < 4
    assert Shares(share=0.9, alike=2.0, odd=0.001).evidence(0, 3) < RUNS.evidence(0, 3)


@pytest.mark.parametrize("mean", [5.0, 40.0])
def test_what_is_enough_is_crossed_as_often_as_is_allowed(mean: float) -> None:
    """Four hundred years, in each of which one alarm is allowed."""
    step = list(DAYS.usual(mean, -20))
    height = enough([step], 1 / 365, 3.0, 9.0)
    gains = numpy.array([gain for gain, _ in step])
    chances = numpy.array([chance for _, chance in step])
    source = numpy.random.default_rng(7)
    drawn = source.choice(gains, 400 * 365, p=chances / chances.sum())
    value, alarms = 0.0, 0
    for gain in drawn.tolist():
        value = max(value + gain, 0.0)
        if value >= height:
            value, alarms = 0.0, alarms + 1

    assert 0.1 < alarms / 400 < 1.5  # large counts: an odd day alone is never enough
    assert crossings([step], height) <= 1 / 365


@pytest.mark.parametrize(("mean", "days", "expected"), [(30.0, 2, 4.48), (5.0, 7, 4.09)])
def test_what_is_enough_for_the_last_days_is_come_to_as_often_as_is_allowed(
    mean: float, days: int, expected: float
) -> None:
    """Twenty thousand weeks; while the last days stay at the height it is once."""
    allowed = 0.4 * 7 / 365
    week = [list(DAYS.usual(mean * of, -20)) for of in (1.2, 1.2, 1.1, 1.1, 1.1, 0.6, 0.7)]
    height = enough_of_last(week, days, allowed, 3.0)
    source = numpy.random.default_rng(7)
    drawn = numpy.empty((20_000, 7))
    for day, step in enumerate(week):
        gains = numpy.array([*(gain for gain, _ in step), -20.0])
        chances = numpy.array([chance for _, chance in step])
        chances = numpy.append(chances, max(1 - chances.sum(), 0.0))
        drawn[:, day] = source.choice(gains, len(drawn), p=chances / chances.sum())
    together = numpy.convolve(drawn.ravel(), numpy.ones(days), "valid") >= height
    comes = int((together[1:] & ~together[:-1]).sum())

    assert height == pytest.approx(expected, abs=0.005)
    assert 0.7 < comes / (len(drawn) * allowed) < 1.1
