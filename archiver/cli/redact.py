"""`archiver redact`: taking URLs out of a collection for good."""

import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from archiver.cli.common import json_option, one_line, optional_collection
from archiver.collection import Session, redaction
from archiver.collection.folder import Folder, Lock
from archiver.collection.redaction.journal import Journal
from archiver.collection.session import utc_now
from archiver.show import redaction as show_redaction
from warcs.recorder import new_record_id


@click.command()
@click.argument("urls", nargs=-1, metavar="[URL|PATTERN]...")
@optional_collection()
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
@click.option(
    "--file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="X.warc.gz",
    help="A WARC file that belongs to no collection; it stays as it is.",
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="With --file: the new file.",
)
@json_option
@one_line
def redact(urls: tuple[str, ...], as_json: bool, **options: Any) -> None:  # noqa: ANN401 - as click gives them
    """Take captures of URLs out of a collection, and all that was read from them.

    A * in a PATTERN stands for anything. Tombstones stay: when, why, and which URL. See
    docs/redaction.md.

    \b
        archiver redact https://paper.example/story/1.html -c my-archive --dry-run
        archiver redact https://paper.example/story/1.html -c my-archive --reason "court order 7/26"
        archiver redact https://paper.example/story/1.html -c my-archive --lift --reason "reversed"
        archiver redact https://paper.example/story/1.html --file a.warc.gz -o b.warc.gz --reason x
    """
    where = _checked(urls, options)
    if options["resume"]:
        _resume(where)
        return
    if options["lift"]:
        _lift(where, urls, options["reason"])
        return
    order = redaction.Order(
        wanted=urls,
        also=options["also"],
        reason=options["reason"] or "",
        forget_url=options["forget_url"],
    )
    plan, journal = _carry_out(where, order, options["file"], options)
    if as_json:
        click.echo(show_redaction.as_json(plan, journal))
    else:
        show_redaction.plan(plan, where, dry_run=options["dry_run"])


def _checked(urls: tuple[str, ...], options: dict[str, Any]) -> Path:
    """The collection, or the file. Raises UsageError for what does not go together."""
    file, folder = options["file"], options["folder"]
    if file is None and folder is None:
        raise click.UsageError("name a collection (-c FOLDER) or a file (--file X.warc.gz -o OUT)")
    if file is not None and (options["lift"] or options["resume"]):
        raise click.UsageError("--lift and --resume are for collections")
    if file is not None and options["out"] is None and not options["dry_run"]:
        raise click.UsageError("name the new file: -o OUT")
    if not urls and not options["resume"]:
        raise click.UsageError("name an URL or a PATTERN")
    quiet = options["dry_run"] or options["resume"]
    if not quiet and not (options["reason"] or "").strip():
        raise click.UsageError("give the reason, which stays in the archive: --reason TEXT")
    return Path(file or folder)


def _carry_out(
    where: Path, order: redaction.Order, file: Path | None, options: dict[str, Any]
) -> tuple[redaction.Plan, Journal | None]:
    progress = _tell if sys.stderr.isatty() else redaction.nothing
    around = redaction.Surroundings(now=utc_now, new_id=new_record_id, progress=progress)
    if file is not None and options["dry_run"]:
        return redaction.plan_file(file, order, progress), None
    if file is not None:
        return redaction.redact_file(file, options["out"], order, around), None
    if options["dry_run"]:
        return redaction.plan(where, order, progress), None
    return redaction.redact(where, order, around)


def _tell(line: str) -> None:
    click.echo(line, err=True)


def _resume(folder: Path) -> None:
    place = Folder(folder)
    place.require(whole=False)
    lock = Lock(place)
    try:
        journal = redaction.finish(place)
    finally:
        lock.release()
    click.echo(f"finished: {journal.redaction}" if journal else "no redaction was unfinished")


def _lift(folder: Path, urls: tuple[str, ...], reason: str) -> None:
    Folder(folder).require(whole=False)
    with closing(Session(folder)) as session:
        lifted = session.lift(urls, reason)
    click.echo(f"lifted: {len(lifted)} URLs, with those that led to them, may be fetched again")
