"""`archiver status`: what a stranger reads of a collection."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from archiver.article import Entry
from archiver.cli import main
from archiver.collection import Session
from archiver.report import Report
from archiver.yields import Yield
from tests.archiver.collection.redaction.making import ticking
from tests.archiver.collection.test_session import die
from tests.archiver.collection.test_versions import WALL, ropes, store

STARTED = datetime(2026, 3, 1, 12, tzinfo=UTC)


def health(folder: Path) -> dict[str, Any]:
    done = CliRunner().invoke(main, ["status", "-c", str(folder), "--json"])
    (row,) = json.loads(done.output)["health"]["publications"]
    return {name: row[name] for name in ("started", "outcome", "new", "fresh")}


def test_an_empty_collection_says_what_to_do_first(tmp_path: Path) -> None:
    Session(tmp_path / "c").close()
    done = CliRunner().invoke(main, ["status", "-c", str(tmp_path / "c")])

    assert done.exit_code == 0
    assert done.output.splitlines()[:3] == [
        f"No articles yet: `archiver add URL -c {tmp_path}/c` describes a site, and"
        f" `archiver crawl NAME -c {tmp_path}/c` fetches what it has",
        "",
        f"{tmp_path}/c: 0 articles in 0 versions, 0 captures, 0 sealed WARC files, 0 B",
    ]


def test_what_a_wall_said_is_no_version_of_an_article(tmp_path: Path) -> None:
    session = Session(tmp_path / "c", now=ticking())
    store(session, ropes())
    store(session, ropes("Correction: it was forty coils."))
    store(session, WALL, "http://paper.example/story/walled")
    session.close()
    done = CliRunner().invoke(main, ["status", "-c", str(tmp_path / "c")])

    assert "1 articles in 2 versions, 3 captures, 1 sealed WARC file," in done.output


def test_a_sealed_file_that_the_catalogue_does_not_know_is_counted(tmp_path: Path) -> None:
    Session(tmp_path / "c").close()
    (tmp_path / "c" / "archive" / "left.warc.gz").write_bytes(b"x" * 70)
    done = CliRunner().invoke(main, ["status", "-c", str(tmp_path / "c")])

    assert "0 captures, 1 sealed WARC file, 70 B" in done.output


def test_new_articles_are_told_beside_what_sources_named(tmp_path: Path) -> None:
    """After `archiver add` the first run brings what was named before."""
    session = Session(tmp_path / "c", now=ticking())
    run = session.begin_run(["paper"])
    brought = Yield(publication="paper", found=3, fresh=0, articles=3, new=3)
    session.end_run(run, Report(started=STARTED, outcome="finished", yields=[brought]))
    session.close()
    done = CliRunner().invoke(main, ["status", "-c", str(tmp_path / "c")])
    table = [line.split() for line in done.output.splitlines()]

    assert ["publication", "last", "run", "outcome", "new", "named", "expected"] in [
        line[:7] for line in table
    ]
    assert ["paper", "2026-03-01", "12:00", "finished", "3", "0"] in [line[:6] for line in table]


def test_a_killed_run_is_the_last_run(tmp_path: Path) -> None:
    now = ticking()
    session = Session(tmp_path / "c", now=now)
    run = session.begin_run(["paper"])
    brought = Yield(publication="paper", found=3, fresh=2, articles=3, new=3)
    session.end_run(run, Report(started=STARTED, outcome="finished", yields=[brought]))
    session.begin_run(["paper"])
    session.schedules.began(["paper"], session.now())
    session.commit()
    running = health(tmp_path / "c")
    die(session)
    killed = health(tmp_path / "c")

    assert (running["outcome"], running["new"], running["fresh"]) == ("finished", 3, 2)
    assert (killed["outcome"], killed["new"], killed["fresh"]) == ("killed", 0, None)
    assert killed["started"] > running["started"]


def test_what_waits_for_a_host_is_told_after_a_killed_run_too(tmp_path: Path) -> None:
    session = Session(tmp_path / "c", now=ticking())
    entry = Entry(url="http://paper.example/story/ropes", source="/feed", kind="feed")
    session.frontier.add("paper", [entry], session.now())
    session.unreachable.keep("http://paper.example", "HTTP status 503", connected=True)
    session.schedules.began(["paper"], session.now())
    session.commit()
    die(session)
    done = CliRunner().invoke(main, ["status", "-c", str(tmp_path / "c")])

    assert "paper: 1 pending wait for paper.example: HTTP status 503" in done.output
