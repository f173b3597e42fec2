"""Articles again, from tables: those of this version, of older ones, and of other libraries."""

from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from archiver.article import Article, Moment, Rights, Skipped
from archiver.data.columns import BY_NAME, COLUMNS, Column
from archiver.data.extras import arrow, library
from archiver.data.fitting import fit
from archiver.data.parts import Field, Part
from warcs import CaptureRef

if TYPE_CHECKING:
    import pyarrow as pa

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def articles(table: Any) -> Iterator[Article]:  # noqa: ANN401 - of any library that speaks Arrow
    """The articles of a table, in its order, equal to those that it was made from.

    ``table``: a table, record batch or reader of pyarrow, a data frame of polars or pandas, a
    relation of DuckDB, whatever offers Arrow's C stream, or a :class:`Table`. Columns that are not
    ours are passed over, missing ones are None or (). Raises DataError if it holds no articles.
    """
    for batch in fit(table):
        yield from from_batch(batch)


def from_batch(batch: "pa.RecordBatch") -> Iterator[Article]:
    """The articles of a record batch of :func:`archiver.data.schema`."""
    columns = {
        column.name: _values(column, batch.column(index))
        for index, column in enumerate(COLUMNS)
        if column.name not in _MADE
    }
    for row in zip(*columns.values(), strict=True):
        yield _article(dict(zip(columns, row, strict=True)))


#: Columns that say again what others say.
_MADE = frozenset(("text", "published_at", "published_day", "modified_at", "modified_day"))
_RIGHTS = tuple(x.name for x in fields(Rights) if x.name != "skipped")
_PLAIN = tuple(x.name for x in fields(Article) if x.name in BY_NAME)


def _article(row: dict[str, Any]) -> Article:
    rule, where = row["rights_skipped_rule"], row["rights_skipped_where"]
    return Article(
        **({"url": None} | _given(row, _PLAIN)),
        published=_moment(row, "published"),
        modified=_moment(row, "modified"),
        rights=Rights(
            **_given(row, _RIGHTS, "rights_"),
            skipped=None if rule is None else Skipped(rule=rule, where=where or ""),
        ),
        capture=_capture(row),
    )


def _given(row: dict[str, Any], names: tuple[str, ...], prefix: str = "") -> dict[str, Any]:
    """What is there of these; where null is, the value's own default holds."""
    return {name: row[prefix + name] for name in names if row[prefix + name] is not None}


def _moment(row: dict[str, Any], name: str) -> Moment | None:
    iso = row[f"{name}_iso"]
    if iso is None:
        return None
    return Moment(iso=iso, text=row[f"{name}_text"] or "", zone=row[f"{name}_zone"])


def _capture(row: dict[str, Any]) -> CaptureRef | None:
    if row["capture_record_id"] is None or row["capture_date"] is None:
        return None
    return CaptureRef(
        record_id=row["capture_record_id"],
        date=row["capture_date"],
        digest=row["capture_digest"],
        file=row["capture_file"] or "",
        offset=row["capture_offset"] or 0,
    )


def _values(what: Column | Field, array: "pa.Array") -> list[Any]:
    if what.part is not None:
        return _lists(array, _structs(what.part, array.flatten()))
    if what.type == "list<string>":
        return _lists(array, array.flatten().to_pylist())
    if what.type == "map<string, string>":
        return [dict(pairs or ()) for pairs in array.to_pylist()]
    if what.type == "timestamp[us, UTC]":
        return [_moment_of(value) for value in array.cast(arrow().int64()).to_pylist()]
    return list(array.to_pylist())


def _moment_of(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else _EPOCH + timedelta(microseconds=microseconds)


def _lists(array: "pa.Array", values: list[Any]) -> list[tuple[Any, ...]]:
    """The values of the lists, which lie one after another, divided as the lists are."""
    lengths = library("pyarrow.compute", "a table").list_value_length(array).fill_null(0)
    ends = accumulate(lengths.to_pylist(), initial=0)
    return [tuple(values[start:end]) for start, end in pairwise(ends)]


def _structs(part: Part, array: "pa.StructArray") -> list[Any]:
    columns = [
        _values(field, column) for field, column in zip(part.fields, array.flatten(), strict=True)
    ]
    names = [field.name for field in part.fields]
    make: Callable[..., Any] = part.of
    return [make(**dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True)]
