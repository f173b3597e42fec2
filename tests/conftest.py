"""What all tests share."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

    from archiver.replay import Viewer


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept",
        action="store_true",
        help="write what saved pages read as into their article.json; read the diff afterwards",
    )


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def scripts() -> "Viewer":
    """ReplayWeb.page, from the cache or the npm registry."""
    from archiver.errors import ReplayError
    from archiver.replay import viewer
    from tests.archiver.replay.chromium import required

    try:
        return viewer()
    except ReplayError as error:
        required(None, str(error))
        raise


@pytest.fixture(scope="module")
def playwright() -> "Iterator[Playwright]":
    """What drives the browser. It ends with the module: its event loop is none of the others'."""
    from playwright.sync_api import sync_playwright

    from tests.archiver.replay.chromium import program

    program()
    with sync_playwright() as running:
        yield running
