"""What a crawl refuses to begin with: one line that says what to do, and nothing changed."""

import fcntl
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.spiders.crawling import Ended, archiver, cli, crawl, publish, run
from tests.spiders.hostile_server import feed, serving, site, story


def refused(*words: str | Path) -> str:
    """The only line that the command prints."""
    done = archiver(*words)
    assert (done.code, done.out) == (1, ""), done
    [line] = done.err.splitlines()
    return line


def test_unknown_publication_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    folder = tmp_path / "collection"

    line = refused("crawl", "ecomercetimes", "-c", folder)

    assert line.startswith("Error: no publication is called 'ecomercetimes'; did you mean")
    assert "ecommercetimes" in line
    assert not folder.exists()


def test_target_that_is_no_web_address_is_told(tmp_path: Path) -> None:
    assert refused("crawl", "ftp://paper.example/", "-c", tmp_path / "c") == (
        "Error: ftp://paper.example/: not a web address; give one like https://paper.example/"
    )


def test_collection_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    with closing(sqlite3.connect(tmp_path / "catalogue.sqlite")) as db:
        db.execute("PRAGMA user_version = 99")

    assert refused("crawl", "ecommercetimes", "-c", tmp_path).startswith(
        f"Error: {tmp_path}: written by a newer archiver (catalogue version 99"
    )


def test_folder_that_holds_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").touch()

    assert refused("crawl", "ecommercetimes", "-c", tmp_path) == (
        f"Error: {tmp_path}: holds other things and is no collection; give a new or empty folder"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "c").touch()
    done = archiver("crawl", "ecommercetimes", "-c", tmp_path / "c")

    assert (done.code, done.out) == (2, "")  # click's, as any wrong option
    assert done.err.splitlines()[-1].endswith("is a file.")


def test_catalogue_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "catalogue.sqlite").write_bytes(b"no database" * 1000)

    line = refused("crawl", "ecommercetimes", "-c", tmp_path)

    assert "cannot be read as a catalogue" in line
    assert "archiver rebuild" in line


def test_database_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    with closing(sqlite3.connect(tmp_path / "catalogue.sqlite")) as db:
        db.execute("CREATE TABLE recipes (name)")

    assert "is a database, but not a catalogue" in refused("crawl", "crmbuyer", "-c", tmp_path)


def test_collection_in_use_is_told(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    with (tmp_path / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("4711\n2026-03-01 12:00:00 UTC\narchive.example\n")
        lock.flush()
        done = archiver("crawl", "ecommercetimes", "-c", tmp_path)

    assert (done.code, done.out) == (75, "")
    assert done.err == (
        f"Error: {tmp_path}: in use by another run (process 4711 on archive.example since "
        "2026-03-01 12:00:00 UTC); wait for it or stop it\n"
    )


def test_wrong_publication_file_is_told_with_file_key_and_reason(tmp_path: Path) -> None:
    publish(tmp_path, "lamp", ['feeds = "/feed.xml"'])

    line = refused("crawl", "lamp", "-c", tmp_path)

    assert line.startswith("Error: lamp.toml: sources[0]")
    assert "feeds" in line


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("--since", "yesterday"), "Invalid value for '--since'"),
        (("--connect-to", "paper.example:80"), "is not HOST:PORT:ADDR:PORT"),
        (("--connect-to", "paper.example:80:127.0.0.1:70000"), "is not HOST:PORT:ADDR:PORT"),
        (("--limit", "0"), "Invalid value for '--limit'"),
    ],
    ids=["since", "connect to what", "connect to which port", "limit"],
)
def test_wrong_option_is_told(tmp_path: Path, words: tuple[str, ...], text: str) -> None:
    done = archiver("crawl", "ecommercetimes", "-c", tmp_path / "c", *words)

    assert "Traceback" not in done.err
    assert (done.code, done.out) == (2, "")
    assert text in done.err.splitlines()[-1]
    assert not (tmp_path / "c").exists()


def test_file_that_does_not_exist_is_told() -> None:
    done = archiver("parse", "/nowhere/page.html")

    assert (done.code, done.out) == (2, "")
    assert "No such file or directory" in done.err.splitlines()[-1]


@pytest.mark.parametrize("command", ["status", "search word", "rebuild"])
def test_collection_that_is_not_there_is_told(tmp_path: Path, command: str) -> None:
    folder = tmp_path / "nowhere"

    line = refused(*command.split(), "-c", folder)

    assert line.startswith(f"Error: {folder}: no collection here")
    assert not folder.exists()


@pytest.fixture
def finished(tmp_path: Path) -> Ended:
    folder = tmp_path / "collection"
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    with serving(site({"/feed.xml": feed(["/story/1"]), "/story/1": story("One")})) as address:
        return crawl(folder, ["lamp"], address).ended


def test_publication_file_that_became_wrong_does_not_keep_the_collection_from_being_read(
    tmp_path: Path, finished: Ended
) -> None:
    assert finished.code == 0
    publish(tmp_path / "collection", "lamp", ['feeds = "/feed.xml"'])

    assert archiver("status", "-c", tmp_path / "collection").code == 0


def test_terminal_that_cannot_write_a_letter_shows_a_mark(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<h1>Zürich</h1><p>A story of the lake and of the town.</p>", encoding="utf-8")

    done = run(*cli(), "parse", page, environ={"PYTHONIOENCODING": "ascii"})

    assert done.code == 0
    assert "Z?rich" in done.out
