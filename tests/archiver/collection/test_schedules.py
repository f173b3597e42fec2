"""The settings and the looks of runs, as a collection keeps them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from archiver.collection.crawling.schedules import Looked, Schedules
from archiver.collection.options import Options
from archiver.collection.preserving.rebuild import rebuild
from tests.archiver.collection.verified import session_in
from tests.spiders.crawling import query, records

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def settings_in(folder: Path) -> list[object]:
    found = [x for x in records(folder) if x.url == "urn:news-archiver:settings"]
    return [msgspec.json.decode(record.block) for record in found]


def test_settings_are_archived_where_they_changed(tmp_path: Path) -> None:
    for hour, contact in enumerate(["a@library.example", "a@library.example", "b@library.example"]):
        session = session_in(tmp_path, START + hour * HOUR)
        session.keep_settings(Options(contact=contact))
        session.close()
    found = [msgspec.convert(x, dict[str, object])["contact"] for x in settings_in(tmp_path)]

    assert found == ["a@library.example", "b@library.example"]


def test_settings_are_rebuilt_from_the_archive(tmp_path: Path) -> None:
    session = session_in(tmp_path, START)
    session.keep_settings(Options(contact="a@library.example"))
    session.close()
    live = query(tmp_path, "SELECT * FROM settings")
    rebuild(tmp_path)

    assert len(live) == 1
    assert query(tmp_path, "SELECT * FROM settings") == live


def looks(folder: Path, *outcomes: str | None) -> Looked:
    """What the table says after runs that ended like this; None was killed."""
    for hour, outcome in enumerate(outcomes):
        session = session_in(folder, START + hour * HOUR)
        session.schedules.began(["paper"], START + hour * HOUR)
        if outcome is not None:
            session.schedules.ended(outcome, START + hour * HOUR + HOUR / 2)
        session.close()
    session = session_in(folder, START + len(outcomes) * HOUR)
    found: Schedules = session.schedules
    looked = found.all()["paper"]
    session.close()
    return looked


def test_a_clock_that_was_ahead_in_the_first_run_leaves_nothing_behind(tmp_path: Path) -> None:
    session = session_in(tmp_path, START)
    session.schedules.began(["paper"], START + timedelta(days=1000))
    session.schedules.ended("finished", START + timedelta(days=1000))
    session.close()

    assert looks(tmp_path, "finished", "finished").since == START


def test_a_look_is_kept_with_its_outcome(tmp_path: Path) -> None:
    assert looks(tmp_path, "finished", "finished") == Looked(
        publication="paper",
        since=START,
        started=START + HOUR,
        ended=START + 1.5 * HOUR,
        outcome="finished",
        failures=0,
    )


def test_a_run_that_was_killed_is_a_failure(tmp_path: Path) -> None:
    looked = looks(tmp_path, "finished", None)

    assert (looked.outcome, looked.ended, looked.failures) == ("killed", None, 1)


def test_failures_are_counted_until_one_run_does_not_fail(tmp_path: Path) -> None:
    assert looks(tmp_path / "a", "no source could be read", None).failures == 2
    assert looks(tmp_path / "b", "no source could be read", "finished").failures == 0
    assert looks(tmp_path / "c", "no source could be read", "interrupted").failures == 1
