"""How much one day, or one run, speaks for a change: ratios of the likelihoods of two hypotheses.

Either hypothesis knows the odd day: a day in the calendar of nobody, a server's bad hour. So what a
single one can say is bounded by how seldom they are (P. J. Huber, A robust version of the
probability ratio test, Ann. Math. Stat. 36, 1965), and it is the second one that tells.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

#: What may be left of a share in an odd run, or where more than nine tenths are not gone.
LEVELS = (0.02, 0.15, 0.3, 0.45)
#: What is left on an odd day, or where more than a half is gone: the mean of a gamma distribution,
#: and its shape, by which it is anything between nothing and two thirds.
ODD, ODD_SHAPE = 0.3, 2.0
SILENT = 0.03  # hardly anything
HALF = 0.5  # the drop of counts that is looked for
MOST_A_DAY = 5.0  # evidence: one day alone is never enough
VANISHED = 0.1  # of a share
MOSTLY = 0.8  # of the changes are to the level that is looked for
CELLS = 100  # counts that a day's distribution is looked at for


def _log_sum(terms: list[float]) -> float:
    most = max(terms)
    return most + math.log(sum([math.exp(term - most) for term in terms]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Counts of days: negative binomial, the mood of a day being gamma distributed."""

    shape: float  #: of the mood; infinite: Poisson
    odd: float  #: the share of days that are odd

    def evidence(self, count: float, expected: float, odd: float | None = None) -> float:
        """For a day of ``count``: a half or less comes now, against all as before."""
        if expected <= 0:
            return 0.0
        seldom = self.odd if odd is None else odd
        low = _log(count, expected * ODD, ODD_SHAPE)
        half = _log(count, expected * HALF, self.shape)
        usual = _log(count, expected, self.shape)
        nothing = _log(count, expected * SILENT, math.inf)
        rest = math.log((1 - MOSTLY) / 2)
        left = _log_sum([half + math.log(MOSTLY), low + rest, nothing + rest])
        as_before = _log_sum([usual + math.log(1 - seldom), low + math.log(seldom)])
        return min(left - as_before, MOST_A_DAY)

    def oddness(self, count: float, expected: float) -> float:
        """How likely it is that a past day was odd, and not as usual."""
        if expected <= 0 or count > expected * HALF:
            return 0.0
        odd = _log(count, expected * ODD, ODD_SHAPE) + math.log(self.odd)
        usual = _log(count, expected, self.shape) + math.log(1 - self.odd)
        return math.exp(odd - _log_sum([odd, usual]))

    def probability(self, count: int, expected: float) -> float:
        """Of this count on a day on which all is as before."""
        usual = (1 - self.odd) * math.exp(_log(count, expected, self.shape))
        return usual + self.odd * math.exp(_log(count, expected * ODD, ODD_SHAPE))

    def usual(self, expected: float, least: float) -> Iterator[tuple[float, float]]:
        """The evidence of a day on which all is as before, and its probability; without the days
        that say less than ``least``."""
        step = max(int(expected) // CELLS, 1)
        for count in range(0, int(4 * expected) + 40, step):
            gain = self.evidence(count, expected)
            if gain <= least and count > expected * HALF:
                return
            yield gain, step * self.probability(count, expected)


def _log(count: float, mean: float, shape: float) -> float:
    """The logarithm of a negative binomial probability; Poisson's where the shape is infinite."""
    if math.isinf(shape):
        return count * math.log(mean) - mean - math.lgamma(count + 1)
    of = mean + shape
    ways = math.lgamma(count + shape) - math.lgamma(shape) - math.lgamma(count + 1)
    return ways + count * math.log(mean / of) - shape * math.log(of / shape)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Of the articles of a run, those that have something: beta-binomial."""

    share: float  #: that is usual
    alike: (
        float  #: articles of a run are alike as if there were so many kinds; infinite: they are not
    )
    odd: float  #: the share of runs that are odd

    def evidence(self, having: int, among: int) -> float:
        """For a run: a tenth or less has it now, against all as before."""
        levels = [self._log(having, among, self.share * level) for level in LEVELS]
        low = _log_sum(levels) - math.log(len(LEVELS))
        gone = self._log(having, among, self.share * VANISHED) + math.log(MOSTLY)
        usual = self._log(having, among, self.share) + math.log(1 - self.odd)
        left = _log_sum([gone, low + math.log(1 - MOSTLY)])
        return left - _log_sum([usual, low + math.log(self.odd)])

    def _log(self, having: int, among: int, share: float) -> float:
        """The logarithm of a likelihood, without the binomial coefficient."""
        lacking = among - having
        if math.isinf(self.alike):
            return having * math.log(share) + lacking * math.log1p(-share)
        has, lacks = share * self.alike, (1 - share) * self.alike
        rising = math.lgamma(has + having) - math.lgamma(has)
        rising += math.lgamma(lacks + lacking) - math.lgamma(lacks)
        return rising - math.lgamma(self.alike + among) + math.lgamma(self.alike)

    def usual(self, among: int) -> Iterator[tuple[float, float]]:
        """The evidence of a run of ``among`` articles in which all is as before, and its
        probability; odd ones are left out, which are learnt of from the past."""
        for having in range(among + 1):
            ways = math.lgamma(among + 1) - math.lgamma(having + 1)
            ways -= math.lgamma(among - having + 1)
            yield (
                self.evidence(having, among),
                math.exp(ways + self._log(having, among, self.share)),
            )
