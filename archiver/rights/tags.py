"""Rules for robots in ``X-Robots-Tag`` and in ``meta`` elements.

No standard has them; Google's specification is what the field follows ("Robots meta tag,
data-nosnippet, and X-Robots-Tag specifications", developers.google.com/search/docs): rules are
divided by commas, case does not matter, a header's rules may be for one crawler, whose name and a
colon come before them, and where rules for all and for one crawler meet, all that forbid hold.
"""

import re
from collections.abc import Iterator

from archiver.article import Sign

UNAVAILABLE = "unavailable-after"
LONGEST = 2_000  # characters of a header or a meta element that are read
LONGEST_VALUE = 200  # characters that are kept of a rule, and of a crawler's name

#: Rule as written -> name of the sign. ``nocache`` is Bing's word for noarchive; ``noai`` and
#: ``noimageai`` are DeviantArt's, which others took over.
RULES = {
    "noarchive": "noarchive",
    "nocache": "noarchive",
    "noindex": "noindex",
    "none": "noindex",  # and nofollow
    "nosnippet": "nosnippet",
    "max-snippet:0": "nosnippet",
    "noai": "noai",
    "noimageai": "noimageai",
}
_AFTER = re.compile(r"unavailable[_-]after\s*:\s*(.*)", re.IGNORECASE)
_WEEKDAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*", re.IGNORECASE)
_AGENT = re.compile(r"([\w.*-]+)\s*:\s*(.*)")
_VALUED = ("max-snippet", "max-image-preview", "max-video-preview")  # rules with a colon


def in_header(value: str) -> Iterator[Sign]:
    """The signs in ``X-Robots-Tag``; of several headers of that name, a line each."""
    for line in value[:LONGEST].split("\n"):
        to: str | None = None
        for item in _items(line):
            agent = _AGENT.fullmatch(item)
            if agent and agent[1].lower() not in _VALUED and not _AFTER.fullmatch(item):
                to, item = _addressee(agent[1]), agent[2].strip()
            yield from _signs(item, "http:x-robots-tag", to)


def in_meta(name: str, content: str) -> Iterator[Sign]:
    """The signs in the content of a meta element: ``robots``, or the name of a crawler."""
    to = None if name == "robots" else name
    for item in _items(content[:LONGEST]):
        yield from _signs(item, f"meta:{name}", to)


def _addressee(agent: str) -> str | None:
    return None if agent in ("*", "robots") else agent.lower()[:LONGEST_VALUE]


def _items(text: str) -> Iterator[str]:
    """The rules; the comma behind a weekday divides nothing (RFC 850 and RFC 822 dates)."""
    held = ""
    for piece in text.split(","):
        item = f"{held}, {piece.strip()}" if held else piece.strip()
        after = _AFTER.search(item)
        held = item if after and _WEEKDAY.fullmatch(after[1].strip()) else ""
        if not held and item:
            yield item
    if held:
        yield held


def _signs(item: str, where: str, to: str | None) -> Iterator[Sign]:
    after = _AFTER.fullmatch(item)
    if after:
        yield Sign(name=UNAVAILABLE, where=where, value=after[1].strip()[:LONGEST_VALUE], to=to)
        return
    name = RULES.get(re.sub(r"\s*:\s*", ":", item.lower()))
    if name is not None:
        yield Sign(name=name, where=where, value=None if name == item.lower() else item, to=to)
