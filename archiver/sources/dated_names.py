"""What the names of sitemaps say of when their articles are from.

Sites keep a sitemap a day, month or year: ``/sitemap-2024-03.xml``, ``/2024/03/05/map.xml``,
``/sitemap.xml?yyyy=2024&mm=03``. Others number theirs, and the 2000th is none of the year 2000: a
number is taken for a date only where all that are named alike can be.
"""

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

_YEAR = r"(?<!\d)(?P<year>19[89]\d|20\d\d)"
_SEP = r"(?:[-_/.]|&\w+=)?"
_MONTH = r"(?P<month>0[1-9]|1[0-2])"
_DAY = r"(?P<day>0[1-9]|[12]\d|3[01])"
_DATE = re.compile(rf"{_YEAR}(?:{_SEP}{_MONTH}(?:{_SEP}{_DAY})?)?(?!\d)")
_DIGITS = re.compile(r"\d+")


def ends_of(urls: Iterable[str]) -> dict[str, float]:
    """The end of the day, month or year that each URL names, in seconds since 1970, UTC: that of
    the latest, if it names several. What names none is left out."""
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for url in urls:
        alike[_DIGITS.sub("0", url)].append(url)
    found: dict[str, float] = {}
    for many in alike.values():
        ends = {url: end for url in many if (end := _end_of(url)) is not None}
        if len(ends) == len(many):
            found.update(ends)
    return found


def _end_of(url: str) -> float | None:
    path = url.partition("://")[2].partition("/")[2]
    ends = [_end(match) for match in _DATE.finditer(path)]
    return max((end for end in ends if end is not None), default=None)


def _end(match: re.Match[str]) -> float | None:
    year, month = int(match["year"]), int(match["month"] or 12)
    last = monthrange(year, month)[1]
    day = int(match["day"] or last)
    if day > last:
        return None
    return (datetime(year, month, day, tzinfo=UTC) + timedelta(days=1)).timestamp()
