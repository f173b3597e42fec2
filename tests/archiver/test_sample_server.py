"""The sample publication's server: routes, transfer, conditional requests."""

import gzip
import http.client
import socket
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from archiver.sample import HOST, Server, expected, serve

GERMAN = "/story/hafen-altenbruegge-stellt-auf-landstrom-um-{}.html"  # gzip + chunked
EMOJI = "/story/the-emoji-that-closed-a-thousand-tickets-{}.html"  # plain
WALL = "/story/what-insurers-know-about-your-backups-{}.html"  # chunked
LIVE = "/story/live-the-senate-hearing-on-device-repair-{}.html"  # gzip


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serve() as running:
        yield running


def ask(
    server: Server, path: str, headers: Mapping[str, str] | None = None, method: str = "GET"
) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        connection.request(method, path, headers={"Host": HOST, **(headers or {})})
        response = connection.getresponse()
        return Answer(response.status, dict(response.getheaders()), response.read())
    finally:
        connection.close()


def numbered(path: str) -> str:
    """The path with the story's number, which depends on how many stories there are."""
    head = path.partition("{")[0]
    return next(p for p in (urlsplit(x).path for x in expected()) if p.startswith(head))


@pytest.mark.parametrize(
    ("path", "content_type", "words"),
    [
        ("/", "text/html; charset=UTF-8", b"<h2>The Lantern Post Channels</h2>"),
        ("/section/security", "text/html; charset=UTF-8", b'<div id="earlier">'),
        ("/section/e-commerce/page/2", "text/html; charset=UTF-8", b'<div class="search-item">'),
        ("/author/mara-quill", "text/html; charset=UTF-8", b"Stories by Mara Quill"),
        ("/author/elodie-marchevin", "text/html; charset=UTF-8", "Élodie".encode()),
        ("/tag/ports", "text/html; charset=UTF-8", b"<h1>ports</h1>"),
        ("/about", "text/html; charset=UTF-8", b"Nothing here happened."),
        ("/terms/mining", "text/html; charset=UTF-8", b"Text and Data Mining"),
        ("/print/86001.html", "text/html; charset=UTF-8", b"window.print()"),
        ("/rss-feed", "application/rss+xml; charset=UTF-8", b"<dc:creator>Noor Halabi<"),
        ("/robots.txt", "text/plain; charset=UTF-8", b"Disallow: /members/\n"),
        ("/sitemap_index.xml", "application/xml; charset=UTF-8", b"/sitemap-2025.xml.gz</loc>"),
        ("/news-sitemap.xml", "application/xml; charset=UTF-8", b"<news:title>"),
        ("/sitemap-pages.xml", "application/xml; charset=UTF-8", b"/about</loc>"),
        ("/style.css", "text/css; charset=UTF-8", b'@import url("styles/type.css")'),
        ("/styles/type.css", "text/css; charset=UTF-8", b'url("../fonts/lantern.woff")'),
        ("/fonts/lantern.woff", "font/woff", b"wOFF"),
        ("/favicon.png", "image/png", b"IDAT"),
        ("/images/86001-1.png", "image/png", b"IDAT"),
        ("/images/staff/noor-halabi.png", "image/png", b"IDAT"),
    ],
)
def test_route_answers(server: Server, path: str, content_type: str, words: bytes) -> None:
    answer = ask(server, path)

    assert (answer.status, answer.headers["Content-Type"]) == (200, content_type)
    assert words in answer.body


