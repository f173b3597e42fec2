from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime

import msgspec
import polars
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver import Article, Moment
from archiver.data import SCHEMA_VERSION, articles, batch, batches, schema
from archiver.data.columns import COLUMNS, Column
from archiver.data.parts import Part
from archiver.errors import DataError
from tests.archiver.data.made import ANY, EMPTY, FOREIGN, FULL

THREE = [FULL, EMPTY, FOREIGN]


@settings(deadline=None, max_examples=40)
@given(st.lists(ANY, max_size=4))
def test_articles_come_back_equal(given: list[Article]) -> None:
    assert list(articles(batch(given))) == given


def test_a_column_holds_what_the_page_says() -> None:
    row = batch(THREE).to_pylist()[0]

    assert row["published_at"] == datetime(2024, 4, 30, 22, 30, tzinfo=UTC)
    assert row["published_day"] == date(2024, 5, 1)
    assert row["published_text"] == "1 May 2024, 0:30"
    assert row["modified_at"] is None
    assert row["modified_day"] == date(2024, 5, 2)
    assert row["text"] == "What happened\n\n3. A crane fell, again."
    assert row["authors"][1] == {"name": "Bo Ek", "url": None}
    assert row["body"][0]["level"] == 2
    assert dict(row["evidence"]) == {"title": "h1", "published": "jsonld:datePublished"}


def test_a_moment_without_zone_is_no_instant() -> None:
    row = batch([FOREIGN]).to_pylist()[0]

    assert row["published_at"] is None
    assert row["published_day"] == date(2024, 5, 1)
    assert row["published_iso"] == "2024-05-01T09:00"


def test_an_instant_outside_of_the_calendar_is_null() -> None:
    first = Moment(iso="0001-01-01T00:00:00+14:00", text="x", zone="page")

    row = batch([Article(url=None, published=first)]).to_pylist()[0]

    assert row["published_at"] is None
    assert row["published_day"] == date(1, 1, 1)


def test_half_a_surrogate_pair_is_a_replacement_character() -> None:
    (read,) = articles(batch([Article(url="https://a.example/", title="a\ud800b")]))

    assert read.title == "a�b"


def test_every_column_of_an_article_is_a_column_of_the_table() -> None:
    names = {column.name for column in COLUMNS}
    composite = {"published", "modified", "rights", "capture"}

    assert {x.name for x in fields(Article)} - composite <= names


def parts(column: Column) -> list[Part]:
    found = [column.part] if column.part else []
    return found + [x.part for p in found for x in p.fields if x.part]


@pytest.mark.parametrize(
    "part", [p for x in COLUMNS for p in parts(x)], ids=lambda p: p.of.__name__
)
def test_a_struct_has_the_fields_of_its_value(part: Part) -> None:
    assert [x.name for x in part.fields] == [x.name for x in msgspec.structs.fields(part.of)]


def test_the_schema_says_its_version_and_what_a_column_means() -> None:
    found = schema()

    assert found.metadata == {b"archiver.schema": str(SCHEMA_VERSION).encode()}
    assert found.field("paywalled").metadata == {
        b"description": b"whether it must be paid for; null: the page does not say"
    }


def test_batches_are_bounded_by_rows_and_by_text() -> None:
    assert [x.num_rows for x in batches([FULL] * 5, rows=2)] == [2, 2, 1]
    assert [x.num_rows for x in batches([FULL] * 5, characters=60)] == [2, 2, 1]
    assert list(batches([])) == []


def slices(table: pa.RecordBatch) -> pa.Table:
    return pa.Table.from_batches([table.slice(0, 1), table.slice(1)])


def other_order(table: pa.RecordBatch) -> pa.Table:
    return pa.Table.from_batches([table]).select(list(reversed(table.schema.names)))


def polars_frame(table: pa.RecordBatch) -> object:
    return polars.from_arrow(pa.Table.from_batches([table]))


@pytest.mark.parametrize("given", [slices, other_order, polars_frame])
def test_tables_of_other_makes_are_read(given: Callable[[pa.RecordBatch], object]) -> None:
    assert list(articles(given(batch(THREE)))) == THREE


def test_a_column_that_is_missing_is_nothing() -> None:
    older = pa.Table.from_batches([batch(THREE)]).drop_columns(["images", "paywalled", "evidence"])

    assert [(x.images, x.paywalled, x.evidence) for x in articles(older)] == [((), None, {})] * 3


def test_a_field_of_a_struct_that_is_missing_is_nothing() -> None:
    images = pa.array([[{"url": "https://a.example/x.jpg"}]])
    table = pa.Table.from_batches([batch([EMPTY])])
    older = table.set_column(table.schema.get_field_index("images"), "images", images)

    (read,) = articles(older)

    assert (read.images[0].url, read.images[0].caption) == ("https://a.example/x.jpg", None)


def test_what_is_no_table_of_articles_is_one_line() -> None:
    with pytest.raises(DataError, match="no table of articles: it has no column url, kind, body"):
        list(articles(pa.table({"title": ["a"]})))
    with pytest.raises(DataError, match="str is no table"):
        list(articles("a.parquet"))


def test_a_column_of_another_type_is_one_line() -> None:
    table = pa.Table.from_batches([batch([EMPTY])])
    wrong = table.set_column(0, "url", pa.array([[1]]))

    with pytest.raises(DataError, match=r"^column url: is list<\w+: int64>, not string$"):
        list(articles(wrong))
