"""robots.txt, tdmrep.json and ai.txt as the archive has them; and pages that a policy skips when
they are read, or settled, at the next opening."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archiver.article import Entry
from archiver.collection import Collection, Session
from archiver.collection.database import catalogue
from archiver.publications import load
from archiver.rights import Policy
from archiver.visits import Visits
from archiver.written import Duration
from tests.archiver.collection.test_session import captured, die
from warcs import Capture, Exchange, Original, Skip

HOST = "https://paper.example"
ROBOTS = f"{HOST}/robots.txt"
TDMREP = f"{HOST}/.well-known/tdmrep.json"
PAGE = f"{HOST}/story/one"
START = datetime(2026, 3, 1, 12, tzinfo=UTC)
HTML = (
    b"<html><head><title>Cranes stand still</title><meta property=og:type content=article></head>"
    b"<body><article><h1>Cranes stand still</h1><p>" + b"They stood all of Tuesday. " * 20 + b"</p>"
)


class Clock:
    """Goes on by a second each time it is looked at, and as far as it is told."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def session(tmp_path: Path, clock: Clock) -> Iterator[Session]:
    opened = Session(tmp_path / "c", now=clock)
    yield opened
    opened.abandon()


def answered(
    session: Session, url: str, body: bytes = b"", status: int = 200, *fields: bytes
) -> Capture:
    lines = [b"HTTP/1.1 %d X" % status, b"Content-Type: text/plain", *fields]
    return session.recorder.record(
        Exchange(
            url=url,
            started=session.now(),
            request=b"GET / HTTP/1.1\r\n\r\n",
            response=b"\r\n".join((*lines, b"", body)),
        )
    )


def changes(session: Session, *urls: str) -> list[tuple[str, int | None, int | None]]:
    found = session.wishes.changed(urls or (ROBOTS,))
    return [(x.url, x.before.status, x.after.status) for x in found]


# What was changed


def test_a_file_that_was_captured_once_is_no_change(session: Session) -> None:
    answered(session, ROBOTS, b"User-agent: *\nAllow: /\n")

    assert changes(session, ROBOTS, TDMREP) == []


def test_a_file_with_other_bytes_was_changed(session: Session) -> None:
    before = answered(session, ROBOTS, b"User-agent: *\nAllow: /\n")
    answered(session, TDMREP, b"[]")
    after = answered(session, ROBOTS, b"User-agent: *\nDisallow: /\n")
    [change] = session.wishes.changed([ROBOTS, TDMREP])

    assert (change.url, change.before.ref, change.after.ref) == (ROBOTS, before.ref, after.ref)


def test_the_same_bytes_are_no_change_and_a_revisit(session: Session) -> None:
    body = b"User-agent: *\nAllow: /\n" + b"# as before\n" * 40
    answered(session, ROBOTS, body)
    again = answered(session, ROBOTS, body)

    assert again.type == "revisit"
    assert changes(session) == []


def test_a_304_says_that_nothing_was_changed(session: Session) -> None:
    first = answered(session, ROBOTS, b"User-agent: *\nAllow: /\n")
    session.recorder.record(
        Exchange(
            url=ROBOTS,
            started=session.now(),
            request=b"GET /robots.txt HTTP/1.1\r\n\r\n",
            response=b"HTTP/1.1 304 Not Modified\r\n\r\n",
            unmodified=Original.of(first),
        )
    )

    assert changes(session) == []


def test_a_file_that_went_away_or_came_was_changed(session: Session) -> None:
    answered(session, ROBOTS, b"User-agent: *\nAllow: /\n")
    answered(session, ROBOTS, b"gone", 404)

    assert changes(session) == [(ROBOTS, 200, 404)]
    answered(session, ROBOTS, b"User-agent: *\nAllow: /\n")
    assert changes(session) == [(ROBOTS, 404, 200)]


def test_two_pages_that_say_that_there_is_none_are_no_change(session: Session) -> None:
    answered(session, ROBOTS, b"not found", 404)
    answered(session, ROBOTS, b"still not found", 404)

    assert changes(session) == []


