"""What no test whatever can do better: the power that one false alarm a year allows.

    python -m tests.benchmarks.alarm_bounds

A rule that tells a change within n runs does so by the counts of these runs. If it raises at most
so many false alarms a year, then by the lemma of J. Neyman and E. S. Pearson (Phil. Trans. R. Soc.
A 231, 1933) it finds no more of the changes than the likelihood ratio of these counts does, at the
level that is left for these runs; what is allowed is shared out among the days of the week so that
it buys most. What is to be expected is taken for known, and all that is allowed a year is spent on
the one change: a rule that learns from twelve weeks and looks at everything has less.
"""

import argparse
import math
from collections.abc import Callable, Sequence

import numpy

from tests.benchmarks.alarms import HAVE, ON_HOLIDAYS, WEEKDAYS

ODD = 4 / 365  # days that no calendar knows
GRID = 0.01  # of the evidence
MOST = 60.0
YEAR = 365.25

Law = numpy.ndarray  # probabilities of evidence, from -MOST to MOST in steps of GRID
Both = tuple[Law, Law]  # if all is as before; if it changed


def law(terms: Sequence[tuple[float, float, float]]) -> Both:
    """Of (probability as before, probability changed, probability by which both are weighted)."""
    both = numpy.zeros((2, round(2 * MOST / GRID) + 1))
    for before, after, weight in terms:
        if before <= 0 and after <= 0:
            continue
        gain = MOST if before <= 0 else -MOST if after <= 0 else math.log(after / before)
        cell = round((min(max(gain, -MOST), MOST) + MOST) / GRID)
        both[0, cell] += before * weight
        both[1, cell] += after * weight
    return both[0], both[1]


def together(days: Sequence[Both]) -> Both:
    """Of several days, whose evidence adds up."""
    made = []
    for which in (0, 1):
        whole = days[0][which]
        for day in days[1:]:
            size = 2 * len(whole) - 1
            spectrum = numpy.fft.rfft(whole, size) * numpy.fft.rfft(day[which], size)
            wide = numpy.clip(numpy.fft.irfft(spectrum, size), 0, 1)
            middle = len(whole) // 2
            kept = wide[middle:-middle].copy()
            kept[0] += wide[:middle].sum()
            kept[-1] += wide[-middle:].sum()
            whole = kept
        made.append(whole)
    return made[0], made[1]


def power(windows: Sequence[Both], level: float) -> float:
    """The share of changes that is found at this mean level of a window."""
    before = sum(one[0][::-1] for one in windows) / len(windows)
    after = sum(one[1][::-1] for one in windows) / len(windows)
    spent, found = numpy.cumsum(before), numpy.cumsum(after)
    return float(numpy.interp(level, spent, found))


def poisson(count: int, mean: float) -> float:
    """The probability of a count."""
    return math.exp(count * math.log(mean) - mean - math.lgamma(count + 1))


def wide(dispersion: float, mean: float) -> Callable[[int, float], float]:
    """Counts whose days are in a mood: negative binomial, ``mean`` that of an average day."""
    if dispersion <= 1:
        return poisson
    shape = mean / (dispersion - 1)

    def probability(count: int, expected: float) -> float:
        of = expected + shape
        ways = math.lgamma(count + shape) - math.lgamma(shape) - math.lgamma(count + 1)
        return math.exp(ways + count * math.log(expected / of) - shape * math.log(of / shape))

    return probability


def halved(mean: float, weekday: int, dispersion: float, odd: float) -> Both:
    """Of the count of a day."""
    expected, chance = mean * WEEKDAYS[weekday], wide(dispersion, mean)
    most = int(expected + 12 * math.sqrt(expected * dispersion) + 20)
    return law(
        [
            (
                (1 - odd) * chance(count, expected) + odd * chance(count, ON_HOLIDAYS * expected),
                chance(count, expected / 2),
                1.0,
            )
            for count in range(most)
        ]
    )


def lacking(mean: float, weekday: int, usual: float, left: float) -> Both:
    """Of the articles of a day, and how many have a field."""
    expected = mean * WEEKDAYS[weekday]
    terms = []
    for among in range(int(expected + 12 * math.sqrt(expected) + 20)):
        for having in range(among + 1):
            ways = math.comb(among, having) * poisson(among, expected)
            before = usual**having * (1 - usual) ** (among - having)
            after = (usual * left) ** having * (1 - usual * left) ** (among - having)
            terms.append((before, after, ways))
    return law(terms)


def bound(day: Callable[[int], Both], runs: int, alarms: float) -> float:
    """The power within so many daily runs."""
    week = [day(number) for number in range(7)]
    windows = [together([week[(first + n) % 7] for n in range(runs)]) for first in range(7)]
    return power(windows, runs * alarms / YEAR)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="What is possible.")
    parser.add_argument("--alarms", type=float, nargs="*", default=[1.0, 0.5])
    chosen = parser.parse_args()
    for alarms in chosen.alarms:
        print(f"\n{alarms:g} false alarms a year; the share found after 1, 2, 3, 5, 7 daily runs")
        for dispersion, odd in ((1.0, 0.0), (1.0, ODD), (1.5, ODD), (2.0, ODD)):
            for mean in (3, 10, 40, 200):
                each = [
                    bound(lambda day: halved(mean, day, dispersion, odd), runs, alarms)  # noqa: B023
                    for runs in (1, 2, 3, 5, 7)
                ]
                row = " ".join(f"{share:.2f}" for share in each)
                days = "four odd days" if odd else "no odd days"
                print(f"  halved, {mean:3} a day, variance {dispersion:g}, {days}: {row}")
        for name, usual, left in (
            ("dates", HAVE["published"], 0.0),
            ("bylines", HAVE["authors"], 0.0),
            ("free pages", 0.999, 0.1),
        ):
            for mean in (3, 10):
                each = [
                    bound(lambda day: lacking(mean, day, usual, left), runs, alarms)  # noqa: B023
                    for runs in (1, 2, 3)
                ]
                row = " ".join(f"{share:.2f}" for share in each)
                print(f"  {name} vanish, {mean:3} a day: {row}", flush=True)


if __name__ == "__main__":
    main()
