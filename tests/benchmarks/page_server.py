"""Serves pages from memory on 127.0.0.1, cheaply: the other end of a crawl benchmark.

    python -m tests.benchmarks.page_server FOLDER COUNT identity|gzip

FOLDER holds ``*.html`` or ``*.html.gz`` at any depth. Prints the port, then serves until its
standard input is closed. ``/`` and every page link to the pages that follow; ``/sitemap.xml``
names them all.
"""

import asyncio
import gzip
import itertools
import sys
from pathlib import Path

SMALLEST, LARGEST = 60_000, 120_000  # bytes: pages of about 90 kB
LINKS = 8  # of each page to the next ones
PATH = "/story/a-page-of-the-benchmark-{:05}.html"


def load(folder: Path) -> list[bytes]:
    """Pages of about 90 kB; shorter ones are put together where there are none."""
    pages = []
    for path in sorted([*folder.rglob("*.html"), *folder.rglob("*.html.gz")]):
        data = path.read_bytes()
        pages.append(gzip.decompress(data) if path.suffix == ".gz" else data)
    fit = [page for page in pages if SMALLEST <= len(page) <= LARGEST]
    if not fit:
        sys.exit(f"{folder}: no pages of {SMALLEST} to {LARGEST} bytes")
    return fit


def with_links(page: bytes, number: int, count: int, origin: str) -> bytes:
    """The page with links to the ones after it, absolute, for some pages have a base element."""
    links = "".join(
        f'<a href="{origin}{PATH.format(n)}">{n}</a> '
        for n in range(number + 1, min(number + LINKS, count))
    )
    head, end, rest = page.rpartition(b"</body>")
    return (head if end else rest) + f"<nav>{links}</nav>".encode() + (end + rest if end else b"")


def answers(pages: list[bytes], count: int, coding: str, origin: str) -> dict[bytes, bytes]:
    """Request path -> whole response."""
    found = {
        PATH.format(n).encode(): response(with_links(page, n, count, origin), "text/html", coding)
        for n, page in zip(range(count), itertools.cycle(pages), strict=False)
    }
    first = with_links(b"<title>Benchmark</title>", -1, count, origin)
    found[b"/"] = response(first, "text/html", coding)
    found[b"/sitemap.xml"] = response(sitemap(count, origin), "text/xml", coding)
    return found


def sitemap(count: int, origin: str) -> bytes:
    """All pages."""
    urls = "".join(f"<url><loc>{origin}{PATH.format(n)}</loc></url>" for n in range(count))
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()


def response(body: bytes, mime: str, coding: str) -> bytes:
    """Without a charset, as many servers send it."""
    extra = ""
    if coding == "gzip":
        body = gzip.compress(body, 6, mtime=0)
        extra = "Content-Encoding: gzip\r\n"
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {mime}\r\n{extra}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n"


async def serve(folder: Path, count: int, coding: str) -> None:
    """Until standard input is closed."""
    found: dict[bytes, bytes] = {}

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                writer.write(found.get(head.split(b" ", 2)[1], MISSING))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    found.update(answers(load(folder), count, coding, f"http://127.0.0.1:{port}"))
    print(port, flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
