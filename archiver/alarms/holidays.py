"""Public holidays, on which newsrooms write less and nobody is to be alarmed."""

from collections.abc import Callable
from datetime import date
from functools import cache
from importlib import resources

NEXT_TO = {"UK": "GB", "EU": None}  # of country-code domains, in the place of ISO 3166


def country_of(language: str | None, timezone: str | None, domain: str) -> str | None:
    """ISO 3166 code of the country that a publication is likely of; None if nothing says so.

    The region of its language (BCP 47), its zone (IANA), its domain's end, in this order.
    """
    parts = (language or "").split("-")[1:]
    region = next((part.upper() for part in parts if len(part) == 2 and part.isalpha()), None)
    end = domain.rpartition(".")[2].upper()
    by_domain = NEXT_TO.get(end, end if len(end) == 2 else None)
    return region or _zones().get(timezone or "") or by_domain


@cache
def _zones() -> dict[str, str]:
    """Zone -> country, where a zone is of one only: zone.tab of the time zone database."""
    text = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return {row[2]: row[0] for row in rows if len(row) > 2}


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
