"""What is to be fetched, in which order, and how a row ends."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archiver.article import Entry
from archiver.collection import catalogue
from archiver.collection.frontier import MOST_TRIES, Frontier, combined, timestamp

NOW = datetime(2026, 3, 1, tzinfo=UTC)
FEED = "https://paper.example/feed"
CHANNEL = "https://paper.example/security"


@pytest.fixture
def frontier(tmp_path: Path) -> Iterator[Frontier]:
    with closing(catalogue.connect(tmp_path / "catalogue.sqlite")) as db:
        db.row_factory = sqlite3.Row
        yield Frontier(db)


def from_feed(name: str, published: str | None = None, title: str | None = None) -> Entry:
    url = f"https://paper.example/{name}"
    return Entry(url=url, source=FEED, kind="feed", published=published, title=title)


def test_the_newest_is_fetched_first_whatever_form_its_date_has(frontier: Frontier) -> None:
    entries = [
        from_feed("undated"),
        from_feed("january", "2026-01-31"),
        from_feed("march", "Sun, 01 Mar 2026 09:30:00 +0900"),
        from_feed("february", "2026-02-28T23:59:59Z"),
    ]
    frontier.add("paper", entries, NOW)

    order = [frontier.next(["paper"]) for _ in range(5)]

    assert [x and x.url.rpartition("/")[2] for x in order] == [
        "march",
        "february",
        "january",
        "undated",
        None,
    ]


def test_a_url_is_known_in_all_its_spellings(frontier: Frontier) -> None:
    first = frontier.add("paper", [from_feed("a")], NOW)
    again = frontier.add("paper", [from_feed("a?utm_source=feed#comments")], NOW)

    assert (first, again) == (1, 0)


def test_a_row_learns_from_every_source_and_trusts_the_feed_most(frontier: Frontier) -> None:
    teaser = Entry(
        url="https://paper.example/a",
        source=CHANNEL,
        kind="channel",
        title="Short",
        channel="Security",
    )
    frontier.add("paper", [teaser], NOW)
    frontier.add("paper", [from_feed("a", "2026-02-01", "The whole title")], NOW)

    candidate = frontier.next(["paper"])

    assert candidate is not None
    assert [entry.kind for entry in candidate.entries] == ["feed", "channel"]
    best = combined(candidate.entries)
    assert best is not None
    assert (best.title, best.channel, best.published) == (
        "The whole title",
        "Security",
        "2026-02-01",
    )


def test_what_is_done_is_not_fetched_again(frontier: Frontier) -> None:
    frontier.add("paper", [from_feed("a")], NOW)
    candidate = frontier.next(["paper"])
    assert candidate is not None
    frontier.end(candidate.key, "done", "article")

    frontier.add("paper", [from_feed("a", "2026-03-01")], NOW)

    assert frontier.next(["paper"]) is None


def test_what_failed_is_tried_again_when_a_source_names_it_but_not_for_ever(
    frontier: Frontier,
) -> None:
    tries = 0
    for _ in range(MOST_TRIES + 3):
        frontier.add("paper", [from_feed("a")], NOW)
        candidate = frontier.next(["paper"])
        if candidate:
            tries += 1
            frontier.end(candidate.key, "failed", "HTTP 503")

    assert tries == MOST_TRIES


def test_rows_in_flight_are_pending_after_reopening(frontier: Frontier) -> None:
    frontier.add("paper", [from_feed("a"), from_feed("b")], NOW)
    frontier.next(["paper"])

    reopened = frontier.reopen()

    assert (reopened, frontier.count("pending", ["paper"])) == (1, 2)


def test_each_publication_has_its_own_queue(frontier: Frontier) -> None:
    frontier.add("paper", [from_feed("a")], NOW)

    assert frontier.next(["other"]) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01T00:00:00Z", 1772323200.0),
        ("2026-03-01", 1772323200.0),
        ("Sun, 01 Mar 2026 01:00:00 +0100", 1772323200.0),
        ("last Tuesday", None),
        ("", None),
        (None, None),
    ],
    ids=["ISO 8601", "a day", "RFC 822", "prose", "empty", "nothing"],
)
def test_timestamp(text: str | None, expected: float | None) -> None:
    assert timestamp(text) == expected
