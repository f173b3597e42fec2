"""Charts: the evidence of one series of runs, added up run by run.

A chart is made for a stretch of runs with what came before them as its baseline. It says whether
what came since is enough for an alarm, and after an alarm whether things are as before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from archiver.alarms.baseline import Baseline, Clock, Point
from archiver.alarms.statistics import (
    bound,
    count_evidence,
    enough,
    share_dispersion,
    share_evidence,
    steps_to_see,
)

HALF = 0.5  # the drop that is looked for
QUIET, SILENT = 0.3, 0.03  # what a holiday leaves, and what hardly anything is
ONE_DAY = 0.85  # of what is enough: a single bad day does not alarm
RECOVERED = 3.0  # evidence that all is as before: twenty to one
CAUTION = 0.25  # standard errors by which the expected may be too high
VANISHED = 0.1  # of a field's usual share
LEAST_USUAL = 0.3  # a field that fewer articles have is not missed
LEAST_ARTICLES = 20  # that say how usual a field is


class Sum:
    """Evidence added up, begun anew where there is none, and not by one day alone."""

    def __init__(self, threshold: float, *, most_a_day: float = 1.0) -> None:
        self.threshold = threshold
        self._most = most_a_day * threshold
        self._value = self._before = 0.0
        self._day: date | None = None
        self.began: float | None = None  #: of the first run that speaks for the change
        self.expected = self.observed = 0.0  #: since then

    @property
    def is_enough(self) -> bool:
        """True for an alarm."""
        return self._value >= self.threshold

    def add(self, gain: float, when: float, day: date | None, counts: tuple[float, float]) -> None:
        """A run at ``when``; ``counts`` are what was observed, and expected."""
        if day is None or day != self._day:
            self._day, self._before = day, self._value
        self._value = max(0.0, min(self._value + gain, self._before + self._most))
        if self._value <= 0:
            self._before, self.began, self.expected, self.observed = 0.0, None, 0.0, 0.0
            return
        if self.began is None:
            self.began = when
        self.observed += counts[0]
        self.expected += counts[1]


class CountChart:
    """Counts that may have fallen to a half, or to nothing."""

    def __init__(self, baseline: Baseline, clock: Clock, alarms: float) -> None:
        self.baseline = baseline
        self._clock = clock
        self._trust = 1 - min(CAUTION * baseline.doubt, 0.5)
        per_run, spread = baseline.per_run, baseline.dispersion
        rates = [*baseline.yearly]
        half = enough(rates, HALF, 0.8 * alarms / per_run, spread)
        silent = bound(len(rates) * per_run, 0.2 * alarms)
        self._points: list[Point] = []
        self.half = Sum(half, most_a_day=ONE_DAY)
        self.silent = Sum(silent)
        self._back = 0.0

    def add(self, point: Point) -> None:
        """The next run."""
        self._points.append(point)
        expected = self.baseline.expected(self._clock, point.start, point.end) * self._trust
        day, holiday = self._clock.mostly(point)
        spread, counts = self.baseline.dispersion, (float(point.count), expected)
        gain = count_evidence(point.count, expected, HALF, dispersion=spread)
        self.half.add(0.0 if holiday else gain, point.end, day, counts)
        nothing = count_evidence(point.count, expected, SILENT, dispersion=spread, of=QUIET)
        self.silent.add(nothing, point.end, None, counts)
        self._back = min(max(0.0, self._back - gain), RECOVERED)

    @property
    def found(self) -> Sum | None:
        """What is enough for an alarm; None if nothing is."""
        return next((each for each in (self.half, self.silent) if each.is_enough), None)

    @property
    def is_as_before(self) -> bool:
        """True if the last runs say that as much comes as did."""
        return self._back >= RECOVERED

    def share_since(self, time: float) -> float:
        """What came from the run at ``time`` on, over what was to be expected."""
        points = [point for point in self._points if point.end >= time]
        expected = sum(self.baseline.expected(self._clock, x.start, x.end) for x in points)
        return sum(point.count for point in points) / expected if expected else 1.0

    @property
    def days_to_see_a_half(self) -> float:
        """How long it takes until a halved yield is told, in four of five cases."""
        return steps_to_see(
            self.baseline.daily * self._trust,
            HALF,
            self.half.threshold,
            dispersion=self.baseline.dispersion,
        )


@dataclass(frozen=True, slots=True)
class Share:
    """In a run, of how many things how many had something."""

    end: float  #: seconds since 1970
    having: int
    among: int


class ShareChart:
    """A share that may have fallen to next to nothing, or to a half."""

    def __init__(self, past: Sequence[Share], alarms: float, yearly: float) -> None:
        having, among = sum(run.having for run in past), sum(run.among for run in past)
        self.among = among
        self.usual = (having + 1) / (among + 3)  # what never lacked yet may lack by chance
        runs = [(run.having, run.among) for run in past]
        self._spread = share_dispersion(runs, self.usual)
        self._sums = {
            left: Sum(bound(yearly, alarms * part), most_a_day=ONE_DAY)
            for left, part in ((VANISHED, 0.8), (HALF, 0.2))
        }
        self._back = 0.0

    @property
    def is_telling(self) -> bool:
        """False if the past says too little, or that it is seldom there anyway."""
        return self.among >= LEAST_ARTICLES and self.usual >= LEAST_USUAL

    def add(self, run: Share) -> None:
        """The next run."""
        if not run.among:
            return
        counts = (float(run.having), run.among * self.usual)
        for left, each in self._sums.items():
            gain = share_evidence(run.having, run.among, self.usual, left, dispersion=self._spread)
            each.add(gain, run.end, None, counts)
            if left == HALF:
                self._back = min(max(0.0, self._back - gain), RECOVERED)

    @property
    def found(self) -> Sum | None:
        """What is enough for an alarm; None if nothing is."""
        if not self.is_telling:
            return None
        return next((each for each in self._sums.values() if each.is_enough), None)

    @property
    def is_as_before(self) -> bool:
        """True if the last runs say that as many have it as did."""
        return self._back >= RECOVERED
