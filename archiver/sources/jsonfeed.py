"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/): bytes to entries."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from archiver.article import Entry
from archiver.sources.reading import SourceReading
from archiver.surrogates import whole
from archiver.urls import absolute, normalise


def read_json_feed(body: bytes, url: str) -> SourceReading:
    """The entries of a JSON Feed; any other JSON has none and a ``problem``."""
    try:
        feed = json.loads(body)
    except (ValueError, RecursionError):
        return SourceReading(problem="not a feed: broken JSON")
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return SourceReading(problem="not a feed: JSON")
    entries = {normalise(entry.url): entry for entry in reversed([*_entries(feed, url)])}
    following = feed.get("next_url")
    target = absolute(url, whole(following)) if isinstance(following, str) else None
    return SourceReading(
        entries=tuple(reversed(entries.values())),
        next=target if target and normalise(target) != normalise(url) else None,
    )


def _entries(feed: Mapping[str, Any], url: str) -> Iterator[Entry]:
    for item in feed["items"]:
        if not isinstance(item, dict):
            continue
        link = _text(item.get("url")) or _text(item.get("id")) or ""
        target = absolute(url, link) if "/" in link else None
        if target is None:
            continue
        topics = tuple(filter(None, map(_text, _list(item.get("tags")))))
        yield Entry(
            url=target,
            source=url,
            kind="feed",
            title=_text(item.get("title")),
            published=_text(item.get("date_published")),
            modified=_text(item.get("date_modified")),
            authors=tuple(dict.fromkeys(_authors(item))),
            channel=topics[0] if topics else None,
            language=_text(item.get("language")) or _text(feed.get("language")),
            topics=topics,
        )


def _authors(item: Mapping[str, Any]) -> Iterator[str]:
    for author in [*_list(item.get("authors")), item.get("author")]:
        name = _text(author.get("name")) if isinstance(author, dict) else None
        if name:
            yield name


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str | None:
    return (" ".join(whole(value).split())[:1000] or None) if isinstance(value, str) else None
