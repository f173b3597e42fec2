"""A sound copy of a damaged collection."""

import gzip
import hashlib
import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from archiver.cli import main
from archiver.collection import Collection
from archiver.collection.preserving.proofs import Asked
from archiver.collection.preserving.repairing import repair_collection
from archiver.errors import CollectionError
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


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in (".lock", "catalogue.sqlite-shm")
    }


def tear(folder: Path) -> None:
    """The last file ends within its last record."""
    path = warcs_of(folder)[-1]
    path.write_bytes(path.read_bytes()[:-40])


def test_the_copy_is_sound_and_the_collection_left_alone(folder: Path, tmp_path: Path) -> None:
    kept = head_of(folder)
    tear(folder)
    before = digests(folder)

    done = repair_collection(folder, tmp_path / "out", now=NOW)

    assert digests(folder) == before
    assert [(one.kept, len(one.lost)) for one in done.files] == [(6, 1)]
    assert done.copied == 1
    # What the catalogue knew of the lost record is gone with it: it was made from the archive.
    assert kinds(checked(tmp_path / "out")) == set()
    report = checked(tmp_path / "out", Asked(since=kept))
    assert report.sound
    name = warcs_of(folder)[-1].name
    assert f"since the kept head: line 3: {name}: rewritten by a repair" in report.told
    with Collection(tmp_path / "out") as collection:
        assert [one.url for one in collection.articles()] == [
            "https://paper.example/a",
            "https://paper.example/b",
            "https://paper.example/c",
        ]


def test_a_file_that_a_power_cut_left_open_is_closed(folder: Path, tmp_path: Path) -> None:
    session = session_in(folder, START + timedelta(minutes=2))
    store(session, "https://paper.example/e")
    session.commit()
    die(session)
    (opened,) = (folder / "archive").glob("*.open")
    content = opened.read_bytes()
    opened.write_bytes(content[:-5])

    done = repair_collection(folder, tmp_path / "out", now=NOW)

    assert opened.read_bytes() == content[:-5]
    assert kinds(checked(tmp_path / "out")) == set()
    closed = (tmp_path / "out" / "archive" / opened.name.removesuffix(".open")).read_bytes()
    assert members(closed) == members(content)  # the last record's own digest proved it
    assert [len(one.changed) for one in done.files] == [1]


def test_a_collection_that_is_written_to_is_not_repaired(folder: Path, tmp_path: Path) -> None:
    session = session_in(folder, START + timedelta(minutes=2))
    store(session, "https://paper.example/e")

    with pytest.raises(CollectionError, match="in use by another run"):
        repair_collection(folder, tmp_path / "out", now=NOW)

    session.close()


def test_a_copy_goes_into_an_empty_folder_only(folder: Path) -> None:
    with pytest.raises(CollectionError, match="give a new or empty folder"):
        repair_collection(folder, folder, now=NOW)


def test_records_that_were_put_aside_are_no_part_of_the_archive(
    folder: Path, tmp_path: Path
) -> None:
    path = warcs_of(folder)[0]
    records = members(path.read_bytes())
    (number,) = (n for n, one in enumerate(records) if b"They moved." in one and b"HTTP/1.1" in one)
    records[number] = records[number].replace(b"They moved.", b"We stopped!")
    path.write_bytes(b"".join(gzip.compress(one, mtime=0) for one in records))

    done = repair_collection(folder, tmp_path / "out", now=NOW)

    (one,) = done.files
    assert len(one.faulty) == 1
    assert [path.name for path in (tmp_path / "out" / "faulty").iterdir()] == [
        path.name.replace(".warc.gz", ".faulty.warc.gz")
    ]
    assert not list((tmp_path / "out" / "archive").glob("*faulty*"))


def test_a_broken_manifest_is_begun_anew(folder: Path, tmp_path: Path) -> None:
    path = folder / "manifest.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"size": ', b'"size": 1', 1))

    done = repair_collection(folder, tmp_path / "out", now=NOW)

    assert "the old manifest is broken" in done.told[0]
    assert kinds(checked(tmp_path / "out")) == set()


def run(*arguments: str | Path, code: int) -> str:
    result = CliRunner().invoke(main, [*map(str, arguments)])
    assert result.exit_code == code, result.output
    return result.output


def test_commands_tell_by_their_exit_code(folder: Path, tmp_path: Path) -> None:
    first, second = warcs_of(folder)

    assert run("verify", folder, code=0).endswith("\nSound.\n")
    assert run("verify", first, second, code=0).endswith("\nSound.\n")
    tear(folder)
    assert "the file ends within a gzip member" in run("verify", second, code=1)
    report = json.loads(run("verify", second, "--json", code=1))
    assert report["files"][0]["faults"][0]["kind"] == "truncated"
    assert "only a collection has a manifest" in run("verify", first, "--since", "a", code=2)
    assert "no WARC file" in run("verify", tmp_path / "c" / "pages", code=2)
    assert "one collection at a time" in run("verify", folder, first, code=2)
    assert "1 files were sound" in run("repair", folder, "-o", tmp_path / "out", code=1)
    assert "could not be kept" in run("repair", second, "-o", tmp_path / "s.warc.gz", code=1)
    assert "is there already" in run("repair", second, "-o", tmp_path / "s.warc.gz", code=2)
    done = json.loads(run("repair", first, "-o", tmp_path / "f.warc.gz", "--json", code=0))
    assert (done["files"][0]["sound"], done["files"][0]["kept"]) == (True, 10)


def test_a_folder_of_files_is_repaired_file_by_file(folder: Path, tmp_path: Path) -> None:
    tear(folder)

    run("repair", folder / "archive", "-o", tmp_path / "out", code=1)

    assert [path.name for path in sorted((tmp_path / "out").iterdir())] == [
        path.name for path in warcs_of(folder)
    ]


def test_a_file_that_cannot_be_repaired_does_not_stop_the_others(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "archive" / "a").mkdir()
    (folder / "archive" / "a" / "a.warc").write_bytes(b"nothing of the kind")

    told = run("repair", folder / "archive", "-o", tmp_path / "out", code=1)

    assert "a.warc: no WARC record was found in it" in told
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        path.name for path in warcs_of(folder)
    ]
