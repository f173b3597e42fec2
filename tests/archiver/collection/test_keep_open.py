"""Runs that go on in one file: what is sealed when, and what the catalogue knows meanwhile."""

import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from archiver.collection import Collection, Context, Session
from archiver.collection.database import catalogue
from archiver.collection.opening import Sealing
from archiver.collection.preserving.rebuild import rebuild
from archiver.collection.preserving.sealing import seal
from archiver.errors import CollectionError
from tests.archiver.collection.test_session import article, captured, die, store, tables
from warcs import reader
from warcs.proving import manifest

A, B, C = (f"https://paper.example/{name}" for name in "abc")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "c"


def opened(
    folder: Path,
    clock: Iterator[datetime],
    *,
    keep_open: bool = True,
    max_size: int = 0,
    max_age: timedelta = timedelta(0),
    info: dict[str, str] | None = None,
) -> Session:
    return Session(
        folder,
        sealing=Sealing(keep_open=keep_open, max_size=max_size, max_age=max_age),
        info=info,
        now=lambda: next(clock),
    )


def archive(folder: Path) -> list[str]:
    return sorted(path.name.split(".", 1)[1] for path in (folder / "archive").iterdir())


def records(folder: Path) -> list[tuple[str, str | None]]:
    """Type and warcinfo of each record of the only file."""
    [path] = (folder / "archive").iterdir()
    with path.open("rb") as stream:
        found = reader.read_records(stream, path.name)
        types = [(record.type, record.field("WARC-Warcinfo-ID")) for record in found]
        assert found.problems == []
    return types


def urls(folder: Path) -> list[str | None]:
    with Collection(folder) as collection:
        return [found.url for found in collection.articles()]


def listed(folder: Path) -> int:
    """Lines of pages.jsonl, the header apart."""
    path = folder / "pages" / "pages.jsonl"
    return len(path.read_text().splitlines()) - 1 if path.exists() else 0


def test_second_run_goes_on_in_the_file_of_the_first(
    folder: Path, clock: Iterator[datetime]
) -> None:
    for url in (A, B):
        session = opened(folder, clock)
        assert session.recovered == 0
        store(session, url)
        assert session.close() is None

    assert archive(folder) == ["warc.gz.open"]
    [info, *others] = records(folder)
    assert info == ("warcinfo", None)
    assert [kind for kind, _ in others] == ["response", "request", "metadata"] * 2
    assert len({warcinfo for _, warcinfo in others}) == 1
    assert urls(folder) == [A, B]


def test_articles_in_an_open_file_are_found_and_read_again(
    folder: Path, clock: Iterator[datetime]
) -> None:
    session = opened(folder, clock)
    store(session, A, text="The cranes stood still.")
    session.close()

    with Collection(folder) as collection:
        [hit] = collection.search("cranes").hits
        [found] = collection.articles()
        assert found.capture
        assert hit.url == A
        assert not found.capture.file.endswith(".open")
        assert collection.record(found.capture).url == A
        assert collection.reread(found).url == A


def test_index_manifest_and_pages_learn_of_a_file_when_it_is_sealed(
    folder: Path, clock: Iterator[datetime]
) -> None:
    for url in (A, B):
        session = opened(folder, clock)
        store(session, url)
        session.close()
    before = (list((folder / "indexes").glob("*.cdxj")), (folder / "manifest.jsonl").exists())

    [sealed] = seal(folder)

    assert before == ([], False)
    assert archive(folder) == ["warc.gz"]
    assert manifest.names(folder / "manifest.jsonl") == {sealed.name}
    [segment] = (folder / "indexes").glob("*.cdxj")
    assert len(segment.read_text().splitlines()) == 2
    assert listed(folder) == 2
    assert tables(folder)["files"] == [(sealed.name, sealed.size, sealed.sha256)]
    assert seal(folder) == ()


