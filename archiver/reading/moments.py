"""What a text says of a point in time: machine-readable forms, then words. No zone is invented."""

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from typing import Literal
from zoneinfo import ZoneInfo

from archiver.article import Moment
from archiver.reading.dates_calendars import BUDDHIST, IRANIAN, day_in
from archiver.reading.months import month
from archiver.reading.text import fold

MOST_TEXT = 160  # characters of a text that may hold a date

#: When, and whether it has a clock time.
Found = tuple[datetime, bool]

ISO = re.compile(
    r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:(?:T|\s+|,\s*)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?"
    r"\s*(Z|UTC|GMT|[+-](?:\d{3}(?!\d)|\d{2}:?(?:\d{2})?))?)?(?!\d)",
    re.IGNORECASE,
)
COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?$")
EPOCH = re.compile(r"^1\d{9}(?:\d{3})?$")
EASTERN = re.compile(r"(?<!\d)(\d{4})\s*[年년.]\s*(\d{1,2})\s*[月월.]\s*(\d{1,2})\s*[日일.]?")
NUMBERS = re.compile(r"(?<!\d)(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)")
#: A month's name, in any script: no space, digit or punctuation.
NAME = (
    r"([^\s\d!-@\[-`{-~\u00a0-\u00b4\u00b6-\u00bf\u060c\u2000-\u200b\u200e-\u206f\u3000-\u303f"
    r"\uff00-\uff20]{2,14})"
)
DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:(?:st|nd|rd|th|er|-?(?:го|е|an|a|ns))?[\s,/-]+|[ºª°.]\s*)"
    r"(?:(?:de|of|di|van)\s+|(?:d|ta)['’])?" + NAME + r"\.?[,،]?(?:\s?[/(]\s?[^\W\d_]{3,10}\)?)?"
    r"(?:[\s/-]+(?:(?:de|del|di|of|dne)\s+)?(\d{4})|(?:\s?['’]|\s(?=\d\d\s?\)))(\d\d))"
    r"(?!\d(?!\d?:\d\d))",
    re.IGNORECASE,
)
#: The year may follow the day at once, where an element divides them.
MONTH_FIRST = re.compile(
    r"(?<![^\W\d_])" + NAME + r"\.?[\s/-]*(\d{1,2})(?:st|nd|rd|th|er|[ºª.])?,?"
    r"(?:[\s/-]+(?:de\s+)?|(?<=\d\d))(\d{4})(?!\d)",
    re.IGNORECASE,
)
YEAR_FIRST = re.compile(
    r"(?<!\d)(\d{4})[.,]?\s+(?:m\.\s+)?" + NAME + r"\.?\s+(?:d\.\s+)?(\d{1,2})(?!\d)",
    re.IGNORECASE,
)
LATVIAN = re.compile(r"(?<!\d)(\d{4})\.\s?gada\s(\d{1,2})\.\s?" + NAME, re.IGNORECASE)
VIETNAMESE = re.compile(
    r"(?<!\d)(\d{1,2})\s+tháng\s+(\d{1,2})(?:,\s*|\s+năm\s+|\s+)(\d{4})(?!\d)", re.IGNORECASE
)
#: WordPress's: ``15 Tháng Năm, 2024``, ``Tháng Năm 15, 2024``.
VIETNAMESE_WORDS = re.compile(
    r"(?:(?<!\d)(\d{1,2})\s+)?tháng\s+(mười (?:một|hai)|[^\W\d]{2,4}|\d{1,2})(?:\s+(\d{1,2}))?"
    r",?\s+(\d{4})(?!\d)",
    re.IGNORECASE,
)
VIETNAMESE_MONTHS = {
    name: number
    for number, names in enumerate(
        "một|giêng hai ba tư|bốn năm sáu bảy tám chín mười mười_một mười_hai|chạp".split(), 1
    )
    for name in names.replace("_", " ").split("|")
}
#: The months of autumn and winter in the Levant: ``كانون الأول``.
MONTH_OF_TWO = re.compile(r"(كانون|تشرين)\s+(ال(?:أول|اول|ثاني|ثانى))")
#: What stands between a day in numbers and its clock time, and which half of the day is meant.
HALF = r"(?:오전|오후|午前|午後|上午|下午|晚上)"
AFTER_DAY = re.compile(rf"\.?\s?(?:[(（][^\W\d]{{1,3}}[)）])?\s?(?={HALF}?\s?\d)")
SECOND_HALF = re.compile(r"(?:오후|午後|下午|晚上)\s?$")
SECOND_HALF_AFTER = re.compile(r"\s?(?:م(?!\w)|مساء|μ\.?\s?μ)")
#: As Unix and Twitter write it: ``Mon Jan 04 09:34:12 +0000 2021``.
UNIX = re.compile(
    r"\b([A-Z][a-z]{2}) +(\d{1,2}) (\d{1,2}):(\d\d)(?::(\d\d))?"
    r"(?: ([+-]\d{4}|[A-Z]{2,4}))? (\d{4})\b"
)
CLOCK = re.compile(
    r"(?<![\d.])([01]?\d|2[0-4])(?::\s?|[.h]|\s?[时時시]\s?)([0-5]\d)(?:[:.]([0-5]\d))?(?:[分분])?(?![\d])(?:\s?([ap])\.?\s?m\b)?"
    r"|(?<!\d)(1[0-2]|0?[1-9])\s?([ap])\.?\s?m\b|(?<!\d)([01]?\d|2[0-3])\s?(?:Uhr|[时時시])",
    re.IGNORECASE,
)
OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+-])(\d{1,2})(?::?(\d{2}))?(?!\d)")
MAIL = re.compile(r"(?:[A-Z][a-z]{2}, ?)?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:")
ZONE = re.compile(r"\b([A-Z]{2,5})\b|(?<=\d)Z\b")
HOURS = {
    "UTC": 0, "GMT": 0, "Z": 0, "EST": -5, "EDT": -4, "CDT": -5, "MDT": -6, "MST": -7,
    "PST": -8, "PDT": -7, "AKST": -9, "HST": -10, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2,
    "EET": 2, "EEST": 3, "WEST": 1, "MSK": 3, "SAST": 2, "EAT": 3, "WIB": 7, "SGT": 8, "HKT": 8,
    "AWST": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "BRT": -3,
}  # fmt: skip
#: Pages whose 3/4/2024 is a day in March. English without a country is mostly American.
AMERICAN = frozenset(("", "en", "en-us", "en-ph"))
PLACES = {"ET": "America/New_York", "PT": "America/Los_Angeles"}  # CT and MT: also other things


