"""WARC files as other tools write them, for what is read of them to be counted."""

import gzip
from base64 import b32encode
from collections.abc import Iterable
from hashlib import sha1
from pathlib import Path

from tests.warcs.warc_bytes import record

SENTENCES = (
    "The council met on Monday evening and decided that the bridge over the river is to be closed.",
    "Nobody had asked the people who cross it every morning on their way to the market hall.",
    "Repairs will take until the spring, said the engineer who had looked at the piers in June.",
    "A ferry is to run every twenty minutes, and twice as often while the fair is in the town.",
)


def story(title: str, *, language: str = "en", times: int = 2) -> bytes:
    """A page that is an article."""
    text = "".join(f"<p>{one} ({title}.)</p>" for one in SENTENCES * times)
    return (
        f'<!doctype html><html lang="{language}"><head><title>{title}</title>'
        f'<meta property="og:type" content="article"></head><body><article><h1>{title}</h1>'
        f'<p class="byline">By Ada Lint</p><time datetime="2024-05-01T10:00:00Z">1 May 2024</time>'
        f"{text}</article></body></html>"
    ).encode()


def listing() -> bytes:
    """A page that is none."""
    items = "".join(
        f'<li><a href="/story/{n}">The headline of story {n}</a></li>' for n in range(40)
    )
    return f"<html><head><title>News</title></head><body><ul>{items}</ul></body></html>".encode()


def answer(
    body: bytes = b"", *fields: str, status: str = "200 OK", mime: str | None = "text/html"
) -> bytes:
    """A response as it came."""
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {mime}"] if mime else ()), *fields]
    return "\r\n".join([*lines, "", ""]).encode() + body


def digest(body: bytes) -> str:
    return f"sha1:{b32encode(sha1(body, usedforsecurity=False).digest()).decode()}"


def response(number: int, block: bytes, host: str = "paper.example", **fields: str) -> bytes:
    """A response record; its body's digest is told, as most tools do."""
    body = block.partition(b"\r\n\r\n")[2]
    said = {"WARC_Payload_Digest": digest(body), **fields}
    return record("response", f"https://{host}/story/{number}", block, name=f"r{number}", **said)


def members(records: Iterable[bytes]) -> list[bytes]:
    return [gzip.compress(one, mtime=0) for one in records]


def written(path: Path, records: Iterable[bytes]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(members(records)))
    return path
