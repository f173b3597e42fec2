"""Days, months and years, as somebody types them."""

import re
from calendar import monthrange

_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")

UNKNOWN = 0  #: as a day's number: ``2024-05-01`` is 20240501, which sorts as days do
LAST = 99991231


def period(text: str) -> tuple[int, int] | None:
    """The first and the last day (numbers) of a day, month or year; None if it is none.

    ``2024-05-01``, ``2024/5/1``, ``2024.05``, ``2024``.
    """
    found = _DATE.fullmatch(text.strip())
    if found is None or not text.isascii():
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    if year == 0 or not 1 <= (month or 1) <= 12:
        return None
    if month is None:
        return year * 10000 + 101, year * 10000 + 1231
    last = monthrange(year, month)[1]
    if not 1 <= (day or 1) <= last:
        return None
    base = year * 10000 + month * 100
    return base + (day or 1), base + (day or last)


def text_of(day: int) -> str | None:
    """``2024-05-01`` for the number 20240501; None for UNKNOWN."""
    return f"{day // 10000:04}-{day // 100 % 100:02}-{day % 100:02}" if day else None
