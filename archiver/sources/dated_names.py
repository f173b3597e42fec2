"""What the names of sitemaps say of when their articles are from.

Sites keep a sitemap a day, month or year: ``/sitemap-2024-03.xml``, ``/2024/03/05/map.xml``,
``/sitemap.xml?yyyy=2024&mm=03``. Others number theirs: the 2000th is none of the year 2000, and
``/posts-2024-10.xml`` may be the tenth part of a year. So a number is taken for a year, month or
day only where it can be one in all that are named alike; and what is the same in all of them, as
the name of a folder is, says nothing.
"""

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

_YEAR = r"(?<!\d)(?P<year>19[89]\d|20\d\d)"
_MONTH = r"(?:[-_/.]|&m\w*=)?(?P<month>0[1-9]|1[0-2])"
_DAY = r"(?:[-_/.]|&(?:d\w*|tag|jour|giorno)=)?(?P<day>0[1-9]|[12]\d|3[01])"
_DATE = re.compile(rf"{_YEAR}(?:{_MONTH}(?:{_DAY})?)?(?!\d)")
_DIGITS = re.compile(r"\d+")


def ends_of(urls: Iterable[str]) -> dict[str, float]:
    """The end of the day, month or year that each URL names, in seconds since 1970, UTC: that of
    the latest, if it names several. What names none is left out."""
    alike: defaultdict[str, dict[str, list[_Date]]] = defaultdict(dict)
    for url in urls:
        alike[_DIGITS.sub("0", url)][url] = _dates(url)
    found: dict[str, float] = {}
    for many in alike.values():
        if not all(many.values()):
            continue
        parts = min(len(date) for dates in many.values() for date in dates)
        ends = {url: max(_end(date[:parts]) for date in dates) for url, dates in many.items()}
        if len(ends) == 1 or len(set(ends.values())) > 1:
            found.update(ends)
    return found


_Date = tuple[int, ...]  #: year; year and month; year, month and day


def _dates(url: str) -> list[_Date]:
    path = url.partition("://")[2].partition("/")[2]
    found = [
        tuple(int(x) for x in match.group("year", "month", "day") if x)
        for match in _DATE.finditer(path)
    ]
    return [date for date in found if len(date) < 3 or date[2] <= monthrange(*date[:2])[1]]


def _end(date: _Date) -> float:
    year, month, *rest = (*date, 12) if len(date) == 1 else date
    day = rest[0] if rest else monthrange(year, month)[1]
    return (datetime(year, month, day, tzinfo=UTC) + timedelta(days=1)).timestamp()
