"""A captured page reaches nothing: seen by the browser's log, a second server's, and our own."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error, Frame, Page, Playwright

from archiver.loopback import Listener
from archiver.replay import Replay, Viewer, serve, source
from tests.archiver.replay import hostile
from tests.archiver.replay.chromium import PATIENCE, NetLog, chromium, framed, net_log, replayed
from tests.archiver.replay.recorded import collection, ok
from tests.archiver.replay.sink import listening

AFTERWARDS = 1500  # milliseconds in which something that was begun may still arrive
SITE = hostile.SITE


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What was to be seen when it was over."""

    attempts: Mapping[str, str]  #: what the page says came of each
    log: NetLog
    knocks: list[str]  #: at the server that must not be reached
    replay: Replay
    windows: int
    outermost: str  #: address of the outermost page
    cookies: set[str]  #: domains

    @property
    def outside(self) -> frozenset[str]:
        """Connections and datagrams to anything but our server."""
        port = self.replay.places.start.rpartition(":")[2]
        return (self.log.connections | self.log.datagrams) - {f"127.0.0.1:{port}", f"[::1]:{port}"}


@contextmanager
def browsing(
    root: Path, sink: str, scripts: Viewer, playwright: Playwright
) -> Iterator[tuple[Replay, BrowserContext]]:
    """The hostile site's collection, replayed; the browser logs to ``root/net.json``."""
    pages = {
        "/innocent": ok("<title>Innocent</title><img src='http://elsewhere.example/far.png'>"),
        "/opening": ok(f"<title>Opening</title><a target=_blank href={SITE}/innocent>open</a>"),
        "/picture": ok(f"<title>Picture</title><img src='http://{sink}/leak/picture.png'>"),
    }
    responses = hostile.responses(sink) | {f"{SITE}{path}": page for path, page in pages.items()}
    collection(root / "site", responses, {f"{SITE}/": "Entrance"})
    with (
        source(root / "site") as found,
        serve(found, scripts) as replay,
        chromium(playwright, root / "net.json") as browser,
    ):
        yield replay, browser.new_context()


def raw_frame(context: BrowserContext, replay: Replay) -> Frame:
    """The hostile page that nobody rewrote, when it has tried everything."""
    page = context.new_page()
    page.goto(replay.url(f"{SITE}/"))
    frame = framed(page, "id_/http://hostile.example/raw")
    frame.wait_for_function("document.title === 'attempts made'", timeout=60_000)
    return frame