def test_sealing_what_is_no_collection_or_in_use_is_refused(
    folder: Path, clock: Iterator[datetime]
) -> None:
    with pytest.raises(CollectionError, match="no collection here"):
        seal(folder)
    session = opened(folder, clock)
    with pytest.raises(CollectionError, match="in use by another run"):
        seal(folder)
    session.close()


def test_crawl_by_hand_seals_what_was_left_open_and_its_own_file(
    folder: Path, clock: Iterator[datetime]
) -> None:
    session = opened(folder, clock)
    store(session, A)
    session.close()
    session = opened(folder, clock, keep_open=False)
    store(session, B)
    session.close()

    assert archive(folder) == ["warc.gz", "warc.gz"]
    assert len(tables(folder)["files"]) == 2
    assert urls(folder) == [A, B]
    assert listed(folder) == 2


@pytest.mark.parametrize("torn", [b"", b"\x1f\x8b\x08torn"], ids=["whole", "torn"])
def test_crash_leaves_a_file_that_is_caught_up_and_gone_on_in(
    folder: Path, clock: Iterator[datetime], torn: bytes
) -> None:
    session = opened(folder, clock)
    store(session, A)
    session.commit()
    store(session, B)
    session.recorder.sync()
    die(session)
    [path] = (folder / "archive").iterdir()
    with path.open("ab") as stream:
        stream.write(torn)

    session = opened(folder, clock)
    assert session.recovered == 1
    store(session, C)
    session.close()

    assert archive(folder) == ["warc.gz.open"]
    assert [kind for kind, _ in records(folder)].count("response") == 3
    assert urls(folder) == [A, B, C]
    again = opened(folder, clock)
    again.close()
    assert again.recovered == 0


def test_only_what_is_not_known_is_read_when_a_file_is_gone_on_in(
    folder: Path, clock: Iterator[datetime]
) -> None:
    """The beginning is damaged here: its records would be missing if it were read."""
    session = opened(folder, clock)
    store(session, A)
    session.close()
    [path] = (folder / "archive").iterdir()
    size = path.stat().st_size
    [capture] = tables(folder)["captures"]
    with path.open("r+b") as stream:
        stream.seek(int(str(capture[9])) + 100)
        stream.write(bytes(20))

    session = opened(folder, clock)
    store(session, B)
    session.close()

    assert path.stat().st_size > size
    assert urls(folder) == [A, B]
    assert [row[1] > size for row in open_rows(folder)] == [True]


def open_rows(folder: Path) -> list[tuple[str, int]]:
    db = catalogue.connect(folder / "catalogue.sqlite", readonly=True)
    rows = [(row["name"], row["ingested"]) for row in db.execute("SELECT * FROM open_files")]
    db.close()
    return rows


def test_file_that_is_shorter_than_the_catalogue_knows_is_read_anew(
    folder: Path, clock: Iterator[datetime]
) -> None:
    session = opened(folder, clock)
    store(session, A)
    session.close()
    [path] = (folder / "archive").iterdir()
    [(_, end)] = open_rows(folder)
    with path.open("r+b") as stream:
        stream.truncate(end - 5)

    session = opened(folder, clock)
    store(session, B)
    session.close()

    [(_, now)] = open_rows(folder)
    assert now == path.stat().st_size
    assert [kind for kind, _ in records(folder)][-3:] == ["response", "request", "metadata"]


def test_rebuilt_catalogue_equals_the_live_one_with_an_open_file(
    folder: Path, clock: Iterator[datetime]
) -> None:
    session = opened(folder, clock, max_size=1)
    store(session, A)
    session.commit()  # sealed: it is large enough
    store(session, B)
    session.recorder._max_size = 0
    session.close()
    session = opened(folder, clock)
    store(session, A, text="They moved.")
    session.close()
    live, rows, pages = tables(folder), open_rows(folder), listed(folder)
    assert archive(folder) == ["warc.gz", "warc.gz.open"]

    found = rebuild(folder)

    rebuilt = tables(folder)
    assert (found.files, found.captures, found.problems) == (1, 3, ())
    assert {**rebuilt, "frontier": []} == {**live, "frontier": []}
    assert (open_rows(folder), listed(folder)) == (rows, pages) == (rows, 1)
    assert archive(folder) == ["warc.gz", "warc.gz.open"]


