"""Collections with captures that a test says word for word."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from warcs import Exchange, Recorder
from warcs.index import cdxj

CAPTURED = datetime(2026, 3, 2, 12, 30, 15, tzinfo=UTC)


def collection(root: Path, responses: Mapping[str, bytes], pages: Mapping[str, str]) -> Path:
    """URL -> HTTP response, and URL -> title of those that are listed. Returns the WARC file."""
    for name in ("archive", "indexes", "pages"):
        (root / name).mkdir(parents=True, exist_ok=True)
    (root / "catalogue.sqlite").write_bytes(b"the catalogue is nobody's business")
    lines = [{"format": "json-pages-1.0", "id": "pages", "title": "Articles"}]
    lines += [
        {"url": url, "title": title, "id": url, "ts": f"{CAPTURED:%FT%TZ}"}
        for url, title in pages.items()
    ]
    (root / "pages" / "pages.jsonl").write_text("".join(f"{json.dumps(x)}\n" for x in lines))
    return add(root, responses)


def add(root: Path, responses: Mapping[str, bytes]) -> Path:
    """One more sealed and indexed file."""
    recorder = Recorder(root / "archive")
    captures = [
        recorder.record(
            Exchange(
                url=url,
                started=CAPTURED,
                ip="192.0.2.1",
                request=b"GET / HTTP/1.1\r\nHost: x.example\r\n\r\n",
                response=response,
            )
        )
        for url, response in responses.items()
    ]
    sealed = recorder.seal()
    assert sealed is not None
    cdxj.write_segment(root / "indexes", sealed.name, captures)
    return root / "archive" / sealed.name


def ok(body: bytes | str, content_type: str = "text/html; charset=utf-8") -> bytes:
    """An ordinary response."""
    content = body.encode() if isinstance(body, str) else body
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content
