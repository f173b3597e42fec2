"""A package has the newest reading of each capture in it, however long after that it was made."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archiver import publications
from archiver.cli import main
from archiver.collection import Session
from archiver.collection.database import catalogue
from archiver.collection.opening import Sealing
from archiver.collection.versioning import rereading
from archiver.collection.versioning.rereads import Wanted, reread
from archiver.reading import READER
from tests.archiver.collection.redaction.making import OTHERS, START, TITLE, page, ticking
from tests.archiver.collection.test_packaging import jsonl, members
from tests.archiver.collection.test_versions import URL, ropes, store

OLD = "As the old reader had it"
PARTIAL = ("--url", URL)


def crawl(folder: Path, day: int, slug: str, *, keep_open: bool = False) -> None:
    """A page more, in a file of its own."""
    session = Session(
        folder, now=ticking(START.replace(day=day)), sealing=Sealing(keep_open=keep_open)
    )
    url = f"http://paper.example/story/{slug}"
    store(session, page(f"The {slug}", OTHERS, url), url)
    session.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A page that an older reader read; two more files; a new reading in the fourth; a fifth."""
    root = tmp_path / "c"
    session = Session(root, now=ticking())
    store(session, ropes(), reader="1", title=OLD)
    session.close()
    crawl(root, 2, "bakery")
    crawl(root, 3, "shed")
    reread(root, Wanted(query=URL), lambda told: None, now=ticking(START.replace(day=4)))
    crawl(root, 5, "salt")
    return root


def package(folder: Path, out: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["package", "-c", str(folder), "-o", str(out), *options])


def unpacked(out: Path, folder: Path) -> list[tuple[str, str]]:
    """Reader and title of each reading of the page in a collection made of the package."""
    done = CliRunner().invoke(main, ["unpack", str(out), "-c", str(folder)])
    assert done.exit_code == 0, done.output
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db:
        rows = db.execute("SELECT reader, article FROM readings WHERE url = ? ORDER BY id", (URL,))
        return [(reader, json.loads(article)["title"]) for reader, article in rows]


@pytest.mark.parametrize("options", [PARTIAL, ()], ids=["of a query", "of everything"])
def test_a_reading_made_later_is_packaged(
    options: tuple[str, ...], folder: Path, tmp_path: Path
) -> None:
    done = package(folder, tmp_path / "x.wacz", *options)

    assert (done.exit_code, done.stderr) == (0, "")
    assert unpacked(tmp_path / "x.wacz", tmp_path / "u") == [("1", OLD), (READER, TITLE)]


@pytest.mark.parametrize("options", [PARTIAL, ()], ids=["of a query", "of everything"])
def test_a_newest_reading_in_an_open_file_is_told(
    options: tuple[str, ...], folder: Path, tmp_path: Path
) -> None:
    session = Session(
        folder, now=ticking(START.replace(day=6)), sealing=Sealing(keep_open=True)
    )  # a crawl that reads the page again, to compare with it
    (folder / "publications" / "paper.toml").write_bytes(
        b'name = "Paper"\ndomains = ["paper.example"]\n[[layouts]]\ntitle = "article p"\n'
    )
    changed(session)
    session.close()

    done = package(folder, tmp_path / "x.wacz", *options)

    assert done.stderr.splitlines()[-1] == (
        "1 captures are in it without their newest reading, which is in a file that is not sealed;"
        " `archiver seal`, and package again"
    )
    (listed,) = [
        one for one in jsonl(members(tmp_path / "x.wacz")["pages/pages.jsonl"])[1:]
        if one["url"] == URL
    ]  # fmt: skip
    assert listed["title"] == TITLE
    assert unpacked(tmp_path / "x.wacz", tmp_path / "u") == [("1", OLD), (READER, TITLE)]


def changed(session: Session) -> None:
    """What `reread` does, in a session that stays open."""
    known = publications.load(session.folder.publications)
    session.keep_publication("paper", known.source("paper"))
    with closing(catalogue.connect(session.folder.catalogue, readonly=True)) as db:
        row = db.execute(
            "SELECT * FROM readings WHERE url = ? ORDER BY id DESC LIMIT 1", (URL,)
        ).fetchone()
        earlier = catalogue.reading_of(row)
        said = rereading.read_again(db, session.folder, earlier, known.named("paper"))
    session.read_again(earlier, *said)
