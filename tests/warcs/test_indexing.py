import os
from pathlib import Path

import pytest

from tests.warcs.warc_bytes import record
from warcs import Refused
from warcs.index import indexing


def warc(folder: Path, name: str, *urls: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(b"".join(record("response", url) for url in urls))
    return path


def test_a_file_that_did_not_change_is_not_read_again(tmp_path: Path) -> None:
    paths = [warc(tmp_path, f"{n}.warc", f"http://a.example/{n}") for n in range(3)]

    first = indexing.update(paths, tmp_path / "indexes")
    second = indexing.update(paths, tmp_path / "indexes")

    assert (first.read, first.known, first.lines) == (3, 0, 3)
    assert (second.read, second.known, second.lines) == (0, 3, 0)


@pytest.mark.parametrize("change", ["longer", "later", "other bytes"])
def test_a_file_that_changed_is(change: str, tmp_path: Path) -> None:
    path = warc(tmp_path, "x.warc", "http://a.example/1")
    indexing.update([path], tmp_path / "indexes")
    before = path.stat()
    if change == "longer":
        warc(tmp_path, "x.warc", "http://a.example/1", "http://a.example/2")
    elif change == "other bytes":
        warc(tmp_path, "x.warc", "http://a.example/9")
    if change != "later":
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    else:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))

    assert indexing.update([path], tmp_path / "indexes").read == 1


def test_a_segment_that_is_not_older_is_trusted_where_it_may_be(tmp_path: Path) -> None:
    path = warc(tmp_path, "x.warc", "http://a.example/1")
    (tmp_path / "indexes").mkdir()
    (tmp_path / "indexes" / "x.warc.cdxj").write_text("")

    assert indexing.update([path], tmp_path / "indexes", trusted=True).known == 1
    assert indexing.update([path], tmp_path / "indexes").read == 1


def test_damage_is_told_and_the_rest_indexed(tmp_path: Path) -> None:
    path = warc(tmp_path, "x.warc", "http://a.example/1", "http://a.example/2")
    path.write_bytes(path.read_bytes()[:-20])

    done = indexing.update([path], tmp_path / "indexes")

    assert done.lines == 1
    assert len(done.problems) == 1
    assert done.problems[0].startswith("x.warc: offset ")


def test_files_are_found_in_folders(tmp_path: Path) -> None:
    warc(tmp_path / "deep", "b.warc.gz")
    warc(tmp_path, "a.arc")
    warc(tmp_path, "c.warc.gz.open")
    warc(tmp_path, "notes.txt")

    assert [p.name for p in indexing.found_in([tmp_path])] == ["a.arc", "b.warc.gz"]
    assert indexing.found_in([tmp_path / "notes.txt"]) == [tmp_path / "notes.txt"]


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    warc(tmp_path / "one", "a.warc")
    warc(tmp_path / "two", "a.warc")

    with pytest.raises(Refused, match=r"have one name, by which an index knows them; index them"):
        indexing.found_in([tmp_path])


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"nowhere: no such file or folder$"):
        indexing.found_in([tmp_path / "nowhere"])
