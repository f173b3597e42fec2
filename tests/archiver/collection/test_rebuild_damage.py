"""What a rebuild does when the archive itself is damaged or gone."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archiver.collection import Collection
from archiver.collection.preserving.rebuild import rebuild
from archiver.errors import CollectionError, NewerCollection
from warcs.proving import manifest
from warcs.values import SealedFile


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """A collection without captures, of which the manifest names one file."""
    (tmp_path / "archive").mkdir()
    rebuild(tmp_path)
    sealed = SealedFile(name="gone.warc.gz", size=3, sha256="00" * 32)
    manifest.append(tmp_path / "manifest.jsonl", sealed)
    return tmp_path


def test_rebuild_leaves_the_catalogue_alone_where_all_of_the_archive_is_gone(
    collection: Path,
) -> None:
    before = (collection / "catalogue.sqlite").read_bytes()
    with pytest.raises(CollectionError, match="none of the 1 WARC files"):
        rebuild(collection)
    assert (collection / "catalogue.sqlite").read_bytes() == before


def test_rebuild_names_missing_and_torn_files(collection: Path) -> None:
    torn = collection / "archive" / "torn.warc.gz"
    torn.write_bytes(bytes.fromhex("1f8b0800000000000003") + b"\x4b")
    first, second = rebuild(collection).problems
    assert first == "gone.warc.gz: is in the manifest, but not in the archive"
    assert second.startswith("torn.warc.gz: offset 0: ")


def test_an_empty_catalogue_is_told_in_one_line(collection: Path) -> None:
    (collection / "catalogue.sqlite").write_bytes(b"")
    with pytest.raises(CollectionError, match="is empty; `archiver rebuild"):
        Collection(collection)


@pytest.mark.parametrize(
    "query", ["a " * 30_000, "wörter" + " -x".join(map(str, range(3000))), "a\udcff"]
)
def test_search_bears_any_query(collection: Path, query: str) -> None:
    with Collection(collection) as opened:
        assert opened.search(query, page=10**30, limit=10**30).hits == ()


def test_rebuild_leaves_a_catalogue_of_a_newer_archiver_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    rebuild(tmp_path)
    with closing(sqlite3.connect(tmp_path / "catalogue.sqlite")) as db:
        db.execute("PRAGMA user_version = 99")
    before = (tmp_path / "catalogue.sqlite").read_bytes()

    with pytest.raises(NewerCollection, match="written by a newer archiver"):
        rebuild(tmp_path)
    assert (tmp_path / "catalogue.sqlite").read_bytes() == before
