"""`archiver replay` tells an address, serves it, and ends when it is asked to."""

import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from archiver.cli import main
from archiver.replay import Viewer
from tests.archiver.replay.recorded import collection, ok

COMMAND = [sys.executable, "-u", "-m", "archiver.cli", "replay"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_address_is_served_until_the_end(
    number: signal.Signals, scripts: Viewer, tmp_path: Path
) -> None:
    collection(tmp_path / "my-archive", {"http://paper.example/": ok("<h1>Hi</h1>")}, {})
    command = [*COMMAND, str(tmp_path / "my-archive"), "--url", "http://paper.example/"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(3)]
        url = said[2].strip()
        with urllib.request.urlopen(url.partition("#")[0], timeout=10) as answer:
            page = answer.read()
        process.send_signal(number)
        rest = process.stdout.read()

    assert said[0] == "my-archive: open this in Chromium or Firefox; Ctrl-C ends it.\n"
    assert re.fullmatch(
        r"http://127\.0\.0\.1:\d+/[\w-]{32}/#url=http%3A%2F%2Fpaper.example%2F", url
    )
    assert b"start.js" in page
    assert (process.returncode, rest.strip()) == (0, "ended")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nowhere", "no such file or folder"),
        ("", "no collection here; `archiver crawl … -c {}` makes one"),
        ("x.wacz", "is no WACZ file (it is not a ZIP file, or cut off)"),
    ],
)
def test_mistake_is_one_line(name: str, reason: str, scripts: Viewer, tmp_path: Path) -> None:
    (tmp_path / "x.wacz").write_text("no ZIP")
    path = tmp_path / name
    done = CliRunner().invoke(main, ["replay", str(path)])

    assert (done.exit_code, done.output) == (1, f"Error: {path}: {reason.format(path)}\n")


def test_folder_without_replaywebpage_is_told(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["replay", str(tmp_path), "--replay-files", str(tmp_path)])

    assert done.exit_code == 1
    assert "`npm pack replaywebpage@2.5.3` makes the first" in done.output
