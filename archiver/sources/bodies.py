"""What a body is, by its first bytes: names and media types lie."""

import zlib
from functools import partial

from warcs.http.coding import GZIP_MAGIC, MOST_MEMBERS, ManyMembers, inflated

_GUNZIP = partial(zlib.decompressobj, 16 + zlib.MAX_WBITS)
_SNIFFED = 4096  # bytes; a root element comes before
_FEED_ROOTS = ("<rss", "<feed", "<rdf:rdf", "<channel", "<atom:feed")
_SITEMAP_ROOTS = ("<urlset", "<sitemapindex", "<sm:urlset", "<sm:sitemapindex")
_HTML_SIGNS = ("<!doctype html", "<html", "<head", "<body", "<script", "<title", "<div", "<meta")


def unpacked(body: bytes, most: int) -> tuple[bytes, str | None]:
    """``body``, inflated if it is gzip, cut at ``most`` bytes; and one line if that is not all."""
    if not body.startswith(GZIP_MAGIC):
        return (body, None) if len(body) <= most else (body[:most], _too_large(most))
    pieces: list[bytes] = []
    problem = None
    try:
        pieces.extend(inflated(memoryview(body), _GUNZIP, most))
    except ManyMembers:
        problem = f"more than {MOST_MEMBERS} gzip members: the rest was left out"
    except EOFError:
        problem = "gzip ends early"
    except zlib.error as error:
        problem = f"broken gzip: {error}"
    whole = b"".join(pieces)
    return whole[:most], _too_large(most) if len(whole) > most else problem


def kind_of(body: bytes) -> str:
    """``feed``, ``sitemap``, ``HTML``, ``JSON``, ``XML``, ``text``, ``binary`` or ``empty``."""
    start = _start(body)
    if not start:
        return "empty"
    for kind, signs in (("feed", _FEED_ROOTS), ("sitemap", _SITEMAP_ROOTS), ("HTML", _HTML_SIGNS)):
        if any(sign in start for sign in signs):
            return kind
    if start.startswith(("{", "[")):
        return "JSON"
    if start.startswith("<"):
        return "XML"
    printable = sum(character.isprintable() or character.isspace() for character in start)
    return "text" if printable > 0.9 * len(start) else "binary"


def _start(body: bytes) -> str:
    """The first characters in lower case, without what may stand before a root element."""
    # Without zero bytes the first characters of UTF-16 and UTF-32 can be read as well.
    start = body[:_SNIFFED].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"")
    return (
        start.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").decode("latin-1").lower().strip()
    )


def _too_large(most: int) -> str:
    return f"larger than {most:,} bytes: the rest was left out"
