"""Requests that are no GET, as an index tells them apart: method and body become a query.

Replay finds the answer to a POST by the key of its URL with ``__wb_method=POST`` and the fields of
its body behind the query, as IIPC's guideline has it and pywb 2.10 does
(http://iipc.github.io/warc-specifications/guidelines/cdx-non-get-requests/).
"""

import json
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from email.parser import BytesParser
from urllib.parse import quote_plus, unquote_plus

from warcs.http.http1 import media_type, read_head

MOST_QUERY = 4096  # characters of what stands for a body
MOST_BODY = 1 << 20  # bytes of a body that are looked at
MOST_DEPTH = 100  # of JSON; Python's own parser gives up near 1,000

_METHOD = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,40}")  # a token, RFC 9110 §9.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a request that is no GET asked for, beside its URL."""

    method: str  #: as sent
    body: str  #: the query that stands for its body; empty if it has none

    def added_to(self, url: str) -> str:
        """``url`` with method and body behind its query."""
        mark = "&" if "?" in url else "?"
        return f"{url}{mark}__wb_method={self.method}" + (f"&{self.body}" if self.body else "")


def asked(message: bytes) -> Asked | None:
    """What the request in ``message`` asked for; None for a GET, and for what is no request."""
    method, space, _ = message[:64].partition(b" ")
    if method.upper() == b"GET" or not space:
        return None
    head = read_head(message)
    name, _, rest = head.start.partition(" ")
    if not _METHOD.fullmatch(name) or not rest.strip() or name.upper() == "GET":
        return None
    content_type = head.header("content-type") or ""
    body = message[head.end : head.end + MOST_BODY]
    return Asked(method=name.upper(), body=_query(body, content_type)[:MOST_QUERY])


def _query(body: bytes, content_type: str) -> str:
    if not body:
        return ""
    kind = media_type(content_type) or ""
    found: str | None = None
    if kind == "application/x-www-form-urlencoded":
        found = _form(body)
    elif kind.startswith("multipart/"):
        found = _parts(body, content_type)
    elif kind in ("application/json", "text/plain"):
        found = _json(body)
        if found is None and kind == "application/json":
            return ""
    return _binary(body) if found is None else found


def _binary(body: bytes) -> str:
    return f"__wb_post_data={b64encode(body[:MOST_QUERY]).decode()}"


def _form(body: bytes) -> str | None:
    try:
        return unquote_plus(body.decode())
    except UnicodeDecodeError:
        return None


def _parts(body: bytes, content_type: str) -> str | None:
    """The fields of a multipart form (RFC 7578)."""
    head = b"Content-Type: " + " ".join(content_type.split()).encode("latin-1", "replace")
    message = BytesParser().parsebytes(head + b"\r\n\r\n" + body)
    fields: list[tuple[str, str]] = []
    for part in message.walk() if message.is_multipart() else ():
        name = part.get_param("name", header="content-disposition")
        value = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(value, bytes):
            fields.append((name, value.decode("utf-8", "replace")))
    return "&".join(f"{quote_plus(n)}={quote_plus(v)}" for n, v in fields) or None


def _json(body: bytes) -> str | None:
    """The values of a JSON text by their names; a name met again is numbered."""
    try:
        values = list(_values(json.loads(body), "", MOST_DEPTH))
    except (ValueError, RecursionError):
        return None
    seen: Counter[str] = Counter()
    fields: list[str] = []
    for name, value in values:
        seen[name] += 1
        key = f"{name}.{seen[name]}_" if seen[name] > 1 else name
        fields.append(f"{quote_plus(key)}={quote_plus(value)}")
    return "&".join(fields)


def _values(value: object, name: str, depth: int) -> Iterator[tuple[str, str]]:
    if depth == 0:
        return
    if isinstance(value, dict):
        for key, member in value.items():
            yield from _values(member, key, depth - 1)
    elif isinstance(value, list):
        for member in value:
            yield from _values(member, name, depth - 1)
    elif name:
        yield name, _scalar(value)


def _scalar(value: object) -> str:
    """As JavaScript prints it, which ReplayWeb.page does."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e21:
        return str(int(value))
    return json.dumps(value)
