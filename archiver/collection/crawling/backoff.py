"""When a URL that failed is tried again: later each time, and by what it failed of.

A first failure is tried again by the next run, whenever that is; what fails once more has to wait.
After the last of its tries a row is left as it is. A host that says when to come back
(Retry-After, RFC 9110 §10.2.3) is heard in place of all this.

What robots.txt disallows is not tried at all. It is asked for again when robots.txt was changed;
and now and then all the same, for it may have been asked by a name that is another one by now.
"""

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0

#: Seconds to wait after the first try, the second, …; what time may mend.
CHANCE = (0.0, 15 * MINUTE, 2 * HOUR, 12 * HOUR, 2 * DAY)
#: The host says no: 404, 403, 410.
REFUSED = (0.0, DAY, 7 * DAY)
#: What came is not what was asked for; only a change of the site's helps.
CHANGE = (0.0, 7 * DAY)
#: A mistake of ours or of a project's pipeline: a new release may help.
MISTAKE = (0.0, DAY, 7 * DAY, 30 * DAY)
DISALLOWED = (DAY, 30 * DAY)  # at first, and at most

#: By the beginning of the reason, the first that fits.
BY_REASON = (
    ("HTTP 408", CHANCE),
    ("HTTP 421", CHANCE),
    ("HTTP 425", CHANCE),
    ("HTTP 429", CHANCE),
    ("HTTP 4", REFUSED),
    ("HTTP 3", REFUSED),
    ("not a page", CHANGE),
    ("soft 404", REFUSED),
    ("consent", CHANGE),
    ("login", CHANGE),
    ("leads to", REFUSED),
    ("trap", CHANGE),
    ("redirect", REFUSED),
    ("too many redirects", REFUSED),
    ("mistake", MISTAKE),
)


def waits(reason: str | None) -> tuple[float, ...]:
    """Seconds to wait after each try that failed with ``reason``."""
    text = reason or ""
    return next((found for start, found in BY_REASON if text.startswith(start)), CHANCE)


def next_try(reason: str | None, tries: int, ended: float) -> float | None:
    """Seconds since 1970 of the next try after ``tries`` of them, the last of which ended at
    ``ended``; None if there is to be none."""
    found = waits(reason)
    return ended + found[max(tries, 1) - 1] if tries <= len(found) else None


def next_asking(before: float | None, now: float) -> float:
    """When robots.txt is asked again for what it disallows, if it is not changed until then: after
    a day, then twice as long each time. ``before``: when it was asked, or fetched, last; all in
    seconds since 1970."""
    least, most = DISALLOWED
    return now + (least if before is None else min(max(2 * (now - before), least), most))
