"""One crawl of a site that does everything wrong: it ends, and each failure is told and counted."""

import gzip
import time
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

import pytest

from tests.spiders.crawling import (
    WITH_TIMEOUTS,
    Crawl,
    Row,
    crawl,
    frontier,
    publish,
    query,
    records,
    responses,
)
from tests.spiders.hostile_server import (
    Answer,
    Exchange,
    Site,
    feed,
    listing,
    ok,
    redirect,
    serving,
    site,
    status,
    story,
)
from warcs import reader

MEGABYTE = 1 << 20
HOST = "hostile.example"
PAGES = 4  # the bound on listing pages that the crawl is given
SOURCES = [
    'feed = "/feed.xml"',
    'feed = "/feed-that-is-html"',
    'feed = "/feed-that-is-missing"',
    'feed = "/feed-cut"',
    'feed = "/feed-endless"',
    'sitemap = "/sitemap.xml"',
    'channel = "/channel-same"\nname = "Same"',
    'channel = "/channel-junk"\nname = "Junk"',
]


def bomb() -> bytes:
    """1 GB of zeros in one gzip member of 1 MB."""
    piece = bytes(16 * MEGABYTE)
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    repeated = compressor.compress(piece) + compressor.flush(zlib.Z_FULL_FLUSH)
    checksum = 0
    for _ in range(64):
        checksum = zlib.crc32(piece, checksum)
    end = checksum.to_bytes(4, "little") + (64 * len(piece)).to_bytes(4, "little")
    return b"\x1f\x8b\x08" + bytes(6) + b"\x03" + repeated * 64 + compressor.flush() + end


