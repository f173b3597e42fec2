"""A stream of records as a parser wants it: counted, with bounded heads, blank lines skipped."""

import io

from warcs.members import BrokenMember

LONGEST_HEAD = 1 << 20  # bytes of a record's head; real ones have less than 2,000
LONGEST_LINE = 1 << 18


class Content:
    """What a raw stream gives, read forward. All methods raise BrokenMember as ``raw`` does."""

    def __init__(self, raw: io.RawIOBase) -> None:
        self._buffered = io.BufferedReader(raw, 1 << 16)
        self._head_left: int | None = None
        self.consumed = 0  #: bytes read
        self.start_line = b""  #: of the head that was begun last

    def begin_head(self) -> None:
        """What follows is a record's head."""
        self._head_left = LONGEST_HEAD

    def end_head(self) -> None:
        """The head was read."""
        self._head_left = None

    def read(self, size: int | None = None) -> bytes:
        """The next ``size`` bytes, fewer only at the end; all that is left for None."""
        read = self._buffered.read(-1 if size is None else size)
        self.consumed += len(read)
        return read

    def readline(self, size: int | None = None) -> bytes:
        """The next line with its end; b"" at the end. Raises BrokenMember if a head is too long."""
        most = LONGEST_LINE if size is None else min(size, LONGEST_LINE)
        line = self._buffered.readline(most)
        self.consumed += len(line)
        if self._head_left is not None:
            if self._head_left == LONGEST_HEAD:
                self.start_line = line
            self._head_left -= len(line)
            if self._head_left < 0 or (len(line) == LONGEST_LINE and not line.endswith(b"\n")):
                raise BrokenMember("the record's head is too long")
        return line

    def tell(self) -> int:
        """How many bytes were read."""
        return self.consumed

    def ended(self) -> bool:
        """Skip empty lines; true if nothing follows them."""
        while True:
            ahead = self._buffered.peek(1)
            if not ahead:
                return True
            blank = len(ahead) - len(ahead.lstrip(b"\r\n"))
            self._buffered.read(blank)
            self.consumed += blank
            if blank < len(ahead):
                return False
