"""Parts put together into a target, in the order of the files that they were read from."""

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from archiver.data.extras import arrow
from archiver.data.files import read_parquet
from archiver.data.fitting import fit_batch
from archiver.data.writers import open_writer
from archiver.data.writers.parquet import make_sure, remove
from archiver.jobs.tasks import first_ones, pages_of
from archiver.loading import LoadReport
from warcs.files import sync_file, sync_folder

if TYPE_CHECKING:
    import pyarrow as pa


def put_together(
    parts: Sequence[Path],
    target: Path,
    form: str,
    *,
    partition_by: tuple[str, ...],
    report: LoadReport,
    duplicates: bool,
    replace: bool,
) -> int:
    """Write ``target``, which is there, whole, at the end; how many articles it has.

    Unless ``duplicates`` are wanted, of pages that are in several parts the first stays, and
    ``report`` tells the others so.
    """
    if form == "folder" and duplicates and not partition_by:
        return _folder(parts, target, report, replace=replace)
    seen: set[str] = set()
    with open_writer(target, form, partition_by=partition_by, replace=replace) as writer:
        for part in parts:
            batches = read_parquet(part)
            chosen = batches if duplicates else _distinct(part, batches, seen, report)
            for batch in chosen:
                writer.write_batch(fit_batch(batch))
    return writer.count


def _folder(parts: Sequence[Path], target: Path, report: LoadReport, *, replace: bool) -> int:
    """The parts themselves, under names in the order of their files."""
    make_sure(target, replace=replace)
    new = target.with_name(f"{target.name}.unfinished")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    width = len(str(len(parts)))
    for number, part in enumerate(parts):
        name = new / f"part-{number:0{width}d}-{part.name.rpartition('-')[0]}.parquet"
        try:
            os.link(part, name)
        except OSError:  # a file system without hard links
            shutil.copyfile(part, name)
            sync_file(name)
    sync_folder(new)
    remove(target)
    new.rename(target)
    sync_folder(target.parent)
    return report.given


def _distinct(
    part: Path, batches: Iterator["pa.RecordBatch"], seen: set[str], report: LoadReport
) -> Iterator["pa.RecordBatch"]:
    pages = pages_of(part)
    if pages is None:
        yield from batches
        return
    kept = first_ones(pages, seen, report)
    start = 0
    for batch in batches:
        mask = arrow().array(kept[start : start + batch.num_rows])
        start += batch.num_rows
        yield batch.filter(mask)
