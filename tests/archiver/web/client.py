"""Asks an application as a browser would, in this process."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message

HOST = "127.0.0.1:8000"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]  #: names in lower case
    body: bytes = field(repr=False)

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def words(self) -> str:
        """What a person reads, white space folded."""
        reader = _Words()
        reader.feed(self.text)
        return " ".join(" ".join(reader.parts).split())


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


@dataclass(frozen=True)
class Client:
    """A browser without a memory."""

    app: ASGIApp
    host: str = HOST
    server: tuple[str, int] = ("127.0.0.1", 8000)  #: what it is connected to

    def get(self, address: str, method: str = "GET", **headers: str) -> Answer:
        """``headers``: names with ``_`` for ``-``; ``host`` in place of the client's own."""
        return asyncio.run(self.ask(address, method, **headers))

    async def ask(self, address: str, method: str = "GET", **more: str) -> Answer:
        """The same, beside other things."""
        headers = {"host": self.host, **more}
        parts = urlsplit(address)
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": parts.path,
            "raw_path": parts.path.encode(),
            "query_string": parts.query.encode(),
            "headers": [
                (name.replace("_", "-").lower().encode(), value.encode("latin-1"))
                for name, value in headers.items()
            ],
            "server": self.server,
            "client": ("127.0.0.1", 50000),
        }
        sent: list[Message] = []

        asked = False

        async def receive() -> Message:
            nonlocal asked
            if asked:
                await asyncio.Event().wait()  # nobody hangs up
            asked = True
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        start = next(x for x in sent if x["type"] == "http.response.start")
        return Answer(
            status=start["status"],
            headers={name.decode().lower(): value.decode() for name, value in start["headers"]},
            body=b"".join(x.get("body", b"") for x in sent if x["type"] == "http.response.body"),
        )
