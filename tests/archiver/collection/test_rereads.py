"""Reading stored captures again: what is kept, what is told, and what is no change."""

import json
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archiver.cli import main
from archiver.collection import Collection, Session
from archiver.collection.preserving.rebuild import rebuild
from archiver.collection.record import READING_URL
from archiver.collection.versioning.rereads import ReadAgain, Summary, Wanted, reread
from archiver.errors import UnknownPublication
from archiver.reading import READER
from tests.archiver.collection.redaction.making import (
    OTHERS,
    START,
    TITLE,
    page,
    records,
    ticking,
)
from tests.archiver.collection.test_session import tables
from tests.archiver.collection.test_versions import URL, ropes, store
from tests.spiders.crawling import ROOT, environment

OTHER = "http://paper.example/story/bakery"
EVERYTHING = Wanted()
OLD = "As the old reader had it"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles that an older reader read; of one a second version, and a revisit of that."""
    session = Session(tmp_path / "c", now=ticking())
    second = ropes("It rained on the quay all night, and nobody came.")
    store(session, ropes(), reader="1", title=OLD)
    store(session, second, reader="1", title=OLD)
    store(session, second, reader="1", title=OLD)
    store(session, page("The bakery closes", OTHERS, OTHER), OTHER, reader="1")
    session.close()
    return tmp_path / "c"


def again(
    folder: Path, wanted: Wanted = EVERYTHING, *, dry_run: bool = False, day: int = 9
) -> tuple[Summary, list[ReadAgain]]:
    told: list[ReadAgain] = []
    later = ticking(START.replace(day=day))
    found = reread(folder, wanted, told.append, dry_run=dry_run, now=later)
    return found, told


def readings(folder: Path) -> list[tuple[str, str]]:
    """Reader and title of each reading, in their order."""
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db:
        rows = db.execute("SELECT reader, article FROM readings ORDER BY id").fetchall()
    return [(reader, json.loads(article)["title"]) for reader, article in rows]


def test_what_is_read_differently_is_told_and_is_no_new_version(folder: Path) -> None:
    found, told = again(folder)

    assert (found.captures, found.known, found.same, found.different, found.failed) == (
        (4, 0, 1, 3, 0)
    )
    assert found.fields == Counter({"title": 3})
    first = told[0]
    assert first.difference is not None
    assert [(x.name, x.before, x.after) for x in first.difference.fields] == [("title", OLD, TITLE)]
    assert (first.url, first.before, first.after) == (URL, "1", READER)
    assert readings(folder) == [
        *[("1", OLD)] * 3,
        ("1", "The bakery closes"),
        *[(READER, TITLE)] * 3,
        (READER, "The bakery closes"),
    ]
    with Collection(folder) as collection:
        versions = collection.versions(URL)
        assert [(x.number, x.captures, x.changes) for x in versions] == [
            (1, 1, ()),
            (2, 2, ("body",)),
        ]


def test_lists_and_searches_show_the_newest_reading(folder: Path) -> None:
    with Collection(folder) as collection:
        assert collection.search("resigns").hits == ()
    again(folder)

    with Collection(folder) as collection:
        assert [hit.title for hit in collection.search("resigns").hits] == [TITLE]
        assert [x.title for x in collection.articles()] == [TITLE, "The bakery closes"]
        assert [x.article.title for x in collection.versions(URL)] == [TITLE, TITLE]
        assert [collection.reread(x) for x in collection.articles()] == list(collection.articles())


def test_a_rebuild_gives_the_same(folder: Path) -> None:
    again(folder)
    live = tables(folder)

    assert rebuild(folder).problems == ()

    assert {**tables(folder), "frontier": []} == {**live, "frontier": []}


def test_what_was_read_by_the_present_reader_is_left_alone(folder: Path) -> None:
    again(folder)
    before = [x.id for x in records(folder)]
    found, told = again(folder)

    assert (found.captures, found.known, told) == (4, 4, [])
    assert [x.id for x in records(folder)] == before


def test_a_reading_that_says_the_same_is_kept_as_a_reference(folder: Path) -> None:
    again(folder)

    blocks = [json.loads(x.block) for x in records(folder) if x.url == f"{READING_URL}{OTHER}"]
    assert [("same_as" in x, "article" in x) for x in blocks] == [(False, True), (True, False)]
    assert blocks[1]["reader"] == READER


def test_a_dry_run_tells_and_writes_nothing(folder: Path) -> None:
    before = {x: x.read_bytes() for x in folder.rglob("*") if x.is_file()}
    found, told = again(folder, dry_run=True)

    assert (found.different, len(told)) == (3, 3)
    # SQLite's own files beside the catalogue come and go with whoever reads it.
    after = {x: x.read_bytes() for x in folder.rglob("*") if x.is_file()}
    assert {x: y for x, y in after.items() if "sqlite-" not in x.name} == before
    assert readings(folder) == [*[("1", OLD)] * 3, ("1", "The bakery closes")]


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Wanted(query="bread"), 1),
        (Wanted(query="ropes coils"), 3),
        (Wanted(query=f"{URL}#top"), 3),
        (Wanted(query="nowhere"), 0),
        (Wanted(publication="paper"), 4),
        (Wanted(publication="paper", query="bread"), 1),
    ],
    ids=["a word", "words", "an address", "nothing", "a publication", "both"],
)
def test_only_what_is_wanted_is_read(folder: Path, wanted: Wanted, count: int) -> None:
    assert again(folder, wanted)[0].captures == count


def test_an_unknown_publication_is_a_mistake(folder: Path) -> None:
    with pytest.raises(UnknownPublication, match="did you mean paper"):
        again(folder, Wanted(publication="papr"))


def test_a_new_publication_file_is_read_by_and_kept(folder: Path) -> None:
    again(folder)
    source = b'name = "Paper"\ndomains = ["paper.example"]\n[[layouts]]\nsubtitle = "article p"\n'
    (folder / "publications" / "paper.toml").write_bytes(source)
    # Files of one moment would be in any order.
    found, _ = again(folder, day=10)

    assert found.fields["subtitle"] == 4
    with Collection(folder) as collection:
        articles = list(collection.articles())
        assert articles[1].subtitle == OTHERS[0]
        # By the file in the archive.
        assert [collection.reread(x) for x in articles] == articles
        assert [x.changes for x in collection.versions(URL)] == [(), ("body",)]
    live = tables(folder)
    rebuild(folder)
    assert {**tables(folder), "frontier": []} == {**live, "frontier": []}


def test_a_capture_that_is_lost_is_told_and_the_others_are_read(folder: Path) -> None:
    session = Session(folder, now=ticking(START.replace(day=2)))
    third = "http://paper.example/story/third"
    store(session, page("The third", OTHERS, third), third, reader="1")
    session.close()
    first = min((folder / "archive").iterdir())
    first.write_bytes(b"\x1f\x8b" + bytes(first.stat().st_size - 2))
    found, told = again(folder)

    assert (found.failed, found.same) == (4, 1)
    assert {x.problem and x.problem.partition(":")[0] for x in told} == {"CorruptRecord"}


def test_a_fetch_after_a_reading_again_is_compared_with_that(folder: Path) -> None:
    again(folder)
    session = Session(folder, now=ticking(START.replace(day=10)))
    second = "It rained on the quay all night, and nobody came."
    assert not store(session, ropes(second, noise="<!-- other bytes -->"))
    assert store(session, ropes(second, "Correction: it snowed."))
    session.close()

    with Collection(folder) as collection:
        assert [x.changes for x in collection.versions(URL)] == [(), ("body",), ("body",)]


def test_killed_at_any_moment_it_goes_on_and_reads_nothing_twice(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    session = Session(folder, now=ticking())
    for number in range(160):
        url = f"http://paper.example/story/{number}"
        store(session, page(f"Story {number}", OTHERS, url), url, reader="1", title=OLD)
    session.close()
    line = [sys.executable, "-m", "tests.archiver.collection.rereading_slowly", str(folder)]
    for count in (30, 58, 1000):
        process = subprocess.Popen(
            line, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        for seen, _ in enumerate(process.stdout, 1):
            if seen == count:
                process.send_signal(signal.SIGKILL)
                break
        process.communicate()

    assert Counter(readings(folder)[:160]) == {("1", OLD): 160}
    assert readings(folder)[160:] == [(READER, f"Story {number}") for number in range(160)]
    live = tables(folder)
    rebuild(folder)
    assert {**tables(folder), "frontier": []} == {**live, "frontier": []}


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_command_tells_field_by_field(folder: Path) -> None:
    done = call("reread", "ropes", "-c", folder, "--dry-run")

    assert (done.exit_code, done.stderr) == (0, "nothing was written\n")
    assert done.stdout.splitlines()[:3] == [
        f"{URL}  2026-03-01 12:00 UTC",
        f"  - title: {OLD}",
        f"  + title: {TITLE}",
    ]
    assert done.stdout.splitlines()[-2:] == [
        "       3 x title",
        "3 captures, 0 of them read so before; 3 read again: 3 differently, 0 as before; "
        "0 cannot be read",
    ]


def test_the_command_speaks_json(folder: Path) -> None:
    done = call("reread", "-c", folder, "--json")

    *captures, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert [x["difference"]["fields"][0]["after"] for x in captures] == [TITLE] * 3
    assert last["summary"] == {
        "captures": 4,
        "known": 0,
        "same": 1,
        "different": 3,
        "failed": 0,
        "fields": {"title": 3},
    }


def test_the_command_fails_where_a_capture_cannot_be_read(folder: Path) -> None:
    (file,) = (folder / "archive").iterdir()
    file.write_bytes(b"\x1f\x8b" + bytes(file.stat().st_size - 2))

    done = call("reread", OTHER, "-c", folder)

    assert done.exit_code == 1
    assert "  cannot be read: CorruptRecord:" in done.stdout
