"""WARC files from anywhere, taken into a collection: `import`."""

import sys
from pathlib import Path

import click

from archiver.cli.common import collection_option, json_option, one_line
from archiver.show import importing as show


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILES…")
@collection_option
@click.option("--link", is_flag=True, help="Hard links instead of copies, on the same disk.")
@json_option
@one_line
def import_command(files: tuple[Path, ...], folder: Path, *, link: bool, as_json: bool) -> None:
    """Take WARC files and WACZ packages into a collection, which is made if it is none yet.

    Their bytes stay as they are. They are indexed, their pages are read, and what was fetched is
    known to the next crawl. A folder stands for the files in it. A file that is there already is
    passed over. Where this was broken off it goes on.

    \b
        archiver import crawl.warc.gz old/*.warc.gz -c my-archive
        archiver import /data/warcs -c my-archive --link
    """
    from archiver.collection.importing.importing import import_files

    with show.progress() as progress:
        report = import_files(folder, files, link=link, progress=progress)
    show.report(report, as_json=as_json)
    if report.refused:
        sys.exit(1)
