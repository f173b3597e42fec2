"""Catalogues of each released schema: what opening them makes of them, and what a crash leaves."""

import json
import re
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from archiver.collection import Collection, Session
from archiver.collection.database import catalogue, migration, schema
from archiver.collection.database.text_index import joined
from archiver.collection.opening import Sealing
from archiver.collection.preserving.rebuild import rebuild
from archiver.errors import CollectionError
from tests.archiver.collection.every_table import LATER, make
from tests.archiver.collection.redaction.making import ticking
from warcs.files import OPEN

SCHEMAS = Path(__file__).parent / "schemas"
RELEASED = sorted(int(path.name.partition(".")[0]) for path in SCHEMAS.iterdir())
KEEPING = Sealing(keep_open=True)


def test_there_is_a_step_from_each_released_schema() -> None:
    assert sorted(migration.STEPS) == list(range(migration.OLDEST, schema.VERSION))
    assert [v for v in RELEASED if v < schema.VERSION] == sorted(migration.STEPS)


@pytest.fixture(params=sorted(migration.STEPS))
def old(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[int, Path]:
    """A collection as a released version left it."""
    with tarfile.open(SCHEMAS / f"{request.param}.tar.gz") as archive:
        archive.extractall(tmp_path, filter="data")
    return request.param, tmp_path / "collection"


def as_version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def form(db: sqlite3.Connection) -> dict[str, Any]:
    """What SQLite knows of the schema: each statement without comments, spacing and quotes, and
    the columns of each table in their order."""
    found: dict[str, Any] = {}
    for name, sql in db.execute("SELECT name, sql FROM sqlite_master").fetchall():
        text = re.sub(r"\s+", " ", re.sub(r"--[^\n]*", "", sql or "").replace('"', ""))
        found[name] = (
            re.sub(r" ?([(),]) ?", r"\1", text).strip(),
            db.execute("SELECT * FROM pragma_table_xinfo(?)", (name,)).fetchall(),
        )
    return found


def content(db: sqlite3.Connection) -> dict[str, list[dict[str, Any]]]:
    """All rows, by the names of their columns; of the full-text indexes what finds them."""
    names = db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        " AND name NOT GLOB 'words_*' AND name NOT GLOB 'grams_*'"
    ).fetchall()
    found = {}
    for (name,) in names:
        cursor = db.execute(f"SELECT * FROM {name} ORDER BY 1, 2")
        columns = [column[0] for column in cursor.description]
        found[name] = [dict(zip(columns, row, strict=True)) for row in cursor]
    return found


def only(
    rows: dict[str, list[dict[str, Any]]], like: dict[str, list[dict[str, Any]]]
) -> dict[str, list[dict[str, Any]]]:
    """The tables and columns that ``like`` has."""
    return {
        table: [
            {column: row[column] for column in like[table][0]} if like[table] else row
            for row in rows[table]
        ]
        for table in like
    }


def migrated(folder: Path) -> None:
    """Open for writing, and change nothing else."""
    with closing(catalogue.connect(folder / "catalogue.sqlite")):
        pass


def test_every_table_of_a_catalogue_has_rows_in_what_is_opened_here(tmp_path: Path) -> None:
    make(tmp_path / "c")

    with closing(sqlite3.connect(tmp_path / "c" / "catalogue.sqlite")) as db:
        assert [table for table, rows in content(db).items() if not rows] == []


def test_a_migrated_catalogue_has_the_schema_of_a_new_one(
    old: tuple[int, Path], tmp_path: Path
) -> None:
    migrated(old[1])
    catalogue.connect(tmp_path / "new.sqlite").close()

    with (
        closing(sqlite3.connect(old[1] / "catalogue.sqlite")) as db,
        closing(sqlite3.connect(tmp_path / "new.sqlite")) as new,
    ):
        assert form(db) == form(new)
        assert db.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_migrated_catalogue_has_what_it_had(old: tuple[int, Path]) -> None:
    with closing(sqlite3.connect(old[1] / "catalogue.sqlite")) as db:
        before = content(db)

    migrated(old[1])

    with closing(sqlite3.connect(old[1] / "catalogue.sqlite")) as db:
        after = content(db)
    assert [table for table, rows in before.items() if not rows] == []
    before.pop("grams", None)  # its characters stand among the words now, each apart in the text
    for row in (*after["texts"], *after["words"]):
        row.update((name, joined(row[name])) for name in ("title", "authors", "body"))
    after["words"].sort(key=lambda row: row["title"])
    for row in (*before["versions"], *after["versions"]):
        if old[0] == 2:  # where dates counted as well
            del row["digest"]
    for row, old_row in zip(after["readings"], before["readings"], strict=True):
        known = json.loads(old_row["context"])
        said = json.loads(row["context"])
        row["context"], old_row["context"] = {key: said[key] for key in known}, known
    assert only(after, before) == before


def test_a_migrated_catalogue_equals_the_one_that_is_rebuilt(old: tuple[int, Path]) -> None:
    Session(old[1], sealing=KEEPING).close()
    with closing(sqlite3.connect(old[1] / "catalogue.sqlite")) as db:
        before = content(db)

    assert rebuild(old[1]).problems == ()

    with closing(sqlite3.connect(old[1] / "catalogue.sqlite")) as db:
        after = content(db)
    derived = (*schema.DERIVED, "words")
    assert {x: after[x] for x in derived} == {x: before[x] for x in derived}


