"""One demo crawl for all tests of this folder: they look at it and change nothing in it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from archiver import Collection
from tests.conformance.programs import Demo, archiver
from tests.conformance.refetching import Crawls, fetched
from warcs.reader import Record, read_records

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo") / "demo-archive"
    output = archiver("demo", folder)
    (warc,) = (folder / "archive").iterdir()
    return Demo(folder=folder, warc=warc, output=output)


@pytest.fixture(scope="session")
def crawls(tmp_path_factory: pytest.TempPathFactory) -> Crawls:
    return fetched(tmp_path_factory.mktemp("refetch") / "collection")


@pytest.fixture
def collection(demo: Demo) -> Iterator[Collection]:
    with Collection(demo.folder) as collection:
        yield collection


@pytest.fixture(scope="session")
def records(demo: Demo) -> list[Record]:
    """All records of the demo's WARC file, as our reader sees them."""
    with demo.warc.open("rb") as stream:
        found = read_records(stream, demo.warc.name)
        records = list(found)
    assert found.problems == []
    return records


@pytest.fixture
def copy(demo: Demo, tmp_path: Path) -> Path:
    """A copy of the demo collection that a test may change."""
    return Path(shutil.copytree(demo.folder, tmp_path / "copy"))


@pytest.fixture(scope="session")
def pywb() -> Path:
    """The folder of pywb's programs."""
    return programs_of("pywb", "wayback")


@pytest.fixture(scope="session")
def wacz_tools() -> Path:
    """The folder of the programs wacz and cdxj-indexer."""
    return programs_of("wacz", "wacz")


def programs_of(name: str, program: str) -> Path:
    """Only where CI runs is it an error that they are missing."""
    folder = Path(os.environ.get(name.upper()) or ROOT / ".cache" / name) / "bin"
    if not (folder / program).exists():
        missing = f"{name} is missing; run: make {name}"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    return folder
