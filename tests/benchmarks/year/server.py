"""Serves the newspaper on 127.0.0.1, and remembers when it was asked for what."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler

from archiver.loopback import Listener
from tests.benchmarks.year.site import Answer, Site


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, and how it was answered."""

    at: datetime
    path: str
    status: int


class _Listener(Listener):
    def __init__(self, site: Site, now: Callable[[], datetime]) -> None:
        self.site, self.now = site, now
        self.log: list[Asked] = []
        super().__init__(0, _Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Listener
    wbufsize = -1  # one write an answer
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        answer = self.server.site.answer(self.path)
        status = answer.status
        fresh = status == 200 and self.headers.get("If-None-Match") == answer.etag
        status = 304 if fresh else status
        self.server.log.append(Asked(self.server.now(), self.path, status))
        self.send_response(status)
        self._headers(answer)
        body = b"" if fresh else answer.body
        if not fresh:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _headers(self, answer: Answer) -> None:
        if answer.status == 200:
            self.send_header("Content-Type", answer.kind)
            self.send_header("ETag", answer.etag)
        if answer.modified is not None:
            self.send_header("Last-Modified", format_datetime(answer.modified, usegmt=True))
        if answer.location is not None:
            self.send_header("Location", answer.location)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextmanager
def serving(site: Site, now: Callable[[], datetime]) -> Iterator[_Listener]:
    """Serve for the time of a ``with``; the listener has the port and the log."""
    with _Listener(site, now).running() as listener:
        yield listener
