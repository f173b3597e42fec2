"""The tee: every byte of an HTTP/1.1 exchange, as Twisted's client sends and receives it.

No signal and no middleware of Scrapy sees wire bytes: they get headers normalised and bodies
without their chunks. So the tee stands where Scrapy hands a request to Twisted's connection pool:

    TappedPool        what an agent takes for its pool; lives for one Scrapy request
    TappedConnection  the pool's connection; turns the request into a TappedRequest
    TappedRequest     writes itself through a TeeTransport
    WireProtocol      the connection's protocol; hands what it reads to the current Attempt

One Scrapy request is usually one attempt. It is two when a kept-alive connection turns out to be
dead and Twisted silently tries again on a new one.

CONNECT, and what a proxy answers to it, come before a request is handed to the protocol and so
belong to no attempt. A plain-http request to a proxy carries Proxy-Authorization, the crawler's
own password: the recorder leaves it out, the one intended difference between wire and record.
What a server sends on an idle connection belongs to no exchange and is not kept.

This stands on private names of Twisted and Scrapy; tests/warcs/test_private_api.py lists them.
"""

# Twisted types its public names, and not yet its HTTP client's protocols.
# mypy: disallow-untyped-calls=False

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from twisted.internet.defer import Deferred
from twisted.internet.error import ConnectionDone
from twisted.internet.interfaces import (
    IAddress,
    IHandshakeListener,
    INegotiated,
    ISSLTransport,
    IStreamClientEndpoint,
    ITransport,
)
from twisted.internet.protocol import connectionDone
from twisted.python.failure import Failure
from twisted.web._newclient import HTTP11ClientProtocol
from twisted.web._newclient import Request as TxRequest
from twisted.web.client import HTTPConnectionPool
from twisted.web.iweb import IResponse
from zope.interface import implementer

from warcs.capturing.intake import Intake, Taken
from warcs.values import Exchange, Original, Skip


class Attempt:
    """One request put on one connection, while it goes on.

    ``limit`` bounds what is kept of the response, in bytes; 0 is no bound. What is kept is always
    an exact prefix of what was received; ``intake`` keeps it.
    """

    __slots__ = (
        "_intake",
        "_sent",
        "_unsent",
        "closed",
        "complete",
        "ip",
        "limit",
        "lost",
        "on_wire",
        "overflow",
        "size",
        "started",
        "surplus",
        "unkept",
    )

    def __init__(
        self,
        *,
        started: datetime,
        ip: str | None,
        on_wire: bool,
        limit: int,
        unsent: Callable[[int], int] = lambda written: 0,
        intake: Intake | None = None,
    ) -> None:
        self.started = started
        self.ip = ip
        self.on_wire = on_wire  # False until the TLS handshake is done: nothing was sent before
        self.complete = False  # the parser saw the end of the response
        self.lost: Failure | None = None  # how the connection ended, if it did
        self.closed = False  # nothing more is taken in
        self.overflow: str | None = None  # why no more of the response is kept, though more came
        self.unkept: OSError | None = None  # why nothing of the response can be kept
        self.size = 0  # bytes received, also those over the limit
        self.surplus = b""  # bytes read together with the response, but after its end
        self.limit = limit
        self._unsent = unsent  # of so many bytes written, how many did not go out
        self._sent: list[bytes] = []
        self._intake = Intake() if intake is None else intake

    @property
    def full(self) -> bool:
        """True if no more of the response is kept."""
        return self.overflow is not None or self.unkept is not None

    def send(self, written: bytes) -> None:
        """Take in what is written to the connection."""
        if not self.closed:
            self._sent.append(written)

    def receive(self, read: bytes) -> None:
        """Take in what was read from the connection."""
        if self.closed or self.full:
            return
        self.size += len(read)
        if self.limit and self.size > self.limit:
            self.overflow = f"more than {self.limit} bytes on the wire"
            read = read[: len(read) - (self.size - self.limit)]
        try:
            self._intake.write(read)
        except OSError as error:
            self.unkept = error
            return
        self.overflow = self.overflow or self._intake.unmeasurable

    def finish(self, rest: bytes) -> None:
        """Mark the end of the response; ``rest`` was read with it but is no part of it."""
        self.complete = True
        if rest and not self.full:
            self.surplus = rest
            self._intake.drop_end(len(rest))

    @property
    def ended_uncleanly(self) -> bool:
        """True if the connection ended in any other way than by an orderly close."""
        return self.lost is not None and self.lost.check(ConnectionDone) is None

    def take(self) -> tuple[bytes, Taken]:
        """Request and response as far as they went; frees the memory and takes in no more."""
        self.closed = True
        request = b"".join(self._sent) if self.on_wire else b""
        if not self.complete:  # what still waits is lost with the connection
            request = request[: len(request) - self._unsent(len(request))]
        taken = self._intake.take()
        self._sent, self._intake = [], Intake()
        return request, taken


