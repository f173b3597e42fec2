"""Finding articles: `search`."""

from pathlib import Path

import click

from archiver.cli.common import collection_option, json_option, one_line
from archiver.collection import Collection
from archiver.collection.finding.model import SORTS, Sort
from archiver.show import finding as show


@click.command()
@click.argument("words", nargs=-1)
@collection_option
@click.option(
    "--sort",
    type=click.Choice(SORTS),
    default="rank",
    show_default=True,
    help="The best matches first, or the newest articles.",
)
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@click.option("--page", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--facets", is_flag=True, help="Also count what was found by channel, author, ….")
@json_option
@one_line
def search(
    words: tuple[str, ...],
    folder: Path,
    *,
    sort: Sort,
    limit: int,
    page: int,
    facets: bool,
    as_json: bool,
) -> None:
    """Find articles that hold all WORDS; without any, the newest.

    \b
        archiver search zurich '"supply chain"' 'secur*' -c my-archive
        archiver search channel:Security 'author:"Ada L."' after:2024-05 -c my-archive
        archiver search -c my-archive -- outage -weather

    \b
    word  "a phrase"  begin*  -without  this OR that
    title:  author:  channel:  publication:  lang:  kind:  site:  url:  without:
    after:  before:  on:   a day, month or year: 2024-05-01, 2024-05, 2024
    """
    with Collection(folder) as collection:
        found = collection.search(" ".join(words), sort=sort, page=page, limit=limit, facets=facets)
    show.found(found, as_json=as_json)
