"""What a collection holds: `rebuild`, `publications`."""

import sys
from pathlib import Path

import click

from archiver import publications as known_publications
from archiver import show
from archiver.cli.common import collection_option, json_option, one_line
from archiver.collection.preserving.rebuild import rebuild as rebuild_catalogue
from archiver.errors import CollectionError


@click.command()
@collection_option
@one_line
def rebuild(folder: Path) -> None:
    """Make the catalogue anew, from the WARC files alone.

    \b
        archiver rebuild -c my-archive
    """
    found = rebuild_catalogue(folder, show.line)
    show.rebuilt(found, folder)
    if found.problems:
        sys.exit(1)


@click.command()
@click.option(
    "-c",
    "--collection",
    "folder",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="With the publications of this collection.",
)
@json_option
@one_line
def publications(folder: Path | None, as_json: bool) -> None:
    """The publications that can be crawled by name.

    \b
        archiver publications
    """
    if folder is not None and not folder.is_dir():
        raise CollectionError(f"{folder}: no collection here")
    known = known_publications.load(folder / "publications" if folder else None)
    show.publications(known, as_json=as_json)
