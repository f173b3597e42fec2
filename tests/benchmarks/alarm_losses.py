"""Where the power to tell a halved yield is lost: the rule as it is, and with what it cannot know.

    python -m tests.benchmarks.alarm_losses --seeds 200

The same simulated publications as in :mod:`tests.benchmarks.alarms`, with their articles alone: no
sources that fail, no fields, so that hundreds of them take a minute. The seeds are others, too. In
turn the rule is told the rates that it is simulated with, their dispersion, and both.
"""

import argparse
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from archiver.alarms.baseline import Baseline, Clock, Point, fit
from archiver.alarms.charts import Chart, Charts, Key
from archiver.alarms.evidence import CountChart, CountSums
from archiver.alarms.model import Kept
from archiver.alarms.series import Observation
from archiver.alarms.watch import BUDGET, Watch
from archiver.yields import WHOLE
from tests.benchmarks.alarms import START, WEEKDAYS, Desk, Paper, clock, paper, told_by

FIRST = 100  # the seeds below are those of the other benchmark
SURE = 1e9  # articles that a baseline is made from whose rates are known
RUNS = (1, 2, 3, 5, 7)
CASES = ("nothing", "rates", "dispersion", "both")


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What a publication is simulated with."""

    mean: float
    dispersion: float

    def tell(self, made: Baseline, known: str) -> Baseline:
        """A baseline with what is ``known`` in the place of what was estimated."""
        if known in ("rates", "both"):
            made = replace(made, rates=self.rates, total=SURE)
        if known in ("dispersion", "both"):
            made = replace(made, dispersion=self.dispersion)
        return made

    @property
    def rates(self) -> tuple[float, ...]:
        """Articles in each hour of the week."""
        hours = [1 + 0.8 * math.sin((hour - 8) / 24 * 2 * math.pi) for hour in range(24)]
        return tuple(self.mean / 24 * of_day * day for day in WEEKDAYS for of_day in hours)


class Told(Charts):
    """Charts of baselines of which something is known."""

    def __init__(self, clock: Clock, truth: Truth, known: str) -> None:
        super().__init__(clock)
        self._truth, self._known = truth, known

    def count(
        self, points: Sequence[Point], source: str, kept: Sequence[Kept], alarms: float
    ) -> CountChart | None:
        """As that of all, with another baseline."""

        def make(past: Sequence[Point]) -> CountChart | None:
            made = fit(past, self.clock)
            if made is None:
                return None
            sums = CountSums.of(alarms, hurry=source == WHOLE)
            return CountChart(self._truth.tell(made, self._known), self.clock, sums)

        chart = self._follow(("count", source), points, kept, make)
        return chart if isinstance(chart, CountChart) else None


class Yields(Watch):
    """Looks at the publication's articles alone."""

    def _all(self, history: Sequence[Observation], kept: Sequence[Kept]) -> dict[Key, Chart]:
        self.series.take(history)
        points = self.series.counts[WHOLE]
        chart = self.charts.count(points, WHOLE, kept, BUDGET["yield"])
        return {} if chart is None else {("count", WHOLE): chart}


def desk(truth: Truth, known: str) -> Desk:
    """One that has seen nothing yet."""
    watch = Yields(clock())
    watch.charts = Told(watch.clock, truth, known)
    return Desk(watch)


def told(truth: Truth, known: str, seed: int) -> int | None:
    """After how many daily runs a halved yield is told."""
    begins = START + timedelta(days=75 + seed % 7)
    one, by = _paper(truth, seed), desk(truth, known)
    while one.now < begins:
        by.history.append(one.run())
    one.event, one.begins = "halved yield", begins
    for number in range(1, RUNS[-1] + 1):
        if any(alarm.kind == "yield" for alarm in by.take(one.run())):
            return number
    return None


def false_in_a_year(truth: Truth, known: str, seed: int) -> tuple[int, int]:
    """False alarms, and those of them within three days of a day that no calendar knows."""
    one, by = _paper(truth, seed), desk(truth, known)
    told, beside = 0, 0
    for _ in range(365 + 21):
        new = len(by.take(one.run()))
        told += new
        day = (one.now - one.every).date()
        beside += new * any(abs((day - quiet).days) <= 3 for quiet in one.quiet)
    return told, beside


def _paper(truth: Truth, seed: int) -> Paper:
    return paper(truth.mean, 24, FIRST + seed, truth.dispersion)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Where power is lost.")
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--means", type=float, nargs="*", default=[40.0, 10.0])
    parser.add_argument("--dispersion", type=float, nargs="*", default=[1.0, 2.0])
    parser.add_argument("--known", nargs="*", choices=CASES, default=CASES)
    parser.add_argument("--years", type=int, default=0, help="in which false alarms are counted")
    chosen = parser.parse_args()
    for mean, dispersion in ((x, y) for x in chosen.means for y in chosen.dispersion):
        truth = Truth(mean=mean, dispersion=dispersion)
        print(f"\n{mean:g} a day, variance {dispersion:g}; told after", *RUNS, "runs")
        for known in chosen.known:
            if chosen.seeds:
                found = [told(truth, known, seed) for seed in range(chosen.seeds)]
                row = " ".join(f"{told_by(found, runs):.3f}" for runs in RUNS)
                print(f"  known: {known:10} {row}", flush=True)
            if chosen.years:
                each = [false_in_a_year(truth, known, seed) for seed in range(chosen.years)]
                rate, beside = (sum(x) / chosen.years for x in zip(*each, strict=True))
                print(f"  known: {known:10} {rate:.2f} false a year, {beside:.2f} beside odd days")


if __name__ == "__main__":
    main()