def test_a_host_that_could_not_be_reached_has_changed_nothing(session: Session) -> None:
    answered(session, ROBOTS, b"User-agent: *\nAllow: /\n")
    answered(session, ROBOTS, b"", 503)
    session.recorder.record(
        Exchange(url=ROBOTS, started=session.now(), failure="timeout: too slow")
    )
    answered(session, ROBOTS, b"User-agent: *\nAllow: /\n")

    assert changes(session) == []


def test_a_change_is_told_in_one_line_and_both_texts_can_be_had(session: Session) -> None:
    answered(session, ROBOTS, b"User-agent: *\nAllow: /\n")
    answered(session, ROBOTS, b"User-agent: *\nDisallow: /\n")
    [change] = session.wishes.changed([ROBOTS])

    assert str(change) == f"{ROBOTS}: is not what it was on 2026-03-01 12:00 UTC"
    assert session.wishes.text(change.before) == b"User-agent: *\nAllow: /\n"
    assert session.wishes.text(change.after) == b"User-agent: *\nDisallow: /\n"
    answered(session, ROBOTS, b"gone", 410)
    assert [str(x) for x in session.wishes.changed([ROBOTS])] == [
        f"{ROBOTS}: answered 410; it answered 200 on 2026-03-01 12:00 UTC"
    ]


def test_a_run_knows_which_files_it_asked_for(session: Session) -> None:
    answered(session, ROBOTS)
    session.wishes.begin()
    for url in (TDMREP, TDMREP, PAGE, f"{HOST}/story/robots.txt", f"{HOST}:8443/robots.txt"):
        answered(session, url)

    assert session.wishes.asked() == [TDMREP, f"{HOST}:8443/robots.txt"]


# What need not be fetched again


def test_a_file_of_today_is_read_from_the_archive(session: Session, clock: Clock) -> None:
    answered(session, TDMREP, b"[]")
    answered(session, f"{HOST}/ai.txt", b"nothing here", 404)
    found = session.wishes.captured(TDMREP, START, clock.now)
    missing = session.wishes.captured(f"{HOST}/ai.txt", START, clock.now)

    assert (found and found.body, missing and missing.body) == (b"[]", None)
    assert missing is not None
    later = clock.now + timedelta(seconds=1)
    assert session.wishes.captured(TDMREP, later, later) is None
    assert session.wishes.captured(TDMREP, START, START - timedelta(days=1)) is None


@pytest.mark.parametrize("status", [500, 503])
def test_a_file_that_could_not_be_had_is_to_be_fetched(
    session: Session, clock: Clock, status: int
) -> None:
    answered(session, TDMREP, b"", status)

    assert session.wishes.captured(TDMREP, START, clock.now) is None


# What they said of a page


def test_the_wishes_of_a_page_are_those_of_its_time(session: Session, clock: Clock) -> None:
    answered(session, TDMREP, b'[{"location": "/", "tdm-reservation": 1}]')
    answered(session, ROBOTS, b"User-agent: *\nContent-Signal: ai-train=no\n")
    then = clock.now
    clock.now += timedelta(days=2)
    answered(session, TDMREP, b'[{"location": "/", "tdm-reservation": 0}]')

    assert [(x.name, x.value) for x in session.wishes.of_page(PAGE, then)] == [
        ("tdm-reservation", "1"),
        ("content-signal-ai-train", "no"),
    ]
    assert [x.value for x in session.wishes.of_page(PAGE, clock.now)] == ["0", "no"]


# A page that was captured and not read yet


def found(session: Session) -> None:
    """A row that waits for PAGE."""
    entry = Entry(url=PAGE, source=f"{HOST}/feed", kind="feed")
    session.frontier.add("paper", [entry], session.now())
    session.commit()


def reopened(session: Session, folder: Path, clock: Clock) -> Session:
    die(session)
    return Session(folder, now=clock)


def publication(folder: Path) -> None:
    path = folder / "publications" / "paper.toml"
    path.write_text('name = "Paper"\ndomains = ["paper.example"]\n')


