"""The steps of a commit: no row is committed before its bytes are on the disk."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path

import pytest

from archiver.collection import Session
from archiver.collection.committing import Step
from archiver.collection.opening import Sealing
from tests.archiver.collection.test_session import die, store


def at_once(work: Callable[[], int]) -> Future[int]:
    done: Future[int] = Future()
    done.set_result(work())
    return done


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = Session(tmp_path / "c", beside=at_once)
    yield session
    session.abandon()


def known(session: Session) -> int:
    with closing(sqlite3.connect(session.folder.catalogue)) as db:
        (count,) = db.execute("SELECT count(*) FROM articles").fetchone()
        return int(count)


def done(step: Step) -> str:
    stage, work = step
    work()
    return stage


def test_rows_are_committed_between_the_bytes_and_the_log(session: Session) -> None:
    store(session, "https://paper.example/a")
    steps = session.committing.steps()

    assert done(next(steps)) == "bytes"
    assert known(session) == 0
    assert done(next(steps)) == "log"
    assert known(session) == 1
    assert list(steps) == []


def test_what_is_recorded_while_bytes_are_synced_is_synced_before_its_rows_are_committed(
    session: Session,
) -> None:
    store(session, "https://paper.example/a")
    steps = session.committing.steps()
    _, work = next(steps)
    store(session, "https://paper.example/b")
    work()

    assert done(next(steps)) == "bytes"
    assert known(session) == 0
    assert done(next(steps)) == "log"
    assert known(session) == 2


def test_what_is_recorded_while_the_log_is_synced_is_for_the_next_commit(session: Session) -> None:
    store(session, "https://paper.example/a")
    steps = session.committing.steps()
    done(next(steps))
    _, work = next(steps)
    store(session, "https://paper.example/b")
    work()

    assert list(steps) == []
    assert known(session) == 1
    session.commit()
    assert known(session) == 2


def test_a_kill_between_the_steps_loses_nothing(tmp_path: Path) -> None:
    session = Session(tmp_path / "c", beside=at_once)
    store(session, "https://paper.example/a")
    steps = session.committing.steps()
    done(next(steps))
    next(steps)
    store(session, "https://paper.example/b")
    die(session)

    with closing(Session(session.folder.root)) as later:
        assert known(later) == 2


def test_a_file_is_let_go_of_with_the_rows_of_its_last_record(tmp_path: Path) -> None:
    session = Session(tmp_path / "c", sealing=Sealing(max_size=1), beside=at_once)
    store(session, "https://paper.example/a")
    first = session.recorder.name
    steps = session.committing.steps()
    done(next(steps))
    stage, work = next(steps)
    store(session, "https://paper.example/b")
    work()

    assert session.recorder.name not in (None, first)
    assert stage == "log"
    assert not (session.folder.archive / str(first)).exists()
    assert done(next(steps)) == "log"  # its name
    assert (session.folder.archive / str(first)).exists()
    for step in steps:
        done(step)
    with closing(sqlite3.connect(session.folder.catalogue)) as db:
        names = [name for (name,) in db.execute("SELECT name FROM files ORDER BY name")]
    assert names[0] == first
    session.close()


def test_a_crawl_syncs_the_log_itself_and_others_leave_that_to_each_commit(
    session: Session, tmp_path: Path
) -> None:
    with closing(Session(tmp_path / "d")) as other:
        found = [x._db.execute("PRAGMA synchronous").fetchone()[0] for x in (session, other)]

    assert found == [1, 2]  # NORMAL, FULL


def test_the_log_is_begun_before_anybody_waits_for_a_commit(session: Session) -> None:
    assert Path(f"{session.folder.catalogue}-wal").stat().st_size > 0
    session.close()

    again = Session(session.folder.root, beside=at_once)
    assert Path(f"{again.folder.catalogue}-wal").stat().st_size > 0
    again.close()
