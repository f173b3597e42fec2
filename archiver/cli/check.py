"""Known publications looked at again: `check`."""

import sys
from pathlib import Path
from typing import Any

import click

from archiver.cli.common import collection_option, json_option, one_line
from archiver.cli.network import network_options, network_settings


@click.command()
@click.argument("publications", nargs=-1, required=True, metavar="PUBLICATION...")
@collection_option
@network_options
@json_option
@one_line
def check(
    publications: tuple[str, ...],
    folder: Path,
    as_json: bool,
    **options: Any,  # noqa: ANN401 - as click gives them
) -> None:
    """Look at publications again, and tell what changed.

    Asks the site as `archiver add` does, and compares with the publication's file and with the last
    time: sources that are gone or moved, new channels, article URLs of another form, fields that
    are found less often, robots.txt. Exit code 1 if something needs a person.

    \b
        archiver check lamp-post -c my-archive
        archiver check lamp-post gas-light -c my-archive --json
    """
    from archiver.add import check as check_publications  # Scrapy: half a second, only here
    from archiver.show import probing

    found = check_publications(publications, folder, settings=network_settings(options))
    probing.checked(found, as_json=as_json)
    if any(outcome.needs_attention for outcome in found):
        sys.exit(1)
