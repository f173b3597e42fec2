"""When each host may be asked next, by a clock of the test's own."""

from datetime import UTC, datetime

import pytest

from spiders.slots import Pace, Slots, retry_after

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC).timestamp()


class Clock:
    """Time that a test moves, in seconds."""

    def __init__(self) -> None:
        self.time = 1000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def slots(clock: Clock) -> Slots:
    pace = Pace(
        delay=1.0,
        concurrency=1,
        longest_hold=120.0,
        most_silences=3,
        hosts={"own.example": {"delay": 5.0, "concurrency": 2}},
    )
    return Slots(pace, clock)


def test_a_host_is_free_again_when_its_delay_is_over_and_its_request_has_come_back(
    slots: Slots, clock: Clock
) -> None:
    assert slots.is_free("a.example", 0)
    slots.began("a.example")
    clock.time += 0.9
    early = slots.is_free("a.example", 0)
    clock.time += 0.1

    assert (early, slots.is_free("a.example", 0), slots.is_free("a.example", 1)) == (
        False,
        True,
        False,
    )


def test_a_host_may_have_a_pace_of_its_own(slots: Slots, clock: Clock) -> None:
    slots.began("own.example")
    clock.time += 4.9
    early = slots.is_free("own.example", 1)
    clock.time += 0.1

    assert (early, slots.is_free("own.example", 1), slots.is_free("own.example", 2)) == (
        False,
        True,
        False,
    )


def test_what_robots_txt_asks_for_holds_from_the_request_for_it_on(
    slots: Slots, clock: Clock
) -> None:
    slots.began("a.example")
    clock.time += 0.25  # robots.txt came
    slots.ask("a.example", 30.0)
    clock.time += 29.5
    early = slots.is_free("a.example", 0)
    clock.time += 0.25

    assert (early, slots.is_free("a.example", 0)) == (False, True)


def test_what_is_learnt_of_a_host_does_not_undercut_what_it_asks_for(slots: Slots) -> None:
    slots.ask("a.example", 30.0)
    slots.of("a.example").delay = 0.2

    assert slots.of("a.example").pace == 30.0


def test_a_refusal_holds_the_host_for_as_long_as_it_says_and_no_other(
    slots: Slots, clock: Clock
) -> None:
    assert slots.refused("a.example", 60.0) is None
    clock.time += 59.0

    assert (slots.is_free("a.example", 0), slots.is_free("b.example", 0)) == (False, True)
    clock.time += 1.0
    assert slots.is_free("a.example", 0)


def test_a_refusal_that_does_not_say_how_long_holds_twice_as_long_each_time(
    slots: Slots, clock: Clock
) -> None:
    waits = []
    while slots.refused("a.example", None) is None:
        moment = slots.next_moment()
        assert moment is not None
        waits.append(moment)
        clock.time += moment

    assert waits == [10.0, 20.0, 40.0, 80.0]


def test_an_answer_ends_a_row_of_refusals(slots: Slots) -> None:
    slots.refused("a.example", None)
    slots.answered("a.example")
    slots.refused("a.example", None)

    assert slots.next_moment() == 10.0


def test_a_host_that_asks_for_more_than_a_run_waits_is_to_be_left(slots: Slots) -> None:
    assert slots.refused("a.example", 3600.0) == 3600.0
    assert slots.is_free("a.example", 0)  # it is for others to leave it


def test_a_host_that_is_silent_time_after_time_is_to_be_left(slots: Slots) -> None:
    said = [slots.silent("a.example") for _ in range(2)]
    slots.answered("a.example")
    said += [slots.silent("a.example") for _ in range(3)]

    assert said == [False, False, False, False, True]


def test_the_next_moment_is_that_of_the_host_that_is_free_first(slots: Slots, clock: Clock) -> None:
    slots.began("own.example")
    slots.began("a.example")
    first = slots.next_moment()
    clock.time += 1.0
    second = slots.next_moment()
    clock.time += 4.0

    assert (first, second, slots.next_moment()) == (1.0, 4.0, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Sun, 01 Mar 2026 12:02:00 GMT", 120.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("9" * 400, 999999999.0),
        ("Sun, 01 Mar 2026 12:02:00 -0000", 120.0),
        (f"Sun, {'9' * 20} Mar 2026 12:02:00 GMT", None),
    ],
    ids=[
        "seconds",
        "none",
        "date",
        "past",
        "negative",
        "fraction",
        "word",
        "empty",
        "endless",
        "no zone",
        "no such day",
    ],
)
def test_retry_after(text: str, expected: float | None) -> None:
    assert retry_after(text, NOW) == expected


def test_of_all_that_want_a_pause_at_a_host_the_longest_holds(slots: Slots, clock: Clock) -> None:
    slots.want("paper.example", 3.0)
    slots.want("paper.example", 2.0)
    slots.began("paper.example")
    clock.time += 2.9
    early = slots.is_free("paper.example", 0)
    slots.ask("paper.example", 4.0)
    clock.time += 1.0
    later = slots.is_free("paper.example", 0)
    clock.time += 0.1

    assert (early, later, slots.is_free("paper.example", 0)) == (False, False, True)
    assert slots.of("own.example").pace == 5.0
