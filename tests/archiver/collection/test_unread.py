"""Pages that were captured and not read: by a run that was killed, or could not commit its end."""

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from archiver.article import Entry
from archiver.collection import Collection, Context, Session
from archiver.collection.crawling.frontier import State
from archiver.collection.opening import Sealing
from archiver.collection.preserving.rebuild import rebuild
from archiver.collection.preserving.sealing import seal
from archiver.collection.redaction import Order, Surroundings, redact
from archiver.collection.versioning.rereading import page_of
from archiver.publications import Publications, load
from archiver.reading import read
from archiver.report import Report
from tests.archiver.collection.redaction.making import (
    OTHERS,
    START,
    capture,
    counting,
    page,
    store,
    ticking,
)
from tests.archiver.collection.test_session import die
from warcs import Exchange

STORY = "http://paper.example/story/a"
SHORT = "http://paper.example/1"


@pytest.fixture
def known(tmp_path: Path) -> Publications:
    folder = tmp_path / "publications"
    folder.mkdir()
    (folder / "paper.toml").write_text(
        'name = "The Paper"\nhome = "http://paper.example/"\ndomains = ["paper.example"]\n'
    )
    return load(folder)


def asked(session: Session, url: str) -> None:
    """A row of the frontier, handed out."""
    session.frontier.add("paper", [Entry(url=url, source="feed", kind="feed")], session.now())
    session.frontier.take(url)


def redirected(session: Session, url: str, target: str) -> None:
    session.recorder.record(
        Exchange(
            url=url,
            started=session.now(),
            request=b"GET /1 HTTP/1.1\r\n\r\n",
            response=f"HTTP/1.1 302 Found\r\nLocation: {target}\r\n\r\n".encode(),
        )
    )


def states(folder: Path) -> dict[str, str]:
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db:
        return dict(db.execute("SELECT url, state FROM frontier").fetchall())


def read_later(folder: Path, known: Publications) -> int:
    """How many pages the next opening reads."""
    session = Session(folder)
    count = session.read_unread(known)
    session.close()
    return count


def titles(folder: Path) -> list[str | None]:
    with Collection(folder) as collection:
        return [article.title for article in collection.articles()]


def test_a_page_is_read_from_a_file_that_was_sealed_after_the_crash(
    tmp_path: Path, known: Publications
) -> None:
    folder = tmp_path / "c"
    session = Session(folder, now=ticking())
    asked(session, STORY)
    session.commit()
    capture(session, STORY, page("Last loaf", OTHERS, STORY))
    die(session)

    (sealed,) = seal(folder)
    assert (folder / "archive" / sealed.name).exists()
    assert read_later(folder, known) == 1
    assert states(folder) == {STORY: "done"}
    assert titles(folder) == ["Last loaf"]


def test_a_redirect_is_followed_into_the_next_file(tmp_path: Path, known: Publications) -> None:
    folder = tmp_path / "c"
    session = Session(folder, now=ticking(), sealing=Sealing(max_size=1))
    asked(session, SHORT)
    redirected(session, SHORT, STORY)
    session.commit()  # and the file is sealed
    capture(session, STORY, page("Last loaf", OTHERS, STORY))
    session.commit()
    die(session)

    assert read_later(folder, known) == 1
    assert states(folder)[SHORT] == "done"
    assert titles(folder) == ["Last loaf"]


def test_a_page_that_cannot_be_read_is_left_to_be_fetched(
    tmp_path: Path, known: Publications
) -> None:
    folder = tmp_path / "c"
    session = Session(folder, now=ticking())
    asked(session, SHORT)
    redirected(session, SHORT, STORY)
    session.commit()
    die(session)

    assert read_later(folder, known) == 0
    assert states(folder) == {SHORT: "pending"}


