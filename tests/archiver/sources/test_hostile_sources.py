"""No bytes make a reader of sources raise, or think for long."""

import gzip
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from archiver.likeness import article_likeness
from archiver.publications import Publication
from archiver.sources.channels import read_channels, read_listing
from archiver.sources.discovery import ARTICLE_SITEMAPS, discover
from archiver.sources.feeds import read_feed
from archiver.sources.host_files import AiTxt
from archiver.sources.robots import Robots
from archiver.sources.sitemaps import read_sitemap
from archiver.urls import normalise

URL = "https://x.example/a"
SITE = Publication(slug="x", name="X", domains=("x.example",), home="https://x.example/")

pieces = st.sampled_from(
    [
        b"<rss version='2.0'><channel>", b"<item>", b"</item>", b"<link>", b"https://x.example/b",
        b"<urlset>", b"<url>", b"<loc>", b"</loc>", b"</url>", b"<![CDATA[", b"]]>", b"<!--",
        b"&amp;", b"&", b"<", b">", b"\0", b"\xff", b"\xef\xbb\xbf", b"<?xml version='1.0'?>",
        b"<!DOCTYPE a [", b"<!ENTITY a 'b'>", b"&a;", b"{", b'"items":[', b"]}", b"<html>",
        b"<title>", b"\x1f\x8b\x08\0", b"<feed xmlns='http://www.w3.org/2005/Atom'>", b"<entry>",
        b"<a href='/2024/05/14/four-words-make-headlines'>", b"<link href='//['/>",
        b"<base href=':'>", b"<h2>Channels",
        b"User-agent: *\n", b"Disallow: /*$\n", b"Sitemap: http://[\n", b"\r", b"<nav>",
    ]
)  # fmt: skip
soup = st.lists(pieces | st.binary(max_size=8), max_size=30).map(b"".join)


@settings(max_examples=300, deadline=None)
@given(soup)
def test_no_bytes_raise(body: bytes) -> None:
    read_feed(body, URL, {"content-type": body[:20].decode("latin-1")})
    read_sitemap(body, URL)
    Robots.parse(body).check(URL, "bot")
    AiTxt.parse(body)
    text = body.decode("latin-1").replace("\0", "")
    root = html.document_fromstring(f"<html><body><p>{text}</p></body></html>")
    read_listing(root, URL, SITE)
    read_channels(root, URL, SITE)
    discover(root, URL, Robots.parse(body))


@pytest.mark.parametrize(
    "body",
    [
        b"<rss><channel>" + b"<a " * 30_000,
        b"<rss><channel><title>" + b"&" * 100_000,
        b"<urlset>" + b"<url>" * 100_000,
        b"<urlset>" + b"<![CDATA[" * 100_000,
        b"<urlset>" + b"&" * 500_000,
        b"<sitemapindex>" + b"<sitemap><loc>a</loc></sitemap>" * 30_000,
        b"User-agent: a\n" * 30_000 + b"Disallow: /" + b"*a" * 1000,
        b"".join(b"User-agent: b%d\n" % n for n in range(15_000)) + b"Disallow: /c\n" * 15_000,
        b"User-agent: *\n" + b"Disallow: /*a*b*c$\n" * 20_000,
        b"\n" * 500_000,
        gzip.compress(b"") * 300_000,
        b"<urlset>" + b"<a/>" * 4_000_000,
        b"<urlset><url>" + b"<a/>" * 4_000_000,
    ],
    ids=["open tags", "ampersands", "open urls", "open CDATA", "only ampersands", "one child",
         "one agent", "agents", "rules", "empty lines", "gzip members", "no url", "one url"],
)  # fmt: skip
def test_no_bytes_take_long(body: bytes) -> None:
    began = time.process_time()

    read_feed(body, URL)
    read_sitemap(body, URL)
    Robots.parse(body).check("https://x.example/" + "abc" * 500, "a")
    AiTxt.parse(body)

    assert time.process_time() - began < 4


@pytest.mark.parametrize(
    "unit", ["a-", "2024/", "page/1/", "%2e/", "taxonomy-", "../", "a=1&", "1"]
)
def test_no_url_takes_long(unit: str) -> None:
    url = f"https://x.example/{unit * 1000}"[:2000]
    began = time.process_time()

    normalise(url)
    article_likeness(url)
    re.search(ARTICLE_SITEMAPS, url)

    assert time.process_time() - began < 0.2


def test_a_page_of_many_links_takes_no_time() -> None:
    links = "".join(
        f'<div class="c{n}"><a href="/2024/05/14/story-number-{n}-of-many">Story {n}</a></div>'
        for n in range(5_000)
    )
    root = html.document_fromstring(f"<html><body>{'<div>' * 100}{links}</body></html>")
    began = time.process_time()

    reading = read_listing(root, URL, SITE)

    assert len(reading.entries) == 5_000
    assert time.process_time() - began < 5
