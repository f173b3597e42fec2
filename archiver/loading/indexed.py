"""Captures of a collection's file found by its index, where a filter leaves few of them.

Of those that are left out nothing is read: date, URL, status and media type stand in the index.
What stands between them in a file of another tool's is gone through, for no index has every kind
of record that may hold a page.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from archiver.collection.folder import Folder
from archiver.loading.filters import Filters, Outline, Reason
from archiver.loading.inputs import Input
from archiver.loading.notes import is_ours
from archiver.loading.pages import RESPONSES
from archiver.loading.segments import CONTINUATION
from warcs import WarcError
from warcs.index.cdxj import REVISIT, UNKNOWN, segment_path
from warcs.index.lookup import Entry, parse
from warcs.reader import Records

GAIN = 4  # how many captures one must be wanted of, for going to their places to be worth it
SECOND = timedelta(seconds=1)  # an index is no more exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the index says of a file's captures."""

    places: tuple[int, ...]  #: offsets of those that may be wanted, in order
    left_out: tuple[Reason, ...]  #: why the others are not


def chosen(input: Input, filters: Filters) -> Choice | None:
    """What of a sealed file of a collection may be wanted.

    None if it is to be gone through: it has no index, no filter is by date or URL, or too much is
    left.
    """
    if input.collection is None or input.is_open or not filters.by_places:
        return None
    entries = _entries(segment_path(Folder(Path(input.collection)).indexes, input.name))
    if entries is None or any(x.filename != input.name or x.offset is None for x in entries):
        return None
    reasons = [(entry.offset or 0, _refused(entry, filters)) for entry in entries]
    places = [offset for offset, reason in reasons if reason is None]
    if len(places) * GAIN > len(entries):
        return None
    places = sorted({*places, *_not_indexed(input, entries)})
    left_out = tuple(reason for _, reason in reasons if reason is not None)
    return Choice(places=tuple(places), left_out=left_out)


def _entries(path: Path) -> list[Entry] | None:
    """All of an index; None if there is none, or one that is not as ours are."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    found = [parse(line) for line in lines]
    entries = [entry for entry in found if entry is not None]
    return entries if len(entries) == len(lines) else None


def _refused(entry: Entry, filters: Filters) -> Reason | None:
    """Why a capture is not wanted; None if it may be: the record itself says more."""
    refused = filters.by_place(entry.date, entry.url)
    if refused is not None and filters.by_place(entry.date + SECOND, entry.url) is None:
        return None
    # Without a status it may be no answer of HTTP.
    if refused is not None or entry.status is None or entry.mime in (REVISIT, UNKNOWN, None):
        return refused
    return filters.by_answer(
        Outline(url=entry.url, date=entry.date, status=entry.status, mime=entry.mime)
    )


def _not_indexed(input: Input, entries: Sequence[Entry]) -> Iterator[int]:
    """The offsets of records that may hold a page, and that the index does not have."""
    with suppress(WarcError, OSError), input.open() as stream:
        first = next(iter(Records(stream, input.name)), None)
        if first is None or is_ours(first):
            return  # a recorder of ours writes nothing that its index does not have
        at = 0
        for entry in [*sorted(entries, key=_offset), None]:
            end = None if entry is None else _offset(entry)
            if end is None or end > at:
                yield from _between(stream, input.name, at, end)
            if entry is not None:
                at = max(at, _offset(entry) + (entry.length or 0))


def _offset(entry: Entry) -> int:
    return entry.offset or 0


def _between(stream: BinaryIO, name: str, begin: int, end: int | None) -> Iterator[int]:
    stream.seek(begin)
    for record in Records(stream, name, offset=begin):
        if end is not None and record.offset >= end:
            return
        if record.type in (*RESPONSES, CONTINUATION):
            yield record.offset
        if end is not None and record.length and record.offset + record.length >= end:
            return
