"""How the row of an article ends that brought no page to read."""

from twisted.python.failure import Failure

from archiver.collection.crawling.frontier import Candidate, State
from archiver.urls import origin_of

from .extension import CollectionExtension
from .failures import (
    due_after,
    is_disallowed,
    is_redacted,
    is_resting,
    is_unreachable,
    reason,
    skipped_by,
)


class Ends:
    """Of one crawl."""

    def __init__(self, extension: CollectionExtension) -> None:
        self._extension = extension

    def failed(self, failure: Failure) -> None:
        """A page that did not come, or was not asked for."""
        extension, frontier = self._extension, self._extension.session.frontier
        if extension.failed is not None:
            return
        candidate: Candidate = failure.request.meta["candidate"]  # type: ignore[attr-defined]  # set by Scrapy
        if is_redacted(failure):
            extension.report.redacted += 1
            frontier.end(candidate.key, "redacted")
            return
        if rule := skipped_by(failure):
            extension.skip(candidate, rule)
            return
        due = due_after(failure, extension.session.now().timestamp())
        if is_resting(failure):
            frontier.end(candidate.key, "pending", reason(failure), due)
            return
        if is_unreachable(failure) and _is_own(failure, candidate):
            # With all others of its host it is counted at the end of the run.
            frontier.end(candidate.key, "pending", reason(failure))
            return
        self.end(candidate, reason(failure), disallowed=is_disallowed(failure), due=due)

    def end(
        self,
        candidate: Candidate,
        why: str,
        *,
        disallowed: bool = False,
        due: float | None = None,
    ) -> None:
        """It failed, or robots.txt disallows it; or it is gone, where it was read before."""
        report, novelty = self._extension.report, self._extension.novelty
        if novelty.failure(candidate, why):
            return
        if disallowed:
            report.disallowed += 1
        report.fail(why)
        state: State = "disallowed" if disallowed else "failed"
        self._extension.session.frontier.end(candidate.key, state, why, due)
        novelty.resume(candidate)


def _is_own(failure: Failure, candidate: Candidate) -> bool:
    """True if it failed where it was asked for, and not where that led to."""
    url: str = failure.request.url  # type: ignore[attr-defined]  # set by Scrapy
    return origin_of(url) == origin_of(candidate.url)
