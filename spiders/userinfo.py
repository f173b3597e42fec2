"""No request has a user name and password in its URL: they would be kept in the archive."""

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler

from warcs.redacting.credentials import without_userinfo


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
