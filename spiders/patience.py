"""What a host says of how often it wants to be asked, and what its silence says.

429 and 503 with Retry-After (RFC 9110 §10.2.3, RFC 6585 §4) hold all requests to the host for that
long, as far as RETRY_AFTER_MAX seconds; a host that asks for more is left for this run, and not
asked by later ones before that. So is one at which time after time no connection comes about or no
answer comes (HOST_FAILURES_MAX): each of them takes up to DOWNLOAD_TIMEOUT.
"""

from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
from scrapy.http import Response

from archiver.urls import host_of
from warcs.capturing.extension import META_KEY

from .failures import BudgetSpent, HostRests, cause
from .middleware import Middleware
from .slots import retry_after

REFUSALS = (429, 503)
SILENCE = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
SILENT_FOR = 900.0  # seconds for which a host that does not answer is not asked by later runs


class RestMiddleware(Middleware):
    """Refuses what is meant for a host that is left for this run, before asking its robots.txt;
    and sources of a publication whose budget is used up."""

    def process_request(self, request: Request) -> None:
        """Raises HostRests, and BudgetSpent for a source."""
        task, budgets = request.meta.get("source"), self._extension.budgets
        if task is not None and budgets is not None:
            spent = budgets.spent(task.publication, pages=False)
            if spent is not None:
                raise BudgetSpent(f"the budget was used up ({spent})")
        rest = self._extension.session.hosts.rest(host_of(request.url))
        if rest is not None:
            raise HostRests(f"the host is left alone for now: {rest.reason}", rest.due)


class PatienceMiddleware(Middleware):
    """Between RetryMiddleware and the downloader: sees each answer, also those tried again."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Called by Scrapy."""
        host, slots = host_of(request.url), self._extension.slots
        if response.status not in REFUSALS:
            slots.answered(host)
            return response
        text = (response.headers.get("Retry-After") or b"").decode("latin-1")
        wait = retry_after(text, self._extension.session.now().timestamp())
        if wait is None and response.status == 503:
            # Of one page or of the host: only many of them in a row say that it is the latter.
            if slots.silent(host):
                self._extension.leave_host(
                    host, SILENT_FOR, f"HTTP {response.status} time after time"
                )
            return response
        too_long = slots.refused(host, wait)
        if too_long is not None:
            self._extension.leave_host(host, too_long, f"HTTP {response.status}")
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Called by Scrapy."""
        host = host_of(request.url)
        if isinstance(exception, SILENCE) and self._extension.slots.silent(host):
            self._extension.leave_host(
                host, SILENT_FOR, f"{cause(exception, request.meta.get(META_KEY))} time after time"
            )
