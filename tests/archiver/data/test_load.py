"""A table of each kind of source, handed to each library."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import datasets
import duckdb
import pandas
import polars
import pyarrow as pa
import pytest

import archiver
from archiver import DataError, LoadingError
from archiver.data import articles, batch, schema
from archiver.data.extras import library
from archiver.errors import MissingExtra
from tests.archiver.data.made import EMPTY, FOREIGN, FULL
from tests.warcs.warc_bytes import record

THREE = [FULL, EMPTY, FOREIGN]
PAGES = Path(__file__).parent.parent.parent / "pages" / "ecommercetimes"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"


@pytest.fixture(scope="module")
def warc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two stories and a page that is gone, in a file."""
    path = tmp_path_factory.mktemp("warcs") / "news.warc"
    gone = HEAD.replace(b"200 OK", b"404 Not Found")
    pages = [(page / "page.html").read_bytes() for page in sorted(PAGES.iterdir())]
    path.write_bytes(
        b"".join(
            record("response", f"https://www.ecommercetimes.com/story/{number}.html", block)
            for number, block in enumerate([HEAD + pages[0], gone, HEAD + pages[1]])
        )
    )
    return path


def test_captures_are_read_when_rows_are_asked_for(warc: Path) -> None:
    table = archiver.load(warc)

    assert table.report is None
    assert repr(table) == "<archiver.Table: not read yet>"
    found = table.arrow()
    assert [x.rsplit("/", 1)[1] for x in found["url"].to_pylist()] == ["0.html", "2.html"]
    assert table.report is not None
    assert table.report.classes == {"article": 2, "status: 404": 1}
    assert list(table.articles()) == list(archiver.read(warc))
    assert repr(table) == "<archiver.Table: 2 articles>"


def test_the_filters_of_read_are_those_of_load(warc: Path) -> None:
    assert archiver.load(warc, url="*/2.html").arrow().num_rows == 1
    assert archiver.load(warc, kinds="listing").arrow().num_rows == 0
    with pytest.raises(LoadingError, match="since: 'May' is no date"):
        archiver.load(warc, since="May")
    with pytest.raises(LoadingError, match=r"none\.warc: no such file"):
        archiver.load(warc.with_name("none.warc"))


def test_rows_that_were_kept_are_not_read_again(tmp_path: Path, warc: Path) -> None:
    copy = tmp_path / "news.warc"
    copy.write_bytes(warc.read_bytes())
    table = archiver.load(copy)
    assert len(table.polars()) == 2
    copy.unlink()

    assert len(table.pandas()) == 2
    assert [x.num_rows for x in table.batches()] == [2]


def test_pandas_has_days_moments_lists_and_nulls() -> None:
    frame = archiver.load(THREE).pandas()

    assert frame["published_day"].tolist() == [date(2024, 5, 1), pandas.NA, date(2024, 5, 1)]
    assert frame["published_at"].dt.hour.tolist() == [22, pandas.NA, pandas.NA]
    assert frame["paywalled"].tolist() == [False, pandas.NA, True]
    assert frame.explode("topics").groupby("topics").size().to_dict() == {"cranes": 1, "harbour": 1}


def test_polars_has_lists_of_structs() -> None:
    frame = archiver.load(THREE).polars()
    names = frame.explode("authors").select(polars.col("authors").struct.field("name"))

    assert names.drop_nulls()["name"].to_list() == ["Ada Lund", "Bo Ek"]
    assert frame["published_at"].dtype == polars.Datetime("us", "UTC")


def test_duckdb_queries_what_was_loaded(tmp_path: Path) -> None:
    database = duckdb.connect(tmp_path / "news.duckdb")

    found = archiver.load(THREE).duckdb(database, "stories")

    names = found.project("unnest(authors).name AS name").order("name")
    assert names.fetchall() == [("Ada Lund",), ("Bo Ek",)]
    assert found.project("evidence['title']").fetchall()[0] == ("h1",)
    assert found.count("*").fetchall() == found.count("*").fetchall() == [(3,)]
    with pytest.raises(DataError, match=r"^stories: is there already; give another name$"):
        archiver.load(THREE).duckdb(database, "stories")
    database.close()


def test_duckdb_reads_parquet_itself(tmp_path: Path) -> None:
    path = archiver.load(THREE).to_parquet(tmp_path / "a.parquet")

    found = archiver.load(path).duckdb()

    assert found.filter("paywalled").project("publication").fetchall() == [("日報",)]
    assert "PARQUET" in found.explain().upper()


def test_a_data_set_of_hugging_face_has_a_row_an_article() -> None:
    found = archiver.load(THREE).to_dataset()

    assert isinstance(found, datasets.Dataset)
    assert found[0]["evidence"][0] == {"key": "title", "value": "h1"}
    assert list(articles(found.with_format("arrow")[:])) == THREE


def test_whatever_takes_arrows_stream_takes_a_table() -> None:
    table = archiver.load(THREE)

    assert pa.table(table).num_rows == 3
    assert polars.DataFrame(table).height == 3
    assert list(articles(table)) == THREE


def generated(_: Path) -> object:
    return (x for x in THREE)


def a_frame(_: Path) -> object:
    return archiver.load(THREE).pandas()


def a_table(_: Path) -> object:
    return archiver.load(THREE)


def a_stream(_: Path) -> object:
    return archiver.load(THREE).reader()


def a_batch(_: Path) -> object:
    return batch(THREE)


def a_file(folder: Path) -> object:
    return str(archiver.load(THREE).to_parquet(folder / "a.parquet"))


