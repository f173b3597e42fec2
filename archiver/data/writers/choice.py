"""Which writer a target wants, by its name or as told."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from archiver.data.writers.base import Writer
from archiver.data.writers.csv import CsvWriter
from archiver.data.writers.jsonl import JsonLinesWriter
from archiver.data.writers.parquet import FolderWriter, ParquetWriter
from archiver.data.writers.sqlite import SqliteWriter
from archiver.errors import DataError

if TYPE_CHECKING:
    import pyarrow as pa

FORMATS = ("parquet", "jsonl", "csv", "sqlite", "folder")
_SUFFIXES = {
    ".parquet": "parquet",
    ".pq": "parquet",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".db": "sqlite",
}
_COMPRESSED = (".gz", ".zst")


def format_of(path: Path | str) -> str:
    """The format that a target's name means; a name without suffix, or that ends in "/", is a
    folder. Raises DataError."""
    target = Path(path)
    if str(path).endswith(("/", "\\")) or target.is_dir():
        return "folder"
    compressed = target.suffix.lower() in _COMPRESSED
    suffix = (Path(target.stem) if compressed else target).suffix.lower()
    found = _SUFFIXES.get(suffix, "" if suffix or compressed else "folder")
    if not found or (compressed and found not in ("jsonl", "csv")):
        raise DataError(
            f"{path}: no format is known by this name; names end in .parquet, .jsonl, .jsonl.gz,"
            " .jsonl.zst, .csv, .sqlite or, a folder of Parquet files, in /"
        )
    return found


def open_writer(
    path: Path | str,
    format: str | None = None,
    *,
    partition_by: str | Sequence[str] = (),
    spreadsheet: bool = False,
    schema: "pa.Schema | None" = None,
    replace: bool = False,
) -> Writer:
    """A writer of articles into ``path``, to be used as a context manager.

    ``format``: one of :data:`FORMATS`; by default as the name ends. ``partition_by``: columns by
    whose values a folder is divided. ``spreadsheet``: of CSV, see :class:`.csv.CsvWriter`.
    ``schema``: of Parquet, if batches have more columns than ours. ``replace``: a folder that is
    there, and holds nothing but Parquet files, gives way at the end, as a file does in any case.
    Raises DataError for a name or format that is not known, columns by which nothing can be
    divided, and a folder that is there and is not replaced; MissingExtra for Parquet without
    pyarrow; and, where it is entered, OSError.
    """
    chosen = format or format_of(path)
    target = Path(path)
    columns = (partition_by,) if isinstance(partition_by, str) else tuple(partition_by)
    if columns and chosen != "folder":
        raise DataError(f"{path}: is one file; only a folder can be divided by {columns[0]}")
    if chosen == "parquet":
        return ParquetWriter(target, schema)
    if chosen == "folder":
        return FolderWriter(target, columns, schema, replace=replace)
    if chosen == "jsonl":
        return JsonLinesWriter(target)
    if chosen == "csv":
        return CsvWriter(target, spreadsheet=spreadsheet)
    if chosen == "sqlite":
        return SqliteWriter(target)
    raise DataError(f"{format}: no such format; known are {', '.join(FORMATS)}")
