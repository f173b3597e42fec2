"""Transfer-codings and content-codings of HTTP, undone leniently and within bounds.

Nothing here raises. Broken coding gives what could be decoded before the break; what comes out is
never longer than asked for, however small the input was (a "zip bomb").
"""

import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from isal import isal_zlib

# Like brotli below, it comes with Scrapy, which asks servers for what these undo.
if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PIECE = 256 * 1024  # fed to a decoder at once: what a decoder copies or loses is bounded by it
MOST_MEMBERS = 1000  # of a body of several gzip members or zstd frames; honest ones have one
GZIP_MAGIC = b"\x1f\x8b"
LONGEST_SIZE_LINE = 16 * 1024  # of a chunk, with its extensions
TRANSFER_LIMIT = 256 * 1024 * 1024  # a gzip transfer-coding is not undone further than this

# The stub calls it an instance of Exception.
_IsalError: type[Exception] = isal_zlib.error  # type: ignore[assignment]
_HEX = b"0123456789abcdefABCDEF"


class Inflater(Protocol):
    """A decompressobj of zlib or isal_zlib."""

    @property
    def eof(self) -> bool:
        """True at the end of the stream."""

    @property
    def unused_data(self) -> bytes:
        """What was fed and stands behind that."""

    def decompress(self, data: memoryview, max_length: int, /) -> bytes:
        """At most so many bytes of what is in ``data``."""


class ManyMembers(EOFError):
    """There are more than MOST_MEMBERS: what follows is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A body without its codings, and what has to be said about it."""

    content: bytes
    cut: bool = False  #: there is more than was asked for
    problem: str | None = None  #: one line: what could not be decoded, and so is left as it was


def dechunk(message: bytes, start: int = 0) -> bytes | memoryview:
    """The content of the chunked body that begins at ``start`` (RFC 9112 §7.1).

    Extensions and trailers are dropped. Broken chunking gives what came before the break; a body
    that is not chunked at all, itself.
    """
    view = memoryview(message)
    chunks: list[memoryview] = []
    position = start
    while True:
        size, begin = chunk_size(message, position)
        if size is None:
            return b"".join(chunks) if chunks else view[start:]
        if size == 0:
            return b"".join(chunks)
        chunks.append(view[begin : begin + size])
        position = begin + size
        if message[position : position + 2] == b"\r\n":
            position += 2
        elif message[position : position + 1] == b"\n":
            position += 1


def chunk_size(message: bytes, position: int) -> tuple[int | None, int]:
    """The size that the line at ``position`` gives (None: none), and where its chunk begins."""
    end = message.find(b"\n", position, position + LONGEST_SIZE_LINE)
    line = message[position:end] if end >= 0 else b""
    digits = line.partition(b";")[0].strip(b" \t\r")
    if not digits or digits.strip(_HEX) or len(digits) > 16:
        return None, position
    return int(digits, 16), end + 1


def transfer_decode(message: bytes, start: int, codings: Sequence[str]) -> bytes | memoryview:
    """The body that begins at ``start`` without its transfer-codings, given as they were applied.

    A coding that is not known is left, with those below it.
    """
    payload: bytes | memoryview = memoryview(message)[start:]
    for number, coding in enumerate(reversed(codings)):
        if coding == "chunked":
            # As good as always the only one: the body is not copied to find its chunks.
            payload = dechunk(message, start) if number == 0 else dechunk(bytes(payload))
        elif coding in ("gzip", "x-gzip", "deflate"):
            payload = content_decode(payload, (coding,), TRANSFER_LIMIT).content
        elif coding != "identity":
            break
    return payload


def content_decode(payload: bytes | memoryview, codings: Sequence[str], max_size: int) -> Decoded:
    """``payload`` without its content-codings (RFC 9110 §8.4), at most ``max_size`` bytes of it.

    ``codings`` are lower-case, in the order in which they were applied. A payload that is not
    coded as it says is given as it is.
    """
    view = memoryview(payload)
    known = [coding for coding in reversed(codings) if coding != "identity"]
    if not known or not len(view):
        return Decoded(content=bytes(view[:max_size]), cut=len(view) > max_size)
    problem = None
    cut = False
    for number, coding in enumerate(known):
        # Bytes between two codings are bounded too: both are as hostile as the last.
        decoded = _decode(view, coding, max_size if number == len(known) - 1 else TRANSFER_LIMIT)
        view = memoryview(decoded.content)
        problem = problem or decoded.problem
        cut = cut or decoded.cut
        if decoded.problem and decoded.problem.endswith(_AS_IT_IS):
            break
    return Decoded(content=bytes(view[:max_size]), cut=cut or len(view) > max_size, problem=problem)


_AS_IT_IS = "left as it is"


def _decode(view: memoryview, coding: str, limit: int) -> Decoded:
    decoder = {
        "gzip": _gunzip,
        "x-gzip": _gunzip,
        "deflate": _inflate,
        "br": _unbrotli,
        "zstd": _unzstd,
    }.get(coding)
    if decoder is None:
        return Decoded(content=bytes(view), problem=f"unknown coding {coding[:40]!r}, {_AS_IT_IS}")
    decoded = decoder(view, limit)
    if decoded.problem and not decoded.content:
        return Decoded(content=bytes(view), problem=f"{decoded.problem}, {_AS_IT_IS}")
    return decoded


