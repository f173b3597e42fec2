"""The distributions, built once, and an environment with the wheel."""

import shutil
from pathlib import Path

import pytest

from tests.packaging.installed import ROOT, Environment, build, install


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the source tree: nothing is written into the checkout."""
    return Path(
        shutil.copytree(
            ROOT,
            tmp_path_factory.mktemp("source") / "news-archiver",
            ignore=shutil.ignore_patterns(
                ".*cache*", ".hypothesis", ".venv", ".git", "__pycache__", "demo-archive"
            ),
        )
    )


@pytest.fixture(scope="session")
def distributions(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("distributions")
    build(sources, folder)
    return folder


@pytest.fixture(scope="session")
def wheel(distributions: Path) -> Path:
    (wheel,) = distributions.glob("*.whl")
    return wheel


@pytest.fixture(scope="session")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    return install(wheel, tmp_path_factory.mktemp("environment"))
