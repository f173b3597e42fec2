"""Countries (ISO 3166, two letters) and their time zones (IANA)."""

from functools import cache
from importlib import resources

NEXT_TO = {"UK": "GB", "EU": None}  # of country-code domains, in the place of ISO 3166


def country_of_domain(domain: str) -> str | None:
    """The country whose top level a domain is under; None if that is no country's."""
    end = domain.rpartition(".")[2].upper()
    return NEXT_TO.get(end, end if len(end) == 2 else None)


def zones_of(country: str | None) -> tuple[str, ...]:
    """The zones of a country; none of one that is not known."""
    return tuple(zone for zone, own in countries().items() if own == country)


@cache
def countries() -> dict[str, str]:
    """Zone -> country, from zone.tab of the time zone database, where each is of one country."""
    text = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return {row[2]: row[0] for row in rows if len(row) > 2}