@pytest.fixture
def small_files() -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("small_files")
def test_nothing_is_lost_where_the_last_commit_fails(tmp_path: Path, known: Publications) -> None:
    folder = tmp_path / "c"
    session = Session(folder, now=ticking())
    run = session.begin_run(["paper"])
    store(session, STORY, page("Last loaf", OTHERS, STORY))
    asked(session, f"{STORY}/2")
    session.commit()
    capture(session, f"{STORY}/2", page("First loaf", OTHERS, f"{STORY}/2"))
    store(session, f"{STORY}/3", page("No loaf", OTHERS, f"{STORY}/3"))
    log = (folder / "catalogue.sqlite-wal").stat().st_size
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    capture(session, f"{STORY}/4", page("Half a loaf", OTHERS, f"{STORY}/4"))

    resource.setrlimit(resource.RLIMIT_FSIZE, (log, most))
    with pytest.raises(sqlite3.OperationalError):
        session.close()
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    again = Session(folder)
    assert run == 1
    assert again.recovered == 1
    assert again.read_unread(known) == 1
    again.close()
    assert states(folder) == {f"{STORY}": "done", f"{STORY}/2": "done", f"{STORY}/3": "done"}
    assert titles(folder) == ["Last loaf", "No loaf", "First loaf"]
    with Collection(folder) as collection:
        assert len(list(collection.captures())) == 4


def visited(folder: Path) -> Session:
    """A crawl that asks for an article once more, and has not committed that it does."""
    clock = ticking()
    session = Session(folder, now=clock)
    run = session.begin_run(["paper"])
    store(session, STORY, page("Last loaf", OTHERS[:1], STORY))
    session.frontier.end(STORY, "done", "article", due=clock().timestamp())
    session.end_run(run, Report(started=clock(), outcome="finished"))
    session.commit()
    session.frontier.take(STORY)
    return session


def row(folder: Path) -> tuple[str, float | None]:
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db:
        found: tuple[str, float | None] = db.execute("SELECT state, due FROM frontier").fetchone()
        return found


def versions(folder: Path) -> int:
    with Collection(folder) as collection:
        return len(list(collection.versions(STORY)))


def test_a_page_that_was_visited_again_is_read_though_only_its_bytes_are_known(
    tmp_path: Path, known: Publications
) -> None:
    folder = tmp_path / "c"
    session = visited(folder)
    capture(session, STORY, page("Last loaf", OTHERS, STORY))
    session.recorder.sync()
    die(session)

    assert read_later(folder, known) == 1
    assert row(folder) == ("done", None)
    assert versions(folder) == 2


def test_a_page_that_was_visited_again_and_read_is_not_due_any_more(
    tmp_path: Path, known: Publications
) -> None:
    folder = tmp_path / "c"
    session = visited(folder)
    found = capture(session, STORY, page("Last loaf", OTHERS, STORY))
    record = session.payload(found)
    article = read(page_of(record, STORY), None, None, found.ref)
    session.store(Context(requested=STORY, publication="paper"), article)
    session.recorder.sync()
    die(session)

    assert read_later(folder, known) == 0
    assert row(folder) == ("done", None)
    assert versions(folder) == 2


@pytest.mark.parametrize("state", ["failed", "pending"])
def test_a_rebuild_leaves_what_became_of_an_article_since_it_was_read(
    tmp_path: Path, state: State
) -> None:
    folder = tmp_path / "c"
    session = visited(folder)
    session.frontier.end(STORY, state, "HTTP 500", due=9e9)
    session.close()

    rebuild(folder)

    assert row(folder) == (state, 9e9)


def test_a_page_is_read_though_captures_were_taken_out_of_the_collection_before(
    tmp_path: Path, known: Publications
) -> None:
    folder = tmp_path / "c"
    session = Session(folder, now=ticking())
    run = session.begin_run(["paper"])
    for number in range(3):
        store(session, f"{STORY}/{number}", page("Last loaf", OTHERS[:1], f"{STORY}/{number}"))
    session.end_run(run, Report(started=session.now(), outcome="finished"))
    session.close()
    order = Order(wanted=(f"{STORY}/*",), reason="court order")
    redact(folder, order, Surroundings(now=ticking(), new_id=counting(7)))
    session = Session(folder, now=ticking(START + timedelta(days=1)))
    asked(session, STORY)
    session.commit()
    capture(session, STORY, page("First loaf", OTHERS, STORY))
    die(session)

    assert read_later(folder, known) == 1
