"""Where TCP connections go, when that is not where the URL says: the setting CONNECT_TO.

Like ``--connect-to`` of curl: URL, Host header, SNI and the check of the certificate stay those of
the original host; only the TCP connection goes elsewhere. With a proxy, the connection that is
made is the one to the proxy, so it is the proxy's name that is looked up here.
"""

# Twisted types its public names, and not yet its web client's endpoint factory.
# mypy: disallow-untyped-calls=False

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self, cast

from twisted.internet.endpoints import HostnameEndpoint, wrapClientTLS
from twisted.internet.interfaces import IStreamClientEndpoint
from twisted.python.compat import nativeString
from twisted.web.client import URI, _StandardEndpointFactory


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectTo:
    """The parsed setting: (host, port) to (address, port); None stands for any, or for the same."""

    routes: Mapping[tuple[str | None, int | None], tuple[str | None, int | None]]

    @classmethod
    def parse(cls, setting: Mapping[str, str]) -> Self:
        """Read ``{"host:port": "address:port"}``.

        As in curl a host or port left out on the left matches any, on the right it stays as it
        was: ``{":443": "127.0.0.1:8443"}``. IPv6 addresses stand in brackets. Raises ValueError
        with the wrong entry in its text.
        """
        return cls(routes={_pair(old): _pair(new) for old, new in setting.items()})

    def __call__(self, host: str, port: int) -> tuple[str, int]:
        """Where to connect for ``host:port``; the most exact entry wins."""
        name = host.lower().removeprefix("[").removesuffix("]")
        for key in ((name, port), (name, None), (None, port), (None, None)):
            if key in self.routes:
                address, new_port = self.routes[key]
                return address or host, new_port or port
        return host, port


def _pair(text: str) -> tuple[str | None, int | None]:
    host, colon, port = str(text).strip().rpartition(":")
    bracketed = host.startswith("[") and host.endswith("]")
    if not colon or (":" in host and not bracketed):
        raise ValueError(f"CONNECT_TO: {text!r} is not of the form host:port")
    if port and not (port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536):
        raise ValueError(f"CONNECT_TO: {text!r} has no port from 1 to 65535")
    return host.strip("[]").lower() or None, int(port) if port else None


class ConnectToEndpoints(_StandardEndpointFactory):
    """Twisted's endpoints of an agent, with the TCP part sent elsewhere."""

    def __init__(self, standard: _StandardEndpointFactory, connect_to: ConnectTo) -> None:
        super().__init__(
            standard._reactor,
            standard._policyForHTTPS,
            standard._connectTimeout,
            standard._bindAddress,
        )
        self._connect_to = connect_to

    def endpointForURI(self, uri: URI) -> IStreamClientEndpoint:
        """Return the endpoint to connect to for ``uri``."""
        host = nativeString(uri.host)
        address, port = self._connect_to(host, uri.port)
        if (address, port) == (host, uri.port) or uri.scheme not in {b"http", b"https"}:
            return super().endpointForURI(uri)
        # Any: zope's interfaces tell a type checker too little.
        endpoint: Any = HostnameEndpoint(
            self._reactor,
            address,
            port,
            timeout=self._connectTimeout or 30,
            bindAddress=self._bindAddress,
        )
        if uri.scheme == b"http":
            return cast(IStreamClientEndpoint, endpoint)
        return wrapClientTLS(self._policyForHTTPS.creatorForNetloc(uri.host, uri.port), endpoint)
