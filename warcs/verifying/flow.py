"""The content of a unit as records are cut from it: heads, blocks, ends."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence

from warcs.verifying.heads import LONGEST_HEAD

END = b"\r\n\r\n"  # of a head, and of a record (WARC 1.1 §4)

Views = Sequence[memoryview]  #: a block, as it lies in memory: one view or several


class BrokenUnit(Exception):
    """A unit, or a record in it, cannot be read; ``kind`` is that of the fault it becomes."""

    def __init__(self, kind: str, reason: str, offset: int | None = None) -> None:
        super().__init__(reason)
        self.kind = kind
        self.offset = offset  #: of the record, where it is known to be another than the unit's


class Flow(ABC):
    """The content of a gzip member, a zstd frame or an uncompressed file, read forward.

    Everything raises BrokenUnit as :meth:`pull` does.
    """

    __slots__ = ("_behind", "data", "pos")

    def __init__(self) -> None:
        self._behind = 0  # bytes of content before ``data``
        self.data = b""
        self.pos = 0

    @abstractmethod
    def pull(self) -> bytes:
        """The next bytes of the content; empty at its end. Raises BrokenUnit."""

    @property
    def consumed(self) -> int:
        """How much of the content was read."""
        return self._behind + self.pos

    def more(self) -> bool:
        """Hold on to what is left, and read on. False at the unit's end."""
        piece = self.pull()
        self._behind += self.pos
        self.data = self.data[self.pos :] + piece if self.pos < len(self.data) else piece
        self.pos = 0
        return bool(piece)

    def ended(self) -> bool:
        """True if nothing is left; the unit's checksum has been checked then."""
        return self.pos == len(self.data) and not self.more()

    def peek(self, size: int) -> bytes:
        """The next ``size`` bytes, fewer at the end; they stay where they are."""
        while len(self.data) - self.pos < size and self.more():
            pass
        return self.data[self.pos : self.pos + size]

    def head(self) -> tuple[bytes, bool]:
        """A record's head without its empty line; false if it was told by bare line feeds."""
        end = self.data.find(END, self.pos)
        while end < 0:
            seen = len(self.data) - self.pos
            if seen > LONGEST_HEAD:
                raise self._no_head("the record's head does not end")
            if not self.more():
                return self._bare_head(), False
            end = self.data.find(END, max(0, seen - 3))
        raw = self.data[self.pos : end]
        if b"\n\n" in raw:
            return self._bare_head(), False
        self.pos = end + 4
        return raw, True

    def _bare_head(self) -> bytes:
        end = self.data.find(b"\n\n", self.pos)
        if end < 0:
            raise self._no_head("it ends within a record's head")
        raw = self.data[self.pos : end]
        self.pos = end + 2
        return raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")

    def _no_head(self, reason: str) -> BrokenUnit:
        if self.data.startswith(b"WARC/", self.pos):
            return BrokenUnit("head", reason)
        return BrokenUnit("record", "no record begins here")

    def views(self, size: int) -> Views:
        """The next ``size`` bytes as they lie in memory, uncopied; fewer only at the end."""
        pos = self.pos
        if len(self.data) - pos >= size:
            self.pos = pos + size
            return (memoryview(self.data)[pos : pos + size],)
        return tuple(self.pieces(size))

    def pieces(self, size: int) -> Iterator[memoryview]:
        """The next ``size`` bytes piece by piece; fewer only at the end."""
        while size:
            if self.pos == len(self.data) and not self.more():
                return
            view = memoryview(self.data)[self.pos : self.pos + size]
            self.pos += len(view)
            size -= len(view)
            yield view
