"""What a report keeps, and what it only counts."""

from datetime import UTC, datetime

from archiver.report import MOST_PROBLEMS, Report


def test_problems_are_bounded_and_the_rest_is_counted() -> None:
    report = Report(started=datetime(2026, 3, 1, tzinfo=UTC))
    for number in range(MOST_PROBLEMS + 5):
        report.problem(f"{number}: wrong")

    assert report.problems[-1] == f"{MOST_PROBLEMS - 1}: wrong"
    assert (len(report.problems), report.problems_left_out) == (MOST_PROBLEMS, 5)
    assert Report.from_json(report.to_json()) == report
