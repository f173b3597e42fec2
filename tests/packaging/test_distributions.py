"""What is in wheel and sdist."""

import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from archiver import sample
from archiver.report import STORIES
from tests.packaging.installed import Environment, build

PACKAGES = {"archiver": "archiver", "spiders": "archiver_spiders", "warcs": "warcs"}


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_wheel_has_no_top_level_package_called_spiders(wheel: Path) -> None:
    top = {name.split("/")[0] for name in names(wheel) if ".dist-info/" not in name}

    assert top == {"archiver", "archiver_spiders", "warcs"}


@pytest.mark.parametrize("package", PACKAGES)
def test_wheel_has_every_file_of_the_package(package: str, wheel: Path, sources: Path) -> None:
    folder = sources / package
    expected = {
        f"{PACKAGES[package]}/{path.relative_to(folder)}"
        for path in folder.glob("**/*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert {name for name in names(wheel) if name.startswith(f"{PACKAGES[package]}/")} == expected
    assert f"{PACKAGES[package]}/py.typed" in expected


@pytest.mark.parametrize(
    "pattern",
    [
        "archiver/publications/*.toml",
        "archiver/sample/articles/*.toml",
        "archiver/sample/templates/*",
        "*.dist-info/licenses/LICENSE",
    ],
)
def test_wheel_has_the_data(pattern: str, wheel: Path) -> None:
    assert [name for name in names(wheel) if Path(name).match(pattern)] != []


def test_sdist_has_what_tests_and_docs_need(distributions: Path) -> None:
    (sdist,) = distributions.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        top = {Path(name).parts[1] for name in archive.getnames()}

    assert top >= {
        "CHANGELOG.md", "LICENSE", "Makefile", "README.md", "archiver", "docs", "pyproject.toml",
        "scrapy.cfg", "spiders", "tests", "warcs",
    }  # fmt: skip


def test_sdist_builds_the_same_wheel_as_the_checkout(
    wheel: Path, sources: Path, tmp_path: Path
) -> None:
    build(sources, tmp_path, "--wheel")

    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()


def test_installed_command_crawls_the_sample(environment: Environment, tmp_path: Path) -> None:
    environment.run("archiver", "demo", cwd=tmp_path)
    found = environment.run("archiver", "status", "-c", "demo-archive", "--json", cwd=tmp_path)

    stories = [x for x in sample.expected().values() if x.kind in STORIES]
    assert json.loads(found)["articles"] == len(stories)
