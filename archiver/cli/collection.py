"""What a collection holds: `search`, `rebuild`, `publications`."""

import sys
from pathlib import Path

import click

from archiver import publications as known_publications
from archiver import show
from archiver.cli.common import collection_option, json_option, one_line
from archiver.collection import Collection
from archiver.collection.preserving.rebuild import rebuild as rebuild_catalogue
from archiver.collection.search import is_empty
from archiver.errors import CollectionError


@click.command()
@click.argument("words", nargs=-1, required=True)
@collection_option
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@json_option
@one_line
def search(words: tuple[str, ...], folder: Path, limit: int, as_json: bool) -> None:
    """Find articles that hold all WORDS.

    \b
        archiver search zurich '"supply chain"' 'secur*' -c my-archive
        archiver search -c my-archive -- outage -weather
    """
    query = " ".join(words)
    if is_empty(query):
        raise click.UsageError(f"{query!r} names no word that is to be found")
    with Collection(folder) as collection:
        show.hits(collection.search(query, limit), as_json=as_json)


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
