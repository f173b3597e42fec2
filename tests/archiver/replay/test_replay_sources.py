"""What can be replayed: files, and a collection as a WACZ that is nowhere."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from archiver.errors import ArchiverError
from archiver.replay import source
from warcs.packaging.virtual_zip import Part

LINES = {
    "a": [
        'example,paper)/1 20261126120000 {"url": "http://paper.example/1"}',
        'example,paper)/3 20261126120000 {"url": "http://paper.example/3"}',
    ],
    "b": ['example,paper)/2 20261126120000 {"url": "http://paper.example/2"}'],
}


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """Two sealed files and one that is still written; and private things."""
    root = tmp_path / "my-archive"
    for folder in ("archive", "indexes", "pages", "publications"):
        (root / folder).mkdir(parents=True)
    for name, lines in LINES.items():
        (root / "archive" / f"{name}.warc.gz").write_bytes(name.encode() * 50)
        (root / "indexes" / f"{name}.cdxj").write_text("".join(f"{line}\n" for line in lines))
    (root / "archive" / "c.warc.gz.open").write_bytes(b"c")
    (root / "pages" / "pages.jsonl").write_text('{"format": "json-pages-1.0"}\n')
    (root / "catalogue.sqlite").write_bytes(b"private")
    (root / "manifest.jsonl").write_bytes(b"private")
    return root


def whole(part: Part) -> bytes:
    return b"".join(part.chunks(0, part.size))


def members(path: Path) -> dict[str, bytes]:
    """What ReplayWeb.page finds in it."""
    with source(path) as found:
        content = whole(found.files["collection.wacz"])
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        places = {
            x.filename: (x.header_offset + 30 + len(x.filename), x.file_size)
            for x in file.infolist()
        }
    return {name: content[start : start + size] for name, (start, size) in places.items()}


def test_collection_is_a_wacz_of_its_sealed_files(collection: Path) -> None:
    found = members(collection)

    assert list(found) == [
        "datapackage.json", "pages/pages.jsonl", "indexes/index.idx", "indexes/index.cdx.gz",
        "archive/a.warc.gz", "archive/b.warc.gz",
    ]  # fmt: skip
    assert found["archive/a.warc.gz"] == b"a" * 50
    assert found["pages/pages.jsonl"] == b'{"format": "json-pages-1.0"}\n'
    assert b"private" not in b"".join(found.values())


def test_index_has_the_lines_of_all_files_sorted(collection: Path) -> None:
    packed = members(collection)["indexes/index.cdx.gz"]
    a, b = LINES["a"], LINES["b"]

    assert packed[15:-8].decode().splitlines() == [a[0], b[0], a[1]]


def test_collection_has_its_folders_name(collection: Path) -> None:
    package = json.loads(members(collection)["datapackage.json"])

    assert (package["title"], package["metadata"]) == ("my-archive", {"title": "my-archive"})


@pytest.mark.parametrize(
    ("count", "opened"), [(2000, "collection.wacz"), (2001, "collection.json")]
)
def test_long_list_of_pages_is_to_be_asked_for(count: int, opened: str, collection: Path) -> None:
    with (collection / "pages" / "pages.jsonl").open("a") as file:
        file.writelines(f'{{"url": "http://paper.example/{n}"}}\n' for n in range(count))

    with source(collection) as found:
        assert found.opened == opened
        assert list(found.queries) == ["pages"] * (opened == "collection.json")


def test_first_part_of_a_long_list_is_told_at_once(collection: Path) -> None:
    with (collection / "pages" / "pages.jsonl").open("a") as file:
        file.writelines(f'{{"url": "http://paper.example/{n}"}}\n' for n in range(2500))

    with source(collection) as found:
        described = json.loads(whole(found.files[found.opened]))
        second = json.loads(found.queries["pages"]("page=2&pageSize=25"))

    assert described["pagesQueryUrl"] == "captures/pages"
    assert described["resources"] == [{"name": "collection.wacz", "path": "collection.wacz"}]
    assert described["totalPages"] == 2500
    assert [page["url"] for page in described["initialPages"]] == [
        f"http://paper.example/{n}" for n in range(2499, 2474, -1)
    ]
    assert second["items"][0]["url"] == "http://paper.example/2474"


def test_nothing_is_left_behind(collection: Path) -> None:
    before = sorted(collection.rglob("*"))
    members(collection)

    assert sorted(collection.rglob("*")) == before


def test_list_of_pages_may_be_missing(collection: Path) -> None:
    (collection / "pages" / "pages.jsonl").unlink()

    assert members(collection)["pages/pages.jsonl"] == (
        b'{"format": "json-pages-1.0", "id": "pages", "title": "Articles"}\n'
    )


@pytest.mark.parametrize("name", ["x.warc", "x.warc.gz", "X.WARC.GZ"])
def test_warc_file_is_given_as_it_is(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"WARC/1.1\r\n")
    with source(tmp_path / name) as found:
        assert {x: whole(part) for x, part in found.files.items()} == {
            f"capture{name[1:].lower()}": b"WARC/1.1\r\n"
        }
        assert found.title == name


def nothing(path: Path) -> None:
    pass


def empty_folder(path: Path) -> None:
    path.mkdir()


def no_sealed_file(path: Path) -> None:
    (path / "archive").mkdir(parents=True)


def text(path: Path) -> None:
    path.write_text("not a ZIP file")


def other_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("a.txt", "no package")


@pytest.mark.parametrize(
    ("name", "make", "reason"),
    [
        ("x", nothing, "no such file or folder"),
        ("x.txt", text, r"only \.wacz, \.warc and \.warc\.gz files can be replayed"),
        ("x.warc.gz.open", text, r"only \.wacz, \.warc and \.warc\.gz files can be replayed"),
        ("x.wacz", text, "is no WACZ file"),
        ("x.wacz", other_zip, r"is no WACZ file \(datapackage\.json is missing\)"),
        ("x", empty_folder, "no collection here"),
        ("x", no_sealed_file, "has no index yet"),
    ],
)
def test_what_cannot_be_replayed_is_told(
    name: str, make: Callable[[Path], None], reason: str, tmp_path: Path
) -> None:
    make(tmp_path / name)

    with pytest.raises(ArchiverError, match=reason), source(tmp_path / name):
        pass


def test_a_replay_that_runs_answers_nothing_more_after_a_redaction(collection: Path) -> None:
    with source(collection) as found:
        before = found.holds()
        (collection / "redaction.json").write_text("{}")
        during = found.holds()
        (collection / "redaction.json").unlink()
        (collection / "redactions.jsonl").write_text("{}\n")
        after = found.holds()

    with source(collection) as found:
        anew = found.holds()
    assert (before, during, after, anew) == (True, False, False, True)
