"""Exact WARC files: recording, writing, reading, index. Knows nothing of articles."""

from typing import TYPE_CHECKING

from warcs.later import imported

if TYPE_CHECKING:
    from warcs.errors import CannotOpen, CorruptRecord, Refused, WarcError, WriteFailed
    from warcs.reader import Record, Records, open_records, read_records, record_at
    from warcs.recorder import Recorder
    from warcs.values import Capture, CaptureRef, Exchange, Original, SealedFile, Skip

__all__ = [
    "CannotOpen",
    "Capture",
    "CaptureRef",
    "CorruptRecord",
    "Exchange",
    "Original",
    "Record",
    "Recorder",
    "Records",
    "Refused",
    "SealedFile",
    "Skip",
    "WarcError",
    "WriteFailed",
    "open_records",
    "read_records",
    "record_at",
]

_FROM = {
    "warcs.errors": ("CannotOpen", "CorruptRecord", "Refused", "WarcError", "WriteFailed"),
    "warcs.reader": ("Record", "Records", "open_records", "read_records", "record_at"),
    "warcs.recorder": ("Recorder",),
    "warcs.values": ("Capture", "CaptureRef", "Exchange", "Original", "SealedFile", "Skip"),
}

if not TYPE_CHECKING:  # mypy is to know the names above, and no others

    def __getattr__(name: str) -> object:
        return imported("warcs", name, _FROM)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
