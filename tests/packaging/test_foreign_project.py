"""Beside our wheel, a Scrapy project with its own top-level `spiders` works as before."""

from pathlib import Path

import pytest

from archiver import sample
from tests.packaging.installed import Environment

SETTINGS = 'BOT_NAME = "foreign"\nSPIDER_MODULES = ["spiders"]\n'
SPIDER = """
import scrapy


class ForeignSpider(scrapy.Spider):
    name = "foreign"

    async def start(self):
        self.logger.warning("the foreign spider ran")
        return
        yield
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "spiders").mkdir(parents=True)
    (folder / "spiders" / "__init__.py").write_text("")
    (folder / "spiders" / "one.py").write_text(SPIDER)
    (folder / "project_settings.py").write_text(SETTINGS)
    (folder / "scrapy.cfg").write_text("[settings]\ndefault = project_settings\n")
    return folder


def test_scrapy_lists_the_projects_own_spiders(environment: Environment, project: Path) -> None:
    assert environment.run("scrapy", "list", cwd=project) == "foreign\n"


def test_scrapy_crawls_with_the_projects_own_spiders(
    environment: Environment, project: Path
) -> None:
    environment.run("scrapy", "crawl", "foreign", "--logfile", "log", cwd=project)

    assert "the foreign spider ran" in (project / "log").read_text()


def test_publications_are_found_inside_the_project(environment: Environment, project: Path) -> None:
    listed = environment.run("archiver", "publications", cwd=project)

    assert sample.SLUG in [line.split()[0] for line in listed.splitlines()]


def test_crawl_runs_inside_the_project(environment: Environment, project: Path) -> None:
    with sample.serve() as server:
        output = environment.run(
            "archiver", "crawl", sample.SLUG, "-c", "collection", "--limit", "3", "--delay", "0",
            "--connect-to", f"{sample.HOST}:80:127.0.0.1:{server.port}", cwd=project,
        )  # fmt: skip

    assert "3 fetched" in output