@pytest.mark.parametrize(
    ("policy", "rule"),
    [
        (Policy(), None),
        (Policy(noarchive="skip-text"), None),
        (Policy(tdm_reservation="skip-text"), "tdm-reservation"),
        (Policy(tdm_reservation="skip-capture"), "tdm-reservation"),  # it is there already
    ],
)
def test_a_page_that_is_read_at_the_next_opening_is_under_the_policy(
    tmp_path: Path, clock: Clock, policy: Policy, rule: str | None
) -> None:
    first = Session(tmp_path / "c", now=clock)
    publication(tmp_path / "c")
    found(first)
    answered(first, TDMREP, b'[{"location": "/story/", "tdm-reservation": 1}]')
    captured(first, PAGE, HTML)
    first.commit()
    session = reopened(first, tmp_path / "c", clock)

    assert session.read_unread(load(tmp_path / "c" / "publications"), policy=policy) == 1
    session.close()
    with Collection(tmp_path / "c") as collection:
        [article] = collection.articles()
        assert collection.reread(article) == article
    assert [x.name for x in article.rights.signs] == ["tdm-reservation"]
    assert (article.rights.skipped and article.rights.skipped.rule) == rule
    assert bool(article.body) == (rule is None)


# An answer that was not kept


def skipped(session: Session, url: str, rule: str, *fields: tuple[str, str]) -> None:
    skip = Skip(rule=rule, fields=fields)
    session.recorder.record(Exchange(url=url, started=session.now(), skip=skip))


def state(session: Session) -> tuple[str, str | None]:
    row = session._db.execute("SELECT state, reason FROM frontier").fetchone()
    return row["state"], row["reason"]


@pytest.mark.parametrize("url", [PAGE, f"{HOST}/moved"], ids=["as asked for", "after a redirect"])
def test_a_skipped_page_is_done_though_the_crawl_was_killed_before_the_commit(
    tmp_path: Path, clock: Clock, url: str
) -> None:
    first = Session(tmp_path / "c", now=clock)
    found(first)
    first.frontier.take(PAGE)
    first.commit()
    skipped(first, url, "noarchive (meta:robots)", ("requested", PAGE), ("publication", "paper"))
    session = reopened(first, tmp_path / "c", clock)

    assert state(session) == ("done", "skipped: noarchive (meta:robots)")
    session.close()


def test_a_skipped_page_is_asked_for_again_at_its_next_visit(tmp_path: Path, clock: Clock) -> None:
    first = Session(tmp_path / "c", now=clock)
    found(first)
    skipped(first, PAGE, "noarchive (meta:robots)", ("requested", PAGE), ("publication", "paper"))
    session = reopened(first, tmp_path / "c", clock)
    visits = Visits(after=(Duration(hours=1), Duration(days=1)))
    due = []
    for _ in range(3):
        session.visiting.plan(PAGE, visits)
        due.append(session._db.execute("SELECT due FROM frontier").fetchone()["due"])
        clock.now += timedelta(hours=6)
        if len(due) == 2:
            clock.now += timedelta(days=1)
    session.close()

    # A little early: runs do not begin to the second.
    assert [x and round((x - START.timestamp()) / 3600, 1) for x in due] == [1.0, 23.3, None]


def test_a_page_that_broke_off_before_its_signs_is_still_to_be_fetched(
    tmp_path: Path, clock: Clock
) -> None:
    first = Session(tmp_path / "c", now=clock)
    found(first)
    skipped(first, PAGE, "undecided", ("requested", PAGE), ("publication", "paper"))
    session = reopened(first, tmp_path / "c", clock)

    assert state(session) == ("pending", None)
    session.close()


def test_a_skipped_capture_is_catalogued_as_one_without_an_answer(session: Session) -> None:
    skipped(session, PAGE, "noarchive (meta:robots)")
    [row] = session._db.execute("SELECT * FROM captures").fetchall()
    capture = catalogue.capture_of(row)

    assert (capture.type, capture.status, capture.skipped) == (
        "metadata",
        None,
        "noarchive (meta:robots)",
    )
