"""Days of other calendars: years of Thailand, Japan's eras and the Republic, Iran, Nepal."""

import re
from collections.abc import Callable
from datetime import date

#: Years from which a number is no year of the Gregorian calendar's near past or future.
BUDDHIST = range(2480, 2680)
IRANIAN = range(1300, 1480)

ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
ERA = re.compile(
    r"(令和|平成|昭和|民國|民国)\s?(\d{1,3}|元)\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日"
)
THAI_MONTHS = (
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
    "มค กพ มีค เมย พค มิย กค สค กย ตค พย ธค",
)
THAI = re.compile(
    r"(?<!\d)(\d{1,2})\s?([\u0e01-\u0e4e.]{3,12})\s?(?:พ\.?ศ\.?\s?)?(\d{4}|\d\d)(?!\d)"
)
IRAN_MONTHS = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"
IRAN = re.compile(r"(?<!\d)(\d{1,2})\s([\u0621-\u06cc]{2,8})\s?(?:ماه\s)?(\d{4})(?!\d)")
IRAN_NUMBERS = re.compile(r"(?<!\d)(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?!\d)")
#: The day before 1 Farvardin of the year 1, as date.toordinal() counts.
EPOCH = 226_894
#: Nepal's months, in two spellings or three.
NEPAL_MONTHS = (
    "बैशाख वैशाख", "जेठ जेष्ठ ज्येष्ठ", "असार आषाढ", "साउन श्रावण", "भदौ भाद्र", "असोज आश्विन",
    "कात्तिक कार्तिक", "मंसिर मङ्सिर मंसीर", "पुस पुष पौष", "माघ", "फागुन फाल्गुन", "चैत चैत्र",
)  # fmt: skip
NEPAL_MONTH = {name: n for n, names in enumerate(NEPAL_MONTHS) for name in names.split()}
NEPAL = re.compile(
    r"(?<!\d)(?P<year>20[78]\d|[२][०][७८][०-९])(?:\sसाल)?,?\s(?P<month>[\u0900-\u0965]{3,9}),?\s"
    r"(?P<day>\d{1,2})(?!\d)|"
    r"(?<!\d)(?P<day2>\d{1,2})\s(?P<month2>[\u0900-\u0965]{3,9}),?\s(?P<year2>20[78]\d|[२][०][७८][०-९])(?!\d)|"
    r"(?P<month3>[\u0900-\u0965]{3,9})\s(?P<day3>\d{1,2})(?:\sगते)?,?\s(?P<year3>20[78]\d|[२][०][७८][०-९])(?!\d)"
)
#: How long its months are is told by tables, and by no rule; each year follows the one before.
NEPAL_YEARS = {
    2070: (31, 31, 31, 32, 31, 31, 29, 30, 30, 29, 30, 30),
    2071: (31, 31, 32, 31, 31, 31, 30, 29, 30, 29, 30, 30),
    2072: (31, 32, 31, 32, 31, 30, 30, 29, 30, 29, 30, 30),
    2073: (31, 32, 31, 32, 31, 30, 30, 30, 29, 29, 30, 31),
    2074: (31, 31, 31, 32, 31, 31, 30, 29, 30, 29, 30, 30),
    2075: (31, 31, 32, 31, 31, 31, 30, 29, 30, 29, 30, 30),
    2076: (31, 32, 31, 32, 31, 30, 30, 30, 29, 29, 30, 30),
    2077: (31, 32, 31, 32, 31, 30, 30, 30, 29, 30, 29, 31),
    2078: (31, 31, 31, 32, 31, 31, 30, 29, 30, 29, 30, 30),
    2079: (31, 31, 32, 31, 31, 31, 30, 29, 30, 29, 30, 30),
    2080: (31, 32, 31, 32, 31, 30, 30, 30, 29, 29, 30, 30),
    2081: (31, 32, 31, 32, 31, 30, 30, 30, 29, 30, 29, 31),
    2082: (31, 31, 32, 31, 31, 31, 30, 29, 30, 29, 30, 30),
    2083: (31, 31, 32, 31, 31, 31, 30, 29, 30, 29, 30, 30),
}
NEPAL_BEGINS = date(2013, 4, 14)  # of the first of these years
#: The months' names that another calendar's day needs: without one of these there is none.
TELLING = re.compile(
    r"[\u0900-\u0965]|[\u0e01-\u0e4e]|[\u0621-\u06cc]|[\u6c11\u4ee4\u5e73\u662d]|(?<!\d)1[34]\d\d"
)

Found = tuple[date, int, int]  # a day, and where in the text it stands


def day_in(text: str) -> Found | None:
    """The first day of another calendar in a text."""
    if not TELLING.search(text):
        return None
    text = text.replace("\u064a", "\u06cc")  # the letter yeh, as Arabic writes it
    readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], date | None]], ...] = (
        (ERA, _era), (THAI, _thai), (IRAN, _iranian), (IRAN_NUMBERS, _iranian_numbers),
        (NEPAL, _nepali),
    )  # fmt: skip
    for pattern, read in readers:
        for match in pattern.finditer(text):
            day = read(match)
            if day:
                return day, match.start(), match.end()
    return None


def _gregorian(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def _era(match: re.Match[str]) -> date | None:
    year = 1 if match[2] == "元" else int(match[2])
    return _gregorian(ERAS[match[1]] + year, int(match[3]), int(match[4]))


def _thai(match: re.Match[str]) -> date | None:
    name = match[2].replace(".", "")
    for names in THAI_MONTHS:
        if name in names.split():
            year = int(match[3]) + (2500 if len(match[3]) == 2 else 0)
            year -= 543 if year in BUDDHIST else 0
            return _gregorian(year, names.split().index(name) + 1, int(match[1]))
    return None


def _iranian(match: re.Match[str]) -> date | None:
    names = IRAN_MONTHS.split()
    return iranian(int(match[3]), names.index(match[2]) + 1, int(match[1])) if (
        match[2] in names
    ) else None  # fmt: skip


def _iranian_numbers(match: re.Match[str]) -> date | None:
    return iranian(int(match[1]), int(match[2]), int(match[3]))


def _nepali(match: re.Match[str]) -> date | None:
    year, name, day = (
        match[key] or match[f"{key}2"] or match[f"{key}3"] for key in ("year", "month", "day")
    )
    lengths = NEPAL_YEARS.get(int(year))
    month = NEPAL_MONTH.get(name)
    if lengths is None or month is None or not 1 <= int(day) <= lengths[month]:
        return None
    before = sum(sum(x) for known, x in NEPAL_YEARS.items() if known < int(year))
    days = before + sum(lengths[:month]) + int(day) - 1
    return date.fromordinal(NEPAL_BEGINS.toordinal() + days)


def iranian(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of one of the Solar Hijri calendar, by its cycle of 33 years."""
    if year not in IRANIAN or not 1 <= month <= 12 or not 1 <= day <= 31 - (month > 6):
        return None
    before = 31 * min(month - 1, 6) + 30 * max(month - 7, 0)
    leaps = (year * 8 + 21) // 33
    return date.fromordinal(EPOCH + 365 * (year - 1) + leaps + before + day)
