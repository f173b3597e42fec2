"""Content-codings undone as the library undoes them when it reads the archive again.

In the place of Scrapy's middleware, so that a page is the same when it is fetched and when it is
read from its capture, and so that what is broken is known: Scrapy's takes half a gzip stream for a
whole page, and does not say so.
"""

import sys
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.responsetypes import responsetypes

from archiver.sources.bodies import kind_of
from warcs.capturing.limit import OVER_READ_LIMIT
from warcs.http.coding import Decoded, content_decode

from .extension import CollectionExtension
from .failures import Undecodable
from .keys import BROKEN

ACCEPTED = b"gzip, deflate, br, zstd"  # what warcs.http.coding undoes


class DecodingMiddleware:
    """Asks for compressed answers and decodes them, WARC_READ_LIMIT bytes at most."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._most = crawler.settings.getint("WARC_READ_LIMIT") or sys.maxsize

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
        as_it_was = decoded.content == response.body
        if decoded.problem and OVER_READ_LIMIT not in response.flags:
            self._forget(response.url)
        if decoded.problem and as_it_was and kind_of(response.body) == "binary":
            raise Undecodable("content-coding that cannot be undone")
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        # Made anew and not by replace(), which detects a charset over the compressed bytes.
        values = {name: getattr(response, name) for name in Response.attributes}
        values |= {"headers": headers, "body": decoded.content}
        values["flags"] = [*response.flags, *_flags(response, decoded, as_it_was=as_it_was)]
        kind = responsetypes.from_args(headers=headers, url=response.url, body=decoded.content)
        return kind(**values)

    def _forget(self, url: str) -> None:
        """A 304 would confirm for ever what cannot be read."""
        extension = self._crawler.get_extension(CollectionExtension)
        if extension is not None:
            extension.session.validators.forget(url)


def _flags(response: Response, decoded: Decoded, *, as_it_was: bool) -> list[str]:
    """What has to be said of a decoded body."""
    if OVER_READ_LIMIT in response.flags:
        return []  # the rest of the coded bytes is missing: no wonder that it ends before its end
    if decoded.cut:
        return [OVER_READ_LIMIT]
    return [BROKEN] if decoded.problem and not as_it_was else []
