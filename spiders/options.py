"""What ``collection.toml`` says of Scrapy's settings."""

from pathlib import Path

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

from archiver.collection import options


def apply_options(settings: BaseSettings) -> None:
    """Put in what the collection's file says; settings of the command line come before it.

    Raises ArchiverError for a file that is wrong.
    """
    told = options.load(Path(settings["COLLECTION"]))
    if told.contact and settings.getpriority("CONTACT") != SETTINGS_PRIORITIES["cmdline"]:
        settings.set("CONTACT", told.contact, priority="spider")
        agent = f"{settings['BOT_NAME']}/{settings['VERSION']} (+{told.contact})"
        settings.set("USER_AGENT", agent, priority="spider")
