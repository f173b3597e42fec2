"""Public names of a package that are imported when they are asked for first (PEP 562)."""

import sys
from collections.abc import Mapping
from importlib import import_module


def imported(package: str, name: str, homes: Mapping[str, tuple[str, ...]]) -> object:
    """What ``package`` offers as ``name``; from then on it is an attribute of the package.

    ``homes``: modules, and which names each has. Raises AttributeError for any other name, as a
    module does; ``from package import module`` then looks for a module of it.
    """
    home = next((module for module, names in homes.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module {package!r} has no attribute {name!r}")
    found: object = getattr(import_module(home), name)
    setattr(sys.modules[package], name, found)
    return found
