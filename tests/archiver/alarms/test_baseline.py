"""What a publication's past lets expect."""

import pytest

from archiver.alarms.baseline import Baseline


@pytest.mark.parametrize(
    ("total", "dispersion", "expected"),
    [
        (3360, 1.0, 478 / 480),
        (252, 1.0, 34 / 36),
        (252, 2.0, 16 / 18),
        (14, 1.0, 0.5),
        (0, 1.0, 0.5),
    ],
)
def test_of_what_few_articles_let_expect_less_is_held_against_a_day(
    total: float, dispersion: float, expected: float
) -> None:
    made = Baseline(rates=(1.0,) * 168, dispersion=dispersion, total=total, days=84)

    assert made.trust == pytest.approx(expected)
