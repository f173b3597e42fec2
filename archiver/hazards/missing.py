"""Soft 404s: pages that say with status 200 that there is nothing.

A host that does so says it with the same page wherever nothing is. So it is asked for what cannot
be there, and a page that is like the answer is none either; likeness is the share of common
shingles (Broder 1997; runs of three words), what the page repeats of its own address left out.
"""

import hashlib
import re
from urllib.parse import unquote

from lxml.etree import _Element as Element

from archiver.reading.text import inline_text
from archiver.urls import split

ALIKE = 0.8  #: share of common shingles from which two pages are the same
MOST_CHARACTERS = 20_000  # of a page's text
SHORT = 600  #: characters of a body that are few for an article
_WORD = re.compile(r"\w+")


def nowhere(host_url: str) -> str:
    """A URL of the host at which there is nothing: the same each time, so that it can be told from
    other requests in the archive. ``host_url``: scheme and host."""
    token = hashlib.sha256(host_url.encode()).hexdigest()[:12]
    return f"{host_url}/no-such-page-{token}"


def shingles(root: Element, url: str) -> frozenset[int]:
    """What a page says, for :func:`alike`; empty for a page without words."""
    body = next(root.iter("body"), root)
    title = next((inline_text(x) or (x.text or "") for x in root.iter("title")), "")
    text = f"{title} {inline_text(body, most=MOST_CHARACTERS)}"[:MOST_CHARACTERS].casefold()
    for own in _own(url):
        text = text.replace(own, " ")
    told = _WORD.findall(text)
    if len(told) < 3:
        return frozenset(map(hash, told))
    return frozenset(map(hash, zip(told, told[1:], told[2:], strict=False)))


def alike(one: frozenset[int], other: frozenset[int]) -> bool:
    """True if two pages say the same, but for a few words. Pages without words say nothing."""
    if not one or not other:
        return one == other
    return len(one & other) >= ALIKE * len(one | other)


def _own(url: str) -> list[str]:
    """What a page may repeat of its address: all of it, its path, the last part; the longest
    first."""
    parts = split(url)
    if parts is None:
        return []
    path = parts.path.casefold()
    asked = f"{path}?{parts.query.casefold()}" if parts.query else path
    names = [url.casefold(), asked, path, path.rpartition("/")[2]]
    return [x for name in names for x in (name, unquote(name)) if len(x) > 1]
