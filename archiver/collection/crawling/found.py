"""What sources name, and how it gets into the frontier: many URLs at a time.

A sitemap names 50,000 of them, a first crawl millions: rows are looked up and written in batches.
What lies together in the table's indexes is written together (:func:`nearby`): of what is named in
any other order nearly each row is on a page of its own, which has to be read, logged and copied.
"""

import heapq
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from math import inf
from typing import Literal

import msgspec

from archiver.article import Entry
from archiver.collection.crawling import barred
from archiver.moments import moment
from archiver.urls import host_of, normalise

# A feed's entry was written for this article alone; a teaser is often shortened.
TRUST = {"feed": 0, "sitemap": 1, "channel": 2, "page": 3}
PART: Literal["page"] = "page"  #: kind of what a story's own page says of a later one
BATCH = 500  # URLs that are looked up at once
SORTED = 5000  # that are put in order at once; a few milliseconds
NEVER = "9999"  # as a moment: later than all
DAY = 86_400.0  # seconds
POSITION = 1e-9  # of ``order``: from one entry of a source to the next

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(tuple[Entry, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A URL that a source says is an article."""

    url: str  #: as found; requested like this
    key: str  #: normalised; its identity in the frontier
    publication: str  #: slug
    entries: tuple[Entry, ...]  #: the most trusted first

    @property
    def part_of(self) -> str | None:
        """The URL of a story's first page, where a page of that story names this one as a later."""
        return next((entry.source for entry in self.entries if entry.kind == PART), None)


@dataclass(slots=True, kw_only=True)
class Added:
    """What became of the URLs that a source named."""

    new: int = 0  #: rows that were made
    keys: list[str] = field(default_factory=list)  #: of all of them, each once
    ranks: dict[str, float] = field(default_factory=dict)  #: by host, the highest that is pending
    states: dict[str, str] = field(default_factory=dict)  #: by key, before; none of what is new


def candidate_of(row: sqlite3.Row) -> Candidate:
    """The candidate of a row with url, fetch, publication and entries."""
    return Candidate(
        url=row["fetch"],
        key=row["url"],
        publication=row["publication"],
        entries=entries_of(row["entries"]),
    )


def combined(entries: Sequence[Entry]) -> Entry | None:
    """The most trusted entry, with the channel and dates that only others told."""
    if not entries:
        return None
    best = entries[0]
    for other in entries[1:]:
        best = msgspec.structs.replace(
            best,
            title=best.title or other.title,
            published=best.published or other.published,
            modified=best.modified or other.modified,
            authors=best.authors or other.authors,
            channel=best.channel or other.channel,
            language=best.language or other.language,
        )
    return best


def timestamp(text: str | None) -> float | None:
    """Seconds since 1970 of an RFC 822 or ISO 8601 date; without a zone as if UTC, for order."""
    if not text:
        return None
    found = moment(text)
    return found.timestamp() if found else None


def end_of(text: str | None) -> float:
    """The latest moment that a date may mean, in seconds since 1970: of a day, its end. Infinite
    for what is no date."""
    found = timestamp(text)
    if text is None or found is None:
        return inf
    return found + (DAY if len(text.strip()) <= len("2026-01-01") else 0.0)


def date_of(entry: Entry) -> float | None:
    """When an article was published, or else changed, as a source says; seconds since 1970."""
    return timestamp(entry.published) or timestamp(entry.modified)


def dates_of(entries: Iterable[Entry]) -> Iterator[float]:
    """:func:`date_of` of those that have one."""
    return (date for date in map(date_of, entries) if date is not None)


def entries_of(text: str) -> tuple[Entry, ...]:
    """What stands in the column ``entries``."""
    return _DECODER.decode(text)


Placed = tuple[int, Entry]  #: an entry, and the how many-th of its source it is, from 0


def nearby(entries: Sequence[Placed], size: int) -> Iterator[list[Placed]]:
    """All entries in batches of that size, by URL. Some batches are empty: time for other work."""
    if len(entries) <= size:
        yield list(entries)
        return
    runs = []
    for start in range(0, len(entries), SORTED):
        runs.append(sorted(entries[start : start + SORTED], key=_url))
        yield []
    merged = heapq.merge(*runs, key=_url)
    while batch := list(islice(merged, size)):
        yield batch


def _url(placed: Placed) -> str:
    return placed[1].url


def add(
    db: sqlite3.Connection,
    publication: str,
    entries: Iterable[Placed],
    now: datetime,
    order: float = 0.0,
    begun: str = NEVER,
) -> Added:
    """Rows for what is new, in the state pending; known rows learn what this source says, also
    those that are done since the run has ``begun`` (ISO 8601, UTC).

    Of what no source dates, the least ``order`` comes first, and then what is named first. What was
    taken down gets no row.
    """
    adding = _Adding(db, publication, now, begun)
    rest = iter(entries)
    while batch := list(islice(rest, BATCH)):
        adding.take_in(batch, order)
    return adding.added


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """What a source says of a URL."""

    entries: list[Entry]
    undated: float  #: its rank, if no source dates it


class _Adding:
    """Entries of one source, on their way into the table."""

    def __init__(self, db: sqlite3.Connection, publication: str, now: datetime, begun: str) -> None:
        self.added = Added()
        self._db = db
        self._publication = publication
        self._now = now.isoformat()
        self._begun = begun
        self._hosts: dict[str, str] = {}  # by what stands between scheme and path
        redacted = db.execute("SELECT 1 FROM redactions LIMIT 1").fetchone()
        self._any_barred = redacted is not None

    def take_in(self, batch: Sequence[Placed], order: float) -> None:
        """A batch: look up what is known of it, then write what is new of it."""
        named: dict[str, _Named] = {}
        for number, entry in batch:
            key = normalise(entry.url)
            if key in named:
                named[key].entries.append(entry)
            else:
                named[key] = _Named(entries=[entry], undated=-order - number * POSITION)
        self.added.keys += named
        if self._any_barred:
            for key in [key for key in named if barred.is_barred(self._db, key)]:
                del named[key]
                self.added.states[key] = "redacted"
        known = self._db.execute(
            "SELECT url, state, rank, entries, ended FROM frontier"
            " WHERE url IN (SELECT value FROM json_each(?))",
            (_ENCODER.encode(list(named)).decode(),),
        ).fetchall()
        self._learn(known, named)
        self._insert(named)

    def _learn(self, known: Iterable[sqlite3.Row], named: dict[str, "_Named"]) -> None:
        changes = []
        for row in known:
            key, state = row["url"], row["state"]
            said = named.pop(key)
            self.added.states[key] = state
            # What was fetched in this run already is to know all sources that name it in this run.
            if state == "redacted" or (state == "done" and (row["ended"] or "") < self._begun):
                continue
            entries = _merged(entries_of(row["entries"]), said.entries)
            # Which of two sources came first must not decide.
            undated = max(row["rank"], said.undated) if row["rank"] <= 0 else row["rank"]
            text, rank = _json(entries), _rank(entries, undated)
            if text != row["entries"] or rank != row["rank"]:
                changes.append((rank, text, key))
            if state == "pending":
                self._note(key, rank)
        self._db.executemany("UPDATE frontier SET rank = ?, entries = ? WHERE url = ?", changes)

    def _insert(self, named: dict[str, "_Named"]) -> None:
        publication, now = self._publication, self._now
        rows = []
        for key, said in named.items():
            entries = tuple(said.entries)
            if len(entries) > 1:
                entries = _merged((), entries)
            rank = _rank(entries, said.undated)
            host = self._note(key, rank)
            fetch = said.entries[0].url
            rows.append((key, fetch, publication, rank, now, _json(entries), host))
        self._db.executemany(
            "INSERT INTO frontier (url, fetch, publication, state, rank, found, entries, host)"
            " VALUES (?, ?, ?, 'pending', ?, ?, ?, ?)",
            rows,
        )
        self.added.new += len(rows)

    def _note(self, key: str, rank: float) -> str:
        """The host of a URL at which something is pending."""
        authority = key.split("/", 3)[2] if key.count("/") > 2 else key
        host = self._hosts.get(authority)
        if host is None:
            host = self._hosts[authority] = host_of(key)
        self.added.ranks[host] = max(rank, self.added.ranks.get(host, rank))
        return host


def merged_json(known: tuple[Entry, ...], said: Iterable[Entry]) -> str:
    """What the column ``entries`` holds, when more was said."""
    return _json(_merged(known, said))


def _merged(known: tuple[Entry, ...], said: Iterable[Entry]) -> tuple[Entry, ...]:
    """One entry a source, the newest word of each, the most trusted first."""
    by_source = {entry.source: entry for entry in known}
    by_source.update((entry.source, entry) for entry in said)
    return tuple(sorted(by_source.values(), key=lambda x: (TRUST[x.kind], x.source)))


def _rank(entries: Sequence[Entry], undated: float) -> float:
    """Seconds since 1970; ``undated`` where no source gives a date."""
    return next(dates_of(entries), undated)


def _json(entries: tuple[Entry, ...]) -> str:
    return _ENCODER.encode(entries).decode()