def huge(exchange: Exchange) -> Iterable[bytes]:
    """200 MB in chunks, without a word on how much will come."""
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk = b"100000\r\n" + b"<p>word " * (MEGABYTE // 8) + b"\r\n"
    for _ in range(200):
        yield chunk
    yield b"0\r\n\r\n"


def slow(exchange: Exchange) -> Iterable[bytes]:
    """A head, and then nothing for longer than the crawl waits."""
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\n<p>Wait"
    exchange.connection.settimeout(30)
    exchange.connection.recv(1)


def torn(exchange: Exchange) -> Iterable[bytes]:
    """Half of an answer, and a reset connection."""
    yield story("A title that came before the reset")[:500]
    time.sleep(0.1)  # a reset overtakes what was sent just before
    exchange.reset()


def too_long(whole: bytes) -> Answer:
    """The answer ``whole``, whose Content-Length promises 1,000 bytes more."""
    head, _, body = whole.partition(b"\r\n\r\n")
    said = b"Content-Length: %d" % len(body)
    more = b"Content-Length: %d" % (len(body) + 1000)
    return lambda exchange: [head.replace(said, more) + b"\r\n\r\n" + body]


def endless_feed(exchange: Exchange) -> Iterable[bytes]:
    """A feed whose every page has new entries and a next page."""
    number = int(exchange.path.partition("=")[2] or 1)
    yield feed([f"/story/of-feed-page-{number}"], following=f"/feed-endless?page={number + 1}")


def same_again(exchange: Exchange) -> Iterable[bytes]:
    """A list whose every page has the same links and a next page."""
    number = int(exchange.path.partition("=")[2] or 1)
    yield listing(["/story/good"], f"/channel-same?page={number + 1}")


def always_new(exchange: Exchange) -> Iterable[bytes]:
    """A list whose every page has links that no other has, and a next page."""
    number = int(exchange.path.partition("=")[2] or 1)
    links = [f"/story/junk-{number}-{n}" for n in range(3)]
    yield listing(links, f"/channel-junk?page={number + 1}")


def junk(exchange: Exchange) -> Iterable[bytes]:
    """A page for each address that anybody thinks of."""
    yield story(f"What is told at {exchange.path}")


STORIES: dict[str, Answer] = {
    "/story/good": story("A good story among the bad"),
    "/story/broken-html": ok(
        "<html><head><title>A broken page<title></head><body><article><h1>A broken <b>page"
        "<p>By Ada Writer<p>The <i>first sentence of a story whose markup nobody closed. "
        "</div></div></table></span><p>" + "The second one goes on for a while. " * 20
    ),
    "/story/empty": ok(b""),
    "/story/no-type": b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n\x00\x01\x02\x03",
    "/story/huge": huge,
    "/story/huge-and-says-so": (
        lambda exchange: [
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 209715200\r\n\r\n",
            b"<p>word " * (MEGABYTE // 8),
        ]
    ),
    "/story/bomb": ok(bomb(), "text/html", b"Content-Encoding: gzip"),
    "/story/no-gzip": story("A page that is called gzip").replace(
        b"\r\n", b"\r\nContent-Encoding: gzip\r\n", 1
    ),
    "/story/cut-gzip": ok(
        gzip.compress(b"<h1>A story</h1>" + b"<p>Some words of it." * 2000)[:-30],
        "text/html",
        b"Content-Encoding: gzip",
    ),
    "/story/unknown-coding": ok(bytes(range(256)), "text/html", b"Content-Encoding: rot13"),
    "/story/loop": redirect("/story/loop-back"),
    "/story/loop-back": redirect("/story/loop"),
    "/story/to-a-file": redirect("file:///etc/hostname"),
    "/story/to-nowhere": redirect("http://[::bad/"),
    "/story/moved": redirect("/story/moved-here"),
    "/story/moved-here": story("A story that was moved"),
    "/story/refreshed": ok(
        "<html><head><meta http-equiv=refresh content='60; url=/story/refreshed'>"
        "<title>A page that loads itself anew</title></head><body><article>"
        "<h1>A page that loads itself anew</h1><p>" + "As many front pages do. " * 40
    ),
    "/story/length-too-long": too_long(story("A story that was cut")),
    "/story/length-too-short": (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 40\r\n\r\n"
        b"<h1>A title</h1><p>Forty bytes of a page" + b"that goes on, says nobody" * 10
    ),
    "/story/torn": torn,
    "/story/no-http": lambda exchange: [b"\x16\x03\x01 this is no HTTP\r\n\r\n"],
    "/story/no-answer": lambda exchange: [],
    "/story/paper.pdf": ok(b"%PDF-1.7\n", "application/pdf"),
    "/story/a-list": listing([f"/story/junk-9-{n}" for n in range(30)]),
    "/story/unavailable": status(503, "Come later"),
    "/story/slow": slow,
    "/story/latin": story("A story behind a strange head").replace(
        b"\r\n",
        b"\r\nX-Place: caf\xe9 na\xefve \xff\r\nSet-Cookie: \xe9=\xff\r\nno colon here\r\n",
        1,
    ),
    "/story/deep": ok("<h1>A deep page</h1>" + "<div>" * 50_000 + "<p>Far down."),
}

ANSWERS: dict[str, Answer] = {
    "/feed.xml": feed([*STORIES, "/story/missing", "http://elsewhere.example/story/x"]),
    "/feed-that-is-html": ok("<!doctype html><html><body><h1>We moved our feed</h1></body></html>"),
    "/feed-cut": too_long(feed(["/story/in-the-cut-feed"])),
    "/feed-endless": endless_feed,
    "/sitemap.xml": ok(
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "<url><loc>http://elsewhere.example/story/one</loc></url>"
        "<url><loc>http://elsewhere.example/story/two</loc></url>"
        f"<url><loc>http://{HOST}/story/good</loc></url></urlset>",
        "application/xml",
    ),
    "/channel-same": same_again,
    "/channel-junk": always_new,
    **STORIES,
    **{f"/story/junk-{page}-{n}": junk for page in range(1, 100) for n in range(3)},
    **{f"/story/of-feed-page-{page}": junk for page in range(1, 100)},
    "/story/in-the-cut-feed": junk,
}


@dataclass(frozen=True, kw_only=True)
class Hostile:
    """The crawl, and all that is asked of it."""

    site: Site
    crawl: Crawl
    rows: dict[str, Row]
    records: list[reader.Record]

    def response(self, path: str) -> reader.Record:
        """The only response record of a path."""
        [record] = [
            r for r in self.records if r.type == "response" and r.url == f"http://{HOST}{path}"
        ]
        return record

    def field(self, path: str, name: str) -> str | None:
        """A field of the response record of a path."""
        return dict(self.response(path).fields).get(name)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    folder = tmp_path_factory.mktemp("hostile") / "collection"
    publish(folder, "hostile", SOURCES)
    served = site(ANSWERS)
    settings = {
        "DOWNLOADER_MIDDLEWARES": WITH_TIMEOUTS,
        "TIMEOUTS": {"/story/slow": 3},
        "DOWNLOAD_MAXSIZE": 8 * MEGABYTE,
        "WARC_READ_LIMIT": 8 * MEGABYTE,
        "RETRY_TIMES": 1,
        "MAX_LISTING_PAGES": PAGES,
    }
    with serving(served) as address:
        done = crawl(folder, ["hostile"], address, settings)
    assert done.ended.code == 0, done.ended.err
    return Hostile(site=served, crawl=done, rows=frontier(folder), records=records(folder))


def test_crawl_of_a_hostile_site_finishes(hostile: Hostile) -> None:
    assert hostile.crawl.report.outcome == "finished"


def test_nothing_is_printed_that_is_no_report(hostile: Hostile) -> None:
    assert hostile.crawl.ended.err == ""


def test_every_row_has_ended(hostile: Hostile) -> None:
    assert {row.state for row in hostile.rows.values()} == {"done", "failed"}
    assert hostile.crawl.report.left == 0


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/story/good", "article"),
        ("/story/broken-html", "article"),
        ("/story/empty", "other"),
        ("/story/no-type", "other"),
        ("/story/moved", "article"),
        ("/story/refreshed", "article"),
        ("/story/length-too-short", "other"),
        ("/story/a-list", "listing"),
        ("/story/latin", "article"),
        ("/story/no-gzip", "article"),
        ("/story/deep", "other"),
        ("/story/bomb", "other"),  # as far as WARC_READ_LIMIT
    ],
)
def test_page_is_read_as(hostile: Hostile, path: str, kind: str) -> None:
    assert hostile.rows[path] == Row(state="done", reason=kind, tries=1)


