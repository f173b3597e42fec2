"""Certificates that end soon: told while there is time to write to the publication."""

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


def _days(left: timedelta) -> str:
    hours = max(round(left.total_seconds() / 3600), 0)
    return f"{hours} hours" if hours < 48 else f"{hours // 24} days"
