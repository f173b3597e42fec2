"""Which articles a probe reads, and how new they are."""

import pytest

from archiver.article import Entry
from archiver.probing.choice import newest


def entry(published: str) -> Entry:
    return Entry(
        url="https://paper.example/1", source="https://paper.example/feed", kind="feed",
        published=published,
    )  # fmt: skip


@pytest.mark.parametrize("text", ["9999-12-31T23:59:59-05:00", "0001-01-01T00:00:00+05:00"])
def test_a_date_outside_of_all_years_is_none(text: str) -> None:
    assert newest([entry(text)]) is None
    assert newest([entry(text), entry("2026-03-02T12:00:00+01:00")]) == "2026-03-02T11:00:00Z"
