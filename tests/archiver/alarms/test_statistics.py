"""The formulas, on figures that can be checked by hand or by counting."""

import math

import pytest

from archiver.alarms.statistics import (
    Failing,
    alike,
    bound,
    clipped,
    count_evidence,
    dispersion_of,
    false_failures,
    share_evidence,
    steps_to_see,
)


def test_evidence_of_a_count_is_the_ratio_of_two_poisson_likelihoods() -> None:
    def log_likelihood(count: int, mean: float) -> float:
        return count * math.log(mean) - mean - math.lgamma(count + 1)

    expected = log_likelihood(7, 20 * 0.5) - log_likelihood(7, 20)

    assert count_evidence(7, 20, 0.5) == pytest.approx(expected)
    assert count_evidence(7, 20, 0.5, dispersion=2) == pytest.approx(expected / 2)


def test_evidence_of_a_share_is_the_ratio_of_two_binomial_likelihoods() -> None:
    expected = 3 * math.log(0.45 / 0.9) + 7 * math.log(0.55 / 0.1)

    assert share_evidence(3, 10, 0.9, 0.5) == pytest.approx(expected)


def test_the_bound_grows_with_the_steps_and_falls_with_what_is_allowed() -> None:
    assert bound(365, 0.1) == pytest.approx(math.log(3650))
    assert bound(1, 100) == 1.0


def test_a_halved_yield_is_seen_sooner_where_more_is_expected() -> None:
    days = [steps_to_see(mean, 0.5, 5.0) for mean in (3, 10, 40, 200)]

    assert [round(x, 1) for x in days] == [17.3, 5.2, 1.3, 0.3]
    assert steps_to_see(0, 0.5, 5.0) == math.inf


def test_dispersion_is_variance_over_mean_and_an_outlier_counts_little() -> None:
    assert dispersion_of([(10, 10)] * 20) == 1.0
    wide = [(10 + (6 if n % 2 else -6), 10.0) for n in range(40)]
    assert dispersion_of(wide) == pytest.approx(3.6 * 40 / 39)
    assert dispersion_of([*wide, (500, 10.0)]) < 5


def test_articles_of_a_run_are_alike_where_shares_differ_more_than_by_chance() -> None:
    assert alike([(9, 10)] * 20, 0.9) == math.inf
    assert alike([(10, 10)] * 18 + [(0, 10)] * 2, 0.9) == pytest.approx(9)
    assert alike([(0, 10)] * 5, 0.9) == math.inf  # of five runs nothing is known


def test_a_burst_is_clipped_at_three_standard_deviations() -> None:
    assert clipped(400, 100, 1.0) == 130
    assert clipped(95, 100, 1.0) == 95
    assert clipped(0, 0, 1.0) == 0


def test_a_source_that_often_fails_is_given_more_time() -> None:
    steady = Failing(answers=100)
    shaky = Failing(answers=90, beginnings=5, failures=10, lasting=5)

    assert false_failures(steady, 2, 0.01, 365) == pytest.approx(365 * 0.5 / 150 * 0.01)
    assert false_failures(shaky, 2, 0.01, 365) > 1
    assert false_failures(shaky, 9, 0.01, 365) < false_failures(shaky, 2, 0.01, 365) / 1000
