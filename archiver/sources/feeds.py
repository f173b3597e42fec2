"""RSS, Atom, RDF and JSON Feed: bytes to entries.

feedparser reads the XML formats of every age, broken ones too. It gets a stream, never a name or
URL, so that it neither fetches nor opens anything; declared entities are not expanded by it.
"""

import io
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import feedparser
import lxml.html

from archiver.article import Entry
from archiver.sources.bodies import kind_of, unpacked
from archiver.sources.feed_bounds import bounded
from archiver.sources.jsonfeed import read_json_feed
from archiver.sources.reading import SourceReading
from archiver.surrogates import whole_references
from archiver.urls import absolute, normalise

MOST_BYTES = 5_000_000  #: what is read of a feed, as far as its markup is bounded
MOST_CHARACTERS = 1000  #: of a title, name or date

_FEEDS = ("feed", "XML", "text")  # by their first bytes; text may hide a root after junk


def read_feed(body: bytes, url: str, headers: Mapping[str, str] | None = None) -> SourceReading:
    """The entries of the feed ``body`` that was fetched from ``url``, in its order.

    ``headers`` are those of the HTTP response (Content-Type for the charset, Content-Language).
    What is no feed has no entries and a ``problem``; of a broken one, what was whole is kept.
    ``next`` is the next page of a paged, or the previous archive of an archived feed (RFC 5005).
    """
    body, problem = unpacked(body, MOST_BYTES)
    kind = kind_of(body)
    if kind == "JSON":
        return read_json_feed(body, url)
    if kind not in _FEEDS:
        return SourceReading(problem=problem or f"not a feed: {kind}")
    body, left_out = bounded(body, cut=problem is not None)
    problem = problem or left_out
    try:
        feed = feedparser.parse(
            io.BytesIO(whole_references(body)),
            response_headers=_headers(headers or {}, url),
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # foreign code on foreign bytes: no exception of it may pass
        return SourceReading(problem=f"not a feed: {type(error).__name__}")
    entries = tuple(_unique(_entries(feed, url)))
    if not feed.get("version") and not entries:
        return SourceReading(problem=f"not a feed: {kind}")
    return SourceReading(
        entries=entries, next=_next(feed, url), problem=problem or _broken(feed, len(entries))
    )


def _headers(headers: Mapping[str, str], url: str) -> dict[str, str]:
    lower = {name.lower(): value for name, value in headers.items()}
    kept = {name: lower[name] for name in ("content-type", "content-language") if name in lower}
    return kept | {"content-location": url}


def _broken(feed: Mapping[str, Any], count: int) -> str | None:
    error = feed.get("bozo_exception")
    # The others (a charset that the header did not tell, a media type) did no harm.
    if error is None or not hasattr(error, "getLineNumber"):
        return None
    line = " ".join(str(error).removeprefix("<unknown>:").split())[:200]
    return f"broken XML (line:column {line}); entries that could be read: {count}"


def _entries(feed: Mapping[str, Any], url: str) -> Iterator[Entry]:
    about = feed.get("feed") or {}
    atom = str(feed.get("version") or "").startswith("atom")
    for found in feed.get("entries") or ():
        target = _target(found, url)
        if target is None:
            continue
        published, modified = _dates(found, atom)
        topics = tuple(dict.fromkeys(_topics(found)))
        yield Entry(
            url=target,
            source=url,
            kind="feed",
            title=_title(found, atom),
            published=published,
            modified=modified,
            authors=tuple(dict.fromkeys(_authors(found))),
            channel=topics[0] if topics else None,
            language=_text(found.get("language")) or _text(about.get("language")),
            topics=topics,
        )


def _target(found: Mapping[str, Any], url: str) -> str | None:
    """The article's own address: before feedburner's, then the link, then a permanent guid."""
    for candidate in (found.get("feedburner_origlink"), found.get("link"), *_alternates(found)):
        target = absolute(url, candidate) if isinstance(candidate, str) and candidate else None
        if target and _is_page(target, url):
            return target
    guid = found.get("id")
    if isinstance(guid, str) and guid.startswith(("http://", "https://")):
        return absolute(url, guid)
    return None


def _is_page(target: str, url: str) -> bool:
    """False for the feed itself, and for a front page with nothing but a fragment behind it."""
    return (
        normalise(target) != normalise(url) and urlsplit(target).path + urlsplit(target).query != ""
    )


def _alternates(found: Mapping[str, Any]) -> Iterator[object]:
    for link in found.get("links") or ():
        if link.get("rel") == "alternate":
            yield link.get("href")


def _dates(found: dict[str, Any], atom: bool) -> tuple[str | None, str | None]:
    # dict.get, because feedparser's own answers "updated" with "published" and warns.
    published = _text(dict.get(found, "published")) or _text(dict.get(found, "created"))
    modified = _text(dict.get(found, "updated"))
    if published is None and not atom:
        # RSS and RDF have one date only: dc:date, which feedparser calls "updated".
        return modified, None
    return published, modified


def _authors(found: Mapping[str, Any]) -> Iterator[str]:
    people = [x for x in found.get("authors") or () if isinstance(x, Mapping)]
    names = [_text(person.get("name")) for person in people]
    if not any(names):
        names = [_text(found.get("author"))]
    for name in filter(None, names):
        # feedparser cuts addresses with a long top-level domain in the middle: "ple (Ann Lee".
        whole = name if name.count("(") == name.count(")") else name.rpartition("(")[2].strip()
        if whole and "@" not in whole:
            yield whole


def _topics(found: Mapping[str, Any]) -> Iterator[str]:
    for tag in found.get("tags") or ():
        topic = _text(tag.get("label")) or _text(tag.get("term"))
        if topic:
            yield topic


def _next(feed: Mapping[str, Any], url: str) -> str | None:
    links = (feed.get("feed") or {}).get("links") or ()
    for relation in ("next", "prev-archive"):
        for link in links:
            if link.get("rel") == relation and isinstance(link.get("href"), str):
                target = absolute(url, link["href"])
                if target and normalise(target) != normalise(url):
                    return target
    return None


def _unique(entries: Iterator[Entry]) -> Iterator[Entry]:
    seen: set[str] = set()
    for entry in entries:
        key = normalise(entry.url)
        if key not in seen:
            seen.add(key)
            yield entry


def _title(found: Mapping[str, Any], atom: bool) -> str | None:
    """What is markup in Atom is said there; RSS titles are escaped once or twice, unsaid."""
    title = found.get("title")
    if not isinstance(title, str):
        return None
    title = title[: 4 * MOST_CHARACTERS]
    detail = found.get("title_detail")
    markup = isinstance(detail, Mapping) and detail.get("type") != "text/plain"
    if markup and "<" in title:
        title = _without_tags(title)
    elif markup or not atom:
        title = unescape(title)
    return _text(title)


def _text(value: object) -> str | None:
    """White space folded; None where there is nothing."""
    if not isinstance(value, str):
        return None
    return " ".join(value[: 4 * MOST_CHARACTERS].split())[:MOST_CHARACTERS] or None


def _without_tags(text: str) -> str:
    try:
        return str(lxml.html.fragment_fromstring(text, create_parent="div").text_content())
    except (lxml.etree.LxmlError, ValueError):
        return text
