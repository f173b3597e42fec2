"""A list of pages too long to be read at once is shown and searched all the same."""

from pathlib import Path

from playwright.sync_api import Locator, Playwright, expect

from archiver.replay import Viewer, serve, source
from tests.archiver.replay.chromium import PATIENCE, chromium, replayed
from tests.archiver.replay.recorded import collection, ok

COUNT = 2100
FIRST = "http://paper.example/story/0"


def titles(entries: Locator) -> list[str]:
    found: list[str] = entries.evaluate_all("(all) => all.map((entry) => entry.page.title)")
    return found


def test_list_is_shown_in_parts_searched_and_leads_to_the_page(
    scripts: Viewer, playwright: Playwright, tmp_path: Path
) -> None:
    pages = {f"http://paper.example/story/{n}": f"Story number {n}" for n in range(COUNT)}
    collection(tmp_path / "long", {FIRST: ok("<title>Zero</title><h1>Story zero</h1>")}, pages)
    with (
        source(tmp_path / "long") as found,
        serve(found, scripts) as replay,
        chromium(playwright, tmp_path / "net.json") as browser,
    ):
        page = browser.new_page(viewport={"width": 1200, "height": 800})
        page.set_default_timeout(PATIENCE)
        page.goto(replay.url())
        app = page.frame_locator("iframe")
        entries = app.locator("wr-page-entry")
        entries.first.wait_for()
        newest = titles(entries)

        page.mouse.move(700, 500)
        page.mouse.wheel(0, 10_000)
        expect(entries).not_to_have_count(len(newest), timeout=PATIENCE)
        more = titles(entries)

        app.get_by_placeholder("Search by Page URL").fill("story/0")
        expect(entries).to_have_count(1, timeout=PATIENCE)
        only = titles(entries)
        entries.locator("a").first.click()

        assert replayed(page, FIRST).inner_text("h1") == "Story zero"
    assert sorted(newest) == sorted(f"Story number {n}" for n in range(COUNT - 25, COUNT))
    assert set(more) > set(newest)
    assert only == ["Story number 0"]