class Tap:
    """All attempts that are made for one Scrapy request.

    ``url`` is absolute and has no fragment; ``now`` gives aware times in UTC; ``limit`` is that of
    each attempt, ``new_intake`` makes what keeps its response.
    """

    __slots__ = (
        "_new_intake", "_now", "about", "ask", "attempts", "limit", "on_begin", "started",
        "unmodified", "url",
    )  # fmt: skip

    def __init__(
        self,
        url: str,
        *,
        now: Callable[[], datetime],
        limit: int = 0,
        new_intake: Callable[[], Intake] = Intake,
    ) -> None:
        self.url = url
        #: what only the crawler knows of the request, as :attr:`warcs.Exchange.about`
        self.about: tuple[tuple[str, str], ...] = ()
        #: what the request's validators came from
        self.unmodified: Original | None = None
        #: asks whether an exchange is to be kept; None: it is
        self.ask: Callable[[Exchange], Skip | None] | None = None
        #: called when an attempt begins: its request is written to the connection now
        self.on_begin: Callable[[], None] | None = None
        self.limit = limit
        self.started = now()
        self.attempts: list[Attempt] = []
        self._now = now
        self._new_intake = new_intake

    @property
    def full(self) -> bool:
        """True if no more is kept of the response that is coming."""
        return bool(self.attempts) and self.attempts[-1].full

    def told(self, started: datetime) -> tuple[tuple[str, str], ...]:
        """What is to be told of an exchange that ends now, if anything is."""
        if not self.about:
            return ()
        milliseconds = (self._now() - started) // timedelta(milliseconds=1)
        return (*self.about, ("fetchTimeMs", str(milliseconds)))

    def begin(self, *, ip: str | None, on_wire: bool, unsent: Callable[[int], int]) -> Attempt:
        """Begin the next attempt."""
        attempt = Attempt(
            started=self._now(),
            ip=ip,
            on_wire=on_wire,
            limit=self.limit,
            unsent=unsent,
            intake=self._new_intake(),
        )
        self.attempts.append(attempt)
        if self.on_begin:
            self.on_begin()
        return attempt


class TeeTransport:
    """What a request writes itself to: the connection's transport, and the attempt."""

    def __init__(self, transport: Any, attempt: Attempt) -> None:  # noqa: ANN401 - see below
        self._transport = transport  # zope's interfaces tell a type checker too little
        self._attempt = attempt

    def write(self, written: bytes) -> None:
        """Write, and keep."""
        self._attempt.send(bytes(written))
        self._transport.write(written)

    def writeSequence(self, written: Iterable[bytes]) -> None:
        """Write in order, and keep."""
        pieces = list(written)
        self._attempt.send(b"".join(pieces))
        self._transport.writeSequence(pieces)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the transport has
        return getattr(self._transport, name)


class TappedRequest(TxRequest):
    """A request of Twisted's that knows whom it is made for."""

    def __init__(self, request: TxRequest, tap: Tap) -> None:
        super().__init__(
            request.method,
            request.uri,
            request.headers,
            request.bodyProducer,
            persistent=request.persistent,
        )
        self._parsedURI = request._parsedURI
        self.tap = tap
        self.attempt: Attempt | None = None

    def writeTo(self, transport: Any) -> Deferred[None]:  # noqa: ANN401 - Twisted's
        """Write head and body, through the tee if an attempt has begun."""
        if self.attempt is not None:
            transport = TeeTransport(transport, self.attempt)
        written: Deferred[None] = super().writeTo(transport)
        return written


