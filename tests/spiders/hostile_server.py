"""A web server that answers as a test tells it to, byte for byte, and remembers who asked for what.

One thread a connection, on a free port of 127.0.0.1; it serves any number of host names.
"""

import contextlib
import socket
import socketserver
import ssl
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Answer = bytes | Callable[["Exchange"], Iterable[bytes]]
"""Bytes are sent as they are; a function yields what is sent piece by piece."""


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """A request as it arrived, and the connection it came on."""

    path: str  #: with its query
    host: str  #: as the header Host says
    agent: str  #: User-Agent
    headers: Mapping[str, str]  #: names in lower case
    connection: socket.socket

    def reset(self) -> None:
        """End the connection with RST in place of FIN."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@dataclass(kw_only=True)
class Site:
    """What is served: answers by path, or by host and path (``other.example/robots.txt``)."""

    answers: dict[str, Answer] = field(default_factory=dict)
    log: list[Exchange] = field(default_factory=list)
    connections: set[socket.socket] = field(default_factory=set)  #: that are open

    def asked(self, host: str | None = None) -> Counter[str]:
        """How often each path was asked for, of one host or of all."""
        return Counter(x.path for x in list(self.log) if host in (None, x.host))

    def answer(self, exchange: Exchange) -> Answer:
        """The answer to a request; 404 where there is none."""
        path = exchange.path.partition("?")[0]
        for key in (f"{exchange.host}{path}", exchange.path, path):
            if key in self.answers:
                return self.answers[key]
        return status(404, "Not Found")


def ok(body: bytes | str, kind: str = "text/html; charset=utf-8", *more: bytes) -> bytes:
    """A whole answer of status 200."""
    content = body.encode() if isinstance(body, str) else body
    lines = [
        b"HTTP/1.1 200 OK",
        b"Content-Type: %s" % kind.encode(),
        b"Content-Length: %d" % len(content),
        *more,
    ]
    return b"\r\n".join((*lines, b"", content))


def status(code: int, phrase: str, *more: bytes) -> bytes:
    """An answer without a body."""
    lines = [b"HTTP/1.1 %d %s" % (code, phrase.encode()), b"Content-Length: 0", *more]
    return b"\r\n".join((*lines, b"", b""))


def redirect(target: str) -> bytes:
    """An answer that sends the client elsewhere."""
    return status(302, "Found", b"Location: " + target.encode())


def story(title: str, body: str = "") -> bytes:
    """An article's page with ``title``."""
    text = body or "The lamps along the harbour were lit an hour late on Tuesday. " * 12
    return ok(
        f"<!doctype html><html lang=en><head><title>{title}</title>"
        f'<meta property="og:type" content="article"><meta property="og:title" content="{title}">'
        f"</head><body><article><h1>{title}</h1><p>By Ada Writer</p>"
        f"<p>{text}</p><p>{text}</p></article></body></html>"
    )


def feed(links: Iterable[str | tuple[str, str]], *, following: str | None = None) -> bytes:
    """An RSS feed of links, or of (link, RFC 822 date) pairs."""
    items = []
    for link in links:
        url, date = link if isinstance(link, tuple) else (link, "")
        told = f"<pubDate>{date}</pubDate>" if date else ""
        items.append(f"<item><title>About {url}</title><link>{url}</link>{told}</item>")
    more = f'<atom:link rel="next" href="{following}"/>' if following else ""
    return ok(
        '<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
        f"<title>News</title>{more}{''.join(items)}</channel></rss>",
        "application/rss+xml",
    )


def listing(links: Iterable[str], following: str | None = None) -> bytes:
    """A channel's page."""
    items = "".join(
        f'<div class="teaser"><h2><a href="{link}">What is told of it on {link}</a></h2></div>'
        for link in links
    )
    more = f'<a rel="next" href="{following}">Older</a>' if following else ""
    return ok(f"<html><body><main>{items}</main>{more}</body></html>")


class _Handler(socketserver.BaseRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        with contextlib.suppress(OSError), self.request.makefile("rb") as stream:
            while exchange := self._next(stream):
                self.server.site.log.append(exchange)
                answer = self.server.site.answer(exchange)
                if callable(answer):
                    for piece in answer(exchange):
                        self.request.sendall(piece)
                    return  # how it ends is the function's affair: no second request
                self.request.sendall(answer)

    def _next(self, stream: Any) -> Exchange | None:  # noqa: ANN401 - a socket's file
        line = stream.readline().split()
        headers: dict[str, str] = {}
        while (header := stream.readline().strip()) != b"":
            name, _, value = header.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        if len(line) != 3:
            return None
        return Exchange(
            path=line[1].decode("latin-1"),
            host=headers.get("host", ""),
            agent=headers.get("user-agent", ""),
            headers=headers,
            connection=self.request,
        )


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, site: Site, tls: ssl.SSLContext | None) -> None:
        self.site = site
        self._tls = tls
        super().__init__(("127.0.0.1", 0), _Handler)

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        if self._tls:
            connection.settimeout(20)
            connection = self._tls.wrap_socket(
                connection, server_side=True, do_handshake_on_connect=False
            )
        self.site.connections.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:  # noqa: ANN401 - as socketserver has it
        super().shutdown_request(request)
        self.site.connections.discard(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no error of the test."""


@contextlib.contextmanager
def serving(site: Site, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """Serve ``site`` for the time of a ``with``; gives ``127.0.0.1:PORT``."""
    server = _Server(site, tls)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def settle(site: Site, address: str, seconds: float) -> None:
    """Wait until all that clients sent which have ended is in the log. Raises TimeoutError."""
    host, _, port = address.rpartition(":")
    end = time.monotonic() + seconds
    with socket.create_connection((host, int(port)), seconds) as last:  # they are taken in turn
        last.shutdown(socket.SHUT_WR)
        last.recv(1)
    while site.connections:
        if time.monotonic() > end:
            raise TimeoutError(f"{len(site.connections)} connections are still open")
        time.sleep(0.001)


def site(answers: Mapping[str, Answer]) -> Site:
    """A site with these answers."""
    return Site(answers=dict(answers))
