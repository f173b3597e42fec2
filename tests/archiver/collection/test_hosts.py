"""Hosts that are left alone: for how long at most, whatever they say."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archiver.collection.crawling.hosts import Hosts
from archiver.collection.database import catalogue

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def left_after(path: Path, seconds: float, later: timedelta) -> bool:
    """Whether a host that asks to be left for so long is still left so much later."""
    clock = [NOW]
    with closing(catalogue.connect(path / "catalogue.sqlite")) as db:
        hosts = Hosts(db, lambda: clock[0])
        hosts.leave("paper.example", seconds, "HTTP 503")
        clock[0] = NOW + later
        hosts.begin()
        return hosts.rest("paper.example") is not None


def test_a_host_is_left_for_as_long_as_it_says(tmp_path: Path) -> None:
    assert left_after(tmp_path, 2 * 86400, DAY)
    assert not left_after(tmp_path, 2 * 86400, 3 * DAY)


def test_a_host_that_asks_to_be_left_for_years_is_asked_again_in_a_week(tmp_path: Path) -> None:
    assert left_after(tmp_path, 999999999, 6 * DAY)
    assert not left_after(tmp_path, 999999999, 8 * DAY)


def test_what_a_wrong_clock_said_does_not_hold(tmp_path: Path) -> None:
    assert not left_after(tmp_path, 86400, -400 * DAY)
