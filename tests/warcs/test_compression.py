"""Our middleware gives what Scrapy's gives, and guesses no charset over compressed bytes."""

import gzip
import zlib

import brotli
import pytest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import HtmlResponse, Response, TextResponse
from scrapy.utils.test import get_crawler

from warcs.capturing.compression import WarcCompressionMiddleware

URL = "http://a.example/page"
PAGE = "<html><head><title>Zürich</title></head><body>Guten Tag</body></html>".encode()
DECLARED = PAGE.replace(b"<head>", b'<head><meta charset="utf-8">')


@pytest.fixture
def crawler() -> Crawler:
    return get_crawler(settings_dict={"TWISTED_REACTOR_ENABLED": False})


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(PAGE)),
        ({"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(DECLARED)),
        (
            {"Content-Type": "text/html; charset=utf-8", "Content-Encoding": "x-gzip"},
            gzip.compress(PAGE),
        ),
        ({"Content-Type": "text/html", "Content-Encoding": "deflate"}, zlib.compress(PAGE)),
        ({"Content-Type": "text/plain", "Content-Encoding": "br"}, brotli.compress(PAGE)),
        (
            {"Content-Type": "text/html", "Content-Encoding": "br, gzip"},
            gzip.compress(brotli.compress(PAGE)),
        ),
        ({"Content-Encoding": "gzip"}, gzip.compress(PAGE)),
        ({"Content-Type": "text/html", "Content-Encoding": "rot13"}, PAGE),
        ({"Content-Type": "text/html", "Content-Encoding": "rot13, gzip"}, gzip.compress(PAGE)),
        ({"Content-Type": "text/html"}, PAGE),
        ({"Content-Type": "image/png", "Content-Encoding": "gzip"}, gzip.compress(b"\x89PNG")),
    ],
    ids=[
        "gzip without charset",
        "gzip with a charset in the page",
        "gzip with a charset in the header",
        "deflate",
        "Brotli",
        "two codings",
        "no content type",
        "unknown coding",
        "unknown coding within gzip",
        "no coding",
        "no text",
    ],
)
def test_response_equals_that_of_scrapys_middleware(
    crawler: Crawler, headers: dict[str, str], body: bytes
) -> None:
    request = Request(URL)
    kind = HtmlResponse if "text" in headers.get("Content-Type", "") else Response
    ours, theirs = (
        middleware(crawler=crawler).process_response(
            request,
            kind(URL, headers=headers, body=body, flags=["flag"], protocol="HTTP/1.1"),
        )
        for middleware in (WarcCompressionMiddleware, HttpCompressionMiddleware)
    )

    assert isinstance(ours, Response)
    assert isinstance(theirs, Response)
    assert type(ours) is type(theirs)
    assert ours.to_dict() == theirs.to_dict()
    if isinstance(theirs, TextResponse):
        assert isinstance(ours, TextResponse)
        assert (ours.encoding, ours.text) == (theirs.encoding, theirs.text)


class Unguessable(HtmlResponse):
    """Fails when its charset is asked for."""

    @property
    def encoding(self) -> str:
        raise AssertionError("a charset was guessed over compressed bytes")


def test_charset_of_compressed_bytes_is_not_asked_for(crawler: Crawler) -> None:
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    compressed = Unguessable(URL, headers=headers, body=gzip.compress(PAGE))

    decoded = WarcCompressionMiddleware(crawler=crawler).process_response(Request(URL), compressed)

    assert isinstance(decoded, HtmlResponse)
    assert decoded.body == PAGE
    assert decoded.encoding == "utf-8"


def test_answer_to_head_is_left_alone(crawler: Crawler) -> None:
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    response = HtmlResponse(URL, headers=headers)

    middleware = WarcCompressionMiddleware(crawler=crawler)

    assert middleware.process_response(Request(URL, method="HEAD"), response) is response
