"""Which record holds the payload that a revisit record refers to (WARC 1.1 §6.7).

Tools name it in three ways, tried in this order: by its record id (WARC-Refers-To), by its URL and
date (WARC-Refers-To-Target-URI, -Date), and, as old ones do, by nothing but the payload's digest,
which is then looked for among the captures of the same URL, at last among all. A record that is a
revisit itself is followed to what it refers to.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

from warcs.errors import CorruptRecord
from warcs.http.http1 import HttpResponse
from warcs.index import surt
from warcs.index.lookup import Index
from warcs.reader import record_at
from warcs.record import Record
from warcs.redacting.tombstones import Reference

HOPS = 8  # from a revisit to the next; honest ones need one
HOLDERS = ("response", "resource", "conversion")
REVISIT = "warc/revisit"  # the media type of a revisit in an index

How = Literal["id", "URL and date", "URL and digest", "digest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """The record that a revisit refers to, and how it was found."""

    file: str
    offset: int  #: bytes
    how: How


class Places(Protocol):
    """Something that knows where records are."""

    def find(self, revisit: Record) -> Holder | None:
        """The record that ``revisit`` refers to; it may be a revisit itself."""
        ...


class Seen:
    """The records seen so far, in memory: some 500 bytes for each that holds a payload."""

    def __init__(self) -> None:
        self._by_id: dict[str, tuple[str, int]] = {}
        self._by_date: dict[tuple[str, datetime], tuple[str, int]] = {}
        self._by_digest: dict[tuple[str | None, str], tuple[str, int]] = {}

    def add(self, record: Record) -> None:
        """Remember a record; those that hold no payload and refer to none are passed over."""
        if record.type not in (*HOLDERS, "revisit") or not record.length:
            return
        place = record.file, record.offset
        key = surt.key(record.url)
        self._by_id.setdefault(record.id, place)
        if record.type == "revisit":
            return
        self._by_date.setdefault((key, record.date.replace(microsecond=0)), place)
        digest = record.ref.digest
        if digest is not None:
            self._by_digest.setdefault((key, bare(digest)), place)
            self._by_digest.setdefault((None, bare(digest)), place)

    def find(self, revisit: Record) -> Holder | None:
        """The record that ``revisit`` refers to, if it was seen."""
        places = ((how, self._place(how, revisit)) for how in How.__args__)  # type: ignore[attr-defined]
        found = ((how, place) for how, place in places if place not in (None, _own(revisit)))
        how, place = next(found, (None, None))
        return Holder(file=place[0], offset=place[1], how=how) if place and how else None

    def _place(self, how: How, revisit: Record) -> tuple[str, int] | None:
        said = Reference.of(revisit)
        digest = bare(revisit.field("WARC-Payload-Digest") or "")
        if how == "id":
            return self._by_id.get(said.id or "")
        if how == "URL and date":
            if said.date is None:
                return None
            url = said.url or revisit.url
            return self._by_date.get((surt.key(url), said.date.replace(microsecond=0)))
        key = surt.key(said.url or revisit.url) if how == "URL and digest" else None
        return self._by_digest.get((key, digest)) if digest else None


class Indexed:
    """The captures that a CDXJ index names; it has no record ids."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def find(self, revisit: Record) -> Holder | None:
        """The record that ``revisit`` refers to, if the index has it."""
        said = Reference.of(revisit)
        digest = bare(revisit.field("WARC-Payload-Digest") or "")
        day = said.date.replace(microsecond=0) if said.date else None
        by_digest = None
        for entry in self._index.find(said.url or revisit.url):
            if entry.mime == REVISIT or entry.filename is None or entry.offset is None:
                continue
            holder = Holder(file=entry.filename, offset=entry.offset, how="URL and date")
            if day is not None and entry.date == day:
                return holder
            if digest and bare(entry.digest or "") == digest:
                by_digest = by_digest or replace(holder, how="URL and digest")
        return by_digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What came of looking for a revisit's payload."""

    record: Record | None  #: that holds it; None if it was not found
    how: How | None = None  #: the first step to it was found
    problem: str | None = None  #: one line: why there is none, or why it may not be the one


def resolve(revisit: Record, places: Places, folder: Path) -> Resolved:
    """The record that holds the payload which ``revisit`` refers to, from the files in ``folder``.

    Another payload than the digest says is told as a problem, and not given.
    """
    how: How | None = None
    record = revisit
    for _ in range(HOPS):
        holder = places.find(record)
        if holder is None:
            return Resolved(record=None, how=how, problem="no record is known that it refers to")
        how = how or holder.how
        try:
            record = record_at(folder / Path(holder.file).name, holder.offset)
        except CorruptRecord as error:
            return Resolved(record=None, how=how, problem=str(error))
        if record.type != "revisit":
            return _checked(revisit, record, how)
    return Resolved(record=None, how=how, problem="revisits refer to each other")


def _checked(revisit: Record, record: Record, how: How) -> Resolved:
    problem = contradicts(revisit, record)
    return Resolved(record=None if problem else record, how=how, problem=problem)


def contradicts(revisit: Record, record: Record) -> str | None:
    """Why ``record`` cannot hold the payload of ``revisit``, one line: its digest is another's."""
    wanted = revisit.field("WARC-Payload-Digest")
    found = record.field("WARC-Payload-Digest")
    if wanted and found and _comparable(wanted, found) and bare(wanted) != bare(found):
        return f"{record.id} has the payload digest {found}, not {wanted}"
    return None


def response(revisit: Record, record: Record) -> HttpResponse | None:
    """The response that a revisit stands for: its own head with the payload of ``record``.

    The whole of ``record`` where the revisit has no head, or says that nothing was modified (304).
    None if that is no HTTP response.
    """
    holder = record.http
    own = revisit.http
    if holder is None or own is None or own.status in (None, 304):
        return holder
    return replace(own, payload=holder.payload)


def originals(records: Iterator[Record], folder: Path) -> Iterator[tuple[Record, Resolved]]:
    """Each revisit among ``records`` with what it refers to among those that came before it."""
    seen = Seen()
    for record in records:
        if record.type == "revisit":
            yield record, resolve(record, seen, folder)
        seen.add(record)


def _own(record: Record) -> tuple[str, int]:
    return record.file, record.offset


def bare(digest: str) -> str:
    """A digest as it is compared: SHA-1 often stands without its label, as in index lines."""
    return digest.strip().removeprefix("sha1:").rstrip("=")


def _comparable(one: str, other: str) -> bool:
    return one.partition(":")[0].lower() == other.partition(":")[0].lower()
