"""The key under which an index keeps a URL: reversed host, canonical path and query.

The form is that of Heritrix's Sort-friendly URI Reordering Transform without scheme and opening
bracket, as CDX files have it: ``com,example)/path?a=1&b=2``. Canonical means, as the Internet
Archive's tools publish it: lower case; no userinfo, fragment, default port, leading ``www`` and
number, session identifiers, trailing slash or empty query; escapes undone as far as they go and
the unsafe escaped again; dot segments and double slashes resolved; query arguments sorted.

Replay looks pages up by this key, so in rare cases (empty arguments, IPv6, session identifiers in
a path) it is as pywb and cdxj-indexer are seen to write it.
"""

import re
from contextlib import suppress
from socket import inet_aton, inet_ntoa
from urllib.parse import unquote_to_bytes

PORTS = {"http": "80", "https": "443"}
MOST_ESCAPES = 8  # undone one inside the other; a URL that goes on is not worth it

_URL = re.compile(r"([a-z][a-z0-9+.-]*)://([^/?#]*)([^?#]*)(?:\?([^#]*))?", re.IGNORECASE)
_IPV4 = re.compile(r"[0-9]{1,10}(?:\.[0-9]{1,10}){1,3}")
_WWW = re.compile(r"www\d*\.(?=.)")
_SESSION_PATH = re.compile(
    r"/\((?:[0-9a-z]{24}|(?:[a-z]\([0-9a-z]{24}\)){1,4})\)(?=/[^?]{1,2000}\.aspx)"
)
_SESSION_ARGUMENT = re.compile(
    r"(?:^|(?<=&))(?:(?:jsessionid|phpsessid|sid)=[0-9a-z]{32}|aspsessionid[a-z]{8}=[a-z]{24}"
    r"|cfid=[^&]{1,200}&cftoken=[^&]{1,200})(?:&|$)"
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
    if ":" in host:  # IPv6; the tools drop its brackets
        return host.strip("[]") + suffix
    labels = [label for label in _WWW.sub("", host, count=1).split(".") if label]
    return ",".join(reversed(labels)) + suffix


def _ascii(host: str) -> str:
    """As DNS has it (IDNA 2003, like the archives), IPv4 in four parts; else percent-escaped."""
    if _IPV4.fullmatch(host):
        with suppress(OSError):
            return inet_ntoa(inet_aton(host))
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
    text = _SESSION_ARGUMENT.sub("", _escaped(_canonical(query)).lower())
    return "?" + "&".join(sorted(text.split("&"))) if text else ""


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
