"""When a publication is looked at that is given none: after its own rhythm."""

from datetime import UTC, datetime, timedelta

import pytest

from archiver.schedule import Rhythm

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
SHORTEST, LONGEST = timedelta(minutes=15), timedelta(days=1)
WEEKS = MONDAY - timedelta(weeks=4)


def workdays(*hours: float) -> list[datetime]:
    """These hours of each working day of the four weeks before MONDAY."""
    days = [WEEKS + timedelta(days=day) for day in range(28)]
    return [day + hour * HOUR for day in days if day.weekday() < 5 for hour in hours]


def test_the_rate_is_that_of_the_time_watched() -> None:
    rhythm = Rhythm.of(workdays(9, 10, 11, 14), WEEKS, MONDAY)

    assert rhythm.rate == pytest.approx(80 / (28 * 24))
    assert sum(rhythm.weekdays) == pytest.approx(7)
    assert sum(rhythm.hours) == pytest.approx(24)


def test_a_busy_hour_of_a_busy_day_is_looked_at_sooner_than_a_night() -> None:
    rhythm = Rhythm.of(workdays(9, 9.5, 10, 10.5, 11, 14, 15, 16), WEEKS, MONDAY)
    morning = rhythm.next(MONDAY + 9 * HOUR, SHORTEST, LONGEST) - (MONDAY + 9 * HOUR)
    night = rhythm.next(MONDAY + 20 * HOUR, SHORTEST, LONGEST)

    assert morning < timedelta(minutes=50)
    assert MONDAY + 31 * HOUR < night < MONDAY + 34 * HOUR


def test_a_weekend_without_articles_is_looked_at_as_seldom_as_may_be() -> None:
    rhythm = Rhythm.of(workdays(9, 10, 11), WEEKS, MONDAY)
    friday = MONDAY + timedelta(days=4, hours=20)

    assert rhythm.next(friday, SHORTEST, LONGEST) == friday + LONGEST


def test_the_expected_number_of_articles_between_two_looks_is_one() -> None:
    rhythm = Rhythm.of(workdays(8, 9, 10, 11, 12, 13, 14), WEEKS, MONDAY)
    begin = MONDAY + 8.5 * HOUR
    end = rhythm.next(begin, SHORTEST, LONGEST)
    minutes = round((end - begin) / timedelta(minutes=1))
    brought = sum(rhythm.expected(begin + timedelta(minutes=x)) / 60 for x in range(minutes))

    assert brought == pytest.approx(1, abs=0.02)


def test_a_flood_is_bounded_below() -> None:
    flood = [WEEKS + timedelta(minutes=x) for x in range(0, 28 * 24 * 60, 2)]
    rhythm = Rhythm.of(flood, WEEKS, MONDAY)

    assert rhythm.next(MONDAY, SHORTEST, LONGEST) == MONDAY + SHORTEST


def test_silence_is_bounded_above() -> None:
    rhythm = Rhythm.of([], WEEKS, MONDAY)

    assert rhythm.rate == 0
    assert rhythm.next(MONDAY, SHORTEST, LONGEST) == MONDAY + LONGEST


def test_what_came_before_or_after_the_time_watched_does_not_count() -> None:
    rhythm = Rhythm.of([WEEKS - HOUR, WEEKS + HOUR, MONDAY + HOUR], WEEKS, MONDAY)

    assert rhythm.rate == pytest.approx(1 / (28 * 24))
