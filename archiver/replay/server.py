"""The replay server: one collection or file, on 127.0.0.1, below a path that nobody can guess."""

import errno
import json
import re
import secrets
import socket
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from importlib.resources import files
from urllib.parse import urlencode

from archiver.errors import ReplayError
from archiver.loopback import IDLE, Listener
from archiver.replay import policy
from archiver.replay.policy import Places
from archiver.replay.viewer import Viewer
from warcs.packaging.virtual_zip import Bytes, Part

MOST_TOLD = 10_000  # requests that are remembered: a room may be open for months
TRIES = 20  # free ports that are taken on ::1 before we give up
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
HTML, SCRIPT, STYLE, TEXT = (
    f"text/{kind}; charset=utf-8" for kind in ("html", "javascript", "css", "plain")
)
OCTETS = "application/octet-stream"
MEDIA_TYPES = {
    ".wacz": "application/wacz",
    ".warc": "application/warc",
    ".gz": "application/gzip",
    ".json": "application/json",
}
#: What ReplayWeb.page asks its service worker for by the name of its script, and nothing else.
QUERIES = frozenset(("", "serveIndex=1"))


@dataclass(frozen=True, kw_only=True)
class Source:
    """What is replayed: files, by names under which ReplayWeb.page finds them."""

    title: str
    opened: str  #: the file that it is given; it tells by the end of the name how to read it
    files: Mapping[str, Part]
    #: Name -> what answers a query (``application/x-www-form-urlencoded``), in JSON.
    queries: Mapping[str, Callable[[str], bytes]] = field(default_factory=dict)
    #: False: something of it was to be taken out meanwhile; nothing is answered from then on.
    holds: Callable[[], bool] = lambda: True


@dataclass(frozen=True, kw_only=True)
class Request:
    """A request and how it was answered, for who wants to know."""

    method: str
    host: str
    target: str
    status: int
    range: str | None


@dataclass(frozen=True, kw_only=True)
class Replay:
    """A running replay."""

    places: Places
    #: The last MOST_TOLD of them, the newest last.
    requests: deque[Request] = field(default_factory=lambda: deque(maxlen=MOST_TOLD))

    def url(self, page: str | None = None, timestamp: str | None = None) -> str:
        """The address for a browser: of the list of pages, or of the capture of ``page``.

        ``timestamp``: 14 digits, UTC; the capture nearest to it.
        """
        asked = {"url": page, "ts": timestamp}
        told = urlencode({name: value for name, value in asked.items() if value})
        return f"{self.places.start_url}#{told}" if told else self.places.start_url


@dataclass(frozen=True, kw_only=True)
class _Resource:
    content: Part | Callable[[str], bytes]  #: or what makes it of a query
    media_type: str
    headers: Mapping[str, str]
    queries: frozenset[str] | None = frozenset(("",))  #: None: any
    #: False: not to be registered as a service worker by itself, without our guard before it.
    registers: bool = True


@contextmanager
def serve(source: Source, viewer: Viewer, port: int = 0) -> Iterator[Replay]:
    """Serve ``source`` on 127.0.0.1; port 0 is a free one. Ends with the ``with`` block.

    Raises ReplayError: the port is taken.
    """
    listener = _listener(port)
    # A label of its own for each replay: what a browser keeps for one is out of another's reach.
    name = f"replay-{secrets.token_hex(6)}.localhost"
    places = Places(
        start=f"127.0.0.1:{listener.server_port}",
        viewer=f"{name}:{listener.server_port}",
        pages=f"pages.{name}:{listener.server_port}",
        path=f"/{secrets.token_urlsafe(24)}/",
    )
    replay = Replay(places=places)
    listener.resources = _resources(source, viewer, places)
    listener.told = replay.requests.append
    listener.holds = source.holds
    with listener.running():
        yield replay


def _listener(port: int) -> "_Listener":
    for _ in range(TRIES if port == 0 else 1):
        try:
            return _Listener(port)
        except OSError as error:
            failed = error
    raise ReplayError(
        f"port {port} of this machine cannot be used ({failed.strerror});"
        " give another, or leave --port out"
    ) from failed


