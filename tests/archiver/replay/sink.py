"""What a hostile page tries to reach: a server that takes down whoever knocks, by TCP and UDP."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Sink:
    """``knocks`` grows while it runs: the first line of each connection, or of what UDP brought."""

    port: int  #: TCP and UDP
    knocks: list[str] = field(default_factory=list)


@contextmanager
def listening() -> Iterator[Sink]:
    """On a free port of 127.0.0.1, until the ``with`` block ends."""
    tcp = socket.create_server(("127.0.0.1", 0))
    port = tcp.getsockname()[1]
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.bind(("127.0.0.1", port))
    sink = Sink(port=port)
    threads = [
        threading.Thread(target=_take_connections, args=(tcp, sink.knocks)),
        threading.Thread(target=_take_datagrams, args=(udp, sink.knocks)),
    ]
    for thread in threads:
        thread.start()
    try:
        yield sink
    finally:
        tcp.shutdown(socket.SHUT_RDWR)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"", ("127.0.0.1", port))
        for thread in threads:
            thread.join()
        tcp.close()
        udp.close()


def _take_connections(listener: socket.socket, knocks: list[str]) -> None:
    """Answer nothing useful, but let everybody read it: a preflight must not be what stops them."""
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection:
            connection.settimeout(1)
            try:
                head = connection.recv(65_536)
                connection.sendall(
                    b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n"
                    b"Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Headers: *\r\n\r\n"
                )
            except OSError:
                head = b""
        knocks.append(head.split(b"\r\n")[0].decode("latin-1") or "TCP: nothing was said")


def _take_datagrams(listener: socket.socket, knocks: list[str]) -> None:
    while True:
        content = listener.recv(65_536)
        if not content:
            return
        knocks.append(f"UDP: {len(content)} bytes")
