"""Getting a record out of a part of a file that holds none that is whole.

Nothing is guessed: what comes out is proven by a digest, or by where the next record begins.
"""

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from warcs.verifying import units
from warcs.verifying.flow import END
from warcs.verifying.heads import LONGEST_HEAD
from warcs.verifying.payloads import Expected, body_of, digest_of_payload, new
from warcs.verifying.report import Findings
from warcs.verifying.scan import Lost, Scan, Seen

MOST = 256 << 20  # bytes of a damaged part that are held in memory
MOST_TRIES = 200  # places where a block may end that are tried
GZIP = 31  # zlib's window bits for a gzip member
FIXED_HEAD = 10  # bytes of a gzip member's head as WARC tools write it

_NEXT = re.compile(rb"\r\n\r\n(?=WARC/[01]\.[0-9]{1,2}\r\n|\Z)")
_LENGTH = re.compile(rb"(?im)^content-length[ \t]*:[^\r\n]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvaged:
    """A record that was got out."""

    head: bytes  #: with its empty line
    block: bytes
    record_id: str
    what: str  #: what was done, one line
    proven: bool  #: false: it contradicts its own digest
    rest: bytes = b""  #: what stands behind it


@dataclass(frozen=True, slots=True, kw_only=True)
class Remains:
    """What can still be said of a part that was lost."""

    record_id: str | None = None
    url: str | None = None


def salvage(
    raw: bytes, lost: Lost, form: str, dictionary: units.Dictionary | None, latest: bytes
) -> Iterator[
    Salvaged | Remains
]:  # fmt: skip
    """The records in ``raw``, the bytes of a lost part; then, if something is left, what it was.

    ``latest`` is the last moment that a WARC-Date may name.
    """
    content, why = _content(raw, lost, form, dictionary)
    found = True
    while found and content.strip(b"\r\n\0"):
        found = False
        one = _record(content, why, latest)
        if isinstance(one, Salvaged):
            found = True
            content = one.rest
            yield one
        else:
            yield one


def _content(
    raw: bytes, lost: Lost, form: str, dictionary: units.Dictionary | None
) -> tuple[bytes, str]:
    """What the bytes held, as far as that can be had; and, in words, how it was got."""
    if form == "plain":
        return raw, ""
    whole = lost.kind in ("length", "record", "head")  # the unit is whole, the record is not
    if form == "zstd":
        return units.content(raw, dictionary, MOST), "" if whole else "its frame was broken"
    if whole:
        return _inflated(raw, GZIP), ""
    content = _inflated(raw[FIXED_HEAD:], -zlib.MAX_WBITS)
    if raw[:4] != b"\x1f\x8b\x08\x00":
        return content, "the head of its gzip member was broken"
    if lost.kind == "truncated":
        return content, "the end of its gzip member was missing"
    return content, "the checksum of its gzip member was wrong"


def _inflated(raw: bytes, wbits: int) -> bytes:
    inflater = zlib.decompressobj(wbits)
    pieces: list[bytes] = []
    view, size = memoryview(raw), 0
    for start in range(0, len(raw), 4096):
        fed: bytes | memoryview = view[start : start + 4096]
        while fed and size <= MOST:
            try:
                pieces.append(inflater.decompress(fed, units.PIECE))
            except zlib.error:
                return b"".join(pieces)
            size += len(pieces[-1])
            fed = inflater.unconsumed_tail
    return b"".join(pieces)


def _record(content: bytes, why: str, latest: bytes) -> Salvaged | Remains:
    """The record that ``content`` begins with, if its end can be proven."""
    end = content.find(END)
    if not content.startswith(b"WARC/"):
        return Remains()
    head = Seen(content[:end] if end >= 0 else content[:LONGEST_HEAD])
    if end < 0:
        return _remains(head)
    begin = end + len(END)
    unproven: Salvaged | None = None
    for stop in _ends(content, begin, head):
        verdict = _fits(head, content[begin:stop])
        one = _salvaged(content, head, stop, why)
        # Without a digest the next record's beginning is the proof, unless bytes are broken.
        proof = verdict is None and not why and _ends_there(content, stop)
        if (verdict or proof) and _passes(one, latest):
            return replace(one, proven=True)
        unproven = unproven or one
    if unproven is not None and not unproven.rest and not _cut(content, begin, head):
        return unproven
    return _remains(head)


def _remains(head: Seen) -> Remains:
    return Remains(record_id=_id(head) or None, url=head.text("WARC-Target-URI"))


def _ends_there(content: bytes, stop: int) -> bool:
    """True if a record begins behind ``stop``, or nothing is there but line ends."""
    rest = content[stop:].lstrip(b"\r\n")
    return not rest or (content.startswith(END, stop) and rest.startswith(b"WARC/"))


def _passes(one: Salvaged, latest: bytes) -> bool:
    """True if the record as it would be written has no fault."""
    stream = io.BytesIO(one.head + one.block + END)
    findings = Findings("")
    whole = [seen.size for seen in Scan(stream, findings, latest=latest)]
    return whole == [len(one.block)] and all(fault.note for fault in findings.faults)


def _ends(content: bytes, begin: int, head: Seen) -> Iterator[int]:
    """Where the block may end: as its length says, before the next record, at the end."""
    seen: set[int] = set()
    declared = head.fields.get(b"Content-Length", b"")
    if declared.isdigit() and len(declared) < 19 and begin + int(declared) <= len(content):
        seen.add(begin + int(declared))
        yield begin + int(declared)
    for tries, match in enumerate(_NEXT.finditer(content, begin)):
        if tries == MOST_TRIES:
            break
        if match.start() not in seen:
            seen.add(match.start())
            yield match.start()
    stripped = content.rstrip(b"\r\n")
    for stop in (len(content), len(stripped)):
        if stop >= begin and stop not in seen:
            seen.add(stop)
            yield stop


def _fits(head: Seen, block: bytes) -> bool | None:
    """True if a digest proves the block, False if one contradicts it, None if there is none."""
    expected = head.fields.get(b"WARC-Block-Digest")
    if expected is not None and Expected(expected).name:
        one = Expected(expected)
        state = new(one.name or "")
        state.update(block)
        return one.fits(state.digest())
    expected = head.fields.get(b"WARC-Payload-Digest")
    if expected is None or head.kind == b"revisit" or not Expected(expected).name:
        return None
    views = (memoryview(block),)
    body = body_of(head.kind, head.fields.get(b"Content-Type", b""), views, head=False)
    one = Expected(expected)
    return one.fits(digest_of_payload(one.name or "", views, body)[0])


def _cut(content: bytes, begin: int, head: Seen) -> bool:
    """True if the block is shorter than its length says: the rest of it is gone."""
    declared = head.fields.get(b"Content-Length", b"")
    return declared.isdigit() and len(declared) < 19 and begin + int(declared) > len(content)


def _salvaged(content: bytes, head: Seen, stop: int, why: str) -> Salvaged:
    begin = content.find(END) + len(END)
    declared, size = head.fields.get(b"Content-Length"), stop - begin
    done = [why] if why else []
    raw = content[:begin]
    if declared != str(size).encode():
        field = b"Content-Length: %d" % size
        raw, changed = _LENGTH.subn(field, raw, count=1)
        if not changed:
            raw = raw.removesuffix(b"\r\n") + field + END
        said = "was missing" if declared is None else f"was {declared[:40].decode('latin-1')!r}"
        done.append(f"Content-Length {said}, the block has {size} bytes")
    if content[stop : stop + len(END)] != END:
        done.append("the line ends behind it were missing")
    rest = content[stop:].lstrip(b"\r\n")
    text = "; ".join(done) or "it could not be told from what stands behind it"
    return Salvaged(
        head=raw, block=content[begin:stop], record_id=_id(head), what=text, proven=False,
        rest=rest,
    )  # fmt: skip


def _id(head: Seen) -> str:
    return head.id[:200].decode("utf-8", "replace")
