"""Large files taken apart, so that several processes can read one.

Only gzip files whose records are members of their own can be entered anywhere. A range is what
begins in it: the records, and what is damaged before the first sound record behind it, wherever
that is. So ranges together are the file, whatever state that is in.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from archiver.loading.inputs import Input
from archiver.loading.pages import MOST_READ
from warcs import Records, WarcError
from warcs.http.coding import GZIP_MAGIC
from warcs.reading.resume import find
from warcs.reading.source import Source

LEAST = 16 << 20  # bytes of a range
MOST = 256 << 20
EACH = 4  # ranges for each process, of all that is read, if they are not too small or large

Range = tuple[int, int | None]  #: where it begins, and where the next does; None: at the end

WHOLE: Range = (0, None)


def records_from(stream: BinaryIO, input: Input, begin: int) -> Records:
    """The records of a file from the first one on that begins at ``begin`` or behind it."""
    offset = 0
    if begin:
        source = Source(stream)
        find(source, begin, "gzip")
        offset = source.offset
        stream.seek(offset)
    return Records(stream, input.name, offset=offset, most_block=MOST_READ, close=stream.close)


def divided(
    inputs: Iterable[Input], jobs: int, least: int = LEAST
) -> Iterator[tuple[Input, Range]]:
    """The files, in ranges of at least so many bytes for so many processes."""
    every = tuple(inputs)
    total = sum(input.size or 0 for input in every)
    piece = min(max(total // (EACH * jobs), least), MOST)
    for input in every:
        for one in ranges(input.size or 0, piece) if _can_be(input, piece) else (WHOLE,):
            yield input, one


def ranges(size: int, piece: int) -> tuple[Range, ...]:
    """About equal ranges of about ``piece`` bytes."""
    count = max(round(size / piece), 1)
    begins = [size * number // count for number in range(count)]
    ends: list[int | None] = [*begins[1:], None]
    return tuple(zip(begins, ends, strict=True))


def _can_be(input: Input, piece: int) -> bool:
    large = input.size is not None and input.size > piece + piece // 2
    if not large or input.opener is not None or input.member is not None:
        return False
    try:
        with input.open() as stream:
            return stream.seekable() and stream.read(2) == GZIP_MAGIC
    except (WarcError, OSError):
        return False  # it is told when it is read
