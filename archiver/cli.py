"""The `archiver` command. Each body parses, calls the library, prints; no more."""

import errno
import math
import re
import sys
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from archiver import parse as parse_page
from archiver import publications as known_publications
from archiver import show
from archiver.collection import Collection
from archiver.collection.rebuild import rebuild as rebuild_catalogue
from archiver.errors import ArchiverError, CollectionError
from warcs import WarcError

if TYPE_CHECKING:
    from archiver.crawl import Outcome

P = ParamSpec("P")
R = TypeVar("R")


def _one_line(function: Callable[P, R]) -> Callable[P, R]:
    """A user's mistake is one line and exit code 1, never a traceback."""

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except (ArchiverError, WarcError) as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # `| head`: click ends quietly
            raise click.ClickException(str(error)) from error  # disk full, no permission

    return wrapper


def _collection(function: Callable[..., R]) -> Callable[..., R]:
    return click.option(
        "-c",
        "--collection",
        "folder",
        required=True,
        envvar="ARCHIVER_COLLECTION",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="FOLDER",
        help="The collection's folder (or set ARCHIVER_COLLECTION).",
    )(function)


def _json(function: Callable[..., R]) -> Callable[..., R]:
    return click.option("--json", "as_json", is_flag=True, help="JSON, for programs.")(function)


def _finite(context: object, option: object, value: float | None) -> float | None:
    if value is not None and not math.isfinite(value):
        raise click.BadParameter("is no number of seconds")
    return value


def _moment(context: object, option: object, value: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if value else None
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is not like 2026-03-01T10:00:00Z") from error


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("news-archiver"), prog_name="archiver")
def main() -> None:
    """Crawl news sites, read their articles and keep the exact bytes they came from."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that cannot write a letter of a headline shows a "?" in its place.
            stream.reconfigure(errors="replace")


@main.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@_collection
@click.option("--limit", type=click.IntRange(min=1), help="At most so many articles.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Leave out what a source dates before this day.",
)
@click.option("--channel", help="Only this channel, by its printed name.")
@click.option("--dry-run", is_flag=True, help="Read the sources, list what would be fetched.")
@click.option(
    "--contact",
    envvar="ARCHIVER_CONTACT",
    help="Whom a site's owner can reach: mail or URL, in the User-Agent.",
)
@click.option(
    "--delay",
    type=click.FloatRange(0, 86_400),
    callback=_finite,
    help="Seconds between two requests.",
)
@click.option(
    "--connect-to",
    multiple=True,
    metavar="HOST:PORT:ADDR:PORT",
    help="Connect to ADDR:PORT for HOST:PORT, as curl does.",
)
@click.option("-v", "--verbose", is_flag=True, help="Scrapy's log on standard error.")
@_json
@_one_line
def crawl(targets: tuple[str, ...], folder: Path, as_json: bool, **options: Any) -> None:  # noqa: ANN401 - as click gives them
    """Crawl publications into a collection.

    TARGET is the name of a publication (see `archiver publications`) or the address of any
    news site.

    \b
        archiver crawl ecommercetimes -c my-archive --limit 20
        archiver crawl https://paper.example/ -c my-archive --dry-run
    """
    from archiver.crawl import crawl as crawl_publications  # Scrapy: half a second, only here

    since: datetime | None = options["since"]
    outcome = crawl_publications(
        targets,
        folder,
        limit=options["limit"],
        since=since.date() if since else None,
        channel=options["channel"],
        dry_run=options["dry_run"],
        settings=_settings(options),
    )
    _print_outcome(outcome, folder, as_json=as_json)


def _settings(options: dict[str, Any]) -> dict[str, Any]:
    settings: dict[str, Any] = {
        "LOG_LEVEL": "INFO" if options["verbose"] else "ERROR",
        "PROGRESS": "terminal" if sys.stderr.isatty() else "lines",
    }
    if options["contact"]:
        settings["CONTACT"] = options["contact"]
    if options["delay"] is not None:
        settings["DOWNLOAD_DELAY"] = options["delay"]
        settings["AUTOTHROTTLE_START_DELAY"] = options["delay"]
    if options["connect_to"]:
        settings["CONNECT_TO"] = dict(map(_connect_to, options["connect_to"]))
    return settings


def _connect_to(text: str) -> tuple[str, str]:
    host = r"(\[[^][]+\]|[^][:]+)"  # IPv6 addresses stand in brackets
    found = re.fullmatch(f"{host}:([0-9]{{1,5}}):{host}:([0-9]{{1,5}})", text)
    if not found or not all(0 < int(found[group]) < 65536 for group in (2, 4)):
        raise click.BadParameter(f"{text!r} is not HOST:PORT:ADDR:PORT", param_hint="--connect-to")
    return f"{found[1]}:{found[2]}", f"{found[3]}:{found[4]}"


def _print_outcome(outcome: "Outcome", folder: Path, *, as_json: bool) -> None:
    if as_json:
        click.echo(outcome.report.to_json())
    else:
        show.outcome(outcome, folder)
    if outcome.report.outcome != "finished":
        sys.exit(130 if outcome.report.outcome == "interrupted" else 1)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), default="demo-archive")
@click.option("--serve", is_flag=True, help="Only serve the sample site, until Ctrl-C.")
@_one_line
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


@main.command()
@click.argument("file", type=click.File("rb"), metavar="FILE")
@click.option("--url", help="Where the page came from; links are resolved against it.")
@click.option("--fetched", callback=_moment, help="When it was fetched, ISO 8601; UTC by default.")
@_json
@_one_line
def parse(file: IO[bytes], url: str | None, fetched: datetime | None, as_json: bool) -> None:
    """Read the article in FILE, a saved page (- for standard input).

    \b
        archiver parse page.html --url https://paper.example/story --json
    """
    try:
        html = file.read()
    except OSError as error:
        raise click.ClickException(f"{file.name}: {error.strerror}") from error
    article = parse_page(html, url, fetched=fetched)
    if as_json:
        click.echo(article.to_json())
    else:
        show.article(article)


@main.command()
@click.argument("words", nargs=-1, required=True)
@_collection
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@_json
@_one_line
def search(words: tuple[str, ...], folder: Path, limit: int, as_json: bool) -> None:
    """Find articles that hold all WORDS.

    \b
        archiver search zurich '"supply chain"' 'secur*' -c my-archive
        archiver search -c my-archive -- outage -weather
    """
    with Collection(folder) as collection:
        show.hits(collection.search(" ".join(words), limit), as_json=as_json)


@main.command()
@_collection
@_json
@_one_line
def status(folder: Path, as_json: bool) -> None:
    """What a collection holds, and how its last run went.

    \b
        archiver status -c my-archive
    """
    with Collection(folder) as collection:
        show.status(collection.status(), folder, as_json=as_json)


@main.command()
@_collection
@_one_line
def rebuild(folder: Path) -> None:
    """Make the catalogue anew, from the WARC files alone.

    \b
        archiver rebuild -c my-archive
    """
    found = rebuild_catalogue(folder, show.line)
    show.rebuilt(found, folder)
    if found.problems:
        sys.exit(1)


@main.command()
@click.option(
    "-c",
    "--collection",
    "folder",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="With the publications of this collection.",
)
@_json
@_one_line
def publications(folder: Path | None, as_json: bool) -> None:
    """The publications that can be crawled by name.

    \b
        archiver publications
    """
    if folder is not None and not folder.is_dir():
        raise CollectionError(f"{folder}: no collection here")
    known = known_publications.load(folder / "publications" if folder else None)
    show.publications(known, as_json=as_json)
