"""What came of a request: from attempts on the wire and Scrapy's result to exchanges.

The words before the colon of ``Exchange.failure``:

    dns, refused, unreachable, proxy   no connection came about, nothing was sent
    tls          the connection could not be secured, nothing was sent; or it broke over TLS
    timeout      DOWNLOAD_TIMEOUT was over
    disconnect   the connection ended before the response did
    length       WARC_CAPTURE_LIMIT or DOWNLOAD_MAXSIZE was reached
    stopped      a signal handler, a cancellation or the end of the crawl broke it off
    malformed    what came is not HTTP
    error        anything else

A capture whose failure begins with ``skipped`` is of an answer that came and was not to be kept
(:mod:`warcs.capturing.decision`).
"""

# Twisted types its public names, and not Failure.check.
# mypy: disallow-untyped-calls=False

from collections.abc import Iterator
from dataclasses import dataclass, replace

from OpenSSL import SSL
from scrapy.core.downloader.handlers.http11 import TunnelError
from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError, StopDownload
from scrapy.http import Response
from service_identity import CertificateError, VerificationError
from twisted.internet import error
from twisted.internet.defer import CancelledError
from twisted.python.failure import Failure
from twisted.web._newclient import ParseError
from twisted.web.http import PotentialDataLoss, _DataLoss, _MalformedChunkedDataError

from warcs.capturing.wire import Attempt, Tap
from warcs.values import Exchange, Truncated

LONGEST_REASON = 500  # characters; a proxy's answer, for one, is foreign text

