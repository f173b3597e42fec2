"""Public holidays, on which newsrooms write less and nobody is to be alarmed."""

from collections.abc import Callable, Container
from datetime import date, timedelta
from functools import cache

from archiver.zones import countries, country_of_domain

PERHAPS = 0.3
MONDAY, FRIDAY = 0, 4


def country_of(language: str | None, timezone: str | None, domain: str) -> str | None:
    """ISO 3166 code of the country that a publication is likely of; None if nothing says so.

    The region of its language (BCP 47), its zone (IANA), its domain's end, in this order.
    """
    parts = (language or "").split("-")[1:]
    region = next((part.upper() for part in parts if len(part) == 2 and part.isalpha()), None)
    return region or countries().get(timezone or "") or country_of_domain(domain)


@cache
def calendar_of(country: str | None) -> Callable[[date], float]:
    """Says of a day how likely it is a public holiday there.

    1 if it is one; PERHAPS for what is one in a part of the country, lies between a holiday and a
    weekend, or between Christmas and New Year; 0 for others, and where no country is known.
    """
    if country is None:
        return lambda day: 0.0
    import holidays  # a tenth of a second: only where alarms are decided

    try:
        known = holidays.country_holidays(country)
        parts = [holidays.country_holidays(country, subdiv=x) for x in known.subdivisions]
    except NotImplementedError:
        return lambda day: 0.0

    def quiet(day: date) -> float:
        if day in known:
            return 1.0
        at_year = (day.month, day.day) >= (12, 24) or (day.month, day.day) <= (1, 2)
        perhaps = _is_between(day, known) or any(day in part for part in parts)
        return PERHAPS if perhaps or (at_year and date(day.year, 12, 25) in known) else 0.0

    return quiet


def _is_between(day: date, known: Container[date]) -> bool:
    """True for a Monday before a holiday, and a Friday after one."""
    before, after = day - timedelta(days=1), day + timedelta(days=1)
    return (day.weekday() == MONDAY and after in known) or (
        day.weekday() == FRIDAY and before in known
    )
