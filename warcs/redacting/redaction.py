"""Taking what a :class:`~warcs.redacting.removal.Removal` found out of WARC files.

A tombstone, a metadata record, stays in the place of each capture. The payload of a response that
goes is given to the first of the revisits that need it; the other ones then refer to that.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from warcs import digests, reader, records
from warcs.errors import CorruptRecord
from warcs.files import OPEN
from warcs.http.http1 import head_end, read_head
from warcs.record import Record
from warcs.redacting import rewrite
from warcs.redacting.removal import Removal, Revisit
from warcs.redacting.rewrite import Part
from warcs.redacting.tombstones import REDACTION, Gone, Notice, Place, Reference, tombstone

IDENTICAL = "identical-payload-digest"  #: end of the profile of a revisit with the same payload

_NOT_OF_RESPONSES = frozenset(
    f"warc-{name}"
    for name in (
        "type", "profile", "refers-to", "refers-to-target-uri", "refers-to-date", "truncated",
        "block-digest", "payload-digest", "redaction",
    )
) | {"content-length"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Promotion:
    """A revisit that becomes the response which others refer to."""

    revisit: Revisit
    payload: Place  #: of the response that goes


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequences:
    """What becomes of the revisits that refer to what goes."""

    promoted: tuple[Promotion, ...]
    renewed: Mapping[Place, Reference]  #: a revisit -> what it refers to from now on
    unresolved: tuple[tuple[Revisit, str], ...]  #: and why: they stay, and refer to a tombstone


def consequences(removal: Removal, folder: Path) -> Consequences:
    """Decide what becomes of each revisit; the files in ``folder`` are read."""
    promoted: list[Promotion] = []
    renewed: dict[Place, Reference] = {}
    unresolved: list[tuple[Revisit, str]] = []
    heirs: dict[Place, Reference] = {}
    # First those that can get a payload; one that a server called unmodified can refer to theirs.
    for revisit in sorted(removal.revisits.values(), key=lambda x: (not _same(x), x.place)):
        source, kept = _source(removal, revisit.refers_to)
        if kept is not None:
            renewed[revisit.place] = kept
        elif source is None:
            unresolved.append((revisit, "what it refers to holds no payload"))
        elif source.place in heirs:
            renewed[revisit.place] = heirs[source.place]
        else:
            promotion = Promotion(revisit=revisit, payload=source.place)
            try:
                response(promotion, folder, "")
            except CorruptRecord as error:
                unresolved.append((revisit, error.reason))
                continue
            promoted.append(promotion)
            heirs[source.place] = Reference(id=revisit.id, url=revisit.url, date=revisit.date)
    return Consequences(promoted=tuple(promoted), renewed=renewed, unresolved=tuple(unresolved))


def _same(revisit: Revisit) -> bool:
    """True if a revisit's profile says that the payload is the same."""
    return revisit.profile.lower().rstrip("/").endswith(IDENTICAL)


def _source(removal: Removal, to: Reference) -> tuple[Gone | None, Reference | None]:
    """The response that goes whose payload a revisit means, or a record that stays.

    Revisits ought not to refer to revisits; where they do, the chain is followed.
    """
    for _ in range(len(removal.gone) + 1):
        found = removal.refers(to)
        if found is None:
            return None, to
        if found.refers_to is None:
            return (found if found.type in ("response", "resource") else None), None
        to = found.refers_to
    return None, None


def record_in(folder: Path, place: Place) -> Record:
    """The record at a place, of a sealed file or an open one. Raises CorruptRecord."""
    path = folder / place[0]
    return reader.record_at(path if path.exists() else Path(f"{path}{OPEN}"), place[1])


def response(promotion: Promotion, folder: Path, redaction: str) -> tuple[Part, ...]:
    """The revisit as a response record: its own id, date, URL and HTTP head, and the payload.

    Where its head says that the body is chunked, the body becomes one chunk: how it was cut into
    chunks on the wire is not known. Raises CorruptRecord where no right record can be made.
    """
    revisit = record_in(folder, promotion.revisit.place)
    gone = record_in(folder, promotion.payload)
    problem = _obstacle(promotion.revisit, revisit, gone)
    if problem:
        raise CorruptRecord(revisit.file, revisit.offset, problem)
    payload = bytes(gone.http.payload) if gone.http else gone.block
    head = revisit.block[: head_end(revisit.block)]
    said = read_head(head)
    if "chunked" in said.tokens("transfer-encoding"):
        end = b"%x\r\n%b\r\n0\r\n\r\n" % (len(payload), payload) if payload else b"0\r\n\r\n"
        block = head + end
    else:
        block = head + payload
    digest = revisit.field("WARC-Payload-Digest") or gone.field("WARC-Payload-Digest") or ""
    algorithm: digests.Algorithm = "sha1" if digest.lower().startswith("sha1") else "sha256"
    kept = [
        (name, value) for name, value in revisit.fields if name.lower() not in _NOT_OF_RESPONSES
    ]
    fields = (
        ("WARC-Type", "response"),
        *kept,
        (REDACTION, redaction),
        ("WARC-Block-Digest", digests.labelled(algorithm, (block,))),
        ("WARC-Payload-Digest", digests.labelled(algorithm, (payload,))),
        ("Content-Length", str(len(block))),
    )
    return records.head(fields), block


