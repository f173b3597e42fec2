import csv
import gzip
import json
import sqlite3
import sys
from pathlib import Path

import duckdb
import pyarrow.dataset
import pyarrow.parquet
import pytest

import archiver
from archiver import Article
from archiver.data import articles, merge, open_writer
from archiver.data.columns import COLUMNS
from archiver.errors import DataError
from tests.archiver.data.made import EMPTY, FOREIGN, FULL

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

THREE = [FULL, EMPTY, FOREIGN]


def write(path: Path | str, given: list[Article] = THREE, **options: object) -> Path:
    with open_writer(path, **options) as writer:  # type: ignore[arg-type]
        writer.write(given)
    return Path(path)


def test_parquet_holds_equal_articles_and_the_schema(tmp_path: Path) -> None:
    path = write(tmp_path / "new" / "a.parquet")

    table = pyarrow.parquet.read_table(path)
    assert list(articles(table)) == THREE
    assert table.schema.metadata[b"archiver.schema"] == b"1"
    assert pyarrow.parquet.ParquetFile(path).metadata.row_group(0).column(0).compression == "ZSTD"
    assert [x.name for x in path.parent.iterdir()] == ["a.parquet"]


@pytest.mark.parametrize(
    ("name", "read"), [("a.jsonl", open), ("a.jsonl.gz", gzip.open), ("a.jsonl.zst", zstd.open)]
)
def test_json_lines_are_those_of_the_articles(tmp_path: Path, name: str, read: object) -> None:
    path = write(tmp_path / name)

    with read(path, "rt", encoding="utf-8") as lines:  # type: ignore[operator]
        assert [line.rstrip("\n") for line in lines] == [x.to_json() for x in THREE]


