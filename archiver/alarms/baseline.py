"""What a publication's own past lets expect: articles by the hour of the week, and their spread.

A run counts what came since the run before, so what is known are sums over intervals. They are
spread over the 168 hours of a week, in the publication's own zone, by expectation maximisation (as
counts of an emission are: L. A. Shepp and Y. Vardi, IEEE Trans. Med. Imaging 1, 1982); what few
articles tell of an hour leans on the weekday and on the time of day, and those on the whole. So
daily runs are compared by weekday, hourly ones by weekday and hour, and others by what is between.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo

from archiver.alarms.likelihoods import Counts
from archiver.alarms.statistics import clipped, dispersion_of

HOUR = 3600.0
DAY = 24 * HOUR
YEAR = 365.25 * DAY
WEEK = 168  # hours
ROUNDS = 4  # of expectation maximisation; more change nothing that matters
LEAN_HOUR = 4.0  # articles that an hour's neighbours are worth
LEAN_DAY = 20.0  # articles that the whole is worth to a weekday, and to a time of day
ODD_DAYS, OF_DAYS = 4.0, 365.0  # so many days have so many odd ones, before the past is asked
PARAMETERS = 8  # that days are fitted with


@dataclass(frozen=True, slots=True)
class Point:
    """A count and the time that it is of; seconds since 1970."""

    start: float
    end: float
    count: int


@dataclass(frozen=True, slots=True)
class Clock:
    """Local time of a publication, and its holidays.

    ``quiet`` says how likely a day is one: 1 for a public holiday, less for what may be one.
    """

    zone: tzinfo
    quiet: Callable[[date], float] = lambda day: 0.0
    _hours: dict[int, int] = field(default_factory=dict, compare=False)
    _days: dict[int, tuple[date, float]] = field(default_factory=dict, compare=False)
    _pieces: dict[tuple[float, float], list[tuple[int, float]]] = field(
        default_factory=dict, compare=False
    )

    def hour(self, number: int) -> int:
        """Which of the 168 hours of a week the one is that begins ``number`` hours after 1970."""
        known = self._hours.get(number)
        if known is None:
            local = datetime.fromtimestamp(number * HOUR, self.zone)
            known = self._hours[number] = local.weekday() * 24 + local.hour
        return known

    def day(self, time: float) -> tuple[date, float]:
        """The local day of a time, and how likely it is a holiday."""
        number = int(time // HOUR)
        known = self._days.get(number)
        if known is None:
            day = datetime.fromtimestamp(time, self.zone).date()
            known = self._days[number] = (day, self.quiet(day))
        return known

    def pieces(self, start: float, end: float) -> list[tuple[int, float]]:
        """The hours of the week that an interval has, and how much of each, in hours."""
        known = self._pieces.get((start, end))
        if known is None:  # sources are mostly asked at the same times
            known = self._pieces[start, end] = []
            at = start
            while at < end:
                number = int(at // HOUR)
                until = min((number + 1) * HOUR, end)
                known.append((self.hour(number), (until - at) / HOUR))
                at = until
        return known

    def midnight(self, point: Point) -> float:
        """When the local day began that most of a point's time lies in."""
        local = datetime.fromtimestamp((point.start + point.end) / 2, self.zone)
        return local.replace(hour=0, minute=0, second=0, microsecond=0).timestamp()

    def mostly(self, point: Point) -> tuple[date, float]:
        """The local day that most of a point's time lies in: a holiday's count is told next day."""
        return self.day((point.start + point.end) / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What is to be expected."""

    rates: tuple[float, ...]  #: articles in each hour of the week
    dispersion: float  #: variance over mean of a day's articles
    total: float  #: articles that it is made from
    days: float  #: that these took
    runs: float = 365.25  #: in a year
    units: float = 365.25  #: days on which runs were, in a year
    unit: float = 1.0  #: articles that are expected of one of these
    week: tuple[float, ...] = ()  #: the same of the last ones, a week of them
    odd: float = 0.0  #: the share of days that are odd: holidays in nobody's calendar

    @property
    def looks(self) -> float:
        """By how much more looks a day, and not one, raise the false alarms."""
        return 1 + math.log(max(self.runs / self.units, 1.0))

    @property
    def model(self) -> Counts:
        """How the counts of days vary."""
        more = self.dispersion - 1
        return Counts(shape=self.unit / more if more > 0 else math.inf, odd=self.odd)

    @property
    def daily(self) -> float:
        """Articles a day."""
        return sum(self.rates) / 7

    def expected(self, clock: Clock, start: float, end: float) -> float:
        """Articles between two times (seconds since 1970)."""
        return sum(self.rates[hour] * share for hour, share in clock.pieces(start, end))

    @property
    def trust(self) -> float:
        """The share of what is expected that is held against a day: few articles tell little of
        a weekday, and one of which too much is expected looks poor.

        If n tell of it, its rate is gamma distributed, and the value whose relative error is least
        in the mean square is (n - 2) / n of the mean (J. O. Berger, Statistical Decision Theory and
        Bayesian Analysis, 1985, on weighted losses). Half of it at least.
        """
        told_by = self.total / (7 * self.dispersion)
        return max(1 - 2 / told_by, 0.5) if told_by else 0.5


def fit(points: Sequence[Point], clock: Clock) -> Baseline | None:
    """What ``points`` let expect; None if they are none, or all are of holidays."""
    used = [point for point in points if not clock.mostly(point)[1] and point.end > point.start]
    if not used:
        return None
    pieces = [clock.pieces(point.start, point.end) for point in used]
    hours = sum(share for each in pieces for _, share in each)
    rates = [sum(point.count for point in used) / hours] * WEEK
    counts = [float(point.count) for point in used]
    dispersion = 1.0
    for round in range(ROUNDS):
        means = [_sum(rates, each) for each in pieces]
        if round:
            dispersion = dispersion_of(_by_day(used, means, clock), PARAMETERS)
            # A count of a year's first burst must not make the next week look poor.
            counts = [
                clipped(point.count, mean, dispersion)
                for point, mean in zip(used, means, strict=True)
            ]
        rates = _maximised(rates, pieces, counts, means)
    means = [_sum(rates, each) for each in pieces]
    span = max(point.end for point in used) - min(point.start for point in used)
    days = _by_day(used, means, clock)
    per_year = YEAR / max(span, DAY)
    made = Baseline(
        rates=tuple(rates),
        dispersion=dispersion_of(days, PARAMETERS),
        total=sum(counts),
        days=hours / 24,
        runs=len(used) * per_year,
        units=len(days) * per_year,
        unit=sum(mean for _, mean in days) / len(days),
        week=tuple(mean for _, mean in days[-7:]),
        odd=ODD_DAYS / OF_DAYS,
    )
    return replace(made, odd=_odd(made.model, days))


def _odd(model: Counts, days: Sequence[tuple[float, float]]) -> float:
    """The share of odd days: as many as may be, and how likely each of the past was one."""
    seen = sum(model.oddness(count, mean) for count, mean in days)
    return (ODD_DAYS + seen) / (OF_DAYS + len(days))


def _sum(rates: Sequence[float], pieces: Iterable[tuple[int, float]]) -> float:
    return sum([rates[hour] * share for hour, share in pieces])


def _by_day(
    points: Sequence[Point], means: Sequence[float], clock: Clock
) -> list[tuple[float, float]]:
    """Counts and expected counts of whole days: hours of one day are not independent."""
    days: dict[date, tuple[float, float]] = {}
    for point, mean in zip(points, means, strict=True):
        day = clock.mostly(point)[0]
        count, expected = days.get(day, (0.0, 0.0))
        days[day] = count + point.count, expected + mean
    return list(days.values())


def _maximised(
    rates: Sequence[float],
    pieces: Sequence[list[tuple[int, float]]],
    counts: Sequence[float],
    means: Sequence[float],
) -> list[float]:
    got, time = [0.0] * WEEK, [0.0] * WEEK
    for each, count, mean in zip(pieces, counts, means, strict=True):
        ratio = count / mean if mean > 0 else 0.0
        for hour, share in each:
            got[hour] += rates[hour] * share * ratio
            time[hour] += share
    return _leaning(got, time)


def _leaning(got: Sequence[float], time: Sequence[float]) -> list[float]:
    """Rates by hour, where each leans on its weekday and time of day, and these on the whole."""
    level = sum(got) / sum(time)
    if level <= 0:
        return [0.0] * WEEK
    weekday = [_ratio(got, time, range(day * 24, day * 24 + 24), level) for day in range(7)]
    early, late = range(5), range(5, 7)
    times = {
        days: [_ratio(got, time, [day * 24 + hour for day in days], level) for hour in range(24)]
        for days in (early, late)
    }
    means = {days: sum(each) / 24 for days, each in times.items()}
    rates = []
    for hour in range(WEEK):
        days = early if hour < 120 else late
        prior = level * weekday[hour // 24] * times[days][hour % 24] / (means[days] or 1.0)
        prior = max(prior, level / 1000)
        rates.append((got[hour] + LEAN_HOUR) / (time[hour] + LEAN_HOUR / prior))
    return rates


def _ratio(
    got: Sequence[float], time: Sequence[float], hours: Iterable[int], level: float
) -> float:
    """How some hours compare with the whole."""
    several = list(hours)
    count, spent = sum(got[hour] for hour in several), sum(time[hour] for hour in several)
    return (count + LEAN_DAY) / (spent * level + LEAN_DAY)