def _obstacle(known: Revisit, revisit: Record, gone: Record) -> str | None:
    """Why the payload of ``gone`` cannot be given to ``revisit``; None if it can."""
    if not _same(known):
        return f"its profile does not say that the payload is the same: {known.profile[:100]!r}"
    if gone.cut or gone.truncated:
        return "the payload is not whole"
    if revisit.http is None or not revisit.http.head.start:
        return "it holds no HTTP head of its own"
    payload = bytes(gone.http.payload) if gone.http else gone.block
    digest = revisit.field("WARC-Payload-Digest")
    if digest and digests.verify(digest, (payload,)) is False:
        return "its payload digest is another"
    head = revisit.http.head
    length = head.header("content-length")
    chunked = "chunked" in head.tokens("transfer-encoding")
    if not chunked and length is not None and length.strip() != str(len(payload)):
        return "its Content-Length is another"
    return None


def renewal(revisit: Record, to: Reference, redaction: str) -> tuple[Part, ...]:
    """A revisit that refers to ``to``; its id and its block stay."""
    new = {
        "warc-refers-to": f"<{to.id}>" if to.id else None,
        "warc-refers-to-target-uri": to.url,
        "warc-refers-to-date": records.warc_date(to.date) if to.date else None,
    }
    fields: list[tuple[str, str | None]] = [
        (name, new.pop(name.lower(), value) if name.lower() in _REFERENCE else value)
        for name, value in revisit.fields
        if name.lower() != REDACTION.lower()
    ]
    missing = [(_REFERENCE[name], value) for name, value in new.items() if value]
    return records.head((*fields, *missing, (REDACTION, redaction))), revisit.block


_REFERENCE = {
    "warc-refers-to": "WARC-Refers-To",
    "warc-refers-to-target-uri": "WARC-Refers-To-Target-URI",
    "warc-refers-to-date": "WARC-Refers-To-Date",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Redactor:
    """Writes files without what goes. ``replaced`` are further records that change."""

    folder: Path  #: where the files are
    removal: Removal
    consequences: Consequences
    notice: Notice
    new_id: Callable[[], str]
    replaced: Mapping[Place, tuple[Part, ...]]

    def write(self, file: str, target: Path) -> rewrite.Moves:
        """Write ``file`` (a name) anew to ``target``. Raises WriteFailed, CorruptRecord."""
        path = self.folder / file
        return rewrite.rewrite(path, target, [*self._tombstones(file), *self._others(file)])

    def _tombstones(self, file: str) -> list[rewrite.Edit]:
        edits = []
        for group in self.removal.groups(file):
            for number, one in enumerate(group):
                found = record_in(self.folder, one.place)
                info = (found.field("WARC-Warcinfo-ID") or "").strip().strip("<>") or None
                parts: tuple[Part, ...] = ()
                if number == 0:
                    parts = tombstone(group, self.notice, self.new_id(), info)
                edits.append(rewrite.edit(found, parts))
        return edits

    def _others(self, file: str) -> list[rewrite.Edit]:
        edits = []
        redaction = self.notice.redaction
        for promotion in self.consequences.promoted:
            if promotion.revisit.place[0] == file:
                found = record_in(self.folder, promotion.revisit.place)
                made = partial(response, promotion, self.folder, redaction)
                edits.append(rewrite.edit(found, made))
        for place, to in self.consequences.renewed.items():
            if place[0] == file:
                found = record_in(self.folder, place)
                edits.append(rewrite.edit(found, renewal(found, to, redaction)))
        for place, parts in self.replaced.items():
            if place[0] == file:
                edits.append(rewrite.edit(record_in(self.folder, place), parts))
        return edits


def changed(redactor: Redactor) -> list[str]:
    """The files that a redactor would change."""
    places = {
        *redactor.removal.gone,
        *redactor.consequences.renewed,
        *redactor.replaced,
        *(one.revisit.place for one in redactor.consequences.promoted),
    }
    return sorted({file for file, _ in places})
