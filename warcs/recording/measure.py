"""What has to be known of a response before its record can be written: its head, the digests of
block and payload, and the payload's length. Taken from bytes, from a file, or while it comes.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from warcs.digests import Algorithm, finished, labelled
from warcs.http.http1 import HttpResponse, has_head_end, read_response, response_head
from warcs.http.transfer import Piece, TransferDecoder
from warcs.packaging.stored import Block, Stored, beginning

HEAD_TOO_LONG = "the head is too long"
MOST_HEAD = 1024 * 1024  # bytes: longer ones are not read piece by piece, and not recorded whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A response, measured. The payload is the body after transfer-decoding (WARC 1.1 §5.9)."""

    algorithm: Algorithm
    http: HttpResponse  #: its head; the payload is there only where the block is in memory
    block_digest: str
    payload_digest: str
    payload_length: int  #: bytes


class Measurer:
    """Measures a response that comes in pieces; ``start`` is its beginning, with all of the head.

    All bytes, the beginning too, are to be fed. Raises ValueError if they cannot be measured so.
    """

    def __init__(self, start: bytes, algorithm: Algorithm) -> None:
        if not has_head_end(start):
            raise ValueError(HEAD_TOO_LONG)
        self._http = response_head(start)
        self._decoder = TransferDecoder(self._http.head.tokens("transfer-encoding"))
        self._algorithm: Algorithm = algorithm
        self._block = hashlib.new(algorithm, usedforsecurity=False)
        self._payload = hashlib.new(algorithm, usedforsecurity=False)
        self._length = 0
        self._head_left = self._http.head.end

    def feed(self, piece: Piece) -> None:
        """Take in the next bytes of the response."""
        self._block.update(piece)
        if self._head_left:
            left = min(self._head_left, len(piece))
            self._head_left -= left
            piece = memoryview(piece)[left:]
        self._take(self._decoder.feed(piece))

    def end(self) -> Measured:
        """The response is over. Called once."""
        self._take(self._decoder.end())
        return Measured(
            algorithm=self._algorithm,
            http=self._http,
            block_digest=finished(self._algorithm, self._block),
            payload_digest=finished(self._algorithm, self._payload),
            payload_length=self._length,
        )

    def _take(self, content: Sequence[Piece]) -> None:
        for part in content:
            self._payload.update(part)
            self._length += len(part)


def measure(block: Block, algorithm: Algorithm) -> Measured:
    """Measure a response that is there. Raises OSError if it is in a file that cannot be read.

    In memory as a whole are only those that are bytes already, and of the others those with a head
    of more than MOST_HEAD bytes or a compressing transfer-coding, which no server sends.
    """
    if isinstance(block, Stored):
        try:
            measurer = Measurer(beginning(block, MOST_HEAD), algorithm)
        except ValueError:
            block = block.read(len(block))
        else:
            for piece in block.pieces():
                measurer.feed(piece)
            return measurer.end()
    http = read_response(block)
    return Measured(
        algorithm=algorithm,
        http=http,
        block_digest=labelled(algorithm, (block,)),
        payload_digest=labelled(algorithm, (http.payload,)),
        payload_length=len(http.payload),
    )
