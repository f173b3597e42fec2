"""Paths and the patterns that robots.txt has for them (RFC 9309 §2.2.2, §2.2.3), compared octet by
octet; TDMRep (§ "TDM File on the Origin Server") and Content-Usage take the same.
"""

import re
from urllib.parse import urlsplit

_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_NOT_ASCII = re.compile(rb"[^!-~]")
_ENCODED = re.compile(rb"%([0-9A-Fa-f]{2})")


def path_of(url: str) -> bytes:
    """Path and query of ``url``, comparable; what has a meaning in patterns is encoded."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return b"/"
    path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    octets = path.encode("utf-8", "surrogatepass")
    return comparable(octets.replace(b"*", b"%2A").replace(b"$", b"%24"))


def comparable(octets: bytes) -> bytes:
    """One spelling for all that §2.2.2 calls equal.

    Octets outside of visible US-ASCII are percent-encoded, encoded unreserved characters are
    decoded. Where the RFC's table encodes ``:`` and ``/`` in a query, both spellings become the
    decoded one, which is the same comparison.
    """
    octets = _NOT_ASCII.sub(lambda match: b"%%%02X" % match[0][0], octets)
    octets = _ENCODED.sub(_decoded, octets)
    path, mark, query = octets.partition(b"?")
    return path + mark + query.replace(b"%2F", b"/")


def _decoded(match: re.Match[bytes]) -> bytes:
    octet = int(match[1], 16)
    if octet in _UNRESERVED or octet == ord(":"):
        return bytes((octet,))
    return match[0].upper()


def matches(pattern: bytes, path: bytes) -> bool:
    """``*`` is any run of octets, ``$`` at the end is the end, else a prefix matches (§2.2.3).

    Each piece is sought at its leftmost place, so the work is bounded by the path's length.
    """
    to_end = pattern.endswith(b"$")
    first, *rest = (pattern[:-1] if to_end else pattern).split(b"*")
    if not path.startswith(first):
        return False
    position = len(first)
    if not rest:
        return not to_end or position == len(path)
    last = rest.pop()
    for piece in rest:
        found = path.find(piece, position)
        if found < 0:
            return False
        position = found + len(piece)
    if to_end:
        return len(path) - len(last) >= position and path.endswith(last)
    return path.find(last, position) >= 0
