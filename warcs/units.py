"""What is decompressed as one: a gzip member, or the zstd frames of a record."""

from warcs import zstd
from warcs.members import Member, is_gzip
from warcs.source import Source


class Unit:
    """The content of what stands at the source's offset; reading raises BrokenMember."""

    def __init__(self, source: Source, start: int, dictionary: zstd.Dictionary | None) -> None:
        self.start = start
        self._source = source
        self._dictionary = dictionary
        self._expected: int | None = None
        gzip = is_gzip(source.peek(2))
        self.name = "gzip member" if gzip else "zstd frame"
        self._reader = Member(source) if gzip else zstd.Frames(source, dictionary)
        self.read = self._reader.read

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
