"""Sources that do not come: whether that is more than a bad moment, by their own past."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from archiver.alarms.baseline import DAY, YEAR
from archiver.alarms.series import NO_SOURCE, Observation, failed
from archiver.alarms.statistics import Failing, false_failures

FALSE_A_YEAR = 0.05  # of one source
LEAST_ANSWERS = 3  # of a source that is missed
CERTIFICATE, ROBOTS, REFUSED, WALL = "certificate", "robots", "refused", "wall"
GONE, OTHER = "gone", "other"
ROBOTS_TXT = "robots.txt: "  # begins what is known of a host by its robots.txt alone
RULES = ("Disallow", "Crawl-delay")  # of it; anything else is why it could not be had
#: Where no answer is to be had from a host, or none that is of use; after ``ROBOTS_TXT`` too.
DOWN = (
    "connection ", "timed out", "host name not found", "unreachable", "proxy", "no answer",
    "HTTP 5", "HTTP status 5",
)  # fmt: skip
REFUSALS = ("HTTP 401", "HTTP 402", "HTTP 403", "HTTP 407", "HTTP 429", "HTTP 451")
#: Of failures of a kind, the share that last until the next run though nothing has changed.
LASTING = {CERTIFICATE: 0.0, ROBOTS: 0.01, REFUSED: 0.02, WALL: 0.02, GONE: 0.01, OTHER: 0.2}


def class_of(reason: str | None) -> str:
    """What kind of failure a reason tells of; empty for none."""
    if reason is None:
        return ""
    if reason.startswith("tls") or "certificate" in reason:
        return CERTIFICATE
    if reason.startswith(ROBOTS_TXT):
        return ROBOTS if reason.removeprefix(ROBOTS_TXT).startswith(RULES) else OTHER
    if reason.startswith(REFUSALS):
        return REFUSED
    if reason.startswith(("consent", "login")):
        return WALL
    if reason in ("HTTP 404", "HTTP 410") or reason.startswith(NO_SOURCE):
        return GONE
    return OTHER


def is_down(reason: str) -> bool:
    """True if it says of the host that nothing can be had there, and not that it does not want."""
    return reason.removeprefix(ROBOTS_TXT).startswith(DOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A source that has failed in the last runs."""

    reason: str  #: of the last one
    began: datetime  #: the first of these runs
    length: int  #: runs
    false: float  #: how many that are as long a year brings if nothing has changed

    @property
    def what(self) -> str:
        """Its kind."""
        return class_of(self.reason)

    @property
    def is_enough(self) -> bool:
        """True for an alarm."""
        return self.what == CERTIFICATE or (self.length > 1 and self.false <= FALSE_A_YEAR)


def failure_of(history: Sequence[Observation], source: str) -> Failure | None:
    """How long a source has failed; None if the last run was answered, or no run was before."""
    row = history[-1].rows[source]
    reason = failed(row)
    if reason is None or row.answered is None:
        return None
    asked = [
        (run, failed(run.rows[source]))
        for run in history
        if source in run.rows and run.rows[source].answered is not None
    ]
    what, length = class_of(reason), 0
    while length < len(asked) and class_of(asked[-1 - length][1]) == what:
        length += 1
    past = asked[: len(asked) - length]
    if sum(why is None for _, why in past) < LEAST_ANSWERS:
        return None
    span = max(asked[-1][0].time - asked[0][0].time, DAY)
    runs = (len(asked) - 1) * YEAR / span
    was = [class_of(why) == what for _, why in past]  # other failures say nothing of this one
    return Failure(
        reason=reason,
        began=asked[-length][0].started,
        length=length,
        false=false_failures(_counted(was), length, LASTING[what], runs),
    )


def _counted(was: Sequence[bool]) -> Failing:
    pairs = list(pairwise(was))
    return Failing(
        answers=was.count(False),
        beginnings=sum(not before and after for before, after in pairs),
        failures=sum(before for before, _ in pairs),
        lasting=sum(before and after for before, after in pairs),
    )
