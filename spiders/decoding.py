"""Content-codings undone as the library undoes them when it reads the archive again.

In the place of Scrapy's middleware, so that a page is the same when it is fetched and when it is
read from its capture, and so that what is broken is known: Scrapy's takes half a gzip stream for a
whole page, and does not say so.
"""

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.responsetypes import responsetypes

from archiver.sources.bodies import kind_of
from warcs.coding import content_decode

from .failures import Undecodable

ACCEPTED = b"gzip, deflate, br, zstd"  # what warcs.coding undoes
BROKEN = "coding-broken"  #: flag of a response that could be decoded only in part


class DecodingMiddleware:
    """Asks for compressed answers and decodes them, DOWNLOAD_MAXSIZE bytes at most."""

    def __init__(self, crawler: Crawler) -> None:
        self._most = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Called by Scrapy."""
        request.headers.setdefault("Accept-Encoding", ACCEPTED)

    def process_response(self, request: Request, response: Response) -> Response:
        """The response without its codings. Raises Undecodable.

        A body that is not coded as it says is taken as it is, as browsers take an unknown coding,
        unless it is no text.
        """
        names = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
        codings = [name.strip().lower() for name in names.split(",") if name.strip()]
        if not codings or not response.body:
            return response
        decoded = content_decode(response.body, codings, self._most)
        if decoded.cut:
            raise Undecodable("larger than DOWNLOAD_MAXSIZE when decoded")
        as_it_was = decoded.content == response.body
        if decoded.problem and as_it_was and kind_of(response.body) == "binary":
            raise Undecodable("content-coding that cannot be undone")
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        # Made anew and not by replace(), which detects a charset over the compressed bytes.
        values = {name: getattr(response, name) for name in Response.attributes}
        values |= {"headers": headers, "body": decoded.content}
        if decoded.problem and not as_it_was:
            values["flags"] = [*response.flags, BROKEN]
        kind = responsetypes.from_args(headers=headers, url=response.url, body=decoded.content)
        return kind(**values)
