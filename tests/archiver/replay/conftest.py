"""What the tests with a browser share."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright, sync_playwright

from archiver.errors import ReplayError
from archiver.replay import Viewer, viewer
from tests.archiver.replay.chromium import program, required


@pytest.fixture(scope="session")
def scripts() -> Viewer:
    """ReplayWeb.page, from the cache or the npm registry."""
    try:
        return viewer()
    except ReplayError as error:
        required(None, str(error))
        raise


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    program()
    with sync_playwright() as running:
        yield running
