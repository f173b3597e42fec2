"""Serves any number of publications from memory on 127.0.0.1: the other end of benchmarks of pace.

    python -m tests.benchmarks.many_hosts LOG [BEHAVIOUR]

BEHAVIOUR is JSON, or @ and the name of a file of it: host -> {"robots": text, "hang": true or the
beginning of paths, "sitemap": URLs, "images": URLs of a page, "busy": [status, Retry-After, first
so many requests]}. Every other path is a story. Prints the port, serves until its standard input is
closed, and writes a line of JSON to LOG for each request: host, path, and the seconds at which it
came.
"""

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

from tests.benchmarks.other_end import until_closed

TEXT = "The lamps along the harbour were lit an hour late on Tuesday, said the keeper of them. "


def answer(body: str, kind: str = "text/html; charset=utf-8", line: str = "200 OK") -> bytes:
    """A whole answer."""
    content = body.encode()
    head = f"HTTP/1.1 {line}\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


def story(path: str, images: list[str]) -> bytes:
    """A page of about 12 kB."""
    pictures = "".join(f'<img src="{url}" alt="">' for url in images)
    text = "".join(f"<p>{TEXT * 4}</p>" for _ in range(30))
    return answer(
        f"<!doctype html><html lang=en><head><title>About {path}</title>"
        f'<meta property="og:type" content="article"><meta property="og:title" content="{path}">'
        f"</head><body><article><h1>About {path}</h1><p>By Ada Writer</p>{pictures}{text}"
        "</article></body></html>"
    )


def sitemap(urls: list[str]) -> bytes:
    """A sitemap of these."""
    items = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    schema = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return answer(f'<urlset xmlns="{schema}">{items}</urlset>', "text/xml")


class Server:
    """All hosts."""

    def __init__(self, behaviour: dict[str, dict[str, Any]]) -> None:
        self.log: list[tuple[str, str, float]] = []
        self._behaviour = behaviour
        self._times: dict[str, int] = {}
        self._missing = answer("", line="404 Not Found")

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                path = head.split(b" ", 2)[1].decode()
                host = (
                    head.lower().partition(b"\r\nhost:")[2].partition(b"\r\n")[0].strip().decode()
                )
                self.log.append((host, path, time.time()))
                found = self.answer(host, path)
                if found is None:
                    await asyncio.sleep(3600)
                writer.write(found or b"")
                await writer.drain()
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass
        finally:
            writer.close()

    def answer(self, host: str, path: str) -> bytes | None:
        """What is sent; None: nothing, ever."""
        of = self._behaviour.get(host, {})
        if path == "/robots.txt":
            return answer(of["robots"], "text/plain") if "robots" in of else self._missing
        if of.get("hang") is True or (of.get("hang") and path.startswith(of["hang"])):
            return None
        self._times[host] = self._times.get(host, 0) + 1
        if "busy" in of and self._times[host] <= of["busy"][2]:
            status, wait, _ = of["busy"]
            retry = f"{status} Busy\r\nRetry-After: {wait}"
            return answer("", line=retry)
        if path == "/sitemap.xml":
            return sitemap(of.get("sitemap", []))
        if path.endswith(".png"):
            return answer("no picture", "image/png")
        return story(path, of.get("images", []))


async def main() -> None:
    """Until standard input is closed."""
    log = Path(sys.argv[1])
    text = sys.argv[2] if len(sys.argv) > 2 else "{}"
    made = Server(json.loads(Path(text[1:]).read_text() if text.startswith("@") else text))
    await until_closed(made.serve)
    log.write_text("".join(f"{json.dumps(one)}\n" for one in made.log))


if __name__ == "__main__":
    asyncio.run(main())
