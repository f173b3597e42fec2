"""`crawl --due`, `schedule` and `schedule run`, in processes of their own."""

import json
import os
import signal
import subprocess
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archiver.cli import main
from archiver.collection.folder import Folder, Lock
from tests.spiders.crawling import MOST, ROOT, archiver, cli, environment, publish, query
from tests.spiders.hostile_server import Exchange, Site, feed, serving, site, status, story

PATHS = ["/story/0", "/story/1"]
FAST = ["--delay", "0", "--requisites", "none", "--contact", "tests@hostile.example"]


def newspaper() -> Site:
    return site({"/feed.xml": feed(PATHS), **{path: story(f"Of {path}") for path in PATHS}})


def connected(address: str, *slugs: str) -> list[str]:
    return [
        word for slug in slugs for word in ("--connect-to", f"{slug}.example:80:{address}")
    ] + FAST


def command(*words: str | Path) -> Result:
    """The command line, in this process."""
    return CliRunner().invoke(main, [*map(str, words)])


def outcomes(folder: Path) -> list[str]:
    return [outcome for (outcome,) in query(folder, "SELECT outcome FROM runs ORDER BY id")]


def test_due_crawls_what_is_due_in_one_run_and_ends_well_where_nothing_is(tmp_path: Path) -> None:
    for slug in ("lamp", "gas", "wick"):
        publish(tmp_path, slug, ['feed = "/feed.xml"'], every="never" if slug == "wick" else "2h")
    with serving(newspaper()) as address:
        words = ["crawl", "--due", "-c", str(tmp_path), *connected(address, "lamp", "gas", "wick")]
        first = archiver(*words, "--json")
        second = archiver(*words)

    assert first.code == 0, first.err
    assert first.report.publications == ("gas", "lamp")
    assert first.report.articles == 4
    assert second.code == 0
    assert second.out.startswith("nothing is due; next: gas ")
    assert [x.suffix for x in (tmp_path / "archive").iterdir()] == [".open"]
    listed = json.loads(command("schedule", "-c", tmp_path, "--json").output)
    assert [
        (x["publication"], x["every"], x["due"], x["last"] and x["last"]["outcome"]) for x in listed
    ] == [
        ("gas", "2h", False, "finished"),
        ("lamp", "2h", False, "finished"),
        ("wick", "never", False, None),
    ]


def test_a_wrong_publication_file_is_left_out_and_the_others_are_crawled(tmp_path: Path) -> None:
    publish(tmp_path, "lamp", ['feed = "/feed.xml"'])
    publish(tmp_path, "gas", ['feeds = "/feed.xml"'])
    why = "left out: gas.toml: sources[0].feeds: unknown key; did you mean feed?"
    with serving(newspaper()) as address:
        words = ["crawl", "--due", "-c", str(tmp_path), *connected(address, "lamp", "gas")]
        first = archiver(*words, "--json")
        second = archiver(*words)

    assert first.code == 0, first.err
    assert first.report.publications == ("lamp",)
    assert first.report.articles == 2
    assert first.report.problems == [why]
    assert first.err.splitlines().count(why) == 1
    assert second.out.startswith("nothing is due; next: lamp ")
    assert why in second.err.splitlines()
    listed = json.loads(command("schedule", "-c", tmp_path, "--json").output)
    assert [(x["publication"], x["next"] is None, x["why"]) for x in listed] == [
        ("lamp", False, "auto: its rhythm is being learned"),
        ("gas", True, why),
    ]


def test_a_site_that_a_wrong_file_may_describe_is_not_crawled_without_it(tmp_path: Path) -> None:
    publish(tmp_path, "gas", ['feeds = "/feed.xml"'])

    ended = archiver("crawl", "http://gas.example/", "-c", tmp_path)

    assert ended.code == 1
    assert ended.lines == ["Error: gas.toml: sources[0].feeds: unknown key; did you mean feed?"]


def test_a_run_for_a_part_is_no_look_at_the_publication(tmp_path: Path) -> None:
    publish(tmp_path, "lamp", ['feed = "/feed.xml"'])
    with serving(newspaper()) as address:
        done = archiver(
            "crawl", "lamp", "--limit", "1", "-c", tmp_path, *connected(address, "lamp")
        )

    assert done.code == 0, done.err
    assert "not looked at yet" in command("schedule", "-c", tmp_path).output


def test_due_meets_another_run_with_one_line_and_a_code_of_its_own(tmp_path: Path) -> None:
    publish(tmp_path, "lamp", ['feed = "/feed.xml"'])
    Folder(tmp_path).make()
    lock = Lock(Folder(tmp_path), now=lambda: datetime(2026, 3, 1, 12, tzinfo=UTC))
    ended = archiver("crawl", "--due", "-c", tmp_path)
    lock.release()

    assert ended.code == 75
    assert ended.lines == [
        f"Error: {tmp_path}: in use by another run (process {os.getpid()} since "
        "2026-03-01 12:00:00 UTC); wait for it or stop it"
    ]