def files(folder: Path) -> object:
    return [archiver.load([x]).to_parquet(folder / f"{i}.pq") for i, x in enumerate(THREE)]


def a_glob(folder: Path) -> object:
    files(folder)
    return folder / "*.pq"


def lines(folder: Path) -> object:
    return archiver.load(THREE).write(folder / "a.jsonl")


def packed_lines(folder: Path) -> object:
    return [archiver.load([x]).write(folder / f"{i}.jsonl.zst") for i, x in enumerate(THREE)]


def a_folder(folder: Path) -> object:
    return archiver.load(THREE).to_parquet(folder / "out")


SOURCES = [
    generated, a_frame, a_table, a_stream, a_batch, a_file, files, a_glob, lines, packed_lines,
    a_folder,
]  # fmt: skip


@pytest.mark.parametrize("make", SOURCES)
def test_a_source_gives_equal_articles(make: Callable[[Path], object], tmp_path: Path) -> None:
    table = archiver.load(make(tmp_path))

    assert table.arrow().schema.equals(schema(), check_metadata=True)
    assert list(table.articles()) == THREE


@pytest.mark.parametrize("make", SOURCES)
def test_a_source_is_filtered(make: Callable[[Path], object], tmp_path: Path) -> None:
    table = archiver.load(make(tmp_path), domain="harbour.example", since="2024-05-01")

    assert list(table.articles()) == [FULL]


def test_a_divided_folder_comes_back_whole(tmp_path: Path) -> None:
    by = ["publication", "published_day", "published_at", "paywalled"]
    folder = archiver.load(THREE).to_parquet(tmp_path / "out", partition_by=by)

    found = sorted(archiver.load(folder).articles(), key=lambda x: x.url or "")

    assert found == [EMPTY, FULL, FOREIGN]


def test_an_iterator_can_be_read_once() -> None:
    table = archiver.load(x for x in THREE)
    assert len(list(table.batches())) == 1

    with pytest.raises(DataError, match="iterator, which has been read; call arrow"):
        table.arrow()


def test_no_articles_are_a_table_without_rows(tmp_path: Path) -> None:
    table = archiver.load([])

    assert table.arrow().num_rows == 0
    assert len(table.pandas()) == len(table.polars()) == len(table.to_dataset()) == 0
    assert archiver.load(table.to_parquet(tmp_path / "out")).arrow().num_rows == 0


def test_columns_that_are_not_ours_are_kept_in_parquet(tmp_path: Path) -> None:
    marked = archiver.load(THREE).arrow().append_column("mark", pa.array([1, 2, 3]))

    path = archiver.load(marked).to_parquet(tmp_path / "a.parquet")

    assert archiver.load(path).polars()["mark"].to_list() == [1, 2, 3]
    assert list(archiver.load(path).articles()) == THREE


def test_what_was_read_has_no_statuses_to_filter(tmp_path: Path) -> None:
    for name, value in {"status": 404, "mime": "all", "duplicates": False}.items():
        with pytest.raises(DataError, match=f"^{name}: can be asked of captures only"):
            archiver.load(THREE, **{name: value})  # type: ignore[arg-type]


def test_what_holds_no_articles_is_one_line(tmp_path: Path) -> None:
    pa.parquet.write_table(pa.table({"a": [1]}), tmp_path / "other.parquet")
    (tmp_path / "bad.parquet").write_bytes(b"PAR1")
    (tmp_path / "bad.jsonl").write_text(FULL.to_json() + '\n{"url": 1}\n')

    for name, said in {
        "other.parquet": "no table of articles: it has no column url, kind, title, body$",
        "bad.parquet": r"cannot be read as Parquet \(",
        "bad.jsonl": r"line 2 is no article \(Expected `str \| null`",
        "none.parquet": "there is no such file",
        "none*.parquet": "fits no file",
    }.items():
        with pytest.raises(DataError, match=said):
            archiver.load(tmp_path / name).arrow()
    with pytest.raises(DataError, match=r"^the DataFrame: no table of articles"):
        archiver.load(polars.DataFrame({"a": [1]}))


def test_a_library_that_is_not_installed_is_one_line_with_the_command() -> None:
    with pytest.raises(MissingExtra) as told:
        library("no_such_library", "a data frame")

    assert str(told.value) == (
        "a data frame needs no_such_library: pip install 'news-archiver[no_such_library]'"
    )
    assert str(MissingExtra("Parquet", "pyarrow", "data")) == (
        "Parquet needs pyarrow: pip install 'news-archiver[data]'"
    )


def test_without_pyarrow_articles_are_still_written(tmp_path: Path) -> None:
    program = f"""
import sys
import archiver
heavy = {{"pyarrow", "pandas", "polars", "duckdb", "datasets", "numpy", "rensa"}}
print(sorted(heavy & set(sys.modules)))
sys.modules["pyarrow"] = None
table = archiver.load([archiver.Article(url="https://a.example/")])
for name in ("a.jsonl", "a.csv", "a.sqlite"):
    table.write({str(tmp_path)!r} + "/" + name)
try:
    table.to_parquet({str(tmp_path)!r} + "/a.parquet")
except archiver.MissingExtra as error:
    print(error)
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert (ran.stderr, ran.stdout.splitlines()) == (
        "",
        [
            "[]",
            "a table needs pyarrow: pip install 'news-archiver[data]'",
        ],
    )
    assert sorted(x.name for x in tmp_path.iterdir()) == ["a.csv", "a.jsonl", "a.sqlite"]
