"""What was taken down is not fetched again, whoever asks for it: a source, a redirect, a page."""

from scrapy import Request

from .failures import Redacted
from .middleware import Middleware


class RedactedMiddleware(Middleware):
    """Refuses requests for redacted URLs, before anything is sent to their host."""

    def process_request(self, request: Request) -> None:
        """Raises Redacted."""
        if self._extension.session.frontier.is_barred(request.url):
            raise Redacted("redacted: it was taken down")
