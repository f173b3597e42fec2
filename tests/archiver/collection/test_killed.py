"""A writer that is killed at any moment: what was committed is there, and the archive is whole."""

import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from archiver.collection import Collection, Session
from archiver.collection.opening import Sealing
from archiver.collection.preserving.rebuild import rebuild
from tests.archiver.collection.test_keep_open import open_rows
from tests.archiver.collection.test_session import tables
from warcs.proving import manifest
from warcs.reader import read_records


def killed(folder: Path, lines: int, flags: list[str]) -> list[str]:
    """Kill a writer after it has told of so many commits; the URLs that it had committed."""
    line = [sys.executable, "-m", "tests.archiver.collection.writing", str(folder), "400", "40000"]
    with subprocess.Popen([*line, *flags], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        told = [running.stdout.readline().strip() for _ in range(lines)]
        running.kill()
        told += [line.strip() for line in running.stdout]
    return [url for url in told if url]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("flags", [[], ["--keep-open"]], ids=["by hand", "kept open"])
def test_nothing_that_was_committed_is_lost(tmp_path: Path, flags: list[str], seed: int) -> None:
    folder, committed = tmp_path / "c", []
    source = random.Random(f"{seed}{flags}")
    for _ in range(3):
        committed += killed(folder, source.randrange(1, 120), flags)
    Session(folder, sealing=Sealing(keep_open=bool(flags))).close()

    with Collection(folder) as collection:
        found = {article.url for article in collection.articles()}
    assert set(committed) <= found
    for path in (folder / "archive").iterdir():
        with path.open("rb") as stream:
            records = read_records(stream, path.name)
            assert [record.id for record in records if record.faults()] == []
            assert records.problems == []
    assert manifest.check(folder / "manifest.jsonl", folder / "archive") == []
    live, rows = tables(folder), open_rows(folder)
    assert len(rows) == len(list((folder / "archive").glob("*.open")))
    pages = (folder / "pages" / "pages.jsonl").read_bytes() if live["files"] else b""

    assert rebuild(folder).problems == ()

    assert {**tables(folder), "frontier": []} == {**live, "frontier": []}
    assert open_rows(folder) == rows
    if live["files"]:
        assert (folder / "pages" / "pages.jsonl").read_bytes() == pages
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
