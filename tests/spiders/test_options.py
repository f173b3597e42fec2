"""What `collection.toml` says of Scrapy's settings."""

from pathlib import Path

import pytest
from scrapy.settings import Settings

from archiver.errors import OptionsError
from spiders.publication import PublicationSpider


def settings_of(folder: Path) -> Settings:
    settings = Settings()
    settings.setmodule("spiders.settings", priority="project")
    settings.set("COLLECTION", str(folder), priority="cmdline")
    return settings


def test_the_contact_of_the_file_goes_into_the_user_agent(tmp_path: Path) -> None:
    (tmp_path / "collection.toml").write_text('contact = "archive@library.example"')
    settings = settings_of(tmp_path)
    PublicationSpider.update_settings(settings)

    assert settings["CONTACT"] == "archive@library.example"
    assert settings["USER_AGENT"] == (
        f"news-archiver/{settings['VERSION']} (+archive@library.example)"
    )


def test_the_contact_of_the_command_line_comes_before_it(tmp_path: Path) -> None:
    (tmp_path / "collection.toml").write_text('contact = "archive@library.example"')
    settings = settings_of(tmp_path)
    settings.set("CONTACT", "me@library.example", priority="cmdline")
    PublicationSpider.update_settings(settings)

    assert settings["CONTACT"] == "me@library.example"


def test_a_wrong_file_ends_a_crawl_before_it_begins(tmp_path: Path) -> None:
    (tmp_path / "collection.toml").write_text("contakt = 1")

    with pytest.raises(OptionsError, match="did you mean contact"):
        PublicationSpider.update_settings(settings_of(tmp_path))


@pytest.mark.parametrize(
    ("given", "expected"), [("0", False), ("false", False), ("1", True), (True, True)]
)
def test_arguments_of_scrapys_command_line_are_text(given: bool | str, expected: bool) -> None:
    spider = PublicationSpider("paper", dry_run=given, refetch=given, full=given)

    assert (spider.dry_run, spider.refetch, spider.full) == (expected,) * 3
