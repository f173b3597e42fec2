"""Records that were written in segments, put together again (WARC 1.1, "Record segmentation").

Where a writer bounds the size of its files, a record may end early; records of type continuation,
in the same file or in others, hold what follows. They name the first one, and the last of them says
how long all blocks are together.
"""

from collections.abc import Iterable

from archiver.loading.pages import MOST_READ
from warcs import Record

CONTINUATION = "continuation"
NUMBER = "WARC-Segment-Number"
ORIGIN = "WARC-Segment-Origin-ID"
TOTAL = "WARC-Segment-Total-Length"


def is_segment(record: Record) -> bool:
    """True if a record is not all that was written. Costs less than reading its fields."""
    return b"warc-segment-number" in record.head.lower()


def origin_of(continuation: Record) -> str:
    """Record id of the first segment; empty if none is named."""
    return (continuation.field(ORIGIN) or "").strip().strip("<>")


def joined(
    first: Record, continuations: Iterable[Record], most: int = MOST_READ
) -> tuple[Record, bool]:
    """The first segment with the blocks of those that follow, in their order, up to ``most`` bytes;
    and whether nothing of that is missing."""
    pieces = [first.block]
    held, size = len(pieces[0]), first.size
    whole = False
    for segment in continuations if held < most else ():
        pieces.append(segment.beginning(most - held))
        held, size = held + len(pieces[-1]), size + segment.size
        total = segment.field(TOTAL)
        whole = total is not None and total.strip() == str(size)
        if total is not None or held >= most:
            break
    head = first.head
    record = Record(
        b"".join([head, *pieces]), 0, len(head), len(head) + size, most, first.file, first.offset,
        first.length, first.date,
    )  # fmt: skip
    return record, whole or held >= most
