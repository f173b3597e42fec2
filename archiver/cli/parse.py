"""One saved page: `parse`."""

from datetime import datetime
from typing import IO

import click

import archiver
from archiver import show
from archiver.cli.common import json_option, moment, one_line


@click.command()
@click.argument("file", type=click.File("rb"), metavar="FILE")
@click.option("--url", help="Where the page came from; links are resolved against it.")
@click.option("--fetched", callback=moment, help="When it was fetched, ISO 8601; UTC by default.")
@json_option
@one_line
def parse(file: IO[bytes], url: str | None, fetched: datetime | None, as_json: bool) -> None:
    """Read the article in FILE, a saved page (- for standard input).

    \b
        archiver parse page.html --url https://paper.example/story --json
    """
    try:
        html = file.read()
    except OSError as error:
        raise click.ClickException(f"{file.name}: {error.strerror}") from error
    article = archiver.parse(html, url, fetched=fetched)
    if as_json:
        click.echo(article.to_json())
    else:
        show.article(article)
