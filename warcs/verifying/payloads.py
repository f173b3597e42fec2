"""Digests of a record's block and payload, computed over views, block by block or in one go.

What a payload is: WARC 1.1 §5.9 with the definition in RFC 7231: of an HTTP message the body after
transfer-decoding, content-coding kept; of any other record the block.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Literal, NamedTuple

from warcs import digests
from warcs.http.coding import transfer_decode
from warcs.http.http1 import head_end, read_head
from warcs.verifying.flow import Views

LONGEST_HTTP_HEAD = 1 << 20
_USUAL_HTTP_HEAD = 4096
_LONGEST_SIZE_LINE = 16 * 1024
_USUAL_SIZE_LINE = 32
_CHUNKED = re.compile(
    rb"\ntransfer-encoding[ \t]*:[ \t]*chunked[ \t]*\r?\n(?![ \t])", re.IGNORECASE
)
_HEX = b"0123456789abcdefABCDEF"
_BASE32 = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567abcdefghijklmnopqrstuvwxyz",
    b"0123456789abcdefghijklmnopqrstuv0123456789abcdefghijklmnop",
)


class Expected:
    """A digest that a record's head gives: its algorithm, and what it must be."""

    __slots__ = ("label", "name", "value")

    def __init__(self, label: bytes) -> None:
        """``label`` is the field's value: ``sha1:`` and base32, hexadecimal or base64."""
        algorithm, colon, value = label.partition(b":")
        self.label = label
        self.name: str | None = _USUAL_NAMES.get(algorithm)
        if self.name is None:
            if not colon:
                algorithm, value = b"sha1", algorithm
            self.name = digests.NAMES.get(algorithm.strip().lower().decode("ascii", "replace"))
            value = value.strip()
        self.value = value

    def fits(self, digest: bytes) -> bool:
        """True if ``digest`` is the one that is meant, in whatever way it is written."""
        size = len(digest)
        value = self.value.rstrip(b"=")
        if len(value) == (size * 8 + 4) // 5:
            # Base 32 by Python's int(…, 32): a tenth of what base64.b32decode takes.
            try:
                number = int(value.translate(_BASE32), 32)
            except ValueError:
                return False
            return number == int.from_bytes(digest, "big") << (-size * 8 % 5)
        return digests.spelled(value.decode("ascii", "replace"), digest)


_USUAL_NAMES = {b"sha256": "sha256", b"sha1": "sha1"}  # as labels are written as good as always
_CONSTRUCTORS: dict[str, Callable[..., "hashlib._Hash"]] = {
    "sha256": hashlib.sha256,
    "sha1": partial(hashlib.sha1, usedforsecurity=False),
    "md5": partial(hashlib.md5, usedforsecurity=False),
}


def new(name: str, data: bytes | memoryview = b"") -> "hashlib._Hash":
    """A digest of that algorithm, begun with ``data``."""
    constructor = _CONSTRUCTORS.get(name)  # a third of what hashlib.new takes
    if constructor is None:
        return hashlib.new(name, data, usedforsecurity=False)
    return constructor(data)


class Body(NamedTuple):
    """Where the payload of a block is."""

    start: int  #: in the block
    codings: tuple[str, ...] = ()  #: transfer-codings, as they were applied
    begin: bytes = b""  #: head of the HTTP response, where it was asked for


WHOLE = Body(0)


def body_of(kind: bytes, content_type: bytes, views: Views, *, head: bool) -> Body:
    """Where the payload is in a block that begins with ``views``; ``head``: the HTTP head too.

    A response that does not begin like one is all body, as in :mod:`warcs.http.http1`.
    """
    if not content_type[:16].lower().startswith(b"application/http"):
        return WHOLE
    if kind == b"request":
        return Body(len(_http_head(views)))
    if kind not in (b"response", b"revisit") or not views:
        return WHOLE
    if not bytes(views[0][:5]).upper().startswith((b"HTTP", b"ICY ")):
        return WHOLE
    begin = _http_head(views)
    if not head:  # what is as good as always so, quickly
        codings = begin.lower().count(b"transfer-encoding")
        if not codings:
            return Body(len(begin))
        if codings == 1 and _CHUNKED.search(begin):
            return Body(len(begin), ("chunked",))
    return Body(len(begin), read_head(begin).tokens("transfer-encoding"), begin)


