"""Any bytes are an article, and soon."""

import random
import resource
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import archiver
from archiver.article import Article

MOST_SECONDS = 6.0  # of CPU time, on a busy machine; a quadratic reader would take minutes
MOST_MEMORY = 1024  # MB more than before

NESTED = 20_000
DEEP = b"<div>" * 1_900
DATA = b'<script id=__NEXT_DATA__ type="application/json">'
JSONLD = b'<script type="application/ld+json">'
CHANCE = random.Random(1)


def said(number: int) -> bytes:
    """So many words, which nothing else says."""
    return b" ".join(b"w%x" % CHANCE.getrandbits(16) for _ in range(number))


PAGES = {
    "nested divs": b"<div>" * NESTED + b"text " * 50,
    "nested links": b"<a href=/x>" * NESTED + b"text",
    "nested tables": b"<table><tr><td>" * 3000 + b"text",
    "nested lists": b"<ul><li>" * NESTED + b"text",
    "nested spans": b"<span>" * NESTED + b"text",
    "nested buttons": b"<button>" * NESTED + b"text",
    "nested quotes": b"<blockquote><p>" * 3000 + b"text",
    "many attributes": b"<p " + b" ".join(b"a%d=1" % n for n in range(20_000)) + b">text",
    "a long class": b"<p class='" + b"by-line ad " * 50_000 + b"'>text",
    "many classes": b"".join(b"<p class='c%d ad-x%d'>text</p>" % (n, n) for n in range(30_000)),
    "many headings": b"<h3>Related Stories</h3><a href=/a-b-c-d>x</a>" * 5_000,
    "many boxes that lead elsewhere": b"<div><h3>Read more</h3><a href=/a-b-c>x</a></div>" * 9_000,
    "many breaks in a deep list": b"<ul><li>" * 950 + b"Read more<br><br>" * 40_000,
    "many bylines": b"<p class=byline>By Mara Quill</p>" * 20_000,
    "many dates": b"<time class=date>May 1, 2024</time>" * 20_000,
    "many breaks": b"text<br><br>" * 50_000,
    "many quotes": b"".join(
        b"<blockquote>%s.</blockquote><p>%s.</p>" % (said(40), said(80)) for _ in range(8_000)
    ),
    "a long word": b"<h1>" + b"x" * 2_000_000 + b"</h1>",
    "long title of separators": b"<title>" + b" | - " * 100_000 + b"</title>",
    "a long byline": b"<p class=byline>By " + b"and " * 100_000,
    "digits": b"<time>" + b"1" * 500_000 + b"</time><p class=date>" + b"1/" * 100_000,
    "deep JSON-LD": b'<script type="application/ld+json">' + b"[" * 200_000,
    "closed deep JSON-LD": b'<script type="application/ld+json">'
    + b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "JSON-LD of the wrong types": b'<script type="application/ld+json">{"@type":["NewsArticle",7],'
    b'"headline":{"a":[]},"author":[[[]],3,null,{"name":{}}],"datePublished":[5,{}],"keywords":9,'
    b'"isAccessibleForFree":{},"publisher":[[]],"articleBody":{"x":1},"articleSection":3}',
    "broken links": b"<a href='http://[::1'>x</a><a href='http://a:99999999/x'>y</a>" * 1000,
    "100,000 nested divs": b"<div>" * 100_000 + b"text",
    "a text of 10 MB": b"<p>" + b"some words here. " * 600_000,
    "a word of 10 MB": b"<p>" + b"x" * 10_000_000,
    "a title of 10 MB": b"<title>" + b"word | " * 1_500_000 + b"</title><h1>Word</h1>",
    "a headline of 10 MB": b"<h1>" + b"word " * 2_000_000 + b"</h1>",
    "a million links": b"<a href=/2024/a-b-c>some words</a>" * 1_000_000,
    "50 MB": b"<p>words of a story, and more of them</p>" * 1_250_000,
    "nothing but nulls": b"\0" * 10_000_000,
    "nulls everywhere": b"<\0p\0>t\0e\0x\0t\0" * 100_000,
    "a lie of UTF-8": b'<meta charset="utf-8"><p>' + b"\xe4\xf6 text " * 500_000,
    "a lie of UTF-16": b"\xff\xfe" + b"\x00\xdc" * 4_000_000,
    "a lie of windows-1252": b'<meta charset="windows-1252"><p>' + b"\x81" * 8_000_000,
    "paragraphs in a script": b"<script>a='</p><p>';" + b"'</p>'" * 100_000 + b"</script><p>text",
    "a million attributes": b"<p " + b" ".join(b"a%d=1" % n for n in range(1_000_000)) + b">text",
    "character references": b"<p>" + b"&#x" * 3_000_000,
    "a million headlines": b"<h1>a</h1>" * 1_000_000,
    "nested headlines": b"<h1>" * 2_000 + b"text</h1><p>" * 100,
    "a million dates": b"<time>1 May 2024</time>" * 1_000_000,
    "a million bylines": b"<p class=byline>By Mara Quill</p>" * 1_000_000,
    "depth and width": DEEP + b"<p>text of a story here</p>" * 38_000,
    "depth and links": DEEP + b"<a href=/2024/a-b-c>some words</a>" * 38_000,
    "depth and menus": b"<div class=menu>" * 1_900
    + b"<a href=/2024/a-b-c>some words</a>" * 19_000
    + b"<p>" + b"words of a sentence that no menu has, " * 5,
    "depth and feet": b"<article>" + b"<footer>" * 1_900 + b"<a href=/a-b-c>words</a>" * 19_000,
    "depth of feet and dates": b"<article><h1>A title</h1><p>%s.</p>" % said(40)
    + b"<footer>" * 1_900 + b"<time>1 May 2024</time> By Mara Quill<br>" * 8_000,
    "depth of headings": b"<h2>" * 1_900 + b"<h3>More</h3><a href=/a-b-c>x</a>" * 8_000,
    "depth and dates": DEEP + b"<time class=date>1 May 2024</time>" * 38_000,
    "depth and headings": DEEP + b"<h2>Related</h2><a href=/2024/a-b-c>some words</a>" * 19_000,
    "wrong ends at depth": DEEP + b"</x>" * 2_000_000,
    "keywords": b"<meta name=keywords content='" + b"a," * 4_000_000 + b"'>",
    "page numbers": b"".join(b"<a href='?page=%d'>%d</a>" % (n, n) for n in range(39_000)),
    "many stories in JSON-LD": (JSONLD + b'{"@type":"NewsArticle","headline":"a b"}</script>'
    b"<h1>a b c d e</h1>") * 19_000,
    "large JSON-LD": JSONLD + b"[" + b'{"@type":"NewsArticle","headline":"a b"},' * 200_000,
    "a text in JSON-LD": JSONLD + b'{"@type":"Article","articleBody":"' + b"word " * 99_000 + b'"}',
    "deep data": DATA + b'{"a":' * 300_000,
    "large data": DATA + b'{"a":[' + b'{"type":"p","text":"some words."},' * 90_000 + b"1]}",
    "programs": b"<script>window.a={'a':[" + b'{"text":"some"},' * 200_000 + b"</script>",
    "a broken base": b"<base href='http://[x'><a href=y>z</a>",
    "surrogates": b"<h1>&#xD800;&#x110000;&#0;text</h1>",
    "nothing": b"",
}  # fmt: skip


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_page_gives_an_article_soon(page: bytes) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    article = archiver.parse(page, "https://paper.example/2024/05/01/story")

    assert time.process_time() - began < MOST_SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_MEMORY << 10
    assert Article.from_json(article.to_json()) == article


@pytest.mark.parametrize(
    ("page", "bound"),
    [
        pytest.param(b"<p>text</p>" * 800_000, "bytes: ", id="bytes"),
        pytest.param(b"<p>text</p>" * 100_000, "tags: ", id="tags"),
        pytest.param(DEEP * 2 + b"text", "depth: ", id="depth"),
        pytest.param(
            b"<p>text<p " + b" ".join(b"a%d=1" % n for n in range(40_000)) + b">text",
            "attributes: ",
            id="attributes",
        ),
    ],
)
def test_what_is_cut_is_said(page: bytes, bound: str) -> None:
    assert bound in archiver.parse(page).evidence["cut"]


def test_an_ordinary_page_is_not_cut() -> None:
    assert "cut" not in archiver.parse(b"<p class=a>text</p>" * 1_000).evidence


PIECES = st.sampled_from(
    [
        *"<p>|</p>|<h1>|</h1>|<br>|<li>|</a>|</div>|<table><td>|<blockquote>|<pre>|'>|{|}".split(
            "|"
        ),
        *"<!--|-->|<svg>|<template>|<script type='application/ld+json'>|</script>".split("|"),
        *"<div class='byline'>|<a href='/2024/a-b-c-d'>|<time datetime='|<h2>More by X".split("|"),
        *"By Mara Quill|May 1, 2024|Read also: |&#x1F525;|&#0;|<figure><img src=a>".split("|"),
        "<title>a | b - c</title>",
        '"headline":',
        "text. " * 30,
    ]
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(PIECES | st.text(max_size=20), max_size=40),
    st.sampled_from([None, "http://a.example/x"]),
)
def test_any_mixture_gives_an_article(pieces: list[str], url: str | None) -> None:
    article = archiver.parse("".join(pieces).encode("utf-8", "replace"), url)

    assert Article.from_json(article.to_json()) == article


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=400), st.sampled_from([None, "text/html; charset=utf-16", "x; charset=%%"])
)
def test_any_bytes_give_an_article(body: bytes, content_type: str | None) -> None:
    headers = {"Content-Type": content_type} if content_type else None

    assert archiver.parse(body, headers=headers).reader
