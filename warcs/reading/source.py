"""A binary stream read forward through a window, with the offset of the next byte and a way back.

Files are gone back in by seeking. What comes from elsewhere (a pipe, an inflater) is kept from the
last :meth:`Source.keep` on: a little in memory, more in a temporary file.
"""

from collections.abc import Callable
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, Protocol

PIECE = 1 << 18  # bytes read from a stream at once
IN_MEMORY = 1 << 23  # bytes kept of what cannot be sought before they go to a temporary file


class Readable(Protocol):
    """What is read: ``read`` gives at most ``size`` bytes, at least one unless it has ended."""

    def read(self, size: int, /) -> bytes | None:
        """The next bytes."""
        ...


class Source:
    """A stream through a window: ``window[at:]`` was read and not yet taken.

    ``offset`` is what the stream's first byte is counted as. Errors of the stream pass through.
    """

    def __init__(self, stream: Readable, offset: int = 0) -> None:
        self._raw = stream if isinstance(stream, Kept) else _rewindable(stream, offset)
        self._end = offset  # of the window
        self.keeps = isinstance(self._raw, Kept)  #: going back is by what was kept
        self.window = b""
        self.at = 0
        self.ended = False  #: the stream gave no more when it was asked last

    @property
    def offset(self) -> int:
        """Of the next byte that :meth:`take` gives."""
        return self._end - len(self.window) + self.at

    def have(self, size: int) -> bool:
        """Make the window hold the next ``size`` bytes. False if the stream ends before."""
        held = len(self.window) - self.at
        if held >= size:
            return True
        pieces = [self.window[self.at :]]
        while held < size:
            piece = self._raw.read(max(PIECE, min(size - held, IN_MEMORY)))
            self.ended = not piece
            if not piece:
                break
            pieces.append(piece)
            held += len(piece)
            self._end += len(piece)
        self.window, self.at = b"".join(pieces), 0
        return held >= size

    def peek(self, size: int) -> bytes:
        """The next ``size`` bytes, fewer at the end; they stay where they are."""
        self.have(size)
        return self.window[self.at : self.at + size]

    def take(self, most: int = PIECE) -> bytes:
        """The next bytes, at most so many and at least one; empty at the end."""
        if self.at >= len(self.window):
            self.have(1)
        taken = self.window[self.at : self.at + most]
        self.at += len(taken)
        return taken

    def back(self, size: int) -> None:
        """Undo the taking of the last ``size`` bytes of the last :meth:`take`."""
        self.at -= size

    def skip(self, size: int) -> int:
        """Pass over ``size`` bytes; returns how many there were."""
        left = size
        while left and (taken := self.take(left)):
            left -= len(taken)
        return size - left

    def skip_blank(self) -> bytes:
        """Pass over line ends; returns them, 16 bytes of them at most."""
        found = b""
        while self.have(1) and self.window[self.at] in b"\r\n":
            ahead = self.window[self.at : self.at + PIECE]
            blank = len(ahead) - len(ahead.lstrip(b"\r\n"))
            found = (found + ahead[:blank])[:16]
            self.at += blank
        return found

    def keep(self) -> None:
        """The place to which one may want to go back is this one; no earlier one is asked for."""
        if isinstance(self._raw, Kept):
            self._raw.forget(self.offset)

    def seek(self, offset: int) -> bool:
        """Go on from ``offset``. False if that is no more at hand."""
        start = self._end - len(self.window)
        if start <= offset <= self._end:
            self.at = offset - start
            return True
        if not self._raw.seek(offset):
            return False
        self.window, self.at, self._end = b"", 0, offset
        self.ended = False
        return True

    def close(self) -> None:
        """Let go of what was kept. The stream itself is left open."""
        self._raw.close()


class _Seekable:
    """A stream that can seek, wherever it stood when it was given."""

    def __init__(self, stream: Readable, shift: int) -> None:
        self._stream = stream
        self._shift = shift
        self.read = stream.read

    def seek(self, offset: int) -> bool:
        self._stream.seek(offset + self._shift)  # type: ignore[attr-defined]  # _rewindable asked
        return True

    def close(self) -> None:
        """Nothing is held."""


class Kept:
    """A stream that cannot seek, made one that can go back to the place last given to ``forget``.

    ``restart``, if there is one, gives the stream from its beginning: while the place to go back to
    is the beginning, no more than IN_MEMORY bytes are kept, and it is asked instead. More than
    ``most`` bytes are not kept at all: then there is no way back.
    """

    def __init__(
        self,
        stream: Readable,
        offset: int = 0,
        *,
        restart: Callable[[], Readable] | None = None,
        most: int | None = None,
    ) -> None:
        self._stream = stream
        self._restart = restart
        self._most = most
        self._beginning = offset
        self._place = offset  # to go back to
        self._start = self._at = self._end = offset  # of what is kept, next to give, was read
        self._kept: IO[bytes] = BytesIO()

    def read(self, size: int) -> bytes:
        """The next bytes, kept ones first."""
        if self._at < self._end:
            self._kept.seek(self._at - self._start)
            piece = self._kept.read(min(size, self._end - self._at))
        else:
            piece = self._stream.read(size) or b""
            self._keep(piece)
        self._at += len(piece)
        return piece

    def _keep(self, piece: bytes) -> None:
        size = self._end - self._start + len(piece)
        again = self._restart is not None and self._place == self._beginning
        if (again and size > IN_MEMORY) or (self._most is not None and size > self._most):
            self._empty(self._end)
        elif size > IN_MEMORY and isinstance(self._kept, BytesIO):
            held, self._kept = self._kept, TemporaryFile()  # noqa: SIM115  # closed by close
            self._kept.write(held.getbuffer())
        self._kept.seek(self._end - self._start)
        self._kept.write(piece)
        self._end += len(piece)

    def _empty(self, start: int) -> None:
        self._kept.close()
        self._kept = BytesIO()
        self._start = start

    def forget(self, place: int) -> None:
        """No place before ``place`` is gone back to."""
        self._place = place
        # What is kept is moved now and then only, and never much of it: small records cost nothing.
        if place - self._start >= IN_MEMORY // 2 and self._end - place <= IN_MEMORY:
            self._kept.seek(place - self._start)
            rest = self._kept.read()
            self._empty(place)
            self._kept.write(rest)

    def seek(self, offset: int) -> bool:
        """Go to ``offset``, back or forward. False if it is no more at hand."""
        if offset < self._start:
            if self._restart is None or self._place != self._beginning:
                return False
            self._stream = self._restart()
            self._empty(self._beginning)
            self._at = self._end = self._beginning
        self._at = min(offset, self._end)
        while self._at < offset and self.read(min(PIECE, offset - self._at)):
            pass
        return self._at == offset

    def close(self) -> None:
        """Drop what is kept."""
        self._kept.close()


def _rewindable(stream: Readable, offset: int) -> _Seekable | Kept:
    try:
        if stream.seekable():  # type: ignore[attr-defined]  # whatever has a read
            return _Seekable(stream, stream.tell() - offset)  # type: ignore[attr-defined]
    except (AttributeError, OSError):
        pass
    return Kept(stream, offset)
