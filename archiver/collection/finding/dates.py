"""Days, months and years, as somebody types them."""

import re
from calendar import monthrange

_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_TIME = re.compile(r"T([0-2]\d):?([0-5]\d):?([0-5]\d)?", re.ASCII)
_DIGITS = re.compile(r"\d{8}")

UNKNOWN = 0  #: as a day's number
LAST = 99991231


def number(day: str | None) -> int:
    """``2024-05-01`` -> 20240501, which sorts as days do; UNKNOWN for anything else."""
    digits = (day or "")[:10].replace("-", "")
    return int(digits) if _DIGITS.fullmatch(digits) and digits.isascii() else UNKNOWN


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
    """The reverse of :func:`number`."""
    return f"{day // 10000:04}-{day // 100 % 100:02}-{day % 100:02}" if day else None


def seconds(moment: str | None) -> int:
    """The seconds of the day of an ISO 8601 date-time, as printed; 0 where they are not known."""
    found = _TIME.match(moment or "", 10)
    if found is None:
        return 0
    hour, minute, second = (int(part or 0) for part in found.groups())
    return hour * 3600 + minute * 60 + second
