"""A share of the files, for machines that know nothing of each other: ``3/100``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from archiver.errors import LoadingError

T = TypeVar("T")

_FORM = re.compile(r"([1-9][0-9]{0,8})/([1-9][0-9]{0,8})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Every ``count``-th file, from the one of this ``number`` on; the first is 1."""

    number: int
    count: int

    @classmethod
    def of(cls, text: str) -> "Shard":
        """From ``NUMBER/COUNT``. Raises LoadingError."""
        found = _FORM.fullmatch(text)
        if found is None or int(found[1]) > int(found[2]):
            raise LoadingError(f"shard: {text!r} is none; give NUMBER/COUNT from 1/COUNT on")
        return cls(number=int(found[1]), count=int(found[2]))

    def take(self, files: Sequence[T]) -> Sequence[T]:
        """This shard's share."""
        return files[self.number - 1 :: self.count]

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"
