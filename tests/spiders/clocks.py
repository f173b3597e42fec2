"""A clock for crawls in processes of their own: the setting CLOCK names :func:`now`."""

import os
import time
from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 2, 6, tzinfo=UTC)  # a Monday
_BEGAN = time.monotonic()


def on(day: int) -> datetime:
    """The time at which the run of a day begins."""
    return START + timedelta(days=day)


def now() -> datetime:
    """The time in a process that was started with ``FAKE_DAY``; it goes on as time does."""
    return on(int(os.environ["FAKE_DAY"])) + timedelta(seconds=time.monotonic() - _BEGAN)
