"""Articles out of a collection: `export`."""

import sys
from pathlib import Path
from typing import Any

import click

from archiver.cli.common import collection_option, needs_target, one_line
from archiver.report import STORIES
from archiver.rights.policy import SIGNS


@click.command()
@click.argument("words", nargs=-1, metavar="[QUERY]")
@collection_option
@click.option(
    "--to",
    metavar="TARGET",
    default="-",
    help="X.parquet, .jsonl[.gz|.zst], .csv, .sqlite, or DIR/ for a folder of Parquet"
    " files. Without it JSON Lines are printed.",
)
@click.option("--partition-by", multiple=True, metavar="COLUMN", help="Divide the folder DIR/.")
@click.option("--publication", metavar="SLUG", help="Only articles of this publication.")
@click.option("--channel", help="Only articles of this channel.")
@click.option("--author", help="Only articles by this author.")
@click.option("--since", metavar="DAY", help="Published on this day (month, year) or later.")
@click.option("--until", metavar="DAY", help="Published on this day (month, year) or earlier.")
@click.option("--language", metavar="TAG", help="Only articles in this language.")
@click.option(
    "--without",
    multiple=True,
    metavar="SIGN",
    type=click.Choice(SIGNS),
    help="Leave out articles that this sign binds, as tdm-reservation or noai.",
)
@click.option("--all-versions", is_flag=True, help="Every version, not only the newest.")
@click.option("--force", is_flag=True, help="Replace a file, or a folder of Parquet files.")
@one_line
def export(words: tuple[str, ...], folder: Path, to: str, **options: Any) -> None:  # noqa: ANN401 - as click gives them
    """Write articles of a collection to a file: those that QUERY finds, or all.

    QUERY is what `archiver search` takes.

    \b
        archiver export -c my-archive --to articles.parquet
        archiver export channel:Security after:2024 -c my-archive --to security.csv
        archiver export -c my-archive --without tdm-reservation | jq .title
    """  # fmt: skip
    from archiver.collection.finding.model import Filters
    from archiver.data.collection import Collection
    from archiver.show import loading as show

    without, every, force = (options.pop(x) for x in ("without", "all_versions", "force"))
    columns = options.pop("partition_by")
    query = " ".join(words)
    if to == "-":
        needs_target({"--partition-by": columns, "--force": force})
    with Collection(folder) as collection:
        if to == "-":
            show.lines(
                collection.exported(
                    query, Filters(**options, kinds=STORIES), without, all_versions=every
                )
            )
            return
        show.refuse(Path(to), force=force)
        count = collection.export(
            to, query, without=without, all_versions=every, partition_by=columns,
            replace=force, format="folder" if to.endswith("/") else None, **options,
        )  # fmt: skip
    click.echo(f"{to}: {count:,} articles", file=sys.stdout)
