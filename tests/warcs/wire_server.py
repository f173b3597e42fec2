"""A raw server with awkward manners, a recording relay before it, and a proxy, all on loopback.

Everything runs on one event loop in a thread of its own; nothing here knows of Scrapy, Twisted or
our code, so that what the relay saw is independent evidence.
"""

import asyncio
import contextlib
import gzip
import random
import socket
import ssl
import struct
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, TypeAlias, TypeVar

_T = TypeVar("_T")
Reader: TypeAlias = asyncio.StreamReader
Writer: TypeAlias = asyncio.StreamWriter
Handler = Callable[[Reader, Writer], Awaitable[None]]


class Step(Enum):
    """What a server may do besides sending bytes."""

    CLOSE = auto()
    RESET = auto()
    WAIT = auto()  # until the client hangs up
    READ = auto()  # the next request, without an answer


Answer = tuple[bytes | Step, ...]

PAGE = (
    b"<html><title>A page</title><p>" + b"It was a dark and stormy night. " * 200 + b"</p></html>"
)
ZIPPED = gzip.compress(PAGE, mtime=0)


def ok(body: bytes, *more: bytes) -> bytes:
    """A plain answer of status 200 with a Content-Length."""
    lines = (b"HTTP/1.1 200 OK", b"Content-Length: %d" % len(body), *more)
    return b"\r\n".join((*lines, b"", body))


def _chunked(body: bytes) -> bytes:
    """Chunks with extensions, leading zeros, capital letters, and trailers."""
    first, second = body[:10], body[10:]
    return (
        b'00A;name=value;quoted="a b"\r\n' + first + b"\r\n"
        b"%X\r\n" % len(second) + second + b"\r\n"
        b"0;last\r\nX-Trailer: one\r\nX-Other: two\r\n\r\n"
    )


EARLY = (
    b"HTTP/1.1 100 Continue\r\n\r\n"
    b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\nLink: </a.js>\r\n\r\n"
)

LARGE = random.Random(2).randbytes(1_500_000)

