"""What becomes of processes that die, hang, or are not wanted any more."""

import gc
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep

import pytest

import archiver
from archiver.loading import LoadReport, Options, inputs
from archiver.loading.pool import Pool
from tests.archiver.loading.making import answer, story, written
from tests.warcs.warc_bytes import record

ROOT = Path(__file__).parent.parent.parent.parent
PROGRAM = "archiver.loading.worker"
PATIENCE = 60  # seconds, on a machine that does much else


def pages(path: Path, *names: str) -> Path:
    found = (
        record("response", f"https://paper.example/{name}", answer(story(name)), name=name)
        for name in names
    )
    return written(path, found)


def read(source: object, program: str, timeout: float = 30.0) -> tuple[list[str], LoadReport]:
    report, titles = LoadReport(), []
    pool = Pool(inputs(source), Options(timeout=timeout), 2, f"tests.archiver.loading.{program}")  # type: ignore[arg-type]
    with closing(pool):
        for _, batch in pool.in_order():
            report += batch.report
            titles += [one.title or "" for one in batch.articles]
    return titles, report


def test_a_crash_costs_one_record(tmp_path: Path) -> None:
    one = pages(tmp_path / "1.warc.gz", "a", "segfault", "b", "out-of-memory", "c")
    titles, report = read(one, "dying")

    assert titles == ["a", "b", "c"]
    assert report.classes == {"article": 3, "crashed": 2}
    assert (report.files, report.records, report.responses) == (1, 5, 5)
    assert [(x.file, x.url, x.reason) for x in report.examples["crashed"]] == [
        (
            str(one),
            "https://paper.example/segfault",
            "the process that read it ended by SIGSEGV",
        ),
        (
            str(one),
            "https://paper.example/out-of-memory",
            "the process that read it ended by SIGKILL",
        ),
    ]


def test_a_page_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    file = pages(tmp_path / "1.warc.gz", "a", "python", "b", "c-code", "c")
    titles, report = read(file, "dying", timeout=2.0)

    assert titles == ["a", "b", "c"]
    assert report.classes == {"article": 3, "too long": 2}
    assert [x.reason for x in report.examples["too long"]] == [
        "more than 2 s",
        "more than 5 s, and could not be interrupted",
    ]


def test_a_page_is_given_up_in_this_process_too(tmp_path: Path) -> None:
    block = answer(story("Long", times=12000))
    file = written(tmp_path / "a.warc.gz", [record("response", "https://paper.example/1", block)])
    reading = archiver.read(file, timeout=0.01)

    assert list(reading) == []
    assert reading.report.classes == {"too long": 1}


def test_a_file_at_which_processes_die_again_and_again_is_given_up(tmp_path: Path) -> None:
    titles, report = read(pages(tmp_path / "1.warc.gz", "a"), "blind")

    assert titles == []
    assert (report.bad_files, report.responses) == (1, 0)
    (told,) = report.examples["bad file"]
    assert told.reason == "given up: the process that reads it ends with exit code 3"


def test_a_process_that_cannot_be_started_is_told(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(archiver.LoadingError, match="before it read anything"):
        read(pages(tmp_path / "1.warc.gz", "a"), "none")
    assert "No module named 'tests.archiver.loading.none'" in capfd.readouterr().err


def workers(mark: str) -> list[int]:
    """The processes of ours whose command line has ``mark``."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().decode("utf-8", "replace")
            state = (path.parent / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if PROGRAM in line and mark in line and state != "Z":
            found.append(int(path.parent.name))
    return found


def until(what: Callable[[], bool]) -> bool:
    end = monotonic() + PATIENCE
    while not what() and monotonic() < end:
        sleep(0.05)
    return what()


@pytest.fixture
def mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """On the command lines of processes that are started from here."""
    if not Path("/proc/self/stat").exists():
        pytest.skip("processes are looked for in /proc")
    monkeypatch.syspath_prepend(tmp_path)
    return str(tmp_path)


def test_a_reading_that_is_left_unfinished_leaves_no_process(tmp_path: Path, mark: str) -> None:
    file = pages(tmp_path / "1.warc.gz", *(f"0-{n}" for n in range(40)))
    reading = archiver.read(file, jobs=2)
    next(reading)

    assert workers(mark) != []
    gc.disable()  # not by luck
    try:
        del reading
        assert workers(mark) == []
    finally:
        gc.enable()
    with archiver.read(file, jobs=2) as reading:
        next(reading)
    assert workers(mark) == []
    assert list(reading) == []


SCRIPT = """
import sys
import archiver

for article in archiver.read(sys.argv[1:], jobs=2):
    print(article.title, flush=True)
    sys.stdin.readline()
"""


def started(tmp_path: Path) -> "subprocess.Popen[str]":
    """A script without a ``__main__`` guard, which waits after its first article."""
    file = pages(tmp_path / "1.warc.gz", *(f"0-{n}" for n in range(40)))
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    return subprocess.Popen(
        [sys.executable, str(script), str(file)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}"},
    )  # fmt: skip


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_processes_end_with_the_program_that_asked(
    tmp_path: Path, mark: str, number: signal.Signals
) -> None:
    with started(tmp_path) as script:
        assert script.stdout is not None
        assert script.stdout.readline() == "0-0\n"
        assert workers(mark) != []
        script.send_signal(number)
        _, told = script.communicate(timeout=PATIENCE)

    assert script.returncode == -number
    assert until(lambda: workers(mark) == [])
    assert told.count("Traceback") == (1 if number == signal.SIGINT else 0)
