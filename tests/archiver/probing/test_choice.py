"""Which articles a probe reads, and how new they are."""

from datetime import UTC, datetime

import pytest

from archiver.article import Entry
from archiver.probing.choice import newest

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)


def entry(published: str) -> Entry:
    return Entry(
        url="https://paper.example/1", source="https://paper.example/feed", kind="feed",
        published=published,
    )  # fmt: skip


@pytest.mark.parametrize("text", ["9999-12-31T23:59:59-05:00", "0001-01-01T00:00:00+05:00"])
def test_a_date_outside_of_all_years_is_none(text: str) -> None:
    last = entry("2026-03-02T12:00:00+01:00")

    assert newest([entry(text)], NOW) is None
    assert newest([entry(text), last], NOW) == "2026-03-02T11:00:00Z"


def test_what_is_dated_ahead_is_not_the_newest() -> None:
    """One page of next year's fair must not make all feeds look as if they had stopped."""
    found = [entry("2027-05-01"), entry("2026-03-02T12:00:00Z"), entry("2026-03-04")]

    assert newest(found, NOW) == "2026-03-04T00:00:00Z"
    assert newest(found[:1], NOW) is None
