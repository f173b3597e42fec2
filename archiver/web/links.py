"""Addresses: of the room's own pages, and of sites."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from archiver.urls import split
from archiver.web.shelves import Shelf

Asked = Mapping[str, object]


def site(url: str | None) -> str | None:
    """An address for ``href``: http or https, or None. ``javascript:`` and ``data:`` are text."""
    if not url or any(x <= " " for x in url):
        return None
    return url if split(url) else None


@dataclass(frozen=True, slots=True)
class Links:
    """The pages of one collection; with the state of each in its address, to be shared."""

    shelf: Shelf

    def to(self, page: str = "", /, **asked: object) -> str:
        """The address of a page; what is None or empty is left out."""
        told = {name: value for name, value in asked.items() if value not in (None, "", ())}
        query = f"?{urlencode(told, doseq=True)}" if told else ""
        return f"/{quote(self.shelf.name)}/{page}{query}"

    def article(self, url: str, **asked: object) -> str:
        """An article, under any address that it is known by."""
        return self.to("article", url=url, **asked)

    def replay(self, url: str, timestamp: str) -> str:
        """The page as captured; 14 digits, UTC."""
        return self.to("replay", url=url, ts=timestamp)
