"""Every page in Chromium: axe-core finds nothing wrong, light and dark, and nothing sticks out."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Playwright

from tests.archiver.replay.chromium import chromium
from tests.archiver.web import axe, odd
from tests.archiver.web.holding import PORT, QUAY, SITE
from tests.archiver.web.opening import is_open

URL = quote(QUAY, safe="")
PAGES = (
    "", "search", "search?q=ropes", "search?q=zeppelin", "publications", "authors", "days", "runs",
    "run?number=1", "alarms", f"article?url={URL}", f"article?url={quote(PORT, safe='')}",
    f"article?url={URL}&version=1", f"versions?url={URL}", f"source?url={URL}", "nothing",
)  # fmt: skip
#: Faults as axe grades them (minor, moderate, serious, critical), with where the first is.
FAULTS = """async (only) => {
    const found = await axe.run(document, {
        resultTypes: ["violations"], iframes: false, ...(only ? {runOnly: only} : {}),
    });
    return found.violations.map((x) => `${x.impact} ${x.id}: ${x.nodes[0].html}`);
}"""
#: Elements that make a page wider than the window, but for those that scroll by themselves.
WIDTH = "document.documentElement.scrollWidth"
PHONE = 390  # pixels


@pytest.fixture(scope="module")
def browser(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with chromium(playwright, tmp_path_factory.mktemp("looks") / "net.json") as browser:
        yield browser


@pytest.fixture(scope="module")
def room(folder: Path) -> Iterator[str]:
    with is_open(folder) as room:
        yield f"{room.url}my-archive/"


@pytest.mark.parametrize(
    # The other scheme differs in its colours alone.
    ("scheme", "rules"),
    [("light", None), ("dark", ["color-contrast"])],
    ids=["light", "dark"],
)
def test_axe_finds_nothing_wrong(
    browser: Browser, room: str, scheme: str, rules: list[str] | None
) -> None:
    checker = axe.script()
    # The room's policy lets no script run: that of the checker, too, must be let past it.
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    faults = {}
    for address in PAGES:
        page.goto(room + address)
        page.evaluate(checker)
        faults[address] = page.evaluate(FAULTS, rules)
    context.close()

    assert faults == {address: [] for address in PAGES}


def test_a_page_is_as_wide_as_a_phone(browser: Browser, room: str) -> None:
    context = browser.new_context(viewport={"width": PHONE, "height": 844})
    page = context.new_page()
    widths = {}
    for address in PAGES:
        page.goto(room + address)
        widths[address] = page.evaluate(WIDTH)
    context.close()

    assert widths == dict.fromkeys(PAGES, PHONE)


def test_a_long_word_makes_no_page_wider(browser: Browser, tmp_path: Path) -> None:
    article = f"article?url={quote(f'{SITE}/two', safe='')}"
    page = browser.new_context(viewport={"width": PHONE, "height": 844}).new_page()
    widths = {}
    with is_open(odd.make(tmp_path / ("x" * 150))) as room:
        for address in ("", "search", "publications", "authors", article):
            answer = page.goto(f"{room.url}{'x' * 150}/{address}")
            widths[address] = (answer and answer.status, page.evaluate(WIDTH))
    page.context.close()

    assert widths == dict.fromkeys(widths, (200, PHONE))


def test_the_first_stop_of_the_keyboard_leads_past_the_head(browser: Browser, room: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(room)
    page.keyboard.press("Tab")
    skip = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.wait_for_url("**#content")
    focused = page.evaluate("document.activeElement.id")
    context.close()

    assert (skip, focused) == ("Skip to the content", "content")


def test_it_works_without_javascript(browser: Browser, room: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(room)
    page.get_by_role("searchbox").fill("ropes")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="The ropes of the quay").click()
    title = page.get_by_role("heading", level=1).inner_text()
    context.close()

    assert title == "The ropes of the quay"
