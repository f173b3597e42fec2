"""The libraries that tables need, imported where they are used, and one line where one is missing.

Each takes a second to import or tens of megabytes to install, and who only crawls needs none.
"""

from importlib import import_module
from typing import Any

from archiver.errors import MissingExtra

#: The extra of pyproject.toml that brings the library, where it is not called as the library is.
_EXTRAS = {"pyarrow": "data", "rensa": "duplicates", "numpy": "duplicates"}


def library(name: str, what: str) -> Any:  # noqa: ANN401 - a module: most of them have no types
    """The module of that name. Raises MissingExtra, which says that ``what`` needs it."""
    top = name.partition(".")[0]
    try:
        return import_module(name)
    except ImportError as error:
        if error.name != top:
            raise  # something is wrong with the library itself: its own words say more
        raise MissingExtra(what, top, _EXTRAS.get(top, top)) from error


def arrow() -> Any:  # noqa: ANN401
    """The module pyarrow. Raises MissingExtra."""
    return library("pyarrow", "a table")
