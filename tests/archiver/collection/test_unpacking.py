"""`archiver unpack`: a package becomes a collection again, unless it is damaged or hostile."""

import gzip
import hashlib
import json
import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archiver.article import Article, Block
from archiver.cli import main
from archiver.collection import Collection, Context, Session
from tests.warcs.recording import page
from tests.warcs.warc_bytes import record

WARC = record("response", "http://a.example/") + record(
    "resource", "urn:text:http://a.example/", b"Hi", content_type="text/plain", name="2"
)
GZIP = b"".join(
    gzip.compress(one)
    for one in (
        record("response", "http://a.example/"),
        record("resource", "urn:x:y", b"Hi", name="2"),
    )
)
ARCHIVE = "archive/x.warc"


def unpack(package: Path, folder: Path) -> Result:
    return CliRunner().invoke(main, ["unpack", str(package), "-c", str(folder)])


def wacz(path: Path, members: dict[str, bytes], *, coding: int = zipfile.ZIP_STORED) -> Path:
    """A package as another tool might write it, with what describes it."""
    resources = [
        {"path": name, "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
        for name, content in members.items()
    ]
    described = json.dumps({"profile": "data-package", "resources": resources}).encode()
    proof = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(described).hexdigest()}"}
    with zipfile.ZipFile(path, "w", coding) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        archive.writestr("datapackage.json", described)
        archive.writestr("datapackage-digest.json", json.dumps(proof))
    return path


