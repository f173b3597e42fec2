"""A crawl that is told to end while a large body trickles in: what the first signal waits for, and
what the second does not."""

import json
import signal
import subprocess
import threading
from collections.abc import Iterable
from pathlib import Path

import pytest

from archiver.report import Report
from tests.spiders.crawling import (
    MOST,
    WITH_TIMEOUTS,
    call,
    cli,
    crawl,
    environment,
    frontier,
    publish,
    query,
    warc_files,
)
from tests.spiders.hostile_server import Exchange, feed, serving, site, story
from warcs import reader

PATHS = [f"/story/{number}" for number in range(4)]
LARGE = 20_000_000  # bytes
PIECE = 64 * 1024


class Trickle:
    """A story of 20 MB, of which a few pieces come, and the rest when it is let go."""

    def __init__(self) -> None:
        page = story("The large one")
        head, body = page.split(b"\r\n\r\n", 1)
        body = body.replace(b"</body>", b"<!--" + b"x" * LARGE + b"--></body>")
        kept = [line for line in head.split(b"\r\n") if not line.startswith(b"Content-Length")]
        length = f"Content-Length: {len(body)}".encode()
        self.answer = b"\r\n".join((*kept, length, b"", body))
        self.under_way, self.let_go = threading.Event(), threading.Event()

    def __call__(self, exchange: Exchange) -> Iterable[bytes]:
        for start in range(0, 40 * PIECE, PIECE):
            yield self.answer[start : start + PIECE]
        self.under_way.set()
        self.let_go.wait(MOST)
        yield self.answer[40 * PIECE :]


def stories(asked: Iterable[Exchange]) -> list[str]:
    return [x.path for x in asked if x.path.startswith("/story/")]


def of_type(folder: Path, kind: str) -> list[reader.Record]:
    """The records of a type; each must be whole, those that were cut as far as they go."""
    found = []
    for path in warc_files(folder):
        with path.open("rb") as stream:
            for record in reader.read_records(stream, path.name):
                assert record.faults() == ()
                found += [record] if record.type == kind else []
    return found


@pytest.mark.parametrize("signals", [1, 2], ids=["once", "twice"])
def test_the_first_signal_waits_for_it_and_the_second_does_not(
    tmp_path: Path, signals: int
) -> None:
    folder, trickle = tmp_path / "c", Trickle()
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    days = [f"{28 - n:02} Jan 2026 10:00:00 +0000" for n in range(len(PATHS))]
    served = site({path: story(f"The story at {path}") for path in PATHS})
    served.answers |= {
        "/feed.xml": feed(list(zip(PATHS, days, strict=True))),
        PATHS[1]: trickle,
    }
    with serving(served) as address:
        to = ("--connect-to", f"lamp.example:80:{address}", "--delay", "0", "-v", "--json")
        running = subprocess.Popen(
            [*cli(), "crawl", "lamp", "-c", str(folder), *to],
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert trickle.under_way.wait(MOST)
        for _ in range(signals):
            running.send_signal(signal.SIGTERM)
            assert running.stderr is not None
            for line in running.stderr:
                if "shutting down" in line or "forcing" in line:
                    break
        if signals == 1:
            trickle.let_go.set()
        out, err = running.communicate(timeout=MOST)
        first = stories(served.log)
        rows = {path: row.state for path, row in frontier(folder).items()}
        trickle.let_go.set()
        served.log.clear()
        again = crawl(folder, ["lamp"], address)

    assert running.returncode == 130, err
    report = Report.from_json(out)
    assert (report.outcome, report.fetched) == ("interrupted", signals % 2 + 1)
    assert first == PATHS[:2]
    assert [rows[path] == "done" for path in PATHS] == [True, signals == 1, False, False]
    assert sorted(stories(served.log)) == (PATHS[2:] if signals == 1 else PATHS[1:])
    assert {row.state for row in frontier(folder).values()} == {"done"}
    assert query(folder, "SELECT count(*) FROM articles") == [(4,)]
    assert query(folder, "SELECT count(*) FROM versions") == [(4,)]
    # What was cut is kept as far as it came, and marked.
    cut = [x.truncated is not None for x in of_type(folder, "response") if "/story/1" in x.url]
    assert cut == ([False] if signals == 1 else [True, False])
    assert again.report.outcome == "finished"


def test_what_trickles_on_is_waited_for_as_long_as_an_answer_may_take(tmp_path: Path) -> None:
    """And is asked for no more in this run: the next one does."""
    folder, trickle = tmp_path / "c", Trickle()
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    served = site({"/feed.xml": feed(PATHS[:2]), PATHS[0]: story("First"), PATHS[1]: trickle})
    settings = {
        "DOWNLOADER_MIDDLEWARES": WITH_TIMEOUTS,
        "TIMEOUTS": {PATHS[1]: 3},
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    }
    with serving(served) as address:
        running = subprocess.Popen(
            call(folder, ["lamp"], address, settings),
            env=environment(),
            stdout=subprocess.PIPE,
            text=True,
        )
        assert trickle.under_way.wait(MOST)
        running.send_signal(signal.SIGTERM)
        out, _ = running.communicate(timeout=MOST)
        trickle.let_go.set()

    assert stories(served.log) == PATHS[:2]
    assert query(folder, "SELECT outcome FROM runs") == [("interrupted",)]
    row = frontier(folder)[PATHS[1]]
    assert (row.state, json.loads(out)["report"]["left"]) == ("in flight", 1)  # pending, then
