"""What records say of each other: who names whom, and whether that record is there.

Within a file everything is known. Between files only numbers are kept, 24 bytes a record, so that
millions of records can be held against each other.
"""

import heapq
from array import array
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter

from warcs.redacting import tombstones
from warcs.verifying.heads import identifier
from warcs.verifying.report import Fault, Findings
from warcs.verifying.scan import Seen

REDACTED = b"redacted"  # in the place of the type of a record that a tombstone stands for
MOST_WANTED = 200_000  # references out of one file that are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A reference to a record that is not in the file."""

    offset: int  #: of the record that refers
    field: str  #: ``WARC-Refers-To``, say
    target: str  #: the identifier
    key: int  #: its number
    payload: int = 0  #: number of the payload digest that a revisit expects of it
    bound: bool = True  #: false where the standard lets the record be anywhere


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLinks:
    """The records of a file and what they refer to outside, in numbers."""

    name: str
    keys: "array[int]"  #: of identifiers, ascending
    offsets: "array[int]"  #: in the same order
    payloads: "array[int]"  #: of payload digests; 0 for none
    wanted: tuple[Wanted, ...]


class Links:
    """Gathers the identifiers and references of one file."""

    def __init__(self, findings: Findings, *, alone: bool = False) -> None:
        """``alone``: the file will be held against no other, so no numbers are wanted."""
        self._findings = findings
        self._alone = alone
        self._records: dict[bytes, _Known] = {}
        # What is named before it comes, or never comes: the first that names it, and in which field
        self._waiting: dict[bytes, tuple[int, str]] = {}
        self._revisits: list[Seen] = []
        self._infos: dict[bytes, int] = {}

    def add(self, seen: Seen) -> None:
        """A record, in the order of the file."""
        fields, records = seen.fields, self._records
        name = seen.id or seen.made_id
        if seen.id in records:
            self._again(seen)
        elif name:
            # A plain tuple, and of it there may be millions.
            records[name] = (
                seen.offset,
                seen.kind,
                fields.get(b"WARC-Payload-Digest"),
                fields.get(b"WARC-Target-URI"),
                fields.get(b"WARC-Date"),
            )
        for target in seen.concurrent:
            if target not in records:
                self._waiting.setdefault(target, (seen.offset, "WARC-Concurrent-To"))
        if b"WARC-Refers-To" in fields:
            self._add_reference(seen, identifier(fields[b"WARC-Refers-To"]))
        info = fields.get(b"WARC-Warcinfo-ID")
        if info is not None and info not in self._infos:
            self._infos[info] = seen.offset

    def _again(self, seen: Seen) -> None:
        first = self._records[seen.id]
        text = f"its record id is that of the record at {first[0]}: {_text(seen.id)}"
        self._findings.fault("duplicate-id", seen.offset, text)

    def _add_reference(self, seen: Seen, target: bytes) -> None:
        if _is_tombstone(seen):
            # It stands for what it names, so that a revisit of that is not one of nothing.
            self._records.setdefault(target, (seen.offset, REDACTED, None, None, None))
        elif seen.kind == b"revisit":
            seen.views = ()  # its block is not asked for again
            self._revisits.append(seen)
        elif target not in self._records:
            self._waiting.setdefault(target, (seen.offset, "WARC-Refers-To"))

    def close(self) -> FileLinks:
        """The file is at its end: what it says of itself is checked, the rest is handed on."""
        wanted = [
            Wanted(offset=offset, field=field, target=_text(target), key=number(target))
            for target, (offset, field) in self._waiting.items()
            if target not in self._records
        ]
        for revisit in self._revisits:
            target = identifier(revisit.fields[b"WARC-Refers-To"])
            if target in self._records:
                self._check_revisit(revisit, self._records[target])
            else:
                wanted.append(_wanted(revisit, target))
        for info, offset in self._infos.items():
            target = identifier(info)
            if target not in self._records:
                text = _text(target)
                wanted.append(
                    Wanted(
                        offset=offset, field="WARC-Warcinfo-ID", target=text, key=number(target),
                        bound=False,
                    )
                )  # fmt: skip
        return self._numbers(wanted)

    def _numbers(self, wanted: list[Wanted]) -> FileLinks:
        known = {} if self._alone else self._records
        rows = sorted((number(key), one[0], payload_number(one[2])) for key, one in known.items())
        return FileLinks(
            name=self._findings.file,
            keys=array("Q", [row[0] for row in rows]),
            offsets=array("Q", [row[1] for row in rows]),
            payloads=array("Q", [row[2] for row in rows]),
            wanted=tuple(wanted[:MOST_WANTED]),
        )

    def _check_revisit(self, revisit: Seen, original: "_Known") -> None:
        fields = revisit.fields
        there, kind, payload, url, date = original
        if kind == REDACTED:
            text = f"a redaction took out what it revisits; its tombstone is at {there}"
            self._findings.note("revisit", revisit.offset, text)
            return
        expected = payload_number(fields.get(b"WARC-Payload-Digest"))
        if expected and not _agree(expected, payload_number(payload)):
            text = f"the record at {there} that it revisits has another payload digest"
            self._findings.fault("revisit", revisit.offset, text)
        if kind == b"revisit":
            text = f"it refers to the record at {there}, which is a revisit itself"
            self._findings.note("revisit", revisit.offset, text)
        for name, right in (("WARC-Refers-To-Target-URI", url), ("WARC-Refers-To-Date", date)):
            said = fields.get(name.encode())
            if said is not None and said.strip(b" <>") != (right or b"").strip(b" <>"):
                text = f"its {name} is not that of the record at {there} it refers to"
                self._findings.fault("revisit", revisit.offset, text)


