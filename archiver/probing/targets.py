"""Lists of sites: a file of URLs, one a line, or OPML as feed readers export it.

OPML 2.0: http://opml.org/spec2.opml. A line that is no address is told, and the others go on.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree

from archiver.probing.values import Target
from archiver.urls import normalise, origin_of, split
from warcs.redacting.credentials import without_userinfo

MOST_BYTES = 20_000_000  # of a list
MOST_TARGETS = 10_000
_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:/\S*)?")


class BadLine(Exception):
    """Its text: which line, and what is wrong with it."""


def target_of(text: str) -> Target:
    """The site that somebody typed; ``paper.example`` is ``https://paper.example/``.

    Raises BadLine.
    """
    url = text.strip()
    if "://" not in url and _HOST.fullmatch(url):
        url = f"https://{url}"
    parts = split(url)
    if parts is None or any(x.isspace() for x in url):
        raise BadLine(
            f"{text.strip()[:200]}: not a web address; give one like https://paper.example/"
        )
    if without_userinfo(url) != url:
        raise BadLine(
            f"{without_userinfo(url)}: was given with a user name or password, which would be kept "
            "in the archive; give it without"
        )
    return Target(url=url if parts.path else f"{origin_of(url)}/")


def targets_in(content: bytes, name: str) -> Iterator[Target | BadLine]:
    """The sites that a list names, each once, and what is wrong with the other lines."""
    seen: set[str] = set()
    content = content[:MOST_BYTES]
    found = _opml(content, name) if _MARKUP.match(content) else _lines(content, name)
    for target in found:
        if isinstance(target, Target):
            key = normalise(target.feed or target.url)
            if key in seen:
                continue
            seen.add(key)
        yield target
        if len(seen) >= MOST_TARGETS:
            yield BadLine(f"{name}: only the first {MOST_TARGETS} sites are added")
            return


def _lines(content: bytes, name: str) -> Iterator[Target | BadLine]:
    """One URL a line; ``#`` begins a comment, empty lines are passed over."""
    for number, line in enumerate(content.decode("utf-8-sig", "replace").splitlines(), 1):
        text = re.split(r"\s+#|^#", line.strip(), maxsplit=1)[0].strip()
        if not text:
            continue
        try:
            yield target_of(text)
        except BadLine as error:
            yield BadLine(f"{name}, line {number}: {error}")


def _opml(content: bytes, name: str) -> Iterator[Target | BadLine]:
    """Each outline with ``xmlUrl`` (a feed) or, of type link, ``url``; folders are passed over."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, recover=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        yield BadLine(f"{name}: no OPML and no list of URLs ({' '.join(str(error).split())[:100]})")
        return
    if root is None or not isinstance(root.tag, str) or root.tag.lower() != "opml":
        yield BadLine(f"{name}: is XML, but no OPML; give OPML or a file with one URL a line")
        return
    for outline in root.iter("outline"):
        told = {key.lower(): value for key, value in outline.attrib.items()}
        feed, site = str(told.get("xmlurl", "")).strip(), str(told.get("htmlurl", "")).strip()
        site = site or (str(told.get("url", "")).strip() if not feed else "")
        if not feed and not site:
            continue
        try:
            yield _outlined(feed, site, str(told.get("title") or told.get("text") or ""))
        except BadLine as error:
            yield BadLine(f"{name}, line {outline.sourceline}: {error}")


def _outlined(feed: str, site: str, title: str) -> Target:
    known = target_of(feed).url if feed else None
    if site and urlsplit(site).scheme in ("http", "https"):
        target = target_of(site)
        return Target(url=target.url, feed=known, name=" ".join(title.split())[:100] or None)
    if known is None:
        raise BadLine(f"{site[:200]}: not a web address")
    return Target(url=known, name=" ".join(title.split())[:100] or None)
