"""Charts, run by run."""

from datetime import UTC, datetime

from archiver.alarms.baseline import HOUR, Clock, Point, fit
from archiver.alarms.evidence import CountChart, CountSums

START = datetime(2026, 1, 5, tzinfo=UTC).timestamp()
WEEKS = 8
CLOCK = Clock(UTC)


def told_after(daily: int, hours: int) -> int | None:
    """After how many hours it is told that of 48 articles a day only ``daily`` come, evenly, by a
    run each ``hours``."""
    past = range(0, WEEKS * 7 * 24, hours)
    baseline = fit([point(hour, hours, 2 * hours) for hour in past], CLOCK)
    assert baseline is not None
    chart = CountChart(baseline, CLOCK, CountSums.of(0.8))
    for hour in range(-7 * 24, 96, hours):  # a week as before
        brings = daily if hour >= 0 else 48
        count = (hour + hours) * brings // 24 - hour * brings // 24
        chart.add(point(past.stop + 7 * 24 + hour, hours, count))
        if chart.found:
            return hour + hours
    return None


def point(hour: int, hours: int, count: int) -> Point:
    start = START + hour * HOUR
    return Point(start, start + hours * HOUR, count)


def test_a_morning_does_not_tell_a_loss_with_the_day_before_but_its_evening_does() -> None:
    """Of the many looks at a day, some chance to come at a poor hour."""
    assert told_after(30, hours=24) == told_after(30, hours=12) == 48
    assert 44 <= (told_after(30, hours=1) or 0) <= 48


def test_a_loss_that_is_plain_does_not_wait_for_the_evening() -> None:
    assert (told_after(20, hours=1) or 48) < 36


def test_hours_as_they_were_tell_nothing() -> None:
    assert told_after(48, hours=1) is None
