"""No request has a user name and password in its URL: they would be kept in the archive."""

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from archiver.errors import ArchiverError
from warcs.redacting.credentials import has_userinfo, without_userinfo


class UserinfoMiddleware:
    """Asks for what redirects and style sheets name, without user name and password."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls()

    def process_request(self, request: Request) -> Request | None:
        """The request without them, if it has any."""
        url = without_userinfo(request.url)
        return request.replace(url=url) if url != request.url else None


def refuse_secrets(settings: BaseSettings) -> None:
    """Raises ArchiverError if what goes to every site, and into the archive, holds a password."""
    for name in ("CONTACT", "USER_AGENT"):
        if has_userinfo(settings[name] or ""):
            raise ArchiverError(
                f"{name}: its address holds a user name or password, which would be sent to every "
                "site and kept in the archive; give it without"
            )
