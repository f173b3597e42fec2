"""From a record to the page that it holds."""

from dataclasses import dataclass

from archiver.loading.filters import Outline
from archiver.page import MOST_BYTES, Page
from archiver.rights.signs import together
from warcs.http.http1 import HttpResponse, media_type
from warcs.index.cdxj import status_and_mime
from warcs.record import Record

RESPONSES = ("response", "revisit", "resource", "conversion")
MOST_READ = 32 << 20  # bytes of a block that are read: what a crawl hands on (WARC_READ_LIMIT)
AS_IT_IS = "left as it is"  # how the problem of a coding ends that could not be undone at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What a record holds, before it is a page."""

    html: bytes  #: without its codings, at most one byte more than is read of a page
    headers: dict[str, str]
    problem: str | None = None  #: one line: what could not be undone
    broken: bool = False  #: its coding ends too early, or is damaged: this is what came before

    def page(self, record: Record, url: str) -> Page:
        """The page, captured as ``record`` says."""
        return Page.of(self.html, url, self.headers, record.date)


def outline(record: Record) -> Outline:
    """What a record says of a response, without its body."""
    status, mime = status_and_mime(record)
    return Outline(url=record.url, date=record.date, status=status, mime=mime, http=is_http(record))


def is_http(record: Record) -> bool:
    """True if the block is a message of HTTP."""
    kind = media_type(record.content_type)
    return record.type in ("response", "revisit") and kind == "application/http"


def body_of(record: Record, holder: Record) -> Body | None:
    """The body of ``record``, whose payload is in ``holder``; None if it is empty.

    Both are the same, unless ``record`` is a revisit.
    """
    own = record.http if record is holder or record.size else None
    if not is_http(holder):
        declared = {"content-type": holder.content_type} if holder.content_type else {}
        html = holder.beginning(MOST_BYTES + 1)
        return Body(html=html, headers=_headers(own) or declared) if html else None
    response = holder.http
    if response is None or not len(response.payload):
        return None
    # One byte more than is read tells the reader that the page was cut.
    decoded = response.decoded(MOST_BYTES + 1)
    problem = decoded.problem
    undone = problem is None or not problem.endswith(AS_IT_IS)
    return Body(
        html=decoded.content,
        headers=_headers(own) or _headers(response),
        problem=None if undone else problem,
        broken=undone and problem is not None,
    )


def _headers(response: HttpResponse | None) -> dict[str, str]:
    """Those that say something of the page: none, for a 304 or where there is no head."""
    if response is None or response.status in (None, 304):
        return {}
    return together(response.headers)