def parse(
    text: str, zone: tzinfo | None = None, language: str = "", latest: date | None = None
) -> Moment | None:
    """What a text says of a point in time; ``zone`` is used only where the text has none.

    ``language``: the page's, BCP 47 in lower case, to order ``3/4/2024`` and to know months.
    ``latest``: ``3/4/2024`` is no day after this one, if it can be another.
    """
    text = fold(text)
    if not 6 <= len(text) <= MOST_TEXT:
        return None
    found = _read(text if text.isascii() else _plain(text), language, latest)
    return _moment(text, *found, zone) if found else None


def _plain(text: str) -> str:
    """The text with digits as ASCII has them, and with months of two words as one."""
    text = "".join([str(unicodedata.decimal(x, x)) if x > "\x7f" else x for x in text])
    return MONTH_OF_TWO.sub(r"\1\2", text)


def _read(text: str, language: str, latest: date | None) -> Found | None:
    reads: tuple[Callable[[str], Found | None], ...] = (
        _compact, _epoch, _iso, _rfc822, _unix, lambda x: in_words(x, language, latest),
    )  # fmt: skip
    for read in reads if text[4:5] != "-" else (_iso, *reads):
        if found := read(text):
            return found
    return None


def _moment(text: str, when: datetime, clock: bool, zone: tzinfo | None) -> Moment:
    if not clock:
        return Moment(iso=when.date().isoformat(), text=text)
    source: Literal["page", "publication"] | None = "page" if when.tzinfo else None
    if when.tzinfo is None and zone is not None:
        when, source = when.replace(tzinfo=zone), "publication"
    return Moment(iso=when.replace(microsecond=0).isoformat(), text=text, zone=source)


