"""A publication's rhythm: how many new articles an hour of the week brings.

The expected number is that of all hours, times a factor for the weekday, times one for the hour of
the day: 7 + 24 factors instead of 168 numbers, so that a publication of three articles a day has
enough of them in four weeks. Each factor is drawn towards 1 by pseudo-counts (as the posterior mean
of a Poisson rate under a gamma prior), and those of hours are smoothed over their neighbours. All
in UTC: where summer time begins the hours are late by one for a few weeks.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

WEEKS = 4  # of the past that are asked for
LEARNING = timedelta(days=3)  # a publication that is known for less has no rhythm yet
WEEKDAY_PRIOR = 7.0  # pseudo-counts over all weekdays
HOUR_PRIOR = 12.0  # over all hours of the day
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """Expected new articles an hour."""

    weekdays: tuple[float, ...]  #: Monday first; factors, 1 on average
    hours: tuple[float, ...]  #: of the day, UTC; factors, 1 on average
    rate: float  #: articles an hour, on average

    @classmethod
    def of(cls, arrivals: Sequence[datetime], begin: datetime, end: datetime) -> "Rhythm":
        """Of articles that were new at these moments, watched from ``begin`` to ``end``."""
        begin, end = begin.astimezone(UTC), end.astimezone(UTC)
        span = max((end - begin) / HOUR, 1.0)
        within = [x.astimezone(UTC) for x in arrivals if begin <= x <= end]
        weekday_share, hour_share = _shares(begin, end)
        weekdays = _factors(Counter(x.weekday() for x in within), weekday_share, WEEKDAY_PRIOR)
        hours = _factors(Counter(x.hour for x in within), hour_share, HOUR_PRIOR)
        return cls(
            weekdays=_scaled(weekdays), hours=_scaled(_smoothed(hours)), rate=len(within) / span
        )

    def expected(self, moment: datetime) -> float:
        """New articles an hour at ``moment``."""
        at = moment.astimezone(UTC)
        return self.rate * self.weekdays[at.weekday()] * self.hours[at.hour]

    def next(self, last: datetime, shortest: timedelta, longest: timedelta) -> datetime:
        """When one new article is to be expected since ``last``, within the bounds."""
        at, missing = last, 1.0
        while at < last + longest:
            end = (at + HOUR).replace(minute=0, second=0, microsecond=0)
            rate = self.expected(at)
            brings = rate * ((end - at) / HOUR)
            if brings >= missing:
                at += HOUR * (missing / rate)
                return min(max(at, last + shortest), last + longest)
            at, missing = end, missing - brings
        return last + longest


def _shares(begin: datetime, end: datetime) -> tuple[list[float], list[float]]:
    """Which part of the time from ``begin`` to ``end`` each weekday and each hour had."""
    weekdays, hours = [0.0] * 7, [0.0] * 24
    at = begin
    while at < end:
        weekdays[at.weekday()] += 1
        hours[at.hour] += 1
        at += HOUR
    total = max(sum(hours), 1.0)
    return [x / total for x in weekdays], [x / total for x in hours]


def _factors(counts: Counter[int], shares: Sequence[float], prior: float) -> list[float]:
    """How much more than its share of the time each part of it brought; 1 for what was not seen."""
    number, total = len(shares), sum(counts.values())
    return [
        (counts[part] + prior / number) / (share * total + prior / number)
        for part, share in enumerate(shares)
    ]


def _smoothed(values: Sequence[float]) -> list[float]:
    """Each with half of its neighbours, around the clock."""
    number = len(values)
    return [values[x - 1] / 4 + values[x] / 2 + values[(x + 1) % number] / 4 for x in range(number)]


def _scaled(values: Sequence[float]) -> tuple[float, ...]:
    mean = sum(values) / len(values)
    return tuple(value / mean for value in values)
