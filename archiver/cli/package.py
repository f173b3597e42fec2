"""`archiver package` and `archiver unpack`: collections as one file, and back."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from archiver import show
from archiver.cli.common import collection_option, one_line
from archiver.collection.packing import packaging, unpacking
from archiver.collection.packing.choice import Query
from archiver.errors import CollectionError
from warcs.packaging import wacz_signing

DAY = click.DateTime(["%Y-%m-%d"])


class _Run(click.ParamType[int]):
    name = "RUN"

    def convert(self, value: str, param: object, context: object) -> int:
        """A run's number; -1 for ``last``."""
        if value == "last":
            return -1
        if not (value.isascii() and value.isdigit() and len(value) < 10):
            self.fail(f"{value!r} is neither a number nor 'last'")
        return int(value)


@click.command()
@collection_option
@click.option(
    "-o", "--output", "out", required=True, type=click.Path(path_type=Path), metavar="X.wacz"
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["wacz", "bagit"]),
    default="wacz",
    show_default=True,
    help="One WACZ file, or a BagIt folder.",
)
@click.option("--publication", metavar="SLUG", help="Only articles of this publication.")
@click.option("--channel", help="Only articles of this channel, by its printed name.")
@click.option("--since", type=DAY, help="Only articles of this day or later.")
@click.option("--until", type=DAY, help="Only articles of this day or earlier.")
@click.option("--url", "urls", multiple=True, help="Only captures of this URL; may be repeated.")
@click.option(
    "--urls",
    "listed",
    type=click.File("r", encoding="utf-8"),
    metavar="FILE",
    help="Only captures of the URLs in FILE, one a line.",
)
@click.option("--run", type=_Run(), metavar="NUMBER|last", help="Only what this run captured.")
@click.option("--text", is_flag=True, help="With the articles' text, so that it can be searched.")
@click.option("--title", help="What the package is called. Default: the name of the folder.")
@click.option("--description", help="What it is about, in Markdown.")
@click.option(
    "--index",
    type=click.Choice(["auto", "plain", "zipnum"]),
    default="auto",
    show_default=True,
    help="The index whole, or in compressed blocks; by its size.",
)
@click.option(
    "--sign",
    "key",
    type=click.Path(path_type=Path),
    metavar="KEY.pem",
    help="Sign with this private key (ECDSA, P-384).",
)
@click.option(
    "--credentials",
    type=click.Choice(["refuse", "include", "mask", "leave-out"]),
    default="refuse",
    show_default=True,
    help="Captures whose request carried a Cookie or Authorization: as they are, with the values "
    "masked, or not at all.",
)
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@one_line
def package(folder: Path, out: Path, **options: Any) -> None:  # noqa: ANN401 - as click gives them
    """Write a WACZ of a collection, or of what is chosen from it.

    Chosen captures are packaged with all that their replay needs: redirects that led to them,
    pictures and styles, and the records that revisits refer to. Every record stays as it is.

    \b
        archiver package -c my-archive -o my-archive.wacz
        archiver package -c my-archive -o security.wacz --channel Security --since 2026-01-01
        archiver package -c my-archive -o story.wacz --url https://paper.example/story --text
    """
    if options["form"] == "bagit" and (options["key"] or options["force"]):
        raise click.UsageError("--sign and --force are for a WACZ")
    sign = wacz_signing.signer(options["key"], packaging.software()) if options["key"] else None
    order = packaging.Order(
        query=_query(options),
        text=options["text"],
        title=options["title"] or folder.resolve().name,
        description=options["description"],
        index=options["index"],
        sign=sign,
        credentials=options["credentials"],
        bag=options["form"] == "bagit",
        force=options["force"],
    )
    _tell(packaging.package(folder, out, order, show.line))


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="X.wacz")
@collection_option
@one_line
def unpack(file: Path, folder: Path) -> None:
    """Make a WACZ a collection again, in a new or empty folder.

    Its WARC files stay as they are; index, catalogue and list of pages are made from them. A
    package that is damaged, or would write outside the folder, is refused.

    \b
        archiver unpack my-archive.wacz -c my-archive
    """
    done = unpacking.unpack(file, folder, show.line)
    show.rebuilt(done.rebuilt, folder)
    if done.signature:
        click.echo(done.signature)
    if done.rebuilt.problems:
        sys.exit(1)


def _query(options: dict[str, Any]) -> Query:
    listed = options["listed"]
    lines = [line.strip() for line in listed] if listed else []
    urls = tuple(dict.fromkeys([*options["urls"], *filter(None, lines)]))
    if listed and not urls:
        raise CollectionError(f"{listed.name}: names no URL")
    return Query(
        publication=options["publication"],
        channel=options["channel"],
        since=_day(options["since"]),
        until=_day(options["until"]),
        urls=urls or None,
        run=options["run"],
    )


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _tell(done: packaging.Packaged) -> None:
    click.echo(
        f"{done.path}: {done.captures} captures, {done.pages} pages, {done.files} WARC files,"
        f" {done.size:,} bytes"
    )
    if done.open:
        click.echo("not in it: what a crawl still writes; `archiver seal` ends it", err=True)
    if done.dangling:
        click.echo(
            f"{done.dangling} revisits refer to records that are not in the collection", err=True
        )
    if done.older:
        click.echo(
            f"{done.older} captures are in it without their newest reading, which is in a file that"
            " is not sealed; `archiver seal`, and package again",
            err=True,
        )
    if not done.noted:
        click.echo("packages.jsonl cannot be written: note yourself that it was made", err=True)
    if done.dangling:
        sys.exit(1)
