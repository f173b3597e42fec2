"""What is recorded is what went over the wire, byte for byte.

A relay that knows nothing of us stands between a real crawl and a server with awkward manners.
Each connection's stream, both ways, must be the request and response blocks of the WARC file, one
after the other, with nothing between them that is not accounted for.
"""

from dataclasses import dataclass

import pytest

from tests.warcs.wire_certificates import Authority
from tests.warcs.wire_crawl import Crawl, Record, blocks_by_warcio, crawl, one
from tests.warcs.wire_server import ANSWERS, EARLY, SEQUENCES, Loopback, Stream

HOST = "awkward.example"
CUT = {  # path: WARC-Truncated
    "/cut-in-head": "disconnect",
    "/cut-in-body": "disconnect",
    "/cut-in-chunk": "disconnect",
    "/length-too-long": "disconnect",
    "/until-reset": "disconnect",
    "/slow-head": "time",
    "/slow-body": "time",
    "/not-http": "unspecified",
    "/no-chunk": "unspecified",
    "/too-big-said": "length",
    "/large-cut": "disconnect",
    "/endless-head": "length",
    "/too-big-chunked": "length",
}
UNANSWERED = {  # path: kind of failure
    "/no-answer": "disconnect",
    "/reset": "disconnect",
    "/silent": "timeout",
    "/only-hints": "timeout",
}
# The next request may meet a connection that is just being closed. A relay cannot end a TLS
# stream in one direction and go on listening in the other, so there it would miss that request.
RACING = "/closes-unannounced"
TRICKLING = ("/silent", "/slow-head", "/slow-body", "/only-hints")


def plan(base: str) -> list[dict[str, object]]:
    """Every path, each one connection's business or several's; `/plain` follows what may break."""
    entries: list[dict[str, object]] = []
    for path in (*ANSWERS, *SEQUENCES):
        if path == RACING and base.startswith("https:"):
            continue
        meta: dict[str, object] = {"dont_retry": path not in SEQUENCES}
        if path in TRICKLING:
            meta["download_timeout"] = 0.5
        if path.startswith("/too-big"):
            meta["download_maxsize"] = 10_000
        entry: dict[str, object] = {"url": base + path, "meta": meta}
        if path == "/head":
            entry["method"] = "HEAD"
        if path == "/post":
            entry |= {"method": "POST", "body": "name=caf%C3%A9", "headers": {"Expect": "x"}}
        entries.append(entry)
        entries.append({"url": f"{base}/plain?after={path[1:]}", "meta": {"dont_retry": True}})
    return entries


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A crawl, and what the relay saw of it."""

    way: str
    crawl: Crawl
    records: list[Record]
    streams: list[Stream]


WAYS = (
    "plain",
    "many at a time",
    "on another reactor",
    "over TLS",
    "through a CONNECT proxy",
)
SELECT = {"TWISTED_REACTOR": "twisted.internet.selectreactor.SelectReactor"}


@pytest.fixture(scope="module", params=WAYS)
def seen(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    folder = tmp_path_factory.mktemp("crawl")
    with Loopback() as loopback:
        base, environ = f"http://{HOST}", {}
        if request.param in ("over TLS", "through a CONNECT proxy"):
            authority = Authority(folder)
            base, environ = f"https://{HOST}", {"SSL_CERT_FILE": str(authority.path)}
            tls = authority.server(HOST)
            port, streams = loopback.relay(
                loopback.awkward(tls), tls=tls, onward=authority.client(), name=HOST
            )
        else:
            port, streams = loopback.relay(loopback.awkward())
        connect_to = {f"{HOST}:": f"127.0.0.1:{port}"}
        if request.param == "through a CONNECT proxy":
            proxy, _ = loopback.connect_proxy(port, credentials=b"Basic dXNlcjpzZWNyZXQ=")
            environ["https_proxy"] = "http://user:secret@proxy.example:3128"
            connect_to = {"proxy.example:3128": f"127.0.0.1:{proxy}"}
        done = crawl(
            folder,
            plan(base),
            environ,
            CONNECT_TO=connect_to,
            CONCURRENT_REQUESTS=8 if request.param == "many at a time" else 1,
            DOWNLOAD_VERIFY_CERTIFICATES=True,
            **(SELECT if request.param == "on another reactor" else {}),
        )
    return Seen(way=request.param, crawl=done, records=done.records, streams=streams)


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A request and what was recorded of the answer to it."""

    request: Record
    interim: bytes
    response: Record | None
    surplus: bytes

    @property
    def sent(self) -> bytes:
        return self.request.block

    @property
    def received(self) -> bytes:
        return self.interim + (self.response.block if self.response else b"") + self.surplus

    @property
    def hung_up(self) -> bool:
        """True if the crawl ended the connection, so that more may have been on its way."""
        if self.response is None:
            return self.failure.startswith("timeout")
        return self.response.headers.get("WARC-Truncated", "disconnect") != "disconnect"

    @property
    def failure(self) -> str:
        return (self.response or self.request).headers.get("WARC-Failure", "")


