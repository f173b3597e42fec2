"""Transfer-codings undone piece by piece, for bodies that are never in memory as a whole.

What comes out is what :func:`warcs.http.coding.transfer_decode` gives for all pieces at once, its
tolerances included; tests/warcs/test_transfer.py holds the two together.
"""

from collections.abc import Sequence

from warcs.http.coding import LONGEST_SIZE_LINE, chunk_size

Piece = bytes | memoryview


class Dechunker:
    """The content of a chunked body (RFC 9112 §7.1), as :func:`~.coding.dechunk` gives it."""

    def __init__(self) -> None:
        self._held = b""  # what cannot be judged before more of it is there
        self._left = 0  # bytes of the chunk that still come
        self._first = True  # no chunk was found yet
        self._as_it_is = False  # the body is not chunked at all
        self._over = False

    def feed(self, piece: Piece) -> list[Piece]:
        """Take in the next bytes of the body; returns what they hold."""
        if self._as_it_is:
            return [piece]
        if self._over:
            return []
        data = self._held + piece if self._held else bytes(piece)
        return self._take(data, last=False)

    def end(self) -> list[Piece]:
        """What is left once no more bytes come."""
        return [] if self._over or self._as_it_is else self._take(self._held, last=True)

    def _take(self, data: bytes, *, last: bool) -> list[Piece]:
        self._held = b""
        found: list[Piece] = []
        view = memoryview(data)
        position = 0
        while True:
            if self._left:
                content = view[position : position + self._left]
                found.append(content)
                position += len(content)
                self._left -= len(content)
            if self._left or not (last or _has_size_line(data, position)):
                self._held = data[position:]
                return found
            size, begin = chunk_size(data, _after_line_end(data, position, first=self._first))
            if not size:
                self._over = True
                if size is None and self._first:
                    self._over, self._as_it_is = False, True
                    found.append(view[position:])
                return found
            self._first, self._left, position = False, size, begin


def _has_size_line(data: bytes, position: int) -> bool:
    """True if the line that gives a chunk's size is whole, or too long to be one."""
    # Two more for the end of the line before, which may stand in front of it.
    end = position + LONGEST_SIZE_LINE + 2
    return len(data) >= end or data.find(b"\n", position + 2, end) >= 0


def _after_line_end(data: bytes, position: int, *, first: bool) -> int:
    """Where the size line begins: the content of a chunk ends in a line end of its own."""
    if first:
        return position
    if data[position : position + 2] == b"\r\n":
        return position + 2
    return position + 1 if data[position : position + 1] == b"\n" else position


class TransferDecoder:
    """Undoes ``codings``, given as they were applied: chunked ones, and those that change nothing.

    A coding that is not known is left, with those below it. Raises ValueError for one that cannot
    be undone piece by piece (see :meth:`can`).
    """

    def __init__(self, codings: Sequence[str]) -> None:
        if not self.can(codings):
            raise ValueError(f"{', '.join(codings)} cannot be undone piece by piece")
        self._steps = [Dechunker() for coding in _known(codings) if coding == "chunked"]

    @staticmethod
    def can(codings: Sequence[str]) -> bool:
        """False for compressed bodies: no client of ours asks for such a transfer-coding."""
        return all(coding in ("chunked", "identity") for coding in _known(codings))

    def feed(self, piece: Piece) -> list[Piece]:
        """Take in the next bytes; returns what they hold."""
        pieces = [piece]
        for step in self._steps:
            pieces = [content for part in pieces for content in step.feed(part)]
        return pieces

    def end(self) -> list[Piece]:
        """What is left once no more bytes come."""
        pieces: list[Piece] = []
        for step in self._steps:
            pieces = [content for part in pieces for content in step.feed(part)] + step.end()
        return pieces


def _known(codings: Sequence[str]) -> list[str]:
    """The codings that are undone, the outermost first."""
    known: list[str] = []
    for coding in reversed(codings):
        if coding not in ("chunked", "identity", "gzip", "x-gzip", "deflate"):
            break
        known.append(coding)
    return known