FAILURES = [
    ("/story/missing", "HTTP 404"),
    ("/story/unavailable", "HTTP 503"),
    ("/story/huge", "larger than DOWNLOAD_MAXSIZE"),
    ("/story/huge-and-says-so", "larger than DOWNLOAD_MAXSIZE"),
    ("/story/unknown-coding", "content-coding that cannot be undone"),
    ("/story/loop", "too many redirects"),
    ("/story/loop-back", "too many redirects"),
    ("/story/to-a-file", "HTTP 302"),
    ("/story/to-nowhere", "redirect to what is no address"),
    ("/story/length-too-long", "cut: disconnect"),
    ("/story/torn", "cut: disconnect"),
    ("/story/cut-gzip", "cut: content-coding"),
    ("/story/no-http", "the answer is no HTTP"),
    ("/story/no-answer", "connection lost"),
    ("/story/paper.pdf", "not a page: application/pdf"),
    ("/story/slow", "timed out"),
]


@pytest.mark.parametrize(("path", "reason"), FAILURES)
def test_failure_is_told(hostile: Hostile, path: str, reason: str) -> None:
    assert hostile.rows[path] == Row(state="failed", reason=reason, tries=1)


def test_report_counts_every_failure(hostile: Hostile) -> None:
    expected: dict[str, int] = {}
    for row in hostile.rows.values():
        if row.state == "failed":
            expected[str(row.reason)] = expected.get(str(row.reason), 0) + 1
    expected["HTTP 404"] += 1  # a feed
    expected["cut: larger than WARC_READ_LIMIT"] = 1  # the bomb

    assert hostile.crawl.report.failures == expected


