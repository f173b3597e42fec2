"""Runs the command `archiver` of this environment as a user does: as a process of its own."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

COMMAND = [sys.executable, "-c", "from archiver.cli import main; main()"]
DERIVED = ("catalogue.sqlite", "manifest.jsonl", "indexes", "pages")


@dataclass(frozen=True, kw_only=True)
class Demo:
    """A demo crawl that has ended."""

    folder: Path
    warc: Path  #: the one file that it wrote
    output: str


def archiver(*arguments: str | Path) -> str:
    """What the command printed; fails the test with all that it said if it did not end well."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}"
    assert done.stderr == ""
    return done.stdout
