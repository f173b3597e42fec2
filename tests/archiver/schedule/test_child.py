"""A run in a process of its own: how it ends, and how it is ended."""

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime, timedelta

from archiver.report import Report
from archiver.schedule.child import Child, Ended

SOON = timedelta(seconds=0.2)
LONG = timedelta(minutes=1)
REPORT = Report(started=datetime(2026, 3, 2, tzinfo=UTC), outcome="finished")


def ended(code: str, most: timedelta = LONG, grace: timedelta = LONG) -> tuple[Ended, list[str]]:
    """How a program ends, and what was told of it."""
    said: list[str] = []
    child = Child([sys.executable, "-c", code], said.append, grace)
    return asyncio.run(child.run(["paper", "gazette"], most)), said


def test_a_run_ends_with_its_report() -> None:
    code = f"import sys; print('words'); print({REPORT.to_json()!r}); sys.exit(1)"

    assert ended(code)[0] == Ended(code=1, report=REPORT)


def test_it_is_given_the_publications_and_what_it_says_is_passed_on() -> None:
    found, said = ended("import sys; sys.exit(f'Error: {sys.argv[1:]}')")

    assert found == Ended(code=1, report=None, said="Error: ['paper', 'gazette']")
    assert found.failed
    assert said == ["Error: ['paper', 'gazette']"]


def test_a_collection_in_use_is_no_failure() -> None:
    found, _ = ended("import sys; sys.exit(75)")

    assert found.in_use
    assert not found.failed


def test_a_run_that_takes_too_long_is_told_to_end() -> None:
    code = (
        "import signal, sys, time\n"
        f"signal.signal(signal.SIGTERM, lambda *_: (print({REPORT.to_json()!r}), sys.exit(130)))\n"
        "time.sleep(60)"
    )
    found, said = ended(code, most=timedelta(seconds=2))

    assert found == Ended(code=130, report=REPORT)
    assert said == ["the run takes longer than 2 s: it is stopped"]


def test_a_run_that_does_not_end_then_is_killed() -> None:
    code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    found, said = ended(code, most=timedelta(seconds=2), grace=SOON)

    assert found.code == -9
    assert said[-1] == "the run does not end: it is killed"


def test_what_a_run_left_in_the_background_does_not_keep_it_from_ending() -> None:
    code = (
        "import subprocess, sys\n"
        "left = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"print(left.pid, file=sys.stderr); print({REPORT.to_json()!r})"
    )
    said: list[str] = []
    child = Child([sys.executable, "-c", code], said.append, drain=SOON)
    found = asyncio.run(asyncio.wait_for(child.run([], LONG), 30))
    os.kill(int(said[0]), signal.SIGKILL)  # it was still there

    assert (found.code, found.report) == (0, REPORT)


def test_it_is_told_to_end_though_it_was_only_being_made() -> None:
    async def stopped_at_once() -> Ended:
        child = Child([sys.executable, "-c", "import time; time.sleep(60)"], lambda line: None)
        run = asyncio.ensure_future(child.run([], LONG))
        await asyncio.sleep(0)
        child.stop()
        return await asyncio.wait_for(run, 30)

    assert asyncio.run(stopped_at_once()).code == -signal.SIGTERM
