"""What is to be fetched, in which order, and how a row ends."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archiver.article import Entry
from archiver.collection.crawling import lanes
from archiver.collection.crawling.frontier import Frontier, combined, timestamp
from archiver.collection.database import catalogue

NOW = datetime(2026, 3, 1, tzinfo=UTC)
FEED = "https://paper.example/feed"
CHANNEL = "https://paper.example/security"


@pytest.fixture
def frontier(tmp_path: Path) -> Iterator[Frontier]:
    with closing(catalogue.connect(tmp_path / "catalogue.sqlite")) as db:
        yield Frontier(db)


class Clock:
    """Time that a test moves."""

    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def dated(tmp_path: Path, clock: Clock) -> Iterator[Frontier]:
    """A frontier whose time is the clock's."""
    with closing(catalogue.connect(tmp_path / "dated.sqlite")) as db:
        yield Frontier(db, clock)


def names(frontier: Frontier, *publications: str) -> list[str]:
    """What is handed out until there is no more, by the last part of its URL."""
    found = []
    while candidate := frontier.next(publications or ("paper",)):
        found.append(candidate.url.rpartition("/")[2])
    return found


def wait_after(frontier: Frontier, clock: Clock, reason: str) -> list[float]:
    """Hours after each failure until a run tries again, as long as there is one that does."""
    frontier.add("paper", [from_feed("a")], clock())
    waited = []
    while candidate := frontier.next(["paper"]):
        frontier.end(candidate.key, "failed", reason)
        failed = clock.time
        while not frontier.more(["paper"]) and clock.time < failed + timedelta(days=60):
            clock.time += timedelta(minutes=15)
            frontier.begin(["paper"])
        waited.append((clock.time - failed) / timedelta(hours=1))
    return waited


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
    first = frontier.add("paper", [from_feed("a")], NOW).new
    again = frontier.add("paper", [from_feed("a?utm_source=feed#comments")], NOW).new

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


@pytest.mark.parametrize(
    ("reason", "hours"),
    [
        ("HTTP 503", [0.25, 0.5, 2.25, 12.25, 48.25, 1440]),
        ("timed out", [0.25, 0.5, 2.25, 12.25, 48.25, 1440]),
        ("HTTP 429", [0.25, 0.5, 2.25, 12.25, 48.25, 1440]),
        ("HTTP 404", [0.25, 24.25, 168.25, 1440]),
        ("not a page: application/pdf", [0.25, 168.25, 1440]),
    ],
)
def test_what_failed_is_tried_again_later_each_time_and_not_for_ever(
    dated: Frontier, clock: Clock, reason: str, hours: list[float]
) -> None:
    assert wait_after(dated, clock, reason) == hours


def test_a_source_that_names_what_failed_does_not_hasten_it(dated: Frontier, clock: Clock) -> None:
    dated.add("paper", [from_feed("a")], NOW)
    for _ in range(2):
        dated.begin(["paper"])
        assert names(dated) == ["a"]
        dated.end("https://paper.example/a", "failed", "HTTP 503")
        clock.time += timedelta(minutes=1)

    dated.add("paper", [from_feed("a")], NOW)
    dated.begin(["paper"])

    assert names(dated) == []


def test_what_failed_is_not_tried_twice_in_a_run(dated: Frontier, clock: Clock) -> None:
    dated.add("paper", [from_feed("a")], NOW)
    dated.begin(["paper"])
    names(dated)
    clock.time += timedelta(minutes=1)
    dated.end("https://paper.example/a", "failed", "HTTP 503")

    assert names(dated) == []


def test_what_is_done_is_handed_out_when_it_is_due_after_what_is_new_the_newest_first(
    dated: Frontier, clock: Clock
) -> None:
    dated.add("paper", [from_feed("old", "2026-01-01"), from_feed("older", "2025-01-01")], NOW)
    for name in names(dated):
        dated.end(f"https://paper.example/{name}", "done", "article", due=NOW.timestamp() + 3600)
    dated.add("paper", [from_feed("new", "2024-01-01")], NOW)

    clock.time += timedelta(minutes=59)
    dated.begin(["paper"])
    early = names(dated)
    dated.reopen()
    clock.time += timedelta(minutes=2)
    dated.begin(["paper"])

    assert (early, names(dated)) == (["new"], ["new", "old", "older"])


