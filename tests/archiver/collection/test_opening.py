"""What of an open file is taken in when a collection is opened, and what nobody was told of."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from archiver.collection import Collection, Session
from archiver.collection.opening import Sealing
from archiver.collection.preserving.verifying import verify
from tests.archiver.collection.test_session import START, die, store
from warcs import reader

A, B, C = (f"https://paper.example/{name}" for name in "abc")
LATER = datetime(2100, 1, 1, tzinfo=START.tzinfo)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "c"


def killed(folder: Path, clock: Iterator[datetime], *, committed: bool) -> Path:
    """The open file that a killed session leaves."""
    session = Session(folder, now=lambda: next(clock))
    for url in (A, B, C):
        store(session, url)
    if committed:
        session.commit()
    die(session)
    (path,) = (folder / "archive").iterdir()
    return path


def torn(path: Path, number: int) -> bytes:
    """Make a hole of a file's record of that number; what the file is then."""
    with path.open("rb") as stream:
        offsets = [record.offset for record in reader.read_records(stream, path.name)]
    content = bytearray(path.read_bytes())
    begin, end = offsets[number] + 20, offsets[number + 1]
    content[begin:end] = bytes(end - begin)
    path.write_bytes(content)
    return bytes(content)


def stored(folder: Path) -> list[str | None]:
    with Collection(folder) as collection:
        return [found.url for found in collection.articles()]


def faults(folder: Path) -> list[str]:
    report = verify(folder, now=LATER)
    return [x.text for x in (*report.faults, *(x for file in report.files for x in file.faults))]


@pytest.mark.parametrize(
    ("number", "there", "suffixes"),
    [(0, [], [".damaged"]), (6, [A], [".gz"])],
    ids=["warcinfo", "in the middle"],
)
@pytest.mark.parametrize("keep_open", [False, True], ids=["seals", "goes on"])
def test_before_the_first_commit_nothing_behind_a_torn_record_is_taken_in(
    folder: Path,
    clock: Iterator[datetime],
    number: int,
    there: list[str],
    suffixes: list[str],
    keep_open: bool,
) -> None:
    Session(folder, now=lambda: next(clock)).close()
    torn(killed(folder, clock, committed=False), number)

    Session(folder, sealing=Sealing(keep_open=keep_open)).close()
    Session(folder).close()

    assert stored(folder) == there
    assert [path.suffix for path in (folder / "archive").iterdir()] == suffixes
    assert faults(folder) == []


@pytest.mark.parametrize("begun", [False, True], ids=["gone", "made anew, and killed at that"])
def test_all_whole_records_are_taken_in_where_the_catalogue_was_lost(
    folder: Path, clock: Iterator[datetime], begun: bool
) -> None:
    left = torn(killed(folder, clock, committed=True), 6)
    for path in folder.glob("catalogue.sqlite*"):
        path.unlink()
    if begun:
        with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db:
            db.execute("PRAGMA journal_mode = WAL")

    Session(folder, sealing=Sealing(keep_open=True)).close()

    assert stored(folder) == [A, C]
    (path,) = (folder / "archive").iterdir()
    assert (path.suffix, path.read_bytes()) == (".gz", left)


@pytest.mark.parametrize("beginning", [0, 1], ids=["of the list", "in the middle"])
def test_pages_of_which_a_power_cut_left_some_sectors_are_listed_anew(
    folder: Path, clock: Iterator[datetime], beginning: int
) -> None:
    for url in (A, B, C)[:beginning]:
        session = Session(folder, now=lambda: next(clock))
        store(session, url)
        session.close()
    listed = folder / "pages" / "pages.jsonl"
    size = listed.stat().st_size if beginning else 0
    session = Session(folder, now=lambda: next(clock))
    for url in (A, B, C)[beginning:]:
        store(session, url)
    session.close()
    whole = listed.read_bytes()
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db, db:  # before this was told
        db.execute("DELETE FROM files WHERE rowid = (SELECT max(rowid) FROM files)")
    listed.write_bytes(whole[:size] + bytes(150) + whole[size + 150 :])

    Session(folder).close()

    assert whole.count(b"\n") == 4
    assert listed.read_bytes() == whole
