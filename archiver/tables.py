"""TOML files that a user writes: read into frozen Structs, and what is wrong told by its key.

The file is TOML 1.0, UTF-8, with or without a byte order mark.
"""

import difflib
import re
import tomllib
from collections.abc import Iterator
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from archiver.written import read_written

S = TypeVar("S", bound=msgspec.Struct)

_UNKNOWN = re.compile(r"Object contains unknown field `([^`]*)`")
_AT = re.compile(r"^(.*) - at `\$\.?([^`]*)`$", re.DOTALL)
_STEP = re.compile(r"\.?([^.\[\]]+)|\[[^\]]*\]")


class TableError(ValueError):
    """What is wrong with a file: the key ("" for all of it), and why, on one line."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(f"{key}: {reason}" if key else reason)
        self.key, self.reason = key, reason


def loads(source: bytes) -> dict[str, Any]:
    """The tables of a TOML file. Raises TableError."""
    try:
        return tomllib.loads(source.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise TableError("", f"not UTF-8 (line {line})") from error
    except tomllib.TOMLDecodeError as error:
        raise TableError("", f"not TOML: {error}") from error
    except RecursionError as error:
        raise TableError("", "not TOML: nested too deeply") from error


def convert(tables: dict[str, Any], struct: type[S], hidden: tuple[str, ...] = ()) -> S:
    """The Struct that ``tables`` describe; ``hidden`` fields of it are not suggested to anybody.

    Raises TableError; for an unknown key it names the nearest one.
    """
    try:
        return msgspec.convert(tables, struct, dec_hook=read_written)
    except msgspec.ValidationError as error:
        raise _explained(str(error), struct, hidden) from error


def _explained(text: str, struct: type[msgspec.Struct], hidden: tuple[str, ...]) -> TableError:
    """Key and reason, from what msgspec says."""
    located = _AT.match(text)
    reason, path = (located[1], located[2]) if located else (text, "")
    unknown = _UNKNOWN.match(reason)
    if not unknown:
        return TableError(path, reason[:1].lower() + reason[1:])
    key = unknown[1]
    known = [name for name in _keys(struct, path) if name not in hidden]
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
    return TableError(f"{path}.{key}" if path else key, f"unknown key; {hint}")


def _keys(struct: type[msgspec.Struct], path: str) -> tuple[str, ...]:
    """The keys of the Struct at ``path`` (``layouts[2].related``) in ``struct``."""
    at: type[msgspec.Struct] = struct
    for step in _STEP.finditer(path):
        if step[1] is not None:
            at = next(_structs(get_type_hints(at)[step[1]]), at)
    return at.__struct_encode_fields__


def _structs(hint: object) -> Iterator[type[msgspec.Struct]]:
    """The Structs that a field of this type may hold."""
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        yield hint
    elif get_origin(hint) in (Union, UnionType, tuple, dict):
        for argument in get_args(hint):
            yield from _structs(argument)