def test_what_is_due_is_handed_out_once_when_all_is_fetched_again(
    dated: Frontier, clock: Clock
) -> None:
    dated.add("paper", map(from_feed, "abcd"), NOW)
    for name in names(dated):
        due = NOW.timestamp() + 60 if name == "a" else None
        dated.end(f"https://paper.example/{name}", "done", "article", due=due)
        clock.time += timedelta(seconds=1)
    clock.time += timedelta(hours=1)
    dated.begin(["paper"], refetch=True)

    found = []
    while candidate := dated.next(["paper"]):
        found.append(candidate.url.rpartition("/")[2])
        clock.time += timedelta(seconds=1)
        dated.end(candidate.url, "done", "article")
        if len(found) == 2:  # a sitemap says that what waits in another queue was changed
            dated.wake("paper", "paper.example", "https://paper.example/c", "[]")

    assert found == ["a", "b", "c", "d"]
    assert dated.left(["paper"]) == 0


def test_what_is_pending_waits_until_it_is_due(dated: Frontier, clock: Clock) -> None:
    dated.add("paper", [from_feed("a")], NOW)
    dated.next(["paper"])
    dated.end("https://paper.example/a", "pending", "HTTP 429", due=NOW.timestamp() + 3600)

    dated.begin(["paper"])
    early = names(dated)
    clock.time += timedelta(minutes=61)
    dated.begin(["paper"])

    assert (early, names(dated)) == ([], ["a"])


def test_a_host_that_is_not_free_keeps_no_other_waiting(frontier: Frontier) -> None:
    newest = Entry(url="https://slow.example/1", source=FEED, kind="feed", published="2026-02-02")
    frontier.add("paper", [newest, from_feed("a", "2026-01-01")], NOW)

    found = frontier.next(["paper"], lambda host: host != "slow.example")
    other = frontier.next(["paper"], lambda host: host != "slow.example")

    assert (found and found.url, other) == ("https://paper.example/a", None)
    assert list(frontier.hosts(["paper"])) == ["slow.example"]


def test_only_what_is_wanted_is_handed_out_however_much_is_not(frontier: Frontier) -> None:
    frontier.add("paper", [from_feed(str(n)) for n in range(1000)], NOW)
    frontier.begin(["paper"], wants=lambda candidate: candidate.url.endswith("7"))

    found = []
    while frontier.more(["paper"]):
        found += names(frontier)

    assert found == [str(n) for n in range(7, 1000, 10)]
    assert frontier.count("pending", ["paper"]) == 900


@pytest.mark.parametrize("first", [1, 2])
def test_what_no_source_dates_comes_in_the_order_of_the_sources_whichever_was_read_first(
    frontier: Frontier, first: int
) -> None:
    named = {1: ["a", "b", "d"], 2: ["c", "d"]}
    for order in (first, 3 - first):
        frontier.add("paper", [from_feed(name) for name in named[order]], NOW, order=order)

    assert names(frontier) == ["a", "b", "d", "c"]


def test_counts_are_kept_whatever_becomes_of_a_row(tmp_path: Path) -> None:
    with closing(catalogue.connect(tmp_path / "catalogue.sqlite")) as db:
        frontier = Frontier(db)
        frontier.add("paper", [from_feed(str(n)) for n in range(700)], NOW)
        for number, state in enumerate(("done", "failed", "disallowed", "redacted") * 3):
            frontier.next(["paper"])
            frontier.end(f"https://paper.example/{number}", state)  # type: ignore[arg-type]
        frontier.mark_done("https://other.example/x", "paper", "article", NOW)
        db.execute("DELETE FROM frontier WHERE url LIKE '%9'")
        frontier.reopen()

        counted = db.execute(
            "SELECT publication, host, state, count(*) FROM frontier GROUP BY 1, 2, 3"
        ).fetchall()
        kept = db.execute("SELECT * FROM frontier_counts WHERE number <> 0").fetchall()

    assert [tuple(row) for row in kept] == [tuple(row) for row in counted]
    assert len(kept) == 6


def test_rows_in_flight_are_pending_after_reopening(frontier: Frontier) -> None:
    frontier.add("paper", [from_feed("a"), from_feed("b")], NOW)
    frontier.next(["paper"])

    reopened = frontier.reopen()

    assert (reopened, frontier.count("pending", ["paper"])) == (1, 2)