def _http_head(views: Views) -> bytes:
    """The head of the HTTP message in a block, with its empty line; all of it if it has none."""
    begin = bytes(views[0][:_USUAL_HTTP_HEAD]) if views else b""
    end = head_end(begin)
    if end == len(begin) and (end == _USUAL_HTTP_HEAD or len(views) > 1):
        begin = b"".join(views)[:LONGEST_HTTP_HEAD]
        end = head_end(begin)
    return begin[:end]


class Dechunker:
    """The content of a chunked body that comes in pieces (RFC 9112 §7.1), as views, uncopied.

    Gives what :func:`warcs.http.coding.dechunk` gives: extensions and trailers are dropped, broken
    chunking ends it, a body that is not chunked at all is its own content.
    """

    def __init__(self) -> None:
        self._held = b""  # the size line that the piece before began
        self._left = 0  # bytes of the present chunk that are still to come
        self._first = True
        self._after = False  # a chunk has ended, its line end is still to come
        self._rule: Literal["chunked", "bare", "ended"] = "chunked"

    def feed(self, piece: memoryview) -> Iterator[memoryview]:
        """The parts of ``piece`` that are content."""
        if self._held:
            piece = memoryview(self._held + bytes(piece))
            self._held = b""
        position: int | None = 0
        while position is not None and position < len(piece) and self._rule == "chunked":
            if not self._left:
                position = self._size(piece, position)
                continue
            part = piece[position : position + self._left]
            self._left -= len(part)
            self._after = not self._left
            position += len(part)
            yield part
        if self._rule == "bare":
            yield piece[position or 0 :]

    def finish(self) -> bytes:
        """What is left at the end: content, if the body turns out not to be chunked."""
        return self._held if self._first else b""

    def _size(self, piece: memoryview, position: int) -> int | None:
        """Read a size line; where to go on, None if the piece ends within it."""
        rest = bytes(piece[position : position + _USUAL_SIZE_LINE])
        if b"\n" not in rest[2:]:
            rest = bytes(piece[position : position + _LONGEST_SIZE_LINE + 2])
        skip = 0
        if self._after:  # its line end may be missing
            skip = 2 if rest[:2] == b"\r\n" else 1 if rest[:1] == b"\n" else 0
        end = rest.find(b"\n", skip, skip + _LONGEST_SIZE_LINE)
        if end < 0 and len(rest) < skip + _LONGEST_SIZE_LINE:
            self._held = rest
            return None
        self._after = False
        digits = rest[skip : max(end, skip)].partition(b";")[0].strip(b" \t\r")
        if not digits or digits.strip(_HEX) or len(digits) > 16:
            self._rule = "bare" if self._first else "ended"
            return position
        self._first = False
        self._left = int(digits, 16)
        if not self._left:
            self._rule = "ended"
        return position + end + 1


def digest_of_payload(name: str, views: Views, body: Body) -> tuple[bytes, int]:
    """Digest and length of the payload in a block that is in memory."""
    if not body.codings and len(views) == 1:
        view = views[0][body.start :]
        return new(name, view).digest(), len(view)
    state = new(name)
    length = 0
    for content in _payload(views, body):
        state.update(content)
        length += len(content)
    return state.digest(), length


def _payload(views: Views, body: Body) -> Iterator[bytes | memoryview]:
    if body.codings and body.codings != ("chunked",):
        yield transfer_decode(b"".join(views), body.start, body.codings)
        return
    dechunker = Dechunker() if body.codings else None
    skip = body.start
    for whole in views:
        view = whole[skip:] if skip else whole
        skip = max(0, skip - len(whole))
        if dechunker is None:
            yield view
        else:
            yield from dechunker.feed(view)
    if dechunker is not None:
        yield dechunker.finish()
