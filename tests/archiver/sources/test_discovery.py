import re

import pytest
from lxml import html
from lxml.etree import _Element as Element

from archiver.publications import Source
from archiver.sources.discovery import (
    ARTICLE_SITEMAPS,
    described_by,
    discover,
    publication_for,
    usual_places,
)
from archiver.sources.robots import Robots

URL = "https://www.post.example/"

PAGE = """<html lang="en-GB"><head>
<title>The Lamp Post | News for lamplighters</title>
<meta property="og:site_name" content="The Lamp Post">
<link rel="alternate" type="application/rss+xml" href="/feed">
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
<link rel="alternate" type="application/atom+xml; charset=utf-8" href="https://feeds.example/post">
<link rel="alternate" type="text/html" hreflang="de" href="/de">
<link rel="alternate" type="application/rss+xml" href="/feed#again"></head>
<body><nav><a href="/oil">Oil</a> <a href="/gas">Gas</a> <a href="/about">About</a></nav>
<a href="/2024/05/14/lamps-go-on-all-over">Lamps go on</a></body></html>"""


def page(text: str = PAGE) -> Element:
    return html.document_fromstring(text)


def test_what_a_front_page_and_robots_txt_name() -> None:
    robots = Robots.parse(b"Sitemap: https://www.post.example/news.xml\nSitemap: /map.xml\n")

    assert discover(page(), URL, robots) == (
        Source(feed="https://www.post.example/feed"),
        Source(feed="https://feeds.example/post"),
        Source(sitemap="https://www.post.example/news.xml", keep=ARTICLE_SITEMAPS),
        Source(sitemap="https://www.post.example/map.xml", keep=ARTICLE_SITEMAPS),
        Source(channel="https://www.post.example/oil", name="Oil"),
        Source(channel="https://www.post.example/gas", name="Gas"),
        Source(channel="https://www.post.example/"),
    )


def test_a_page_that_names_nothing_is_a_listing_itself() -> None:
    assert discover(page("<p>x"), URL, None) == (Source(channel=URL),)


def test_usual_places_are_of_the_site_and_of_the_folder_asked_for() -> None:
    places = [source.url for source in usual_places("https://www.post.example/blog/")]

    assert places[0] == "https://www.post.example/blog/feed"
    assert "https://www.post.example/rss.xml" in places
    assert "https://www.post.example/sitemap.xml" in places
    assert len(places) == len(set(places))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("post-sitemap.xml", True),
        ("post-sitemap2.xml", True),
        ("sitemap-news.xml", True),
        ("sitemap-2024-05.xml", True),
        ("news/sitemap.xml", True),
        ("wp-sitemap-posts-post-1.xml", True),
        ("wp-sitemap-users-1.xml", False),
        ("wp-sitemap-taxonomies-category-1.xml", False),
        ("category-sitemap.xml", False),
        ("post_tag-sitemap3.xml", False),
        ("author-sitemap.xml", False),
        ("image-sitemap-1.xml", False),
    ],
)
def test_child_sitemaps_of_lists_are_not_kept(name: str, kept: bool) -> None:
    assert bool(re.search(ARTICLE_SITEMAPS, f"https://www.post.example/{name}")) is kept


def test_a_publication_of_a_site_that_nobody_described() -> None:
    publication = publication_for(URL, page())

    assert (publication.slug, publication.name, publication.language) == (
        "post-example",
        "The Lamp Post",
        "en-GB",
    )
    assert publication.domains == ("post.example",)
    assert publication.home == URL
    assert publication.has_host("m.post.example")


@pytest.mark.parametrize(
    ("url", "slug", "domain"),
    [
        ("http://127.0.0.1:8080/", "127-0-0-1-8080", "127.0.0.1"),
        ("https://News.Post.example:443", "news-post-example", "news.post.example"),
        ("https://bücher.example/", "xn-bcher-kva-example", "xn--bcher-kva.example"),
        ("http://[::1]/", "1", "::1"),
    ],
    ids=["address and port", "subdomain and default port", "international", "IPv6"],
)
def test_the_slug_is_made_of_the_host(url: str, slug: str, domain: str) -> None:
    publication = publication_for(url)

    assert (publication.slug, publication.domains, publication.name) == (slug, (domain,), domain)


def test_the_name_is_what_the_title_begins_with() -> None:
    named = publication_for(URL)

    assert described_by(named, page("<title>The Lamp Post – Home</title>")).name == "The Lamp Post"
    assert described_by(named, page("<p>x</p>")).name == "post.example"


@pytest.mark.parametrize("url", ["", "post.example", "ftp://post.example/", "http://["])
def test_what_is_no_web_address_has_no_publication(url: str) -> None:
    with pytest.raises(ValueError, match="no http or https URL"):
        publication_for(url)