# The first that fits any of the exceptions that one failure holds.
_KINDS: tuple[tuple[str, tuple[type[BaseException], ...]], ...] = (
    ("timeout", (DownloadTimeoutError, error.TimeoutError, error.TCPTimedOutError)),
    ("dns", (error.DNSLookupError, error.UnknownHostError)),
    ("refused", (error.ConnectionRefusedError,)),
    ("proxy", (TunnelError,)),
    ("tls", (SSL.Error, error.SSLError, VerificationError, CertificateError)),
    ("unreachable", (error.ConnectError,)),
    # Scrapy's own exception comes when Content-Length is over DOWNLOAD_MAXSIZE.
    ("length", (DownloadCancelledError,)),
    ("stopped", (StopDownload, CancelledError, error.ConnectingCancelledError)),
    ("malformed", (ParseError, _MalformedChunkedDataError)),
    ("disconnect", (error.ConnectionClosed, _DataLoss, PotentialDataLoss)),
)
_TRUNCATED: dict[str, Truncated] = {
    "timeout": "time",
    "length": "length",
    "disconnect": "disconnect",
    "tls": "disconnect",
}
# An attempt that had lost its connection before one of these is not the one that failed.
_CONNECTING = frozenset({"dns", "refused", "unreachable", "proxy", "timeout"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """An exchange, and what was read together with its response but lies after its end."""

    exchange: Exchange
    surplus: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why there is no whole response."""

    kind: str  #: one of the words above
    text: str

    def __str__(self) -> str:
        """One bounded line."""
        line = " ".join(f"{self.kind}: {self.text}".split())
        return line if len(line) <= LONGEST_REASON else f"{line[: LONGEST_REASON - 1]}…"


HUNG_UP = Cause(kind="disconnect", text="the connection ended before the response did")
NOT_SENT = Cause(kind="disconnect", text="the connection ended before the request was sent")
BROKEN = Cause(kind="disconnect", text="a body that only its connection's end ends was cut off")
NOT_SECURED = Cause(kind="tls", text="the connection ended during the handshake")
STOPPED = Cause(kind="stopped", text="the crawl ended before the response did")


def outcomes(
    tap: Tap, result: Response | Failure | None, *, maxsize: int, running: bool = True
) -> list[Outcome]:
    """What to record of the attempts of ``tap``, in their order; never empty.

    ``result`` is what the download handler got, None if the crawl ended before it got anything.
    ``maxsize`` is the request's DOWNLOAD_MAXSIZE in bytes, 0 for none. ``running`` is False once
    the reactor goes down: the connections that it cuts were not cut by the server.
    """
    cause = _cause(result, tap, maxsize) if running else STOPPED
    if not tap.attempts:
        return [_unsent(tap, cause or STOPPED)]
    *earlier, last = tap.attempts
    found = [_cut(tap, attempt, HUNG_UP) for attempt in earlier]
    if _is_whole(last):
        return [*found, _whole(tap, last)]
    if cause and cause.kind in _CONNECTING and last.lost is not None and not last.size:
        # Twisted's silent second try failed before it had a connection.
        return [*found, _cut(tap, last, HUNG_UP), _unsent(tap, cause)]
    return [*found, _cut(tap, last, cause or HUNG_UP)]


def _is_whole(attempt: Attempt) -> bool:
    """True if the response came to its end, whatever then became of it."""
    if not attempt.complete or attempt.overflow:
        return False
    # RFC 9112 §8: a body without a length is complete if its connection ended in order.
    return not attempt.ended_uncleanly


def _whole(tap: Tap, attempt: Attempt) -> Outcome:
    surplus = attempt.surplus
    exchange = replace(_taken(tap, attempt), unmodified=tap.unmodified)
    return Outcome(exchange=exchange, surplus=surplus)


def _cut(tap: Tap, attempt: Attempt, cause: Cause) -> Outcome:
    """An exchange without an answer, or with the beginning of one."""
    if attempt.overflow:
        cause = Cause(kind="length", text=attempt.overflow)
    elif attempt.complete:
        cause = BROKEN
    elif not attempt.on_wire and cause.kind in ("disconnect", "error"):
        cause = NOT_SECURED
    taken = _taken(tap, attempt)
    if not taken.request and cause == HUNG_UP:
        cause = NOT_SENT
    truncated = _TRUNCATED.get(cause.kind, "unspecified") if taken.response else None
    return Outcome(exchange=replace(taken, truncated=truncated, failure=str(cause)))


def _taken(tap: Tap, attempt: Attempt) -> Exchange:
    """What was sent and what came, whatever became of it."""
    request, taken = attempt.take()
    return Exchange(
        url=tap.url,
        started=attempt.started,
        ip=attempt.ip,
        request=request,
        response=taken.response,
        interim=taken.interim,
        measured=taken.measured,
        about=tap.told(attempt.started),
    )


def _unsent(tap: Tap, cause: Cause) -> Outcome:
    """An exchange that never reached the wire."""
    exchange = Exchange(
        url=tap.url, started=tap.started, failure=str(cause), about=tap.told(tap.started)
    )
    return Outcome(exchange=exchange)


def _cause(result: Response | Failure | None, tap: Tap, maxsize: int) -> Cause | None:
    if result is None:
        return STOPPED
    if isinstance(result, Response):
        return _cause_in_flags(result)
    exceptions = list(_exceptions(result))
    cause = next(
        (
            Cause(kind=kind, text=_text(exception))
            for kind, classes in _KINDS
            for exception in exceptions
            if isinstance(exception, classes)
        ),
        None,
    )
    size = tap.attempts[-1].size if tap.attempts else 0
    if cause is None:
        kind = "malformed" if size else "error"
        return Cause(kind=kind, text=_text(exceptions[-1]))
    if cause.kind == "stopped" and 0 < maxsize < size:
        return Cause(kind="length", text=f"more than {maxsize} bytes")
    return HUNG_UP if cause.kind == "disconnect" else cause


def _cause_in_flags(response: Response) -> Cause | None:
    if "dataloss" in response.flags:
        return HUNG_UP
    if "download_stopped" in response.flags:
        return Cause(kind="stopped", text="a signal handler stopped the download")
    return None


def _exceptions(failure: Failure) -> Iterator[BaseException]:
    """The exception of ``failure`` and all that it wraps, each once."""
    waiting: list[BaseException | None] = [failure.value]
    seen: set[int] = set()
    while waiting:
        exception = waiting.pop()
        if exception is None or id(exception) in seen:
            continue
        seen.add(id(exception))
        yield exception
        waiting.append(exception.__cause__)
        waiting += [reason.value for reason in getattr(exception, "reasons", None) or ()]


def _text(exception: BaseException) -> str:
    if isinstance(exception, SSL.Error):
        reasons = exception.args[0] if exception.args else ()
        if isinstance(reasons, (list, tuple)):
            return "; ".join(str(entry[-1]) for entry in reasons) or "broken off"
    if isinstance(exception, VerificationError):
        return "the certificate is not for this host"
    if isinstance(exception, ParseError):
        return f"{exception.args[0]}: {exception.data!r}"
    return str(exception) or type(exception).__name__
