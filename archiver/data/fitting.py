"""Tables as others hold them, made to fit our schema: of older versions, of other libraries.

Libraries have their own types for the same thing (polars: large strings and lists of key and value
for maps; pandas: nanoseconds), and order columns as they like.
"""

from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from archiver.data.arrow import schema
from archiver.data.extras import arrow, library
from archiver.errors import DataError

if TYPE_CHECKING:
    import pyarrow as pa

#: Without these a table is not one of articles; all else may be missing.
_OURS = ("url", "kind", "title", "body")


def fit(table: Any, *, others: bool = False) -> Iterator["pa.RecordBatch"]:  # noqa: ANN401
    """The table's rows as record batches of our schema; with ``others``, its other columns follow.

    ``table``: whatever offers Arrow's C stream. Raises DataError if it does not, or holds no
    articles; MissingExtra.
    """
    reader = stream(table)
    check(reader.schema, f"the {type(table).__name__}")
    wanted = fitted(reader.schema, others=others)
    for batch in reader:
        yield fit_batch(batch, wanted)


def stream(table: Any) -> "pa.RecordBatchReader":  # noqa: ANN401
    """The table's rows, to be taken once."""
    pa = arrow()
    if isinstance(table, pa.RecordBatchReader):
        return table
    if isinstance(table, pa.RecordBatch):
        return pa.RecordBatchReader.from_batches(table.schema, [table])
    if not hasattr(table, "__arrow_c_stream__"):
        raise DataError(f"{type(table).__name__} is no table: neither Arrow's nor a data frame")
    return pa.RecordBatchReader.from_stream(table)


def check(given: "pa.Schema", name: str) -> None:
    """Raises DataError if a table of this schema holds no articles."""
    missing = [column for column in _OURS if column not in given.names]
    if missing:
        raise DataError(f"{name}: no table of articles: it has no column {', '.join(missing)}")


def fitted(given: "pa.Schema", *, others: bool = False) -> "pa.Schema":
    """The schema of what :func:`fit` makes of a table of the schema ``given``."""
    ours = schema()
    more = [field for field in given if others and field.name not in ours.names]
    return arrow().schema([*ours, *more], metadata=ours.metadata)


def fit_batch(batch: "pa.RecordBatch", wanted: "pa.Schema | None" = None) -> "pa.RecordBatch":
    """The rows under the schema ``wanted``, by default ours."""
    wanted = wanted or schema()
    if batch.schema.equals(wanted):
        return batch.replace_schema_metadata(wanted.metadata)
    present = set(batch.schema.names)
    arrays = [
        _fit(batch.column(field.name), field.type, field.name)
        if field.name in present
        else _nothing(field.type, batch.num_rows)
        for field in wanted
    ]
    return arrow().record_batch(arrays, schema=wanted)


def _fit(array: "pa.Array", wanted: "pa.DataType", name: str) -> "pa.Array":
    pa = arrow()
    if array.type.equals(wanted, check_metadata=True):
        return array
    if pa.types.is_null(array.type):
        return _nothing(wanted, len(array))
    try:
        if pa.types.is_map(wanted):
            return _map(array, wanted, name)
        if pa.types.is_list(wanted):
            values = _fit(array.flatten(), wanted.value_type, name)
            return pa.ListArray.from_arrays(_offsets(array), values, wanted)
        if pa.types.is_struct(wanted):
            return _struct(array, wanted, name)
        # Nanoseconds of a moment that had microseconds are noughts.
        return array.cast(wanted, safe=not pa.types.is_timestamp(wanted))
    except (pa.ArrowException, AttributeError, KeyError) as error:
        raise DataError(f"column {name}: is {array.type}, not {wanted}") from error


def _offsets(lists: "pa.Array") -> "pa.Array":
    """Where each list begins among the values of all; a null one is empty."""
    pa = arrow()
    lengths = library("pyarrow.compute", "a table").list_value_length(lists).fill_null(0)
    return pa.array(accumulate(lengths.to_pylist(), initial=0), pa.int32())


def _map(array: "pa.Array", wanted: "pa.DataType", name: str) -> "pa.Array":
    pa = arrow()
    pairs = array.type.value_type if not pa.types.is_map(array.type) else _pairs(array.type)
    lists = array.cast(pa.list_(pairs))
    keys, items = lists.flatten().flatten()
    return pa.MapArray.from_arrays(
        _offsets(lists),
        _fit(keys, wanted.key_type, name),
        _fit(items, wanted.item_type, name),
        wanted,
    )


def _pairs(map_type: "pa.DataType") -> "pa.StructType":
    return arrow().struct([("key", map_type.key_type), ("value", map_type.item_type)])


def without_maps(table: "pa.Table") -> "pa.Table":
    """The table with a list of key and value for each map."""
    pa = arrow()
    for index, field in enumerate(table.schema):
        if pa.types.is_map(field.type):
            lists = table.column(index).cast(pa.list_(_pairs(field.type)))
            table = table.set_column(index, field.name, lists)
    return table


def _struct(array: "pa.Array", wanted: "pa.DataType", name: str) -> "pa.Array":
    fields = list(wanted)
    given = {field.name: values for field, values in zip(array.type, array.flatten(), strict=True)}
    arrays = [
        _fit(given[field.name], field.type, f"{name}.{field.name}")
        if field.name in given
        else _nothing(field.type, len(array))
        for field in fields
    ]
    return arrow().StructArray.from_arrays(arrays, fields=fields)


def _nothing(wanted: "pa.DataType", rows: int) -> "pa.Array":
    """What a column holds that a file of an older version has not: null, or empty lists."""
    pa = arrow()
    if pa.types.is_list(wanted) or pa.types.is_map(wanted):
        return pa.array([[]] * rows, wanted)
    return pa.nulls(rows, wanted)