def pairs(records: list[Record]) -> list[Pair]:
    """The exchanges of a file, put together by what its records say of one another."""
    by_id = {record.headers["WARC-Record-ID"]: record for record in records}
    found = []
    for request in records:
        if request.type != "request":
            continue
        response = by_id.get(request.headers.get("WARC-Concurrent-To", ""))
        main = (response or request).headers["WARC-Record-ID"]
        about = [r for r in records if r.type == "metadata"]
        found.append(
            Pair(
                request=request,
                response=response,
                interim=b"".join(
                    r.block
                    for r in about
                    if r.headers.get("WARC-Concurrent-To") == main
                    and r.headers["Content-Type"] == "application/http;msgtype=response"
                ),
                surplus=b"".join(r.block for r in about if r.headers.get("WARC-Refers-To") == main),
            )
        )
    return found


def account_for(stream: Stream, waiting: list[Pair]) -> None:
    """Take from ``waiting`` the exchanges that a connection's two streams are made of."""
    sent, received = bytes(stream.sent), bytes(stream.received)
    while sent:
        fitting = [
            pair
            for pair in waiting
            if sent.startswith(pair.sent) and received.startswith(pair.received)
        ]
        assert fitting, f"not recorded as it was: {sent[:200]!r} -> {received[:200]!r}"
        pair = max(fitting, key=lambda pair: len(pair.received))
        waiting.remove(pair)
        sent = sent.removeprefix(pair.sent)
        received = received.removeprefix(pair.received)
        if pair.hung_up:
            assert not sent
            return
    assert received == b""


def test_crawl_ends_well(seen: Seen) -> None:
    assert "Traceback" not in seen.crawl.log
    assert "Deprecat" not in seen.crawl.log
    assert seen.crawl.returncode == 0


def test_every_byte_of_every_connection_is_recorded(seen: Seen) -> None:
    waiting = pairs(seen.records)
    for stream in seen.streams:
        account_for(stream, waiting)

    assert [pair.request.path for pair in waiting] == []


def test_warcio_reads_the_same_blocks(seen: Seen) -> None:
    expected = [(record.type, record.block) for record in seen.records]

    assert blocks_by_warcio(seen.crawl.file.read_bytes()) == expected


def test_connections_are_kept_alive(seen: Seen) -> None:
    assert max(stream.sent.count(b" HTTP/1.1\r\n") for stream in seen.streams) >= 5


def sent_by_server(path: str) -> bytes:
    return b"".join(step for step in ANSWERS[path] if isinstance(step, bytes))


SURPLUS = {"/length-too-short": b"teen chars", "/large-length-too-short": b"and more"}
WHOLE = sorted(set(ANSWERS) - {*CUT, *UNANSWERED, *SURPLUS, "/plain", "/target", RACING})


