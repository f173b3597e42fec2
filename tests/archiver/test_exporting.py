"""`archiver export`, and a collection opened in Python."""

import contextlib
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import archiver
from archiver.cli import main
from archiver.collection.importing.importing import import_files
from archiver.errors import DataError
from tests.archiver.collection.importing.foreign import STORY, TITLE, loaf, story, warc
from tests.archiver.collection.redaction.making import SENTENCES

DOCS = Path(__file__).parents[2] / "docs" / "exporting.md"
RESERVED = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\ntdm-reservation: 1\r\n",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    old = story(sentences=SENTENCES[:2], name="0", date="2014-01-01T00:00:00Z")
    file = warc(tmp_path / "x.warc.gz", story(), loaf())
    import_files(tmp_path / "my-archive", [file, warc(tmp_path / "old.warc", old)])
    return tmp_path / "my-archive"


def export(folder: Path, *words: object) -> Result:
    return CliRunner().invoke(main, ["export", *map(str, words), "-c", str(folder)])


def titles(text: str) -> list[str]:
    return [json.loads(line)["title"] for line in text.splitlines()]


def test_articles_are_printed(folder: Path) -> None:
    assert sorted(titles(export(folder).stdout)) == ["Last loaf", TITLE]
    assert titles(export(folder, "ropes").stdout) == [TITLE]
    assert titles(export(folder, "--publication", "paper-example", "loaf").stdout) == ["Last loaf"]


def test_articles_are_written(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "o.jsonl"

    done = export(folder, "--to", target)

    assert (done.exit_code, done.stdout) == (0, f"{target}: 2 articles\n")
    assert sorted(titles(target.read_text())) == ["Last loaf", TITLE]


def test_a_target_that_is_there_stays(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "o.csv"
    target.write_text("mine")

    refused = export(folder, "--to", target)

    assert refused.stderr == f"Error: {target}: is there already; --force replaces it\n"
    assert target.read_text() == "mine"
    assert export(folder, "--to", target, "--force").exit_code == 0


def test_a_folder_of_other_things_is_never_replaced(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "o"
    assert export(folder, "--to", f"{target}/").exit_code == 0
    assert export(folder, "--to", f"{target}/", "--force").exit_code == 0
    (target / "notes.txt").write_text("mine")

    refused = export(folder, "--to", f"{target}/", "--force")

    assert refused.stderr == (
        f"Error: {target}: holds more than Parquet files (notes.txt), and is not replaced; name"
        " another folder or remove it\n"
    )
    assert sorted(path.name for path in target.iterdir()) == ["notes.txt", "part-0.parquet"]


def test_a_folder_stays_where_its_new_content_cannot_be_written(
    folder: Path, tmp_path: Path
) -> None:
    target = tmp_path / "o"
    export(folder, "--to", f"{target}/")

    refused = export(folder, "--to", f"{target}/", "--force", "--partition-by", "nosuch")

    assert refused.exit_code == 1
    assert [path.name for path in target.iterdir()] == ["part-0.parquet"]


def test_what_is_of_a_target_needs_one(folder: Path) -> None:
    refused = export(folder, "--force")

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "Error: --force is of a target; give one with --to\n" in refused.stderr


def test_a_folder_of_parquet_files_may_be_divided(folder: Path, tmp_path: Path) -> None:
    done = export(folder, "--to", f"{tmp_path}/o/", "--partition-by", "language")

    assert done.exit_code == 0, done.output
    assert [path.name for path in (tmp_path / "o").iterdir()] == ["language=en"]


def test_all_versions_are_written_where_that_is_asked_for(folder: Path) -> None:
    lines = export(folder, "ropes", "--all-versions").stdout.splitlines()

    assert [len(json.loads(line)["body"]) for line in lines] == [2, 3]


def test_what_is_reserved_is_left_out(folder: Path, tmp_path: Path) -> None:
    reserved = story("http://c.example/story/1", name="8").replace(*RESERVED)
    head, _, block = reserved.partition(b"\r\n\r\n")
    size = len(block) - 4
    head = re.sub(rb"Content-Length: \d+", b"Content-Length: %d" % size, head)
    import_files(folder, [warc(tmp_path / "r.warc", head + b"\r\n\r\n" + block)])

    with archiver.open_collection(folder) as archive:
        assert archive.export(tmp_path / "a.jsonl") == 3
        assert archive.export(tmp_path / "b.jsonl", without=("tdm-reservation",)) == 2


def test_a_format_that_is_not_known_is_told(folder: Path, tmp_path: Path) -> None:
    with (
        archiver.open_collection(folder) as archive,
        pytest.raises(DataError, match="no format is known by this name"),
    ):
        archive.export(tmp_path / "x.docx")


def test_the_example_of_the_docs_prints_what_it_says(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, printed = re.search(
        r"```python\n(.*?)```\n\n```text\n(.*?)```", DOCS.read_text(), re.DOTALL
    ).groups()  # type: ignore[union-attr]
    monkeypatch.chdir(folder.parent)
    out = io.StringIO()

    with contextlib.redirect_stdout(out):
        exec(code, {})

    assert out.getvalue() == printed


def test_a_capture_is_of_the_file_that_was_imported(folder: Path) -> None:
    with archiver.open_collection(folder) as archive:
        assert [one.ref.file for one in archive.captures(STORY)] == ["x.warc.gz", "old.warc"]
