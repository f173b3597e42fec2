"""Which known articles are visited because a source says that they were changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archiver.article import Entry
from archiver.collection import Session
from archiver.collection.crawling.sources import SourceRead
from archiver.collection.versioning.visiting import Word
from tests.archiver.collection.redaction.making import FEED, START, page, store, ticking

SITEMAP = "http://paper.example/sitemap.xml"
URL = "http://paper.example/story/{}"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Articles that were fetched on the first of March at noon."""
    session = Session(tmp_path / "c", now=ticking())
    for number in range(3):
        url = URL.format(number)
        store(session, url, page(f"Story {number}", ("It was told.", "So it was."), url))
        session.frontier.take(url)
        session.frontier.end(url, "done", "article")
    yield session
    session.abandon()


def changed(session: Session, *modified: str | None) -> list[int]:
    """The numbers of the articles of which a sitemap says this."""
    entries = [
        Entry(url=URL.format(number), source=SITEMAP, kind="sitemap", modified=when)
        for number, when in enumerate(modified)
    ]
    return [int(one.key[-1]) for one in session.visiting.changed(entries)]


def test_what_was_changed_since_it_was_fetched_is_visited(session: Session) -> None:
    later, before = "2026-03-01T13:00:00Z", "2026-03-01T11:00:00Z"

    assert changed(session, later, before, None) == [0]
    assert changed(session, "2026-03-01T13:30:00+02:00", "yesterday", later) == [2]
    assert changed(session, "2026-03-01", "2026-02-28", "2026-03-02") == [0, 2]


def test_what_was_fetched_with_that_in_hand_is_not_visited_for_it(session: Session) -> None:
    entry = Entry(
        url=URL.format(0), source=SITEMAP, kind="sitemap", modified="2027-01-01T00:00:00Z"
    )
    (one,) = session.visiting.changed([entry])
    session.frontier.begin(["paper"])
    session.frontier.wake("paper", one.host, one.key, one.entries)

    candidate = session.frontier.next(["paper"])
    assert candidate is not None
    assert [(x.source, x.modified) for x in candidate.entries] == [
        (FEED, None),
        (SITEMAP, "2027-01-01T00:00:00Z"),
    ]
    session.frontier.end(one.key, "done", "article")
    assert list(session.visiting.changed([entry])) == []


def test_what_is_no_article_is_not_visited(session: Session) -> None:
    session.frontier.end(URL.format(0), "done", "listing")
    session.frontier.end(URL.format(1), "failed", "HTTP 500")

    assert changed(session, *["2026-03-05T00:00:00Z"] * 3) == [2]


def test_a_source_that_cries_wolf_is_hardly_heard(session: Session) -> None:
    said = [session.visiting.word_of(SITEMAP).most]
    for _ in range(20):
        session.visiting.found(SITEMAP, changed=False)
    said.append(session.visiting.word_of(SITEMAP).most)
    for _ in range(2):
        session.visiting.found(SITEMAP, changed=True)
    said.append(session.visiting.word_of(SITEMAP).most)

    assert said == [50, 5, 1000]
    assert session.visiting.word_of(SITEMAP) == Word(visits=22, changed=2)
    for _ in range(180):
        session.visiting.found(SITEMAP, changed=False)
    assert session.visiting.word_of(SITEMAP) == Word(visits=102, changed=1)


@pytest.mark.parametrize(
    ("then", "now", "known"),
    [
        ("2026-02-20T10:00:00Z", "2026-02-20T10:00:00Z", 7),
        ("2026-02-20T10:00:00Z", "2026-02-20T12:00:00+02:00", 7),
        ("2026-02-20T10:00:00Z", "2026-02-21T10:00:00Z", None),
        ("2026-02-20T10:00:00Z", None, None),
        (None, "2026-02-20T10:00:00Z", None),
        ("2026-02-20T10:00:00Z", "of late", None),
        ("2026-02-20", "2026-02-20", 7),
        ("2026-03-01", "2026-03-01", None),
        ("2026-02-28", "2026-02-28", None),
        ("2026-03-01T11:59:30Z", "2026-03-01T11:59:30Z", None),
        ("2026-03-01T08:00:00", "2026-03-01T08:00:00", None),
        ("Fri, 20 Feb 2026 10:00:00 GMT", "Fri, 20 Feb 2026 10:00:00 GMT", 7),
    ],
    ids=[
        "the same",
        "in another zone",
        "newer",
        "not told any more",
        "not told then",
        "no date",
        "a day long over",
        "the day of reading",
        "a day that is not over on all the earth",
        "written a moment before",
        "without zone",
        "as mail has it",
    ],
)
def test_a_sitemap_is_not_asked_for_where_its_index_says_that_it_is_what_it_was(
    session: Session, then: str | None, now: str | None, known: int | None
) -> None:
    session.sources.keep(SourceRead(url=SITEMAP, lens="x", payload="p", modified=then, named=7))

    assert session.sources.unmodified(SITEMAP, "x", now) == known
    assert session.sources.unmodified(SITEMAP, "another", now) is None


def test_an_index_is_not_believed_for_ever(tmp_path: Path) -> None:
    source = SourceRead(url=SITEMAP, lens="", payload="p", modified="2026-02-01T00:00:00Z", named=7)
    session = Session(tmp_path / "c", now=ticking())
    session.sources.keep(source)
    session.close()
    seen = []
    for day in (20, 31):
        session = Session(tmp_path / "c", now=ticking(START.replace(day=1, month=3 + day // 31)))
        seen.append(session.sources.unmodified(SITEMAP, "", source.modified))
        session.close()

    assert seen == [7, None]


def test_a_source_that_leads_on_is_always_read(session: Session) -> None:
    index = SourceRead(url=SITEMAP, lens="", payload="p", named=0, leads=True)
    session.sources.keep(index)

    assert session.sources.unchanged(SITEMAP, "", "p") is None
    session.sources.keep(SourceRead(url=FEED, lens="", payload="p", named=3))
    assert session.sources.unchanged(FEED, "", "p") == 3
    assert session.sources.unchanged(FEED, "", "q") is None
