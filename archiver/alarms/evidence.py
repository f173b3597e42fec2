"""Charts: the evidence of one series of runs, added up run by run.

A chart is made for a stretch of runs with what came before them as its baseline. It says whether
what came since is enough for an alarm, and after an alarm whether things are as before. How much is
enough is reckoned only where there is some.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from archiver.alarms.baseline import DAY, Baseline, Clock, Point
from archiver.alarms.crossings import enough, enough_of_last
from archiver.alarms.likelihoods import HALF, MOST_A_DAY, SILENT, Shares
from archiver.alarms.statistics import (
    alike,
    bound,
    count_evidence,
    share_evidence,
    steps_to_see,
)

QUIET = 0.3  # what a holiday leaves
SILENT_OF = 0.1  # of the false alarms of a count are for silence
LAST_OF = 0.5  # for the last days alone, the rest for all that came since something began
WITHIN = (
    (20.0, 2),
    (4.0, 7),
)  # from so many articles a day on, a half is to be told in so many days
SEVERAL = 7  # days, at most
LATE = 0.9  # of what a day brings, after which what is left changes little
SEVERAL_RUNS = 1.5  # a day
RECOVERED = 3.0  # evidence that all is as before: twenty to one
LEAST_USUAL = 0.3  # a field that fewer articles have is not missed
LEAST_ARTICLES = 20  # that say how usual a field is
LEAST = 3.5  # evidence that is never enough: thirty to one
MOST_AMONG = 60
BAD_MOMENTS = 12.5  # the same, where it is a server that may have one
ODD_RUNS, OF_RUNS = 0.25, 250.0  # so many runs bring so many odd ones, before the past is asked


@dataclass(slots=True, kw_only=True)
class Sum:
    """Evidence added up, begun anew where there is none (Page's CUSUM)."""

    value: float = 0.0
    before: float = 0.0  #: the day that is gone on with
    day: date | None = None
    count: float = 0.0  #: of that day, up to now
    due: float = 0.0  #: likewise, what was expected
    gain: float = 0.0  #: likewise, the evidence
    gains: list[float] = field(default_factory=list)  #: of the days before, SEVERAL at most
    began: float | None = None  #: of the first run that speaks for the change
    expected: float = 0.0  #: since then
    observed: float = 0.0

    def begin(self, day: date, counts: tuple[float, float]) -> None:
        """A run of ``day``; ``counts`` are what was observed, and expected."""
        if day != self.day:
            if self.day is not None:
                self.gains = [*self.gains, self.gain][1 - SEVERAL :]
            self.day, self.before, self.count, self.due = day, self.value, 0.0, 0.0
        self.count += counts[0]
        self.due += counts[1]

    def of_last(self, days: int) -> float:
        """The evidence of so many days, the last one among them."""
        return sum(self.gains[len(self.gains) - days + 1 :]) + self.gain if days > 1 else self.gain

    def set(self, value: float, when: float, counts: tuple[float, float]) -> None:
        """What it is after a run at ``when``."""
        self.value = max(0.0, value)
        if self.value <= 0:
            self.began, self.expected, self.observed = None, 0.0, 0.0
            return
        if self.began is None:
            self.began = when
        self.observed += counts[0]
        self.expected += counts[1]


@dataclass(slots=True, kw_only=True)
class CountSums:
    """What changes in a chart of counts with each run, and what is enough."""

    alarms: float  #: false ones that are allowed in a year
    hurry: bool  #: a half is looked for in the last days alone as well
    half: Sum
    silent: Sum
    enough: float | None = None  #: evidence of a half; None: not reckoned yet
    at_once: float = 0.0  #: the same, of the last days alone
    back: float = 0.0  #: evidence that all is as before

    @classmethod
    def of(cls, alarms: float, *, hurry: bool = True) -> "CountSums":
        """Nothing yet; so many false ``alarms`` a year are allowed."""
        return cls(alarms=alarms, hurry=hurry, half=Sum(), silent=Sum())


class CountChart:
    """Counts that may have fallen to a half, or to nothing."""

    def __init__(self, baseline: Baseline, clock: Clock, sums: CountSums) -> None:
        self.baseline = baseline
        self.sums = sums
        self._clock = clock
        self._model = baseline.model
        self._points: list[Point] = []
        self._is_evening = True  # the last days alone are looked at only then

    def add(self, point: Point) -> None:
        """The next run. The runs of one day are one step: they share its mood."""
        self._points.append(point)
        sums, spread = self.sums, self.baseline.dispersion
        expected = self.baseline.expected(self._clock, point.start, point.end)
        expected *= self.baseline.trust
        day, quiet = self._clock.mostly(point)
        counts = (float(point.count), expected)
        if quiet < 1:
            half = sums.half
            half.begin(day, counts)
            odd = max(quiet, self._model.odd)
            half.gain = self._model.evidence(half.count, half.due, odd)
            half.set(half.before + half.gain, point.end, counts)
            self._is_evening = self._is_over(point, half.due)
        nothing = count_evidence(point.count, expected, SILENT, dispersion=spread, of=QUIET)
        sums.silent.set(sums.silent.value + nothing, point.end, counts)
        less = count_evidence(point.count, expected, HALF, dispersion=spread)
        sums.back = min(max(0.0, sums.back - less), RECOVERED)

    def _is_over(self, point: Point, due: float) -> bool:
        """True if most of what the day brings is due, or it has one run: a few hours that are poor
        say little of a day, and there are many of them to look at."""
        if self.baseline.runs < SEVERAL_RUNS * self.baseline.units:
            return True
        start = self._clock.midnight(point)
        whole = self.baseline.expected(self._clock, start, start + DAY) * self.baseline.trust
        return due >= LATE * whole

    @property
    def found(self) -> Sum | None:
        """What is enough for an alarm; None if nothing is."""
        sums, half = self.sums, self.sums.half
        if half.value >= LEAST:
            most, at_once = self._enough
            is_last = self._days and self._is_evening
            if half.value >= most or (is_last and half.of_last(self._days) >= at_once):
                return half
        is_silent = sums.silent.value >= bound(self.baseline.runs, SILENT_OF * sums.alarms)
        return sums.silent if is_silent else None

    @property
    def _days(self) -> int:
        """In how many days a half is to be told; 0 where that is not to be had."""
        if not self.sums.hurry:
            return 0
        size = self.baseline.unit / self.baseline.dispersion
        return next((days for least, days in WITHIN if size >= least), 0)

    @property
    def _enough(self) -> tuple[float, float]:
        """Evidence of a half, and the same of the last days alone."""
        sums, baseline = self.sums, self.baseline
        if sums.enough is None:
            most = bound(baseline.units * baseline.looks, sums.alarms)
            often = len(baseline.week) / (baseline.units * baseline.looks) * sums.alarms
            steps = [list(self._model.usual(mean, -2 * most)) for mean in baseline.week]
            part = LAST_OF if self._days else 0.0
            if self._days:
                sums.at_once = enough_of_last(steps, self._days, part * often, LEAST)
            rest = (1 - SILENT_OF - part) * often
            sums.enough = enough(steps, rest, MOST_A_DAY + 0.1, most + 2)
        return sums.enough, sums.at_once

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
            self.baseline.daily * self.baseline.trust,
            HALF,
            min(self._enough) if self._days else self._enough[0],
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
    alike: float  #: see Shares
    odd: float
    sizes: tuple[tuple[int, int], ...]  #: articles of a run, and how many runs had so many
    yearly: float  #: runs with articles in a year
    alarms: float = 0.0  #: false ones that are allowed in a year
    gone: Sum
    enough: float | None = None  #: evidence; None: not reckoned yet
    back: float = 0.0  #: evidence that all is as before

    @classmethod
    def of(cls, past: Sequence[Share], yearly: float, *, odd: float = ODD_RUNS) -> "ShareChart":
        """After this past, which has so many runs with articles a year; of OF_RUNS so many are odd
        in general."""
        having, among = sum(run.having for run in past), sum(run.among for run in past)
        usual = (having + 1) / (among + 3)  # what never lacked yet may lack by chance
        runs = [(run.having, run.among) for run in past if run.among]
        bad = sum(has * 2 < usual * of and (1 - usual) ** (of - has) < 0.01 for has, of in runs)
        return cls(
            among=among,
            usual=usual,
            alike=alike(runs, usual),
            odd=(odd + bad) / (OF_RUNS + len(runs)),
            sizes=tuple(sorted(Counter(of for _, of in runs).items())),
            yearly=yearly,
            gone=Sum(),
        )

    @property
    def lacking(self) -> float:
        """The share that lacks it, about."""
        return 1 - self.usual + 0.01

    def allow(self, alarms: float) -> None:
        """So many false ones are allowed in a year."""
        if alarms != self.alarms:
            self.alarms, self.enough = alarms, None

    @property
    def is_telling(self) -> bool:
        """False if the past says too little, or that it is seldom there anyway."""
        return self.among >= LEAST_ARTICLES and self.usual >= LEAST_USUAL

    @property
    def _model(self) -> Shares:
        return Shares(share=self.usual, alike=self.alike, odd=self.odd)

    def add(self, run: Share) -> None:
        """The next run."""
        if not run.among:
            return
        is_well = run.having == run.among and not self.gone.value  # as nearly always
        gain = 0.0 if is_well else self._model.evidence(run.having, run.among)
        counts = (float(run.having), run.among * self.usual)
        self.gone.set(self.gone.value + gain, run.end, counts)
        less = share_evidence(run.having, run.among, self.usual, HALF)
        self.back = min(max(0.0, self.back - less), RECOVERED)

    @property
    def found(self) -> Sum | None:
        """What is enough for an alarm; None if nothing is."""
        if not self.is_telling or self.gone.value < LEAST:
            return None
        return self.gone if self.gone.value >= self._enough else None

    @property
    def _enough(self) -> float:
        if self.enough is None:
            most = bound(self.yearly, self.alarms)
            runs = sum(number for _, number in self.sizes)
            model = self._model
            step = [
                (gain, chance * number / runs)
                for among, number in self.sizes
                if among <= MOST_AMONG  # of more, chance alone never makes them lack it
                for gain, chance in model.usual(among)
            ]
            self.enough = enough([step], self.alarms / max(self.yearly, 1.0), LEAST, most)
        return self.enough

    @property
    def is_as_before(self) -> bool:
        """True if the last runs say that as many have it as did."""
        return self.back >= RECOVERED
