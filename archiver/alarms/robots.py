"""A robots.txt that is not what it was: whether that concerns us, and what is different."""

import difflib
from collections.abc import Sequence
from dataclasses import replace

from archiver.alarms.model import Alarm
from archiver.sources.robots import Robots

MOST_LINES = 60  # of the difference
MOST_LENGTH = 300  # characters of a line of it
MOST_NAMED = 5


def changed_rules(
    alarm: Alarm, agent: str, texts: tuple[bytes, bytes], urls: Sequence[str]
) -> Alarm | None:
    """The alarm with what it tells; None where the rules for ``agent`` are what they were.

    ``texts`` are the file before and after (empty where there is none), ``urls`` those that are
    fetched: sources, and articles of the last time.
    """
    before, after = map(Robots.parse, texts)
    is_same = sorted(before.rules_for(agent)) == sorted(after.rules_for(agent))
    delays = before.crawl_delay(agent), after.crawl_delay(agent)
    if is_same and delays[0] == delays[1]:
        return None
    shut = [
        url
        for url in urls
        if before.check(url, agent).allowed and not after.check(url, agent).allowed
    ]
    opened = sum(
        after.check(url, agent).allowed and not before.check(url, agent).allowed for url in urls
    )
    evidence = [f"not allowed any more: {url}" for url in shut[:MOST_NAMED]]
    if len(shut) > MOST_NAMED:
        evidence.append(f"and {len(shut) - MOST_NAMED} more of {len(urls)} that are fetched")
    if opened:
        evidence.append(f"allowed now: {opened} of {len(urls)} that are fetched")
    if delays[0] != delays[1]:
        evidence.append(f"Crawl-delay was {delays[0]}, is {delays[1]} seconds")
    cause = "its rules changed; nothing that is fetched is shut out by them"
    if shut:
        cause = f"the site does not want {len(shut)} of {len(urls)} addresses fetched any more"
    return replace(
        alarm,
        what="the rules of robots.txt for this crawler changed",
        cause=cause,
        evidence=tuple(evidence),
        diff=difference(*texts),
    )


def difference(before: bytes, after: bytes) -> tuple[str, ...]:
    """The lines of a unified diff, without its heads; bounded."""
    old, new = (text.decode("utf-8", "replace").splitlines() for text in (before, after))
    lines = list(difflib.unified_diff(old[:5000], new[:5000], lineterm="", n=1))[2:]
    shown = [line[:MOST_LENGTH] for line in lines[:MOST_LINES]]
    more = [f"({len(lines) - MOST_LINES} more lines)"] if len(lines) > MOST_LINES else []
    return (*shown, *more)
