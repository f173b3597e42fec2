"""A table of whatever holds articles: which kind of source it is, and which filters it takes."""

import os
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from archiver.article import Article
from archiver.collection import Collection
from archiver.data.extras import arrow
from archiver.data.files import ParquetFile, lines_in, parquet_in, read_lines
from archiver.data.fitting import check, fitted, stream
from archiver.data.origins import Articles, Begin, Captures, Once, Origin, Rows, Wanted
from archiver.data.table import Table
from archiver.errors import DataError
from archiver.loading import Options, Reading, read
from archiver.loading.options import KINDS

if TYPE_CHECKING:
    import pyarrow as pa

Tabular = Any
"""What a table can be made of: what :func:`archiver.read` takes; articles; a Collection; a Table;
Parquet or JSON Lines; a table of any library that offers Arrow's C stream."""


def load(
    source: Tabular,
    options: Options | None = None,
    *,
    any_kind: bool = False,
    jobs: int = 1,
    ordered: bool = True,
    begin: Begin | None = None,
) -> Table:
    """The articles in ``source`` that ``options`` want, as a table: see :func:`archiver.load`.

    ``any_kind``: of what was read before, all kinds are wanted, whatever ``options`` say.
    ``begin``: reads captures, in the place of ``jobs`` processes.
    """
    asked = options or Options()
    wanted = Wanted(msgspec.structs.replace(asked, kinds=()) if any_kind else asked)
    found = _of_tables(source, wanted) or _of_articles(source, wanted, asked.kinds)
    if found is not None:
        _refuse_filters_of_captures(asked)
        return Table(found)
    found = _of_files(_paths(source), wanted)
    if found is None:
        in_order = begin is None and (ordered or jobs == 1)
        begin = begin or partial(read, jobs=jobs, ordered=ordered)
        return Table(Captures(source, asked, begin, ordered=in_order))
    _refuse_filters_of_captures(asked)
    return Table(found)


def _refuse_filters_of_captures(options: Options) -> None:
    usual = Options()
    for name in ("status", "mime", "duplicates", "publications"):
        if getattr(options, name) != getattr(usual, name):
            raise DataError(f"{name}: can be asked of captures only, and this was read before")


def _of_articles(source: Tabular, wanted: Wanted, kinds: tuple[str, ...]) -> Origin | None:
    if isinstance(source, Collection):
        return Articles(partial(source.articles, kinds=kinds or KINDS), wanted)
    if isinstance(source, Reading):
        return Articles(Once(source), wanted, source.report)
    if isinstance(source, Iterator) and not hasattr(source, "read"):
        first = list(next(([x] for x in source), ()))
        return Articles(Once(chain(first, source)), wanted) if _are_articles(first) else None
    if isinstance(source, list | tuple) and _are_articles(source[:1]):
        return Articles(lambda: source, wanted)
    return None


def _are_articles(first: Iterable[Any]) -> bool:
    return all(isinstance(x, Article) for x in first)


def _of_tables(source: Tabular, wanted: Wanted) -> Origin | None:
    if isinstance(source, Table):
        return Rows(source.schema, source.batches, wanted, repeatable=source.repeatable)
    if not hasattr(source, "__arrow_c_stream__") and not hasattr(source, "__arrow_c_array__"):
        return None
    reader = stream(source)
    check(reader.schema, f"the {type(source).__name__}")
    begin = (
        Once(reader) if isinstance(source, arrow().RecordBatchReader) else partial(stream, source)
    )
    return Rows(fitted(reader.schema, others=True), begin, wanted)


def _paths(source: Tabular) -> list[Path]:
    """The local paths that a source is; empty if it is anything else."""
    given = [source] if isinstance(source, str | os.PathLike) else source
    if not isinstance(given, list | tuple) or not all(
        isinstance(x, str | os.PathLike) for x in given
    ):
        return []
    return [] if any("://" in str(x) for x in given) else [Path(x).expanduser() for x in given]


def _of_files(paths: list[Path], wanted: Wanted) -> Origin | None:
    lines = [lines_in(path) for path in paths]
    if lines and all(lines):
        return Articles(partial(read_lines, tuple(chain.from_iterable(lines))), wanted)
    tables = [tuple(parquet_in(path)) for path in paths]
    if tables and all(tables):
        return _of_parquet(tuple(chain.from_iterable(tables)), wanted)
    return None


def _of_parquet(files: tuple[ParquetFile, ...], wanted: Wanted) -> Rows:
    schemas = [file.schema() for file in files]
    fits = [fitted(x, others=True) for x in schemas]
    together = arrow().unify_schemas(fits)
    plain = wanted.everything and all(x.equals(together) for x in schemas)
    return Rows(
        together.with_metadata(fits[0].metadata),
        partial(_batches, files),
        wanted,
        tuple(str(file.path) for file in files) if plain else (),
    )


def _batches(files: tuple[ParquetFile, ...]) -> Iterator["pa.RecordBatch"]:
    return chain.from_iterable(file.batches() for file in files)
