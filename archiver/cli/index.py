"""`archiver index` and `archiver find`: CDXJ indexes of WARC files, and captures found in them."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from archiver.cli.common import json_option, moment, one_line
from archiver.collection.preserving import indexes
from warcs.index.lookup import Entry, Match


@click.command()
@click.argument(
    "paths", nargs=-1, required=True, metavar="FILE|FOLDER...", type=click.Path(path_type=Path)
)
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="A folder: a segment per file is kept there, and what did not change is not read again. "
    "NAME.cdxj: one sorted file. NAME.cdx.gz: ZipNum blocks, and NAME.idx. Else standard output.",
)
@one_line
def index(paths: tuple[Path, ...], out: Path | None) -> None:
    """Make the CDXJ index of WARC or ARC files, from any tool.

    A FOLDER is searched for such files. A collection alone has its own indexes brought up to date.

    \b
        archiver index my-archive
        archiver index crawl.warc.gz > crawl.cdxj
        archiver index warcs/ -o indexes/
        archiver index warcs/ -o index.cdx.gz
    """
    done = indexes.index(paths, out, sys.stdout.buffer.write, _tell)
    for problem in done.problems:
        _tell(f"damaged: {problem}")
    _tell(f"{done.read} files read, {done.lines} lines; {done.known} files known from before")
    if done.problems:
        sys.exit(1)


@click.command()
@click.argument("url")
@click.option(
    "-c",
    "-i",
    "--collection",
    "--in",
    "where",
    required=True,
    envvar="ARCHIVER_COLLECTION",
    type=click.Path(path_type=Path, exists=True),
    metavar="FOLDER|INDEX",
    help="A collection, a folder of indexes, or an index file: .cdxj, .cdx.gz or .idx.",
)
@click.option(
    "--match",
    type=click.Choice(["exact", "prefix", "host", "domain"]),
    default="exact",
    show_default=True,
    help="The URL; what begins with it; all of its host; and of the hosts below.",
)
@click.option("--near", callback=moment, help="Only the capture nearest to this time, ISO 8601.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many captures.")
@json_option
@one_line
def find(
    url: str,
    where: Path,
    match: Match,
    near: datetime | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """Find the captures of URL in an index, by binary search on the disk.

    \b
        archiver find https://paper.example/story -c my-archive
        archiver find paper.example -c my-archive --match domain
        archiver find https://paper.example/ -i index.cdx.gz --near 2026-03-01
    """
    if near is not None and near.tzinfo is None:
        near = near.replace(tzinfo=UTC)
    found = False
    for entry in indexes.find(where, url, match, near=near, limit=limit):
        found = True
        click.echo(_json(entry) if as_json else _row(entry))
    if not found:
        _tell("nothing found")


def _tell(line: str) -> None:
    click.echo(line, err=True)


def _row(entry: Entry) -> str:
    place = f"{entry.filename}:{entry.offset}"
    status = entry.status if entry.status is not None else "-"
    return f"{entry.date:%Y-%m-%d %H:%M:%S}  {status:>3}  {entry.mime or '-'}  {entry.url}  {place}"


def _json(entry: Entry) -> str:
    said = {
        "key": entry.key,
        "date": f"{entry.date:%Y-%m-%dT%H:%M:%SZ}",
        "url": entry.url,
        "mime": entry.mime,
        "status": entry.status,
        "digest": entry.digest,
        "length": entry.length,
        "offset": entry.offset,
        "filename": entry.filename,
    }
    return json.dumps(said, ensure_ascii=False)
