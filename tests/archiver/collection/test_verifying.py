"""Checking a collection: what each strength sees, and what a forger must do to escape it."""

import gzip
import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from archiver.collection.preserving.proofs import Asked
from archiver.collection.preserving.rebuild import rebuild
from archiver.collection.preserving.verifying import verify
from archiver.errors import CollectionError
from archiver.show.verifying import document
from tests.archiver.collection.test_session import START, die, store
from tests.archiver.collection.verified import (
    NOW,
    checked,
    head_of,
    kinds,
    session_in,
    warcs_of,
)
from tests.warcs.recording import members
from tests.warcs.records import digest
from warcs.files import sealed_file
from warcs.proving import manifest


def test_a_collection_as_it_was_written_is_sound(folder: Path) -> None:
    report = checked(folder)

    assert (report.sound, kinds(report)) == (True, set())
    assert [file.records["metadata"] for file in report.files] == [2, 2]
    names = [strength.name for strength in report.strengths]
    assert names == ["file", "index and catalogue", "manifest"]
    assert report.told == (f"the manifest's head, after 2 lines: {head_of(folder)}",)


def test_several_processes_find_the_same(folder: Path) -> None:
    (folder / "catalogue.sqlite").unlink()

    assert verify(folder, now=NOW, jobs=2) == checked(folder)


def without(path: Path, number: int) -> None:
    """Take one record out of a file, cleanly."""
    kept = members(path.read_bytes())
    del kept[number]
    path.write_bytes(b"".join(gzip.compress(one, mtime=0) for one in kept))


@pytest.mark.parametrize("number", range(1, 10))
def test_a_record_that_was_taken_out_is_seen_by_index_and_catalogue(
    folder: Path, number: int
) -> None:
    without(warcs_of(folder)[0], number)

    found = kinds(checked(folder))

    assert {"manifest", "catalogue"} <= found
    assert not found & {"member", "truncated", "length", "block-digest", "payload-digest"}


def unlink_one(folder: Path) -> None:
    warcs_of(folder)[0].unlink()


def add_one(folder: Path) -> None:
    shutil.copy(warcs_of(folder)[0], folder / "archive" / "z.warc.gz")


