"""What texts say of points in time; what they do not say is not invented."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from archiver.reading.moments import parse

TEXTS = [
    ("2024-05-01T10:00:00Z", "2024-05-01T10:00:00+00:00"),
    ("2024-05-01T10:00:00.123+0200", "2024-05-01T10:00:00+02:00"),
    ("2024-05-01 10:00", "2024-05-01T10:00:00"),
    ("2024-05-01 10:00:00 CEST", "2024-05-01T10:00:00+02:00"),
    ("2024-05-01", "2024-05-01"),
    ("20240501", "2024-05-01"),
    ("1714557600", "2024-05-01T10:00:00+00:00"),
    ("1714557600000", "2024-05-01T10:00:00+00:00"),
    ("Tue, 02 Jan 2024 10:00:00 +0100", "2024-01-02T10:00:00+01:00"),
    ("Mar 3, 2025 9:15 AM", "2025-03-03T09:15:00"),
    ("Mar 3, 2025 12:15 a.m. PT", "2025-03-03T00:15:00-08:00"),
    ("July 3, 2025 5pm EDT", "2025-07-03T17:00:00-04:00"),
    ("Jan 3 2024 at 5:04 p.m. UTC+2", "2024-01-03T17:04:00+02:00"),
    ("Published: Sept. 4th, 2023", "2023-09-04"),
    ("3. März 2025, 14:05 Uhr", "2025-03-03T14:05:00"),
    ("Stand: 02.03.2025 10:00 Uhr", "2025-03-02T10:00:00"),
    ("le 4 mai 2024 à 10h30", "2024-05-04T10:30:00"),
    ("16 de mayo de 2021", "2021-05-16"),
    ("7 de março de 2022 às 8h05", "2022-03-07T08:05:00"),
    ("12 марта 2025, 10:00", "2025-03-12T10:00:00"),
    ("14 stycznia 2023", "2023-01-14"),
    ("2. maaliskuuta 2024 klo 10.15", "2024-03-02T10:15:00"),
    ("20 Şubat 2023 Pazartesi", "2023-02-20"),
    ("2025年3月2日 10時15分", "2025-03-02T10:15:00"),
    ("2025. 3. 2. 오전", "2025-03-02"),
    ("١٢ مارس 2024", "2024-03-12"),
    ("15 تشرين الثاني 2024", "2024-11-15"),
    ("15 مايو 2024 الساعة 2:30 م", "2024-05-15T14:30:00"),
    ("15 מאי, 2024", "2024-05-15"),
    ("15 جون، 2024", "2024-06-15"),
    ("۱۵ می ۲۰۲۴", "2024-05-15"),
    ("۱۴۰۳/۰۲/۲۶", "2024-05-15"),
    ("15 मई 2024", "2024-05-15"),
    ("मई 15, 2024 14:30", "2024-05-15T14:30:00"),
    ("15 सितम्बर 2024", "2024-09-15"),
    ("15 मे 2024", "2024-05-15"),
    ("১৫ মে, ২০২৪ ১৪:৩০", "2024-05-15T14:30:00"),
    ("15 ஆகஸ்ட் 2024", "2024-08-15"),
    ("15 ఆగస్టు 2024", "2024-08-15"),
    ("15 ಆಗಸ್ಟ್ 2024", "2024-08-15"),
    ("15 ഓഗസ്റ്റ് 2024", "2024-08-15"),
    ("15 ઑગસ્ટ 2024", "2024-08-15"),
    ("15 ਅਗਸਤ 2024", "2024-08-15"),
    ("15 მაისი, 2024", "2024-05-15"),
    ("15 մայիսի 2024", "2024-05-15"),
    ("15 мамыр 2024", "2024-05-15"),
    ("15 Ogos 2024", "2024-08-15"),
    ("15 Μαϊου 2024", "2024-05-15"),
    ("15 HAZİRAN 2024", "2024-06-15"),
    ("15 ARALIK 2024", "2024-12-15"),
    ("15/05/2567", "2024-05-15"),
    ("15 Tháng Năm, 2024", "2024-05-15"),
    ("Tháng Mười Hai 15, 2024", "2024-12-15"),
    ("Tháng 5 15, 2024", "2024-05-15"),
    ("2024/5/15(水) 14:30", "2024-05-15T14:30:00"),
    ("2024年5月15日 水曜 午後2:30", "2024-05-15T14:30:00"),
    ("2024.05.15. 오후 2:30", "2024-05-15T14:30:00"),
    ("등록 2024.05.15 오전 11:30", "2024-05-15T11:30:00"),
    ("2024-05-15 下午 12:30", "2024-05-15T12:30:00"),
    ("13/5/2020", "2020-05-13"),
    ("Berlin, den 02. Dezember 2022", "2022-12-02"),
    ("07 Dezember, 2022", "2022-12-07"),
    ("12.Dezember 2020", "2020-12-12"),
    ("3 de diciembre de 2020", "2020-12-03"),
    ("12 d’abril de 2020", "2020-04-12"),
    ("5 December '20", "2020-12-05"),
    ("Feb 182009", "2009-02-18"),
    ("Jan 04 09:34 2021", "2021-01-04T09:34:00"),
    ("Mon Jan 4 09:34:12 +0000 2021", "2021-01-04T09:34:12+00:00"),
    ("2018-10-29T10:15-500", "2018-10-29T10:15:00-05:00"),
    ("12 मार्च 2024", "2024-03-12"),
    ("১২ মার্চ ২০২৪", "2024-03-12"),
    ("12 Μαρτίου 2024", "2024-03-12"),
    ("ngày 12 tháng 3 năm 2024", "2024-03-12"),
    ("2024. gada 12. marts", "2024-03-12"),
]


@pytest.mark.parametrize(("text", "iso"), TEXTS, ids=[text for text, _ in TEXTS])
def test_text_is_read(text: str, iso: str) -> None:
    moment = parse(text)

    assert moment is not None
    assert (moment.isoformat(), moment.text) == (iso, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "May 2020",
        "31 February 2024",
        "2024-13-45",
        "Room 12, 2024 visitors",
        "1 2 3 4 5 6",
        "99999999999999999999",
        "x" * 10_000,
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("language", "iso"),
    [("en-us", "2024-03-04"), ("en", "2024-03-04"), ("en-gb", "2024-04-03"), ("fr", "2024-04-03")],
)
def test_numbers_are_ordered_as_the_language_does(language: str, iso: str) -> None:
    moment = parse("3/4/2024", language=language)

    assert moment is not None
    assert moment.isoformat() == iso


@pytest.mark.parametrize(
    ("language", "day"), [("pl", "2023-11-07"), ("hr", "2023-10-07"), ("cs", "2023-11-07")]
)
def test_a_month_is_named_differently_by_neighbours(language: str, day: str) -> None:
    moment = parse("7. listopada 2023", language=language)

    assert moment is not None
    assert moment.isoformat() == day


def test_numbers_are_no_day_of_the_future_if_they_can_be_another() -> None:
    moment = parse("12/3/2024", language="en", latest=date(2024, 6, 1))

    assert moment is not None
    assert moment.isoformat() == "2024-03-12"


def test_the_publications_zone_is_used_where_the_page_has_none() -> None:
    zone = ZoneInfo("America/Los_Angeles")

    here = parse("Mar 2, 2025 9:15 AM", zone)
    there = parse("2025-03-02T09:15:00Z", zone)
    day = parse("Mar 2, 2025", zone)

    assert here is not None
    assert (here.isoformat(), here.zone) == ("2025-03-02T09:15:00-08:00", "publication")
    assert there is not None
    assert (there.isoformat(), there.zone) == ("2025-03-02T09:15:00+00:00", "page")
    assert day is not None
    assert (day.isoformat(), day.zone) == ("2025-03-02", None)
