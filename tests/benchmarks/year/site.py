"""The newspaper's web site at a moment: what is answered to a path, and with which validators."""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape
from itertools import groupby

from tests.benchmarks.year.paper import SECTIONS, Paper, Story, is_gone

ORIGIN = "http://lamplight.example"
IN_FEED = 20
ON_PAGE = 10  # teasers of a page of a section
HTML = "text/html; charset=utf-8"
XML = "application/xml"

_OLD = re.compile(r"/\d{4}/\d\d/(\d+)-[a-z0-9-]+\.html")
_NEW = re.compile(r"/([a-z]+)/news/[a-z0-9-]+-(\d+)")
_SECTION = re.compile(r"/section/([a-z]+)(?:/(\d+))?")
_MONTH = re.compile(r"/sitemap-(\d{4}-\d\d)\.xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Status, headers and body."""

    status: int
    body: bytes = b""
    kind: str = HTML
    modified: datetime | None = None  #: Last-Modified
    location: str | None = None

    @property
    def etag(self) -> str:
        """Of the body."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


class Site:
    """The site of ``paper``, as it is when it is asked."""

    def __init__(self, paper: Paper, now: Callable[[], datetime]) -> None:
        self._paper, self._now = paper, now
        self._by_number = {story.number: story for story in paper.stories}

    def answer(self, path: str) -> Answer:
        """What is answered to ``path``."""
        now = self._now()
        if path == "/robots.txt":
            return Answer(status=200, kind="text/plain", body=b"User-agent: *\nAllow: /\n")
        if path == "/feed.xml":
            return self._feed(now)
        if path == "/sitemap.xml":
            return self._index(now)
        if found := _MONTH.fullmatch(path):
            return self._month(found[1], now)
        if found := _SECTION.fullmatch(path):
            return self._section(found[1], int(found[2] or 1), now)
        return self._page(path, now)

    def path(self, story: Story, now: datetime) -> str:
        """Where a story is at ``now``."""
        if now >= self._paper.moves:
            return f"/{story.section}/news/{story.slug}-{story.number}"
        return f"/{story.published:%Y/%m}/{story.number}-{story.slug}.html"

    def story_at(self, path: str) -> Story | None:
        """The story that is or was at ``path``."""
        found = _OLD.fullmatch(path) or _NEW.fullmatch(path)
        return self._by_number.get(int(found[found.lastindex or 1])) if found else None

    def _page(self, path: str, now: datetime) -> Answer:
        story = self.story_at(path)
        if story is None or story.published > now:
            return Answer(status=404)
        if is_gone(story, now):
            return Answer(status=410)
        here = self.path(story, now)
        if path != here:
            return Answer(status=301, location=ORIGIN + here)
        build = modern if now >= self._paper.redesign else classic
        body = build(story, ORIGIN + here, now).encode()
        changed = story.edition(now).since
        if now >= self._paper.redesign:
            changed = max(changed, self._paper.redesign)
        return Answer(status=200, body=body, modified=changed)

    def _feed(self, now: datetime) -> Answer:
        stories = self._paper.published(now)[:IN_FEED]
        items = "".join(
            f"<item><title>{escape(s.edition(now).title)}</title>"
            f"<link>{ORIGIN}{self.path(s, now)}</link>"
            f"<pubDate>{format_datetime(s.published)}</pubDate></item>"
            for s in stories
        )
        body = (
            '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
            f"<title>Lamplight</title><link>{ORIGIN}/</link>{items}</channel></rss>"
        )
        return Answer(status=200, body=body.encode(), kind="application/rss+xml")

    def _months(self, now: datetime) -> list[tuple[str, list[Story]]]:
        stories = sorted(self._paper.published(now), key=lambda s: s.published)
        return [
            (month, list(of)) for month, of in groupby(stories, lambda s: f"{s.published:%Y-%m}")
        ]

    def _lastmod(self, story: Story, now: datetime) -> datetime:
        told = story.told(now)
        return max(told, self._paper.moves) if now >= self._paper.moves else told

    def _index(self, now: datetime) -> Answer:
        entries = (
            (f"{ORIGIN}/sitemap-{month}.xml", max(self._lastmod(s, now) for s in stories))
            for month, stories in self._months(now)
        )
        return Answer(status=200, kind=XML, body=_sitemap("sitemapindex", "sitemap", entries))

    def _month(self, month: str, now: datetime) -> Answer:
        stories = dict(self._months(now)).get(month)
        if stories is None:
            return Answer(status=404)
        entries = ((ORIGIN + self.path(s, now), self._lastmod(s, now)) for s in stories)
        return Answer(status=200, kind=XML, body=_sitemap("urlset", "url", entries))

    def _section(self, name: str, page: int, now: datetime) -> Answer:
        if name not in SECTIONS:
            return Answer(status=404)
        stories = [s for s in self._paper.published(now) if s.section == name]
        shown = stories[(page - 1) * ON_PAGE : page * ON_PAGE]
        if not shown:
            return Answer(status=404)
        teasers = "".join(
            f'<div class="teaser"><h2><a href="{self.path(s, now)}">'
            f"{escape(s.edition(now).title)}</a></h2><span>{s.published:%d %B %Y}</span></div>"
            for s in shown
        )
        more = len(stories) > page * ON_PAGE
        older = f'<a rel="next" href="/section/{name}/{page + 1}">Older</a>' if more else ""
        body = f"<!doctype html><html lang=en><body><main>{teasers}{older}</main></body></html>"
        return Answer(status=200, body=body.encode())


def _sitemap(root: str, element: str, entries: Iterable[tuple[str, datetime]]) -> bytes:
    inner = "".join(
        f"<{element}><loc>{escape(url)}</loc>"
        f"<lastmod>{at:%Y-%m-%dT%H:%M:%S}+00:00</lastmod></{element}>"
        for url, at in entries
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inner}</{root}>'
    ).encode()


def classic(story: Story, url: str, now: datetime) -> str:
    """A page as it was before the redesign."""
    edition, told = story.edition(now), story.told(now)
    text = "".join(f"<p>{escape(x)}</p>" for x in edition.paragraphs)
    return (
        "<!doctype html><html lang=en><head>"
        f"<title>{escape(edition.title)} | Lamplight</title>"
        f'<link rel="canonical" href="{url}"><meta property="og:type" content="article">'
        f'<meta property="og:title" content="{escape(edition.title)}">'
        f'<meta property="article:published_time" content="{story.published.isoformat()}">'
        f'<meta property="article:modified_time" content="{told.isoformat()}">'
        f'<meta property="article:section" content="{story.section.title()}"></head><body>'
        f'<div id="top"><a href="/">Lamplight</a> {_navigation()}</div>'
        f'<div id="story"><h1 class="title">{escape(edition.title)}</h1>'
        f'<div class="byline">By {story.author}</div>'
        f'<div class="text">{text}</div></div><div id="foot">Lamplight, est. 1899</div>'
        "</body></html>"
    )


def modern(story: Story, url: str, now: datetime) -> str:
    """The same after it."""
    edition, told = story.edition(now), story.told(now)
    text = "".join(f'<p class="c-prose">{escape(x)}</p>' for x in edition.paragraphs)
    return (
        "<!doctype html><html lang=en><head>"
        f'<title>{escape(edition.title)} – Lamplight</title><link rel="canonical" href="{url}">'
        '<script type="application/ld+json">{"@context":"https://schema.org","@type":'
        f'"NewsArticle","headline":"{edition.title}","datePublished":'
        f'"{story.published.isoformat()}","dateModified":"{told.isoformat()}",'
        f'"articleSection":"{story.section.title()}",'
        f'"author":{{"@type":"Person","name":"{story.author}"}}}}</script></head><body>'
        f"<header><nav>{_navigation()}</nav></header><main><article>"
        f'<h1 class="c-headline">{escape(edition.title)}</h1>'
        f'<address rel="author">By {story.author}</address>'
        f'<section class="c-body">{text}</section></article></main>'
        "<footer><p>Lamplight, est. 1899</p></footer></body></html>"
    )


def _navigation() -> str:
    return "".join(f'<a href="/section/{x}">{x.title()}</a> ' for x in SECTIONS)
