"""A package of one channel made from a later crawl alone, in which nothing was new: the pages and
what they need are revisits, and what they refer to is in it as well."""

import gzip
import subprocess
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from archiver import Collection
from archiver.replay import Viewer, serve, source
from tests.archiver.replay.chromium import PATIENCE, chromium, net_log, replayed
from tests.conformance.programs import archiver, wayback
from tests.conformance.refetching import Crawls

CHANNEL = "Security"
LOADED = """document.fonts.status === "loaded"
    && [...document.images].every((image) => image.naturalWidth > 0)"""


@pytest.fixture(scope="module", params=["2", "3"], ids=["of 304", "of 200"])
def package(
    request: pytest.FixtureRequest, crawls: Crawls, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = tmp_path_factory.mktemp("package") / "channel.wacz"
    query = ("--channel", CHANNEL, "--run", request.param)
    archiver("package", "-c", crawls.folder, "-o", path, *query)
    return path


def revisited(package: Path, folder: Path) -> Collection:
    """What is in it, unpacked where nothing was."""
    archiver("unpack", package, "-c", folder)
    return Collection(folder)


def test_it_holds_revisits_and_all_that_they_refer_to(package: Path, tmp_path: Path) -> None:
    with revisited(package, tmp_path / "c") as collection:
        captures = list(collection.captures())
        articles = list(collection.articles(channel=CHANNEL))
        revisits = [x for x in captures if x.type == "revisit"]

        assert len(articles) == 8
        assert len(revisits) > 20
        assert {x.refers_to for x in revisits} <= {x.ref.record_id for x in captures}
        for article in articles:
            assert collection.reread(article) == article


def test_pywb_replays_it(package: Path, pywb: Path, crawls: Crawls, tmp_path: Path) -> None:
    pages = {x.url: x for x in crawls.of_type(0, "response")}
    with revisited(package, tmp_path / "c") as collection:
        revisits = [x for x in collection.captures() if x.type == "revisit"]
    (tmp_path / "pywb").mkdir()
    for arguments in (["init", "it"], ["add", "it", package, "--unpack-wacz"]):
        subprocess.run(
            [pywb / "wb-manager", *arguments],
            cwd=tmp_path / "pywb",
            capture_output=True,
            timeout=60,
            check=True,
        )
    with wayback(pywb, tmp_path / "pywb") as place:
        for revisit in revisits:
            original = pages[revisit.url].http
            assert original is not None
            url = f"{place}/it/{revisit.ref.date:%Y%m%d%H%M%S}id_/{revisit.url}"
            with urllib.request.urlopen(url) as answer:
                body, coding = answer.read(), answer.headers["Content-Encoding"]
                when = answer.headers["Memento-Datetime"]

            assert when == f"{revisit.ref.date:%a, %d %b %Y %H:%M:%S} GMT"
            found = gzip.decompress(body) if coding == "gzip" else body
            assert found == original.body(1 << 20), revisit.url


def test_replaywebpage_shows_its_pages_with_their_pictures_and_styles(
    package: Path, scripts: Viewer, playwright: Playwright, tmp_path: Path
) -> None:
    with revisited(package, tmp_path / "c") as collection:
        articles = list(collection.articles(channel=CHANNEL))
    with source(package) as found, serve(found, scripts) as replay:
        with chromium(playwright, tmp_path / "net.json") as browser:
            # As high as the pages are: what is out of sight is loaded late.
            page = browser.new_page(viewport={"width": 1280, "height": 6000})
            for article in articles:
                assert article.url is not None
                page.goto(replay.url(article.url))
                frame = replayed(page, article.url)
                frame.wait_for_function(LOADED, timeout=PATIENCE)

                widths = frame.evaluate("[...document.images].map((image) => image.naturalWidth)")
                assert len(widths) > 0
                assert 0 not in widths
                assert frame.evaluate("""document.fonts.check('14px "Lantern Lettering"')""")
                assert (article.title or "?") in frame.inner_text("h1")
        places = replay.places
        assert net_log(tmp_path / "net.json").hosts == {places.start, places.viewer, places.pages}
