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


@dataclass(slots=True, kw_only=True)
class Sum:
    """Evidence added up, begun anew where there is none, and not by one day alone."""

    threshold: float
    most: float  #: that one day adds
    value: float = 0.0
    before: float = 0.0  #: the day
    day: date | None = None
    began: float | None = None  #: of the first run that speaks for the change
    expected: float = 0.0  #: since then
    observed: float = 0.0

    @classmethod
    def of(cls, threshold: float, *, most_a_day: float = 1.0) -> "Sum":
        """Nothing yet; a day may add this share of what is enough."""
        return cls(threshold=threshold, most=most_a_day * threshold)

    @property
    def is_enough(self) -> bool:
        """True for an alarm."""
        return self.value >= self.threshold

    def add(self, gain: float, when: float, day: date | None, counts: tuple[float, float]) -> None:
        """A run at ``when``; ``counts`` are what was observed, and expected."""
        if day is None or day != self.day:
            self.day, self.before = day, self.value
        self.value = max(0.0, min(self.value + gain, self.before + self.most))
        if self.value <= 0:
            self.before, self.began, self.expected, self.observed = 0.0, None, 0.0, 0.0
            return
        if self.began is None:
            self.began = when
        self.observed += counts[0]
        self.expected += counts[1]


@dataclass(slots=True, kw_only=True)
class CountSums:
    """What changes in a chart of counts with each run, and how its baseline is trusted."""

    trust: float
    half: Sum
    silent: Sum
    back: float = 0.0  #: evidence that all is as before

    @classmethod
    def of(cls, baseline: Baseline, alarms: float) -> "CountSums":
        """Nothing yet; so many false ``alarms`` a year are allowed."""
        per_run, spread = baseline.per_run, baseline.dispersion
        half = enough(baseline.yearly, HALF, 0.8 * alarms / per_run, spread)
        silent = bound(len(baseline.yearly) * per_run, 0.2 * alarms)
        return cls(
            trust=1 - min(CAUTION * baseline.doubt, 0.5),
            half=Sum.of(half, most_a_day=ONE_DAY),
            silent=Sum.of(silent),
        )


class CountChart:
    """Counts that may have fallen to a half, or to nothing."""

    def __init__(self, baseline: Baseline, clock: Clock, sums: CountSums) -> None:
        self.baseline = baseline
        self.sums = sums
        self._clock = clock
        self._points: list[Point] = []

    def add(self, point: Point) -> None:
        """The next run."""
        self._points.append(point)
        sums, spread = self.sums, self.baseline.dispersion
        expected = self.baseline.expected(self._clock, point.start, point.end) * sums.trust
        day, holiday = self._clock.mostly(point)
        counts = (float(point.count), expected)
        gain = count_evidence(point.count, expected, HALF, dispersion=spread)
        sums.half.add(0.0 if holiday else gain, point.end, day, counts)
        nothing = count_evidence(point.count, expected, SILENT, dispersion=spread, of=QUIET)
        sums.silent.add(nothing, point.end, None, counts)
        sums.back = min(max(0.0, sums.back - gain), RECOVERED)

    @property
    def found(self) -> Sum | None:
        """What is enough for an alarm; None if nothing is."""
        return next((x for x in (self.sums.half, self.sums.silent) if x.is_enough), None)

    @property
    def is_as_before(self) -> bool:
        """True if the last runs say that as much comes as did."""
        return self.sums.back >= RECOVERED

    def share_since(self, time: float) -> float:
        """What came from the run at ``time`` on, over what was to be expected."""
        points = [point for point in self._points if point.end >= time]
        expected = sum(self.baseline.expected(self._clock, x.start, x.end) for x in points)
        return sum(point.count for point in points) / expected if expected else 1.0

    @property
    def days_to_see_a_half(self) -> float:
        """How long it takes until a halved yield is told, in four of five cases."""
        return steps_to_see(
            self.baseline.daily * self.sums.trust,
            HALF,
            self.sums.half.threshold,
            dispersion=self.baseline.dispersion,
        )


@dataclass(frozen=True, slots=True)
class Share:
    """In a run, of how many things how many had something."""

    end: float  #: seconds since 1970
    having: int
    among: int


@dataclass(slots=True, kw_only=True)
class ShareChart:
    """A share that may have fallen to next to nothing, or to a half."""

    among: int
    usual: float
    spread: float
    vanished: Sum
    half: Sum
    back: float = 0.0  #: evidence that all is as before

    @classmethod
    def of(cls, past: Sequence[Share], alarms: float, yearly: float) -> "ShareChart":
        """After this past; so many false ``alarms`` are allowed in a year of ``yearly`` runs."""
        having, among = sum(run.having for run in past), sum(run.among for run in past)
        usual = (having + 1) / (among + 3)  # what never lacked yet may lack by chance
        return cls(
            among=among,
            usual=usual,
            spread=share_dispersion([(run.having, run.among) for run in past], usual),
            vanished=Sum.of(bound(yearly, alarms * 0.8), most_a_day=ONE_DAY),
            half=Sum.of(bound(yearly, alarms * 0.2), most_a_day=ONE_DAY),
        )

    @property
    def is_telling(self) -> bool:
        """False if the past says too little, or that it is seldom there anyway."""
        return self.among >= LEAST_ARTICLES and self.usual >= LEAST_USUAL

    def add(self, run: Share) -> None:
        """The next run."""
        if not run.among:
            return
        counts = (float(run.having), run.among * self.usual)
        for left, each in ((VANISHED, self.vanished), (HALF, self.half)):
            gain = share_evidence(run.having, run.among, self.usual, left, dispersion=self.spread)
            each.add(gain, run.end, None, counts)
            if left == HALF:
                self.back = min(max(0.0, self.back - gain), RECOVERED)

    @property
    def found(self) -> Sum | None:
        """What is enough for an alarm; None if nothing is."""
        if not self.is_telling:
            return None
        return next((each for each in (self.vanished, self.half) if each.is_enough), None)

    @property
    def is_as_before(self) -> bool:
        """True if the last runs say that as many have it as did."""
        return self.back >= RECOVERED
