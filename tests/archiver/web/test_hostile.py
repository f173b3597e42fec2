"""In Chromium, a hostile collection does nothing in the room, and its page does not reach it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, Dialog, Playwright

from archiver import Collection
from archiver.replay import Viewer
from archiver.web.serving import Settings
from tests.archiver.replay.chromium import PATIENCE, chromium, net_log, replayed
from tests.archiver.replay.sink import listening
from tests.archiver.web.hostile import SITE, STORY, make
from tests.archiver.web.opening import is_open

URL = quote(STORY, safe="")
PAGES = (
    "", "search", "search?q=hostile+alert", "publications", "authors", "days", "runs",
    "run?number=1", "alarms", f"article?url={URL}", f"article?url={URL}&version=1",
    f"versions?url={URL}", f"source?url={URL}", f"copy?url={URL}",
)  # fmt: skip
AFTERWARDS = 1000  # milliseconds in which something that was begun may still arrive


@dataclass(kw_only=True)
class Heard:
    """What a browser showed or said."""

    dialogs: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)  #: addresses
    strange: list[str] = field(default_factory=list)  #: of these, what no page of the room needs
    hits: dict[str, tuple[int, bool]] = field(default_factory=dict)  #: status, and "a script ran"
    schemes: set[str] = field(default_factory=set)  #: of links

    def listen(self, context: BrowserContext) -> None:
        context.on("console", lambda message: self.said.append(message.text))
        context.on("dialog", self._shown)
        context.on("request", lambda request: self.asked.append(request.url))

    def _shown(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()


@pytest.fixture(scope="module")
def port() -> int:
    with listening() as sink:
        return sink.port


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, port: int) -> Path:
    return make(tmp_path_factory.mktemp("hostile") / "hostile", f"http://127.0.0.1:{port}/")


@pytest.fixture
def context(playwright: Playwright, tmp_path: Path) -> Iterator[BrowserContext]:
    with chromium(playwright, tmp_path / "net.json") as browser:
        yield browser.new_context()


@pytest.fixture(scope="module")
def heard(
    playwright: Playwright, tmp_path_factory: pytest.TempPathFactory, folder: Path, port: int
) -> Heard:
    """Every page of the room was looked at."""
    heard = Heard()
    log = tmp_path_factory.mktemp("log") / "net.json"
    with is_open(folder, Settings(port=port)) as room, chromium(playwright, log) as browser:
        context = browser.new_context()
        heard.listen(context)
        page = context.new_page()
        for address in PAGES:
            answer = page.goto(f"{room.url}hostile/{address}")
            assert answer is not None
            for frame in page.frames[1:]:
                frame.wait_for_load_state("load")
            heard.hits[address] = (answer.status, page.evaluate("'hit' in window"))
            heard.schemes |= set(page.evaluate("[...document.links].map((x) => x.protocol)"))
        heard.strange = [x for x in heard.asked if "stolen" in x or not x.startswith(room.url)]
    return heard


def test_no_script_runs_in_the_room(heard: Heard) -> None:
    assert heard.hits == dict.fromkeys(PAGES, (200, False))
    assert heard.dialogs == []
    assert [line for line in heard.said if line == "hit"] == []


def test_nothing_is_asked_for_but_the_room(heard: Heard) -> None:
    assert heard.asked != []
    assert heard.strange == []


def test_no_link_of_the_room_leads_to_a_script(heard: Heard) -> None:
    assert heard.schemes == {"http:"}


def test_an_svg_is_no_picture_whatever_it_is_called(
    context: BrowserContext, folder: Path, port: int
) -> None:
    with Collection(folder) as collection:
        records = [
            capture.ref.record_id
            for name in ("evil.svg", "evil.png")
            for capture in collection.captures(f"{SITE}/{name}")
        ]
    with is_open(folder, Settings(port=port)) as room:
        page = context.new_page()
        answers = [page.goto(f"{room.url}hostile/picture?record={record}") for record in records]

    assert [answer and answer.status for answer in answers] == [404, 404]


def test_a_replayed_page_does_not_reach_the_room(
    playwright: Playwright, tmp_path: Path, folder: Path, port: int, scripts: Viewer
) -> None:
    with is_open(folder, Settings(port=port), lambda: scripts) as room:
        with chromium(playwright, tmp_path / "net.json") as browser:
            page = browser.new_context().new_page()
            page.goto(f"{room.url}hostile/article?url={URL}")
            page.get_by_role("link", name="Replay the page as captured").click()
            frame = replayed(page, STORY)
            frame.wait_for_function("document.title === 'attempts made'", timeout=PATIENCE)
            done = frame.evaluate("done")
            frame.evaluate("setTimeout(leave)")
            page.wait_for_timeout(AFTERWARDS)
            outermost, cookies = page.url, page.context.cookies(room.url)
        asked = net_log(tmp_path / "net.json").urls

    assert len(done) == 10
    assert done["fetch"] == "404"  # by the replay, which has no such capture
    assert done["cookies"] == "none"
    assert done["opener"] == "null"
    assert [url for url in asked if url.startswith(f"{room.url}stolen")] == []
    assert ".localhost:" in outermost
    assert cookies == []


def test_the_password_goes_to_the_room_alone(
    playwright: Playwright, tmp_path: Path, folder: Path, port: int
) -> None:
    known = {"username": "reader", "password": "forty ropes"}
    with (
        is_open(folder, Settings(port=port, password="forty ropes")) as room,
        listening() as other,
        chromium(playwright, tmp_path / "net.json") as browser,
    ):
        page = browser.new_context(http_credentials=known).new_page()  # type: ignore[arg-type]
        answer = page.goto(room.url)
        with page.expect_request(f"http://127.0.0.1:{other.port}/next-door") as asked:
            page.goto(f"http://127.0.0.1:{other.port}/next-door")
        headers = asked.value.all_headers()

    assert answer is not None
    assert answer.status == 200
    assert {"authorization", "cookie"} & headers.keys() == set()
    assert other.knocks[0] == "GET /next-door HTTP/1.1"