@implementer(IHandshakeListener)
class WireProtocol(_LenientHTTP11ClientProtocol):
    """Scrapy's lenient client protocol, which tells the current attempt what goes on."""

    _attempt: Attempt | None = None
    _secured = False

    def handshakeCompleted(self) -> None:
        """TLS is up: from now on, and only now, what was written goes out."""
        self._secured = True
        if self._attempt is not None:
            self._attempt.on_wire = True

    def request(self, request: TxRequest) -> Deferred[IResponse]:
        """Send ``request``; an attempt begins with it."""
        if isinstance(request, TappedRequest) and self.state == "QUIESCENT":
            transport: Any = self.transport
            encrypted = _encrypted(transport)
            request.attempt = self._attempt = request.tap.begin(
                ip=getattr(transport.getPeer(), "host", None),
                on_wire=self._secured or not encrypted,
                unsent=_unsent_over_tls(transport) if encrypted else partial(_unsent, transport),
            )
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:
        """Keep, then parse: what the parser does with it may end the attempt."""
        attempt = self._attempt
        if attempt is not None:
            attempt.receive(data)
        super().dataReceived(data)
        if attempt is not None and attempt.full and attempt is self._attempt:
            # Whoever reads the body has been told by now; what still comes is of no use.
            transport: Any = self.transport
            transport.abortConnection()

    def _finishResponse(self, rest: bytes) -> None:
        attempt, self._attempt = self._attempt, None
        if attempt is not None:
            attempt.finish(rest)
        super()._finishResponse(rest)

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """Note how it ended, then let the parser decide whether that was the end of a body."""
        if self._attempt is not None:
            self._attempt.lost = reason
        super().connectionLost(reason)
        self._attempt = None


class WireFactory(_LenientHTTP11ClientFactory):
    """Builds the protocols; goes into ``HTTPConnectionPool._factory``."""

    def buildProtocol(self, addr: IAddress | None) -> HTTP11ClientProtocol:
        """Return the protocol of a new connection."""
        return WireProtocol(self._quiescentCallback)


class TappedConnection:
    """A connection of the pool, or Twisted's wrapper that tries again, for one request."""

    def __init__(self, connection: HTTP11ClientProtocol, tap: Tap) -> None:
        self._connection = connection
        self._tap = tap

    def request(self, request: TxRequest) -> Deferred[IResponse]:
        """Send ``request`` with the tap in it."""
        return self._connection.request(TappedRequest(request, self._tap))


class TappedPool:
    """The shared connection pool, as one request sees it."""

    def __init__(self, pool: HTTPConnectionPool, tap: Tap) -> None:
        self._pool = pool
        self._tap = tap

    @property
    def persistent(self) -> bool:
        """True if connections are kept alive."""
        return bool(self._pool.persistent)

    def getConnection(
        self, key: Hashable, endpoint: IStreamClientEndpoint
    ) -> Deferred[TappedConnection]:
        """Return a connection, new or kept alive."""
        return self._pool.getConnection(key, endpoint).addCallback(TappedConnection, self._tap)


def _unsent(transport: Any, written: int) -> int:  # noqa: ANN401 - zope's interfaces tell too little
    """Of ``written`` bytes, those that wait in the buffers of a TCP connection.

    A kept-alive connection may turn out dead in the very turn of the reactor in which a request
    is written to it; the request is then never given to the system.
    """
    waiting = len(transport.dataBuffer) - int(transport.offset) + int(transport._tempDataLen)
    return min(waiting, written)


def _unsent_over_tls(transport: Any) -> Callable[[int], int]:  # noqa: ANN401 - as above
    """The same for TLS, where buffers hold ciphertext: all, or as far as can be known nothing.

    After the server's close_notify the TLS layer drops what is written, until it is closed.
    """
    tcp = transport.transport if INegotiated.providedBy(transport) else transport
    dropped = bool(tcp.disconnecting)
    return lambda written: written if dropped or _unsent(tcp, written) == written else 0


def _encrypted(transport: ITransport) -> bool:
    # A TLS connection offers INegotiated; one that was upgraded, behind a CONNECT, ISSLTransport.
    return bool(INegotiated.providedBy(transport) or ISSLTransport.providedBy(transport))
