"""Exact WARC files: recording, writing, reading, index. Knows nothing of articles."""

from warcs.errors import CorruptRecord, Refused, WarcError, WriteFailed
from warcs.recorder import Recorder
from warcs.values import Capture, CaptureRef, Exchange, SealedFile

__all__ = [
    "Capture",
    "CaptureRef",
    "CorruptRecord",
    "Exchange",
    "Recorder",
    "Refused",
    "SealedFile",
    "WarcError",
    "WriteFailed",
]