def test_a_rebuild_carries_over_the_state_of_an_old_catalogue(
    old: tuple[int, Path], tmp_path: Path
) -> None:
    with tarfile.open(SCHEMAS / f"{old[0]}.tar.gz") as archive:
        archive.extractall(tmp_path / "other", filter="data")
    other = tmp_path / "other" / "collection"
    migrated(other)

    rebuild(old[1])
    rebuild(other)

    with (
        closing(sqlite3.connect(old[1] / "catalogue.sqlite")) as db,
        closing(sqlite3.connect(other / "catalogue.sqlite")) as second,
    ):
        assert content(db) == content(second)


def test_the_backup_is_the_old_catalogue(
    old: tuple[int, Path], caplog: pytest.LogCaptureFixture
) -> None:
    version, folder = old
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db:
        before = content(db)

    migrated(folder)

    backup = folder / f"catalogue.sqlite.v{version}.bak"
    with closing(sqlite3.connect(backup)) as db:
        assert content(db) == before
        assert db.execute("PRAGMA user_version").fetchone() == (version,)
    assert caplog.messages == [
        f"{folder / 'catalogue.sqlite'}: brought from version {version} to {schema.VERSION}; as it "
        f"was: catalogue.sqlite.v{version}.bak"
    ]


def test_an_earlier_backup_is_not_overwritten(old: tuple[int, Path]) -> None:
    version, folder = old
    earlier = folder / f"catalogue.sqlite.v{version}.bak"
    earlier.write_bytes(b"precious")

    migrated(folder)

    assert earlier.read_bytes() == b"precious"
    assert as_version(folder / f"catalogue.sqlite.v{version}.2.bak") == version


def test_a_broken_off_migration_is_done_again_with_the_same_backup(old: tuple[int, Path]) -> None:
    version, folder = old
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from archiver.collection.database import catalogue, migration\n"
        "def step(db):\n"
        "    db.execute('DROP TABLE runs')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        f"migration.STEPS = {{**migration.STEPS, {schema.VERSION - 1}: step}}\n"
        "catalogue.connect(Path(sys.argv[1]))\n"
    )
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", script, folder / "catalogue.sqlite"], check=False
        )
        assert done.returncode == -9
    assert as_version(folder / "catalogue.sqlite") == version

    Session(folder).close()

    assert as_version(folder / "catalogue.sqlite") == schema.VERSION
    assert [path.name for path in sorted(folder.glob("*.bak*"))] == [
        f"catalogue.sqlite.v{version}.bak"
    ]


def test_a_step_that_fails_leaves_the_catalogue_as_it_was(
    old: tuple[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    version, folder = old
    path = folder / "catalogue.sqlite"

    def step(db: sqlite3.Connection) -> None:
        db.execute("DROP TABLE runs")
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(migration, "STEPS", {**migration.STEPS, schema.VERSION - 1: step})
    with pytest.raises(CollectionError) as raised:
        Session(folder)

    assert str(raised.value) == (
        f"{path}: cannot be brought from version {version} to {schema.VERSION} (database or disk "
        "is full); it is as it was. There must be room for a backup and for the changes: twice its "
        "size"
    )
    assert as_version(path) == version
    assert list(folder.glob("*.bak*")) == []
    monkeypatch.undo()
    Session(folder).close()  # the lock was let go of


def test_reading_commands_leave_an_old_catalogue_alone(
    old: tuple[int, Path], caplog: pytest.LogCaptureFixture
) -> None:
    folder = old[1]
    path = folder / "catalogue.sqlite"
    before = path.read_bytes()

    with Collection(folder) as collection:
        assert [hit.title for hit in collection.search("bakery").hits] == ["Last loaf", "港の船"]
        assert [hit.title for hit in collection.search("港の船").hits] == ["港の船"]
        assert collection.status().frontier == {
            "disallowed": 1,
            "done": 2,
            "failed": 1,
            "in flight": 1,
            "pending": 1,
            "redacted": 2,
        }

    assert path.read_bytes() == before
    assert list(folder.glob("*.bak*")) == []
    assert caplog.messages == [
        f"{path}: is of an older version, read by way of a copy each time; `archiver seal -c "
        f"{folder}` brings it up to date, if no run is to do that"
    ]


def test_an_old_collection_is_read_where_nothing_can_be_written(old: tuple[int, Path]) -> None:
    folder = old[1]
    for path in (*folder.rglob("*"), folder):
        path.chmod(path.stat().st_mode & ~0o222)

    with Collection(folder) as collection:
        assert [hit.title for hit in collection.search("bakery").hits] == ["Last loaf", "港の船"]


def test_an_old_collection_is_gone_on_in(old: tuple[int, Path]) -> None:
    folder = old[1]
    (left,) = (folder / "archive").glob(f"*{OPEN}")

    session = Session(folder, sealing=KEEPING, now=ticking(LATER + timedelta(hours=1)))
    session.begin_run(["paper"])
    (pending,) = [x.url for x in session.frontier.pending(["paper"])][:1]
    session.close()

    assert left.exists()
    assert pending == "http://paper.example/story/disallowed"


def test_a_version_that_was_never_released_is_refused_with_what_to_do(tmp_path: Path) -> None:
    make(tmp_path / "c")
    path = tmp_path / "c" / "catalogue.sqlite"
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 1")

    for open_it in (Session, Collection):
        with pytest.raises(CollectionError) as raised:
            open_it(tmp_path / "c")
        assert str(raised.value) == (
            f"{path}: is of version 1, which no released archiver wrote; move it away and make it "
            f"anew: archiver rebuild -c {tmp_path / 'c'}"
        )


def test_a_copy_that_is_only_read_holds_nothing_in_memory_to_be_undone(
    old: tuple[int, Path],
) -> None:
    with closing(catalogue.connect(old[1] / "catalogue.sqlite", readonly=True)) as db:
        mode = db.execute("PRAGMA journal_mode").fetchone()

    assert tuple(mode) == ("off",)
