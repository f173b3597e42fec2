"""Parquet: one file, or a folder of files, divided by the values of columns as Hive does it."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archiver.data.arrow import schema
from archiver.data.columns import BY_NAME
from archiver.data.extras import arrow, library
from archiver.data.hive import segment
from archiver.data.writers.base import BatchWriter
from archiver.errors import DataError
from warcs.files import sync_file

if TYPE_CHECKING:
    import pyarrow as pa

GROUP_ROWS = 20_000  #: most rows of a row group
GROUP_BYTES = 1 << 26  #: of Arrow memory, after which a row group is written
HELD_BYTES = 1 << 28  #: of all that waits in a folder that is divided; many files are slow to read


class ParquetWriter(BatchWriter):
    """One file of Parquet, compressed by zstd, its row groups some 64 MB of memory each."""

    def __init__(self, target: Path, wanted: "pa.Schema | None" = None) -> None:
        super().__init__(target)
        self._schema = wanted or schema()
        self._held: list[pa.RecordBatch] = []
        self._rows = self._bytes = 0
        self._file: Any = None

    def _open(self) -> None:
        self._file = _open_parquet(self.unfinished, self._schema)

    def _write_batch(self, batch: "pa.RecordBatch") -> None:
        self._held.append(batch)
        self.count += batch.num_rows
        self._rows += batch.num_rows
        self._bytes += batch.nbytes
        if self._rows >= GROUP_ROWS or self._bytes >= GROUP_BYTES:
            self._write_group()

    def _write_group(self) -> None:
        table = arrow().Table.from_batches(self._held, self._schema)
        self._file.write_table(table, row_group_size=max(table.num_rows, 1))
        self._held, self._rows, self._bytes = [], 0, 0

    def _close(self) -> None:
        if self._file is None:
            return
        if self._held:
            self._write_group()
        self._file.close()


def _open_parquet(path: Path, wanted: "pa.Schema") -> Any:  # noqa: ANN401
    return library("pyarrow.parquet", "Parquet").ParquetWriter(
        path, wanted, compression="zstd", compression_level=3, write_page_index=True
    )


class FolderWriter(BatchWriter):
    """A folder of Parquet files; ``partition_by`` columns become its subfolders ``NAME=VALUE``.

    That is Hive's way, which Arrow, DuckDB, polars, Spark and pandas read: these columns are not in
    the files but in the folders' names. Rows wait in memory until all subfolders together hold
    :data:`HELD_BYTES`; then the largest is written, to ``part-0.parquet`` and so on. A value that
    is too long for a folder's name is cut.
    """

    def __init__(
        self,
        target: Path,
        partition_by: tuple[str, ...] = (),
        wanted: "pa.Schema | None" = None,
        *,
        replace: bool = False,
    ) -> None:
        super().__init__(target)
        make_sure(target, replace=replace)
        unfit = [x for x in partition_by if x not in BY_NAME or BY_NAME[x].nested]
        if unfit:
            single = [x.name for x in BY_NAME.values() if not x.nested]
            raise DataError(
                f"cannot divide by {', '.join(unfit)}: not a column of single values; those are"
                f" {', '.join(single)}"
            )
        self._by = partition_by
        self._schema = wanted or schema()
        self._held: dict[str, list[pa.RecordBatch]] = {}
        self._parts: dict[str, int] = {}
        self._bytes = 0

    def _open(self) -> None:
        self.unfinished.mkdir(parents=True)

    def _write_batch(self, batch: "pa.RecordBatch") -> None:
        self.count += batch.num_rows
        for folder, rows in self._divided(batch):
            self._held.setdefault(folder, []).append(rows)
            self._bytes += rows.nbytes
        while self._bytes >= (HELD_BYTES if self._by else GROUP_BYTES):
            self._write_file(max(self._held, key=self._size))

    def _size(self, folder: str) -> int:
        return sum(batch.nbytes for batch in self._held[folder])

    def _divided(self, batch: "pa.RecordBatch") -> list[tuple[str, "pa.RecordBatch"]]:
        if not self._by:
            return [("", batch)]
        rows: dict[str, list[int]] = {}
        values = [batch.column(name).to_pylist() for name in self._by]
        for index, row in enumerate(zip(*values, strict=True)):
            pairs = zip(self._by, row, strict=True)
            rows.setdefault("/".join(segment(x, y) for x, y in pairs), []).append(index)
        left = batch.drop_columns(list(self._by))
        return [(folder, left.take(arrow().array(found))) for folder, found in rows.items()]

    def _write_file(self, folder: str) -> None:
        self._bytes -= self._size(folder)
        held = self._held.pop(folder)
        number = self._parts.get(folder, 0)
        self._parts[folder] = number + 1
        path = self.unfinished / folder / f"part-{number}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        with _open_parquet(path, held[0].schema) as file:
            file.write_table(arrow().Table.from_batches(held))
        sync_file(path)

    def _close(self) -> None:
        for folder in list(self._held):
            self._write_file(folder)
        if not self._parts and self.unfinished.is_dir():  # no rows: a file that says the columns
            with _open_parquet(self.unfinished / "part-0.parquet", self._schema):
                pass

    def _finish(self) -> None:
        remove(self.target)
        super()._finish()


def make_sure(target: Path, *, replace: bool) -> None:
    """Raises DataError where a folder cannot be written because something is there: anything,
    unless that is to be replaced; and then what holds more than Parquet files, which is not ours to
    remove."""
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return
    if not replace:
        raise DataError(f"{target}: is there already; name another folder or remove it")
    for path in target.rglob("*"):
        if path.is_symlink() or (path.is_file() and path.suffix != ".parquet"):
            raise DataError(
                f"{target}: holds more than Parquet files ({path.name}), and is not replaced; name"
                " another folder or remove it"
            )


def remove(target: Path) -> None:
    """Remove what :func:`make_sure` let pass."""
    if target.is_dir():
        shutil.rmtree(target)
    else:
        target.unlink(missing_ok=True)
