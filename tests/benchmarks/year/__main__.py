"""A year of daily runs: is everything caught, and does a run cost more and more?

    python -m tests.benchmarks.year [--days 365] [--seed 1] [--json OUT]

A newspaper of about three articles a day is served on 127.0.0.1 by a clock that jumps to the next
morning when a run has ended. It changes a quarter of its articles, some of them without telling,
takes some down, moves to other addresses, is redesigned, has holidays and a burst of news. Each run
is a crawl of its own, all in this process. Prints a row for each month and what is wrong, if
anything is; exit code 1 then.
"""

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from tests.benchmarks.year.driver import Clock, Run, runs
from tests.benchmarks.year.paper import DAY, Paper, paper
from tests.benchmarks.year.server import Asked, serving
from tests.benchmarks.year.site import Site
from tests.benchmarks.year.truth import Verdict, judge

AT = timedelta(hours=6)  # of the day: when a run begins
FILE = """\
name = "Lamplight"
domains = ["lamplight.example"]
home = "http://lamplight.example/"
language = "en"
[[sources]]
feed = "/feed.xml"
[[sources]]
sitemap = "/sitemap.xml"
[[sources]]
channel = "/section/harbour"
[[sources]]
channel = "/section/council"
[[sources]]
channel = "/section/markets"
"""
MOST_FILES = 400
MOST_GROWTH = 1.2
AROUND = 5  # days before and after one, whose median is its cost


@dataclass(frozen=True, kw_only=True)
class Year:
    """What was run, and what it brought."""

    runs: tuple[Run, ...]
    log: tuple[Asked, ...]
    files: int  #: WARC files
    verdict: Verdict


def simulate(folder: Path, days: int, seed: int) -> Year:
    """Run the days of this seed into a new collection in ``folder``; once in a process."""
    (folder / "publications").mkdir(parents=True)
    (folder / "publications" / "lamplight.toml").write_text(FILE)
    year: Paper = paper(days, seed)
    clock = Clock(year.begin)
    site = Site(year, clock)
    moments = [year.begin + day * DAY + AT for day in range(days)]
    done: list[Run] = []
    with serving(site, clock) as server:
        runs(folder, server.server_port, clock, moments, done.append)
        log = tuple(server.log)
    return Year(
        runs=tuple(done),
        log=log,
        files=len(list((folder / "archive").iterdir())),
        verdict=judge(year, site, folder, moments, log),
    )


def months(year: Year) -> list[list[str]]:
    """A row for each thirty days."""
    rows = []
    for first in range(0, len(year.runs), 30):
        part = year.runs[first : first + 30]
        new = sum(tally.new for run in part for tally in run.report.channels.values())
        requests = sum(run.report.requests for run in part)
        rows.append(
            [
                f"{first}",
                f"{new}",
                f"{requests}",
                f"{requests / max(new, 1):.1f}",
                f"{statistics.median(run.cost.cpu for run in part):.2f}",
                f"{statistics.median(run.cost.written for run in part) / 1000:.0f}",
                f"{statistics.median(run.cost.ending_cpu for run in part) * 1000:.1f}",
                f"{statistics.median(run.cost.ending_written for run in part) / 1000:.0f}",
                f"{part[-1].cost.resident / 2**20:.0f}",
            ]
        )
    return rows


def around(done: Sequence[Run], day: int) -> tuple[float, float]:
    """CPU seconds and bytes written of ending a run at about that day: medians."""
    part = done[max(day - AROUND, 1) : day + AROUND + 1]
    return (
        statistics.median(run.cost.ending_cpu for run in part),
        statistics.median(run.cost.ending_written for run in part),
    )


def report(year: Year) -> list[str]:
    """Prints the table; what is wrong, a line each."""
    heads = ["day", "new", "requests", "per new", "CPU s", "kB", "end ms", "end kB", "MB"]
    for row in [heads, *months(year)]:
        print(" ".join(cell.rjust(8) for cell in row))
    verdict = year.verdict
    print(
        f"{verdict.stories} stories: {verdict.articles} articles, {verdict.versions} versions; "
        f"{verdict.told} editions that are told of; {verdict.silent} silent ones, "
        f"{verdict.silent_caught} of them caught, {verdict.silent_missed} not there when visited"
    )
    print(
        f"{len(year.log) / max(verdict.articles, 1):.1f} requests per article, "
        f"{len(year.log) / max(verdict.versions, 1):.1f} per version"
    )
    print(f"{year.files} WARC files")
    wrong = list(verdict.wrong)
    wrong += [
        f"day {run.day}: {run.report.outcome}"
        for run in year.runs
        if run.report.outcome != "finished"
    ]
    if year.files > MOST_FILES:
        wrong.append(f"more than {MOST_FILES} WARC files")
    if len(year.runs) > 100:
        wrong += _growth(year.runs)
    return wrong


def _growth(done: Sequence[Run]) -> list[str]:
    names = ("CPU", "bytes written")
    early, late = around(done, 10), around(done, len(done) - 1)
    ratios = [after / before for before, after in zip(early, late, strict=True)]
    told = (f"{name}: {x:.2f}" for name, x in zip(names, ratios, strict=True))
    print("ending a run on the last day, against day 10: " + ", ".join(told))
    return [
        f"ending a run grew: {name} by {x:.2f}"
        for name, x in zip(names, ratios, strict=True)
        if x > MOST_GROWTH
    ]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="also write each run's cost there")
    parser.add_argument("--keep", type=Path, help="leave the collection in this new folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch) / "collection"
        year = simulate(folder, options.days, options.seed)
    if options.json:
        costs = [{"day": run.day, **asdict(run.cost)} for run in year.runs]
        options.json.write_text(json.dumps(costs))
    wrong = report(year)
    for line in wrong:
        print(f"WRONG: {line}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
