"""Sitemaps: sitemaps.org XML (index and urlset), gzip, Google's news extension, plain text, feeds.

https://www.sitemaps.org/protocol.html; the news extension:
https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
Elements are known by their local names, because namespaces in the wild are wrong as often as not.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from archiver.article import Entry
from archiver.sources.bodies import kind_of, unpacked
from archiver.sources.feeds import read_feed
from archiver.sources.reading import SourceReading
from archiver.surrogates import whole_references
from archiver.urls import absolute, host_of, normalise, within

MOST_BYTES = 52_428_800  #: 50 MB uncompressed, the protocol's limit
MOST_URLS = 50_000  #: the protocol's limit
MOST_ELEMENTS = 20_000  #: between two URLs, all in memory; a page with 1,000 pictures has 5,000
MOST_CHARACTERS = 2048  #: of a value; the protocol's limit for URLs

_BARE_AMPERSAND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)")
_CDATA = re.compile(rb"(<!\[CDATA\[)")
_NEWS = {"title": "title", "publication_date": "published", "language": "language"}


@dataclass(slots=True)
class _Found:
    """What has been read so far."""

    urls: list[dict[str, str]] = field(default_factory=list)
    sitemaps: dict[str, str | None] = field(default_factory=dict)  # URL -> lastmod
    problem: str | None = None

    @property
    def full(self) -> bool:
        return len(self.urls) + len(self.sitemaps) >= MOST_URLS


def read_sitemap(body: bytes, url: str, domains: tuple[str, ...] = ()) -> SourceReading:
    """The entries or children of the sitemap ``body`` that was fetched from ``url``.

    A sitemap speaks for its own host only (``www.`` apart): URLs of other hosts are left out and
    counted in ``foreign``, unless they belong to ``domains``, for which somebody else vouches (a
    robots.txt that names the sitemap, a publication file). Of a broken or too long one, what was
    whole is kept, and ``problem`` says so.
    """
    body, cut = unpacked(body, MOST_BYTES)
    kind = kind_of(body)
    if kind == "feed":  # the protocol allows RSS and Atom
        reading = read_feed(body, url)
        return _own(reading.entries, {}, url, domains, reading.problem, reading.next)
    if kind == "text":
        found = _read_text(body)
    elif kind in ("sitemap", "XML"):
        found = _read_xml(body)
    else:
        return SourceReading(problem=cut or f"not a sitemap: {kind}")
    entries = tuple(_unique_entries(found.urls, url))
    children = dict(_children(found.sitemaps, url))
    if not entries and not children and kind != "sitemap":
        return SourceReading(problem=found.problem or f"not a sitemap: {kind}")
    return _own(entries, children, url, domains, cut or found.problem)


def _own(
    entries: tuple[Entry, ...],
    children: dict[str, str | None],
    url: str,
    domains: tuple[str, ...],
    problem: str | None,
    following: str | None = None,
) -> SourceReading:
    home = host_of(url).removeprefix("www.")

    def ours(target: str) -> bool:
        host = host_of(target)
        return host.removeprefix("www.") == home or within(host, domains)

    kept = tuple(entry for entry in entries if ours(entry.url))
    kept_children = {child: when for child, when in children.items() if ours(child)}
    foreign = len(entries) - len(kept) + len(children) - len(kept_children)
    if foreign and not problem:
        problem = f"{foreign} URL{'s' if foreign > 1 else ''} of other hosts left out"
    return SourceReading(
        entries=kept,
        children=tuple(kept_children),
        modified=tuple(kept_children.values()),
        foreign=foreign,
        problem=problem,
        next=following,
    )


def _read_text(body: bytes) -> _Found:
    """One URL a line."""
    found = _Found()
    for line in io.BytesIO(body.removeprefix(b"\xef\xbb\xbf")):
        text = line.decode("utf-8", "replace").strip()
        if text.startswith(("http://", "https://")) and len(text) <= MOST_CHARACTERS:
            if found.full:
                found.problem = _too_many()
                break
            found.urls.append({"loc": text})
    return found


def _read_xml(body: bytes) -> _Found:
    """As XML; where that fails, again with what is usually wrong put right."""
    # What stands before the declaration is an error in XML, and a frequent one.
    body = whole_references(body.lstrip())
    try:
        return _parse(body, recover=False)
    except etree.XMLSyntaxError as error:
        problem = f"broken XML: {' '.join(str(error.msg).split())[:200]}"
    try:
        found = _parse(_with_entities(_whole(body)), recover=True)
    except etree.XMLSyntaxError:
        return _Found(problem=problem)
    found.problem = found.problem or problem
    return found


def _whole(body: bytes) -> bytes:
    """Up to the end of the last url or sitemap that was closed, and so is whole."""
    end = max(body.rfind(b"url>") + 4, body.rfind(b"sitemap>") + 8, body.rfind(b"urlset>") + 7)
    return body[:end] if end > 8 else body


def _with_entities(body: bytes) -> bytes:
    """``&`` that begins no entity of XML becomes ``&amp;``, outside of CDATA sections."""
    pieces = _CDATA.split(body)
    for number, piece in enumerate(pieces):
        if number and pieces[number - 1] == b"<![CDATA[":
            verbatim, end, rest = piece.partition(b"]]>")
            pieces[number] = verbatim + end + _BARE_AMPERSAND.sub(b"&amp;", rest)
        else:
            pieces[number] = _BARE_AMPERSAND.sub(b"&amp;", piece)
    return b"".join(pieces)


def _parse(body: bytes, *, recover: bool) -> _Found:
    """Element by element; each url is dropped from memory when it has been read."""
    found = _Found()
    events = etree.iterparse(
        io.BytesIO(body),
        events=("end",),
        recover=recover,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    held = 0  # elements in memory
    for _, element in events:
        held += 1
        if held > MOST_ELEMENTS:
            found.problem = _no_url()
            break
        if _local(element) not in ("url", "sitemap"):
            continue
        if found.full:
            found.problem = _too_many()
            break
        _take(found, element)
        held = 0
    return found


def _take(found: _Found, element: etree._Element) -> None:
    """Read a url or sitemap, and drop it and all before it from memory."""
    values = dict(_values(element))
    if "loc" in values and _local(element) == "url":
        found.urls.append(values)
    elif "loc" in values:
        found.sitemaps[values["loc"]] = values.get("lastmod")
    element.clear(keep_tail=False)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _values(element: etree._Element) -> Iterator[tuple[str, str]]:
    for child in element:
        name = _local(child)
        if name in ("loc", "lastmod"):
            yield from _value(name, child)
        elif name == "news":
            for detail in child.iter():  # the language stands a level deeper
                told = _local(detail)
                if told in _NEWS:
                    yield from _value(_NEWS[told], detail)
                elif told == "keywords":
                    yield from _value(told, detail)


def _value(name: str, element: etree._Element) -> Iterator[tuple[str, str]]:
    text = " ".join("".join(element.itertext()).split())
    if text and len(text) <= MOST_CHARACTERS:
        yield name, text


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def _unique_entries(urls: list[dict[str, str]], source: str) -> Iterator[Entry]:
    seen: set[str] = set()
    for values in urls:
        target = absolute(source, values["loc"])
        key = normalise(target) if target else ""
        if target is None or key in seen:
            continue
        seen.add(key)
        keywords = (word.strip() for word in values.get("keywords", "").split(","))
        yield Entry(
            url=target,
            source=source,
            kind="sitemap",
            title=values.get("title"),
            published=values.get("published"),
            modified=values.get("lastmod"),
            language=values.get("language"),
            topics=tuple(dict.fromkeys(filter(None, keywords))),
        )


def _children(locations: dict[str, str | None], source: str) -> Iterator[tuple[str, str | None]]:
    """Absolute URL and lastmod of each; where one stands twice, of the last."""
    own = normalise(source)
    for location, modified in locations.items():
        target = absolute(source, location)
        if target and normalise(target) != own:
            yield target, modified


def _no_url() -> str:
    return f"more than {MOST_ELEMENTS} elements and no URL: the rest was left out"


def _too_many() -> str:
    return f"more than {MOST_URLS} URLs: the rest was left out"
