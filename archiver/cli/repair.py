"""Sound copies of damaged files and collections: `repair`."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from archiver.cli.common import json_option, usage
from archiver.collection.folder import Folder
from archiver.collection.preserving import repairing
from archiver.show import verifying as show_verify
from warcs.repairing import Repaired, RepairedFiles, files_in, repair, repair_files
from warcs.verifying.jobs import size_of


@click.command(name="repair")
@click.argument("path", type=click.Path(path_type=Path, exists=True), metavar="PATH")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path),
    help="The copy: a file for a file, a new folder for a folder.",
)  # fmt: skip
@click.option(
    "--keep-faulty", is_flag=True,
    help="Keep records that contradict their own digests in the copy.",
)  # fmt: skip
@click.option("--gzip", "gzipped", is_flag=True, help="Compress the copy, record by record.")
@json_option
@usage
def repair_command(
    path: Path, out: Path | None, keep_faulty: bool, gzipped: bool, as_json: bool
) -> None:
    """Write a sound copy of a damaged WARC file, or collection, and tell what was lost.

    PATH is a WARC file (also one that is still `.open` after a power cut), a collection, or a
    folder of WARC files. It is never changed. Of an ARC file a WARC file is made. The exit code is
    0 if nothing was lost, 1 if something was lost or put aside, 2 if the command cannot be
    understood.

    \b
        archiver repair crawl.warc.gz
        archiver repair my-archive -o my-archive-repaired
        archiver repair old.warc --gzip
        archiver repair older.arc.gz
    """
    now = datetime.now(UTC)
    if Folder(path).exists():
        done = _collection(path, out, now, keep_faulty=keep_faulty)
        show_verify.repaired_collection(done, as_json=as_json)
        whole = not done.rebuilt.problems and all(map(_whole, done.files))
    else:
        found = _files(path, out, now, keep_faulty=keep_faulty, gzipped=gzipped)
        show_verify.repaired(found, as_json=as_json)
        whole = not found.refused and all(map(_whole, found.files))
    if not whole:
        sys.exit(1)


def _whole(done: Repaired) -> bool:
    return done.sound and not done.lost and not done.faulty


def _collection(
    path: Path, out: Path | None, now: datetime, *, keep_faulty: bool
) -> repairing.RepairedCollection:
    target = out or path.with_name(f"{path.resolve().name}.repaired")
    total = sum(map(size_of, Folder(path).archive.glob("*")))
    with show_verify.progress(total) as progress:
        return repairing.repair_collection(
            path, target, now=now, keep_faulty=keep_faulty, progress=progress
        )


def _files(
    path: Path, out: Path | None, now: datetime, *, keep_faulty: bool, gzipped: bool
) -> RepairedFiles:
    files = files_in(path) if path.is_dir() else [path]
    if not files:
        raise click.UsageError(f"{path}: no collection, and no WARC file in it")
    with show_verify.progress(sum(map(size_of, files))) as progress:
        if path.is_dir():
            folder = out or path.with_name(f"{path.resolve().name}.repaired")
            return repair_files(
                path, folder, now=now, keep_faulty=keep_faulty, gzip=gzipped, progress=progress
            )
        done = repair(
            path, now=now, out=out, keep_faulty=keep_faulty, gzip=gzipped, progress=progress
        )
        return RepairedFiles(files=(done,))
