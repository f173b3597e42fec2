"""Certificates that end soon: told while there is time to write to the publication."""

from dataclasses import replace
from datetime import datetime, timedelta

from archiver.alarms.model import Alarm

LEFT = 1 / 10  # of its validity; who renews by a machine does so at a third
MOST_LEFT = timedelta(days=14)


def ending(publication: str, host: str, validity: str, now: datetime) -> Alarm | None:
    """An alarm if the certificate of a host is about to end; None if not.

    ``validity`` is an ISO 8601 interval, from and up to when it holds.
    """
    try:
        start, end = (datetime.fromisoformat(text) for text in validity.split("/"))
        left = end - now
    except (ValueError, TypeError):
        return None
    if left > min((end - start) * LEFT, MOST_LEFT):
        return None
    return Alarm(
        publication=publication,
        kind="certificate",
        subject=host,
        began=now,
        what=f"the certificate of {host} ends on {end:%Y-%m-%d %H:%M} UTC",
        cause="it was not renewed; after that day nothing can be fetched from there",
        evidence=(f"it is valid from {start:%Y-%m-%d} on; {_days(left)} are left",),
    )


def refused(alarm: Alarm, host: str, seen: str, validity: str, now: datetime) -> Alarm:
    """An alarm of a certificate that is not accepted, by the last one that was: when it was
    ``seen`` (ISO 8601), and from and up to when it held."""
    try:
        end = datetime.fromisoformat(validity.split("/")[1])
        is_over = end <= now
    except (ValueError, TypeError, IndexError):
        return alarm
    day = f"{end:%Y-%m-%d %H:%M} UTC"
    how = "ended on" if is_over else "holds until"
    line = f"the certificate that {host} had on {seen[:10]} {how} {day}"
    cause = "the server has another certificate than before, of another name or not trusted"
    if is_over:
        cause = "the certificate ended and was not renewed"
    return replace(alarm, cause=cause, evidence=(line, *alarm.evidence))


def _days(left: timedelta) -> str:
    hours = max(round(left.total_seconds() / 3600), 0)
    return f"{hours} hours" if hours < 48 else f"{hours // 24} days"