def test_csv_has_a_column_a_name_and_json_for_lists(tmp_path: Path) -> None:
    with write(tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        names, full, empty, foreign = csv.reader(file)

    assert names == [column.name for column in COLUMNS]
    row = dict(zip(names, full, strict=True))
    assert row["published_at"] == "2024-04-30T22:30:00Z"
    assert row["published_day"] == "2024-05-01"
    assert row["paywalled"] == "false"
    assert row["capture_offset"] == "8589934592"
    assert json.loads(row["authors"])[1] == {"name": "Bo Ek", "url": None}
    assert dict(zip(names, empty, strict=True))["title"] == ""
    assert dict(zip(names, foreign, strict=True))["text"] == "=1+1"


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.csv.gz"])
def test_what_is_compressed_says_no_time(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name)

    assert path.read_bytes()[4:8] == b"\0\0\0\0"  # RFC 1952 §2.3.1: MTIME


def test_csv_for_a_spreadsheet_holds_no_formulas(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [FOREIGN], spreadsheet=True)

    assert ",'=1+1," in path.read_text(encoding="utf-8")


def test_sqlite_has_tables_to_join(tmp_path: Path) -> None:
    db = sqlite3.connect(write(tmp_path / "a.sqlite"))
    found = db.execute(
        "SELECT authors.name, articles.title, links.url FROM authors"
        " JOIN articles ON articles.id = authors.article"
        " JOIN links ON links.article = articles.id ORDER BY authors.position"
    ).fetchall()

    assert found == [
        ("Ada Lund", "Crane falls, “nobody hurt”", "https://harbour.example/story/0"),
        ("Bo Ek", "Crane falls, “nobody hurt”", "https://harbour.example/story/0"),
    ]
    assert db.execute("SELECT id, url, kind FROM articles").fetchall() == [
        (1, "https://harbour.example/story/1", "article"),
        (2, None, "article"),
        (3, "https://tokyo.example/1", "article"),
    ]
    assert db.execute("SELECT block, position, text FROM links").fetchall() == [(1, 0, "again")]
    assert db.execute("SELECT source FROM evidence WHERE field = 'title'").fetchall() == [("h1",)]
    assert db.execute("PRAGMA user_version").fetchone() == (1,)
    db.close()


def test_each_column_of_sqlite_is_explained(tmp_path: Path) -> None:
    db = sqlite3.connect(write(tmp_path / "a.sqlite", []))
    tables = [x for (x,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    keys = {"id", "article", "position"}
    there = {
        (table, row[1])
        for table in tables
        if table != "columns"
        for row in db.execute(f"PRAGMA table_info({table})")
        if row[1] not in keys
    }

    assert {(x, y) for x, y in db.execute('SELECT "table", "column" FROM columns')} == there
    db.close()


def test_a_folder_is_divided_as_hive_does_it(tmp_path: Path) -> None:
    folder = write(tmp_path / "out", partition_by=("publication", "published_day"))

    assert sorted(str(x.relative_to(folder)) for x in folder.rglob("*.parquet")) == [
        "publication=%E6%97%A5%E5%A0%B1/published_day=2024-05-01/part-0.parquet",
        "publication=Harbour Post/published_day=2024-05-01/part-0.parquet",
        "publication=__HIVE_DEFAULT_PARTITION__/"
        "published_day=__HIVE_DEFAULT_PARTITION__/part-0.parquet",
    ]
    table = pyarrow.dataset.dataset(folder, partitioning="hive").to_table()
    assert sorted(articles(table), key=lambda x: x.url or "") == [EMPTY, FULL, FOREIGN]
    pattern = f"{folder}/**/*.parquet"
    found = duckdb.read_parquet(pattern, hive_partitioning=True)
    named = found.filter("title IS NOT NULL").order("title").project("publication")
    assert named.fetchall() == [("Harbour Post",), ("日報",)]


def test_a_value_that_no_folder_can_be_called_is_cut(tmp_path: Path) -> None:
    long = [Article(url="a", channel="x" * 900), Article(url="b", channel="../\x00é" * 90)]

    folder = write(tmp_path / "out", long, partition_by="channel")

    names = sorted(x.name for x in folder.iterdir())
    assert all(x.startswith("channel=") and x.endswith("%E2%80%A6") for x in names)
    assert [len(x) <= 208 for x in names] == [True, True]
    read = sorted(archiver.load(folder).articles(), key=lambda x: x.url or "")
    assert [(x.channel or "")[:4] for x in read] == ["xxxx", "../\x00"]


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(DataError, match="is there already"):
        write(tmp_path)
    assert [x.name for x in tmp_path.iterdir()] == ["mine.txt"]


def test_only_columns_of_single_values_divide_a_folder(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot divide by authors, day: not a column of single"):
        open_writer(tmp_path / "out/", partition_by=["authors", "day"])
    with pytest.raises(DataError, match="only a folder can be divided by channel"):
        open_writer(tmp_path / "a.parquet", partition_by="channel")


@pytest.mark.parametrize("name", ["a.parquet", "a.jsonl", "a.csv", "a.sqlite", "a"])
def test_what_fails_leaves_nothing_and_harms_nothing(tmp_path: Path, name: str) -> None:
    def failing() -> object:
        yield FULL
        raise RuntimeError

    with pytest.raises(RuntimeError), open_writer(tmp_path / name) as writer:
        writer.write(failing())  # type: ignore[arg-type]

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.sqlite", "b.parquet", "out"])
def test_parts_are_merged_into_one_target(tmp_path: Path, name: str) -> None:
    parts = [write(tmp_path / "1.parquet", [FULL]), write(tmp_path / "2.parquet", [EMPTY, FOREIGN])]
    straight = write(tmp_path / "straight" / name)

    assert merge(parts, tmp_path / name) == 3

    if name.endswith((".jsonl", ".csv")):
        assert (tmp_path / name).read_bytes() == straight.read_bytes()
    elif name.endswith(".sqlite"):
        dumps = [sqlite3.connect(x) for x in (tmp_path / name, straight)]
        assert list(dumps[0].iterdump()) == list(dumps[1].iterdump())
        [x.close() for x in dumps]  # type: ignore[func-returns-value]
    else:
        assert list(articles(pyarrow.parquet.read_table(tmp_path / name))) == THREE


def test_a_part_that_is_damaged_is_named(tmp_path: Path) -> None:
    part = write(tmp_path / "1.parquet")
    part.write_bytes(part.read_bytes()[:-9])

    with pytest.raises(DataError, match=r"1\.parquet: cannot be read as Parquet"):
        merge([part], tmp_path / "all.jsonl")
    assert sorted(x.name for x in tmp_path.iterdir()) == ["1.parquet"]


@pytest.mark.parametrize("name", ["a.txt", "a.parquet.gz", "a.gz"])
def test_a_name_that_means_no_format_is_one_line(name: str) -> None:
    with pytest.raises(DataError, match=f"^{name}: no format is known by this name"):
        open_writer(name)


def test_half_a_surrogate_pair_is_written_as_a_replacement(tmp_path: Path) -> None:
    half = [Article(url="https://a.example/", title="a\ud800b", topics=("\udc00",))]

    assert "a�b" in write(tmp_path / "a.jsonl", half).read_text(encoding="utf-8")
    assert "a?b" in write(tmp_path / "a.csv", half).read_text(encoding="utf-8")
    db = sqlite3.connect(write(tmp_path / "a.sqlite", half))
    assert db.execute("SELECT title, topic FROM articles, topics").fetchall() == [("a�b", "�")]
    db.close()
