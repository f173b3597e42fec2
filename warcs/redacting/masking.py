"""Captures made with credentials, as others may see them: the values masked, and that said.

Which those are follows from the requests, see :mod:`warcs.redacting.credentials`.
"""

import uuid
from dataclasses import dataclass, field

from warcs import digests, records
from warcs.record import Record
from warcs.redacting.credentials import REQUEST, RESPONSE, carried, masked_message
from warcs.redacting.rewrite import Part

MASKED = "WARC-Masked"
"""Our extension, in a record in which values were masked: the names of their headers."""
ORIGINAL = "WARC-Masked-Record-ID"
"""Our extension, in a masked request: the id of the request as it was sent."""


@dataclass
class Flagged:
    """The captures made with credentials in some files: hand every record to :meth:`see`."""

    requests: set[str] = field(default_factory=set)  #: record ids
    captures: set[str] = field(default_factory=set)  #: of the responses and revisits, likewise

    def see(self, record: Record) -> bool:
        """True if the record is such a request."""
        if record.type != "request" or not carried(record.block):
            return False
        self.requests.add(record.id)
        self.captures.update(concurrent(record))
        return True

    def is_flagged(self, record: Record) -> bool:
        """True if a record is part of a capture made with credentials."""
        about = {record.id, *concurrent(record)}
        if record.type in ("metadata", "conversion"):
            about.add((record.field("WARC-Refers-To") or "").strip("<> "))
        return not about.isdisjoint(self.requests | self.captures)

    def masked(self, record: Record) -> tuple[Part, ...] | None:
        """Head and block of a record as others may see it; None if it stays as it is.

        A masked request is another record than what was sent, so it has an id of its own, made
        from the old one: always the same. What is concurrent to it names that. A response or
        revisit keeps its id, by which revisits and readings refer to it, and its payload.
        """
        names: tuple[str, ...] = ()
        block = record.block if record.type in ("request", "response", "revisit") else None
        if record.id in self.requests and block is not None:
            block, names = masked_message(block, REQUEST)
        elif block is not None and self.is_flagged(record):
            block, names = masked_message(block, RESPONSE)
        if not names and self.requests.isdisjoint(concurrent(record)):
            return None
        return _head(record, names, block, self.requests), block if block else record.block


def _head(record: Record, names: tuple[str, ...], block: bytes | None, requests: set[str]) -> bytes:
    fields: list[tuple[str, str | None]] = []
    for name, value in record.fields:
        new = value
        if name.lower() == "warc-record-id" and record.id in requests:
            new = f"<{masked_id(record.id)}>"
        elif name.lower() == "warc-concurrent-to" and value.strip("<> ") in requests:
            new = f"<{masked_id(value.strip('<> '))}>"
        elif names and block is not None:
            new = _renewed(name, value, record, block)
        fields.append((name, new))
    if names:
        fields.append((MASKED, ", ".join(names)))
    if names and record.id in requests:
        fields.append((ORIGINAL, f"<{record.id}>"))
    return records.head(fields)


def _renewed(name: str, value: str, record: Record, block: bytes) -> str:
    """A field of a record whose block is another now. The payload stays what it was."""
    if name.lower() == "content-length":
        return str(len(block))
    if name.lower() != "warc-block-digest":
        return value
    algorithm: digests.Algorithm = "sha1" if value.lower().startswith("sha1") else "sha256"
    return digests.labelled(algorithm, (block,))


def masked_id(record_id: str) -> str:
    """The id of a masked request."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{record_id}#masked')}"


def concurrent(record: Record) -> tuple[str, ...]:
    """The records that a record says to be concurrent to, without angle brackets."""
    values = (value for key, value in record.fields if key.lower() == "warc-concurrent-to")
    return tuple(value.strip("<> ") for value in values)
