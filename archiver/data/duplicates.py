"""Copies of one story, exact ones and near ones, in a table of any size."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from archiver.article import Article
from archiver.data.copies import Copies
from archiver.data.extras import arrow, library
from archiver.data.loaded import Tabular, load
from archiver.data.rows import from_batch
from archiver.data.sketches import Sketches
from archiver.data.table import Table
from archiver.data.writers.choice import format_of
from archiver.errors import DataError
from archiver.loading import LoadReport

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

THRESHOLD = 0.5
"""The share of a text's shingles that another must have, of the shorter of the two; docs/tables.md
says what was measured with it."""
MARKS = ("cluster", "duplicate_of", "similarity")  #: columns of the table that is marked
_DAY = 86_400_000_000  # microseconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An article of a cluster."""

    row: int  #: in the table, from 0 on
    url: str | None
    publication: str | None
    similarity: float
    """The share of the shorter text that the longer has, of this and the cluster's earliest."""
    exact: bool  #: its text is that of the cluster's earliest, but for white space


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A story and its copies, the earliest first."""

    members: tuple[Member, ...]


class Duplicates:
    """What was found in a table. Made by :func:`archiver.duplicates`."""

    def __init__(self, table: Table, rows: int, clusters: tuple[Cluster, ...]) -> None:
        self._table = table
        self.rows = rows  #: of the table
        self.clusters = clusters  #: stories with copies, the earliest story first

    def __repr__(self) -> str:
        clusters = len(self.clusters)
        return f"<archiver.Duplicates: {self.rows} articles, clusters of copies: {clusters}>"

    @property
    def copies(self) -> int:
        """Articles that are copies of an earlier one."""
        return sum(len(cluster.members) - 1 for cluster in self.clusters)

    @property
    def table(self) -> Table:
        """The table with three columns more, :data:`MARKS`, which docs/tables.md tells."""
        return Table(Marked(self._table, self, unique=False))

    @property
    def unique(self) -> Table:
        """The table without copies: of each cluster the earliest, and all that are in none."""
        return Table(Marked(self._table, self, unique=True))

    def write(self, target: Path | str, *, unique: bool = False) -> Path:
        """Write the marked table (Parquet only), or that without copies (any format). Raises as
        :meth:`Table.write`."""
        if not unique and format_of(target) not in ("parquet", "folder"):
            raise DataError(
                f"{target}: only Parquet has the columns that mark copies; name it .parquet, or"
                " write what is left without them (unique)"
            )
        return (self.unique if unique else self.table).write(target)

    def to_json(self) -> str:
        """One line of JSON: ``articles``, ``copies``, ``clusters`` with their members."""
        told = {"articles": self.rows, "copies": self.copies, "clusters": self.clusters}
        return msgspec.json.encode(told).decode()


class Marked:
    """A table's rows, read once more, with what was found of them."""

    report: LoadReport | None = None

    def __init__(self, table: Table, found: Duplicates, *, unique: bool) -> None:
        self._table, self._rows, self._unique = table, found.rows, unique
        self.repeatable = table.repeatable
        self._marks = {
            member.row: (cluster.members[0], member)
            for cluster in found.clusters
            for member in cluster.members
        }

    @property
    def schema(self) -> "pa.Schema":
        """The table's, and the marks'."""
        given = self._table.schema
        kept = [x for x in given if x.name not in MARKS]
        more = [] if self._unique else [arrow().field(x, y) for x, y in _types().items()]
        return arrow().schema([*kept, *more], metadata=given.metadata)

    def batches(self) -> Iterator["pa.RecordBatch"]:
        """The rows. Raises DataError if they are not those that were compared."""
        start = 0
        for batch in self._table.batches():
            marks = [self._marks.get(row) for row in range(start, start + batch.num_rows)]
            start += batch.num_rows
            self._check(batch, marks)
            batch = batch.select([x for x in batch.schema.names if x not in MARKS])
            if self._unique:
                keep = [x for x, mark in enumerate(marks) if mark is None or mark[0] is mark[1]]
                yield batch.take(arrow().array(keep, arrow().int64()))
            else:
                columns = [*batch.columns, *_columns(marks)]
                yield arrow().record_batch(columns, schema=self.schema)
        if start != self._rows:
            raise _changed()

    def _check(self, batch: "pa.RecordBatch", marks: list[Any]) -> None:
        urls = batch.column("url")
        if any(mark and urls[row].as_py() != mark[1].url for row, mark in enumerate(marks)):
            raise _changed()

    def articles(self) -> Iterator[Article]:
        """The rows, as articles."""
        for batch in self.batches():
            yield from from_batch(batch)


