"""WARC records as bytes, written out plainly: what other tools' files hold."""

RESPONSE = "application/http;msgtype=response"
REQUEST = "application/http;msgtype=request"
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<h1>Hi</h1>"


def record(
    kind: str,
    url: str,
    block: bytes = PAGE,
    /,
    *,
    content_type: str = RESPONSE,
    name: str = "1",
    date: str = "2026-03-02T12:30:15Z",
    **fields: str,
) -> bytes:
    """A record; ``fields`` are further ones, with ``_`` for ``-``."""
    head = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{name}>",
        f"WARC-Date: {date}",
        f"WARC-Target-URI: {url}",
        *(f"{field.replace('_', '-')}: {value}" for field, value in fields.items()),
        f"Content-Type: {content_type}",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join([*head, "", ""]).encode() + block + b"\r\n\r\n"
