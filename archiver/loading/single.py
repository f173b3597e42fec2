"""One record of a file that need not be on this machine's disk."""

from archiver.loading.inputs import Input
from archiver.loading.pages import MOST_READ
from warcs import Record, Records, WarcError
from warcs.reading import zstd
from warcs.reading.members import BrokenMember
from warcs.reading.source import Source


class OneByOne:
    """Records by their offsets; the last file stays open. A record's block is read before the next
    record is asked for.
    """

    def __init__(self) -> None:
        self._records: Records | None = None

    def record(self, input: Input, offset: int) -> Record | None:
        """The record that begins at ``offset``; None if none can be read there."""
        try:
            return self._record(input, offset)
        except (WarcError, OSError, ValueError, OverflowError, BrokenMember):
            return None

    def close(self) -> None:
        """Let go of the file."""
        if self._records is not None:
            self._records.close()
            self._records = None

    def _record(self, input: Input, offset: int) -> Record | None:
        self.close()
        stream = input.open()
        try:
            dictionary = zstd.read_dictionary(Source(stream))
            stream.seek(offset)
        except BaseException:
            stream.close()
            raise
        self._records = Records(
            stream, input.name, offset=offset, most_block=MOST_READ, go_on=False,
            dictionary=dictionary, close=stream.close,
        )  # fmt: skip
        return next(self._records, None)