def test_large_file_is_sealed_within_a_crawl_and_its_articles_are_listed_once(
    folder: Path, clock: Iterator[datetime]
) -> None:
    session = opened(folder, clock, keep_open=False, max_size=2500)
    for number in range(6):
        store(session, f"{A}{number}")
        session.commit()
    session.close()

    sealed = [row[0] for row in tables(folder)["files"]]
    assert len(sealed) > 1
    assert sorted(str(name) for name in sealed) == sealed
    assert archive(folder) == ["warc.gz"] * len(sealed)
    assert manifest.check(folder / "manifest.jsonl", folder / "archive") == []
    assert listed(folder) == 6
    assert tables(folder)["captures"] != []
    assert open_rows(folder) == []


def test_reading_that_comes_after_its_capture_was_sealed_is_listed_with_the_next_file(
    folder: Path, clock: Iterator[datetime]
) -> None:
    session = opened(folder, clock, keep_open=False, max_size=1)
    capture = captured(session, A)
    session.commit()
    session.store(Context(requested=A, publication="paper"), article(capture))
    session.close()

    assert archive(folder) == ["warc.gz", "warc.gz"]
    assert listed(folder) == 1


def test_old_file_is_sealed_when_it_would_be_gone_on_in(
    folder: Path, clock: Iterator[datetime]
) -> None:
    session = opened(folder, clock)
    store(session, A)
    session.close()
    later = (next(clock) + timedelta(hours=1) for _ in itertools.count())
    session = opened(folder, later, max_age=timedelta(hours=1))
    store(session, B)
    session.close()

    assert archive(folder) == ["warc.gz", "warc.gz.open"]
    assert listed(folder) == 1


def test_other_settings_are_told_in_a_warcinfo_of_their_own(
    folder: Path, clock: Iterator[datetime]
) -> None:
    for operator in ("me", "me", "you"):
        session = opened(folder, clock, info={"operator": operator})
        store(session, A, text=operator)
        session.close()

    found = records(folder)
    kinds = [kind for kind, _ in found]
    assert kinds == ["warcinfo", *["response", "request", "metadata"] * 2, "warcinfo",
                     "response", "request", "metadata"]  # fmt: skip
    assert len({warcinfo for _, warcinfo in found[1:7]}) == 1
    assert {warcinfo for _, warcinfo in found[8:]} != {warcinfo for _, warcinfo in found[1:7]}


def test_crash_between_sealing_and_its_registration_is_made_good(
    folder: Path, clock: Iterator[datetime]
) -> None:
    session = opened(folder, clock)
    store(session, A)
    session.commit()
    session.recorder.seal()
    die(session)

    session = opened(folder, clock)
    session.close()

    assert archive(folder) == ["warc.gz"]
    assert len(tables(folder)["files"]) == 1
    assert (listed(folder), open_rows(folder)) == (1, [])


def test_crash_after_the_pages_were_listed_lists_none_twice(
    folder: Path, clock: Iterator[datetime]
) -> None:
    session = opened(folder, clock)
    store(session, A)
    session.close()
    seal(folder)
    path = folder / "pages" / "pages.jsonl"
    whole = path.read_bytes()
    db = catalogue.connect(folder / "catalogue.sqlite")
    db.execute("DELETE FROM files")  # as if it had come before this was committed
    db.close()
    path.write_bytes(whole + b'{"id": "reading-2", "ur')  # and in the middle of a line

    opened(folder, clock).close()

    assert path.read_bytes() == whole
    assert len(tables(folder)["files"]) == 1
