"""ReplayWeb.page shows the demo's pages as they looked: pictures, styles, font and all."""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import FloatRect, Frame, Page, Playwright

from archiver import sample
from archiver.replay import Replay, Viewer, serve, source
from tests.archiver.replay.chromium import NOWHERE, PATIENCE, chromium, net_log, replayed
from tests.conformance.pictures import difference
from tests.conformance.programs import Demo, archiver

WIDTH = 1200  # pixels
STORIES = {
    "pictures in two widths, loaded late": "the-year-the-harbor-went-quiet-",
    "the classic design": "/story/86001.html",
    "German, in ISO-8859-1": "hafen-altenbruegge",
    "Japanese, in Shift_JIS": "hoshimi-machikouba",
    "Arabic, from right to left": "maktaba-mutanaqqila",
}
URLS = {
    name: next(url for url in sample.expected() if part in url) for name, part in STORIES.items()
}
SAME = 0.001  # of the pixels may differ
PAUSE = 500  # milliseconds between two looks
# Loaded, and laid out in the frame's final size. What is waited for must not be asynchronous: a
# promise counts as true, whatever comes of it.
SHOWN = """(height) => document.readyState === "complete" && innerHeight === height
    && document.fonts.status === "loaded"
    && [...document.images].every((image) => image.complete && image.naturalWidth > 0)"""
PAINTED = """async () => {
    await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
    for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
}"""


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a page looks, all of it."""

    picture: bytes  #: PNG
    pictures: int  #: how many it has
    missing: int  #: of them
    lettering: bool  #: the font of the style sheet's style sheet is there


def look(frame: Frame, picture: bytes) -> Look:
    widths = frame.evaluate("[...document.images].map((image) => image.naturalWidth)")
    return Look(
        picture=picture,
        pictures=len(widths),
        missing=widths.count(0),
        lettering=frame.evaluate("""document.fonts.check('14px "Lantern Lettering"')"""),
    )


@pytest.fixture(scope="module")
def live(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Look]:
    """Name -> how the page looks on the site itself."""
    found = {}
    with sample.serve() as server:
        rules = f"MAP {sample.HOST} 127.0.0.1:{server.port}, {NOWHERE}"
        with chromium(playwright, tmp_path_factory.mktemp("live") / "net.json", rules) as browser:
            page = browser.new_page(viewport={"width": WIDTH, "height": 800})
            for name, url in URLS.items():
                page.goto(url)
                height = page.evaluate("document.documentElement.scrollHeight")
                page.set_viewport_size({"width": WIDTH, "height": height})
                page.wait_for_function(SHOWN, arg=height, timeout=PATIENCE)
                page.evaluate(PAINTED)
                found[name] = look(page.main_frame, page.screenshot())
    return found


PACKAGES: dict[str, tuple[str, ...]] = {
    "the folder": (),
    "a package": ("--index", "plain"),
    "a package in blocks, with text": ("--index", "zipnum", "--text"),
    "a package of what was chosen": tuple(f"--url={url}" for url in URLS.values()),
}


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A replay, and a browser in which no other name leads anywhere."""

    replay: Replay
    page: Page
    articles: int  #: that are listed


@pytest.fixture(scope="module", params=PACKAGES)
def opened(
    request: pytest.FixtureRequest,
    demo: Demo,
    scripts: Viewer,
    playwright: Playwright,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Opened]:
    work = tmp_path_factory.mktemp("replay")
    path, options = demo.folder, PACKAGES[request.param]
    pages = (demo.folder / "pages" / "pages.jsonl").read_bytes()
    if options:
        path = work / "demo.wacz"
        archiver("package", "-c", demo.folder, "-o", path, *options)
        with zipfile.ZipFile(path) as package:
            pages = package.read("pages/pages.jsonl")
    with source(path) as found, serve(found, scripts) as replay:
        with chromium(playwright, work / "net.json") as browser:
            page = browser.new_page(viewport={"width": WIDTH, "height": 800})
            yield Opened(replay=replay, page=page, articles=pages.count(b"\n") - 1)
        places = replay.places
        assert net_log(work / "net.json").hosts == {places.start, places.viewer, places.pages}


def shown(replay: Replay, page: Page, url: str, live: Look) -> Look:
    """The archived page, in a frame of the size that the live one took."""
    page.goto(replay.url(url))
    frame = replayed(page, url)
    element = frame.frame_element()
    box = element.bounding_box()
    assert box is not None
    height = int.from_bytes(live.picture[20:24], "big")  # PNG, IHDR
    page.set_viewport_size({"width": WIDTH, "height": int(box["y"]) + height})
    for _ in range(PATIENCE // PAUSE):
        frame.wait_for_function(SHOWN, arg=height, timeout=PATIENCE)
        frame.evaluate(PAINTED)
        clip: FloatRect = {"x": 0, "y": box["y"], "width": WIDTH, "height": height}
        found = look(frame, page.screenshot(clip=clip))
        if difference(found.picture, live.picture) < SAME:
            break
        # A frame of another process is painted when it likes: no event tells.
        page.wait_for_timeout(PAUSE)
    return found


@pytest.mark.parametrize("name", STORIES)
def test_page_looks_as_it_did(
    name: str, opened: Opened, live: Mapping[str, Look], tmp_path: Path
) -> None:
    found = shown(opened.replay, opened.page, URLS[name], live[name])
    for what, picture in (("live", live[name].picture), ("replay", found.picture)):
        (tmp_path / f"{what}.png").write_bytes(picture)  # to be looked at

    assert found.missing == 0
    assert found.pictures == live[name].pictures
    assert found.lettering
    assert difference(found.picture, live[name].picture) < SAME


def test_another_page_looks_different(live: Mapping[str, Look]) -> None:
    one, other = (live[name].picture for name in list(STORIES)[2:4])

    assert difference(one, one) == 0
    assert difference(one, other) > 0.02


def test_list_of_pages_has_every_article(opened: Opened) -> None:
    opened.page.goto(opened.replay.url())
    frame = opened.page.frame_locator("iframe")

    frame.get_by_text(f"{opened.articles} pages").wait_for(timeout=PATIENCE)
    entries = frame.locator("wr-page-entry")
    titles = entries.evaluate_all("(all) => all.map((entry) => entry.page.title)")
    assert "Water Utility Blames Expired Certificate for Four-Hour Outage" in titles


def test_link_in_an_archived_page_leads_to_the_archived_page(opened: Opened) -> None:
    replay, page = opened.replay, opened.page
    page.goto(replay.url(URLS["pictures in two widths, loaded late"]))
    frame = replayed(page, URLS["pictures in two widths, loaded late"])
    frame.get_by_role("link", name="Water Utility Blames Expired Certificate").first.click()

    found = replayed(page, f"http://{sample.HOST}/story/86001.html")
    found.wait_for_function("document.querySelector('h1')", timeout=PATIENCE)
    assert found.inner_text("h1") == "Water Utility Blames Expired Certificate for Four-Hour Outage"
