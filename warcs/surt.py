"""The key under which an index keeps a URL: reversed host, canonical path and query.

The form is that of Heritrix's Sort-friendly URI Reordering Transform without scheme and opening
bracket, as CDX files have it: ``com,example)/path?a=1&b=2``. Canonical means, as the Internet
Archive's tools publish it: lower case; no userinfo, fragment, default port, leading ``www`` and
number, session identifiers, trailing slash or empty query; escapes undone as far as they go and
the unsafe escaped again; dot segments and double slashes resolved; query arguments sorted.
Keys of different tools are known to differ on the rare of these; docs/warcs.md lists ours.
"""

import re
from urllib.parse import unquote_to_bytes

PORTS = {"http": "80", "https": "443"}
MOST_ESCAPES = 8  # undone one inside the other; a URL that goes on is not worth it

_URL = re.compile(r"([a-z][a-z0-9+.-]*)://([^/?#]*)([^?#]*)(?:\?([^#]*))?", re.IGNORECASE)
_WWW = re.compile(r"www\d*\.(?=.)")
_SESSION_PATH = re.compile(r";jsessionid=[0-9a-z]{32}$|\((?:[a-z]\([0-9a-z]{24}\)){1,4}\)/")
_SESSION_ARGUMENT = re.compile(
    r"(?:jsessionid|phpsessid|sid)=[0-9a-z]{32}|aspsessionid[a-z]{8}=[a-z]{24}"
    r"|cfid=[0-9]+|cftoken=[0-9a-f-]+"
)


def key(url: str) -> str:
    """The index key of ``url``; one that has no host, in lower case as it is.

    >>> key("https://www.Example.com:443/Path/?b=2&a=1#top")
    'com,example)/path?a=1&b=2'
    """
    match = _URL.match(url.strip())
    if match is None:
        return _escaped(url.strip().encode("utf-8", "replace")).lower()
    scheme, authority, path, query = match.groups()
    arguments = _arguments(query or "")
    return f"{_host(scheme.lower(), authority)}){_path(path)}{arguments}"


def _host(scheme: str, authority: str) -> str:
    host, colon, port = authority.rpartition("@")[2].rpartition(":")
    if not colon or not port.isascii() or not (port.isdigit() or not port):
        host, port = authority.rpartition("@")[2], ""
    suffix = f":{port}" if port and port != PORTS.get(scheme) else ""
    host = _ascii(_canonical(host).decode("utf-8", "replace").lower().strip("."))
    if host.startswith("["):
        return host + suffix
    labels = [label for label in _WWW.sub("", host, count=1).split(".") if label]
    return ",".join(reversed(labels)) + suffix


def _ascii(host: str) -> str:
    """As DNS has it (IDNA 2003, as in the archives); as it is where that cannot be."""
    try:
        plain = host.encode("ascii" if host.isascii() else "idna")
    except UnicodeError:
        plain = host.encode("utf-8", "replace")
    return _escaped(plain)


def _path(path: str) -> str:
    text = _escaped(_canonical(path)).lower()
    segments: list[str] = []
    for segment in text.split("/"):
        if segment == "..":
            del segments[-1:]
        elif segment not in ("", "."):
            segments.append(segment)
    return _SESSION_PATH.sub("", "/" + "/".join(segments))


def _arguments(query: str) -> str:
    text = _escaped(_canonical(query)).lower()
    kept = [part for part in text.split("&") if part and not _SESSION_ARGUMENT.fullmatch(part)]
    return "?" + "&".join(sorted(kept)) if kept else ""


def _canonical(text: str) -> bytes:
    """``text`` with its percent-escapes undone until none is left."""
    plain = text.encode("utf-8", "replace")
    for _ in range(MOST_ESCAPES):
        undone = unquote_to_bytes(plain)
        if undone == plain:
            break
        plain = undone
    return plain


def _escaped(plain: bytes) -> str:
    unsafe = b"#%"
    return "".join(
        chr(byte) if 0x20 < byte < 0x7F and byte not in unsafe else f"%{byte:02X}" for byte in plain
    )
