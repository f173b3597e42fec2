"""No article is asked for before its row is on the disk: so a page that was captured when a crawl
was killed, or the power failed, is known for an article at the next opening."""

from scrapy import Request

from .middleware import Middleware


class KeptMiddleware(Middleware):
    """Has requests for articles wait for the commit of what the sources said."""

    async def process_request(self, request: Request) -> None:
        """Called by Scrapy."""
        candidate = request.meta.get("candidate")
        if candidate is not None:
            await self._extension.commits.kept(candidate.publication)