def test_yearly_sitemap_is_a_gzip_file(server: Server) -> None:
    answer = ask(server, "/sitemap-2024.xml.gz", {"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in answer.headers
    assert b"<loc>http://www.lanternpost.example/story/86001.html</loc>" in gzip.decompress(
        answer.body
    )


@pytest.mark.parametrize(
    "path",
    ["/story/harbor-fee-refunds-withdrawn-85990.html", "/story/1.html", "/section/mobile/page/9"],
)
def test_what_is_gone_answers_404(server: Server, path: str) -> None:
    assert ask(server, path).status == 404


def test_old_address_redirects_to_the_new_one(server: Server) -> None:
    new = numbered("/story/the-year-the-harbor-went-quiet-{}.html")
    number = new.removesuffix(".html").rpartition("-")[2]
    answer = ask(server, f"/story/{number}.html")

    assert answer.status == 302
    assert answer.headers["Location"] == f"http://www.lanternpost.example{new}"


@pytest.mark.parametrize(
    ("path", "encoding", "transfer"),
    [
        (EMOJI, None, None),
        (LIVE, "gzip", None),
        (WALL, None, "chunked"),
        (GERMAN, "gzip", "chunked"),
    ],
    ids=["plain", "gzip", "chunked", "gzip and chunked"],
)
def test_transfer_is_by_address(
    server: Server, path: str, encoding: str | None, transfer: str | None
) -> None:
    answer = ask(server, numbered(path), {"Accept-Encoding": "gzip"})

    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.headers.get("Transfer-Encoding") == transfer
    assert ("Content-Length" in answer.headers) == (transfer is None)
    body = gzip.decompress(answer.body) if encoding else answer.body
    assert body == ask(server, numbered(path)).body


@pytest.mark.parametrize("accepted", ["identity", "gzip;q=0", "br", "gzip;q=0.0"])
def test_gzip_is_sent_only_to_who_wants_it(server: Server, accepted: str) -> None:
    answer = ask(server, numbered(LIVE), {"Accept-Encoding": accepted})

    assert "Content-Encoding" not in answer.headers
    assert answer.body.startswith(b"<!DOCTYPE html>")


@pytest.mark.parametrize("path", ["/rss-feed", "/news-sitemap.xml", "/story/86001.html"])
def test_known_entity_tag_is_answered_with_304(server: Server, path: str) -> None:
    first = ask(server, path)
    again = ask(server, path, {"If-None-Match": first.headers["ETag"]})

    assert (again.status, again.body) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


def test_another_entity_tag_comes_before_the_date(server: Server) -> None:
    first = ask(server, "/rss-feed")
    headers = {"If-None-Match": '"old"', "If-Modified-Since": first.headers["Last-Modified"]}

    assert ask(server, "/rss-feed", headers).status == 200


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("Thu, 07 Nov 2024 08:00:00 GMT", 304),
        ("Mon, 04 Nov 2024 08:00:00 GMT", 200),
        ("yesterday", 200),
    ],
    ids=["later", "earlier", "no date"],
)
def test_modified_since(server: Server, since: str, status: int) -> None:
    answer = ask(server, "/story/86001.html", {"If-Modified-Since": since})

    assert answer.status == status


def test_compressed_answer_has_an_entity_tag_of_its_own(server: Server) -> None:
    plain = ask(server, numbered(LIVE))
    packed = ask(server, numbered(LIVE), {"Accept-Encoding": "gzip"})

    assert packed.headers["ETag"] != plain.headers["ETag"]


def test_head_has_the_headers_of_get(server: Server) -> None:
    head, get = (ask(server, "/story/86001.html", method=x) for x in ("HEAD", "GET"))

    assert head.body == b""
    assert head.headers["ETag"] == get.headers["ETag"]


def test_links_are_made_for_the_host_that_is_asked(server: Server) -> None:
    host = f"127.0.0.1:{server.port}"

    assert (
        f"Sitemap: http://{host}/sitemap_index.xml".encode()
        in ask(server, "/robots.txt", {"Host": host}).body
    )


@pytest.mark.parametrize("host", ['"><script>', "a b", "x" * 300, ""])
def test_strange_host_is_not_repeated(server: Server, host: str) -> None:
    body = ask(server, "/robots.txt", {"Host": host}).body

    assert b"Sitemap: http://www.lanternpost.example/sitemap_index.xml" in body


def test_query_of_a_campaign_is_the_same_page(server: Server) -> None:
    path = "/story/86001.html"

    assert ask(server, f"{path}?utm_source=feed").body == ask(server, path).body


def test_second_page_is_another(server: Server) -> None:
    path = numbered("/story/the-year-the-harbor-went-quiet-{}.html")

    assert b"its first ale, a dark one" in ask(server, f"{path}?page=2").body.lower()
    assert b"its first ale, a dark one" not in ask(server, path).body.lower()


def test_requests_are_kept_in_order() -> None:
    with serve() as server:
        ask(server, "/about", {"X-Why": "curious"})
        ask(server, "/nowhere", method="HEAD")

        assert [(x.method, x.path) for x in server.requests] == [
            ("GET", "/about"),
            ("HEAD", "/nowhere"),
        ]
        assert ("X-Why", "curious") in server.requests[0].headers


def test_end_closes_idle_connections_and_the_port() -> None:
    before = threading.active_count()
    with serve() as server:
        idle = socket.create_connection(("127.0.0.1", server.port), timeout=10)
        idle.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: x.example\r\n\r\n")
        assert idle.recv(12) == b"HTTP/1.1 200"

    while idle.recv(65536):
        pass
    idle.close()
    assert threading.active_count() == before
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", server.port), timeout=10)


def test_connection_is_kept_alive(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    bodies = []
    for path in ("/about", numbered(WALL), "/about"):
        connection.request("GET", path)
        bodies.append(connection.getresponse().read())
    connection.close()

    assert bodies[0] == bodies[2]
