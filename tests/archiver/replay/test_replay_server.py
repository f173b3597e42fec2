"""What the replay server gives, to whom, and that it says nothing else."""

import http.client
import json
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import pytest

from archiver.errors import ReplayError
from archiver.replay import Replay, Source, Viewer, serve
from warcs.packaging.virtual_zip import Bytes

VIEWER = Viewer(ui=b"// ui", worker=b"// worker")
CONTENT = bytes(range(256)) * 40
SOURCE = Source(
    title="a file",
    opened="capture.wacz",
    files={"capture.wacz": Bytes(CONTENT)},
    queries={"pages": lambda query: f"[{query!r}]".encode()},
)
SAID_NO = (404, b"")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@pytest.fixture(scope="module")
def replay() -> Iterator[Replay]:
    with serve(SOURCE, VIEWER) as running:
        yield running


def ask(
    url: str, headers: Mapping[str, str] | None = None, method: str = "GET", path: str | None = None
) -> Answer:
    """Ask for a URL on this machine, whatever its host is called."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection("127.0.0.1", parts.port or 80, timeout=10)
    target = path or f"{parts.path}{'?' * bool(parts.query)}{parts.query}"
    try:
        connection.request(method, target, headers={"Host": parts.netloc, **(headers or {})})
        response = connection.getresponse()
        return Answer(response.status, dict(response.getheaders()), response.read())
    finally:
        connection.close()


def captures(replay: Replay) -> str:
    return f"{replay.places.pages_url}captures/capture.wacz"


def test_address_that_is_given_leads_to_the_viewer(replay: Replay) -> None:
    page, script = ask(replay.url()), ask(f"{replay.url()}start.js")

    assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert b'<script src="start.js"></script>' in page.body
    assert f'const SETTINGS = {{"viewer": "{replay.places.viewer_url}"}};'.encode() in script.body


def test_address_is_on_127_0_0_1(replay: Replay) -> None:
    assert urlsplit(replay.url()).hostname == "127.0.0.1"


def test_address_can_name_a_page(replay: Replay) -> None:
    assert replay.url("https://paper.example/story?id=1&p=2", "20261126120000") == (
        f"{replay.places.start_url}#url=https%3A%2F%2Fpaper.example%2Fstory%3Fid%3D1%26p%3D2"
        "&ts=20261126120000"
    )


def test_no_two_replays_share_an_origin_or_a_path() -> None:
    with serve(SOURCE, VIEWER) as one, serve(SOURCE, VIEWER) as other:
        assert one.places.path != other.places.path
        assert urlsplit(one.places.pages_url).hostname != urlsplit(other.places.pages_url).hostname
        assert len(one.places.path) >= 32


def test_viewer_frames_the_app_in_a_sandbox(replay: Replay) -> None:
    page = ask(replay.places.viewer_url)
    script = ask(f"{replay.places.viewer_url}viewer.js")

    assert b'<iframe sandbox="allow-scripts allow-same-origin allow-forms"' in page.body
    assert (
        f'"app": "{replay.places.pages_url}?source=captures%2Fcapture.wacz&embed=default&noCache=1"'
    ).encode() in script.body


def test_app_and_worker_are_those_of_replaywebpage(replay: Replay) -> None:
    own = replay.places.pages_url

    assert ask(f"{own}ui.js").body == b"// ui"
    assert ask(f"{own}replayweb/sw.js").body == b"// worker"
    assert ask(f"{own}sw.js").body.endswith(b"importScripts(SETTINGS.worker);\n")


def test_captures_are_given_whole(replay: Replay) -> None:
    answer = ask(captures(replay))

    assert (answer.status, answer.body) == (200, CONTENT)
    assert answer.headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=10-19", 10, 20),
        ("bytes=10230-", 10_230, 10_240),
        ("bytes=10230-99999", 10_230, 10_240),
        ("bytes=-5", 10_235, 10_240),
        ("bytes=-99999", 0, 10_240),
    ],
)
def test_range_is_given(asked: str, start: int, stop: int, replay: Replay) -> None:
    answer = ask(captures(replay), {"Range": asked})

    assert (answer.status, answer.body) == (206, CONTENT[start:stop])
    assert answer.headers["Content-Range"] == f"bytes {start}-{stop - 1}/10240"


@pytest.mark.parametrize("asked", ["bytes=10240-", "bytes=99999-100000", "bytes=-0"])
def test_range_beyond_the_end_is_told(asked: str, replay: Replay) -> None:
    answer = ask(captures(replay), {"Range": asked})

    assert (answer.status, answer.body) == (416, b"")
    assert answer.headers["Content-Range"] == "bytes */10240"


@pytest.mark.parametrize(
    "headers",
    [
        {"Range": "bytes=0-1,4-5"},
        {"Range": "bytes=5-2"},
        {"Range": "lines=1-2"},
        {"Range": "bytes=-"},
        {"Range": "bytes=0-1", "If-Range": '"old"'},
    ],
    ids=["two", "backwards", "another unit", "nothing", "of another state"],
)
def test_range_that_is_not_understood_is_ignored(headers: dict[str, str], replay: Replay) -> None:
    assert ask(captures(replay), headers).status == 200


def test_query_is_answered(replay: Replay) -> None:
    answer = ask(f"{replay.places.pages_url}captures/pages?search=x&page=2")

    assert (answer.status, answer.body) == (200, b"['search=x&page=2']")
    assert answer.headers["Content-Type"] == "application/json"


def test_head_has_the_headers_of_get(replay: Replay) -> None:
    head, get = (ask(captures(replay), method=x) for x in ("HEAD", "GET"))

    assert (head.status, head.body) == (200, b"")
    assert {**head.headers, "Date": ""} == {**get.headers, "Date": ""}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "ODD"])
def test_nothing_else_than_reading_is_allowed(method: str, replay: Replay) -> None:
    answer = ask(captures(replay), method=method)

    assert (answer.status, answer.body, answer.headers["Allow"]) == (405, b"", "GET, HEAD")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/captures/capture.wacz",
        "/catalogue.sqlite",
        "/favicon.ico",
        "//",
        "/..%2f",
        "{}..",
        "{}captures",
        "{}captures/",
        "{}captures/../catalogue.sqlite",
        "{}catalogue.sqlite",
        "{}captures/catalogue.sqlite",
        "{}static/",
        "{}?x",
        "{}/",
        "{}w/api/index",
    ],
)
@pytest.mark.parametrize("origin", ["start", "viewer"])
def test_everything_else_is_not_there(path: str, origin: str, replay: Replay) -> None:
    host = getattr(replay.places, origin)
    answer = ask(f"http://{host}/", path=path.format(replay.places.path))

    assert (answer.status, answer.body) == SAID_NO


def test_path_without_its_token_is_not_there_for_the_pages_either(replay: Replay) -> None:
    for path in ("/", "/ui.js", "/sw.js", "/captures/capture.wacz", replay.places.path.upper()):
        answer = ask(f"http://{replay.places.pages}/", path=path)
        assert (answer.status, answer.body) == SAID_NO


@pytest.mark.parametrize(
    "host",
    ["evil.example:{}", "localhost:{}", "127.0.0.1", "[::1]:{}", "", "127.0.0.1:{}.evil.example"],
)
def test_foreign_host_is_told_nothing(host: str, replay: Replay) -> None:
    port = str(urlsplit(replay.url()).port)
    answer = ask(replay.url(), {"Host": host.format(port)})

    assert (answer.status, answer.body) == SAID_NO


@pytest.mark.parametrize("hosts", [b"", b"Host: %b\r\nHost: %b\r\n"], ids=["none", "two"])
def test_one_host_is_wanted(hosts: bytes, replay: Replay) -> None:
    own = replay.places.start.encode()
    request = b"GET %b HTTP/1.1\r\n%b\r\n" % (
        replay.places.path.encode(),
        hosts.replace(b"%b", own),
    )
    with socket.create_connection(("127.0.0.1", urlsplit(replay.url()).port or 0), 10) as client:
        client.sendall(request)

        assert client.recv(100).startswith(b"HTTP/1.1 404 ")


def test_captures_are_with_the_pages_alone(replay: Replay) -> None:
    path = urlsplit(captures(replay)).path

    for host in (replay.places.start, replay.places.viewer):
        assert ask(f"http://{host}/", path=path).status == 404


def test_replaywebpages_worker_cannot_be_registered_without_our_guard(replay: Replay) -> None:
    own = replay.places.pages_url

    assert ask(f"{own}replayweb/sw.js", {"Service-Worker": "script"}).status == 404
    assert ask(f"{own}sw.js?serveIndex=1", {"Service-Worker": "script"}).status == 200


@pytest.mark.parametrize("query", ["replayPrefix=", "injectScripts=x.js", "serveIndex=1&root=x"])
def test_worker_cannot_be_registered_with_other_settings(query: str, replay: Replay) -> None:
    assert ask(f"{replay.places.pages_url}sw.js?{query}").status == 404


def directives(answer: Answer) -> dict[str, str]:
    parts = answer.headers["Content-Security-Policy"].split(";")
    return {name: value for name, _, value in (part.strip().partition(" ") for part in parts)}


@pytest.mark.parametrize("name", ["", "ui.js", "sw.js", "replayweb/sw.js", "captures/capture.wacz"])
def test_every_answer_keeps_the_browser_here(name: str, replay: Replay) -> None:
    answer = ask(f"{replay.places.pages_url}{name}")
    policy = directives(answer)

    assert policy["default-src"] == "'none'"
    allowed = {x for value in policy.values() for x in value.split() if x.startswith("http")}
    assert [x for x in allowed if ".localhost:" not in x] == []
    for header, value in {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-DNS-Prefetch-Control": "off",
        "Cache-Control": "no-store",
    }.items():
        assert answer.headers[header] == value
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "Service-Worker-Allowed" not in answer.headers


def test_nobody_else_may_frame_it(replay: Replay) -> None:
    assert directives(ask(replay.url()))["frame-ancestors"] == "'none'"
    assert directives(ask(replay.places.viewer_url))["frame-ancestors"] == "'none'"
    app = directives(ask(replay.places.pages_url))
    assert app["frame-ancestors"] == f"http://{replay.places.viewer}"


def test_frame_cannot_leave_its_path(replay: Replay) -> None:
    assert directives(ask(replay.places.viewer_url))["frame-src"] == replay.places.pages_url


def test_workers_load_captures_and_pages_what_is_on_their_origin(replay: Replay) -> None:
    own = replay.places.pages_url
    worker = ask(f"{own}sw.js")
    settings = json.loads(worker.body.partition(b"= ")[2].partition(b";\n")[0])
    replayed = settings["headers"]["Content-Security-Policy"]

    assert directives(worker)["connect-src"] == f"{own}captures/ blob: data:"
    assert directives(ask(own))["connect-src"] == "data: 'self'"
    assert "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:;" in replayed
    assert settings["replay"] == [f"{own}w/", f"{own}static/"]


def test_nothing_is_answered_of_what_does_not_hold_any_more() -> None:
    holds = [True]
    with serve(replace(SOURCE, holds=lambda: holds[0]), VIEWER) as replay:
        before = ask(captures(replay)).status
        holds.clear()
        holds.append(False)
        after = [ask(captures(replay)).status, ask(replay.url()).status]

    assert (before, after) == (200, [404, 404])


def test_requests_are_told() -> None:
    with serve(SOURCE, VIEWER) as replay:
        ask(captures(replay), {"Range": "bytes=0-9"})
        ask("http://" + replay.places.start + "/nowhere")

        first, second = replay.requests
    assert (first.method, first.status, first.range) == ("GET", 206, "bytes 0-9/10240")
    assert (second.target, second.status) == ("/nowhere", 404)


def test_nobody_else_can_answer_under_the_same_name() -> None:
    with serve(SOURCE, VIEWER) as replay:
        port = urlsplit(replay.url()).port or 0
        with socket.socket(socket.AF_INET6) as other, pytest.raises(OSError, match="in use"):
            other.bind(("::1", port))
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("::1", port), 10)


def test_port_can_be_chosen_and_a_taken_one_is_told() -> None:
    with serve(SOURCE, VIEWER) as replay:
        port = urlsplit(replay.url()).port or 0
        with (
            pytest.raises(ReplayError, match=f"port {port} of this machine cannot be used"),
            serve(SOURCE, VIEWER, port),
        ):
            pass

    with serve(SOURCE, VIEWER, port) as again:
        assert urlsplit(again.url()).port == port
