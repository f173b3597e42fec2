"""Exact WARC files: recording, writing, reading, index. Knows nothing of articles."""

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
