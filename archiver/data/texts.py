"""Values as text that can be written."""

from datetime import date, datetime
from typing import Any

import msgspec

from archiver.surrogates import whole


def plain(value: Any) -> Any:  # noqa: ANN401 - of a column's type
    """As SQLite and CSV hold it: times in ISO 8601, UTC as Z."""
    if isinstance(value, datetime | date):
        return value.isoformat().replace("+00:00", "Z")
    return value


def json_of(value: Any) -> bytes:  # noqa: ANN401
    """The value as JSON in UTF-8, without halves of surrogate pairs."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(_mended(msgspec.to_builtins(value)))


def _mended(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, dict):
        return {_mended(key): _mended(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_mended(item) for item in value]
    return value