def _changed() -> DataError:
    return DataError("the table's source has changed since duplicates were looked for; look again")


def _types() -> dict[str, "pa.DataType"]:
    pa = arrow()
    return dict(zip(MARKS, (pa.int64(), pa.string(), pa.float32()), strict=True))


def _columns(marks: list[tuple[Member, Member] | None]) -> Iterator["pa.Array"]:
    copies = [mark if mark and mark[0] is not mark[1] else None for mark in marks]
    values: tuple[list[Any], ...] = (
        [mark and mark[0].row for mark in marks],
        [mark and mark[0].url for mark in copies],
        [mark and mark[1].similarity for mark in copies],
    )
    for kind, column in zip(_types().values(), values, strict=True):
        yield arrow().array(column, kind)


def duplicates(source: Tabular, *, threshold: float = THRESHOLD) -> Duplicates:
    """The stories in ``source`` that have copies in it: see :func:`archiver.duplicates`."""
    if not 0 < threshold <= 1:
        raise DataError(f"threshold: {threshold!r} is no share; give a number above 0, at most 1")
    table = source if isinstance(source, Table) else load(source, any_kind=True)
    if not table.repeatable:
        table.arrow()
    sketches = Sketches()
    try:
        rows = _Rows()
        for batch in table.batches():
            sketches.add(batch.column("text").to_pylist())
            rows.add(batch)
        sketches.done()
        order = rows.order()
        rank = library("numpy", "the search for duplicates").argsort(order)
        leaders, shares = Copies(sketches, rank, threshold).leaders()
        clusters = _clusters(leaders, order, rows, shares, sketches)
        return Duplicates(table, len(leaders), clusters)
    finally:
        sketches.close()


class _Rows:
    """What is kept of each row: who published it where, and what tells which one was earlier."""

    def __init__(self) -> None:
        self.urls: list[str | None] = []
        self.publications: list[str | None] = []
        self._names: dict[str, str] = {}
        self._times: list[int] = []

    def add(self, batch: "pa.RecordBatch") -> None:
        """Take more rows."""
        self.urls += batch.column("url").to_pylist()
        names = batch.column("publication").to_pylist()
        self.publications += [name and self._names.setdefault(name, name) for name in names]
        whole = arrow().int64()
        moments = batch.column("published_at").cast(whole).to_pylist()
        days = batch.column("published_day").cast(arrow().int32()).to_pylist()
        captures = batch.column("capture_date").cast(whole).to_pylist()
        self._times += map(_time, moments, days, captures)

    def order(self) -> "NDArray[np.int64]":
        """The rows, the earliest first; of the same time, in the table's order."""
        numpy = library("numpy", "the search for duplicates")
        order: NDArray[np.int64] = numpy.argsort(
            numpy.array(self._times, numpy.int64), kind="stable"
        )
        return order


def _time(moment: int | None, day: int | None, capture: int | None) -> int:
    """Microseconds since 1970: when it was published, else captured; of a day its end, for another
    that tells the hour is rather the original; at last what tells nothing."""
    if moment is not None:
        return moment
    if day is not None:
        return (day + 1) * _DAY - 1
    return capture if capture is not None else (1 << 63) - 1


def _clusters(
    leaders: "NDArray[np.int64]",
    order: "NDArray[np.int64]",
    rows: _Rows,
    shares: "NDArray[np.float32]",
    sketches: Sketches,
) -> tuple[Cluster, ...]:
    found: dict[int, list[int]] = {}
    for row in order[leaders[order] != order].tolist():
        found.setdefault(int(leaders[row]), [int(leaders[row])]).append(row)

    def member(row: int) -> Member:
        exact = bool(sketches.digests[row] == sketches.digests[leaders[row]])
        return Member(
            row=row,
            url=rows.urls[row],
            publication=rows.publications[row],
            similarity=1.0 if exact else round(float(shares[row]), 2),
            exact=exact,
        )

    places = {row: place for place, row in enumerate(order.tolist()) if row in found}
    return tuple(
        Cluster(members=tuple(map(member, found[row])))
        for row in sorted(found, key=places.__getitem__)
    )
