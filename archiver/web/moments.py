"""Dates for people: no more exact than they are known, and with the zone that was told."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from archiver.article import Moment

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
ZONES = {"page": "zone as the page has it", "publication": "zone of the publication"}


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A date as it is shown."""

    iso: str  #: for machines, as exact as it is known
    text: str
    note: str | None = None  #: what is to be known of its zone


def told(moment: Moment) -> When:
    """A date that a page gives."""
    when = of_iso(moment.iso)
    return When(iso=when.iso, text=when.text, note=ZONES.get(moment.zone or "", when.note))


def of_iso(iso: str) -> When:
    """A date in ISO 8601: a day, a time without a zone, or one with its offset."""
    try:
        if len(iso) <= len("2026-03-01"):
            return When(iso=iso, text=day(date.fromisoformat(iso)))
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return When(iso=iso, text=iso)
    clock = f"{day(moment.date())}, {moment:%H:%M}"
    if moment.tzinfo is None:
        return When(iso=iso, text=clock, note="no time zone is given")
    return When(iso=iso, text=f"{clock} {_offset(moment)}")


def of_day(iso: str | None) -> str:
    """A calendar day; what it cannot be, as it stands."""
    return of_iso(iso[:10]).text if iso else ""


def captured(moment: datetime) -> When:
    """When something was captured: to the second, UTC."""
    utc = moment.astimezone(UTC)
    return When(iso=utc.isoformat(), text=f"{day(utc.date())}, {utc:%H:%M:%S} UTC")


def day(value: date) -> str:
    """``5 March 2026``."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def month(value: date) -> str:
    """``March 2026``."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def timestamp(moment: datetime) -> str:
    """14 digits, UTC, as replay wants it."""
    return f"{moment.astimezone(UTC):%Y%m%d%H%M%S}"


def _offset(moment: datetime) -> str:
    """``UTC``, ``UTC+05:30``."""
    found = moment.strftime("%z")
    if not int(found[1:5]):
        return "UTC"
    return f"UTC{'−' if found[0] == '-' else '+'}{found[1:3]}:{found[3:5]}"
