"""Dates as feeds, sitemaps and headers write them."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def moment(text: str) -> datetime | None:
    """The time that is written in RFC 822, RFC 850 or ISO 8601, in UTC; as if UTC where no zone is
    given. None if it cannot be read, or lies outside of the years 1 to 9999."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text.strip())
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError, IndexError):  # a year, a day, a zone of twenty digits
            continue
    return None
