"""HTTP/1.1 on 127.0.0.1, a thread a connection: what the servers of this package stand on."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

IDLE = 60  # seconds after which an idle connection is closed
POLL = 0.05  # seconds between two looks whether to end


class Listener(ThreadingHTTPServer):
    """Listens on 127.0.0.1 only; ends with all its connections. OSError: the port is taken."""

    daemon_threads = False  # joined at the end, so that nothing outlives the server
    request_queue_size = 128

    def __init__(self, port: int, handler: type[BaseHTTPRequestHandler]) -> None:
        self._connections: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(("127.0.0.1", port), handler)

    @contextmanager
    def running(self) -> Iterator[Self]:
        """Serve until the ``with`` block ends."""
        thread = threading.Thread(target=self.serve_forever, args=(POLL,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.shutdown()
            self._close_connections()
            self.server_close()
            thread.join()

    def server_bind(self) -> None:
        """Bind, without asking for the name of the address as HTTPServer does."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def process_request(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: object
    ) -> None:
        """Remember the connection."""
        if isinstance(request, socket.socket):
            with self._lock:
                self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        """Forget the connection."""
        if isinstance(request, socket.socket):
            with self._lock:
                self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is none of our errors."""

    def _close_connections(self) -> None:
        """End the connections that clients keep open."""
        with self._lock:
            for connection in self._connections:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue
