"""Any bytes are an article, and soon."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import archiver
from archiver.article import Article

MOST_SECONDS = 5.0  # on a busy machine; a quadratic reader would take minutes

NESTED = 20_000
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
    "many bylines": b"<p class=byline>By Mara Quill</p>" * 20_000,
    "many dates": b"<time class=date>May 1, 2024</time>" * 20_000,
    "many breaks": b"text<br><br>" * 50_000,
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
    "a broken base": b"<base href='http://[x'><a href=y>z</a>",
    "surrogates": b"<h1>&#xD800;&#x110000;&#0;text</h1>",
    "nothing": b"",
}  # fmt: skip


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_page_gives_an_article_soon(page: bytes) -> None:
    began = time.process_time()
    article = archiver.parse(page, "https://paper.example/2024/05/01/story")

    assert time.process_time() - began < MOST_SECONDS
    assert Article.from_json(article.to_json()) == article


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
