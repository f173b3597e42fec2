"""From findings to alarms: what a publication's articles that cannot be fetched come from."""

from datetime import UTC, datetime, timedelta

import pytest

from archiver.alarms.causes import explained
from archiver.alarms.failing import class_of, is_down
from archiver.alarms.model import Alarm
from archiver.alarms.series import READ, Observation
from archiver.alarms.watch import Finding
from archiver.yields import WHOLE, Yield

START = datetime(2026, 3, 2, 6, tzinfo=UTC)
FEED = "https://lamp.example/feed"


def run(failures: dict[str, int], *, answered: bool) -> list[Observation]:
    """All that was asked for failed."""
    whole = Yield(publication="lamp", fetched=10, failures=failures)
    feed = Yield(publication="lamp", source=FEED, kind="feed", answered=answered)
    since = START - timedelta(days=1)
    rows = {WHOLE: whole, FEED: feed}
    return [Observation(started=START, since=since, file="f", reader="1", rows=rows)]


UNREAD = [Finding(key=("share", READ), began=START.timestamp(), observed=0.0, expected=10.0)]


@pytest.mark.parametrize(
    ("reason", "answered", "kind", "subject"),
    [
        ("connection refused", False, "unreachable", "lamp.example"),
        ("robots.txt: timed out", False, "unreachable", "lamp.example"),
        ("robots.txt: HTTP status 503", False, "unreachable", "lamp.example"),
        ("HTTP 502", True, "unreachable", ""),
        ("HTTP 403", True, "refused", ""),
        ("HTTP 404", True, "refused", ""),
        ("login wall", True, "refused", ""),
    ],
)
def test_articles_that_cannot_be_fetched_are_refused_unless_their_host_is_down(
    reason: str, answered: bool, kind: str, subject: str
) -> None:
    (alarm,) = explained(UNREAD, run({reason: 9, "timed out": 1}, answered=answered))

    assert (alarm.kind, alarm.subject) == (kind, subject)
    assert alarm.what == f"articles cannot be fetched: {reason}"


def test_an_alarm_that_is_open_keeps_its_kind_when_another_reason_prevails() -> None:
    runs = run({"timed out": 10}, answered=False)
    told = Alarm(
        publication="lamp", kind="refused", began=START, what="articles cannot be fetched",
        cause="HTTP 403", observed=0.0,
    )  # fmt: skip

    (alarm,) = explained(UNREAD, runs, [told])

    assert alarm.key == told.key


def test_a_run_that_fetched_everything_raises_no_alarm_of_what_could_not_be_fetched() -> None:
    assert explained(UNREAD, run({}, answered=True)) == []


def test_a_robots_txt_that_could_not_be_had_is_no_rule_of_it() -> None:
    reasons = (
        "robots.txt: Disallow: /story (line 2)",
        "robots.txt: Crawl-delay: 900, which is more than CRAWL_DELAY_MAX",
        "robots.txt: timed out",
        "robots.txt: connection lost",
        "robots.txt: HTTP status 503",
    )

    assert [class_of(x) for x in reasons] == ["robots", "robots", "other", "other", "other"]
    assert [is_down(x) for x in reasons] == [False, False, True, True, True]
