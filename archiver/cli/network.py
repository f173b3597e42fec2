"""How politely sites are asked, and how much: options of the commands that ask any."""

import math
import re
import sys
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from archiver.written import Duration

R = TypeVar("R")
Option = Callable[[Callable[..., Any]], Callable[..., Any]]


def _finite(context: object, option: object, value: float | None) -> float | None:
    if value is not None and not math.isfinite(value):
        raise click.BadParameter("is no number of seconds")
    return value


def _duration(context: object, option: object, value: str | None) -> Duration | None:
    if value is None:
        return None
    try:
        return Duration.read(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def network_options(function: Callable[..., R]) -> Callable[..., R]:
    """``--contact``, ``--delay``, ``--connect-to``, ``--verbose``."""
    return _with(_OPTIONS, function)


def bounds_options(function: Callable[..., R]) -> Callable[..., R]:
    """``--max-pages``, ``--max-bytes``, ``--max-time``, of commands that crawl."""
    return _with(_BOUNDS, function)


def _with(options: Sequence[Option], function: Callable[..., R]) -> Callable[..., R]:
    for option in reversed(options):
        function = option(function)
    return function


_OPTIONS = (
    click.option(
        "--contact",
        envvar="ARCHIVER_CONTACT",
        help="Whom a site's owner can reach: mail or URL, in the User-Agent.",
    ),
    click.option(
        "--delay",
        type=click.FloatRange(0, 86_400),
        callback=_finite,
        help="Seconds between two requests.",
    ),
    click.option(
        "--connect-to",
        multiple=True,
        metavar="HOST:PORT:ADDR:PORT",
        help="Connect to ADDR:PORT for HOST:PORT, as curl does.",
    ),
    click.option("-v", "--verbose", is_flag=True, help="Scrapy's log on standard error."),
)
_BOUNDS = (
    click.option(
        "--max-pages", type=click.IntRange(min=1), help="Articles of a publication, at most."
    ),
    click.option(
        "--max-bytes", type=click.IntRange(min=1), help="Bytes for a publication, at most."
    ),
    click.option(
        "--max-time", callback=_duration, help="Time for a run, at most: 30m, 2h. The rest waits."
    ),
)


def requisites_option(function: Callable[..., R]) -> Callable[..., R]:
    """``--requisites``."""
    return click.option(
        "--requisites",
        type=click.Choice(["page", "none"]),
        help="Also what the pages need to be replayed as they looked: pictures, styles, fonts,"
        " icons. [default: page]",
    )(function)


def crawl_words(options: dict[str, Any]) -> list[str]:
    """These options again, for the command line of another process. Raises click.BadParameter."""
    network_settings(options)  # a mistake is told now, and not by each run
    words = ["--verbose"] if options["verbose"] else []
    for name in ("requisites", "contact", "delay", "max_pages", "max_bytes", "max_time"):
        if options[name] is not None:
            words += [f"--{name.replace('_', '-')}", str(options[name])]
    for value in options["connect_to"]:
        words += ["--connect-to", value]
    return words


def network_settings(options: dict[str, Any]) -> dict[str, Any]:
    """Scrapy's settings for what was given."""
    settings: dict[str, Any] = {
        "LOG_LEVEL": "INFO" if options["verbose"] else "ERROR",
        "PROGRESS": "terminal" if sys.stderr.isatty() else "lines",
    }
    if options["contact"]:
        settings["CONTACT"] = options["contact"]
    if options["delay"] is not None:
        settings["DOWNLOAD_DELAY"] = options["delay"]
        settings["AUTOTHROTTLE_START_DELAY"] = options["delay"]
    bounds = {name: options.get(f"max_{name}") for name in ("pages", "bytes", "time")}
    budget = {
        name: value.total_seconds() if isinstance(value, Duration) else value
        for name, value in bounds.items()
        if value is not None
    }
    if budget:
        settings["BUDGET"] = budget
    if options["connect_to"]:
        settings["CONNECT_TO"] = dict(map(_connect_to, options["connect_to"]))
    return settings


def _connect_to(text: str) -> tuple[str, str]:
    host = r"(\[[^][]+\]|[^][:]+)"  # IPv6 addresses stand in brackets
    found = re.fullmatch(f"{host}:([0-9]{{1,5}}):{host}:([0-9]{{1,5}})", text)
    if not found or not all(0 < int(found[group]) < 65536 for group in (2, 4)):
        raise click.BadParameter(f"{text!r} is not HOST:PORT:ADDR:PORT", param_hint="--connect-to")
    return f"{found[1]}:{found[2]}", f"{found[3]}:{found[4]}"