def _iso(text: str) -> Found | None:
    match = ISO.search(text)
    if match is None:
        return None
    year, month_, day, hour, minute, second, offset = match.groups()
    if int(year) in IRANIAN:
        return None
    when = _when(int(year), int(month_), int(day), hour, minute, second)
    if when and hour is None and (between := AFTER_DAY.match(text, match.end())):
        rest = text[between.end() :]
        clock = CLOCK.search(rest[:16])
        return (_at(when, clock, rest), True) if clock else (when, False)
    if when and offset is None and hour is not None:
        offset = _zone_after(text, match.end())
    return (_with_offset(when, offset), hour is not None) if when else None


def _zone_after(text: str, end: int) -> str | None:
    named = ZONE.match(text[end:].lstrip())
    hours = HOURS.get(named[0].upper()) if named else None
    return None if hours is None else f"{hours:+03d}:00"


def _when(
    year: int, month_: int, day: int, hour: str | None, minute: str | None, second: str | None
) -> datetime | None:
    try:
        midnight = datetime(year, month_, day)  # noqa: DTZ001 - a zone is added where there is one
        if hour is None:
            return midnight
        clock = timedelta(hours=int(hour), minutes=int(minute or 0), seconds=int(second or 0))
        return midnight + clock if clock < timedelta(hours=24) else midnight
    except (ValueError, OverflowError):
        return None


def _compact(text: str) -> Found | None:
    match = COMPACT.match(text)
    if match is None:
        return None
    year, month_, day, hour, minute, second, offset = match.groups()
    when = _when(int(year), int(month_), int(day), hour, minute, second)
    return (_with_offset(when, offset), hour is not None) if when else None


def _with_offset(when: datetime, offset: str | None) -> datetime:
    if not offset:
        return when
    if offset.upper() in ("Z", "UTC", "GMT"):
        return when.replace(tzinfo=UTC)
    digits = offset[1:].replace(":", "")
    digits = digits.zfill(4) if len(digits) == 3 else digits.ljust(4, "0")
    delta = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]))
    if delta > timedelta(hours=15):
        return when
    return when.replace(tzinfo=timezone(-delta if offset[0] == "-" else delta))


def _epoch(text: str) -> Found | None:
    if not EPOCH.match(text):
        return None
    seconds = int(text) / (1000 if len(text) == 13 else 1)
    return datetime.fromtimestamp(seconds, UTC), True


def _rfc822(text: str) -> Found | None:
    if not MAIL.match(text):
        return None
    try:
        return parsedate_to_datetime(text), True
    except (ValueError, IndexError, TypeError, OverflowError):
        return None


def _unix(text: str) -> Found | None:
    match = UNIX.search(text)
    if match is None:
        return None
    name, day, hour, minute, second, offset, year = match.groups()
    when = _when(int(year), month(name) or 0, int(day), hour, minute, second)
    hours = HOURS.get(offset or "")
    if hours is not None:
        offset = f"{hours:+03d}:00"
    return (_with_offset(when, offset if offset and offset[0] in "+-" else None), True) if (
        when) else None  # fmt: skip


def in_words(text: str, language: str = "", latest: date | None = None) -> Found | None:
    """``12 March 2025, 9:15 am ET``, ``3. März 2025``, ``2025年3月2日``, ``02.03.2025 10 Uhr``."""
    found = _day_in(text, language, latest)
    if found is None:
        return None
    when, start, end = found
    for rest in (text[end:], text[:start]):
        clock = CLOCK.search(rest)
        if clock:
            return _zoned(_at(when, clock, rest), rest[clock.end() :]), True
    return when, False


