"""The sample publication's server: HTTP/1.1 on 127.0.0.1, for the demo and for tests."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler

from archiver.loopback import IDLE, Listener
from archiver.sample.site import Resource, site

HOST_NAME = re.compile(r"[A-Za-z0-9.-]{1,253}(?::\d{1,5})?|\[[0-9A-Fa-f:]{2,45}\](?::\d{1,5})?")
FALLBACK = "www.lanternpost.example"
CHUNK = 1400  # bytes
MISSING = b"<!DOCTYPE html><title>Not Found</title><h1>Not Found</h1><p>Nothing is kept here.</p>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as it came. ``headers`` in their order."""

    method: str
    path: str  #: the target: path and query
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Server:
    """A running server; :attr:`requests` grows while it runs."""

    port: int
    requests: list[Request] = field(default_factory=list)


@contextmanager
def serve(port: int = 0) -> Iterator[Server]:
    """Serve the site on 127.0.0.1; port 0 is a free one. Ends with the ``with`` block.

    Links are made for the host that the request names: http://www.lanternpost.example/ through a
    connect-to mapping, http://127.0.0.1:PORT/ directly. OSError: the port is taken.
    """
    requests: list[Request] = []
    with _Listener(port, requests).running() as listener:
        yield Server(port=listener.server_port, requests=requests)


class _Listener(Listener):
    def __init__(self, port: int, requests: list[Request]) -> None:
        self.requests = requests
        self.site_of = lru_cache(maxsize=8)(site)
        self.site_of(f"http://{FALLBACK}")
        super().__init__(port, _Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "LanternPress/3"
    sys_version = ""
    timeout = IDLE
    disable_nagle_algorithm = True
    wbufsize = -1  # one write for head and body
    server: _Listener

    def do_GET(self) -> None:
        self.server.requests.append(
            Request(method=self.command, path=self.path, headers=tuple(self.headers.items()))
        )
        host = self.headers.get("Host", "")
        base = f"http://{host if HOST_NAME.fullmatch(host) else FALLBACK}"
        found = self.server.site_of(base)
        resource = found.get(self.path) or found.get(self.path.partition("?")[0])
        if resource is None:
            self._send(404, {"Content-Type": "text/html; charset=UTF-8"}, MISSING)
        elif resource.status != 200:
            self._send(resource.status, dict(resource.headers), resource.body)
        else:
            self._answer(resource)

    do_HEAD = do_GET

    def _answer(self, resource: Resource) -> None:
        offered = _accepts_gzip(self.headers.get("Accept-Encoding", ""))
        packed = "gzip" in resource.transfer and offered
        headers = dict(resource.headers)
        if "gzip" in resource.transfer:
            headers["Vary"] = "Accept-Encoding"
        headers["ETag"] = f'{resource.etag[:-1]}-gzip"' if packed else resource.etag
        if resource.last_modified:
            headers["Last-Modified"] = resource.last_modified
        if self._is_known(headers["ETag"], resource.modified):
            headers.pop("Content-Type")
            self._send(304, headers, None)
            return
        if packed:
            headers["Content-Encoding"] = "gzip"
        body = resource.packed if packed else resource.body
        self._send(200, headers, body, chunked="chunked" in resource.transfer)

    def _is_known(self, etag: str, modified: datetime | None) -> bool:
        """Conditional requests, RFC 9110 §13.2.2: If-None-Match comes before If-Modified-Since."""
        known = self.headers.get("If-None-Match")
        if known is not None:
            tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
            return "*" in tags or etag in tags
        since = self.headers.get("If-Modified-Since")
        if since is None or modified is None:
            return False
        try:
            moment = parsedate_to_datetime(since)
        except ValueError:
            return False
        return moment.tzinfo is not None and modified <= moment

    def _send(
        self, status: int, headers: dict[str, str], body: bytes | None, *, chunked: bool = False
    ) -> None:
        chunked = chunked and self.request_version == "HTTP/1.1"
        self.send_response(status, HTTPStatus(status).phrase)
        for name, value in headers.items():
            self.send_header(name, value)
        if chunked:
            self.send_header("Transfer-Encoding", "chunked")
        elif body is not None:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if body is not None and self.command != "HEAD":
            self.wfile.write(b"".join(_chunks(body)) if chunked else body)
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the requests are kept in :attr:`Server.requests`."""


def _accepts_gzip(header: str) -> bool:
    """True unless the client did not name gzip, or gave it the weight 0 (RFC 9110 §12.5.3)."""
    for part in header.split(","):
        name, _, weight = part.partition(";")
        if name.strip().lower() in ("gzip", "*"):
            return weight.replace(" ", "").rstrip("0").lower() not in ("q=", "q=0.")
    return False


def _chunks(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), CHUNK):
        chunk = body[start : start + CHUNK]
        yield b"%x\r\n%b\r\n" % (len(chunk), chunk)
    yield b"0\r\n\r\n"
