"""A clock for crawls in processes of their own: so many hours after the beginning, as the
environment says."""

import os
import time
from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
_BEGAN = time.monotonic()


def now() -> datetime:
    """The setting CLOCK names this."""
    hours = float(os.environ["HOURS"])
    return START + timedelta(hours=hours, seconds=time.monotonic() - _BEGAN)


SETTINGS = {"CLOCK": "tests.spiders.later.now"}


def at(hours: float) -> dict[str, str]:
    """The environment of a crawl that begins so late."""
    return {"HOURS": str(hours)}