@pytest.mark.parametrize("words", [["crawl"], ["crawl", "lamp", "--due"]], ids=["neither", "both"])
def test_a_target_or_due_is_given(tmp_path: Path, words: list[str]) -> None:
    ended = command(*words, "-c", tmp_path)

    assert ended.exit_code == 2
    assert ended.output.splitlines()[-1] == "Error: give either a TARGET or --due"


def test_what_is_due_is_looked_at_as_a_whole(tmp_path: Path) -> None:
    ended = command("crawl", "--due", "--limit", "20", "-c", tmp_path)

    assert ended.exit_code == 2
    assert ended.output.splitlines()[-1] == (
        "Error: --limit, --since and --channel go with a TARGET, not with --due"
    )


@contextmanager
def keeping(folder: Path, address: str) -> Iterator[subprocess.Popen[str]]:
    """`schedule run` as a process; its standard error is to be read to the end."""
    words = ["schedule", "run", "-c", str(folder), *connected(address, "lamp")]
    process = subprocess.Popen(
        [*cli(), *words], cwd=ROOT, env=environment(), stderr=subprocess.PIPE, text=True
    )
    alarm = threading.Timer(MOST, process.kill)
    alarm.start()
    try:
        yield process
    finally:
        alarm.cancel()
        process.kill()
        process.communicate()


def lines_until(process: subprocess.Popen[str], word: str) -> list[str]:
    """What it says up to the line that has ``word`` in it."""
    said: list[str] = []
    assert process.stderr is not None
    for line in process.stderr:
        said.append(line.rstrip())
        if word in line:
            return said
    raise AssertionError(f"{word!r} was never said: {said}")


def test_run_crawls_what_is_due_and_ends_on_sigterm(tmp_path: Path) -> None:
    publish(tmp_path, "lamp", ['feed = "/feed.xml"'], every="1h")
    with serving(newspaper()) as address, keeping(tmp_path, address) as process:
        said = lines_until(process, "next: lamp at ")
        process.send_signal(signal.SIGTERM)
        _, rest = process.communicate(timeout=MOST)

    assert process.returncode == 0
    assert said[0].endswith("Z begins: lamp")
    assert " finished in " in said[-2]
    assert "s: 2 new, 2 fetched, 0 failed, " in said[-2]
    assert rest.splitlines() == ["SIGTERM: the run ends with its report; once more: at once"]
    assert outcomes(tmp_path) == ["finished"]
    assert [x.suffix for x in (tmp_path / "archive").iterdir()] == [".open"]


class Hanging:
    """A story that does not come before it is released."""

    def __init__(self) -> None:
        self.asked, self.released = threading.Event(), threading.Event()

    def __call__(self, exchange: Exchange) -> Iterable[bytes]:
        self.asked.set()
        self.released.wait(MOST)
        yield status(404, "Not Found")


def hanging() -> tuple[Site, Hanging]:
    served, hangs = newspaper(), Hanging()
    served.answers["/story/1"] = hangs
    return served, hangs


def test_a_signal_ends_the_run_that_is_under_way_with_its_report(tmp_path: Path) -> None:
    publish(tmp_path, "lamp", ['feed = "/feed.xml"'])
    served, hangs = hanging()
    with serving(served) as address, keeping(tmp_path, address) as process:
        assert hangs.asked.wait(MOST)
        process.send_signal(signal.SIGINT)
        lines_until(process, "SIGINT: the run ends")
        hangs.released.set()
        _, rest = process.communicate(timeout=MOST)

    assert process.returncode == 0
    assert " interrupted in " in rest
    assert outcomes(tmp_path) == ["interrupted"]
    assert "the last run was interrupted" in command("schedule", "-c", tmp_path).output


def test_a_second_signal_ends_it_at_once_and_the_next_run_takes_up_what_is_left(
    tmp_path: Path,
) -> None:
    publish(tmp_path, "lamp", ['feed = "/feed.xml"'])
    served, hangs = hanging()
    with serving(served) as address:
        with keeping(tmp_path, address) as process:
            assert hangs.asked.wait(MOST)
            process.send_signal(signal.SIGTERM)
            lines_until(process, "SIGTERM: the run ends")
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=MOST)
        hangs.released.set()
        served.answers["/story/1"] = story("Of /story/1")
        due = archiver("crawl", "--due", "--json", "-c", tmp_path, *connected(address, "lamp"))

    assert process.returncode == 130
    assert due.code == 0, due.err
    assert outcomes(tmp_path) == ["killed", "finished"]
    assert served.asked()["/story/0"] == 1


def test_run_refuses_settings_that_are_wrong(tmp_path: Path) -> None:
    (tmp_path / "collection.toml").write_text('[schedule]\nevery = "often"')
    ended = command("schedule", "run", "-c", tmp_path)

    assert ended.exit_code == 1
    assert ended.output.splitlines() == [
        f"Error: {tmp_path}/collection.toml: schedule.every: 'often' is not how often; write one "
        'like "1h", "auto", "never", "cron 0 6 * * *"'
    ]
