"""Crawling: `crawl` and `demo`."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from archiver import show
from archiver.cli.common import collection_option, json_option, one_line
from archiver.cli.network import (
    bounds_options,
    network_options,
    network_settings,
    requisites_option,
)
from archiver.schedule import read_timetable
from archiver.show import health as show_health
from archiver.show import schedule as show_schedule

if TYPE_CHECKING:
    from archiver.crawl import Outcome

ALARMED = 3  # exit code of a run that finished and opened alarms


@click.command()
@click.argument("targets", nargs=-1, metavar="TARGET...")
@collection_option
@click.option(
    "--due",
    is_flag=True,
    help="What is due (see `archiver schedule`), in the place of TARGET; with --keep-open. Exit"
    " code 0 if nothing is, 75 if another run writes into the collection.",
)
@click.option("--limit", type=click.IntRange(min=1), help="At most so many articles.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Leave out what a source dates before this day.",
)
@click.option("--channel", help="Only this channel, by its printed name.")
@requisites_option
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
@bounds_options
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
        archiver crawl --due -c my-archive

    The exit code is 0, or 3 if an alarm was opened, 1 if the crawl failed, 2 if the command cannot
    be understood, 130 if it was interrupted.
    """
    if options["due"] == bool(targets):
        raise click.UsageError("give either a TARGET or --due")
    if options["due"] and any(options[name] for name in ("limit", "since", "channel")):
        # Such a run is no look at all of a publication, which would be due again at once.
        raise click.UsageError("--limit, --since and --channel go with a TARGET, not with --due")
    if options["full"] and not options["refetch"]:
        raise click.UsageError("--full goes with --refetch")
    targets = _due(folder) if options["due"] else targets
    if targets:
        _print_outcome(_crawl(targets, folder, options), folder, as_json=as_json)


def _crawl(targets: tuple[str, ...], folder: Path, options: dict[str, Any]) -> "Outcome":
    from archiver.crawl import crawl as crawl_publications  # Scrapy: half a second, only here

    settings = network_settings(options)
    if options["keep_open"] or options["due"]:
        settings["WARC_KEEP_OPEN"] = True
    since: datetime | None = options["since"]
    return crawl_publications(
        targets,
        folder,
        limit=options["limit"],
        since=since.date() if since else None,
        channel=options["channel"],
        dry_run=options["dry_run"],
        requisites=options["requisites"],
        refetch=options["refetch"],
        full=options["full"],
        settings=settings,
    )


def _due(folder: Path) -> tuple[str, ...]:
    """What is due; where nothing is, that is said."""
    found = read_timetable(folder, datetime.now(UTC))
    for line in found.broken:
        click.echo(line, err=True)
    if not found.soon:
        show_schedule.nothing_due(found)
    return found.soon


def _print_outcome(outcome: "Outcome", folder: Path, *, as_json: bool) -> None:
    if as_json:
        report = msgspec.to_builtins(outcome.report)
        click.echo(show.as_json_text({**report, "alarms": msgspec.to_builtins(outcome.alarms)}))
    else:
        show.outcome(outcome, folder)
        for kept in outcome.alarms:
            show_health.alarm(kept, folder)
    if outcome.report.outcome != "finished":
        sys.exit(130 if outcome.report.outcome == "interrupted" else 1)
    if outcome.alarms:
        sys.exit(ALARMED)


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
