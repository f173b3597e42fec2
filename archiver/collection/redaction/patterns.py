"""What a user names: URLs, and patterns with ``*``."""

import re
from collections.abc import Sequence

from archiver.urls import normalise


class Patterns:
    """URLs in any spelling that :func:`archiver.urls.normalise` folds; ``*`` stands for anything.

    A pattern must fit the whole URL.
    """

    def __init__(self, given: Sequence[str]) -> None:
        self._exact = frozenset(normalise(one) for one in given if "*" not in one)
        self._given = tuple(given)
        parts = (
            [re.escape(part) for part in _spelled(one).split("*")] for one in given if "*" in one
        )
        self._regex = re.compile("|".join(".*".join(part) for part in parts) or r"(?!)", re.DOTALL)

    def __bool__(self) -> bool:
        return bool(self._given)

    @property
    def exact(self) -> tuple[str, ...]:
        """What was given without ``*``, as it was spelled."""
        return tuple(one for one in self._given if "*" not in one)

    def fit(self, url: str) -> bool:
        """True if ``url`` is one of them."""
        key = normalise(url)
        return key in self._exact or self._regex.fullmatch(key) is not None


def _spelled(pattern: str) -> str:
    """A pattern in the spelling of normal URLs, where its beginning tells that it is one."""
    return normalise(pattern) if re.match(r"https?://[^*/?#]+[/?#]", pattern) else pattern
