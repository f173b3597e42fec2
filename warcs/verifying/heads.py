"""A record's head: its named fields, and what the standard demands of them (WARC 1.1 §4 to §7)."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from warcs.records import parse_date

LONGEST_HEAD = 1 << 20  # bytes; real ones have less than 2,000

VERSIONS = (b"WARC/1.0", b"WARC/1.1")
OLD_VERSIONS = (b"WARC/0.17", b"WARC/0.18", b"WARC/0.16")

_FOLD = re.compile(rb"\r?\n[ \t]+")
_DAY = rb"(?:0[1-9]|1\d|2[0-8])"
_SURE_DATE = re.compile(
    rb"\d{4}-(?:0[1-9]|1[0-2])-" + _DAY + rb"T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z"
)

_NAMED = (
    "WARC-Record-ID WARC-Date WARC-Type Content-Length Content-Type WARC-Target-URI "
    "WARC-Concurrent-To WARC-Refers-To WARC-Refers-To-Target-URI WARC-Refers-To-Date "
    "WARC-Block-Digest WARC-Payload-Digest WARC-IP-Address WARC-Truncated WARC-Warcinfo-ID "
    "WARC-Filename WARC-Profile WARC-Identified-Payload-Type WARC-Segment-Number "
    "WARC-Segment-Origin-ID WARC-Segment-Total-Length"
).split()
_CANONICAL = {name.lower().encode(): name.encode() for name in _NAMED}
_ALL = tuple(_CANONICAL.values())[:4]

#: §6 and §7: what a record of a type must have beside the four that all must have.
MANDATORY = {
    b"response": (b"WARC-Target-URI",),
    b"resource": (b"WARC-Target-URI",),
    b"request": (b"WARC-Target-URI",),
    b"revisit": (b"WARC-Target-URI", b"WARC-Profile"),
    b"conversion": (b"WARC-Target-URI",),
    b"continuation": (b"WARC-Target-URI", b"WARC-Segment-Number", b"WARC-Segment-Origin-ID"),
    b"warcinfo": (),
    b"metadata": (),
}
_NO_CAPTURE = (b"WARC-Concurrent-To", b"WARC-IP-Address")
_NO_REFERENCE = (b"WARC-Refers-To", b"WARC-Segment-Origin-ID", b"WARC-Filename")
#: §5: what it shall not have.
FORBIDDEN = {
    b"response": _NO_REFERENCE,
    b"resource": _NO_REFERENCE,
    b"request": _NO_REFERENCE,
    b"revisit": (b"WARC-Segment-Origin-ID", b"WARC-Filename"),
    b"metadata": (b"WARC-Segment-Origin-ID", b"WARC-Filename"),
    b"conversion": (*_NO_CAPTURE, b"WARC-Segment-Origin-ID", b"WARC-Filename"),
    b"continuation": (*_NO_CAPTURE, b"WARC-Refers-To", b"WARC-Filename"),
    b"warcinfo": (*_NO_CAPTURE, *_NO_REFERENCE[:2], b"WARC-Target-URI", b"WARC-Warcinfo-ID"),
}
#: §6.7.2 and §6.7.3, those of WARC 1.0, and the one that says that the other URL may differ.
PROFILES = frozenset(
    f"netpreserve.org/warc/{version}/revisit/{name}"
    for version in ("0.17", "0.18", "1.0", "1.1")
    for name in (
        "identical-payload-digest",
        "server-not-modified",
        "uri-agnostic-identical-payload-digest",
    )
)

Fields = dict[bytes, bytes]


class Head:
    """The named fields of a record, under the standard's spelling of their names."""

    __slots__ = ("concurrent", "fields", "kind", "stray", "verdict", "version")

    def __init__(self, raw: bytes) -> None:
        """``raw`` is the head without its empty line."""
        lines = raw.split(b"\r\n")
        self.version = lines[0]
        # The usual head, quickly: one field a line, each once, one space behind the colon.
        fields: Fields = {}
        for line in lines:
            name, colon, value = line.partition(b": ")
            if colon:
                fields[name] = value
        self.fields = fields
        self.kind = fields.get(b"WARC-Type", b"")  #: WARC-Type
        self.verdict = shape(self.kind, tuple(fields))
        self.stray = False  #: it has lines that are no fields
        if len(fields) != len(lines) - 1 or not self.verdict.usual or _spaced(raw):
            self.concurrent: tuple[bytes, ...] = ()
            self._read_again(raw)
        elif b"WARC-Concurrent-To" in fields:
            self.concurrent = (identifier(fields[b"WARC-Concurrent-To"]),)
        else:
            self.concurrent = ()

    def _read_again(self, raw: bytes) -> None:
        """Any head: names in any case, folded lines, fields that are there several times.

        The first counts, but of WARC-Concurrent-To all (§5.7).
        """
        lines = _FOLD.sub(b" ", raw).split(b"\r\n")[1:]
        parted = [line.partition(b":") for line in lines]
        pairs = [(_spelling(name), value.strip()) for name, colon, value in parted if colon]
        self.stray = len(pairs) < len(lines)
        self.fields = dict(reversed(pairs))
        self.kind = self.fields.get(b"WARC-Type", b"")
        self.verdict = shape(self.kind, tuple(name for name, _ in pairs))
        self.concurrent = tuple(
            identifier(value) for name, value in pairs if name == b"WARC-Concurrent-To"
        )

    def text(self, name: str) -> str | None:
        """A field's value as text (§4: UTF-8); None if it is not there."""
        value = self.fields.get(name.encode())
        return None if value is None else value.decode("utf-8", "replace")


