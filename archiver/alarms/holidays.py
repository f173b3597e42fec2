"""Public holidays, on which newsrooms write less and nobody is to be alarmed."""

from collections.abc import Callable
from datetime import date

from archiver.zones import countries, country_of_domain


def country_of(language: str | None, timezone: str | None, domain: str) -> str | None:
    """ISO 3166 code of the country that a publication is likely of; None if nothing says so.

    The region of its language (BCP 47), its zone (IANA), its domain's end, in this order.
    """
    parts = (language or "").split("-")[1:]
    region = next((part.upper() for part in parts if len(part) == 2 and part.isalpha()), None)
    return region or countries().get(timezone or "") or country_of_domain(domain)


def calendar_of(country: str | None) -> Callable[[date], bool]:
    """Says of a day whether it is a public holiday there; of none where no country is known."""
    if country is None:
        return lambda day: False
    import holidays  # a tenth of a second: only where alarms are decided

    try:
        known = holidays.country_holidays(country)
    except NotImplementedError:
        return lambda day: False
    return lambda day: day in known
