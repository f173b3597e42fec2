"""`seal`: an end to the file that scheduled runs go on in."""

from pathlib import Path

import click

from archiver import show
from archiver.cli.common import collection_option, one_line


@click.command()
@collection_option
@one_line
def seal(folder: Path) -> None:
    """Seal the WARC file that runs with --keep-open go on in, or that a crash left.

    It gets its final name and is indexed; the next run begins another.

    \b
        archiver seal -c my-archive
    """
    from archiver.collection.preserving.sealing import seal as seal_open_files

    show.sealed(seal_open_files(folder), folder)
