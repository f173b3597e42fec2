"""What of a robots.txt and of a certificate is worth an alarm."""

from datetime import UTC, datetime

import pytest

from archiver.alarms.certificates import ending
from archiver.alarms.model import Alarm
from archiver.alarms.robots import changed_rules

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
EMPTY = Alarm(publication="p", kind="robots", subject="p.example", began=NOW, what="", cause="")
URLS = ("https://p.example/feed", "https://p.example/story/1")
OLD = b"User-agent: *\nDisallow: /admin\n"


@pytest.mark.parametrize(
    "after",
    [
        OLD + b"# a remark\n",
        OLD + b"Sitemap: https://p.example/map.xml\n",
        OLD + b"\nUser-agent: otherbot\nDisallow: /\n",
    ],
    ids=["a remark", "a sitemap", "another crawler's rules"],
)
def test_what_does_not_concern_us_is_no_alarm(after: bytes) -> None:
    assert changed_rules(EMPTY, "news-archiver", (OLD, after), URLS) is None


def test_rules_that_shut_out_what_is_fetched_name_it() -> None:
    found = changed_rules(EMPTY, "news-archiver", (OLD, OLD + b"Disallow: /story/\n"), URLS)

    assert found is not None
    assert found.cause == "the site does not want 1 of 2 addresses fetched any more"
    assert found.evidence == ("not allowed any more: https://p.example/story/1",)
    assert found.diff == ("@@ -2 +2,2 @@", " Disallow: /admin", "+Disallow: /story/")


def test_a_crawl_delay_and_a_file_that_is_gone_are_told() -> None:
    slower = changed_rules(EMPTY, "news-archiver", (OLD, OLD + b"Crawl-delay: 30\n"), URLS)
    gone = changed_rules(EMPTY, "news-archiver", (OLD, b""), URLS)

    assert slower is not None
    assert slower.evidence == ("Crawl-delay was None, is 30.0 seconds",)
    assert gone is not None
    assert gone.cause == "its rules changed; nothing that is fetched is shut out by them"


@pytest.mark.parametrize(
    ("validity", "told"),
    [
        ("2026-01-01T00:00:00+00:00/2026-04-01T00:00:00+00:00", False),  # a month of 90 days
        ("2025-12-06T00:00:00+00:00/2026-03-06T00:00:00+00:00", True),  # four days of 90
        ("2025-03-20T00:00:00+00:00/2026-03-20T00:00:00+00:00", False),  # 18 days of a year
        ("2025-03-10T00:00:00+00:00/2026-03-10T00:00:00+00:00", True),  # 8 days of a year
        ("2026-02-26T00:00:00+00:00/2026-03-04T00:00:00+00:00", False),  # two days of six
        ("nonsense", False),
    ],
)
def test_a_certificate_is_told_when_a_tenth_of_its_time_is_left(validity: str, told: bool) -> None:
    assert (ending("p", "p.example", validity, NOW) is not None) is told