def _resources(source: Source, viewer: Viewer, places: Places) -> dict[tuple[str, str], _Resource]:
    """(host, path) -> what is there. All that there is."""
    at_start = _page("start", policy.start(places), {"viewer": places.viewer_url})
    options = {"source": f"captures/{source.opened}", "embed": "default", "noCache": "1"}
    outermost = _page(
        "viewer",
        policy.viewer(places),
        {"app": f"{places.pages_url}?{urlencode(options)}", "title": f"{source.title} (replay)"},
    )
    outermost["viewer.css"] = _Resource(
        content=_static("viewer.css"), media_type=STYLE, headers=policy.viewer(places)
    )
    outermost["here"] = _Resource(content=Bytes(b""), media_type=TEXT, headers=policy.here(places))
    inner = _inner(viewer, places)
    inner |= _captures(source)
    return {
        (host, places.path + name): resource
        for host, found in (
            (places.start, at_start), (places.viewer, outermost), (places.pages, inner),
        )
        for name, resource in found.items()
    }  # fmt: skip


def _page(name: str, headers: Mapping[str, str], settings: object) -> dict[str, _Resource]:
    """A page and its script."""
    page = _Resource(content=_static(f"{name}.html"), media_type=HTML, headers=headers)
    script = Bytes(_settings(settings) + _static(f"{name}.js").content)
    return {
        "": page,
        f"{name}.js": _Resource(content=script, media_type=SCRIPT, headers=headers),
    }


def _inner(viewer: Viewer, places: Places) -> dict[str, _Resource]:
    """ReplayWeb.page, with our guard before its service worker."""
    own, headers = places.pages_url, policy.worker(places)
    settings = {
        "scope": own,
        "replay": [f"{own}w/", f"{own}static/"],
        "worker": f"{own}replayweb/sw.js",
        "headers": policy.replayed(places),
    }
    guard = Bytes(_settings(settings) + _static("guard.js").content)
    return {
        "": _Resource(
            content=_static("app.html"),
            # Without a charset: a page that declares none would take that of the page around it;
            # so the browser looks at its text, as it did where the page was.
            media_type="text/html",
            headers=policy.app(places),
            queries=None,
        ),
        "ui.js": _Resource(content=Bytes(viewer.ui), media_type=SCRIPT, headers=headers),
        "sw.js": _Resource(content=guard, media_type=SCRIPT, headers=headers, queries=QUERIES),
        "replayweb/sw.js": _Resource(
            content=Bytes(viewer.worker), media_type=SCRIPT, headers=headers, registers=False
        ),
    }


def _captures(source: Source) -> dict[str, _Resource]:
    """What only ReplayWeb.page's workers read."""
    headers = policy.refusal()
    return {
        f"captures/{name}": _Resource(content=part, media_type=_media_type(name), headers=headers)
        for name, part in source.files.items()
    } | {
        f"captures/{name}": _Resource(
            content=answer, media_type=_media_type(".json"), headers=headers, queries=None
        )
        for name, answer in source.queries.items()
    }


def _media_type(name: str) -> str:
    return next((kind for end, kind in MEDIA_TYPES.items() if name.endswith(end)), OCTETS)


def _static(name: str) -> Bytes:
    return Bytes((files("archiver.replay") / "static" / name).read_bytes())


def _settings(values: object) -> bytes:
    return f"const SETTINGS = {json.dumps(values)};\n".encode()


class _Listener(Listener):
    resources: Mapping[tuple[str, str], _Resource]
    told: Callable[[Request], None]
    holds: Callable[[], bool]

    def __init__(self, port: int) -> None:
        super().__init__(port, _Handler)
        try:
            self._neighbour = _reserved(self.server_port)
        except OSError:
            self.server_close()
            raise

    def server_close(self) -> None:
        """Let go of both ports."""
        super().server_close()
        neighbour: socket.socket | None = getattr(self, "_neighbour", None)
        if neighbour is not None:
            neighbour.close()


