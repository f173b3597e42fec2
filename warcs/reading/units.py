"""What is decompressed as one: a gzip member, or the zstd frames of a record."""

from warcs.reading import zstd
from warcs.reading.members import BrokenMember, Member, NoRecord, is_gzip, salvage
from warcs.reading.resume import Coding
from warcs.reading.source import Source

MOST_KEPT = 1 << 30  # bytes of content kept on disk for a record that shares its member with others
NAMES: dict[Coding | None, str] = {"gzip": "gzip member", "zstd": "zstd frame"}


class Unit:
    """The content of what stands at the source's offset; reading raises BrokenMember."""

    def __init__(self, source: Source, start: int, dictionary: zstd.Dictionary | None) -> None:
        self.start = start
        self._source = source
        self._dictionary = dictionary
        self._expected: int | None = None
        gzip = is_gzip(source.peek(2))
        self.coding: Coding = "gzip" if gzip else "zstd"
        self.name = NAMES[self.coding]
        self._reader = Member(source) if gzip else zstd.Frames(source, dictionary)
        self._given = 0
        self._salvaged = b""
        self.salvages = True  #: what a broken member still holds is wanted
        self.broken: BrokenMember | None = None
        """What reading came upon. Until it is raised, what can be had of the member is given."""

    def read(self, size: int) -> bytes:
        """At most ``size`` bytes of content; b"" at the end. Raises BrokenMember."""
        if self.broken is None:
            try:
                content = self._reader.read(size)
            except BrokenMember as broken:
                self.broken = broken
                wanted = isinstance(self._reader, Member) and self.salvages
                if wanted and self._source.seek(self.start):
                    self._salvaged = salvage(self._source, self._given)
            else:
                self._given += len(content)
                return content
        if not self._salvaged:
            raise self.broken
        content, self._salvaged = self._salvaged[:size], self._salvaged[size:]
        return content

    def expect(self, size: int | None) -> None:
        """The record ends, as far as is known, after so many bytes of content."""
        self._expected = size
        if isinstance(self._reader, zstd.Frames):
            self._reader.record_size = size

    def restart(self) -> "Unit":
        """The same, from its beginning."""
        self._source.seek(self.start)
        again = Unit(self._source, self.start, self._dictionary)
        again.expect(self._expected)
        return again


def rest(content: Source, unit: Unit | None) -> int:
    """How long a block is that does not say so: all that is left of its member."""
    if unit is None:
        raise NoRecord("no Content-Length")
    begin = content.offset
    size = 0
    while skipped := content.skip(1 << 30):
        size += skipped
    if not content.seek(begin):
        raise NoRecord(f"no Content-Length, and more than {MOST_KEPT} bytes follow")
    return size