def test_row_that_is_taken_is_in_flight_until_it_ends(frontier: Frontier) -> None:
    key = "https://paper.example/a"
    frontier.add("paper", [from_feed("a")], NOW)

    frontier.take(key)
    taken = set(frontier.in_flight)
    frontier.end(key, "done", "article")

    assert (taken, frontier.in_flight) == ({key}, set())


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
        (f"Sun, 01 Mar {'9' * 20} 01:00:00 +0100", None),
        (f"Sun, 01 Mar 2026 01:00:00 +{'9' * 30}", None),
    ],
    ids=["ISO 8601", "a day", "RFC 822", "prose", "empty", "nothing", "no year", "no zone"],
)
def test_timestamp(text: str | None, expected: float | None) -> None:
    assert timestamp(text) == expected


@pytest.mark.parametrize(
    "statement",
    [
        f"SELECT rowid, {lanes.NEW} LIMIT 200",
        f"SELECT rowid, {lanes.NEW_SAME} LIMIT 200",
        f"SELECT rowid, {lanes.NEW_LATER} LIMIT 200",
        f"SELECT rowid, {lanes.DUE} LIMIT 200",
        f"SELECT rowid, {lanes.KNOWN} LIMIT 200",
        "UPDATE frontier SET state = 'pending' WHERE state = 'in flight'",
        "SELECT state FROM frontier WHERE url IN (SELECT value FROM json_each(?))",
        "SELECT sum(number) FROM frontier_counts WHERE state = ? AND publication IN (?)",
    ],
    ids=["new", "of one rank", "later", "due", "known", "reopening", "named", "counted"],
)
def test_nothing_that_a_crawl_asks_looks_through_all_rows(tmp_path: Path, statement: str) -> None:
    with closing(catalogue.connect(tmp_path / "catalogue.sqlite")) as db:
        marks = statement.count("?")
        plan = db.execute(f"EXPLAIN QUERY PLAN {statement}", ("[]",) * marks).fetchall()

    steps = [row["detail"] for row in plan]
    # The index of what is in flight holds nothing else.
    whole = [x for x in steps if re.match(r"SCAN frontier\b(?!.* frontier_in_flight)", x)]
    assert whole == []
    assert not any("TEMP B-TREE" in step for step in steps)


def test_what_robots_txt_disallows_is_asked_for_less_and_less_often(
    dated: Frontier, clock: Clock
) -> None:
    dated.add("paper", [from_feed("a")], clock())
    days = []
    for _ in range(8):
        dated.begin(["paper"])
        while (candidate := dated.next(["paper"])) is None:
            clock.time += timedelta(hours=1)
            dated.begin(["paper"])
        days.append((clock.time - NOW).days)
        dated.end(candidate.key, "disallowed", "robots.txt: Disallow: / (line 2)")
        clock.time += timedelta(seconds=1)

    assert days == [0, 1, 3, 7, 15, 32, 62, 92]


def test_what_was_disallowed_is_due_when_robots_txt_was_changed(
    dated: Frontier, clock: Clock
) -> None:
    dated.add("paper", [from_feed(name) for name in "abc"], clock())
    for state in ("disallowed", "done", "disallowed"):
        candidate = dated.next(["paper"])
        assert candidate is not None
        dated.end(candidate.key, state)
    dated.begin(["paper"])
    before = names(dated, "paper")
    rows = list(dated.ask_again("paper.example"))

    assert before == []
    assert rows == [2]
    assert sorted(names(dated, "paper")) == ["a", "c"]


def test_a_clock_that_was_years_ahead_puts_no_try_off_for_years(
    dated: Frontier, clock: Clock
) -> None:
    clock.time = NOW + timedelta(days=3650)
    dated.add("paper", [from_feed("a")], clock())
    dated.begin(["paper"])
    assert names(dated) == ["a"]
    dated.end("https://paper.example/a", "disallowed")  # asked again after a day

    clock.time = NOW
    dated.begin(["paper"])
    assert names(dated) == []

    clock.time = NOW + timedelta(days=1, minutes=1)
    dated.begin(["paper"])
    assert names(dated) == ["a"]
