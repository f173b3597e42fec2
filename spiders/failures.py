"""Why a request brought no page: one line a person can read, the same for the same cause.

What was on the wire says it best, so the capture is asked first, the exception where that knows
nothing (an answer that was whole, and then could not be used).
"""

from typing import Any

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from archiver.collection.crawling.hosts import LONGEST
from warcs import Capture
from warcs.capturing.extension import META_KEY
from warcs.recording.measure import HEAD_TOO_LONG

from .slots import retry_after

#: The words of :mod:`warcs.capturing.outcome` whose text differs from one request to the next.
WORDS = {
    "dns": "host name not found",
    "refused": "connection refused",
    "timeout": "timed out",
    "length": "larger than DOWNLOAD_MAXSIZE",
    "malformed": "the answer is no HTTP",
    "disconnect": "connection lost",
}
#: What Scrapy's exceptions say, where no capture is at hand (after a redirect of robots.txt).
KINDS: dict[type[BaseException], str] = {
    CannotResolveHostError: "dns",
    DownloadConnectionRefusedError: "refused",
    DownloadTimeoutError: "timeout",
    DownloadCancelledError: "length",
}
#: Those that mean that nothing could be asked of the host.
NO_CONNECTION = frozenset(("dns", "refused", "unreachable", "tls", "proxy"))


class DisallowedByRobots(IgnoreRequest):
    """The text names the rule that matched."""


class UnreachableRobots(IgnoreRequest):
    """robots.txt could not be had, so nothing of the host may be fetched for now
    (RFC 9309 §2.3.1.4)."""


class UnreadableWish(IgnoreRequest):
    """A file that may say that nothing is to be kept could not be had, and the policy is to heed
    that; the text is its name and why."""


class UnreachableHost(IgnoreRequest):
    """No connection to the host came about, which asking for its robots.txt showed."""


class Redacted(IgnoreRequest):
    """The URL was taken down and is not fetched again (`archiver redact`)."""


class SkippedByPolicy(IgnoreRequest):
    """The policy of the collection does not let the answer be kept; the text is the rule."""


class BudgetSpent(IgnoreRequest):
    """A source of a publication that has had its share of this run."""


class HostRests(IgnoreRequest):
    """The host is left alone for now."""

    def __init__(self, text: str, due: float) -> None:
        super().__init__(text)
        self.due = due  #: seconds since 1970: not before


class Undecodable(IgnoreRequest):
    """The answer is whole, but its content-coding cannot be undone."""


def reason(failure: Failure) -> str:
    """The cause of ``failure``, the errback's argument."""
    request: Any = getattr(failure, "request", None)
    capture: Capture | None = request.meta.get(META_KEY) if request is not None else None
    return cause(failure.value or RuntimeError("failed"), capture)


def cause(error: BaseException, capture: Capture | None) -> str:
    """Why ``error`` was raised, given the capture of the request, if it was sent."""
    if capture is not None and capture.failure and not isinstance(error, HttpError):
        return of_capture(capture.failure)
    if isinstance(error, HttpError):
        return f"HTTP {error.response.status}"
    if type(error) in KINDS:
        return WORDS[KINDS[type(error)]]
    if is_redirect_loop(error):
        return "too many redirects"
    if isinstance(error, ValueError) and capture is not None and 300 <= (capture.status or 0) < 400:
        return "redirect to what is no address"
    line = " ".join(str(error).split())[:200]
    if isinstance(error, IgnoreRequest):
        return line or type(error).__name__
    return f"{type(error).__name__}: {line}"


def of_capture(failure: str) -> str:
    """The failure of a capture in one line, without what is different each time."""
    if failure == f"length: {HEAD_TOO_LONG}":
        return HEAD_TOO_LONG
    return WORDS.get(failure.partition(":")[0], failure)


def is_redirect_loop(error: BaseException) -> bool:
    """True if the redirect middleware gave up: it has no exception of its own."""
    return isinstance(error, IgnoreRequest) and str(error) == "max redirections reached"


def is_disallowed(failure: Failure) -> bool:
    """True if robots.txt forbids it, or a wish of the host's that cannot be known may."""
    return isinstance(failure.value, DisallowedByRobots | UnreachableRobots | UnreadableWish)


def due_after(failure: Failure, now: float) -> float | None:
    """When what failed is to be asked for again, seconds since 1970; None: by its reason."""
    error = failure.value
    if isinstance(error, HostRests):
        return error.due
    if isinstance(error, UnreachableRobots):
        return now  # by the next run: what it would have said is not known
    if isinstance(error, HttpError) and error.response.status in (429, 503):
        text = (error.response.headers.get("Retry-After") or b"").decode("latin-1")
        wait = retry_after(text, now)
        return None if wait is None else now + min(wait, LONGEST)
    return None


def is_resting(failure: Failure) -> bool:
    """True if it was not sent, because its host is left alone for now."""
    return isinstance(failure.value, HostRests)


def is_unreachable(failure: Failure) -> bool:
    """True if it was not sent, because its host's robots.txt cannot be had."""
    return isinstance(failure.value, UnreachableRobots | UnreachableHost)


def is_redacted(failure: Failure) -> bool:
    """True if what was asked for, or what it redirects to, was taken down."""
    return isinstance(failure.value, Redacted)


def skipped_by(failure: Failure) -> str | None:
    """The rule by which the answer was not kept, though it came; None if it is another failure."""
    return str(failure.value) if isinstance(failure.value, SkippedByPolicy) else None
