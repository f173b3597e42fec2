"""Writing records into a file of any form: units as they were, or records in new ones."""

import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from isal import isal_zlib

from warcs.verifying.flow import END

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

SUFFIXES = {"gzip": ".warc.gz", "zstd": ".warc.zst", "plain": ".warc"}
LEVEL = 3  # ISA-L's; see warcs.recording.writer
GZIP = 31
PIECE = 1 << 20
_CHECKSUM: dict[int, int] = {zstd.CompressionParameter.checksum_flag: 1}


class Output:
    """A file at ``path``, made with its first byte and put in place by :meth:`finish`.

    Raises OSError.
    """

    def __init__(self, path: Path, form: str, dictionary: bytes = b"") -> None:
        """``dictionary`` is the skippable frame that a zstd file begins with."""
        self.path = path
        self._form = form
        self._new = path.with_name(f"{path.name}.new")
        self._stream: BinaryIO | None = None
        self._dictionary = dictionary

    def __enter__(self) -> "Output":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        if self._stream is not None:
            self._stream.close()
            self._stream = None
            if error is not None:
                self._new.unlink(missing_ok=True)

    @property
    def begun(self) -> bool:
        """True if anything was written."""
        return self._stream is not None

    def unit(self, pieces: Iterable[bytes | memoryview]) -> None:
        """A unit as it is, or a record of an uncompressed file with its line ends."""
        stream = self._opened()
        for piece in pieces:
            stream.write(piece)

    def record(self, pieces: Iterable[bytes | memoryview]) -> None:
        """A record, head and block; the line ends behind it are added."""
        stream = self._opened()
        for piece in _enveloped(self._form, _ended(pieces)):
            stream.write(piece)

    def finish(self) -> Path | None:
        """Put the file in place; None if nothing was written."""
        if self._stream is None:
            return None
        self._stream.flush()
        self._stream.close()
        self._stream = None
        self._new.replace(self.path)
        return self.path

    def _opened(self) -> BinaryIO:
        if self._stream is None:
            self._stream = self._new.open("wb")
            self._stream.write(self._dictionary)
        return self._stream


def _ended(pieces: Iterable[bytes | memoryview]) -> Iterator[bytes | memoryview]:
    yield from pieces
    yield END


def _enveloped(form: str, pieces: Iterable[bytes | memoryview]) -> Iterator[bytes | memoryview]:
    if form == "gzip":
        deflater = isal_zlib.compressobj(LEVEL, zlib.DEFLATED, GZIP)
        for piece in pieces:
            yield deflater.compress(piece)
        yield deflater.flush()
    elif form == "zstd":
        compressor = zstd.ZstdCompressor(options=_CHECKSUM)
        for piece in pieces:
            yield compressor.compress(piece)
        yield compressor.flush()
    else:
        yield from pieces
