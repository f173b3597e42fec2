"""Requests that ask whether anything is new (RFC 9110 §13), and answers that say that nothing is.

A request with ``conditional`` in its meta gets the validators that the collection has of its URL. A
304 is recorded as a revisit of the capture that they came from, and handed on as the answer that is
in the archive, so that whatever reads it reads what the server still has.
"""

import logging

from scrapy import Request
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from archiver.collection.crawling.originals import Validators
from warcs import Capture, WarcError
from warcs.capturing.extension import META_KEY, UNMODIFIED_KEY

from .keys import CONDITIONAL_KEY
from .middleware import Middleware

logger = logging.getLogger(__name__)

UNMODIFIED = "not-modified"  #: flag of a response that came from the archive
FRAMING = (b"transfer-encoding", b"content-length", b"connection", b"keep-alive")


class ConditionalMiddleware(Middleware):
    """Next to the downloader: below it nothing is decoded yet, and each redirect comes by again."""

    def process_request(self, request: Request) -> None:
        """Called by Scrapy: sets the headers that fit the URL, or none."""
        # Those of the URL before a redirect are not of this one.
        for name in ("If-None-Match", "If-Modified-Since"):
            request.headers.pop(name, None)
        request.meta.pop(UNMODIFIED_KEY, None)
        if not request.meta.get(CONDITIONAL_KEY) or request.method != "GET":
            return
        known = self._extension.session.validators.of(request.url)
        if known is not None:
            _ask(request, known)

    def process_response(self, request: Request, response: Response) -> Response | Request:
        """Called by Scrapy."""
        capture: Capture | None = request.meta.get(META_KEY)
        if capture is None or request.method != "GET":
            return response
        if response.status == 200 and capture.truncated is None and capture.skipped is None:
            self._extension.session.validators.keep(
                capture, _text(response, "ETag"), _text(response, "Last-Modified")
            )
        if response.status != 304 or capture.refers_to is None:
            return response
        return self._from_archive(request, response, capture)

    def _from_archive(
        self, request: Request, response: Response, capture: Capture
    ) -> Response | Request:
        """The answer that was not modified; the request without conditions where it is lost."""
        try:
            http = self._extension.session.payload(capture).http
            if http is None:
                raise ValueError("is no response")
        except (WarcError, ValueError) as error:
            logger.warning("%s: what the archive has of it cannot be read: %s", request.url, error)
            meta = {**request.meta, CONDITIONAL_KEY: False}
            return request.replace(meta=meta, dont_filter=True)
        headers = Headers()
        for name, value in http.headers:
            if name.lower().encode("latin-1") not in FRAMING:
                headers.appendlist(name, value)
        body = bytes(http.payload)
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
        return kind(
            url=response.url,
            status=200,
            headers=headers,
            body=body,
            request=request,
            flags=[*response.flags, UNMODIFIED],
        )


def _ask(request: Request, known: Validators) -> None:
    if known.etag:
        request.headers["If-None-Match"] = known.etag
    if known.last_modified:
        request.headers["If-Modified-Since"] = known.last_modified
    request.meta[UNMODIFIED_KEY] = known.original


def _text(response: Response, name: str) -> str | None:
    """A validator as it was sent, None for what could not be sent back."""
    value = response.headers.get(name)
    text = value.decode("latin-1").strip() if value else ""
    return text if text and text.isascii() and text.isprintable() else None
