"""`replay`: captures in a browser."""

import threading
import webbrowser
from pathlib import Path

import click

from archiver.cli.common import one_line, replay_files_option, until_stopped
from archiver.replay import Replay, serve, source, viewer


@click.command()
@click.argument("path", type=click.Path(path_type=Path), metavar="FOLDER|FILE")
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=0, help="Listen here. Default: any free port."
)
@click.option("--url", "page", help="Begin with the capture of this URL, not the list of pages.")
@click.option("--open", "opens", is_flag=True, help="Open it in the browser.")
@replay_files_option
@one_line
def replay(path: Path, port: int, page: str | None, opens: bool, given: Path | None) -> None:
    """Look at a collection, or a .wacz, .warc or .warc.gz file, in a browser.

    On this machine only, with ReplayWeb.page, which is fetched once. Nothing that an archived page
    does reaches the network or the rest of the collection.

    \b
        archiver replay my-archive
        archiver replay my-archive --url https://paper.example/story --open
        archiver replay capture.wacz
    """
    scripts = viewer(given, say=lambda line: click.echo(line, err=True))
    stopped = threading.Event()
    with until_stopped(stopped.set), source(path) as found, serve(found, scripts, port) as running:
        _tell(running, found.title, page)
        if opens:
            webbrowser.open(running.url(page))
        stopped.wait()


def _tell(running: Replay, title: str, page: str | None) -> None:
    click.echo(f"{title}: open this in Chromium or Firefox; Ctrl-C ends it.\n")
    click.echo(f"    {running.url(page)}\n")
