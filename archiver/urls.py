"""When two URLs are the same.

Normalisation follows RFC 3986 §6.2.2 and §6.2.3 (case, percent-encoding, dot segments, default
port) and leaves out what only tracks the reader. Nothing is folded that a server may tell apart:
scheme, ``www.``, trailing slash and the order of parameters stay.
"""

import re
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from warcs.redacting.credentials import without_userinfo

DEFAULT_PORTS = {"http": 80, "https": 443}


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


TRACKING_PREFIXES = ("utm_", "pk_", "mtm_", "hsa_", "matomo_", "piwik_", "__hs", "_hs", "guce_")
TRACKING = words(
    """
    _ga _gl at_campaign at_medium cmpid dclid fbclid gbraid gclid gclsrc guccounter igsh igshid
    li_fat_id mc_cid mc_eid mkt_tok msclkid oly_anon_id oly_enc_id ref_src ref_url s_cid twclid
    ttclid vero_id wbraid wt.mc_id wt_mc wt_zmc xtor yclid ysclid
    """
)

#: What numbers a page of a story that is told on several.
PAGE_MARK = re.compile(
    r"[?&](?:page|paged|pg|p|seite|pagina|s)=\d{1,3}\b|"
    r"/(?:page|seite|pagina)[/-]?\d{1,3}(?=/?$|\.html?$)|"
    r"/\d{1,2}/?$|[-_,](?:page|seite|p)?-?\d{1,2}(?=\.\w{3,5}$)",
    re.IGNORECASE,
)

_UNSAFE = re.compile(r"[^!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]")
_ENCODED = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
#: URLs that are in their normal form for certain, as most are: without port, query,
#: percent-encoding and anything that a path may be shortened by.
_NORMAL = re.compile(
    r"https?://[a-z0-9_-]+(?:\.[a-z0-9_-]+)*/(?![./]|.*/[./])[!$&'()*+,\-./0-9:;=@A-Z_a-z~]*\Z"
)
#: The host of a URL as most are, as :func:`host_name` writes it.
_HOST = re.compile(r"https?://([a-z0-9_-]+(?:\.[a-z0-9_-]+)*)(?:[/?#]|\Z)")
_C0_AND_SPACE = "".join(map(chr, range(0x21)))


def normalise(url: str) -> str:
    """The form of ``url`` that is the same for all spellings of one address.

    Idempotent. User name and password go: no request has them. What is no http or https URL comes
    back trimmed, without fragment.
    """
    if _NORMAL.match(url):
        return url
    return _normalised(url)


def _normalised(url: str) -> str:
    trimmed = _trimmed(url).partition("#")[0].strip(_C0_AND_SPACE)
    address, mark, query = trimmed.partition("?")
    parts = split(address.replace("\\", "/") + mark + query)
    if parts is None:
        return trimmed
    path = _remove_dot_segments(_encoding(parts.path)) or "/"
    return urlunsplit((parts.scheme, _host_and_port(parts), path, _query(parts.query), ""))


def split(url: str) -> SplitResult | None:
    """The parts of an absolute http or https URL; None for anything else, never an exception."""
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError:
        return None
    if parts.scheme not in DEFAULT_PORTS or not host_name(host or "") or port == 0:
        return None
    return parts


def absolute(base: str, link: str) -> str | None:
    """``link``, found on the page ``base``, as an http or https URL without fragment, user name
    and password.

    None where it is something else (``mailto:``, ``javascript:``, broken).
    """
    try:
        joined = urljoin(base, _trimmed(link))
    except ValueError:
        return None
    url = without_userinfo(joined.partition("#")[0])
    return url if split(url) else None


def host_of(url: str) -> str:
    """The host of an http or https URL as :func:`host_name` writes it; ``""`` if there is none."""
    if usual := _HOST.match(url):
        return usual[1]
    parts = split(url)
    return host_name(parts.hostname or "") if parts else ""


def host_name(host: str) -> str:
    """Lower-case, international names in ASCII (IDNA 2003), no final dot."""
    lower = host.lower().strip().rstrip("." + _C0_AND_SPACE)
    if lower.isascii():
        return lower
    try:
        return lower.encode("idna").decode("ascii").rstrip(".")
    except UnicodeError:  # too long a label, or a character that no host name has
        return _encoding(lower).lower()


def origin_of(url: str) -> str:
    """Scheme, host and port (where it is not the default) of ``url``: ``https://x.example:8443``.

    What is no http or https URL is its own origin.
    """
    parts = split(url)
    return f"{parts.scheme}://{_host_and_port(parts)}" if parts else url


def within(host: str, domains: tuple[str, ...]) -> bool:
    """True if ``host`` is one of ``domains`` or a subdomain of one."""
    name = host_name(host)
    return any(name == domain or name.endswith(f".{domain}") for domain in domains)


def _trimmed(url: str) -> str:
    """As browsers do: no tabs and line breaks, no spaces around (WHATWG URL §4.4)."""
    return url.replace("\t", "").replace("\n", "").replace("\r", "").strip(_C0_AND_SPACE)


def _host_and_port(parts: SplitResult) -> str:
    host = host_name(parts.hostname or "")
    host = f"[{host}]" if ":" in host else host
    default = parts.port is None or parts.port == DEFAULT_PORTS[parts.scheme]
    return host if default else f"{host}:{parts.port}"


def _encoding(text: str) -> str:
    """RFC 3986 §6.2.2.1 and §6.2.2.2: upper-case hexadecimal, unreserved characters as they are."""
    text = _UNSAFE.sub(
        lambda match: "".join(
            f"%{octet:02X}" for octet in match[0].encode("utf-8", "surrogatepass")
        ),
        text,
    )
    return _ENCODED.sub(_encoded, text)


def _encoded(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if character in _UNRESERVED else match[0].upper()


def _remove_dot_segments(path: str) -> str:
    """RFC 3986 §5.2.4 for an absolute path."""
    kept: list[str] = []
    segments = path.split("/")
    for number, segment in enumerate(segments):
        if segment not in (".", ".."):
            kept.append(segment)
            continue
        if segment == ".." and len(kept) > 1:
            kept.pop()
        if number == len(segments) - 1:
            kept.append("")
    return "/".join(kept)


def _query(query: str) -> str:
    pieces = (piece for piece in query.split("&") if piece)
    return _encoding("&".join(piece for piece in pieces if not _tracks(piece)))


def _tracks(piece: str) -> bool:
    name = _encoding(piece.partition("=")[0]).lower()
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)