@pytest.fixture(scope="module")
def seen(scripts: Viewer, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """The strongest page there is has tried everything, and then to leave."""
    root = tmp_path_factory.mktemp("hostile")
    with listening() as sink:
        with browsing(root, f"127.0.0.1:{sink.port}", scripts, playwright) as (replay, context):
            frame = raw_frame(context, replay)
            attempts = dict(frame.evaluate("attempts"))
            frame.evaluate("setTimeout(leave)")
            page = context.pages[0]
            page.wait_for_timeout(AFTERWARDS)
            windows, outermost = len(context.pages), page.url
            cookies = {cookie.get("domain", "") for cookie in context.cookies()}
        return Seen(
            attempts=attempts, log=net_log(root / "net.json"), knocks=list(sink.knocks),
            replay=replay, windows=windows, outermost=outermost, cookies=cookies,
        )  # fmt: skip


def test_everything_was_tried(seen: Seen) -> None:
    assert len(seen.attempts) == 92
    assert seen.attempts["own-beacon"] == "true"  # the page could not even see that it failed
    assert seen.attempts["own-fetch"] == "! TypeError: Failed to fetch"


def test_second_server_was_not_reached(seen: Seen) -> None:
    assert seen.knocks == []


def test_browser_connected_to_nothing_else(seen: Seen) -> None:
    places = seen.replay.places

    assert seen.outside == frozenset()
    assert seen.log.hosts - {places.start, places.viewer, places.pages} == set()


def test_no_name_was_looked_up(seen: Seen) -> None:
    assert [name for name in seen.log.names if name.endswith(".example")] == []


def test_nothing_was_read_but_captures(seen: Seen) -> None:
    read = {name: said for name, said in seen.attempts.items() if name.startswith("read ")}

    assert len(read) == 24
    assert {name for name, said in read.items() if said == "READ 200"} == {
        "read own captures/collection.wacz", "read app captures/collection.wacz",
    }  # fmt: skip
    others = {said for said in read.values() if said.startswith("READ ")} - {"READ 200"}
    assert others == {"READ 404"}


def test_no_service_worker_was_registered(seen: Seen) -> None:
    tried = {name: said for name, said in seen.attempts.items() if name.startswith("register ")}

    assert len(tried) == 6
    assert [name for name, said in tried.items() if not said.startswith("! ")] == []


def test_viewer_stayed_and_no_window_was_opened(seen: Seen) -> None:
    assert seen.windows == 1
    assert seen.outermost.startswith(seen.replay.places.viewer_url)
    assert seen.attempts["own-open"] == "null"
    for name in ("read viewer", "navigate viewer", "replace viewer"):
        assert seen.attempts[name].startswith("! SecurityError")


def test_cookies_stay_with_the_name_of_this_replay(seen: Seen) -> None:
    assert seen.cookies == {seen.replay.places.pages.partition(":")[0]}
    assert "planted=raw" not in seen.attempts["cookie of the machine"]


def test_server_was_asked_for_what_there_is(seen: Seen) -> None:
    path = seen.replay.places.path
    asked = {
        (request.target.removeprefix(path).partition("?")[0], request.status)
        for request in seen.replay.requests
    }

    assert {name for name, status in asked if status in (200, 206)} == {
        "", "start.js", "here", "viewer.css", "viewer.js", "ui.js", "sw.js", "replayweb/sw.js",
        "captures/collection.wacz",
    }  # fmt: skip
    # Before there is a worker, ReplayWeb.page asks whether it has the collection already.
    assert {name for name, status in asked if status == 404 and not name.startswith("w/api/")} == {
        "sw.js", "catalogue.sqlite", "captures/", "captures/catalogue.sqlite",
        "captures/manifest.jsonl",
    }  # fmt: skip
    assert {status for _, status in asked} == {200, 206, 404}


@pytest.fixture(scope="module")
def live(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Where the same page reaches when it is served as it is: what our server keeps it from."""
    with listening() as sink, as_it_is(f"127.0.0.1:{sink.port}") as address:
        with chromium(playwright, tmp_path_factory.mktemp("live") / "net.json") as browser:
            page = browser.new_page()
            page.goto(f"http://{address}/")
            # In the end it takes the outermost page away, which its frames do not survive.
            taken_away(page)
            page = browser.new_page()
            page.goto(f"http://{address}/innocent")
            page.evaluate(STUN % sink.port)
            page.wait_for_timeout(AFTERWARDS)
        return sink.knocks


def taken_away(page: Page) -> None:
    """Wait until it shows another; not for one navigation, which the page's next one aborts."""
    for _ in range(2 * PATIENCE // 50):
        if "/leak/top-" in page.url:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"the page is still at {page.url}")


STUN = """async () => {
    const peer = new RTCPeerConnection({ iceServers: [{ urls: "stun:127.0.0.1:%d" }] });
    peer.createDataChannel("x");
    await peer.setLocalDescription(await peer.createOffer());
}"""


@contextmanager
def as_it_is(sink: str) -> Iterator[str]:
    """The hostile site on a plain server, in frames as a replay has them."""
    raw = hostile.text("raw.html", sink)
    others = {
        "/": "<iframe src=/middle></iframe>",
        "/middle": "<iframe src=/w/raw></iframe>",
        "/innocent": "<p>innocent</p>",
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            for name, value in hostile.headers(sink):
                if self.path == "/w/raw" and name in ("Link", "Speculation-Rules"):
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(others.get(self.path, raw).encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    with Listener(0, Handler).running() as listener:
        yield f"127.0.0.1:{listener.server_port}"


def test_without_the_replay_the_same_page_reaches_the_second_server(live: list[str]) -> None:
    reached = {name for knock in live for name in re.findall(r"/leak/([a-z-]+)", knock)}

    assert reached >= {
        "app-beacon", "app-fetch", "app-frame", "app-image", "app-inline-script", "app-open",
        "app-websocket", "app-worker", "audio", "css-background", "css-import", "data-frame",
        "embed", "font", "header-preload", "iframe", "img", "input", "link-blank",
        "modulepreload", "object", "own-beacon", "own-blank-frame", "own-eventsource", "own-fetch",
        "own-font", "own-frame", "own-import", "own-javascript-frame", "own-keepalive",
        "own-open", "own-shared-worker", "own-style", "own-websocket", "own-worker",
        "own-worker-import", "own-xhr", "ping", "poster", "prefetch", "preload", "script",
        "source", "srcdoc", "srcset", "stylesheet", "svg-image", "video",
    }  # fmt: skip
    assert "UDP: 20 bytes" in live  # STUN, of WebRTC


@pytest.mark.parametrize("whose", ["own", "app"])
def test_webrtc_sends_nothing(
    whose: str, scripts: Viewer, playwright: Playwright, tmp_path: Path
) -> None:
    with listening() as sink:
        with browsing(tmp_path, f"127.0.0.1:{sink.port}", scripts, playwright) as (replay, context):
            frame = raw_frame(context, replay)
            # Chromium 156 ends a page that tries it where connections are limited.
            with suppress(Error):
                frame.evaluate(f"rtc({whose!r})")
            with suppress(Error):
                frame.page.wait_for_timeout(AFTERWARDS)
        assert sink.knocks == []
        log = net_log(tmp_path / "net.json")
    assert log.datagrams == frozenset()


def test_page_without_its_service_worker_gets_nothing(
    scripts: Viewer, playwright: Playwright, tmp_path: Path
) -> None:
    with listening() as sink:
        with browsing(tmp_path, f"127.0.0.1:{sink.port}", scripts, playwright) as (replay, context):
            frame = raw_frame(context, replay)
            frame.evaluate(
                "navigator.serviceWorker.getRegistrations()"
                ".then((all) => Promise.all(all.map((one) => one.unregister())))"
            )
            frame.page.reload()
            framed(frame.page, "id_/http://hostile.example/raw")
            frame.page.wait_for_timeout(AFTERWARDS)
        assert sink.knocks == []
    assert [x.target for x in replay.requests if x.status == 200 and "/w/" in x.target] == []


@dataclass(frozen=True, kw_only=True)
class Left:
    """What came of the pages that want to leave."""

    outermost: Mapping[str, str]  #: name of the page -> address of the outermost page afterwards
    windows: int
    pages: int
    knocks: list[str]
    replay: Replay


@pytest.fixture(scope="module")
def left(scripts: Viewer, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Left:
    root = tmp_path_factory.mktemp("leaving")
    names = (*hostile.LEAVING, "innocent", "picture")
    with listening() as sink:
        with browsing(root, f"127.0.0.1:{sink.port}", scripts, playwright) as (replay, context):
            outermost = {name: _visited(context, replay, name) for name in names}
            windows = len(context.pages)
        return Left(
            outermost=outermost, windows=windows, pages=len(names), knocks=list(sink.knocks),
            replay=replay,
        )  # fmt: skip


def _visited(context: BrowserContext, replay: Replay, name: str) -> str:
    """Address of the outermost page some time after the archived page ``name`` was there."""
    page = context.new_page()
    been: list[str] = []
    page.on("framenavigated", lambda frame: been.append(frame.url))
    page.goto(replay.url(f"{SITE}/{name}"))
    for _ in range(PATIENCE // 50):
        page.wait_for_timeout(50)
        if any(url.endswith(f"mp_/{SITE}/{name}") for url in been):
            break
    else:
        raise AssertionError(f"{name} was never there: {been}")
    page.wait_for_timeout(AFTERWARDS / 3)
    return page.url


@pytest.mark.parametrize("name", hostile.LEAVING)
def test_page_does_not_leave(name: str, left: Left) -> None:
    assert left.outermost[name].startswith(left.replay.places.viewer_url)


def test_no_page_that_wants_to_leave_reaches_anything(left: Left) -> None:
    assert left.knocks == []
    assert left.windows == left.pages


def test_picture_that_was_not_captured_is_not_fetched(
    scripts: Viewer, playwright: Playwright, tmp_path: Path
) -> None:
    with listening() as sink:
        with browsing(tmp_path, f"127.0.0.1:{sink.port}", scripts, playwright) as (replay, context):
            for name in ("innocent", "picture"):
                page = context.new_page()
                page.goto(replay.url(f"{SITE}/{name}"))
                frame = replayed(page, f"{SITE}/{name}")
                assert frame.evaluate("document.images[0].naturalWidth") == 0
        assert sink.knocks == []
    log = net_log(tmp_path / "net.json")
    places = replay.places
    assert log.hosts - {places.start, places.viewer, places.pages} == set()


def test_ordinary_page_has_no_webrtc_to_be_ended_for(
    scripts: Viewer, playwright: Playwright, tmp_path: Path
) -> None:
    with browsing(tmp_path, "127.0.0.1:9", scripts, playwright) as (replay, context):
        page = context.new_page()
        page.goto(replay.url(f"{SITE}/innocent"))
        frame = replayed(page, f"{SITE}/innocent")

        assert frame.evaluate("typeof RTCPeerConnection") == "undefined"
        assert frame.title() == "Innocent"


def test_link_that_asks_for_a_window_is_followed_where_it_is(
    scripts: Viewer, playwright: Playwright, tmp_path: Path
) -> None:
    with browsing(tmp_path, "127.0.0.1:9", scripts, playwright) as (replay, context):
        page = context.new_page()
        page.goto(replay.url(f"{SITE}/opening"))
        replayed(page, f"{SITE}/opening").click("a")

        assert replayed(page, f"{SITE}/innocent").title() == "Innocent"
        assert len(context.pages) == 1
