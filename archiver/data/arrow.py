"""The Arrow schema of a table of articles, and articles as record batches of it, and back.

Columns are built whole, each from one list: nothing is made into a dict on the way.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from archiver.article import Article
from archiver.data.columns import COLUMNS, SCHEMA_VERSION, Column
from archiver.data.extras import arrow
from archiver.data.parts import Field, Part
from archiver.surrogates import whole

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 200
"""Most articles in a batch that is made from articles. As objects they take some 80 kB each; larger
batches are made no faster."""
CHARACTERS = 1 << 24  #: of plain text, after which a batch is full whatever its rows
VERSION_KEY = b"archiver.schema"  #: of the schema's metadata, and of a Parquet file's


@cache
def schema() -> "pa.Schema":
    """The Arrow schema; version and the columns' meanings are in its metadata (docs/tables.md).

    Raises MissingExtra without pyarrow.
    """
    pa = arrow()
    return pa.schema(
        [_field(column, _doc(column)) for column in COLUMNS],
        metadata={VERSION_KEY: str(SCHEMA_VERSION).encode()},
    )


def _doc(column: Column) -> str:
    return f"{column.meaning}; null: {column.null}" if column.null else column.meaning


def _field(what: Column | Field, doc: str) -> "pa.Field":
    return arrow().field(what.name, type_of(what), metadata={b"description": doc.encode()})


@cache
def type_of(what: Column | Field) -> "pa.DataType":
    """The Arrow type of a column, or of a field inside one."""
    pa = arrow()
    if what.part is not None:
        return pa.list_(struct_of(what.part))
    match what.type:
        case "timestamp[us, UTC]":
            return pa.timestamp("us", tz="UTC")
        case "list<string>":
            return pa.list_(pa.string())
        case "map<string, string>":
            return pa.map_(pa.string(), pa.string())
        case named:
            return pa.type_for_alias(named)


@cache
def struct_of(part: Part) -> "pa.StructType":
    """The Arrow type of what a list holds."""
    return arrow().struct([_field(field, field.meaning) for field in part.fields])


def batch(articles: Iterable[Article]) -> "pa.RecordBatch":
    """The articles as one record batch of :func:`schema`, a row each, in their order.

    For as many as fit in memory twice; :func:`batches` divides many. Raises MissingExtra.
    """
    rows = list(articles)
    columns = [_array(column, [column.get(row) for row in rows]) for column in COLUMNS]
    return arrow().record_batch(columns, schema=schema())


def batches(
    articles: Iterable[Article], rows: int = ROWS, characters: int = CHARACTERS
) -> Iterator["pa.RecordBatch"]:
    """The articles as record batches of at most ``rows`` each, and of not much more text than
    ``characters``; they are taken as they are needed."""
    for group in groups(articles, rows, characters):
        yield batch(group)


def groups(
    articles: Iterable[Article], rows: int = ROWS, characters: int = CHARACTERS
) -> Iterator[list[Article]]:
    """The articles in lists, of which none is empty, bounded as :func:`batches` says."""
    group: list[Article] = []
    size = 0
    for article in articles:
        group.append(article)
        size += sum(len(block.text) for block in article.body)
        if len(group) >= rows or size >= characters:
            yield group
            group, size = [], 0
    if group:
        yield group


def _array(what: Column | Field, values: Sequence[Any]) -> "pa.Array":
    pa = arrow()
    if what.part is not None:
        flat = list(chain.from_iterable(values))
        return pa.ListArray.from_arrays(_offsets(values), _structs(what.part, flat), type_of(what))
    if what.type == "list<string>":
        flat = list(chain.from_iterable(values))
        return pa.ListArray.from_arrays(_offsets(values), _texts(flat), type_of(what))
    if what.type == "map<string, string>":
        keys = list(chain.from_iterable(values))
        items = list(chain.from_iterable(value.values() for value in values))
        return pa.MapArray.from_arrays(_offsets(values), _texts(keys), _texts(items), type_of(what))
    return _texts(values) if what.type == "string" else pa.array(values, type_of(what))


def _offsets(values: Sequence[Any]) -> "pa.Array":
    pa = arrow()
    return pa.array(accumulate(map(len, values), initial=0), pa.int32())


def _structs(part: Part, items: Sequence[Any]) -> "pa.StructArray":
    arrays = [_array(field, list(map(attrgetter(field.name), items))) for field in part.fields]
    return arrow().StructArray.from_arrays(arrays, fields=list(struct_of(part)))


def _texts(values: Sequence[str | None]) -> "pa.Array":
    pa = arrow()
    try:
        return pa.array(values, pa.string())
    except UnicodeEncodeError:  # half a surrogate pair
        return pa.array([value and whole(value) for value in values], pa.string())
