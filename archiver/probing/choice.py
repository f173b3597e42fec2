"""Which articles a probe reads: the newest, spread over the channels."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from archiver.article import Entry
from archiver.moments import moment
from archiver.publications import Publication
from archiver.urls import normalise, split

AHEAD = timedelta(days=1)  # a date without a zone counts as UTC's, and clocks differ


def moment_of(entry: Entry) -> datetime | None:
    """When its source says that it is of, in UTC; a date without a zone counts as UTC's."""
    return moment(entry.published or "") or moment(entry.modified or "")


def newest(entries: Iterable[Entry], now: datetime) -> str | None:
    """ISO 8601, UTC, of the newest entry that has a date; without those that are dated ahead of
    ``now``, by mistake or because they announce something."""
    dates = map(moment_of, entries)
    moments = [found for found in dates if found is not None and found <= now + AHEAD]
    if not moments:
        return None
    return max(moments).isoformat(timespec="seconds").replace("+00:00", "Z")


def chosen(entries: Sequence[Entry], publication: Publication) -> Iterator[int]:
    """Numbers of entries in the order in which they are best read: each page once, the newest of
    each channel in turn."""
    by_channel: dict[str, list[int]] = {}
    seen: set[str] = set()
    for number in sorted(range(len(entries)), key=lambda n: _age(entries[n])):
        entry = entries[number]
        key = normalise(entry.url)
        if key not in seen and publication.wants(entry):
            seen.add(key)
            by_channel.setdefault(_channel(entry), []).append(number)
    lists = list(by_channel.values())
    for turn in range(max(map(len, lists), default=0)):
        yield from (numbers[turn] for numbers in lists if turn < len(numbers))


def _age(entry: Entry) -> float:
    """For sorting: the newest first, those without a date in their order behind."""
    found = moment_of(entry)
    return -found.timestamp() if found else 0.0


def _channel(entry: Entry) -> str:
    """Its channel's name; else the first part of its path, which often is one."""
    if entry.channel:
        return entry.channel.casefold()
    parts = split(entry.url)
    segments = [x for x in parts.path.split("/") if x] if parts else []
    return segments[0] if len(segments) > 1 else ""
