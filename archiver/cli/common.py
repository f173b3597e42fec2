"""What the commands share: options, and how a mistake is told."""

import errno
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import wraps
from pathlib import Path
from types import FrameType
from typing import ParamSpec, TypeVar

import click

from archiver.errors import ArchiverError, CollectionInUse
from warcs import WarcError

P = ParamSpec("P")
R = TypeVar("R")

IN_USE = 75  # EX_TEMPFAIL of sysexits.h: nothing is wrong, it can be tried again


class _InUse(click.ClickException):
    exit_code = IN_USE


def _told_as(kind: type[click.ClickException], function: Callable[P, R]) -> Callable[P, R]:
    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except CollectionInUse as error:
            raise _InUse(str(error)) from error
        except (ArchiverError, WarcError) as error:
            raise kind(str(error)) from error
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # `| head`: click ends quietly
            raise kind(_in_words(error)) from error  # disk full, no permission

    return wrapper


def _in_words(error: OSError) -> str:
    """What the system says, without its number."""
    said = (error.strerror or str(error)).lower()
    return f"{error.filename}: {said}" if error.filename is not None else said


def one_line(function: Callable[P, R]) -> Callable[P, R]:
    """A user's mistake is one line and exit code 1, never a traceback."""
    return _told_as(click.ClickException, function)


def usage(function: Callable[P, R]) -> Callable[P, R]:
    """The same with exit code 2, where 1 says that something is not sound."""
    return _told_as(click.UsageError, function)


def needs_target(given: Mapping[str, object]) -> None:
    """Raises UsageError for an option that was given, and says how a target is written, where
    there is none."""
    for name, value in given.items():
        if value:
            raise click.UsageError(f"{name} is of a target; give one with --to")


def optional_collection(
    help: str = "The collection's folder (or set ARCHIVER_COLLECTION).", *, required: bool = False
) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """``-c FOLDER``: the collection, where a command can also do without one."""
    return click.option(
        "-c",
        "--collection",
        "folder",
        required=required,
        envvar="ARCHIVER_COLLECTION",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="FOLDER",
        help=help,
    )


def collection_option(function: Callable[..., R]) -> Callable[..., R]:
    """``-c FOLDER``: the collection."""
    return optional_collection(required=True)(function)


def json_option(function: Callable[..., R]) -> Callable[..., R]:
    """``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="JSON, for programs.")(function)


def replay_files_option(function: Callable[..., R]) -> Callable[..., R]:
    """``--replay-files FOLDER``: ReplayWeb.page, of who brings it along."""
    return click.option(
        "--replay-files",
        "given",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="FOLDER",
        help="Where ReplayWeb.page lies (its npm package), instead of fetching it once.",
    )(function)


@contextmanager
def until_stopped(stop: Callable[[], None]) -> Iterator[None]:
    """What is inside ends tidily by Ctrl-C, or SIGTERM, for which ``stop`` is called; it says so.

    For SIGTERM no exception is raised: where Python lets go of an object just then, it is lost.
    """

    def stopped(number: int, frame: FrameType | None) -> None:
        stop()

    signal.signal(signal.SIGTERM, stopped)
    with suppress(KeyboardInterrupt):
        yield
    click.echo("ended")


def moment(context: object, option: object, value: str | None) -> datetime | None:
    """The callback of an option that is a time."""
    try:
        return datetime.fromisoformat(value) if value else None
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is not like 2026-03-01T10:00:00Z") from error
