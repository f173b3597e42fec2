"""Which articles a probe reads: the newest, spread over the channels."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from archiver.article import Entry
from archiver.publications import Publication
from archiver.urls import normalise, split


def moment_of(entry: Entry) -> datetime | None:
    """When its source says that it is of, aware; a date without a zone counts as UTC's."""
    for text in (entry.published, entry.modified):
        for read in (datetime.fromisoformat, parsedate_to_datetime):
            try:
                moment = read(text.strip()) if text else None
            except (ValueError, OverflowError):
                continue
            if moment is not None:
                return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def newest(entries: Iterable[Entry]) -> str | None:
    """ISO 8601, UTC, of the newest entry that has a date."""
    moments = [moment for entry in entries if (moment := moment_of(entry))]
    if not moments:
        return None
    return max(moments).astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


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
    moment = moment_of(entry)
    return -moment.timestamp() if moment else 0.0


def _channel(entry: Entry) -> str:
    """Its channel's name; else the first part of its path, which often is one."""
    if entry.channel:
        return entry.channel.casefold()
    parts = split(entry.url)
    segments = [x for x in parts.path.split("/") if x] if parts else []
    return segments[0] if len(segments) > 1 else ""
