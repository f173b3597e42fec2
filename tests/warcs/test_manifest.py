import json
from pathlib import Path

import pytest

from warcs import SealedFile
from warcs.errors import WriteFailed
from warcs.proving import manifest
from warcs.recording import recovery


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Three sealed files and their manifest, ``manifest.jsonl`` beside the folder."""
    folder = tmp_path / "archive"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.warc.gz").write_bytes(name.encode())
        sealed = recovery.sealed_file(folder / f"{name}.warc.gz")
        manifest.append(tmp_path / "manifest.jsonl", sealed)
    return folder


def test_line_names_file_size_and_digest_and_the_line_before(tmp_path: Path) -> None:
    path = tmp_path / "manifest.jsonl"

    manifest.append(path, SealedFile(name="a.warc.gz", size=1, sha256="aa"))
    manifest.append(path, SealedFile(name="b.warc.gz", size=2, sha256="bb"))

    assert path.read_text().splitlines() == [
        '{"name": "a.warc.gz", "size": 1, "sha256": "aa", "previous": null}',
        '{"name": "b.warc.gz", "size": 2, "sha256": "bb", "previous": '
        '"fd8b83192936644cd17050f0ceaf8e4311a8bd23fbdcf5c081a698fa7b6cfe06"}',
    ]


def test_whole_archive_has_no_problems(archive: Path) -> None:
    path = archive.parent / "manifest.jsonl"

    assert manifest.check(path, archive) == []
    assert manifest.names(path) == {"a.warc.gz", "b.warc.gz", "c.warc.gz"}


def test_every_kind_of_change_is_told(archive: Path) -> None:
    (archive / "a.warc.gz").write_bytes(b"x")
    (archive / "b.warc.gz").write_bytes(b"longer")
    (archive / "c.warc.gz").unlink()
    (archive / "d.warc.gz").write_bytes(b"new")

    assert manifest.check(archive.parent / "manifest.jsonl", archive) == [
        "a.warc.gz: was changed (its SHA-256 is another)",
        "b.warc.gz: has 6 bytes, not 1",
        "c.warc.gz: missing",
        "d.warc.gz: not in manifest.jsonl",
    ]


def test_line_taken_out_breaks_the_chain(archive: Path) -> None:
    path = archive.parent / "manifest.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + lines[2])

    assert manifest.check(path, archive) == [
        "manifest.jsonl: line 2: does not follow from the line before",
        "b.warc.gz: not in manifest.jsonl",
    ]


def test_line_changed_later_breaks_the_chain(archive: Path) -> None:
    path = archive.parent / "manifest.jsonl"
    (archive / "a.warc.gz").write_bytes(b"z")
    lines = path.read_bytes().splitlines(keepends=True)
    entry = json.loads(lines[0]) | {"sha256": recovery.sealed_file(archive / "a.warc.gz").sha256}
    path.write_bytes(json.dumps(entry).encode() + b"\n" + lines[1] + lines[2])

    assert manifest.check(path, archive) == [
        "manifest.jsonl: line 2: does not follow from the line before"
    ]


@pytest.mark.parametrize(
    "junk",
    [b"{", b"[]", b"\xff", b'{"name": "../../etc/x", "size": 1, "sha256": "", "previous": null}'],
    ids=["no JSON", "no object", "no UTF-8", "a name that leads elsewhere"],
)
def test_unreadable_line_is_told(archive: Path, junk: bytes) -> None:
    path = archive.parent / "manifest.jsonl"
    path.write_bytes(path.read_bytes() + junk + b"\n")

    assert manifest.check(path, archive) == ["manifest.jsonl: line 4: cannot be read"]
    assert len(manifest.names(path)) == 3


@pytest.mark.parametrize(
    "torn",
    [b'{"name": "d.wa', bytes(200) + b'"}\n', b'{"name": "d.wa' + bytes(200) + b'{"na'],
    ids=["cut", "without its first sector", "both"],
)
def test_line_that_a_crash_left_unfinished_is_replaced(archive: Path, torn: bytes) -> None:
    path = archive.parent / "manifest.jsonl"
    path.write_bytes(path.read_bytes() + torn)
    (archive / "d.warc.gz").write_bytes(b"d")

    manifest.append(path, recovery.sealed_file(archive / "d.warc.gz"))

    assert manifest.check(path, archive) == []


def test_file_appended_again_has_one_line(archive: Path) -> None:
    path = archive.parent / "manifest.jsonl"
    before = path.read_bytes()

    manifest.append(path, recovery.sealed_file(archive / "b.warc.gz"))

    assert path.read_bytes() == before


def test_long_manifest_goes_on_from_its_last_line(tmp_path: Path) -> None:
    path = tmp_path / "manifest.jsonl"
    for number in range(180):  # longer than what is looked at
        name = f"{number}{'x' * 230}.warc.gz"
        manifest.append(path, SealedFile(name=name, size=1, sha256="a" * 64))

    problems = manifest.check(path, tmp_path)

    assert len(manifest.names(path)) == 180
    assert {problem.rpartition(": ")[2] for problem in problems} == {"missing"}


def test_missing_manifest_names_nothing(tmp_path: Path) -> None:
    assert manifest.names(tmp_path / "manifest.jsonl") == set()


def test_manifest_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    with pytest.raises(WriteFailed, match="No such file"):
        manifest.append(tmp_path / "no" / "m", SealedFile(name="a", size=1, sha256="a"))


def test_file_that_a_redaction_wrote_anew_must_be_what_its_newest_line_says(archive: Path) -> None:
    path = archive.parent / "manifest.jsonl"
    old = recovery.sealed_file(archive / "b.warc.gz")
    (archive / "b.warc.gz").write_bytes(b"without it")
    new = recovery.sealed_file(archive / "b.warc.gz")

    for _ in range(2):  # what a crash interrupted is done again
        manifest.replace(path, new, replaces=old.sha256, redaction="urn:uuid:1")

    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert manifest.check(path, archive) == []
    assert len(lines) == 4
    assert lines[3]["name"] == "b.warc.gz"
    assert lines[3]["replaces"] == old.sha256
    assert lines[3]["redaction"] == "urn:uuid:1"


def test_line_that_replaces_what_was_not_there_is_told(archive: Path) -> None:
    path = archive.parent / "manifest.jsonl"
    (archive / "b.warc.gz").write_bytes(b"forged")
    forged = recovery.sealed_file(archive / "b.warc.gz")

    manifest.replace(path, forged, replaces="00", redaction="urn:uuid:1")

    assert manifest.check(path, archive) == [
        "manifest.jsonl: line 4: does not replace what was there"
    ]
