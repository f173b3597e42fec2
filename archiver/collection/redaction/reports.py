"""Run reports that quote what is taken out: the lines that do are hidden, the figures stay."""

import hashlib
import json
from collections.abc import Callable, Collection
from typing import Any

HIDDEN = "(redacted)"


def quoting(report: str, quotes: Callable[[str], bool]) -> set[str]:
    """The SHA-256 (hexadecimal) of each string in a report, key or value, that ``quotes``."""
    return {_digest(text) for text in _strings(_decoded(report)) if quotes(text)}


def without(report: str, hidden: Collection[str]) -> str:
    """The report without the strings of these digests; the same text where it has none of them."""
    value = _decoded(report)
    if not any(_digest(text) in hidden for text in _strings(value)):
        return report
    return json.dumps(_without(value, hidden), ensure_ascii=False, separators=(",", ":"))


def _decoded(report: str) -> Any:  # noqa: ANN401 - any JSON
    try:
        return json.loads(report)
    except ValueError:
        return None


def _strings(value: Any) -> list[str]:  # noqa: ANN401 - any JSON
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for one in value for text in _strings(one)]
    if isinstance(value, dict):
        return [text for key, one in value.items() for text in (key, *_strings(one))]
    return []


def _without(value: Any, hidden: Collection[str]) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, str):
        return HIDDEN if _digest(value) in hidden else value
    if isinstance(value, list):
        return [_without(one, hidden) for one in value]
    if not isinstance(value, dict):
        return value
    found: dict[str, Any] = {}
    for key, one in value.items():
        name = HIDDEN if _digest(key) in hidden else key
        while name in found:  # several keys: their figures stay apart
            name += "'"
        found[name] = _without(one, hidden)
    return found


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
