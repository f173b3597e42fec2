"""How much of a body Scrapy is handed: at most WARC_READ_LIMIT bytes, while all of it is recorded.

Scrapy's reader keeps in memory what it is given. So it is given the beginning only; that there was
more is told by the flag OVER_READ_LIMIT of the response. This stands on private names of Scrapy;
tests/warcs/test_private_api.py lists them.
"""

# Twisted types its public names, and not yet its web client's responses.
# mypy: disallow-untyped-calls=False

from collections.abc import Callable
from typing import Any

from scrapy.core.downloader.handlers.http11 import _ResponseReader
from twisted.internet.protocol import Protocol, connectionDone
from twisted.python.failure import Failure
from twisted.web._newclient import Response as TxResponse

OVER_READ_LIMIT = "over-read-limit"  #: flag of a response whose body goes on behind what was read


class Reading:
    """How the reading of one body goes: ``limit`` in bytes (0: none), ``full`` says when no more
    of the exchange is kept."""

    def __init__(self, *, limit: int, full: Callable[[], bool] = lambda: False) -> None:
        self.limit = limit
        self.full = full
        self.cut = False  #: the body goes on behind what was read


class LimitedResponse:
    """Twisted's response, whose body is handed to its reader up to the limit."""

    def __init__(self, response: TxResponse, reading: Reading) -> None:
        self._response = response
        self._reading = reading

    def deliverBody(self, reader: _ResponseReader) -> None:
        """Let ``reader`` have the body."""
        self._response.deliverBody(LimitedReader(reader, self._reading))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the response has
        return getattr(self._response, name)


class LimitedReader(Protocol):
    """Hands Scrapy's reader the beginning of a body, and counts the rest."""

    def __init__(self, reader: _ResponseReader, reading: Reading) -> None:
        self._reader = reader
        self._reading = reading
        self._left = reading.limit

    def connectionMade(self) -> None:
        """The body is about to come."""
        self._reader.makeConnection(self.transport)

    def dataReceived(self, data: bytes) -> None:
        """A part of the body came."""
        reader, reading = self._reader, self._reading
        if not reading.limit or len(data) <= self._left:
            self._left -= len(data)
            reader.dataReceived(data)
        else:
            beginning, self._left = data[: self._left], 0
            reading.cut = True
            if beginning:
                reader.dataReceived(beginning)
            self._count(len(data) - len(beginning))
        if reading.full() and not reader._finished.called:
            reading.cut = True
            reader._finish_response()

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """The body is over."""
        self._reader.connectionLost(reason)

    def _count(self, size: int) -> None:
        """Bytes that the reader is not given; they count for DOWNLOAD_MAXSIZE and -WARNSIZE."""
        reader = self._reader
        reader._bytes_received += size
        over = reader._maxsize and reader._bytes_received > reader._maxsize
        warn = reader._warnsize and reader._bytes_received > reader._warnsize
        if over or (warn and not reader._reached_warnsize):
            reader.dataReceived(b"")  # it looks at what it has counted
