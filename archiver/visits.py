"""When an article is visited again, to see what became of it: what the settings say, and the sums.

News is corrected soon after it was published or hardly ever, so that visits come ever later. What a
server does not send again (RFC 9110 §13, 304) costs a request of some hundred bytes.
"""

from datetime import UTC, datetime, time, timedelta

import msgspec

from archiver.article import Moment
from archiver.written import Duration

MOST = 100  # visits of one article
EARLY = 0.03  # of the time: daily runs do not begin to the second


class Visits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When articles are visited again; by default six times in four weeks."""

    after: tuple[Duration, ...] = (
        Duration(hours=1),
        Duration(hours=6),
        Duration(days=1),
        Duration(days=3),
        Duration(weeks=1),
        Duration(weeks=4),
    )  #: how long after it was published; none: never
    modified: bool = True  #: also where a feed or sitemap says that it was changed

    def fault(self) -> str | None:
        """What is wrong with ``after``; None if nothing is."""
        if len(self.after) > MOST:
            return f"has more than {MOST} visits"
        if any(one < Duration(minutes=1) for one in self.after):
            return "has a visit less than a minute after publication"
        return None


def next_visit(
    visits: Visits, published: Moment | None, first: datetime, now: datetime
) -> datetime | None:
    """When an article is visited next; None if never again. All times are aware.

    ``first`` is its first capture, which counts where the page does not say when it was published,
    or says a later time than that.
    """
    began = _began(published, first)
    times = (began + after * (1 - EARLY) for after in sorted(visits.after))
    return next((moment for moment in times if moment > now), None)


def _began(published: Moment | None, first: datetime) -> datetime:
    if published is None:
        return first
    if published.instant is not None:
        return min(published.instant, first)
    # The day alone, or a time without a zone: some time that day, if it was not captured before.
    day = datetime.combine(published.day, time(12), UTC)
    return first if abs(first - day) < timedelta(days=1) else min(day, first)
