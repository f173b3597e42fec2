"""When articles were new, as their rhythm is told by."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archiver.article import Moment
from archiver.collection import Context
from archiver.collection.database.catalogue import connect
from archiver.collection.reporting.arrivals import arrivals
from tests.archiver.collection.test_session import article, captured
from tests.archiver.collection.verified import session_in

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def found(folder: Path, published: str | None, captured_at: datetime, since: datetime) -> list[str]:
    """When an article was new that says this of itself and was captured then."""
    session = session_in(folder, captured_at)
    capture = captured(session, "https://paper.example/a")
    moment = Moment(iso=published, text=published) if published else None
    told = replace(article(capture), published=moment)
    session.store(Context(requested=capture.url, publication="paper"), told)
    session.close()
    db = connect(folder / "catalogue.sqlite", readonly=True)
    moments = arrivals(db, NOON - timedelta(weeks=4), {"paper": since}).get("paper", [])
    db.close()
    return [f"{moment:%d %H}" for moment in moments]


def test_an_article_is_new_when_it_says_that_it_was_published(tmp_path: Path) -> None:
    said = "2026-03-01T10:30:00+02:00"

    assert found(tmp_path, said, NOON, NOON) == ["01 10"]


def test_without_a_time_or_a_zone_it_is_new_when_it_was_captured(tmp_path: Path) -> None:
    for name, said in (("a", "2026-03-01"), ("b", "2026-03-01T10:30:00"), ("c", None)):
        assert found(tmp_path / name, said, NOON, NOON - timedelta(days=9)) == ["01 12"]


def test_what_the_first_look_found_says_nothing_of_when_it_was_new(tmp_path: Path) -> None:
    assert found(tmp_path, "2026-03-01", NOON, NOON - HOUR) == []


def test_what_is_of_long_ago_or_of_the_future_does_not_count(tmp_path: Path) -> None:
    assert found(tmp_path / "a", "2025-03-01T10:30:00Z", NOON, NOON) == []
    assert found(tmp_path / "b", "2026-03-01T19:30:00Z", NOON, NOON) == []