def tree(folder: Path) -> dict[str, bytes]:
    """What a collection says; the catalogue, the lock and the list of packages apart."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(("catalogue", ".lock", "packages."))
    }


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "collection"
    session = Session(folder)
    capture = session.recorder.record(page())
    article = Article(
        url=capture.url,
        title="Cranes stand still",
        body=(Block(kind="paragraph", text="They stood."),),
        capture=capture.ref,
        reader="1",
    )
    session.store(Context(requested=capture.url), article)
    session.close()
    return folder


@pytest.mark.parametrize("options", [(), ("--index", "zipnum", "--text")])
def test_a_package_becomes_the_collection_that_it_was(
    options: tuple[str, ...], collection: Path, tmp_path: Path
) -> None:
    package = tmp_path / "x.wacz"
    before = tree(collection)  # without the note that a package was made of it
    CliRunner().invoke(main, ["package", "-c", str(collection), "-o", str(package), *options])

    done = unpack(package, tmp_path / "again")

    assert done.exit_code == 0
    assert tree(tmp_path / "again") == before
    with Collection(collection) as old, Collection(tmp_path / "again") as new:
        assert list(new.articles()) == list(old.articles())
        assert list(new.captures()) == list(old.captures())
        assert [hit.title for hit in new.search("stood").hits] == ["Cranes stand still"]


@pytest.mark.parametrize("coding", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_another_tools_package_becomes_a_collection(coding: int, tmp_path: Path) -> None:
    package = wacz(tmp_path / "x.wacz", {ARCHIVE: WARC, "logs/a.log": b"x"}, coding=coding)

    done = unpack(package, tmp_path / "new")

    assert done.exit_code == 0
    assert (tmp_path / "new" / ARCHIVE).read_bytes() == WARC
    (segment,) = (tmp_path / "new" / "indexes").iterdir()
    assert [line.split(" ")[0] for line in segment.read_text().splitlines()] == [
        "example,a)/",
        "urn:text:http://a.example",
    ]
    with Collection(tmp_path / "new") as new:
        assert [capture.url for capture in new.captures()] == ["http://a.example/"]
    assert not (tmp_path / "new" / "logs").exists()


def test_the_collection_is_sound(tmp_path: Path) -> None:
    package = wacz(tmp_path / "x.wacz", {"archive/x.warc.gz": GZIP})

    unpack(package, tmp_path / "new")

    verified = CliRunner().invoke(main, ["verify", str(tmp_path / "new")])
    assert verified.exit_code == 0, verified.output


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()

    assert unpack(wacz(tmp_path / "x.wacz", {ARCHIVE: WARC}), tmp_path / "new").exit_code == 0
    assert (tmp_path / "new" / ARCHIVE).exists()


def test_the_empty_folder_stays_the_same_one(tmp_path: Path) -> None:
    """It may be a mounted disk, or ``.``, which cannot be removed."""
    (tmp_path / "new").mkdir()
    before = (tmp_path / "new").stat().st_ino

    assert unpack(wacz(tmp_path / "x.wacz", {ARCHIVE: WARC}), tmp_path / "new").exit_code == 0

    assert (tmp_path / "new").stat().st_ino == before
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == [
        ".lock", "archive", "catalogue.sqlite", "indexes", "manifest.jsonl", "pages",
        "publications",
    ]  # fmt: skip
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "x.wacz"]


def test_a_package_that_is_refused_leaves_the_empty_folder_empty(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "x.wacz").write_bytes(b"no package")

    assert unpack(tmp_path / "x.wacz", tmp_path / "new").exit_code == 1

    assert list((tmp_path / "new").iterdir()) == []


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "mine").touch()

    done = unpack(wacz(tmp_path / "x.wacz", {ARCHIVE: WARC}), tmp_path / "new")

    assert "is there already; give a new or empty folder" in done.stderr
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["mine"]


def changed(path: Path, change: Callable[[bytes], bytes]) -> None:
    path.write_bytes(change(path.read_bytes()))


def with_member(path: Path, name: str, content: bytes = WARC, mode: int = 0o644) -> None:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(info, content)


def twice(path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        with_member(path, ARCHIVE)


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/y.warc", bytes(101 << 20))


def encrypted(path: Path) -> None:
    changed(
        path,
        lambda old: old.replace(b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\1\0"),
    )


def overlapping(path: Path) -> None:
    """Many members whose bytes are the same ones."""
    with zipfile.ZipFile(path, "a") as archive:
        first = archive.getinfo(ARCHIVE)
        for number in range(3):
            other = zipfile.ZipInfo(f"archive/{number}.warc")
            other.header_offset, other.CRC = first.header_offset, first.CRC
            other.file_size = other.compress_size = first.file_size
            archive.filelist.append(other)
            archive.NameToInfo[other.filename] = other
        archive._didModify = True  # type: ignore[attr-defined]


def other_content(path: Path) -> None:
    """The member and its checksum, but not its digest."""
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in kept.items():
            archive.writestr(name, content.replace(b"<h1>Hi", b"<h1>Ho"))


def other_description(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    kept["datapackage.json"] += b" "
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in kept.items():
            archive.writestr(name, content)


def without_description(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(ARCHIVE, WARC)


def without_captures(path: Path) -> None:
    wacz(path, {"pages/pages.jsonl": b"{}"})


HOSTILE: dict[str, tuple[Callable[[Path], None], str]] = {
    "up and out": (lambda p: with_member(p, "archive/../../evil.warc"), "leads out of the folder"),
    "absolute": (lambda p: with_member(p, "/tmp/evil.warc"), "leads out of the folder"),
    "backslashes": (lambda p: with_member(p, "archive\\..\\evil"), "leads out of the folder"),
    "a drive": (lambda p: with_member(p, "C:/evil.warc"), "leads out of the folder"),
    "a control": (lambda p: with_member(p, "archive/a\nb.warc"), "is no name for a file"),
    "a link": (lambda p: with_member(p, "archive/l.warc", b"/etc/passwd", stat.S_IFLNK | 0o777),
               "is a link"),
    "a name in two folders": (lambda p: with_member(p, "archive/b/x.warc"), "two files are called"),
    "a hidden name": (lambda p: with_member(p, "archive/.x.warc"), "is no name for a WARC file"),
    "a name twice": (twice, "is in it twice"),
    "a bomb": (bomb, "would become 105,906,176 bytes from"),
    "encrypted": (encrypted, "is encrypted"),
    "overlapping": (overlapping, "its members overlap"),
    "no ZIP file": (lambda p: changed(p, lambda old: b"x" * 99), "is no WACZ file"),
    "cut off": (lambda p: changed(p, lambda old: old[:-30]), "is no WACZ file"),
    "a flipped byte": (lambda p: changed(p, lambda old: old.replace(b"<h1>Hi", b"<h1>Ho", 1)),
                       "x.warc is damaged"),
    "another content": (other_content, "archive/x.warc is not what datapackage.json says"),
    "another description": (other_description, "datapackage.json is not what datapackage-digest"),
    "no description": (without_description, "datapackage.json is missing"),
    "no captures": (without_captures, "no WARC file in archive/"),
}  # fmt: skip


@pytest.mark.parametrize(("damage", "said"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_damaged_or_hostile_is_refused(
    damage: Callable[[Path], None], said: str, tmp_path: Path
) -> None:
    package = wacz(tmp_path / "x.wacz", {ARCHIVE: WARC})
    damage(package)

    done = unpack(package, tmp_path / "out" / "new")

    assert done.exit_code == 1
    assert done.stderr.startswith(f"Error: {package}: ")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [package]


@pytest.mark.parametrize("seed", range(40))
def test_no_damage_brings_a_traceback(seed: int, collection: Path, tmp_path: Path) -> None:
    import random

    package = tmp_path / "x.wacz"
    CliRunner().invoke(main, ["package", "-c", str(collection), "-o", str(package)])
    chance = random.Random(seed)
    content = bytearray(package.read_bytes())
    for _ in range(chance.randrange(1, 5)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    package.write_bytes(content)

    done = unpack(package, tmp_path / "new")

    assert done.exception is None or isinstance(done.exception, SystemExit)
    if done.exit_code:
        assert done.stderr.splitlines()[-1].startswith(("Error: ", "problem: "))
        shutil.rmtree(tmp_path / "new", ignore_errors=True)
