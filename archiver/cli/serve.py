"""`serve`: the reading room, collections in a browser."""

import webbrowser
from functools import partial
from pathlib import Path

import click

from archiver.cli.common import one_line, replay_files_option, until_stopped


@click.command()
@click.argument(
    "folders",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER...",
)
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=0, help="Listen here. Default: any free port."
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on. For any but this machine's own a password is needed; one is "
    "made up if none is given.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="[https://]HOST[:PORT]",
    help="Another name that browsers ask for the room by, as behind a proxy; with https:// if they "
    "ask so.",
)
@click.option(
    "--password",
    envvar="ARCHIVER_PASSWORD",
    help="Who reads must know it. Better in ARCHIVER_PASSWORD, for others see what a process is "
    "called with.",
)
@click.option("--open", "opens", is_flag=True, help="Open it in the browser.")
@click.option(
    "--replay-port",
    type=click.IntRange(0, 65_535),
    default=0,
    help="Where pages are replayed; the next collection at the next one. Default: any free ports.",
)
@replay_files_option
@one_line
def serve(
    folders: tuple[Path, ...],
    port: int,
    host: str,
    names: tuple[str, ...],
    password: str | None,
    opens: bool,
    replay_port: int,
    given: Path | None,
) -> None:
    """Look at collections in a browser: search, read, compare versions, replay.

    Only for reading, and on this machine only unless --host says otherwise.

    \b
        archiver serve my-archive
        archiver serve my-archive another-archive --port 8000 --open
    """
    # Here, so that all other commands start without the web server.
    from archiver.replay import viewer
    from archiver.web.serving import Settings, opened

    settings = Settings(
        host=host, port=port, names=names, password=password, replay_port=replay_port
    )
    viewed = partial(viewer, given, say=_say)
    with opened(folders, settings, viewed) as room, until_stopped(room.stop):
        _tell(room.url, room.password, made_up=room.password != password, local=settings.is_local)
        if opens:
            webbrowser.open(room.url)
        room.run()


def _tell(url: str, password: str | None, *, made_up: bool, local: bool) -> None:
    click.echo("The reading room is open; Ctrl-C closes it.\n")
    click.echo(f"    {url}\n")
    if local and password is not None:
        click.echo("A password is needed (any user name).")
    elif password is not None:
        told = f"the password is {password}" if made_up else "a password is needed"
        click.echo(f"Other machines can reach it: {told} (any user name).")
        click.echo("It is sent as it is: put a proxy with TLS before it (docs/serve.md).")


def _say(line: str) -> None:
    click.echo(line, err=True)