def edit(old: bytes, new: bytes, *path: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (file,) = list(folder.joinpath(*path[:-1]).glob(path[-1]))[:1]
        content = file.read_bytes()
        assert old in content
        file.write_bytes(content.replace(old, new, 1))

    return change


def in_the_catalogue(statement: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db, db:
            assert db.execute(statement).rowcount > 0

    return change


def drop_index(folder: Path) -> None:
    next((folder / "indexes").glob("*.cdxj")).unlink()


def drop_manifest(folder: Path) -> None:
    (folder / "manifest.jsonl").unlink()


def ruin_catalogue(folder: Path) -> None:
    content = bytearray((folder / "catalogue.sqlite").read_bytes())
    content[:100] = os.urandom(100)
    (folder / "catalogue.sqlite").write_bytes(content)


CHANGES: dict[str, tuple[Callable[[Path], None], set[str]]] = {
    "a file is gone": (unlink_one, {"manifest", "catalogue"}),
    "a file was put in": (add_one, {"manifest", "catalogue", "index"}),
    "the index says another offset": (
        edit(b'"offset": "', b'"offset": "7', "indexes", "*.cdxj"), {"index"}
    ),
    "the index says another URL": (edit(b"paper", b"piper", "indexes", "*.cdxj"), {"index"}),
    "the index of a file is gone": (drop_index, {"index"}),
    "the manifest is gone": (drop_manifest, {"manifest"}),
    "a line of the manifest was changed": (
        edit(b'"size": ', b'"size": 1', "manifest.jsonl"), {"manifest"}
    ),
    "the catalogue is no database": (ruin_catalogue, {"catalogue"}),
    "the catalogue says another offset": (
        in_the_catalogue("UPDATE captures SET offset = offset + 1 WHERE id = 2"), {"catalogue"}
    ),
    "the catalogue says another digest": (
        in_the_catalogue("UPDATE captures SET digest = 'sha256:X' WHERE id = 1"), {"catalogue"}
    ),
    "the catalogue lacks a capture": (
        in_the_catalogue("DELETE FROM captures WHERE id = 3"), {"catalogue"}
    ),
    "the catalogue has a capture too many": (
        in_the_catalogue("UPDATE captures SET file = 'gone.warc.gz' WHERE id = 3"), {"catalogue"}
    ),
    "the catalogue lacks a reading": (
        in_the_catalogue("DELETE FROM readings WHERE id = 1"), {"catalogue"}
    ),
    "the catalogue has another text": (
        in_the_catalogue("UPDATE readings SET article = replace(article, 'They', 'We')"),
        {"catalogue"},
    ),
    "the catalogue has a reading too many": (
        in_the_catalogue(
            "INSERT INTO readings SELECT 99, 'urn:x', capture, url, version, publication,"
            " publication_digest, reader, context, article FROM readings WHERE id = 1"
        ),
        {"catalogue"},
    ),
    "the catalogue lacks a file": (in_the_catalogue("DELETE FROM files"), {"catalogue"}),
    "the catalogue says another size": (
        in_the_catalogue("UPDATE files SET size = size + 1"), {"catalogue"}
    ),
    "the catalogue says another SHA-256": (
        in_the_catalogue("UPDATE files SET sha256 = 'x'"), {"file"}
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), CHANGES.values(), ids=CHANGES)
def test_what_was_changed_is_told(
    folder: Path, change: Callable[[Path], None], expected: set[str]
) -> None:
    change(folder)

    assert kinds(checked(folder)) == expected


def forge(folder: Path) -> None:
    """Another word in a page, every digest made anew, index and catalogue too."""
    path = warcs_of(folder)[0]
    records = members(path.read_bytes())
    (number,) = (n for n, one in enumerate(records) if b"They moved." in one and b"HTTP/1.1" in one)
    head, _, rest = records[number].partition(b"\r\n\r\n")
    old, new = rest[:-4], rest[:-4].replace(b"They moved.", b"We stopped!")
    body = len(b"\r\n\r\n") + new.index(b"\r\n\r\n")
    head = head.replace(digest(old).encode(), digest(new).encode())
    head = head.replace(digest(old[body:]).encode(), digest(new[body:]).encode())
    records[number] = head + b"\r\n\r\n" + new + b"\r\n\r\n"
    path.write_bytes(b"".join(gzip.compress(one, mtime=0) for one in records))
    (folder / "catalogue.sqlite").unlink()
    rebuild(folder)


def forge_manifest(folder: Path) -> None:
    path = folder / "manifest.jsonl"
    path.unlink()
    for file in warcs_of(folder):
        manifest.append(path, sealed_file(file))


def test_a_forgery_is_seen_by_the_manifest_alone(folder: Path) -> None:
    forge(folder)

    assert kinds(checked(folder)) == {"manifest"}


def test_a_forgery_of_the_manifest_too_is_seen_by_the_kept_head(folder: Path) -> None:
    kept = head_of(folder)
    forge(folder)
    forge_manifest(folder)

    assert kinds(checked(folder)) == set()
    assert kinds(checked(folder, Asked(since=kept))) == {"head-since"}


def test_what_came_since_a_kept_head_is_listed(folder: Path) -> None:
    kept = head_of(folder)
    session = session_in(folder, START + timedelta(minutes=2))
    store(session, "https://paper.example/e")
    session.close()
    first, second, third = (path.name for path in warcs_of(folder))
    path = warcs_of(folder)[1]
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    without(path, 2)
    manifest.replace(folder / "manifest.jsonl", sealed_file(path), replaces=before, redaction="r-1")

    report = checked(folder, Asked(since=kept.upper()))

    assert "manifest" not in kinds(report)
    assert [line for line in report.told if "since the kept head" in line] == [
        f"since the kept head: line 3: {third}: added",
        f"since the kept head: line 4: {second}: rewritten by redaction r-1",
    ]
    assert first not in "".join(report.told)
    assert "kept head" in [strength.name for strength in report.strengths]


def test_a_head_that_is_none_is_told_in_one_line(folder: Path) -> None:
    with pytest.raises(CollectionError, match="a head is 64 hexadecimal digits"):
        checked(folder, Asked(since="abc"))


def test_an_open_file_is_told_and_left_alone(folder: Path) -> None:
    session = session_in(folder, START + timedelta(minutes=2))
    store(session, "https://paper.example/e")
    session.commit()
    (opened,) = (folder / "archive").glob("*.open")
    before = opened.read_bytes()

    report = checked(folder)
    die(session)

    assert report.sound
    assert any(line.startswith(f"{opened.name}: is still open") for line in report.told)
    assert opened.read_bytes() == before


def test_any_byte_of_a_sealed_file_is_proven(folder: Path) -> None:
    path = warcs_of(folder)[1]
    content = path.read_bytes()
    for place in range(0, len(content), 37):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])

        assert "manifest" in kinds(checked(folder))


def test_a_report_can_be_written_as_json(folder: Path) -> None:
    written = json.loads(json.dumps(document(checked(folder))))

    assert written["sound"] is True
    assert written["files"][0]["coverage"]["uncovered"] == 0
    assert written["strengths"][0]["name"] == "file"
