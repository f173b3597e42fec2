"""Run reports that quote what is taken out: the lines that do are hidden, the figures stay."""

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterator
from typing import Any

from archiver.collection.crawling import barred

HIDDEN = "(redacted)"
_ADDRESS = re.compile(r"https?://(?:(?!https?://)[^\s\"<>])+", re.IGNORECASE)
_BEHIND = ".,:;!?)]}'"  # what may stand behind an address in a line, and is no part of it


def quoting(report: str, quotes: Callable[[str], bool]) -> set[str]:
    """The SHA-256 (hexadecimal) of each string in a report, key or value, that ``quotes``."""
    return {_digest(text) for text in _strings(_decoded(report)) if quotes(text)}


def without(report: str, hidden: Collection[str]) -> str:
    """The report without the strings of these digests; the same text where it has none of them."""
    return _rewritten(report, lambda text: _digest(text) in hidden)


def addresses(text: str) -> Iterator[str]:
    """The web addresses in a line; each with and without the punctuation behind it."""
    for match in _ADDRESS.finditer(text):
        yield from dict.fromkeys((match[0], match[0].rstrip(_BEHIND)))


def without_urls(alarm: str, hidden: Collection[str], meant: Collection[str]) -> str:
    """An alarm's JSON without these strings, and without the URLs whose digests are ``meant``."""

    def is_hidden(text: str) -> bool:
        if _digest(text) in hidden:
            return True
        return "://" in text and " " not in text and barred.digest_of(text) in meant

    return _rewritten(alarm, is_hidden)


def _rewritten(report: str, is_hidden: Callable[[str], bool]) -> str:
    value = _decoded(report)
    if not any(map(is_hidden, _strings(value))):
        return report
    return json.dumps(_without(value, is_hidden), ensure_ascii=False, separators=(",", ":"))


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


def _without(value: Any, is_hidden: Callable[[str], bool]) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, str):
        return HIDDEN if is_hidden(value) else value
    if isinstance(value, list):
        return [_without(one, is_hidden) for one in value]
    if not isinstance(value, dict):
        return value
    found: dict[str, Any] = {}
    for key, one in value.items():
        name = HIDDEN if is_hidden(key) else key
        while name in found:  # several keys: their figures stay apart
            name += "'"
        found[name] = _without(one, is_hidden)
    return found


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
