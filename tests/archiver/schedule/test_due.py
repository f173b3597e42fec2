"""What is due, and when, from the settings and from what was."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archiver.collection import options
from archiver.collection.crawling.schedules import Looked
from archiver.errors import CollectionError, OptionsError, UnknownPublication
from archiver.every import Every
from archiver.publications import Publication
from archiver.schedule import read_timetable
from archiver.schedule.due import Due, Past, timetable
from tests.archiver.collection.verified import session_in

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def paper(every: str | None = None, timezone: str | None = None) -> Publication:
    return Publication(
        slug="paper",
        name="The Paper",
        domains=("paper.example",),
        home="https://paper.example/",
        every=Every(every) if every else None,
        timezone=timezone,
    )


def looked(
    started: datetime, *, outcome: str | None = "finished", failures: int = 0, days: int = 30
) -> Looked:
    return Looked(
        publication="paper",
        since=NOW - timedelta(days=days),
        started=started,
        ended=None if outcome in (None, "killed") else started + 10 * MINUTE,
        outcome=outcome,
        failures=failures,
    )


def row(
    publication: Publication,
    last: Looked | None,
    settings: bytes = b"",
    arrivals: list[datetime] | None = None,
) -> Due:
    past = Past(
        looked={"paper": last} if last else {}, arrivals={"paper": arrivals} if arrivals else {}
    )
    return timetable([publication], options.read(settings), past, NOW).rows[0]


def test_what_was_never_looked_at_is_due() -> None:
    assert row(paper("1h"), None).next == NOW
    assert row(paper("1h"), None).is_due(NOW)


def test_an_interval_runs_from_start_to_start() -> None:
    assert row(paper("2h"), looked(NOW - HOUR)).next == NOW + HOUR


def test_the_publication_comes_before_the_collection() -> None:
    settings = b'[schedule]\nevery = "6h"'

    assert row(paper(), looked(NOW - HOUR), settings).next == NOW + 5 * HOUR
    assert row(paper("3h"), looked(NOW - HOUR), settings).next == NOW + 2 * HOUR


def test_never_is_never() -> None:
    assert row(paper("never"), None).next is None
    assert not row(paper("never"), None).is_due(NOW)


def test_cron_goes_by_the_publications_clock_or_by_that_of_the_settings() -> None:
    last = looked(NOW - HOUR)
    settings = b'[schedule]\ntimezone = "Asia/Tokyo"'

    assert row(paper("cron 0 15 * * *"), last).next == NOW + 3 * HOUR
    assert row(paper("cron 0 15 * * *", "America/New_York"), last).next == NOW + 8 * HOUR
    assert row(paper("cron 0 15 * * *"), last, settings).next == NOW + 18 * HOUR


def test_a_moment_of_cron_that_was_slept_through_is_due_once() -> None:
    found = row(paper("cron 0 * * * *"), looked(NOW - 10 * HOUR))

    assert found.next == NOW - 9 * HOUR
    assert found.is_due(NOW)
    assert row(paper("cron 0 * * * *"), looked(NOW)).next == NOW + HOUR


def test_a_new_publication_is_looked_at_each_hour_until_its_rhythm_is_known() -> None:
    last = looked(NOW - HOUR / 2, days=1)

    assert row(paper("auto"), last).next == NOW + HOUR / 2
    assert row(paper("auto"), last).why == "auto: its rhythm is being learned"
    assert row(paper("auto"), last, b'[schedule]\nshortest = "2h"').next == NOW + 1.5 * HOUR


def test_auto_follows_the_articles() -> None:
    often = [NOW - timedelta(hours=x / 2) for x in range(28 * 48)]

    found = row(paper("auto"), looked(NOW - MINUTE), arrivals=often)

    assert found.next is not None
    assert abs(found.next - (NOW + 29 * MINUTE)) < MINUTE
    assert found.why == "auto: 48.0 new articles a day"
    assert row(paper("auto"), looked(NOW - MINUTE)).next == NOW - MINUTE + timedelta(days=1)


@pytest.mark.parametrize(("failures", "minutes"), [(1, 5), (2, 10), (3, 20), (4, 40), (40, 115)])
def test_a_failure_is_tried_again_sooner_and_ever_later_up_to_the_regular_time(
    failures: int, minutes: int
) -> None:
    last = looked(NOW - 15 * MINUTE, outcome="no source could be read", failures=failures)
    found = row(paper("2h"), last)

    assert found.next == min(NOW - 5 * MINUTE + minutes * MINUTE, NOW + 105 * MINUTE)


@pytest.mark.parametrize(("failures", "minutes"), [(1, 0), (2, 5), (3, 10)])
def test_a_run_that_was_killed_is_gone_on_with_at_once_and_then_ever_later(
    failures: int, minutes: int
) -> None:
    last = looked(NOW - 2 * MINUTE, outcome="killed", failures=failures)

    assert row(paper("2h"), last).next == NOW - 2 * MINUTE + minutes * MINUTE


def test_a_run_without_an_end_was_killed_unless_somebody_is_at_it(tmp_path: Path) -> None:
    described(tmp_path, "paper")
    session = session_in(tmp_path)
    session.schedules.began(["paper"], NOW - MINUTE)
    session.commit()
    running = read_timetable(tmp_path, NOW)
    session.abandon()
    killed = read_timetable(tmp_path, NOW)

    assert running.due == ()
    assert killed.due == ("paper",)


def test_a_run_that_was_interrupted_is_gone_on_with() -> None:
    assert row(paper("1d"), looked(NOW - HOUR, outcome="interrupted")).is_due(NOW)


def test_a_run_in_the_future_puts_nothing_off_for_longer_than_the_interval() -> None:
    wrong = looked(NOW + timedelta(days=400))

    assert row(paper("1h"), wrong).next == NOW + HOUR
    assert row(paper("cron 0 15 * * *"), wrong).next == NOW + 3 * HOUR


def test_the_next_ones_come_first_and_those_that_never_come_last() -> None:
    names = {"a": "never", "b": "3h", "c": "1h"}
    chosen = [
        Publication(
            slug=slug,
            name=slug,
            domains=(f"{slug}.example",),
            home=f"https://{slug}.example/",
            every=Every(every),
        )
        for slug, every in names.items()
    ]
    past = Past(looked={slug: looked(NOW - HOUR) for slug in names}, arrivals={})
    found = timetable(chosen, options.Options(), past, NOW)

    assert [x.publication for x in found.rows] == ["c", "b", "a"]
    assert found.due == ("c",)
    assert found.next == found.rows[0]


def soon(every: str, minutes: float) -> bool:
    """Whether it joins a run, so long after the start of its last one."""
    last = looked(NOW - minutes * MINUTE)
    return row(paper(every), last).is_due(NOW, soon=True)


def test_what_is_due_in_a_moment_joins_a_run() -> None:
    assert [soon("1h", minutes) for minutes in (57.9, 58.1)] == [False, True]
    assert [soon("10m", minutes) for minutes in (9.4, 9.6)] == [False, True]
    assert not row(paper("1h"), looked(NOW - 59 * MINUTE)).is_due(NOW)


def test_a_moment_of_cron_joins_none_for_it_would_be_due_again() -> None:
    assert [soon("cron 1 12 * * *", minutes) for minutes in (0.1, 1400)] == [False, False]


def described(folder: Path, slug: str) -> None:
    (folder / "publications").mkdir(exist_ok=True)
    text = f'name = "{slug}"\ndomains = ["{slug}.example"]\n'
    (folder / "publications" / f"{slug}.toml").write_text(text)


def test_publications_with_a_file_are_scheduled_and_those_that_the_settings_name(
    tmp_path: Path,
) -> None:
    described(tmp_path, "paper")
    assert read_timetable(tmp_path, NOW).due == ("paper",)

    (tmp_path / "collection.toml").write_text('[schedule]\npublications = ["E-Commerce Times"]')
    assert read_timetable(tmp_path, NOW).due == ("ecommercetimes", "paper")


def test_a_wrong_publication_file_is_told_and_leaves_the_others_due(tmp_path: Path) -> None:
    folder = tmp_path / "publications"
    folder.mkdir()
    (folder / "paper.toml").write_text('name = "The Paper"\ndomains = ["paper.example"]\n')
    (folder / "lamp.toml").write_text("name =\n")
    (tmp_path / "collection.toml").write_text('[schedule]\npublications = ["lamp"]')
    found = read_timetable(tmp_path, NOW)

    assert found.due == ("paper",)
    assert found.soon == ("paper",)
    assert [(x.publication, x.next, x.is_broken) for x in found.rows] == [
        ("paper", NOW, False),
        ("lamp", None, True),
    ]
    assert found.broken == ("left out: lamp.toml: not TOML: Invalid value (at line 1, column 7)",)


def test_mistakes_are_told(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match="no such folder"):
        read_timetable(tmp_path / "typo", NOW)
    (tmp_path / "collection.toml").write_text('[schedule]\npublications = ["nope"]')
    with pytest.raises(UnknownPublication, match="'nope'") as told:
        read_timetable(tmp_path, NOW)
    assert str(told.value) == (
        "collection.toml: schedule.publications: no publication is called 'nope'; "
        "see `archiver publications`"
    )
    (tmp_path / "collection.toml").write_text("[schedule]\nevery = 1")
    with pytest.raises(OptionsError, match=r"schedule\.every"):
        read_timetable(tmp_path, NOW)
