"""Finished Parquet files put together into one target, of any format."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from archiver.data.extras import arrow, library
from archiver.data.fitting import check, fit_batch
from archiver.data.writers import open_writer
from archiver.errors import DataError

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 1_000  #: read at once


def merge(
    parts: Iterable[Path | str],
    target: Path | str,
    format: str | None = None,
    *,
    partition_by: str | Sequence[str] = (),
    spreadsheet: bool = False,
) -> int:
    """Write the rows of Parquet files, in their order, into a target as :func:`open_writer` would.

    A batch of rows is in memory at a time, and of Parquet what its writer holds. Parts of older
    versions of the schema fit. The target is there, whole, when this returns; how many articles it
    holds is returned. Raises DataError for a part that is no table of articles or that is damaged,
    MissingExtra without pyarrow, OSError.
    """
    columns = (partition_by,) if isinstance(partition_by, str) else tuple(partition_by)
    with open_writer(target, format, partition_by=columns, spreadsheet=spreadsheet) as writer:
        for part in parts:
            for batch in read_parquet(part):
                writer.write_batch(fit_batch(batch))
    return writer.count


def read_parquet(path: Path | str) -> Iterator["pa.RecordBatch"]:
    """The rows of a Parquet file as they are in it, :data:`ROWS` at a time. Raises DataError."""
    pa = arrow()
    try:
        with library("pyarrow.parquet", "Parquet").ParquetFile(path) as file:
            check(file.schema_arrow, str(path))
            yield from file.iter_batches(batch_size=ROWS)
    except FileNotFoundError as error:
        raise DataError(f"{path}: there is no such file") from error
    except pa.ArrowException as error:
        said = " ".join(str(error).split())
        raise DataError(f"{path}: cannot be read as Parquet ({said})") from error