def _reserved(port: int) -> socket.socket | None:
    """The same port of ::1, bound and deaf: browsers try it first for a name under .localhost.

    So no other user of this machine can answer there in our place. None: the machine has no IPv6.
    Raises OSError: somebody is there already.
    """
    try:
        found = socket.socket(socket.AF_INET6)
        found.bind(("::1", port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            found.close()
            raise
        return None
    return found


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = IDLE
    disable_nagle_algorithm = True
    wbufsize = -1  # head and small bodies in one write
    server: _Listener

    def do_GET(self) -> None:
        resource = self._found()
        if resource is None:
            self.send_error(404)
            return
        content = resource.content
        if callable(content):
            content = Bytes(content(self.path.partition("?")[2]))
        asked = self._range(content.size)
        if asked is None:
            self._send(200, resource, content, (0, content.size))
        elif asked:
            self._send(206, resource, content, asked)
        else:
            self._refuse(416, {"Content-Range": f"bytes */{content.size}"})

    do_HEAD = do_GET

    def _found(self) -> _Resource | None:
        """By host and path, both exact: a foreign name that leads here (DNS rebinding) has none."""
        hosts = self.headers.get_all("Host") or []
        path, _, query = self.path.partition("?")
        resource = self.server.resources.get((hosts[0].lower(), path)) if len(hosts) == 1 else None
        if resource is None or (resource.queries is not None and query not in resource.queries):
            return None
        if not self.server.holds():
            return None
        registering = self.headers.get("Service-Worker") is not None
        return None if registering and not resource.registers else resource

    def _range(self, size: int) -> tuple[int, int] | tuple[()] | None:
        """First byte and the one after the last; () if there is none; None for everything.

        RFC 9110 §14.2: only of GET; what is not understood (more than one range) is ignored.
        """
        asked = RANGE.fullmatch(self.headers.get("Range", "").strip())
        if asked is None or self.command != "GET" or "If-Range" in self.headers:
            return None
        first, last = asked.groups()
        if not first:
            start, stop = (max(0, size - int(last)), size) if last else (1, 0)
            return None if not last else (start, stop) if start < stop else ()
        start, stop = int(first), min(int(last or size) + 1, size)
        if last and int(last) < start:
            return None
        return (start, stop) if start < stop else ()

    def _send(
        self, status: int, resource: _Resource, content: Part, asked: tuple[int, int]
    ) -> None:
        start, stop = asked
        place = {"Content-Range": f"bytes {start}-{stop - 1}/{content.size}"}
        self._head(
            status,
            {
                **resource.headers,
                **(place if status == 206 else {}),
                "Content-Type": resource.media_type,
                "Content-Length": str(stop - start),
                "Accept-Ranges": "bytes",
            },
        )
        if self.command == "HEAD":
            return
        try:
            for piece in content.chunks(start, stop):
                self.wfile.write(piece)
        except OSError:
            # The file is gone, or the browser has enough: the body ends short, and the connection.
            self.close_connection = True

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Say no, and nothing else. 501 is how the base class calls a method that it has not."""
        if code == 501:
            self._refuse(405, {"Allow": "GET, HEAD"})
        else:
            self._refuse(code, {})

    def _refuse(self, status: int, told: dict[str, str]) -> None:
        self.close_connection = True  # a body may follow that nobody reads
        headers = {**policy.refusal(), **told, "Content-Type": TEXT}
        self._head(status, {**headers, "Content-Length": "0", "Connection": "close"})

    def _head(self, status: int, headers: Mapping[str, str]) -> None:
        self.send_response(status, HTTPStatus(status).phrase)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.server.told(
            Request(
                method=self.command or "",
                host=str(getattr(self, "headers", {}).get("Host", "")),
                target=getattr(self, "path", ""),
                status=status,
                range=headers.get("Content-Range"),
            )
        )

    def version_string(self) -> str:
        """The server's name, without versions."""
        return "archiver"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the requests are told to who started the server."""
