"""The sources of a site that nobody described: what it says of itself, then the usual places."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

import msgspec
from lxml.etree import _Element as Element

from archiver.publications.model import Publication, Source
from archiver.reading.text import fold, inline_text
from archiver.sources.channels import read_channels
from archiver.sources.links import base_of
from archiver.sources.robots import Robots
from archiver.urls import absolute, host_of, normalise, origin_of, split

FEED_TYPES = frozenset(
    (
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "text/xml+rss",
        "application/x-rss+xml",
    )
)
FEED_PLACES = ("feed", "rss", "rss.xml", "atom.xml", "feed.xml", "rss-feed", "feeds", "index.xml")
SITEMAP_PLACES = (
    "news-sitemap.xml",
    "sitemap-news.xml",
    "sitemap_news.xml",
    "sitemap.xml",
    "sitemap_index.xml",
    "sitemap-index.xml",
    "wp-sitemap.xml",
    "sitemap.xml.gz",
)
#: Child sitemaps of lists, people, pictures and pages hold no articles.
ARTICLE_SITEMAPS = (
    r"^(?!.*[/_-](?:author|user|tag|post_tag|category|categories|taxonomy|taxonomie|tax|image|video|page|"
    r"product)s?(?:[-_.][^/]*)?sitemap)"
    r"(?!.*sitemap[-_.]?(?:taxonomies|users|author|tag|category|image|video|page)s?[-_.])"
)
_COMMENTS = re.compile(r"comments?\b", re.IGNORECASE)
_SLUG = re.compile(r"[^a-z0-9]+")
_DIVIDERS = re.compile(r"\s+[|–—·•»:-]\s+|:\s+")


def discover(root: Element, url: str, robots: Robots | None = None) -> tuple[Source, ...]:
    """The sources that the page at ``url`` and the site's robots.txt name, in order of worth.

    Feeds that the page announces, sitemaps of robots.txt, channels that its navigation links to,
    the page itself as a listing. All URLs are absolute; each is given once.
    """
    publication = publication_for(url, root)
    sources = [
        *(Source(feed=feed) for feed in _feeds(root, url)),
        *(_sitemap(sitemap) for sitemap in _sitemaps(url, robots)),
        *(
            Source(channel=channel.url, name=channel.name)
            for channel in read_channels(root, url, publication)
        ),
        Source(channel=url),
    ]
    found: dict[str, Source] = {}
    for source in sources:
        found.setdefault(normalise(source.url), source)
    return tuple(found.values())


def usual_places(url: str) -> tuple[Source, ...]:
    """Where sites have feeds and sitemaps without saying so: candidates, most frequent first."""
    origin = f"{origin_of(url)}/"
    folder = urljoin(url, ".")
    roots = (folder, origin) if normalise(folder) != normalise(origin) else (origin,)
    return (
        *(Source(feed=root + place) for root in roots for place in FEED_PLACES),
        *(_sitemap(origin + place) for place in SITEMAP_PLACES),
    )


def publication_for(url: str, root: Element | None = None) -> Publication:
    """A publication of the site at ``url``, for which there is no file.

    The slug is made of the host; the name is what the front page ``root`` calls the site, or the
    host. Raises ValueError for what is no http or https URL.
    """
    parts = split(url)
    if parts is None:
        raise ValueError(f"no http or https URL: {url!r}")
    host = host_of(url)
    domain = host.removeprefix("www.")
    default_port = origin_of(url).endswith(host) or host not in origin_of(url)
    slug = _SLUG.sub("-", domain if default_port or not parts.port else f"{domain}-{parts.port}")
    named = Publication(
        slug=slug.strip("-") or "site", name=domain, domains=(domain,), home=normalise(url)
    )
    return described_by(named, root) if root is not None else named


def described_by(publication: Publication, root: Element) -> Publication:
    """``publication`` with the name and language that its front page tells."""
    name = next((name for name in _names(root) if name), None)
    return msgspec.structs.replace(
        publication,
        name=name or publication.name,
        language=publication.language or _language(root),
    )


def _feeds(root: Element, url: str) -> Iterator[str]:
    base = base_of(root, url)
    for element in root.iter("link", "a"):
        relations = (element.get("rel") or "").lower().split()
        media_type = (element.get("type") or "").split(";")[0].strip().lower()
        if "alternate" not in relations and "feed" not in relations:
            continue
        if media_type not in FEED_TYPES and "feed" not in relations:
            continue
        target = absolute(base, element.get("href") or "") if element.get("href") else None
        about = f"{element.get('title') or ''} {target}"
        if target and not _COMMENTS.search(about):
            yield target


def _sitemaps(url: str, robots: Robots | None) -> Iterator[str]:
    for sitemap in robots.sitemaps if robots else ():
        target = absolute(url, sitemap)
        if target:
            yield target


def _sitemap(url: str) -> Source:
    return Source(sitemap=url, keep=ARTICLE_SITEMAPS)


def _names(root: Element) -> Iterator[str]:
    told: dict[str, str] = {}
    for element in root.iter("meta"):
        key = (element.get("property") or element.get("name") or "").lower()
        told.setdefault(key, fold(element.get("content") or "")[:100])
    for key in ("og:site_name", "application-name", "apple-mobile-web-app-title"):
        yield told.get(key, "")
    for title in root.iter("title"):
        # "The Lantern Post | News for lamplighters": the name is before the divider.
        yield _DIVIDERS.split(inline_text(title) or fold(title.text or ""))[0][:100]


def _language(root: Element) -> str | None:
    language = next((x.get("lang") for x in root.iter("html") if x.get("lang")), None)
    return language if language and re.fullmatch(r"[A-Za-z]{2,3}(-\w{2,8})*", language) else None