def test_report_is_kept_in_the_collection(hostile: Hostile) -> None:
    [(outcome, report)] = query(hostile.crawl.folder, "SELECT outcome, report FROM runs")

    assert outcome == "finished"
    assert hostile.crawl.report.to_json() == report


@pytest.mark.parametrize(
    "problem",
    [
        f"http://{HOST}/feed-that-is-html: not a feed: HTML",
        f"http://{HOST}/feed-that-is-missing: HTTP 404",
        f"http://{HOST}/feed-cut: cut: disconnect; what came was read",
        f"http://{HOST}/feed-endless?page={PAGES}: page {PAGES}, no further one is read "
        "(MAX_LISTING_PAGES)",
        f"http://{HOST}/channel-junk?page={PAGES}: page {PAGES}, no further one is read "
        "(MAX_LISTING_PAGES)",
        f"http://{HOST}/sitemap.xml: 2 URLs of other hosts left out",
    ],
    ids=["HTML", "missing", "cut", "endless feed", "endless channel", "other hosts"],
)
def test_problem_of_a_source_is_told(hostile: Hostile, problem: str) -> None:
    assert problem in hostile.crawl.report.problems


def test_nothing_else_is_called_a_problem(hostile: Hostile) -> None:
    assert len(hostile.crawl.report.problems) == 6


def test_other_hosts_are_left_alone(hostile: Hostile) -> None:
    assert hostile.site.asked("elsewhere.example") == {}


def test_same_page_again_and_again_is_asked_for_twice(hostile: Hostile) -> None:
    asked = hostile.site.asked()

    assert [path for path in asked if path.startswith("/channel-same")] == [
        "/channel-same",
        "/channel-same?page=2",
    ]


@pytest.mark.parametrize("source", ["/channel-junk", "/feed-endless"])
def test_endless_pages_are_bounded(hostile: Hostile, source: str) -> None:
    assert sum(n for path, n in hostile.site.asked().items() if path.startswith(source)) == PAGES


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/story/huge", "length"),
        ("/story/huge-and-says-so", "length"),
        ("/story/length-too-long", "disconnect"),
        ("/story/torn", "disconnect"),
        ("/story/bomb", None),
        ("/story/good", None),
    ],
)
def test_capture_says_whether_it_is_whole(hostile: Hostile, path: str, reason: str | None) -> None:
    assert hostile.field(path, "WARC-Truncated") == reason


def test_slow_answer_is_captured_each_time_as_far_as_it_came(hostile: Hostile) -> None:
    slow = [r for r in hostile.records if r.type == "response" and r.url.endswith("/story/slow")]

    assert [dict(r.fields)["WARC-Truncated"] for r in slow] == ["time", "time"]
    assert {r.block[-7:] for r in slow} == {b"<p>Wait"}


def test_every_answer_is_captured(hostile: Hostile) -> None:
    answered = hostile.site.asked() - hostile.site.asked("elsewhere.example")
    del answered["/story/no-answer"]

    assert sorted(answered.elements()) == sorted(responses(hostile.crawl.folder))


def test_memory_is_bounded(hostile: Hostile) -> None:
    assert hostile.crawl.memory < 300 * MEGABYTE


def test_page_that_was_cut_is_read_as_far_as_it_goes(hostile: Hostile) -> None:
    rows = query(
        hostile.crawl.folder,
        "SELECT article ->> 'title' FROM readings WHERE url LIKE '%/story/length-too-long'",
    )

    assert rows == [("A story that was cut",)]
