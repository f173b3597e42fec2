"""`archiver index` and `archiver find`, as a user calls them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archiver.cli import main
from archiver.collection import Session
from tests.warcs.recording import page
from tests.warcs.warc_bytes import record

URL = "http://a.example/x"


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def warcs(tmp_path: Path) -> Path:
    folder = tmp_path / "warcs"
    folder.mkdir()
    for name, url in (("b", URL), ("a", "http://z.example/")):
        (folder / f"{name}.warc").write_bytes(record("response", url))
    return folder


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "collection"
    session = Session(folder)
    session.recorder.record(page())
    session.close()
    return folder


def test_an_index_goes_to_standard_output(warcs: Path) -> None:
    done = call("index", warcs)

    assert done.exit_code == 0
    assert [line.split(" ")[0] for line in done.stdout.splitlines()] == [
        "example,a)/x",
        "example,z)/",
    ]
    assert done.stderr == "2 files read, 2 lines; 0 files known from before\n"


@pytest.mark.parametrize("name", ["index.cdxj", "index.cdx.gz"])
def test_many_files_have_one_index(name: str, warcs: Path, tmp_path: Path) -> None:
    assert call("index", warcs, "-o", tmp_path / name).exit_code == 0

    found = call("find", "a.example/x", "-i", tmp_path / name)
    assert found.stdout == f"2026-03-02 12:30:15  200  text/html  {URL}  b.warc:0\n"


def test_a_folder_of_segments_is_brought_up_to_date(warcs: Path, tmp_path: Path) -> None:
    call("index", warcs, "-o", tmp_path / "indexes")
    (warcs / "c.warc").write_bytes(record("response", URL))

    done = call("index", warcs, "-o", tmp_path / "indexes")

    assert done.stderr == "c.warc\n1 files read, 1 lines; 2 files known from before\n"
    assert len(call("find", URL, "-i", tmp_path / "indexes").stdout.splitlines()) == 2


def test_a_collection_has_its_own(collection: Path, tmp_path: Path) -> None:
    (segment,) = (collection / "indexes").glob("*.cdxj")
    sealed = segment.read_bytes()

    assert call("index", collection).stderr.endswith("1 files known from before\n")
    segment.unlink()
    assert call("index", collection, "-o", tmp_path / "all.cdxj").exit_code == 0

    assert segment.read_bytes() == sealed
    assert (tmp_path / "all.cdxj").read_bytes() == sealed


def test_captures_are_told_to_programs(collection: Path) -> None:
    done = call(
        "find", "https://harbourpost.example/", "-c", collection, "--match", "host", "--json"
    )

    (told,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert told["key"] == "example,harbourpost)/story?id=1"
    assert told["date"] == "2026-03-02T12:30:15Z"
    assert told["status"] == 200
    assert (collection / "archive" / told["filename"]).is_file()


@pytest.mark.parametrize(("near", "day"), [("2026-03-03", 2), ("2026-03-09T10:00:00+02:00", 10)])
def test_the_capture_nearest_to_a_day_is_found(near: str, day: int, tmp_path: Path) -> None:
    dates = ("2026-03-02T12:30:15Z", "2026-03-10T12:30:15Z")
    (tmp_path / "x.warc").write_bytes(b"".join(record("response", URL, date=d) for d in dates))
    call("index", tmp_path / "x.warc", "-o", tmp_path / "x.cdxj")

    done = call("find", URL, "-i", tmp_path / "x.cdxj", "--near", near)

    assert done.stdout.startswith(f"2026-03-{day:02d} ")
    assert len(done.stdout.splitlines()) == 1


def test_damage_is_told_and_the_exit_code_says_it(tmp_path: Path) -> None:
    (tmp_path / "x.warc").write_bytes(record("response", URL) + b"WARC/1.1\r\nWARC-Type: resp")

    done = call("index", tmp_path / "x.warc")

    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr.startswith("damaged: x.warc: offset ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("index", "nowhere"), "Error: nowhere: no such file or folder\n"),
        (("find", URL, "-i", "nowhere"), "Path 'nowhere' does not exist"),
        (("find", URL, "-i", ".", "--near", "soon"), "'soon' is not like 2026-03-01T10:00:00Z"),
    ],
)
def test_a_mistake_is_one_line(arguments: tuple[str, ...], said: str) -> None:
    done = call(*arguments)

    assert done.exit_code != 0
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_blocks_without_their_idx_are_told(warcs: Path, tmp_path: Path) -> None:
    call("index", warcs, "-o", tmp_path / "index.cdx.gz")
    (tmp_path / "index.idx").unlink()

    done = call("find", URL, "-i", tmp_path / "index.cdx.gz")

    assert done.exit_code == 1
    assert "its .idx file is missing" in done.stderr
