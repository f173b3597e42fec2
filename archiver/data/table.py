"""A table of articles, read when it is asked for, and handed to the library that one works with."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from archiver.article import Article
from archiver.data.extras import arrow, library
from archiver.data.fitting import without_maps
from archiver.data.origins import Origin
from archiver.data.rows import from_batch
from archiver.data.writers import open_writer
from archiver.data.writers.choice import format_of
from archiver.errors import DataError
from archiver.loading import LoadReport

if TYPE_CHECKING:
    import datasets
    import duckdb
    import pandas
    import polars
    import pyarrow as pa

_NAME = "articles"  #: of the table in DuckDB


class Table:
    """Articles, a row each; columns as docs/tables.md tells them. Made by :func:`archiver.load`.

    Nothing is read before rows are asked for. :meth:`arrow` keeps them in memory for all that is
    asked afterwards; :meth:`batches`, :meth:`articles`, :meth:`write` and :meth:`to_parquet` keep
    none, and read anew each time unless :meth:`arrow` was called. Whatever takes Arrow's C stream
    takes a table as it is: ``polars.DataFrame(table)``, ``pyarrow.table(table)``.

    Methods raise DataError (MissingExtra where a library is not installed).
    """

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        self._kept: pa.Table | None = None

    def __repr__(self) -> str:
        said = "not read yet" if self._kept is None else f"{self._kept.num_rows} articles"
        return f"<archiver.Table: {said}>"

    @property
    def schema(self) -> "pa.Schema":
        """The Arrow schema: ours, and behind it columns that the source had besides."""
        return self._origin.schema

    @property
    def report(self) -> LoadReport | None:
        """What came of every response, the last time that captures were read; None before that, and
        where the source holds no captures."""
        return self._origin.report

    @property
    def repeatable(self) -> bool:
        """Whether it can be gone through more than once, and then in the same order."""
        return self._kept is not None or self._origin.repeatable

    def batches(self) -> Iterator["pa.RecordBatch"]:
        """The rows as record batches of at most some thousand, taken as they are needed."""
        return iter(self._kept.to_batches()) if self._kept is not None else self._origin.batches()

    def articles(self) -> Iterator[Article]:
        """The rows as articles, taken as they are needed."""
        if self._kept is None:
            return self._origin.articles()
        return (article for rows in self._kept.to_batches() for article in from_batch(rows))

    def reader(self) -> "pa.RecordBatchReader":
        """The rows as a stream of pyarrow's."""
        return arrow().RecordBatchReader.from_batches(self.schema, self.batches())

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Arrow's PyCapsule interface."""
        return self.reader().__arrow_c_stream__(requested_schema)

    def arrow(self) -> "pa.Table":
        """All rows in memory, kept."""
        if self._kept is None:
            self._kept = arrow().Table.from_batches(self.batches(), self.schema)
        return self._kept

    def pandas(self) -> "pandas.DataFrame":
        """All rows as a data frame of pandas. Its columns have Arrow's types, so that a day is a
        day, null is null, and a list of authors is one."""
        types = library("pandas", "a data frame of pandas").ArrowDtype
        return cast("pandas.DataFrame", self.arrow().to_pandas(types_mapper=types))

    def polars(self) -> "polars.DataFrame":
        """All rows as a data frame of polars, which shares the memory."""
        made = library("polars", "a data frame of polars").from_arrow(self.arrow())
        return cast("polars.DataFrame", made)

    def duckdb(
        self, connection: "duckdb.DuckDBPyConnection | None" = None, name: str = _NAME
    ) -> "duckdb.DuckDBPyRelation":
        """The rows as a relation of DuckDB, and as table ``name`` in its connection.

        ``connection``: where the table is made; by default a new database in memory. Rows go there
        as they are read; of Parquet files it is a view, and they are read when it is asked. Raises
        DataError if there is something of that name.
        """
        duckdb = library("duckdb", "a relation of DuckDB")
        database = connection or duckdb.connect()
        files = getattr(self._origin, "files", ())
        try:
            if files and self._kept is None:
                database.read_parquet(list(files)).create_view(name, replace=False)
            else:
                database.from_arrow(self.reader()).create(name)
        except duckdb.CatalogException as error:
            raise DataError(f"{name}: is there already; give another name") from error
        return database.table(name)

    def to_dataset(self) -> "datasets.Dataset":
        """All rows as a data set of Hugging Face's. It knows no maps: ``evidence`` is a list of key
        and value."""
        datasets = library("datasets", "a data set")
        return datasets.Dataset(without_maps(self.arrow()))

    def to_parquet(self, target: Path | str, partition_by: str | Sequence[str] = ()) -> Path:
        """Write Parquet: a file, if the name ends in ``.parquet``, else a folder of files, divided
        by the values of columns if so asked (``partition_by="publication"``). Returns the path."""
        path = Path(target)
        single = path.suffix.lower() in (".parquet", ".pq")
        return self.write(path, "parquet" if single else "folder", partition_by=partition_by)

    def write(
        self,
        target: Path | str,
        format: str | None = None,
        *,
        partition_by: str | Sequence[str] = (),
        spreadsheet: bool = False,
    ) -> Path:
        """Write a file of any format: see :func:`archiver.data.open_writer`. Returns the path.

        Columns that are not ours are written to Parquet alone.
        """
        chosen = format or format_of(target)
        schema = self.schema if chosen in ("parquet", "folder") else None
        with open_writer(
            target, chosen, partition_by=partition_by, spreadsheet=spreadsheet, schema=schema
        ) as writer:
            if schema is None:
                writer.write(self.articles())
            else:
                for batch in self.batches():
                    writer.write_batch(batch)
        return writer.target