@pytest.mark.parametrize("path", WHOLE)
def test_whole_response_is_what_the_server_sent(seen: Seen, path: str) -> None:
    record = one(seen.records, path, "response")

    interim = {"/post": 25}.get(path, len(EARLY) if "interim" in path else 0)
    assert record.block == sent_by_server(path)[interim:]
    assert "WARC-Truncated" not in record.headers
    assert "WARC-Payload-Digest" in record.headers


@pytest.mark.parametrize("path", CUT)
def test_cut_response_is_an_exact_prefix_and_marked(seen: Seen, path: str) -> None:
    record = one(seen.records, path, "response")

    assert record.headers["WARC-Truncated"] == CUT[path]
    assert sent_by_server(path).startswith(record.block)
    assert record.block
    assert "WARC-Payload-Digest" not in record.headers


@pytest.mark.parametrize("path", UNANSWERED)
def test_request_without_answer_says_why(seen: Seen, path: str) -> None:
    requests = [r for r in seen.records if r.type == "request" and r.path == path]

    assert [r for r in seen.records if r.type == "response" and r.path == path] == []
    for request in requests:
        assert request.headers["WARC-Failure"].startswith(f"{UNANSWERED[path]}: ")


@pytest.mark.parametrize("path", ["/interim", "/interim-apart", "/only-hints"])
def test_interim_responses_are_kept_apart(seen: Seen, path: str) -> None:
    assert [pair.interim for pair in pairs(seen.records) if pair.request.path == path] == [EARLY]


@pytest.mark.parametrize("path", SURPLUS)
def test_bytes_after_the_end_of_a_response_are_kept_apart(seen: Seen, path: str) -> None:
    [pair] = [p for p in pairs(seen.records) if p.request.path == path]

    assert pair.response
    assert pair.response.block + pair.surplus == sent_by_server(path)
    assert pair.surplus == SURPLUS[path]
    [kept] = [r for r in seen.records if r.block == pair.surplus]
    assert kept.headers["WARC-Target-URI"].startswith("urn:surplus:http")


def test_each_retry_is_an_exchange(seen: Seen) -> None:
    blocks = [r.block for r in seen.records if r.type == "response" and r.path == "/busy"]

    assert blocks == SEQUENCES["/busy"]


def test_silent_second_try_on_a_dead_connection_is_an_exchange(seen: Seen) -> None:
    found = [p for p in pairs(seen.records) if p.request.path == "/plain?after=drops-the-next"]

    answered = [pair.response is not None for pair in found]
    assert answered[-1]
    if seen.way != "many at a time":  # there, any of the requests may meet the dead connection
        assert answered == [False, True]
        assert found[0].failure == "disconnect: the connection ended before the response did"


def test_post_request_is_recorded_with_its_body(seen: Seen) -> None:
    block = one(seen.records, "/post", "request").block

    assert block.startswith(b"POST /post HTTP/1.1\r\n")
    assert block.endswith(b"\r\n\r\nname=caf%C3%A9")


def test_proxy_credentials_and_connect_are_not_recorded(seen: Seen) -> None:
    blocks = b"".join(record.block for record in seen.records)

    assert b"dXNlcjpzZWNyZXQ" not in blocks
    assert b"CONNECT " not in blocks


def test_spider_gets_the_capture_of_its_own_response(seen: Seen) -> None:
    """Also after redirects, retries and failures: the last exchange's."""
    by_id = {r.headers["WARC-Record-ID"].strip("<>"): r for r in seen.records}

    notes = seen.crawl.notes
    base = next(iter(notes)).removesuffix("/plain")
    assert len(notes) == len(plan(base)) - 1  # the redirect ends at another one's URL
    for url, note in notes.items():
        assert by_id[note["id"]].headers["WARC-Target-URI"] == url
    assert by_id[notes[next(u for u in notes if u.endswith("/busy"))]["id"]].block.endswith(
        b"now then"
    )
