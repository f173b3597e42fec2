"""Values that stand as text in the TOML files of a user: durations, secrets, how often to look.

Each is a class of its own that :func:`read_written` makes of the text, so that a Struct says what
a key holds, and a mistake is told with its key.
"""

import re
from datetime import timedelta
from typing import Any, Self

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}  # seconds
LONGEST = timedelta(days=3660)
_PART = re.compile(r"(\d{1,9}(?:\.\d{1,6})?) *([smhdw])")
_DURATION = re.compile(rf"{_PART.pattern}(?: *{_PART.pattern})*")
MASKED = "masked"


class Duration(timedelta):
    """A length of time, written as ``30m``, ``1h``, ``1h 30m``, ``2d``, ``1w``."""

    @classmethod
    def read(cls, text: object) -> Self:
        """From text. Raises ValueError, whose text says what to write."""
        if not isinstance(text, str) or not _DURATION.fullmatch(text.strip()):
            raise ValueError(f"{text!r} is no length of time; write one like 30m, 1h, 2d")
        seconds = sum(float(number) * UNITS[unit] for number, unit in _PART.findall(text))
        if seconds > LONGEST.total_seconds():
            raise ValueError(f"{text!r} is longer than ten years")
        return cls(seconds=seconds)

    def __str__(self) -> str:
        return duration_text(self)


def duration_text(value: timedelta) -> str:
    """``1h 30m``: what :meth:`Duration.read` reads as this; fractions of a second are left out."""
    left = round(value.total_seconds())
    parts = []
    for unit in "wdhms":
        number, left = divmod(left, UNITS[unit])
        if number:
            parts.append(f"{number}{unit}")
    return " ".join(parts) or "0s"


class Secret:
    """Text that must get into no archive, report or log: it shows itself as ``masked``."""

    __slots__ = ("value",)

    def __init__(self, value: str) -> None:
        self.value = value  #: what was written

    @classmethod
    def read(cls, text: object) -> Self:
        """From text. Raises ValueError."""
        if not isinstance(text, str) or not text.strip():
            raise ValueError("expected text that is not empty")
        return cls(text)

    def __str__(self) -> str:
        return MASKED

    def __repr__(self) -> str:
        return MASKED

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other.value == self.value

    def __hash__(self) -> int:
        return hash(self.value)


def read_written(kind: type, value: object) -> Any:  # noqa: ANN401 - a value of `kind`
    """msgspec's ``dec_hook``: a value of a class with a method ``read``. Raises ValueError."""
    read = getattr(kind, "read", None)
    if read is None:
        raise NotImplementedError(f"{kind.__name__} has no method read")
    return read(value)
