"""Days that are printed in other calendars than the Gregorian one."""

from datetime import date

import pytest

from archiver.reading.dates_calendars import iranian
from archiver.reading.moments import parse

TEXTS = [
    ("12 มีนาคม 2567", "2024-03-12"),
    ("12 มี.ค. 67 เวลา 10:30 น.", "2024-03-12T10:30:00"),
    ("5 พฤษภาคม 2024", "2024-05-05"),
    ("令和6年5月1日", "2024-05-01"),
    ("令和元年5月1日 10時05分", "2019-05-01T10:05:00"),
    ("民國113年5月1日", "2024-05-01"),
    ("۱۲ اسفند ۱۴۰۲", "2024-03-02"),
    ("२०८० फागुन २९ गते १८:४५", "2024-03-12T18:45:00"),
    ("बैशाख १, २०७७", "2020-04-13"),
    ("1 चैत 2081", "2025-03-14"),
    ("१ साउन २०८२", "2025-07-17"),
    ("2083 कार्तिक 3", "2026-10-20"),
    ("1402/12/21 - 10:15", "2024-03-11T10:15:00"),
]


@pytest.mark.parametrize(("text", "iso"), TEXTS, ids=[text for text, _ in TEXTS])
def test_text_is_read(text: str, iso: str) -> None:
    moment = parse(text)

    assert moment is not None
    assert moment.isoformat() == iso


@pytest.mark.parametrize(
    ("year", "day"),
    [(1375, (1996, 3, 20)), (1388, (2009, 3, 21)), (1399, (2020, 3, 20)), (1403, (2024, 3, 20))],
)
def test_years_of_iran_begin_in_spring(year: int, day: tuple[int, int, int]) -> None:
    assert iranian(year, 1, 1) == date(*day)


@pytest.mark.parametrize(
    "text", ["32 มีนาคม 2567", "२०८० फागुन ३१", "令和6年13月1日", "1402/13/40", "۴۰ اسفند ۱۴۰۲"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert parse(text) is None
