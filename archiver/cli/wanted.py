"""The options by which captures are chosen: those of `archiver.read`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

R = TypeVar("R")

NAMES = ("url", "domain", "since", "until", "status", "mime", "language", "kinds", "duplicates",
         "timeout", "publications")  # fmt: skip

_OPTIONS = (
    click.option("--url", multiple=True, metavar="PATTERN",
                 help="Only URLs that fit: with * for anything, or re: and a regular expression."),
    click.option("--domain", multiple=True, help="Only this host and those below it."),
    click.option("--since", metavar="DAY", help="Captured on this day or later, or a moment."),
    click.option("--until", metavar="DAY", help="Captured on this day or earlier, or a moment."),
    click.option("--status", multiple=True, default=("200",), show_default=True,
                 metavar="NUMBER|all", help="Of the HTTP response."),
    click.option("--mime", multiple=True, help="Media types, or all. Default: HTML and XHTML."),
    click.option("--language", multiple=True, metavar="TAG", help="As de, which is de-AT too."),
    click.option("--kind", "kinds", multiple=True, default=("article",), show_default=True,
                 metavar="KIND|all", help="Of pages: article, listing, …."),
    click.option("--no-duplicates", "duplicates", flag_value=False, default=True,
                 help="Of captures with one URL and one page only the first."),
    click.option("--timeout", type=float, default=30.0, show_default=True,
                 help="Seconds that a page may take; 0: any."),
    click.option("--publications", type=click.Path(path_type=Path, file_okay=False),
                 metavar="FOLDER", help="Publication files by which pages are read."),
)  # fmt: skip


def wanted_options(function: Callable[..., R]) -> Callable[..., R]:
    """All of them."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def arguments(options: dict[str, Any]) -> dict[str, Any]:
    """What was given, as the arguments of Options.of."""
    from archiver.errors import LoadingError

    found = {name: options[name] for name in NAMES}
    status = found["status"]
    try:
        found["status"] = None if "all" in status else tuple(map(int, status))
    except ValueError as error:
        raise LoadingError(
            f"status: {' '.join(status)!r} is no status; give 200, or all"
        ) from error
    if not found["mime"]:
        del found["mime"]
    found["timeout"] = found["timeout"] or None
    return found