def _gunzip(view: memoryview, limit: int) -> Decoded:
    if bytes(view[:2]) != GZIP_MAGIC:
        return Decoded(content=b"", problem="no gzip stream")
    return _zlib(view, zlib.MAX_WBITS + 16, limit)


def _inflate(view: memoryview, limit: int) -> Decoded:
    """RFC 9110 means the zlib format; old servers send the bare stream."""
    wrapped = len(view) > 1 and view[0] & 15 == 8 and (view[0] << 8 | view[1]) % 31 == 0
    formats = (zlib.MAX_WBITS, -zlib.MAX_WBITS) if wrapped else (-zlib.MAX_WBITS, zlib.MAX_WBITS)
    decoded = _zlib(view, formats[0], limit)
    if decoded.problem and not decoded.content:
        second = _zlib(view, formats[1], limit)
        return second if second.content else decoded
    return decoded


def _zlib(view: memoryview, wbits: int, limit: int) -> Decoded:
    begin = partial(isal_zlib.decompressobj, wbits)
    pieces: list[bytes] = []
    problem = None
    try:
        for piece in inflated(view, begin, limit, members=wbits > zlib.MAX_WBITS):
            pieces.append(piece)
    except _IsalError as error:
        problem = f"broken: {error}"
        pieces = _salvage(view, wbits, limit)
    except ManyMembers:
        pass
    except EOFError:
        problem = "broken: ends before its end"
    return _collected(pieces, limit, problem)


def _collected(pieces: list[bytes], limit: int, problem: str | None) -> Decoded:
    content = b"".join(pieces)
    if len(content) <= limit:
        return Decoded(content=content, problem=problem)
    return Decoded(content=content[:limit], cut=True, problem=problem)


def inflated(
    view: memoryview, begin: Callable[[], Inflater], limit: int, *, members: bool = True
) -> Iterator[bytes]:
    """Decoded pieces of a zlib or gzip stream, until they are longer than ``limit`` bytes.

    ``begin`` makes a decoder, for each of the ``members`` that a gzip body may have. It is fed
    piece by piece, because zlib copies all that stands behind a member. Raises EOFError on an early
    end, ManyMembers, and what the decoder raises.
    """
    position = size = 0
    for _ in range(MOST_MEMBERS):
        decoder = begin()
        while not decoder.eof:
            fed = view[position : position + PIECE]
            if not fed:
                raise EOFError
            piece = decoder.decompress(fed, limit + 1 - size)
            size += len(piece)
            yield piece
            if size > limit:
                return
            position += len(fed) - len(decoder.unused_data)
        if not members or bytes(view[position : position + 2]) != GZIP_MAGIC:
            return  # anything behind the stream is not part of it
    raise ManyMembers


def _salvage(view: memoryview, wbits: int, limit: int) -> list[bytes]:
    """All that a broken stream gives: the piece that fails is fed again byte by byte."""
    decoder = zlib.decompressobj(wbits)  # ISA-L's cannot be copied
    pieces: list[bytes] = []
    size = position = 0
    step = 512
    while position < len(view) and size <= limit and not decoder.eof:
        before = decoder.copy() if step > 1 else decoder
        try:
            piece = decoder.decompress(view[position : position + step])
        except zlib.error:
            if step == 1:
                break
            decoder, step = before, 1
            continue
        pieces.append(piece)
        size += len(piece)
        position += step
    return pieces


def _unbrotli(view: memoryview, limit: int) -> Decoded:
    try:
        import brotli  # CPython's; on PyPy Scrapy installs another
    except ImportError:
        return Decoded(content=b"", problem="br: no decoder is installed")
    decoder = brotli.Decompressor()

    def feed(data: memoryview | bytes) -> tuple[bytes, bool]:
        piece: bytes = decoder.process(data, output_buffer_limit=PIECE)
        return piece, not piece  # it may hold back output that one call did not give

    return _drive(view, limit, feed, decoder.is_finished, brotli.error)


def _unzstd(view: memoryview, limit: int) -> Decoded:
    decoder = zstd.ZstdDecompressor()

    def feed(data: memoryview | bytes) -> tuple[bytes, bool]:
        return decoder.decompress(data, PIECE), decoder.needs_input

    return _drive(view, limit, feed, lambda: decoder.eof, zstd.ZstdError)


def _drive(
    view: memoryview,
    limit: int,
    feed: Callable[[memoryview | bytes], tuple[bytes, bool]],
    finished: Callable[[], bool],
    error: type[Exception],
) -> Decoded:
    """Run a decoder that takes input in pieces and gives output in pieces."""
    pieces: list[bytes] = []
    size = position = 0
    hungry = True
    while size <= limit and not finished():
        fed = view[position : position + PIECE] if hungry else b""
        if hungry and not fed:
            return _collected(pieces, limit, "broken: ends before its end")
        try:
            piece, hungry = feed(fed)
        except error as broken:
            return _collected(pieces, limit, f"broken: {broken}")
        position += len(fed)
        pieces.append(piece)
        size += len(piece)
    return _collected(pieces, limit, None)
