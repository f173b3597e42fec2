"""Crawls that are interrupted or killed: what is there afterwards, and what the next one does."""

import signal
import subprocess
import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from archiver.report import Report
from tests.spiders.crawling import (
    MOST,
    Crawl,
    Ended,
    Row,
    call,
    cli,
    crawl,
    environment,
    frontier,
    publish,
    query,
    records,
    responses,
)
from tests.spiders.hostile_server import Exchange, Site, feed, serving, site, story

PATHS = [f"/story/{n}" for n in range(6)]
HALF = 300  # bytes of the answer that come before the gate


@dataclass(kw_only=True)
class Gate:
    """Answers half, and the rest when it is opened."""

    answer: bytes
    arrived: threading.Event = field(default_factory=threading.Event)
    opened: threading.Event = field(default_factory=threading.Event)

    def __call__(self, exchange: Exchange) -> Iterable[bytes]:
        yield self.answer[:HALF]
        self.arrived.set()
        self.opened.wait(MOST)
        yield self.answer[HALF:]


def dated(paths: list[str]) -> bytes:
    """A feed whose first link is the newest, so that the order of the crawl is known."""
    day = iter(range(28, 0, -1))
    return feed([(path, f"{next(day):02} Jan 2026 10:00:00 +0000") for path in paths])


@dataclass(frozen=True, kw_only=True)
class Broken:
    """A crawl that was broken off at the third of six articles, and the one after it."""

    folder: Path
    ended: Ended
    files: list[str]  #: of the archive, after the first crawl
    rows: dict[str, Row]  #: after the first crawl
    asked: list[str]  #: article pages, of the first crawl
    again: Crawl
    asked_again: list[str]

    @property
    def outcomes(self) -> list[str]:
        """Of all runs."""
        return [row[0] for row in query(self.folder, "SELECT outcome FROM runs ORDER BY id")]


def stories(served: Site) -> list[str]:
    return [x.path for x in served.log if x.path.startswith("/story/")]


def break_off(folder: Path, how: str) -> Broken:
    gate = Gate(answer=story("The story at the gate"))
    pages = {path: story(f"The story at {path}") for path in PATHS}
    first = site({"/feed.xml": dated(PATHS), **pages, PATHS[2]: gate})
    second = site({"/feed.xml": dated(PATHS), **pages})
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    with serving(first) as address:
        ended = interrupted(folder, address, gate, how)
    files = sorted(path.name for path in (folder / "archive").iterdir())
    rows = frontier(folder)
    with serving(second) as address:
        again = crawl(folder, ["lamp"], address)
    assert again.ended.code == 0, again.ended.err
    return Broken(
        folder=folder,
        ended=ended,
        files=files,
        rows=rows,
        asked=stories(first),
        again=again,
        asked_again=stories(second),
    )


