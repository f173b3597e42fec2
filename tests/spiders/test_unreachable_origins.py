"""When an origin whose robots.txt could not be had is asked again, by clocks of the test's own."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archiver.article import Entry
from archiver.collection import Session
from spiders.unreachable import UnreachableOrigins

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PLAIN, OTHER = "http://lamp.example", "http://lamp.example:8080"
WHY = "robots.txt: HTTP status 503"


class Opened:
    """A collection, and runs in it: what is handed out, and when."""

    def __init__(self, folder: Path) -> None:
        self.moment = NOW
        self.session = Session(folder, now=lambda: self.moment)

    def begin(self) -> None:
        """The next run."""
        self.session.begin_run(["lamp"])
        self.origins = UnreachableOrigins(self.session, lambda: (self.moment - NOW).total_seconds())
        self.origins.begin()

    def find(self, *urls: str) -> None:
        """A source names these URLs."""
        entries = [Entry(url=url, source=f"{PLAIN}/feed", kind="feed") for url in urls]
        self.session.frontier.add("lamp", entries, NOW)

    def shut(self, origin: str = PLAIN) -> None:
        """Its robots.txt cannot be had; it is asked again in ten minutes."""
        self.origins.shut(origin, WHY, 600, connected=True)

    def next(self) -> str | None:
        """What is handed out now."""
        frontier, found = self.session.frontier, None
        while found is None:
            found = frontier.next(["lamp"], lambda host: not self.origins.is_shut(host))
            if not frontier.seeking:
                break
        return found.url if found else None


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    one = Opened(tmp_path / "c")
    yield one
    one.session.close()


def test_it_is_asked_again_in_the_same_run_when_its_robots_txt_is(opened: Opened) -> None:
    opened.begin()
    opened.find(f"{PLAIN}/a", f"{PLAIN}/b")
    assert opened.next() == f"{PLAIN}/a"
    opened.shut()
    opened.session.frontier.end(f"{PLAIN}/a", "pending", WHY)

    opened.moment += timedelta(seconds=599)
    assert opened.next() is None
    opened.moment += timedelta(seconds=1)
    assert opened.next() == f"{PLAIN}/a"


def test_it_is_asked_again_as_soon_as_its_robots_txt_was_had(opened: Opened) -> None:
    opened.begin()
    opened.find(f"{PLAIN}/a")
    opened.shut()
    assert opened.next() is None

    opened.origins.heard(PLAIN)
    assert opened.next() == f"{PLAIN}/a"


@pytest.mark.parametrize("shut", [PLAIN, OTHER], ids=["the default port", "another port"])
def test_rows_of_another_origin_of_its_host_are_handed_out(opened: Opened, shut: str) -> None:
    opened.begin()
    opened.find(*(f"{PLAIN}/{n}" for n in range(300)), *(f"{OTHER}/{n}" for n in range(300)))
    opened.shut(shut)

    found = {opened.next() for _ in range(301)}
    other = OTHER if shut == PLAIN else PLAIN
    assert found == {None, *(f"{other}/{n}" for n in range(300))}


def test_runs_that_follow_ask_after_as_long_as_it_has_lasted_and_each_day_at_least(
    opened: Opened,
) -> None:
    opened.find(f"{PLAIN}/a")
    asked = []
    for hour in range(24 * 5):
        opened.moment = NOW + timedelta(hours=hour)
        opened.begin()
        url = opened.next()
        if url is not None:
            asked.append(hour)
            opened.shut()
            opened.session.frontier.end(url, "pending", WHY)

    assert asked == [0, 1, 2, 4, 8, 16, 32, 56, 80, 104]


@pytest.mark.parametrize("hours", [-50, 50], ids=["back", "ahead"])
def test_a_clock_that_jumps_keeps_it_unasked_for_a_day_at_most(opened: Opened, hours: int) -> None:
    opened.find(f"{PLAIN}/a")
    for hour in (0, 30):
        opened.moment = NOW + timedelta(hours=hour)
        opened.begin()
        opened.shut()
    opened.moment += timedelta(hours=hours)
    opened.begin()

    assert opened.next() == f"{PLAIN}/a"
