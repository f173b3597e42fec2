"""Copies of one story: `duplicates`."""

import click

from archiver.cli.common import json_option, one_line

THRESHOLD = 0.5  # archiver.data.duplicates', which is not imported before it is asked for


@click.command()
@click.argument("files", nargs=-1, required=True)
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1, min_open=True),
    default=THRESHOLD,
    show_default=True,
    metavar="SHARE",
    help="How much of the shorter text, in runs of three words, the longer must have.",
)
@click.option(
    "--to",
    "target",
    metavar="TARGET",
    help="Write the articles, marked, to .parquet or FOLDER/; with --unique to any format.",
)
@click.option("--unique", is_flag=True, help="With --to: leave copies out, keep the earliest.")
@json_option
@one_line
def duplicates(
    files: tuple[str, ...], threshold: float, target: str | None, unique: bool, as_json: bool
) -> None:
    """Find copies of one story among the articles in FILES: the same text, or nearly the same.

    FILES are tables as `archiver read --to` writes them (Parquet, JSON Lines), or WARC files.

    \b
        archiver duplicates news.parquet
        archiver duplicates news.parquet --to marked.parquet
        archiver duplicates news.parquet --to unique.jsonl.gz --unique
    """
    from archiver import duplicates as find_duplicates
    from archiver import load
    from archiver.show.duplicates import duplicates as show_duplicates

    found = find_duplicates(load(list(files)), threshold=threshold)
    if target is not None:
        found.write(target, unique=unique)
    if as_json:
        click.echo(found.to_json())
    else:
        show_duplicates(found, target)
