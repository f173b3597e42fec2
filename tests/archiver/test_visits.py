"""When an article is visited next."""

from datetime import UTC, datetime, timedelta

import pytest

from archiver.article import Moment
from archiver.collection import options
from archiver.errors import OptionsError
from archiver.visits import Visits, next_visit
from archiver.written import Duration

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def moment(iso: str) -> Moment:
    return Moment(iso=iso, text=iso)


def after(hours: float, published: str | None = "2026-03-01T12:00:00Z") -> float | None:
    """In how many hours from START an article is visited that was captured then."""
    said = moment(published) if published else None
    found = next_visit(Visits(), said, START, START + timedelta(hours=hours))
    return round((found - START) / HOUR, 2) if found else None


def test_visits_come_ever_later_and_end() -> None:
    seen: list[float] = []
    at: float | None = 0.0
    while at is not None:
        at = after(at)
        seen += [at] if at is not None else []

    # An hour, six, a day, three, a week, four: each a little sooner.
    assert seen == [0.97, 5.82, 23.28, 69.84, 162.96, 651.84]


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2026-03-01T09:00:00Z", 2.82),
        ("2026-03-01T11:00:00+01:00", 3.82),
        ("2025-03-01T09:00:00Z", None),
        ("2026-03-09T09:00:00Z", 0.97),
        (None, 0.97),
        ("2026-03-01", 0.97),
        ("2026-02-27", 21.84),
        ("2026-02-27T10:00:00", 21.84),
    ],
    ids=[
        "three hours before",
        "two, in another zone",
        "a year before",
        "in the future",
        "not told",
        "that day",
        "a day before",
        "no zone",
    ],
)
def test_time_counts_from_publication(published: str | None, expected: float | None) -> None:
    assert after(0, published) == expected


def test_a_page_that_was_published_just_now_each_time_is_not_visited_for_ever() -> None:
    late = START + 29 * DAY

    assert next_visit(Visits(), moment(late.isoformat()), START, late) is None


def test_the_order_of_the_times_does_not_matter() -> None:
    visits = Visits(after=(Duration(days=2), Duration(hours=1)))

    found = next_visit(visits, None, START, START)
    assert found is not None
    assert found - START < HOUR


def test_a_collection_says_when() -> None:
    told = options.read(b'[visits]\nafter = ["1h", "2d 12h"]\nmodified = false\n').visits

    assert told == Visits(after=(Duration(hours=1), Duration(hours=60)), modified=False)
    assert options.read(b"[visits]\nafter = []\n").visits.after == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('after = ["soon"]', "visits.after[0]: 'soon' is no length of time"),
        ('after = ["1s"]', "visits.after: has a visit less than a minute after publication"),
        ("after = [" + '"1h", ' * 101 + "]", "visits.after: has more than 100 visits"),
        ('afetr = ["1h"]', "visits.afetr: unknown key; did you mean after?"),
    ],
)
def test_a_mistake_is_told_with_its_key(text: str, told: str) -> None:
    with pytest.raises(OptionsError) as error:
        options.read(f"[visits]\n{text}\n".encode())

    assert told in str(error.value)
