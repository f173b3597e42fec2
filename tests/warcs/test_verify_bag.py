"""A bag is held against its manifests (RFC 8493)."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from warcs.verifying.bag import check_bag, is_bag

PAYLOAD = {"data/archive/a.warc.gz": b"one", "data/with%25 percent": b"two"}


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    path = tmp_path / "bag"
    for name, content in PAYLOAD.items():
        file = path / name.replace("%25", "%")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    (path / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    write(path / "manifest-sha256.txt", PAYLOAD)
    tags = {name: (path / name).read_bytes() for name in ("bagit.txt", "manifest-sha256.txt")}
    write(path / "tagmanifest-sha256.txt", tags)
    return path


def write(manifest: Path, files: Mapping[str, bytes]) -> None:
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items()]
    manifest.write_text("".join(lines))


def told(bag: Path) -> list[str]:
    return [fault.text for fault in check_bag(bag)]


def test_whole_bag_has_no_fault(bag: Path) -> None:
    assert is_bag(bag)
    assert told(bag) == []


def test_changed_file_is_told(bag: Path) -> None:
    (bag / "data/archive/a.warc.gz").write_bytes(b"One")

    assert told(bag) == [
        "data/archive/a.warc.gz was changed (manifest-sha256.txt has another digest)"
    ]


def test_missing_file_is_told(bag: Path) -> None:
    (bag / "data/with% percent").unlink()

    assert told(bag) == ["data/with% percent cannot be read (no such file or directory)"]


def test_file_that_was_put_in_is_told(bag: Path) -> None:
    (bag / "data/more").write_bytes(b"three")

    assert told(bag) == ["data/more is not in manifest-sha256.txt"]


def test_manifest_that_was_changed_is_told_by_the_tag_manifest(bag: Path) -> None:
    (bag / "data/with% percent").unlink()
    write(bag / "manifest-sha256.txt", {"data/archive/a.warc.gz": b"one"})

    assert told(bag) == [
        "manifest-sha256.txt was changed (tagmanifest-sha256.txt has another digest)"
    ]


def test_bag_without_a_manifest_is_told(bag: Path) -> None:
    (bag / "manifest-sha256.txt").unlink()

    assert told(bag) == [
        "has no manifest of its payload",
        "manifest-sha256.txt cannot be read (no such file or directory)",
    ]


def test_nothing_outside_of_the_bag_is_read(bag: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"three")
    write(bag / "manifest-sha256.txt", {**PAYLOAD, "../secret": b"three"})
    (bag / "tagmanifest-sha256.txt").unlink()

    assert told(bag) == ["manifest-sha256.txt lists '../secret', which lies outside of the bag"]


def test_name_that_no_file_can_have_is_told(bag: Path) -> None:
    write(bag / "manifest-sha256.txt", {**PAYLOAD, "data/a\0b": b"three"})
    (bag / "tagmanifest-sha256.txt").unlink()

    assert told(bag) == ["manifest-sha256.txt lists 'data/a\\x00b', which is no name of a file"]


def test_algorithm_that_is_not_known_is_a_note(bag: Path) -> None:
    (bag / "manifest-own.txt").write_text("00  data/archive/a.warc.gz\n00  data/with%25 percent\n")

    (fault,) = check_bag(bag)

    assert fault.note
    assert fault.text == "manifest-own.txt: its algorithm is not known here"


def test_what_is_to_be_fetched_is_a_note(bag: Path) -> None:
    (bag / "fetch.txt").write_text("http://paper.example/late 5 data/late\n")

    (fault,) = check_bag(bag)

    assert fault.note
    assert fault.text == "data/late is to be fetched from elsewhere, and is not here"
