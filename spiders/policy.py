"""Whether an answer may be kept: what the collection's policy says of the signs that it carries.

The response waits in memory, or in a file without a name, until this is answered; see
:mod:`warcs.capturing.decision`.
"""

from collections.abc import Callable
from datetime import datetime

from scrapy import Request

from archiver.article import Rights, Sign
from archiver.collection.crawling.frontier import Candidate
from archiver.collection.crawling.skipped import PUBLICATION, REQUESTED
from archiver.page import MOST_BYTES, Page
from archiver.reading import rights
from archiver.reading.survey import Survey
from archiver.rights.policy import UNDECIDED, Policy
from archiver.rights.signs import together
from archiver.sources.bodies import kind_of
from warcs import Skip
from warcs.capturing.decision import Decide
from warcs.http.http1 import HttpResponse

from .keys import LAW_KEY, WISHES_KEY

PAGES = ("text/html", "application/xhtml+xml")
HEAD_ENDS = (b"</head", b"<body")  # behind one of them no meta element counts
Url = str


class Judge:
    """The hook of a crawl under ``policy``; ``then`` is asked where that has no objection."""

    def __init__(
        self, policy: Policy, now: Callable[[], datetime], then: Decide | None = None
    ) -> None:
        self._policy = policy
        self._now = now
        self._then = then

    def __call__(self, request: Request, response: HttpResponse, *, whole: bool) -> Skip | None:
        """Called by the recorder, before it writes."""
        if not _is_exempt(request, response):
            skip = self._judge(request, response, whole=whole)
            if skip is not None:
                return skip
        return self._then(request, response, whole=whole) if self._then else None

    def _judge(self, request: Request, response: HttpResponse, *, whole: bool) -> Skip | None:
        wishes: tuple[Sign, ...] = request.meta.get(WISHES_KEY, ())
        said = _rights(request.url, response, wishes, whole=whole)
        if said is None:
            return Skip(rule=UNDECIDED, fields=(("where", "the head of the page broke off"),))
        decision = self._policy.decide(said, self._now())
        if decision is None or decision.action != "skip-capture":
            return None
        return Skip(rule=str(decision), fields=(*_asked(request), ("where", decision.where)))


def judge(policy: Policy, now: Callable[[], datetime], then: Decide | None) -> Decide | None:
    """The hook that the policy needs: none, where it keeps all captures."""
    return Judge(policy, now, then) if policy.may("skip-capture") else then


def _is_exempt(request: Request, response: HttpResponse) -> bool:
    """True for what says what the wishes are, and for a redirect, which says where to look."""
    redirects = response.status is not None and 300 <= response.status < 400
    is_robots = bool(request.meta.get("dont_obey_robotstxt"))
    return is_robots or bool(request.meta.get(LAW_KEY)) or (redirects and response.status != 304)


def _rights(
    url: Url, response: HttpResponse, wishes: tuple[Sign, ...], *, whole: bool
) -> Rights | None:
    """What is said of the use of an answer; None where its page broke off before it said it."""
    headers = together(response.headers)
    decoded = response.decoded(MOST_BYTES + 1)
    body = decoded.content
    if response.status == 304 or not (response.mime in PAGES or kind_of(body) == "HTML"):
        return rights.of_response(headers, wishes)
    if not (whole and decoded.problem is None) and not any(x in body.lower() for x in HEAD_ENDS):
        return None
    found, _ = rights.rights(Survey(Page.of(body, url, headers)), wishes)
    return found


def _asked(request: Request) -> tuple[tuple[str, str], ...]:
    """What the archive needs to end the row that asked for it."""
    candidate: Candidate | None = request.meta.get("candidate")
    if candidate is None:
        return ()
    return ((REQUESTED, candidate.url), (PUBLICATION, candidate.publication))
