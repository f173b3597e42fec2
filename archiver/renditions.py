"""Other addresses of the same article: the page for printing, for small screens, with a slash more.

What is told apart here is told by the address alone. AMP: https://amp.dev/documentation; the forms
are those that publishing systems use.
"""

import re
from collections.abc import Container, Iterator
from urllib.parse import urlunsplit

from archiver.urls import host_of, normalise, split

SCHEMES = ("https", "http")
HOSTS = ("www", "m", "mobile", "mobil", "amp", "touch", "wap", "print")  # first labels of a host
_MADE_FOR = HOSTS[1:]
_SEGMENTS = frozenset(("amp", "print", "drucken", "imprimir", "imprimer", "stampa"))
_SUFFIX = re.compile(r"[.-](?:amp|print)(\.html?)?$")
_PARAMETERS = {
    "amp": ("", "1", "true"),
    "print": ("", "1", "true", "yes"),
    "outputtype": ("amp", "amp-type"),
    "output": ("amp", "print"),
    "view": ("print", "amp", "mobile"),
    "format": ("amp", "print"),
    "mode": ("print",),
    "printable": ("1", "true", "yes"),
    "mobile": ("1", "true"),
}
#: In each address of another rendition, and in few that are none.
_HINT = re.compile(
    rf"[?]|[/.-](?:{'|'.join(sorted(_SEGMENTS))})|//(?:{'|'.join(_MADE_FOR)})\.", re.IGNORECASE
)


def plain(url: str) -> str:
    """The normalised address of the page itself, of which ``url`` is another rendition.

    ``url`` itself, normalised, where it is none: for what is no http or https URL as well.
    """
    key = normalise(url)
    parts = split(key) if _HINT.search(key) else None
    if parts is None:
        return key
    query = "&".join(piece for piece in parts.query.split("&") if not _asks_for_rendition(piece))
    return urlunsplit((parts.scheme, _host(parts.netloc), _path(parts.path), query, ""))


def is_rendition(url: str) -> bool:
    """True if ``url`` says that its page is made for printing, for AMP or for small screens."""
    return plain(url) != normalise(url)


def others(url: str, hosts: Container[str] | None = None) -> Iterator[str]:
    """Normalised addresses under which the article at ``url`` may be known, but for its own.

    Those that differ in the rendition, in the scheme, in ``www.`` or in the slash at the end; of
    these ``hosts`` (as :func:`archiver.urls.host_of` writes them), if any are given.
    """
    own = normalise(url)
    scheme, mark, address = plain(own).partition("://")
    if not mark or scheme not in SCHEMES:
        return
    whole, mark, query = address.partition("?")
    netloc, _, path = whole.partition("/")
    bare = netloc.removeprefix("www.")
    named = "." in bare and not bare.partition(":")[0][-1].isdigit()
    path = f"/{path}".rstrip("/")
    for scheme in SCHEMES:
        for host in (bare, f"www.{bare}") if named else (bare,):
            if hosts is not None and host_of(f"http://{host}/") not in hosts:
                continue
            for ending in (path, f"{path}/") if path else ("/",):
                found = f"{scheme}://{host}{ending}{mark}{query}"
                if found != own:
                    yield found


def _asks_for_rendition(piece: str) -> bool:
    name, _, value = piece.lower().partition("=")
    return value in _PARAMETERS.get(name, ())


def _host(netloc: str) -> str:
    first, _, rest = netloc.partition(".")
    return rest if first in _MADE_FOR and "." in rest else netloc


def _path(path: str) -> str:
    first, *kept = path.split("/")
    if len(kept) > 1 and kept[0].lower() in ("amp", "print") and any(kept[1:]):
        kept = kept[1:]
    whole = kept[:-1] if kept and not kept[-1] else kept
    if len(whole) > 1 and whole[-1].lower() in _SEGMENTS:
        kept = whole[:-1]
    elif kept and kept[-1]:
        kept = [*kept[:-1], _SUFFIX.sub(lambda match: match[1] or "", kept[-1])]
    return "/".join((first, *kept))
