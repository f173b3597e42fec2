"""The reading room on a port of this machine."""

import ipaddress
import secrets
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from archiver.errors import WebError
from archiver.replay import Viewer
from archiver.web.app import application
from archiver.web.guard import Door, names
from archiver.web.replaying import Replays
from archiver.web.room import Room
from archiver.web.shelves import shelves

HERE = "127.0.0.1"
OWN_NAMES = (HERE, "localhost", "::1")
NO_REPLAY = (
    "Replay is for a browser on the machine that holds the collection: archived scripts run in"
    " it, on an origin that only that machine can reach (docs/serve.md says how to tunnel)."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the room is opened."""

    host: str = HERE
    port: int = 0  #: 0: any free one
    #: Other names that the room is asked for by, as behind a proxy; ``https://…`` if by https.
    names: tuple[str, ...] = ()
    password: str | None = None
    replay_port: int = 0

    @property
    def is_local(self) -> bool:
        """True if only this machine reaches it."""
        return _is_loopback(self.host)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A room that is open."""

    url: str
    password: str | None
    server: uvicorn.Server
    sockets: tuple[socket.socket, ...]

    def run(self) -> None:
        """Serve until it is told to stop (SIGINT, SIGTERM)."""
        self.server.run(sockets=list(self.sockets))

    def stop(self) -> None:
        """Tell it to, whether it runs already or not."""
        self.server.should_exit = True


@contextmanager
def opened(
    roots: Sequence[Path], settings: Settings, viewer: Callable[[], Viewer]
) -> Iterator[Opened]:
    """A room for these collections, ready to run.

    Raises CollectionError: a folder is no collection; WebError: the port or host cannot be used,
    or a name is none.
    """
    asked_for = tuple(map(_asked_for, settings.names))
    found = shelves(roots)
    listening = _listening(settings)
    try:
        port = int(listening.getsockname()[1])
        password = _password(settings)
        door = Door(
            hosts=_hosts(settings, port) | _others(asked_for, port),
            secure=_others([name for name in asked_for if name.secure], port),
            password=password,
        )
        replays = Replays(
            viewer=viewer,
            port=settings.replay_port,
            off=None if settings.is_local else NO_REPLAY,
        )
        room = Room(found, replays)
        try:
            yield Opened(
                url=asked_for[0].url if asked_for else f"http://{_shown(settings, port)}/",
                password=password,
                server=uvicorn.Server(_config(room, door)),
                sockets=(listening,),
            )
        finally:
            room.close()
    finally:
        listening.close()


def _config(room: Room, door: Door) -> uvicorn.Config:
    return uvicorn.Config(
        application(room, door),
        access_log=False,
        log_level="warning",
        lifespan="off",
        proxy_headers=False,
        server_header=False,
        date_header=False,
        ws="none",
        http="h11",
        timeout_graceful_shutdown=2,
    )


def _password(settings: Settings) -> str | None:
    """The one that was given; one is made up where the room is open to other machines."""
    if settings.password or settings.is_local:
        return settings.password
    return secrets.token_urlsafe(18)


def _listening(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    found = socket.socket(family)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((settings.host, settings.port))
        found.listen(128)
    except (OSError, UnicodeError) as error:
        found.close()
        said = getattr(error, "strerror", None) or str(error)
        raise WebError(
            f"{settings.host} port {settings.port} cannot be used ({said});"
            " give another, or leave --port out"
        ) from error
    return found


def _hosts(settings: Settings, port: int) -> frozenset[str]:
    """By which names it may be asked for."""
    told = {settings.host} if not _is_any(settings.host) else _addresses()
    return names({*OWN_NAMES, *told}, port)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    host: str  #: with a port, if one was given
    secure: bool

    @property
    def url(self) -> str:
        return f"{'https' if self.secure else 'http'}://{self.host}/"


def _asked_for(name: str) -> _Name:
    scheme, mark, rest = name.lower().rpartition("://")
    host = rest.removesuffix("/")
    if not host or any(x in "/?#@ " for x in host) or (mark and scheme not in ("http", "https")):
        raise WebError(
            f"--name {name}: is no name of a host; write one like archive.library.example, or"
            " https://archive.library.example where browsers ask by https"
        )
    return _Name(host=host, secure=scheme == "https")


def _others(asked_for: Sequence[_Name], port: int) -> frozenset[str]:
    """Behind a proxy the port is the proxy's; who gives a name vouches for it."""
    hosts = frozenset(name.host for name in asked_for)
    return hosts | names(hosts, port)


def _addresses() -> set[str]:
    """This machine's names and addresses, as far as it knows them."""
    name = socket.gethostname()
    found = {name, socket.getfqdn()}
    with suppress(OSError):
        found |= {str(told[4][0]).partition("%")[0] for told in socket.getaddrinfo(name, None)}
    return found


def _shown(settings: Settings, port: int) -> str:
    host = socket.gethostname() if _is_any(settings.host) else settings.host
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _is_any(host: str) -> bool:
    return host in ("0.0.0.0", "::", "")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
