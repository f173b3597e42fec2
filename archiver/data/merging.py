"""Finished Parquet files put together into one target, of any format."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from archiver.data.files import ParquetFile
from archiver.data.fitting import fit_batch
from archiver.data.writers import open_writer


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
    with open_writer(target, format, partition_by=partition_by, spreadsheet=spreadsheet) as writer:
        for part in parts:
            for batch in ParquetFile(path=Path(part)).batches():
                writer.write_batch(fit_batch(batch))
    return writer.count
