"""`archiver redact`: taking URLs out of a collection for good."""

import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from archiver import show, show_redaction
from archiver.cli.common import collection_option, json_option, one_line
from archiver.collection import Session, redaction
from archiver.collection.folder import Folder, Lock
from archiver.collection.session import utc_now
from archiver.errors import CollectionError
from warcs.recorder import new_record_id


@click.command()
@click.argument("urls", nargs=-1, metavar="[URL|PATTERN]...")
@collection_option
@click.option("--reason", metavar="TEXT", help="Why; it stays in the archive.")
@click.option("--dry-run", is_flag=True, help="Only tell what would be done.")
@click.option(
    "--also",
    multiple=True,
    metavar="URL|PATTERN",
    help="Copies of the text in captures of these go too; the URLs may be fetched again.",
)
@click.option("--forget-url", is_flag=True, help="Leave no URL behind, only its digest.")
@click.option("--lift", is_flag=True, help="Let the URLs be fetched again; nothing comes back.")
@click.option("--resume", is_flag=True, help="Finish a redaction that was broken off.")
@json_option
@one_line
def redact(urls: tuple[str, ...], folder: Path, as_json: bool, **options: Any) -> None:  # noqa: ANN401 - as click gives them
    """Take captures of URLs out of a collection, and all that was read from them.

    A * in a PATTERN stands for anything. Tombstones stay: when, why, and which URL. See
    docs/redaction.md.

    \b
        archiver redact https://paper.example/story/1.html -c my-archive --dry-run
        archiver redact https://paper.example/story/1.html -c my-archive --reason "court order 7/26"
        archiver redact https://paper.example/story/1.html -c my-archive --lift --reason "reversed"
    """
    if options["resume"]:
        _resume(folder)
        return
    if not urls:
        raise click.UsageError("name an URL or a PATTERN")
    if not options["dry_run"] and not (options["reason"] or "").strip():
        raise click.UsageError("give the reason, which stays in the archive: --reason TEXT")
    if options["lift"]:
        _lift(folder, urls, options["reason"])
        return
    order = redaction.Order(
        wanted=urls,
        also=options["also"],
        reason=options["reason"] or "",
        forget_url=options["forget_url"],
    )
    progress = show.line if options["dry_run"] and sys.stderr.isatty() else redaction.nothing
    journal = None
    if options["dry_run"]:
        plan = redaction.plan(folder, order, progress)
    else:
        around = redaction.Surroundings(now=utc_now, new_id=new_record_id, progress=progress)
        plan, journal = redaction.redact(folder, order, around)
    if as_json:
        click.echo(show_redaction.as_json(plan, journal))
    else:
        show_redaction.plan(plan, folder, dry_run=journal is None)


def _resume(folder: Path) -> None:
    place = Folder(folder)
    place.require()
    lock = Lock(place)
    try:
        journal = redaction.finish(place)
    finally:
        lock.release()
    click.echo(f"finished: {journal.redaction}" if journal else "no redaction was unfinished")


def _lift(folder: Path, urls: tuple[str, ...], reason: str | None) -> None:
    if not reason:
        raise CollectionError("a lifting needs a reason: --reason TEXT")
    Folder(folder).require()
    with closing(Session(folder)) as session:
        lifted = session.lift(urls, reason)
    click.echo(f"lifted: {len(lifted)} URLs, with those that led to them, may be fetched again")
