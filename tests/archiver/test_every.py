"""How often, and how long, as a user writes it."""

from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from archiver.every import Every
from archiver.written import Duration, Secret


@pytest.mark.parametrize(
    ("text", "seconds", "again"),
    [
        ("45s", 45, "45s"),
        ("90m", 5400, "1h 30m"),
        ("1h30m", 5400, "1h 30m"),
        ("1h 30m", 5400, "1h 30m"),
        ("1.5h", 5400, "1h 30m"),
        ("2d", 172_800, "2d"),
        ("1w", 604_800, "1w"),
    ],
)
def test_a_duration_is_read_and_written(text: str, seconds: int, again: str) -> None:
    duration = Duration.read(text)

    assert duration == timedelta(seconds=seconds)
    assert str(duration) == again
    assert Duration.read(again) == duration


@pytest.mark.parametrize("text", ["", "1", "1 day", "h", "-1h", "1h or so", "1e9h", 3600, None])
def test_other_text_is_no_duration(text: object) -> None:
    with pytest.raises(ValueError, match="is no length of time; write one like 30m, 1h, 2d"):
        Duration.read(text)


def test_a_duration_has_an_end() -> None:
    with pytest.raises(ValueError, match="longer than ten years"):
        Duration.read("999999999w")


def test_a_secret_shows_itself_nowhere() -> None:
    secret = Secret.read("https://hooks.example/T0KEN")

    assert f"{secret} {secret!r}" == "masked masked"
    assert secret.value == "https://hooks.example/T0KEN"


@pytest.mark.parametrize("text", ["auto", "never"])
def test_a_word_has_neither_interval_nor_cron(text: str) -> None:
    every = Every.read(text)

    assert (every.interval, every.cron) == (None, None)
    assert list(every.moments(datetime(2026, 1, 1, tzinfo=UTC), ZoneInfo("UTC"))) == []


def test_an_interval_is_a_duration() -> None:
    assert Every.read(" 1h  30m ").interval == timedelta(minutes=90)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("30s", "is less than a minute"),
        ("hourly", 'write one like "1h", "auto", "never", "cron 0 6 \\* \\* \\*"'),
        (1, "is not how often"),
        ("cron 61 * * * *", "is no cron expression: Bad minute"),
        ("cron * * * *", "is no cron expression: Wrong number of fields"),
        ("cron 0 0 6 * * *", "is no cron expression: Wrong number of fields; there are 5"),
        ("cron 0 0 30 2 *", "never comes: there is no such day|Bad day-of-month"),
    ],
)
def test_what_is_not_how_often_is_told(text: object, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Every.read(text)


def test_cron_goes_by_the_clock_of_the_zone() -> None:
    # Summer time begins in Berlin on 2026-03-29 at 02:00.
    every = Every.read("cron 30 6 * * *")
    after = datetime(2026, 3, 27, 12, tzinfo=UTC)

    assert list(islice(every.moments(after, ZoneInfo("Europe/Berlin")), 3)) == [
        datetime(2026, 3, 28, 5, 30, tzinfo=UTC),
        datetime(2026, 3, 29, 4, 30, tzinfo=UTC),
        datetime(2026, 3, 30, 4, 30, tzinfo=UTC),
    ]


def test_an_hour_that_is_skipped_loses_no_run_and_one_that_comes_twice_doubles_none() -> None:
    every = Every.read("cron 30 2 * * *")
    berlin = ZoneInfo("Europe/Berlin")
    spring = list(islice(every.moments(datetime(2026, 3, 28, 12, tzinfo=UTC), berlin), 2))
    autumn = list(islice(every.moments(datetime(2026, 10, 24, 12, tzinfo=UTC), berlin), 2))

    assert spring == [
        datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
        datetime(2026, 3, 30, 0, 30, tzinfo=UTC),
    ]
    assert autumn == [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 26, 1, 30, tzinfo=UTC),
    ]


def test_in_the_hour_that_comes_twice_the_next_moment_is_never_past() -> None:
    zone = ZoneInfo("Europe/Berlin")
    after = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)  # 02:10 for the second time

    def following(expression: str) -> str:
        return f"{next(Every.read(f'cron {expression}').moments(after, zone)):%d %H:%M}"

    assert following("30 2 * * *") == "26 01:30"
    assert following("15 * * * *") == "25 01:15"
