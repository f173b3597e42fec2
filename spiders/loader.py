"""``scrapy list`` shows the publications; ``scrapy crawl NAME`` crawls one."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scrapy import Request, Spider

from archiver import publications

from .probe import ProbeSpider
from .publication import PublicationSpider


class PublicationLoader:
    """A spider class per publication, built in or of the collection named in COLLECTION."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self._publications = publications.load_sound(Path(settings["COLLECTION"]) / "publications")

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> "PublicationLoader":
        """Called by Scrapy."""
        return cls(settings)

    def load(self, spider_name: str) -> type[Spider]:
        """The spider of one publication. Raises KeyError if there is none of this name."""
        if spider_name == PublicationSpider.name:
            return PublicationSpider
        if spider_name == ProbeSpider.name:
            return ProbeSpider
        if spider_name not in self._publications:
            broken = [str(x) for x in self._publications.broken]
            raise KeyError("; ".join([f"Spider not found: {spider_name}", *broken]))
        name = f"{spider_name.title().replace('-', '')}Spider"
        return type(name, (PublicationSpider,), {"name": spider_name, "targets": (spider_name,)})

    def find_by_request(self, request: Request) -> list[str]:
        """The publication that the URL of ``request`` belongs to, if any."""
        publication = self._publications.for_url(request.url)
        return [publication.slug] if publication else []

    def list(self) -> list[str]:
        """The names of all publications."""
        return [publication.slug for publication in self._publications]
