"""Which records go when an URL is taken out of WARC files, and what that means for the others.

A capture goes as a whole: the response (or revisit), its request, and every metadata or conversion
record that concerns it, whichever file that is in. A revisit of another URL that refers to a
payload which goes must get that payload, or it could not be resolved any more.

Files are read several times, record by record, so that memory depends on what goes and not on what
is there: hand every record of every file to :meth:`Removal.see`, until it finds nothing new.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from warcs.record import Record
from warcs.redacting.tombstones import Gone, Place, Reference, bare, is_tombstone

_COMPANIONS = frozenset(("request", "metadata", "conversion", "continuation"))
_SUBJECT = re.compile(r"urn:.*?:(https?://.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revisit:
    """A record that stays and refers to one that goes."""

    place: Place
    id: str
    url: str
    date: datetime
    profile: str
    refers_to: Reference


@dataclass
class Removal:
    """What goes; found by :meth:`see`. ``wanted`` says it of a capture's URL."""

    wanted: Callable[[str], bool]
    also: set[Place] = field(default_factory=set)  #: records that go though nobody wants their URL
    gone: dict[Place, Gone] = field(default_factory=dict)
    revisits: dict[Place, Revisit] = field(default_factory=dict)
    _by_id: dict[str, Gone] = field(default_factory=dict)
    _by_moment: dict[tuple[str, datetime], Gone] = field(default_factory=dict)

    def see(self, record: Record) -> bool:
        """True if the record goes, and that was not known yet."""
        place = (record.file, record.offset)
        if place in self.gone or record.type == "warcinfo" or is_tombstone(record):
            return False
        wanted = self._wants(record, place)
        if wanted is None:
            if record.type == "revisit" and self.refers(Reference.of(record)):
                self.revisits[place] = _revisit(record, place)
            return False
        self.revisits.pop(place, None)
        gone = Gone(
            place=place,
            length=record.length,
            type=record.type,
            id=record.id,
            url=subject(record.url),
            date=record.date,
            wanted=wanted,
            concurrent=_ids_in(record, "WARC-Concurrent-To"),
            refers_to=Reference.of(record) if record.type == "revisit" else None,
        )
        self.gone[place] = gone
        if wanted or gone.id not in self._by_id:
            self._by_id[gone.id] = gone
        if gone.type in ("response", "revisit", "resource"):
            self._by_moment[(record.url, gone.date)] = gone
        return True

    def refers(self, to: Reference) -> Gone | None:
        """What goes of what a revisit refers to; None if it stays."""
        if to.id is not None:
            return self._by_id.get(to.id)
        return self._by_moment.get((to.url, to.date)) if to.url and to.date else None

    def _wants(self, record: Record, place: Place) -> bool | None:
        """Whether the record goes because of its URL (True), for another reason, or stays."""
        if self.wanted(subject(record.url)):
            return True
        if place in self.also:
            return False
        if record.type in _COMPANIONS:
            ids = _ids_in(record, "WARC-Concurrent-To") + _ids_in(record, "WARC-Refers-To")
            known = [self._by_id[id].wanted for id in ids if id in self._by_id]
            return any(known) if known else None
        return None

    def groups(self, file: str) -> list[list[Gone]]:
        """What goes of a file: the records of each capture together, in the file's order."""
        here = sorted((x for x in self.gone.values() if x.place[0] == file), key=_offset)
        group_of: dict[str, list[Gone]] = {}
        groups: list[list[Gone]] = []
        for one in here:
            known = next((group_of[id] for id in (one.id, *one.concurrent) if id in group_of), None)
            group = known if known is not None else []
            if known is None:
                groups.append(group)
            group.append(one)
            group_of.update(dict.fromkeys((one.id, *one.concurrent), group))
        return groups


def subject(url: str) -> str:
    """The URL that a record is about: ``urn:interim:URL``, say, is about URL."""
    found = _SUBJECT.fullmatch(url)
    return found[1] if found else url


def _revisit(record: Record, place: Place) -> Revisit:
    return Revisit(
        place=place,
        id=record.id,
        url=record.url,
        date=record.date,
        profile=(record.field("WARC-Profile") or "").strip(),
        refers_to=Reference.of(record),
    )


def _ids_in(record: Record, name: str) -> tuple[str, ...]:
    values = (value for key, value in record.fields if key.lower() == name.lower())
    return tuple(id for id in map(bare, values) if id)


def _offset(gone: Gone) -> int:
    return gone.place[1]