#: Of a record: offset, WARC-Type, payload digest, URL, date.
_Known = tuple[int, bytes, bytes | None, bytes | None, bytes | None]


def _is_tombstone(seen: Seen) -> bool:
    target = seen.fields.get(b"WARC-Target-URI") or b""
    return seen.kind == b"metadata" and target.startswith(tombstones.REDACTED.encode())


def _wanted(revisit: Seen, target: bytes) -> Wanted:
    return Wanted(
        offset=revisit.offset,
        field="WARC-Refers-To",
        target=_text(target),
        key=number(target),
        payload=payload_number(revisit.fields.get(b"WARC-Payload-Digest")),
    )


def number(identifier: bytes) -> int:
    """64 bits that stand for an identifier, in whatever process."""
    return int.from_bytes(blake2b(identifier, digest_size=8).digest(), "big")


def payload_number(label: bytes | None) -> int:
    """64 bits that stand for a payload digest; 0 for none.

    The lowest 8 stand for its algorithm and spelling: only what is alike in these is compared.
    """
    if label is None:
        return 0
    algorithm, _, value = label.strip().lower().partition(b":")
    value = value.rstrip(b"=")
    way = b"%b %d" % (algorithm.replace(b"-", b""), len(value))
    mark = blake2b(way, digest_size=1).digest()
    return int.from_bytes(blake2b(value, digest_size=7).digest() + mark, "big")


def _agree(one: int, other: int) -> bool:
    """False if both are digests of one algorithm, spelled alike, and differ."""
    return not other or one == other or (one ^ other) & 0xFF != 0


def between(
    files: Iterable[FileLinks], elsewhere: Container[int] = frozenset()
) -> tuple[list[Fault], list[Fault]]:
    """What the records of several files say of each other.

    First what is wrong: an identifier that records of several files have, which are no copies of
    each other (a note, where they are), revisits of another payload. Then the
    references to records that are in none of the files, nor ``elsewhere`` (their numbers).
    """
    files = list(files)
    wanted = {one.key for file in files for one in file.wanted}
    found: dict[int, int] = {}
    faults: list[Fault] = []
    merged = heapq.merge(*(_rows(file, number) for number, file in enumerate(files)))
    for key, group in groupby(merged, key=itemgetter(0)):
        first, *others = group
        if key in wanted:
            found[key] = first[3]
        for _, index, offset, payload in others:
            where = f"{first[2]} of {files[first[1]].name}"
            text = f"its record id is that of the record at {where}"
            copy = _agree(payload, first[3]) or not payload
            twice = _fault("duplicate-id", files[index].name, offset, text)
            faults.append(replace(twice, text=f"{text}: a copy", note=True) if copy else twice)
    references = [(file.name, one) for file in files for one in file.wanted]
    missing = [
        _missing(name, one)
        for name, one in references
        if one.key not in found and one.key not in elsewhere
    ]
    for name, one in references:
        if one.payload and not _agree(one.payload, found.get(one.key, 0)):
            text = f"{one.target}, which it revisits, has another payload digest"
            faults.append(_fault("revisit", name, one.offset, text))
    return faults, missing


def _fault(kind: str, name: str, offset: int, text: str) -> Fault:
    return Fault(kind=kind, file=name, offset=offset, text=text)


def _rows(file: FileLinks, number: int) -> Iterator[tuple[int, int, int, int]]:
    for key, offset, payload in zip(file.keys, file.offsets, file.payloads, strict=True):
        yield key, number, offset, payload


def _missing(name: str, one: Wanted) -> Fault:
    text = f"{one.field} names {one.target}, a record that is not in what was looked at"
    return Fault(kind="link", file=name, offset=one.offset, text=text, note=not one.bound)


def _text(identifier: bytes) -> str:
    return identifier[:200].decode("utf-8", "replace")
