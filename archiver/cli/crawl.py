"""Crawling: `crawl` and `demo`."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archiver import show
from archiver.cli.common import collection_option, json_option, one_line
from archiver.cli.network import network_options, network_settings

if TYPE_CHECKING:
    from archiver.crawl import Outcome


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@collection_option
@click.option("--limit", type=click.IntRange(min=1), help="At most so many articles.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Leave out what a source dates before this day.",
)
@click.option("--channel", help="Only this channel, by its printed name.")
@click.option(
    "--requisites",
    type=click.Choice(["page", "none"]),
    help="Also what the pages need to be replayed as they looked: pictures, styles, fonts, icons."
    " [default: page]",
)
@click.option(
    "--keep-open",
    is_flag=True,
    help="Leave the WARC file open, for the next run to go on in until it has 1 GB or is 24 hours"
    " old: for scheduled runs. `archiver seal` seals it.",
)
@click.option(
    "--refetch", is_flag=True, help="Fetch again what is known, where the site has anything newer."
)
@click.option(
    "--full", is_flag=True, help="With --refetch: ask for everything, and not only for what is new."
)
@click.option("--dry-run", is_flag=True, help="Read the sources, list what would be fetched.")
@network_options
@json_option
@one_line
def crawl(targets: tuple[str, ...], folder: Path, as_json: bool, **options: Any) -> None:  # noqa: ANN401 - as click gives them
    """Crawl publications into a collection.

    TARGET is the name of a publication (see `archiver publications`) or the address of any
    news site.

    \b
        archiver crawl ecommercetimes -c my-archive --limit 20
        archiver crawl https://paper.example/ -c my-archive --dry-run
        archiver crawl ecommercetimes -c my-archive --requisites none
        archiver crawl ecommercetimes -c my-archive --keep-open
        archiver crawl ecommercetimes -c my-archive --refetch --channel Security
    """
    from archiver.crawl import crawl as crawl_publications  # Scrapy: half a second, only here

    if options["full"] and not options["refetch"]:
        raise click.UsageError("--full goes with --refetch")
    since: datetime | None = options["since"]
    outcome = crawl_publications(
        targets,
        folder,
        limit=options["limit"],
        since=since.date() if since else None,
        channel=options["channel"],
        dry_run=options["dry_run"],
        requisites=options["requisites"],
        refetch=options["refetch"],
        full=options["full"],
        settings=_settings(options),
    )
    _print_outcome(outcome, folder, as_json=as_json)


def _settings(options: dict[str, Any]) -> dict[str, Any]:
    return {
        **network_settings(options),
        **({"WARC_KEEP_OPEN": True} if options["keep_open"] else {}),
    }


def _print_outcome(outcome: "Outcome", folder: Path, *, as_json: bool) -> None:
    if as_json:
        click.echo(outcome.report.to_json())
    else:
        show.outcome(outcome, folder)
    if outcome.report.outcome != "finished":
        sys.exit(130 if outcome.report.outcome == "interrupted" else 1)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default="demo-archive")
@click.option("--serve", is_flag=True, help="Only serve the sample site, until Ctrl-C.")
@one_line
def demo(folder: Path, serve: bool) -> None:
    """Crawl the bundled sample publication, on this machine, into FOLDER.

    \b
        archiver demo
        archiver search outage -c demo-archive
    """
    from archiver import demo as demonstration  # Scrapy again

    if serve:
        demonstration.serve_until_interrupted(show.line)
        return
    outcome = demonstration.run(folder, show.line)
    _print_outcome(outcome, folder, as_json=False)
    show.next_commands(folder)
