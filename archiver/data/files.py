"""Files of tables, found: Parquet, folders of it divided as Hive does it, and JSON Lines."""

import gzip
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import msgspec

from archiver.article import Article
from archiver.collection.folder import Folder
from archiver.data import hive
from archiver.data.extras import arrow, library
from archiver.data.fitting import check
from archiver.errors import DataError
from warcs.index.indexing import SUFFIXES

if TYPE_CHECKING:
    import pyarrow as pa

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ROWS = 1_000  #: of Parquet, read at once
_PARQUET = (".parquet", ".pq")
_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".jsonl.zst", ".ndjson.gz", ".ndjson.zst")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParquetFile:
    """A file, and the columns that the names of its folders tell."""

    path: Path
    told: tuple[tuple[str, str | None], ...] = ()

    def schema(self) -> "pa.Schema":
        """Of its rows, with what is told. Raises DataError if they are no articles."""
        found = parquet_schema(self.path)
        for name, _ in self.told:
            if name not in found.names:
                found = found.append(arrow().field(name, arrow().string()))
        check(found, str(self.path))
        return found

    def batches(self) -> Iterator["pa.RecordBatch"]:
        """Its rows, with what is told. Raises DataError."""
        pa = arrow()
        self.schema()
        for found in read_parquet(self.path):
            for name, value in self.told:
                if name not in found.schema.names:
                    told = pa.repeat(pa.scalar(value, pa.string()), found.num_rows)
                    found = found.append_column(name, told)
            yield found


def parquet_in(place: Path) -> Iterator[ParquetFile]:
    """The Parquet files that a path or glob means; none if it means something else.

    A folder with WARC files in it means these. Raises DataError for a file that is not there.
    """
    if place.is_dir():
        if not Folder(place).exists() and not _holds_captures(place):
            for path in sorted(place.rglob("*.parquet")):
                yield ParquetFile(path=path, told=tuple(hive.told(path.relative_to(place).parent)))
    elif place.suffix.lower() in _PARQUET:
        yield from (ParquetFile(path=path) for path in _found(place))


def lines_in(place: Path) -> tuple[Path, ...]:
    """The files of JSON Lines that a path or glob means; none if it means something else."""
    return _found(place) if place.name.lower().endswith(_LINES) else ()


def _found(place: Path) -> tuple[Path, ...]:
    if not place.exists() and has_magic(str(place)):
        found = tuple(map(Path, sorted(glob(str(place), recursive=True))))  # noqa: PTH207 - of any root
        if found:
            return found
        raise DataError(f"{place}: fits no file")
    if not place.exists():
        raise DataError(f"{place}: there is no such file")
    return (place,)


def _holds_captures(folder: Path) -> bool:
    return any(path.name.endswith((*SUFFIXES, ".wacz")) for path in folder.rglob("*"))


def parquet_schema(path: Path) -> "pa.Schema":
    """Of a Parquet file. Raises DataError."""
    try:
        return library("pyarrow.parquet", "Parquet").read_schema(path)
    except FileNotFoundError as error:
        raise DataError(f"{path}: there is no such file") from error
    except arrow().ArrowException as error:
        raise _unreadable(path, error) from error


def read_parquet(path: Path) -> Iterator["pa.RecordBatch"]:
    """The rows of a Parquet file as they are in it, :data:`ROWS` at a time. Raises DataError."""
    try:
        with library("pyarrow.parquet", "Parquet").ParquetFile(path) as file:
            yield from file.iter_batches(batch_size=ROWS)
    except FileNotFoundError as error:
        raise DataError(f"{path}: there is no such file") from error
    except arrow().ArrowException as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> DataError:
    return DataError(f"{path}: cannot be read as Parquet ({' '.join(str(error).split())})")


def read_lines(paths: Iterable[Path]) -> Iterator[Article]:
    """The articles in files of JSON Lines. Raises DataError, which names file and line."""
    for path in paths:
        try:
            with _opened(path) as lines:
                for number, line in enumerate(lines, 1):
                    if line.strip():
                        yield _article(path, number, line)
        except (EOFError, gzip.BadGzipFile, zstd.ZstdError) as error:
            raise DataError(f"{path}: is damaged ({error})") from error


def _opened(path: Path) -> BinaryIO:
    match path.suffix.lower():
        case ".gz":
            return cast(BinaryIO, gzip.open(path, "rb"))
        case ".zst":
            return cast(BinaryIO, zstd.open(path, "rb"))
        case _:
            return path.open("rb")


def _article(path: Path, number: int, line: bytes) -> Article:
    try:
        return Article.from_json(line)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: line {number} is no article ({error})") from error
