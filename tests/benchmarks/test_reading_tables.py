"""The tables of the benchmarks, and what they are made of."""

from pathlib import Path

import pytest

from tests.benchmarks import corpus, speed
from tests.benchmarks.reading import cell, markdown, table


def test_shares_are_written_without_the_zero() -> None:
    assert [cell(x) for x in (0.8765, 1.0, 0.0, None)] == [".876", "1.000", ".000", "-"]


def test_a_reader_has_dashes_for_what_it_does_not_give() -> None:
    figures = {"pages": 3, "errors": 0, "title": 0.5, "date_day": 0.25, "kind_article": 1.0}

    assert table("en", {"ours": figures, "htmldate": figures}).splitlines() == [
        "| en (3)   | title |  day | article | pages/CPU s | err |",
        "|----------|------:|-----:|--------:|------------:|----:|",
        "| ours     |  .500 | .250 |   1.000 |         0.0 |   0 |",
        "| htmldate |     - | .250 |       - |         0.0 |   0 |",
    ]


def test_columns_of_dashes_are_left_out() -> None:
    assert markdown([["a", "b", "c"], ["x", "-", "1"], ["y", "", "2"]]) == (
        "| a | c |\n|---|--:|\n| x | 1 |\n| y | 2 |"
    )


def test_a_sample_is_spread_over_all_pages(tmp_path: Path) -> None:
    items = [corpus.Page("s", {"id": str(n)}, tmp_path) for n in range(10)]

    assert [x.truth["id"] for x in corpus.spread(items, 3)] == ["0", "3", "6"]
    assert corpus.spread(items, 0) == items
    assert corpus.spread(items, 20) == items


def test_a_missing_scorer_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"score\.py is missing"):
        corpus.load_scorer(tmp_path / "score.py")


ROUNDS = [{"a": [1.0, 3.0], "b": [2.0, 2.0]}, {"a": [3.0, 5.0], "b": [2.0, 2.0]}]


def test_ratios_are_of_the_sums_of_a_round() -> None:
    assert speed.ratios(ROUNDS, "a", "b") == [1.0, 2.0]
    assert speed.spread([1.0, 2.0]) == "1.50 (1.00-2.00)"


def test_a_page_has_the_median_of_its_rounds() -> None:
    assert speed.by_page(ROUNDS, "a") == [2.0, 4.0]


def test_percentiles_are_values_of_the_pages() -> None:
    values = [float(n) for n in range(100)]

    assert [speed.percentile(values, x) for x in (0.5, 0.95, 1.0)] == [50.0, 95.0, 99.0]