def interrupted(folder: Path, address: str, gate: Gate, how: str) -> Ended:
    """Run the command line until the gate, then break it off."""
    host = f"lamp.example:80:{address}"
    words = ["crawl", "lamp", "-c", str(folder), "--connect-to", host, "--delay", "0", "-v"]
    running = subprocess.Popen(
        [*cli(), *words, "--json"],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert gate.arrived.wait(MOST)
    running.send_signal(signal.SIGKILL if how == "kill" else signal.SIGINT)
    log = ""
    if how in ("once", "twice"):
        assert running.stderr
        for line in running.stderr:
            log += line
            if "shutting down gracefully" in line:
                break
        if how == "twice":
            running.send_signal(signal.SIGINT)
        else:
            gate.opened.set()
    out, err = running.communicate(timeout=MOST)
    gate.opened.set()
    return Ended(code=running.returncode, out=out, err=log + err)


@pytest.fixture(scope="module", params=["once", "twice", "kill"])
def broken(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Broken]:
    folder = tmp_path_factory.mktemp("broken") / "collection"
    return request.param, break_off(folder, request.param)


def test_code_says_how_it_ended(broken: tuple[str, Broken]) -> None:
    how, found = broken

    assert found.ended.code == {"once": 130, "twice": 130, "kill": -9}[how]


def test_no_traceback_is_printed(broken: tuple[str, Broken]) -> None:
    assert "Traceback" not in broken[1].ended.err


def test_report_says_that_it_was_interrupted(broken: tuple[str, Broken]) -> None:
    how, found = broken
    if how == "kill":
        assert found.outcomes == ["killed", "finished"]
        return
    report = Report.from_json(found.ended.out)
    assert (report.outcome, report.articles) == ("interrupted", {"once": 3, "twice": 2}[how])
    assert found.outcomes == ["interrupted", "finished"]


def test_file_is_sealed_unless_killed(broken: tuple[str, Broken]) -> None:
    how, found = broken

    assert [name.endswith(".open") for name in found.files] == [how == "kill"]


def test_what_was_in_flight_is_finished_after_one_interrupt(broken: tuple[str, Broken]) -> None:
    how, found = broken
    done = [path for path, row in found.rows.items() if row.state == "done"]
    if how == "kill":  # what was not committed is read from the archive by the next crawl
        assert len(done) <= 2
    else:
        assert sorted(done) == PATHS[: {"once": 3, "twice": 2}[how]]


def test_nothing_new_is_begun(broken: tuple[str, Broken]) -> None:
    assert broken[1].asked == PATHS[:3]


def test_next_crawl_fetches_what_was_not_whole_and_nothing_else(
    broken: tuple[str, Broken],
) -> None:
    how, found = broken

    assert sorted(found.asked_again) == PATHS[{"once": 3, "twice": 2, "kill": 2}[how] :]


def test_next_crawl_has_everything(broken: tuple[str, Broken]) -> None:
    found = broken[1]

    assert {row.state for row in frontier(found.folder).values()} == {"done"}
    assert query(found.folder, "SELECT count(*) FROM articles") == [(6,)]
    assert query(found.folder, "SELECT count(*) FROM versions") == [(6,)]


def test_archive_holds_whole_records_only(broken: tuple[str, Broken]) -> None:
    found = broken[1]

    assert [r.id for r in records(found.folder) if r.faults()] == []


def test_each_capture_is_known(broken: tuple[str, Broken]) -> None:
    found = broken[1]
    recorded = sorted(r.capture.ref.record_id for r in records(found.folder) if r.capture)

    known = query(found.folder, "SELECT record_id FROM captures ORDER BY record_id")
    assert [row[0] for row in known] == recorded


def test_cut_capture_is_kept_and_marked(broken: tuple[str, Broken]) -> None:
    how, found = broken
    responses = [r for r in records(found.folder) if r.type == "response"]
    cut = [dict(r.fields)["WARC-Failure"] for r in responses if r.truncated]

    expected = ["stopped: the crawl ended before the response did"] if how == "twice" else []
    assert cut == expected


def test_page_that_was_captured_and_not_read_is_read_by_the_next_crawl(tmp_path: Path) -> None:
    # Scrapy hands a page to the reader only after the capture is written; a page whose reading
    # hangs (here: the pipeline before ours waits) is a capture without a reading.
    folder = tmp_path / "collection"
    pages = {path: story(f"The story at {path}") for path in PATHS[:2]}
    moved = {
        "/story/moved": b"HTTP/1.1 302 Found\r\nLocation: /story/0\r\nContent-Length: 0\r\n\r\n"
    }
    served = site({"/feed.xml": dated(["/story/1", "/story/moved"]), **pages, **moved})
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    marker = tmp_path / "waiting"
    settings = {
        "ITEM_PIPELINES": {
            "tests.spiders.project_pipelines.HangingPipeline": 100,
            "spiders.pipeline.CollectionPipeline": 500,
        },
        "HANG_AFTER": 2,
        "HANG_MARKER": str(marker),
    }
    with serving(served) as address:
        running = subprocess.Popen(
            call(folder, ["lamp"], address, settings), env=environment(), stderr=subprocess.DEVNULL
        )
        waited = threading.Event()
        while not marker.exists() and running.poll() is None:
            waited.wait(0.05)
        running.kill()
        running.wait(MOST)
        served.log.clear()
        again = crawl(folder, ["lamp"], address)

    assert again.ended.code == 0, again.ended.err
    assert stories(served) == []
    assert again.report.problems == [
        "an earlier run was broken off: 2 pages that it had captured were read now"
    ]
    assert {path: row.state for path, row in frontier(folder).items()} == {
        "/story/1": "done",
        "/story/moved": "done",
    }
    assert Counter(responses(folder)) == {
        "/robots.txt": 2,
        "/feed.xml": 2,
        "/story/1": 1,
        "/story/moved": 1,
        "/story/0": 1,
    }