ANSWERS: dict[str, Answer] = {
    "/plain": (ok(PAGE, b"Content-Type: text/html"),),
    "/gzip-chunked": (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n"
        b"Transfer-Encoding: chunked\r\nTrailer: X-Trailer\r\n\r\n" + _chunked(ZIPPED),
    ),
    "/dribbled": (
        *(bytes([byte]) for byte in b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
        *(b"4\r", b"\nab", b"cd\r\n", b"0\r\n", b"\r\n"),
    ),
    "/interim": (EARLY + ok(b"after hints", b"Content-Type: text/plain"),),
    "/interim-apart": (EARLY[:30], EARLY[30:], ok(b"after hints, in pieces")),
    "/odd-head": (
        b"HTTP/1.1 200 Fine by  me\r\n"
        b"Content-Type: text/html;\r\n\tcharset=utf-8\r\n"
        b"X-Folded: one\r\n two\r\n  three\r\n"
        b"Set-Cookie: a=1\r\nset-cookie: b=2\r\n"
        b"X-Latin: caf\xe9 na\xefve\r\n"
        b"no colon in this line\r\n"
        b"X-Spaces:    many   \r\n"
        b"X-Empty:\r\n"
        b"Content-Length: 5\r\n\r\nhello",
    ),
    "/bare-lf": (b"HTTP/1.1 200 OK\nContent-Length: 2\nX-Mixed: a\r\nX-Bare: b\n\nhi",),
    "/no-phrase": (b"HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nhi",),
    "/head": (b"HTTP/1.1 200 OK\r\nContent-Length: 4096\r\nContent-Type: text/html\r\n\r\n",),
    "/post": (b"HTTP/1.1 100 Continue\r\n\r\n" + ok(b"thank you"),),
    "/not-modified": (b'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\nContent-Length: 99\r\n\r\n',),
    "/no-content": (b"HTTP/1.1 204 No Content\r\n\r\n",),
    "/empty-body": (ok(b""),),
    "/redirect": (b"HTTP/1.1 302 Found\r\nLocation: /target\r\nContent-Length: 4\r\n\r\ngone",),
    "/target": (ok(b"here I am"),),
    "/http-1.0": (b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nold times", Step.CLOSE),
    "/until-close": (
        b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/html\r\n\r\n" + PAGE,
        Step.CLOSE,
    ),
    "/until-reset": (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nthe first half",
        Step.RESET,
    ),
    "/says-close": (ok(b"bye", b"Connection: close"), Step.CLOSE),
    "/cut-in-head": (b"HTTP/1.1 200 OK\r\nContent-Type: tex", Step.CLOSE),
    "/cut-in-body": (b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf a word", Step.CLOSE),
    "/no-chunk": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"4\r\nabcd\r\nfour\r\nefgh\r\n0\r\n\r\n",
        Step.WAIT,
    ),
    "/cut-in-chunk": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\nhalf a chunk",
        Step.CLOSE,
    ),
    "/length-too-long": (b"HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\neleven char", Step.CLOSE),
    "/length-too-short": (
        b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 4\r\n\r\nfourteen chars",
        Step.CLOSE,
    ),
    "/closes-unannounced": (ok(b"and gone"), Step.CLOSE),
    "/no-answer": (Step.CLOSE,),
    "/reset": (Step.RESET,),
    "/silent": (Step.WAIT,),
    "/slow-head": (b"HTTP/1.1 200 OK\r\nContent-", Step.WAIT),
    "/slow-body": (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nslowly", Step.WAIT),
    "/only-hints": (EARLY, Step.WAIT),
    "/not-http": (b"SSH-2.0-OpenSSH_9.2\r\n", Step.WAIT),
    "/too-big-said": (ok(b"x" * 30_000), Step.WAIT),
    "/too-big-chunked": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        *(b"1000\r\n" + b"y" * 4096 + b"\r\n",) * 8,
        Step.WAIT,
    ),
    "/noise": (ok(random.Random(1).randbytes(20_000), b"Content-Type: image/png"),),
    # Larger than what is kept in memory (warcs.capturing.intake.MEMORY).
    "/large": (ok(LARGE, b"Content-Type: image/png"),),
    "/large-interim-chunked": (
        EARLY + b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + _chunked(LARGE),
    ),
    "/large-until-close": (
        b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/html\r\n\r\n" + PAGE * 250,
        Step.CLOSE,
    ),
    "/large-length-too-short": (
        b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(LARGE),
        LARGE + b"and more",
        Step.CLOSE,
    ),
    "/large-cut": (ok(LARGE)[:-1000], Step.CLOSE),
    "/endless-head": (
        b"HTTP/1.1 200 OK\r\n" + b"X-Filler: %b\r\n" % (b"z" * 4000) * 300,
        Step.WAIT,
    ),
    "/drops-the-next": (ok(b"I will not answer again"), Step.READ, Step.CLOSE),
}
SEQUENCES: dict[str, list[bytes]] = {
    "/busy": [
        b"HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 5\r\n\r\nlater",
        b"HTTP/1.1 503 Busy\r\nConnection: close\r\nContent-Length: 5\r\n\r\nLATER",
        ok(b"now then"),
    ],
}


@dataclass
class Stream:
    """One connection, as the relay saw it."""

    sent: bytearray = field(default_factory=bytearray)
    received: bytearray = field(default_factory=bytearray)


@dataclass
class Gate:
    """Holds an answer back."""

    loop: asyncio.AbstractEventLoop
    port: int = 0
    arrived: threading.Event = field(default_factory=threading.Event)
    opened: asyncio.Event = field(default_factory=asyncio.Event)

    def open(self) -> None:
        """Let the second half through."""
        self.loop.call_soon_threadsafe(self.opened.set)


class Loopback:
    """The event loop's thread; a context manager."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._servers: list[asyncio.Server] = []
        self._tasks: set[asyncio.Task[None]] = set()

    def __enter__(self) -> "Loopback":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._run(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def awkward(self, tls: ssl.SSLContext | None = None) -> int:
        """Start the awkward server; returns its port."""
        return self.serve(_Awkward().handle, tls)

    def relay(
        self,
        port: int,
        *,
        tls: ssl.SSLContext | None = None,
        onward: ssl.SSLContext | None = None,
        name: str | None = None,
    ) -> tuple[int, list[Stream]]:
        """Start a relay to ``port``; returns its port and the list that it records into."""
        streams: list[Stream] = []

        async def handle(reader: Reader, writer: Writer) -> None:
            stream = Stream()
            streams.append(stream)
            up_reader, up_writer = await asyncio.open_connection(
                "127.0.0.1", port, ssl=onward, server_hostname=name if onward else None
            )
            async with _closing(up_writer):
                await asyncio.gather(
                    _pump(reader, up_writer, stream.sent), _pump(up_reader, writer, stream.received)
                )

        return self.serve(handle, tls), streams

    def connect_proxy(self, port: int, *, credentials: bytes) -> tuple[int, list[bytes]]:
        """Start a proxy whose tunnels all lead to ``port``; returns its port and the heads."""
        heads: list[bytes] = []

        async def handle(reader: Reader, writer: Writer) -> None:
            head = await reader.readuntil(b"\r\n\r\n")
            heads.append(head)
            if credentials not in head:
                writer.write(b"HTTP/1.1 407 Who are you?\r\nContent-Length: 0\r\n\r\n")
                writer.close()
                return
            up_reader, up_writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n")
            async with _closing(up_writer):
                await asyncio.gather(_pump(reader, up_writer), _pump(up_reader, writer))

        return self.serve(handle), heads

    def gated(self, before: bytes, after: bytes) -> "Gate":
        """Start a server that sends the first half of its answer, and the second when told to."""
        gate = Gate(loop=self._loop)

        async def handle(reader: Reader, writer: Writer) -> None:
            while await _request(reader):
                writer.write(before)
                await writer.drain()
                gate.arrived.set()
                await gate.opened.wait()
                writer.write(after)

        gate.port = self.serve(handle)
        return gate

    def serve(self, handle: Handler, tls: ssl.SSLContext | None = None) -> int:
        """Start a server on a free port; returns the port."""

        async def guarded(reader: Reader, writer: Writer) -> None:
            task = asyncio.current_task()
            assert task is not None
            self._tasks.add(task)
            try:
                async with _closing(writer):
                    await handle(reader, writer)
            except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                pass  # the client went away, or the test is over
            finally:
                self._tasks.discard(task)

        async def start() -> int:
            server = await asyncio.start_server(guarded, "127.0.0.1", 0, ssl=tls)
            self._servers.append(server)
            port: int = server.sockets[0].getsockname()[1]
            return port

        return self._run(start())

    def _run(self, coroutine: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(20)

    async def _stop(self) -> None:
        for server in self._servers:
            server.close()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class _Awkward:
    """Answers each path as ANSWERS says; SEQUENCES have another answer each time."""

    def __init__(self) -> None:
        self._sequences: dict[str, Iterator[bytes]] = {k: iter(v) for k, v in SEQUENCES.items()}

    async def handle(self, reader: Reader, writer: Writer) -> None:
        while path := await _request(reader):
            if path in self._sequences:
                answer: Answer = (next(self._sequences[path]),)
            else:
                answer = ANSWERS.get(path, (b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n",))
            for step in answer:
                if isinstance(step, bytes):
                    writer.write(step)
                    await writer.drain()
                elif step is Step.READ:
                    await _request(reader)
                elif step is Step.WAIT:
                    await reader.read()
                    return
                else:
                    if step is Step.RESET:
                        reset(writer)
                    return


async def _request(reader: Reader) -> str:
    """Read a request with its body; the path of its target, empty at the end of the stream."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return ""
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            await reader.readexactly(int(line.split(b":")[1]))
    target = head.split(b" ")[1].decode()
    if "://" in target:  # as a proxy gets it
        target = "/" + target.split("/", 3)[3]
    return target.partition("?")[0]


@contextlib.asynccontextmanager
async def _closing(writer: Writer) -> AsyncIterator[None]:
    try:
        yield
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


async def _pump(reader: Reader, writer: Writer, copy: bytearray | None = None) -> None:
    """Forward until the end, and end the other side as this side ended.

    Goes on reading, and copying, when the other side takes no more: what was sent was sent.
    """
    try:
        while piece := await reader.read(65536):
            if copy is not None:
                copy += piece
            with contextlib.suppress(OSError):
                writer.write(piece)
                await writer.drain()
    except ConnectionResetError:
        reset(writer)
    except OSError:
        pass
    finally:
        with contextlib.suppress(OSError):
            if writer.can_write_eof():
                writer.write_eof()
            else:  # TLS: asyncio ends both directions at once
                writer.close()


def reset(writer: Writer) -> None:
    """End a connection with RST, which also loses what was not read."""
    raw: socket.socket = writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