def _spaced(raw: bytes) -> bool:
    """True if white space may stand where it is no part of a value."""
    return b"  " in raw or b"\t" in raw or b" \r\n" in raw or b"\r\n " in raw or raw.endswith(b" ")


def _spelling(name: bytes) -> bytes:
    name = name.strip()
    return _CANONICAL.get(name.lower(), name)


def identifier(value: bytes) -> bytes:
    """A record identifier without its angle brackets (§5.2)."""
    return value.strip(b" \t<>")


def length_of(fields: Fields) -> int | None:
    """Content-Length (§5.3); None where it is missing or no number."""
    value = fields.get(b"Content-Length", b"")
    return int(value) if value.isdigit() and len(value) < 19 else None


class Verdict(NamedTuple):
    """What the names of a record's fields are worth."""

    usual: bool  #: all are spelled as the standard spells them
    missing: tuple[str, ...]  #: what must be there
    deviations: tuple[str, ...]  #: what should not be so

    @property
    def good(self) -> bool:
        """True if nothing is to be said."""
        return not self.missing and not self.deviations


@lru_cache(4096)
def shape(kind: bytes, names: tuple[bytes, ...]) -> Verdict:
    """What is to be said of a record of a type that has these fields.

    Files have a handful of shapes, so it is asked once for each.
    """
    return Verdict(
        all(_spelling(name) == name for name in names),
        tuple(_missing(kind, names)),
        tuple(_deviations(kind, names)),
    )


def _missing(kind: bytes, names: tuple[bytes, ...]) -> Iterator[str]:
    for name in (*_ALL, *MANDATORY.get(kind, ())):
        if name not in names:
            yield f"{name.decode()} is missing, which a {_type(kind)} record must have"


def _deviations(kind: bytes, names: tuple[bytes, ...]) -> Iterator[str]:
    if kind and kind not in MANDATORY:
        yield f"WARC-Type {_type(kind)[:40]!r} is none of the standard's"
    for name in FORBIDDEN.get(kind, ()):
        if name in names:
            yield f"{name.decode()} has no place in a {_type(kind)} record"
    for name in sorted(set(names) & set(_CANONICAL.values())):
        if names.count(name) > 1 and name != b"WARC-Concurrent-To":
            yield f"{name.decode()} is there {names.count(name)} times"


def _type(kind: bytes) -> str:
    return kind.decode("ascii", "replace")


def date_fault(value: bytes | None, latest: bytes) -> str | None:
    """What is wrong with a WARC-Date (§5.4), ``latest`` being the last second that may be.

    ``latest`` is written as WARC-Date is, so that the two compare as text.
    """
    if value is None:
        return None  # told as missing
    if _SURE_DATE.fullmatch(value):
        return None if value <= latest else _future(value)
    moment = parse_date(value.decode("ascii", "replace"))
    if moment is None:
        return f"WARC-Date {value[:40].decode('ascii', 'replace')!r} is no date"
    written = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode().rjust(20, b"0")
    return None if written <= latest else _future(value)


def _future(value: bytes) -> str:
    return f"WARC-Date {value.decode('ascii', 'replace')} is in the future"


def profile_known(value: bytes) -> bool:
    """True for a revisit profile that replay tools know."""
    text = value.decode("ascii", "replace").strip().lower().rstrip("/")
    return text.partition("://")[2] in PROFILES
