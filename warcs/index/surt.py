"""The key under which an index keeps a URL: reversed host, canonical path and query.

The form is that of Heritrix's Sort-friendly URI Reordering Transform without scheme and opening
bracket, as CDX files have it: ``com,example)/path?a=1&b=2``. Canonical means, as the Internet
Archive's tools publish it: lower case; no userinfo, fragment, default port, leading ``www`` and
number, session identifiers, trailing slash or empty query; escapes undone as far as they go and
the unsafe escaped again; dot segments and double slashes resolved; query arguments sorted.

Replay looks pages up by this key, so in rare cases (empty arguments, IPv6, session identifiers,
numbers as hosts, ports that are none) it is as pywb and cdxj-indexer are seen to write it;
tests/benchmarks/surt_keys.py holds it to theirs.
"""

import re
from contextlib import suppress
from socket import inet_aton, inet_ntoa
from urllib.parse import unquote_to_bytes

PORTS = {"http": "80", "https": "443"}
MOST_PORT = 65_535
MOST_ESCAPES = 8  # undone one inside the other; a URL that goes on is not worth it

_URL = re.compile(r"([a-z][a-z0-9+.-]*)://([^/?#]*)([^?#]*)(?:\?([^#]*))?", re.IGNORECASE)
_HTTP = re.compile(r"(?:(https?):)?/*(.*)", re.IGNORECASE | re.DOTALL)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
# Most URLs: nothing of them has to be undone, escaped or resolved, and the host is no number.
_PLAIN = re.compile(
    r"https?://(?:www[0-9]*\.)?+((?:[a-z0-9-]+\.)*[a-z][a-z0-9-]*)"
    r"((?:/[a-zA-Z0-9_~=+,!@:;$&'*-][a-zA-Z0-9_~=+,!@:;$&'*.-]*)*)/?(?:\?([!$&-~]*))?(?:#.*)?"
)
_BREAKS = re.compile(r"[\t\r\n]")
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f]")
_NUMBER = re.compile(r"[0-9]{1,40}")
# Octal all the way if it begins with 0.
_IPV4 = re.compile(r"(?:0[0-7]{0,10}(?:\.[0-7]{1,10}){1,3}|[1-9][0-9]{0,9}(?:\.[0-9]{1,10}){1,3})")
_WWW = re.compile(r"www\d*\.(?=.)")
_SESSION_PATH = re.compile(
    r"/\((?:[0-9a-z]{24}|(?:[a-z]\([0-9a-z]{24}\)){1,4})\)(?=/[^?]{1,2000}\.aspx)"
)
# As Heritrix strips them from a query: of each form the last, and what "&" follows it; a form that
# ends another's name is found in it too.
_SESSION_ARGUMENTS = tuple(
    re.compile(rf"^(.*){form}(?:&(.*))?$", re.DOTALL)
    for form in (
        "jsessionid=[0-9a-z]{32}",
        "phpsessid=[0-9a-z]{32}",
        "sid=[0-9a-z]{32}",
        "aspsessionid[a-z]{8}=[a-z]{24}",
        "cfid=[^&]{1,200}&cftoken=[^&]{1,200}",
    )
)


def key(url: str) -> str:
    """The index key of ``url``.

    A URL without a scheme is one of http. One that has no host is lower-cased, its query sorted,
    its fragment and last slash dropped. One whose port is none is left as it is.

    >>> key("https://www.Example.com:443/Path/?b=2&a=1#top")
    'com,example)/path?a=1&b=2'
    """
    plain = _PLAIN.fullmatch(url)
    if plain:
        host = ",".join(reversed(plain[1].split(".")))
        arguments = _sorted(plain[3].lower()) if plain[3] else ""
        return f"{host}){plain[2].lower() or '/'}{arguments}"
    url = _BREAKS.sub("", url.strip())  # as browsers do
    match = _URL.match(url) or _URL.match(_with_slashes(url))
    if match is None:
        return _opaque(url)
    scheme, authority, path, query = match.groups()
    reversed_host = _host(scheme.lower(), authority)
    if reversed_host is None:
        return _unspaced(url)
    return f"{reversed_host}){_path(path)}{_arguments(query or '')}"


def _with_slashes(url: str) -> str:
    """``url`` with the scheme of http and the two slashes that it lacks or has too many of."""
    scheme, rest = _HTTP.fullmatch(url).groups()  # type: ignore[union-attr]  # it takes anything
    if scheme is None and _SCHEME.match(url):
        return url
    return f"{scheme or 'http'}://{rest}"


def _opaque(url: str) -> str:
    path, mark, query = url.partition("#")[0].partition("?")
    text = _escaped(_canonical(path)).lower().removesuffix("/")
    return text + (_arguments(query) if mark else "")


def _unspaced(url: str) -> str:
    plain = url.encode("utf-8", "replace").decode("utf-8")
    return _BLANK.sub(lambda match: _escaped(match[0].encode()), plain)


def _host(scheme: str, authority: str) -> str | None:
    """Reversed, with a port that is not the scheme's own; None if the port is none."""
    place = authority.rpartition("@")[2]
    name, colon, port = place.rpartition(":")
    if not colon or place.endswith("]"):
        name, port = place, ""
    elif port and not _is_port(port):
        return None
    if ":" in name and not name.startswith("["):
        return None
    number = int(port or 0)
    suffix = f":{number}" if number and str(number) != PORTS.get(scheme) else ""
    host = _ascii(_canonical(name).decode("utf-8", "replace").strip("."))
    if ":" in host:  # IPv6; the tools drop its brackets
        return host.strip("[]") + suffix
    labels = [label for label in _WWW.sub("", host, count=1).split(".") if label]
    return ",".join(reversed(labels)) + suffix


def _is_port(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= MOST_PORT


def _ascii(host: str) -> str:
    """As DNS has it (IDNA 2003, like the archives), IPv4 in four parts; else percent-escaped."""
    if _NUMBER.fullmatch(host):
        return inet_ntoa((int(host) % (1 << 32)).to_bytes(4, "big"))
    if _IPV4.fullmatch(host):
        with suppress(OSError):
            return inet_ntoa(inet_aton(host))
    try:
        plain = host.encode("ascii" if host.isascii() else "idna")
    except UnicodeError:
        plain = host.encode("utf-8", "replace")
    return _escaped(plain).lower()


def _path(path: str) -> str:
    text = _escaped(_canonical(path)).lower()
    segments: list[str] = []
    for segment in text.removeprefix("/").split("/"):
        if segment == ".." and segments:
            del segments[-1]  # an empty one too, or one that led above the root
        elif segment != ".":
            segments.append(segment)
    return _SESSION_PATH.sub("", "/" + "/".join(filter(None, segments)))


def _arguments(query: str) -> str:
    return _sorted(_escaped(_canonical(query)).lower()) if query else ""


def _sorted(text: str) -> str:
    if "id" in text:
        for pattern in _SESSION_ARGUMENTS:
            text = pattern.sub(r"\1\2", text)
    return "?" + "&".join(sorted(text.split("&"), key=_name_and_value)) if text else ""


def _name_and_value(argument: str) -> list[str]:
    return argument.split("=", 1)


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
