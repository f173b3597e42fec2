"""Why a request brought no page: one line a person can read, the same for the same cause."""

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from .robots import DisallowedByRobots, UnreachableRobots

REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (CannotResolveHostError, "host name not found"),
    (DownloadConnectionRefusedError, "connection refused"),
    (DownloadTimeoutError, "timed out"),
    (DownloadCancelledError, "larger than DOWNLOAD_MAXSIZE"),
    (ResponseDataLossError, "shorter than it said"),
)


def reason(failure: Failure) -> str:
    """The cause of ``failure``."""
    error = failure.value
    if isinstance(error, HttpError):
        return f"HTTP {error.response.status}"
    if isinstance(error, DisallowedByRobots | UnreachableRobots):
        return str(error)
    for kind, text in REASONS:
        if isinstance(error, kind):
            return text
    if isinstance(error, DownloadFailedError | IgnoreRequest):
        return _line(str(error)) or type(error).__name__
    return f"{type(error).__name__}: {_line(str(error))}"


def is_disallowed(failure: Failure) -> bool:
    """True if robots.txt forbids it."""
    return isinstance(failure.value, DisallowedByRobots | UnreachableRobots)


def _line(text: str) -> str:
    return " ".join(text.split())[:200]
