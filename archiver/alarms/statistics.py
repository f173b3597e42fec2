"""The formulas: how much the last runs speak for a change, and how much is enough.

Pure functions on counts. What is compared are two hypotheses about the same runs: things are as
they were, or a given share of them is left. The evidence is the logarithm of their likelihood
ratio, summed up by Page's CUSUM (E. S. Page, Continuous inspection schemes, Biometrika 41, 1954),
which begins anew wherever it would fall below nothing. No rule that raises as few false alarms is
quicker (G. Lorden, Procedures for reacting to a change in distribution, Ann. Math. Stat. 42, 1971;
G. V. Moustakides, Ann. Stat. 14, 1986).

How much evidence is enough follows from how many false alarms a year are allowed: D. Siegmund's
corrected diffusion approximation (Sequential Analysis, 1985) where the sizes of the steps are
known, Lorden's bound (the time to a false alarm is at least e^h steps) where they are not.

Counts that vary more than Poisson's law says are taken into account by their dispersion (variance
over mean), by which evidence is divided: quasi-likelihood (R. W. M. Wedderburn, Biometrika 61,
1974), as in the surveillance of diseases (C. P. Farrington et al., J. R. Stat. Soc. A 159, 1996;
A. Noufaily et al., Stat. Med. 32, 2013), from where the down-weighting of past outbreaks comes too.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

MOST_DISPERSION = 20.0
LEAST_RUNS = 10
SELDOM = 0.08  # of the days
OUTLIER = 3.0  # standard deviations: what lies further away counts as much as what lies there


def count_evidence(
    count: float, expected: float, left: float, *, dispersion: float = 1.0, of: float = 1.0
) -> float:
    """For a count that a share ``left`` of the expected came, and not the share ``of`` of it.

    The logarithm of the ratio of the two Poisson likelihoods, divided by the dispersion.
    """
    return (count * math.log(left / of) + expected * (of - left)) / dispersion


def share_evidence(
    having: int, among: int, usual: float, left: float, *, dispersion: float = 1.0
) -> float:
    """For ``having`` of ``among`` that the share is ``left`` times what is ``usual``.

    The logarithm of the ratio of the two binomial likelihoods, divided by the dispersion.
    """
    less = usual * left
    has, lacks = math.log(less / usual), math.log((1 - less) / (1 - usual))
    return (having * has + (among - having) * lacks) / dispersion


def bound(steps: float, alarms: float) -> float:
    """The evidence that is enough for ``alarms`` false ones in ``steps``, whatever is counted."""
    return max(math.log(max(steps, 1.0) / alarms), 1.0)


def steps_to_see(
    expected: float, left: float, threshold: float, *, dispersion: float = 1.0, sure: float = 0.84
) -> float:
    """After how many steps of this expected count a drop to ``left`` is seen in four of five cases.

    ``sure`` is the normal quantile of that share. Infinite where nothing is expected.
    """
    if expected <= 0:
        return math.inf
    gain = count_evidence(left * expected, expected, left, dispersion=dispersion)
    spread = abs(math.log(left)) * math.sqrt(left * expected / dispersion)
    # gain·d - sure·spread·√d = threshold
    root = (sure * spread + math.sqrt((sure * spread) ** 2 + 4 * gain * threshold)) / (2 * gain)
    return root * root


def dispersion_of(pairs: Sequence[tuple[float, float]], parameters: int = 1) -> float:
    """Variance over mean of (count, expected) pairs, at least 1: Pearson's statistic.

    What lies further than three standard deviations away is left out where it is seldom, as a burst
    of news is; otherwise it counts as three.
    """
    known = [(count, mean) for count, mean in pairs if mean > 0]
    if len(known) <= parameters:
        return 1.0
    terms = [(count - mean) ** 2 / mean for count, mean in known]
    spread = 1.0
    for _ in range(3):  # what is far away depends on the spread itself
        most = OUTLIER * OUTLIER * spread
        near = [term for term in terms if term <= most]
        far = len(terms) - len(near)
        if far > SELDOM * len(terms):
            near, far = [min(term, most) for term in terms], 0
        spread = sum(near) / max(len(known) - parameters - far, 1)
        spread = min(max(spread, 1.0), MOST_DISPERSION)
    return spread


def alike(runs: Sequence[tuple[int, int]], usual: float) -> float:
    """How alike the articles of a run are, from (having, among) pairs: as if they came from so many
    kinds, of each of which all have it or none. Infinite where they are not alike.

    The parameter of a beta-binomial whose variance is that of the runs, by moments.
    """
    variance = usual * (1 - usual)
    most = OUTLIER * OUTLIER
    several = [(having, among) for having, among in runs if among > 1]
    if len(several) < LEAST_RUNS:
        return math.inf
    terms = [
        min((having - among * usual) ** 2 / (among * variance), most) for having, among in several
    ]
    more = sum(terms) / len(terms) - 1
    size = sum(among for _, among in several) / len(several)
    return max((size - 1) / more - 1, 1.0) if more > 0 else math.inf


def clipped(count: float, expected: float, dispersion: float) -> float:
    """A count without what makes it an outlier: a burst of news, a holiday that nobody knows of."""
    spread = OUTLIER * math.sqrt(max(expected, 0.3) * dispersion)
    return min(max(count, expected - spread), expected + spread)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """How often requests began to fail, and went on to, in the past of a source."""

    answers: int = 0  #: runs in which it answered
    beginnings: int = 0  #: failures after an answer
    failures: int = 0  #: failures after which another run came
    lasting: int = 0  #: of these, those after which it failed again


def false_failures(past: Failing, length: int, lasting: float, runs: float) -> float:
    """How many failures of ``length`` runs and more a year of ``runs`` brings if all is well.

    A Markov chain of two states; its probabilities are the means of Beta posteriors. The prior of a
    failure's beginning is worth 50 runs in which half a one began; that of its lasting ten, of
    which the share ``lasting`` did.
    """
    begins = (past.beginnings + 0.5) / (past.answers + 50)
    lasts = (past.lasting + 10 * lasting) / (past.failures + 10)
    return runs * begins * lasts ** (length - 1)
