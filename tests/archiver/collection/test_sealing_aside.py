"""A file that is sealed while a run goes on: what takes long is done beside it."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archiver.collection import Collection, Session
from archiver.collection.opening import Sealing
from archiver.collection.preserving.rebuild import rebuild
from archiver.collection.preserving.verifying import verify
from archiver.report import Report
from tests.archiver.collection.test_session import die, store, tables
from warcs import SealedFile, WriteFailed
from warcs.proving import manifest

LATER = datetime(2100, 1, 1, tzinfo=UTC)


class Waiting:
    """Does what it is given when it is told to, as a thread would in its own time."""

    def __init__(self) -> None:
        self.work: list[tuple[Callable[[], SealedFile], Future[SealedFile]]] = []

    def __call__(self, work: Callable[[], SealedFile]) -> Future[SealedFile]:
        done: Future[SealedFile] = Future()
        self.work.append((work, done))
        return done

    def go_on(self) -> None:
        work, done = self.work.pop()
        try:
            done.set_result(work())
        except WriteFailed as error:
            done.set_exception(error)


@pytest.fixture
def aside() -> Waiting:
    return Waiting()


@pytest.fixture
def session(tmp_path: Path, aside: Waiting) -> Session:
    return Session(tmp_path / "c", sealing=Sealing(max_size=1, aside=aside))


def known(session: Session) -> list[str]:
    with closing(sqlite3.connect(session.folder.catalogue)) as db:
        return [name for (name,) in db.execute("SELECT name FROM files ORDER BY name")]


def sealed(session: Session) -> list[str]:
    return sorted(path.name for path in session.folder.archive.glob("*.warc.gz"))


def test_a_run_goes_on_while_its_file_is_read_for_its_digest(
    session: Session, aside: Waiting
) -> None:
    store(session, "https://paper.example/a")
    session.commit()
    store(session, "https://paper.example/b")
    session.commit()

    assert len(aside.work) == 1  # one at a time: the second file grows on
    assert len(sealed(session)) == 1
    assert known(session) == []
    with Collection(session.folder.root) as collection:
        assert len(list(collection.captures())) == 2
        assert [collection.record(x.ref).type for x in collection.captures()] == ["response"] * 2

    aside.go_on()
    assert not session.folder.manifest.exists()
    session.commit()

    assert known(session) == sealed(session)[:1]
    assert manifest.names(session.folder.manifest) == set(known(session))
    assert len(aside.work) == 1  # the second file is due since long
    aside.go_on()
    session.close()
    assert known(session) == sealed(session)
    assert verify(session.folder.root, now=LATER).sound


def test_the_end_waits_for_it(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as pool:
        session = Session(tmp_path / "c", sealing=Sealing(max_size=1, aside=pool.submit))
        for name in "abcdef":
            store(session, f"https://paper.example/{name}")
            session.commit()
        session.close()

    assert known(session) == sealed(session)
    assert verify(session.folder.root, now=LATER).sound
    live, pages = tables(session.folder.root), session.folder.pages.read_bytes()
    assert pages.count(b"\n") == 7
    assert rebuild(session.folder.root).problems == ()
    assert {**tables(session.folder.root), "frontier": []} == live
    assert session.folder.pages.read_bytes() == pages


def test_a_kill_in_between_is_made_good(session: Session, aside: Waiting) -> None:
    store(session, "https://paper.example/a")
    session.commit()
    store(session, "https://paper.example/b")
    session.commit()
    die(session)

    Session(session.folder.root).close()

    assert known(session) == sealed(session)
    assert len(known(session)) == 2
    assert verify(session.folder.root, now=LATER).sound


def test_where_it_cannot_be_written_the_run_is_told_and_nothing_is_lost(
    session: Session, aside: Waiting
) -> None:
    store(session, "https://paper.example/a")
    session.commit()
    session.folder.indexes.rmdir()
    session.folder.indexes.write_bytes(b"in the way")
    aside.go_on()

    with pytest.raises(WriteFailed):
        session.commit()
    session.abandon()

    session.folder.indexes.unlink()
    Session(session.folder.root).close()
    assert known(session) == sealed(session)
    assert verify(session.folder.root, now=LATER).sound


def test_the_report_of_a_run_is_archived_though_its_last_commit_sealed_the_file(
    tmp_path: Path,
) -> None:
    session = Session(tmp_path / "c", sealing=Sealing(max_size=1))
    run = session.begin_run(["paper"])
    store(session, "https://paper.example/a")
    session.commit()
    assert session.recorder.name is None

    session.end_run(run, Report(started=session.now(), outcome="finished"))
    session.close()

    with Collection(session.folder.root) as collection:
        report = collection.last_run()
    assert len(sealed(session)) == 2
    assert report is not None
    assert report.warc == sealed(session)[0]
    last = (session.folder.archive / sealed(session)[1]).read_bytes()
    assert last.count(b"\x1f\x8b\x08") == 2  # the warcinfo record, and the report


def test_a_run_that_recorded_nothing_leaves_no_file(tmp_path: Path) -> None:
    session = Session(tmp_path / "c")
    run = session.begin_run(["paper"])

    session.end_run(run, Report(started=session.now(), outcome="finished"))
    session.close()

    assert sealed(session) == []
