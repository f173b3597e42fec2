"""Gzip members: one for each record, compressed as far as it is worth while."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from types import ModuleType

from isal import isal_zlib

from warcs.packaging.stored import Block, NamelessFile, Packed, Stored, pieces

LEVEL = (
    3  # ISA-L's: a fifth of the cost of zlib's 6 for a tenth more (docs/warcs.md has the figures)
)
GZIP = 31  # zlib's window bits for a gzip member
RAW = -15  # and for a deflate stream without anything around it
GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # RFC 1952: deflate, no name, no time
SAMPLE = 4096  # bytes from the middle of a block that tell whether compressing it is worth while
END = b"\r\n\r\n"  # of every record (WARC 1.1 §4)


def member(parts: Sequence[Block | memoryview]) -> Iterator[bytes]:
    """The gzip member of one record, given as its parts, the block last; in pieces.

    Raises OSError if a part is in a file that cannot be read.
    """
    block = parts[-1]
    if isinstance(block, Stored) and block.packed is not None:
        yield from _with_packed(parts[:-1], block.packed)
        return
    library = _library(block)
    compressor = library.compressobj(_level(library), zlib.DEFLATED, GZIP)
    for part in (*parts, END):
        for piece in pieces(part):
            yield compressor.compress(piece)
    yield compressor.flush()


def pack(block: Stored, folder: Path | None) -> Stored:
    """``block`` compressed, into a nameless file in ``folder``; itself if that gains nothing.

    What takes long of writing a large record, to be done beforehand and in another thread: what
    is left is to copy. Raises OSError.
    """
    library = _library(block)
    if library is zlib:
        return block
    compressor = library.compressobj(_level(library), zlib.DEFLATED, RAW)
    file = NamelessFile(folder)
    crc = length = 0
    for piece in chain(block.pieces(), (END,)):
        crc = isal_zlib.crc32(piece, crc)
        content = compressor.compress(piece)
        length += len(content)
        file.write(content)
    content = compressor.flush()
    file.write(content)
    stream = Stored(file=file, start=0, length=length + len(content))
    return replace(block, packed=Packed(content=stream, crc=crc, size=len(block) + len(END)))


def _with_packed(head: Sequence[Block | memoryview], packed: Packed) -> Iterator[bytes]:
    """A member of two deflate streams, one behind the other: that of the head has no last block."""
    compressor = isal_zlib.compressobj(LEVEL, zlib.DEFLATED, RAW)
    yield GZIP_HEAD
    crc = size = 0
    for part in head:
        for piece in pieces(part):
            crc = isal_zlib.crc32(piece, crc)
            size += len(piece)
            yield compressor.compress(piece)
    yield compressor.flush(zlib.Z_SYNC_FLUSH)
    yield from packed.content.pieces()
    crc = isal_zlib.crc32_combine(crc, packed.crc, packed.size)
    yield crc.to_bytes(4, "little") + ((size + packed.size) % (1 << 32)).to_bytes(4, "little")


def _level(library: ModuleType) -> int:
    # ISA-L's level 0 still compresses; zlib's stores.
    return LEVEL if library is isal_zlib else 0


def _library(block: Block | memoryview) -> ModuleType:
    return isal_zlib if _shrinks(block) else zlib


def _shrinks(block: Block | memoryview) -> bool:
    """False where a sample says that compressing gains nothing: gzip or Brotli bodies, pictures.

    The sample is asked, not the headers: they may lie.
    """
    if len(block) < SAMPLE:
        return True
    middle = (len(block) - SAMPLE) // 2
    if isinstance(block, Stored):
        content: bytes | memoryview = block.read(SAMPLE, middle)
    else:
        content = block[middle : middle + SAMPLE]
    return len(isal_zlib.compress(content, 1)) < SAMPLE * 0.95
