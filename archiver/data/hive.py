"""Folders named by values, as Hive has it, and Arrow, DuckDB, polars and Spark read it."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

from archiver.surrogates import whole

LONGEST = 200  #: characters of a folder's name that are a value; a longer one is cut, with "…"
NULL = "__HIVE_DEFAULT_PARTITION__"  #: the value of null


def segment(name: str, value: object) -> str:
    """The folder of the rows that have this value: ``NAME=VALUE``."""
    if value is None or value == "":
        return f"{name}={NULL}"
    text = str(value).lower() if isinstance(value, bool) else whole(str(value))
    written = _quoted(text)
    while len(written) > LONGEST:  # what no file system takes: a text that is no name
        text = text[: len(text) * LONGEST // len(written) - 1]
        written = _quoted(f"{text}…")
    return f"{name}={written}"


def _quoted(text: str) -> str:
    return quote(text, safe=" ")


def told(folders: Path) -> Iterator[tuple[str, str | None]]:
    """Columns and their values, from the names of nested folders; others tell nothing."""
    for folder in folders.parts:
        name, equals, value = folder.partition("=")
        if equals:
            yield unquote(name), None if value == NULL else unquote(value)
