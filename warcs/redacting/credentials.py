"""Secrets of whoever recorded: what says that a capture was made with them.

A request that carries Cookie or Authorization may have brought a page that is not for everybody,
and whoever has its record can send the same again. Set-Cookie alone flags nothing: most of the web
sends it to anybody. In an answer to a flagged request it may be the next secret, so it is masked
there.
"""

import re
from collections.abc import Iterable
from io import BytesIO

from warcs.http.http1 import head_end

REQUEST = ("authorization", "proxy-authorization", "cookie", "cookie2")
RESPONSE = ("set-cookie", "set-cookie2", "authentication-info", "proxy-authentication-info")
MASK = b"masked"

_USERINFO_ANYWHERE = re.compile(r"://[^/?#\s]*@")
_USERINFO = re.compile(r"((?:urn:[^/?#]*:)?[A-Za-z][A-Za-z0-9+.-]*://)[^/?#]*@")


def carried(request: bytes) -> bool:
    """True if a request has a header of REQUEST with a value."""
    _, names = masked_message(request, REQUEST)
    return bool(names)


def without_userinfo(url: str) -> str:
    """``url`` without user name and password (RFC 3986 §3.2.1), also behind ``urn:…:``.

    They are no part of what HTTP asks for (RFC 9110 §4.2.4), so nothing is lost of a capture.
    """
    found = _USERINFO.match(url) if "@" in url else None
    return found[1] + url[found.end() :] if found else url


def has_userinfo(text: str) -> bool:
    """True if a text has a URL with a user name or password in it."""
    return _USERINFO_ANYWHERE.search(text) is not None


def masked_message(message: bytes, names: Iterable[str]) -> tuple[bytes, tuple[str, ...]]:
    """An HTTP message with the values of headers masked, and the names of those that had one.

    All other bytes stay; folded lines of a masked header go.
    """
    wanted = frozenset(name.encode() for name in names)
    end = head_end(message)
    if not any(name in message[:end].lower() for name in wanted):
        return message, ()
    kept: list[bytes] = []
    found: list[str] = []
    masking = False
    for line in BytesIO(message[:end]):  # a bare carriage return ends no line
        if line[:1] in (b" ", b"\t") and kept:
            if not masking:
                kept.append(line)
            continue
        name, colon, value = line.partition(b":")
        bare = name.strip(b" \t")
        masking = bool(colon) and bare.lower() in wanted and value.strip() not in (b"", MASK)
        if masking:
            found.append(bare.decode("latin-1"))
            line_end = line[len(line.rstrip(b"\r\n")) :]
            line = name + b": " + MASK + line_end
        kept.append(line)
    return b"".join(kept) + message[end:], tuple(dict.fromkeys(found))