def _day_in(
    text: str, language: str, latest: date | None = None
) -> tuple[datetime, int, int] | None:
    """The day, and where in the text it stands."""
    other = day_in(text)
    if other:
        return datetime.combine(other[0], time()), other[1], other[2]
    if not text.isascii() and (found := _vietnamese(text)):
        return found
    for pattern, order in (
        (EASTERN, "ymd"), (DAY_FIRST, "dMyY"), (MONTH_FIRST, "Mdy"), (YEAR_FIRST, "yMd"),
        (VIETNAMESE, "dmy"), (LATVIAN, "ydM"), (NUMBERS, "n"),
    ):  # fmt: skip
        for match in pattern.finditer(text):
            when = (
                _numbers(match, language, latest)
                if order == "n"
                else _ordered(match, order, language)
            )
            if when:
                return when, match.start(), match.end()
    return None


def _vietnamese(text: str) -> tuple[datetime, int, int] | None:
    """``15 Tháng Năm, 2024``: months that have numbers for names."""
    for match in VIETNAMESE_WORDS.finditer(text):
        before, name, after, year = match.groups()
        number = int(name) if name.isdigit() else VIETNAMESE_MONTHS.get(name.lower())
        day = before or after
        when = number and day and _when(int(year), number, int(day), None, None, None)
        if when:
            return when, match.start(), match.end()
    return None


def _ordered(match: re.Match[str], order: str, language: str) -> datetime | None:
    parts = dict(zip(order, match.groups(), strict=True))
    number = month(parts["M"], language[:2]) if "M" in parts else int(parts["m"])
    year = int(parts["y"] or 2000 + int(parts["Y"]))
    return _when(year, number or 0, int(parts["d"]), None, None, None)


def _numbers(match: re.Match[str], language: str, latest: date | None = None) -> datetime | None:
    first, mark, second, year = match.groups()
    if len(year) == 2 and mark == "-":
        return None
    number = int(year) + (2000 if len(year) == 2 else 0)
    number -= 543 if number in BUDDHIST else 0
    orders = [(int(second), int(first)), (int(first), int(second))]
    if mark != "." and language in AMERICAN:
        orders.reverse()
    found = [
        when
        for month_, day in orders
        if (when := _when(number, month_, day, None, None, None)) is not None
    ]
    past = [when for when in found if latest is None or when.date() <= latest]
    return next(iter(past or found), None)


def _at(when: datetime, clock: re.Match[str], text: str) -> datetime:
    hour = int(clock[1] or clock[5] or clock[7])
    half = (clock[4] or clock[6] or "").lower()
    if not half and not text.isascii() and hour < 12 and _is_second_half(text, clock):
        half = "p"
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return when + timedelta(hours=hour % 24, minutes=int(clock[2] or 0), seconds=int(clock[3] or 0))


def _is_second_half(text: str, clock: re.Match[str]) -> bool:
    """True for ``오후 2:30``, ``午後2:30``, ``2:30 م``."""
    before, after = text[: clock.start()], SECOND_HALF_AFTER.match(text, clock.end())
    return bool(after or SECOND_HALF.search(before))


def _zoned(when: datetime, rest: str) -> datetime:
    """The time with the zone that the text names right after it."""
    rest = rest[:14].strip(" ().,")
    named = ZONE.match(rest)
    if named and named[0] in PLACES:
        return when.replace(tzinfo=ZoneInfo(PLACES[named[0]]))
    hours = HOURS.get(named[0]) if named else None
    offset = OFFSET.match(rest[len(named[0]) :] if named and hours == 0 else rest)
    if offset:
        return _with_offset(when, f"{offset[1]}{int(offset[2]):02d}{offset[3] or '00'}")
    return when if hours is None else when.replace(tzinfo=timezone(timedelta(hours=hours)))
