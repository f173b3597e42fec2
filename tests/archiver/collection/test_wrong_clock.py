"""A machine's clock that was ahead and was put right: nothing waits for longer than it should."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archiver.article import Entry
from archiver.collection import Session
from archiver.report import Report

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
URLS = [f"http://{host}.example/story" for host in ("paper", "gazette")]


class Machine:
    """A collection, and the clock by which runs are made."""

    def __init__(self, folder: Path) -> None:
        self.time = NOW
        self.session = Session(folder, now=lambda: self.time)
        for url in URLS:
            entry = Entry(url=url, source="http://paper.example/feed", kind="feed")
            self.session.frontier.add(self.slug(url), [entry], NOW)

    @staticmethod
    def slug(url: str) -> str:
        """The publication of a URL."""
        return url.partition("//")[2].partition(".")[0]

    def run(self, *urls: str) -> list[str]:
        """A run over the publications of these URLs: what is handed out, and is visited again, or
        tried again, after an hour."""
        slugs = [self.slug(url) for url in urls]
        run = self.session.begin_run(slugs)
        found = []
        while (row := self.session.frontier.next(slugs)) is not None:
            found.append(row.url)
            state = "done" if "paper" in row.url else "failed"
            due = (self.time + HOUR).timestamp()
            self.session.frontier.end(row.key, state, "HTTP 503", due)  # type: ignore[arg-type]
        self.session.end_run(run, Report(started=self.time, ended=self.time))
        return found


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    made = Machine(tmp_path / "c")
    yield made
    made.session.abandon()


@pytest.mark.parametrize("ahead", [timedelta(hours=5), timedelta(days=20), timedelta(days=4000)])
def test_what_was_to_wait_for_an_hour_waits_for_an_hour(machine: Machine, ahead: timedelta) -> None:
    machine.time += ahead
    assert sorted(machine.run(*URLS)) == sorted(URLS)
    machine.time = NOW
    assert machine.run(URLS[0]) == []  # of the other publication as well, for which this is no run
    machine.time = NOW + HOUR + timedelta(minutes=1)

    assert sorted(machine.run(*URLS)) == sorted(URLS)


def test_a_host_is_not_left_alone_until_a_day_that_a_wrong_clock_named(machine: Machine) -> None:
    machine.time += timedelta(days=3)
    machine.run(*URLS)
    machine.session.hosts.leave("paper.example", 900, "HTTP 503 time after time")
    machine.time = NOW
    machine.run(*URLS)

    assert machine.session.hosts.rest("paper.example") is None


def test_a_clock_that_is_put_back_by_a_second_changes_nothing(machine: Machine) -> None:
    machine.run(*URLS)
    machine.session.hosts.leave("paper.example", 900, "HTTP 503 time after time")
    machine.time -= timedelta(seconds=1)
    machine.run(*URLS)

    assert machine.session.hosts.rest("paper.example") is not None


def test_a_refetch_fetches_what_ended_in_the_future(machine: Machine) -> None:
    machine.time += timedelta(days=3)
    machine.session.frontier.begin(["paper"])
    row = machine.session.frontier.next(["paper"])
    assert row is not None
    machine.session.frontier.end(row.key, "done")
    machine.time = NOW
    machine.run(URLS[0])
    machine.time += timedelta(seconds=1)
    machine.session.frontier.begin(["paper"], refetch=True)

    assert machine.session.frontier.next(["paper"]) is not None
