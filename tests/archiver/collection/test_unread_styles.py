"""Style sheets that were captured and not read, by a run that was killed."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from archiver.article import Entry
from archiver.collection import Context, Session
from archiver.collection.crawling.requisite_frontier import Wanted
from archiver.collection.preserving.rebuild import rebuild
from archiver.collection.versioning.rereading import page_of
from archiver.publications import Publications
from archiver.reading import read
from archiver.requisites import Requisite
from tests.archiver.collection.redaction.making import (
    FEED,
    OTHERS,
    START,
    capture,
    page,
    ticking,
)
from tests.archiver.collection.test_session import die, tables
from warcs import Exchange

STORY = "http://paper.example/story/a"
STYLE = "http://paper.example/style"
SHEET = b"body { background: url(/quay.png) }"
NOBODY = Publications([])


def killed(folder: Path, url: str, body: bytes, kind: str, start: datetime = START) -> None:
    """A crawl dies behind the capture of what a page asks for as its style sheet."""
    session = Session(folder, now=ticking(start))
    entry = Entry(url=STORY, source=FEED, kind="feed")
    session.frontier.add("paper", [entry], session.now())
    session.begin_run(["paper"])
    found = capture(session, STORY, page("Last loaf", OTHERS, STORY))
    session.commit()
    asks = Context(
        requested=STORY, publication="paper", requisites=(Requisite(url=STYLE, kind="style"),)
    )
    session.store(asks, read(page_of(session.payload(found), STORY), None, entry, found.ref))
    session.frontier.end(STORY, "done", "article")
    if url != STYLE:
        redirect = f"HTTP/1.1 302 Found\r\nLocation: {url}\r\n\r\n".encode()
        session.recorder.record(
            Exchange(url=STYLE, started=session.now(), request=b"GET /style HTTP/1.1\r\n\r\n",
                     response=redirect)
        )  # fmt: skip
    capture(session, url, body, kind)
    session.commit()
    die(session)


def wanted(folder: Path, days: float = 0) -> list[str]:
    """What the next run, so much later, still asks for on account of the page."""
    session = Session(folder, now=ticking(START + timedelta(days=days, hours=1)))
    session.begin_run(["paper"])
    session.read_unread(NOBODY)
    found: list[Wanted] = []
    while (one := session.requisites.next(["paper"], lambda host: True)) is not None:
        found.append(one)
    session.abandon()
    return [one.url for one in found]


@pytest.mark.parametrize("url", [STYLE, f"{STYLE}/1.css"], ids=["at once", "after a redirect"])
def test_what_it_names_is_asked_for_and_it_is_not_fetched_twice(url: str, tmp_path: Path) -> None:
    killed(tmp_path / "c", url, SHEET, "text/css")

    assert wanted(tmp_path / "c") == ["http://paper.example/quay.png"]


def test_a_web_page_in_its_place_asks_for_nothing(tmp_path: Path) -> None:
    killed(tmp_path / "c", STYLE, page("Not here", OTHERS, STYLE), "text/html")

    assert wanted(tmp_path / "c") == []


def test_an_old_capture_is_made_again(tmp_path: Path) -> None:
    killed(tmp_path / "c", STYLE, SHEET, "text/css")

    assert wanted(tmp_path / "c", days=31) == [STYLE]


def test_what_was_read_then_is_in_the_archive(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    killed(folder, STYLE, SHEET, "text/css")
    session = Session(folder, now=ticking(START + timedelta(hours=1)))
    session.begin_run(["paper"])
    session.read_unread(NOBODY)
    session.close()
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db:
        rows = db.execute("SELECT fetch, state FROM requisite_frontier ORDER BY 1").fetchall()
    live = tables(folder)
    rebuild(folder)

    assert rows == [("http://paper.example/quay.png", "pending"), (STYLE, "done")]
    assert {**tables(folder), "frontier": []} == {**live, "frontier": []}
