"""What ``collection.toml`` says of Scrapy's settings."""

from datetime import timedelta
from pathlib import Path

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

from archiver.collection import options
from archiver.collection.crawling.requisite_frontier import Bounds


def apply_options(settings: BaseSettings) -> None:
    """Put in what the collection's file says; settings of the command line come before it.

    Raises ArchiverError for a file that is wrong.
    """
    told = options.load(Path(settings["COLLECTION"]))
    if told.contact and settings.getpriority("CONTACT") != SETTINGS_PRIORITIES["cmdline"]:
        settings.set("CONTACT", told.contact, priority="spider")
        agent = f"{settings['BOT_NAME']}/{settings['VERSION']} (+{told.contact})"
        settings.set("USER_AGENT", agent, priority="spider")


def bounds_of(settings: BaseSettings) -> Bounds:
    """How much is fetched on account of one page, as the settings say."""
    return Bounds(
        number=settings.getint("REQUISITES_NUMBER"),
        size=settings.getint("REQUISITES_SIZE"),
        depth=settings.getint("REQUISITES_DEPTH"),
        age=timedelta(days=settings.getfloat("REQUISITES_AGE")),
    )


def is_true(value: bool | str) -> bool:
    """An argument of the spider: ``scrapy crawl … -a refetch=1`` gives text."""
    return value if isinstance(value, bool) else value.lower() in ("1", "true", "yes")
