"""Publications added by asking their sites: `add`."""

import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from archiver.cli.common import collection_option, json_option, one_line
from archiver.cli.network import network_options, network_settings

if TYPE_CHECKING:
    from archiver.probing.targets import BadLine
    from archiver.probing.values import Target


LISTS = (".opml", ".xml", ".txt", ".csv", ".lst")  # how names of lists end


@click.command()
@click.argument("urls", nargs=-1, metavar="URL...")
@collection_option
@click.option(
    "--from",
    "lists",
    multiple=True,
    type=click.File("rb"),
    metavar="FILE",
    help="Add what an OPML file names, or a file with one URL a line (- is standard input).",
)
@click.option("--force", is_flag=True, help="Write a publication's file anew, if there is one.")
@click.option("--dry-run", is_flag=True, help="Print the file; write and keep nothing.")
@network_options
@json_option
@one_line
def add(
    urls: tuple[str, ...],
    folder: Path,
    lists: tuple[IO[bytes], ...],
    force: bool,
    dry_run: bool,
    as_json: bool,
    **options: Any,  # noqa: ANN401 - as click gives them
) -> None:
    """Add publications: ask their sites what they are.

    Finds feeds, sitemaps, channels, the form of article URLs, language and time zone, reads ten
    articles, and writes FOLDER/publications/NAME.toml. URL is a front page, a feed, or any page of
    the site. Exit code 1 if one could not be added.

    \b
        archiver add https://paper.example/ -c my-archive
        archiver add paper.example --dry-run -c my-archive
        archiver add --from subscriptions.opml -c my-archive
    """
    from archiver.add import add as add_publications  # Scrapy: half a second, only here
    from archiver.show import probing

    if not urls and not lists:
        raise click.UsageError("give the address of a site, or a list of them with --from FILE")
    found = add_publications(
        list(_targets(urls, lists)),
        folder,
        force=force,
        dry_run=dry_run,
        settings=network_settings(options),
    )
    probing.added(found, folder, as_json=as_json, dry_run=dry_run)
    if any(outcome.failure is not None for outcome in found):
        sys.exit(1)


def _targets(urls: tuple[str, ...], lists: tuple[IO[bytes], ...]) -> "Iterator[Target | BadLine]":
    from archiver.probing.targets import MOST_BYTES, BadLine, target_of, targets_in

    for url in urls:
        try:
            if Path(url).is_file():
                raise BadLine(f"{url}: is a file: archiver add --from {shlex.quote(url)}")
            if "/" not in url and Path(url).suffix.lower() in LISTS:  # none of them is a domain
                raise BadLine(f"{url}: no such file; a list is given with --from FILE")
            yield target_of(url)
        except BadLine as error:
            yield error
    for stream in lists:
        yield from targets_in(stream.read(MOST_BYTES), stream.name)
