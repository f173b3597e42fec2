"""Before anything else is looked at: who asks, by which name, and how."""

import asyncio
import hmac
import secrets
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Collection as Names
from dataclasses import dataclass
from hashlib import sha256

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from archiver.web import policy

READING = ("GET", "HEAD")
PAUSE = 1.0  # seconds after a wrong password: a thousand tries take a quarter of an hour
MOST_PAUSED = 64  # of which at the same time; more are turned away at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """By which names the room answers, and with which password."""

    hosts: frozenset[str]  #: as the Host header has them, lower-case, with port
    secure: frozenset[str] = frozenset()  #: those of them that browsers ask for by https
    password: str | None = None  #: None: who reaches it may read


def names(hosts: Names[str], port: int, default_port: int = 80) -> frozenset[str]:
    """What Host headers say of these hosts at this port."""
    found = {f"{_bracketed(host)}:{port}" for host in hosts}
    if port == default_port:
        found |= {_bracketed(host) for host in hosts}
    return frozenset(name.lower() for name in found)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


class Guard:
    """An ASGI application around another: it lets readers in, and puts the policy on answers.

    - Another Host than ours is a foreign name that leads here (DNS rebinding): 421, and no word.
      The very address that a connection came to is no name of a stranger's, so it is ours.
    - Only GET and HEAD: there is nothing to be changed.
    - The password comes by HTTP Basic (RFC 7617). A browser sends it to this scheme, host and port
      alone (§2.2 and RFC 9110 §11.5): what listens on another port of the same host, as a replay
      does, does not get it. A cookie would go to all ports (RFC 6265 §8.5).
    """

    def __init__(self, app: ASGIApp, door: Door, pause: float = PAUSE) -> None:
        self.app, self._door, self._pause = app, door, pause
        self._key = secrets.token_bytes(32)
        self._paused = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = await self._refused(scope)
        answer = self.app if refused is None else refused
        if Headers(scope=scope).get("host", "").lower() in self._door.secure:
            scope = {**scope, "scheme": "https"}  # by way of a proxy; so whole addresses are right
        await answer(scope, receive, _with_policy(send))

    async def _refused(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._door.hosts | _reached(scope):
            return PlainTextResponse("", 421)
        if scope["method"] not in READING:
            return PlainTextResponse("only for reading", 405, {"Allow": ", ".join(READING)})
        if headers.get("service-worker") is not None:
            return PlainTextResponse("", 403)
        if self._door.password is None or self._is_right(headers.get("authorization", "")):
            return None
        return await self._wrong("authorization" in headers)

    async def _wrong(self, tried: bool) -> Response:
        if tried:
            if self._paused >= MOST_PAUSED:
                return PlainTextResponse("too many tries", 429)
            self._paused += 1
            try:
                await asyncio.sleep(self._pause)
            finally:
                self._paused -= 1
        asked = {"WWW-Authenticate": 'Basic realm="Reading room", charset="UTF-8"'}
        return PlainTextResponse("A password is needed; the user name does not matter.", 401, asked)

    def _is_right(self, authorization: str) -> bool:
        scheme, _, told = authorization.partition(" ")
        try:
            given = b64decode(told.strip(), validate=True).partition(b":")[2]
        except (NotBase64, ValueError):
            return False
        wanted = (self._door.password or "").encode()
        # Of the same length, whatever was given: the comparison tells nothing of it.
        same = hmac.compare_digest(self._sealed(given), self._sealed(wanted))
        return scheme.lower() == "basic" and same

    def _sealed(self, text: bytes) -> bytes:
        return hmac.new(self._key, text, sha256).digest()


def _reached(scope: Scope) -> frozenset[str]:
    """What a Host header says of the address and port that the connection came to."""
    address, port = scope.get("server") or (None, None)
    if address is None or port is None:
        return frozenset()
    plain = address.partition("%")[0].removeprefix("::ffff:")  # no zone; IPv4 on a socket of IPv6
    return names({plain}, port)


def _with_policy(send: Send) -> Send:
    """Put the headers on an answer that has none of its own of that name."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in policy.EVERYWHERE.items():
                headers.setdefault(name, value)
            headers.setdefault("Content-Security-Policy", policy.FILE)
        await send(message)

    return sending
