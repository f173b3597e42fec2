"""What of a budget is used up, by a clock of the test's own."""

from datetime import UTC, datetime, timedelta

import pytest

from archiver.budget import Budget, Budgets
from archiver.collection import options
from archiver.errors import OptionsError
from archiver.written import Duration

START = datetime(2026, 3, 1, tzinfo=UTC)


class Clock:
    """Time that a test moves."""

    time = START

    def __call__(self) -> datetime:
        return self.time


def test_each_bound_holds_for_its_own_publication() -> None:
    clock = Clock()
    budgets = Budgets(
        {
            "pages": Budget(pages=2),
            "bytes": Budget(bytes=1000),
            "time": Budget(time=Duration(minutes=30)),
            "free": Budget(),
        },
        START,
        clock,
    )
    for slug in ("pages", "bytes", "time", "free"):
        budgets.asked(slug)
        budgets.asked(slug)
        budgets.received(slug, 1000)
    clock.time += timedelta(minutes=30)

    assert {slug: budgets.spent(slug) for slug in ("pages", "bytes", "time", "free", "other")} == {
        "pages": "pages: 2",
        "bytes": "bytes: 1000",
        "time": "time: 30m",
        "free": None,
        "other": None,
    }
    assert budgets.spent("pages", pages=False) is None  # what its pages need may still come


def test_what_a_publication_leaves_out_is_as_the_collection_says() -> None:
    own = Budget(pages=5)

    assert own.over(Budget(pages=100, bytes=10)) == Budget(pages=5, bytes=10)
    assert own.over(None) == own


def test_a_collection_says_its_budget_in_its_file() -> None:
    found = options.read(b'[budget]\npages = 500\nbytes = 2_000_000\ntime = "2h"\n')

    assert found.budget == Budget(pages=500, bytes=2_000_000, time=Duration(hours=2))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("pages = 0", "budget.pages: expected `int` >= 1"),
        ('time = "soon"', "budget.time: 'soon' is no length of time; write one like 30m, 1h, 2d"),
        ("sites = 3", "budget.sites: unknown key; did you mean"),
    ],
)
def test_a_mistake_in_it_is_told_by_its_key(line: str, reason: str) -> None:
    with pytest.raises(OptionsError) as caught:
        options.read(f"[budget]\n{line}\n".encode())

    assert reason in str(caught.value)
