"""What is written and synced in which order, as the system sees it: no row before its bytes."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

STRACE = shutil.which("strace")
CALLS = "openat,write,pwrite64,writev,ftruncate,fsync,fdatasync,rename,renameat,renameat2,unlink"
_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)(<[^>]*>)?")
_PATH = re.compile(r"<([^<>]*)>")


@pytest.fixture(scope="module")
def strace() -> str:
    """The program; only outside CI may it be missing."""
    if STRACE is None:
        if os.environ.get("CI"):
            pytest.fail("strace is missing")
        pytest.skip("strace is missing")
    return STRACE


@dataclass
class Disk:
    """What a power cut could take away, after each system call."""

    root: Path
    files: set[str] = field(default_factory=set)  #: written to since they were synced
    names: set[str] = field(default_factory=set)  #: folders whose names were changed since
    commits: int = 0  #: writes into the catalogue's journal
    early: list[str] = field(default_factory=list)  #: commits before what they speak of

    def see(self, call: str, arguments: str, opened: str) -> None:
        """Take notice of a call that succeeded."""
        path = next(iter(_PATH.findall(arguments)), "")
        if call == "openat":
            self._opened(arguments, opened)
        elif call in ("write", "pwrite64", "writev", "ftruncate"):
            self._written(path)
        elif call in ("fsync", "fdatasync"):
            self.files.discard(path)
            self.names.discard(path)
        elif call.startswith("rename"):
            _, new = re.findall(r'"([^"]*)"', arguments)
            self.names.add(str(Path(new).parent))
            if new.endswith(".cdxj") or "merged" in new:  # made anew under another name, and synced
                assert f"{new}.new" not in self.files

    def _opened(self, arguments: str, opened: str) -> None:
        path = opened.strip("<>")
        if "O_CREAT" in arguments and "O_EXCL" in arguments and self._ours(path):
            self.names.add(str(Path(path).parent))

    def _written(self, path: str) -> None:
        if path.endswith("catalogue.sqlite-wal"):
            self.commits += 1
            if self.files or self.names:
                self.early.append(f"{sorted(self.files)} {sorted(self.names)}")
        elif self._ours(path):
            self.files.add(path)

    def _ours(self, path: str) -> bool:
        return (
            path.startswith(str(self.root))
            and "catalogue.sqlite" not in path
            and ".lock" not in path
        )


def calls(trace: str) -> Iterator[tuple[str, str, str]]:
    """Name, arguments and opened path of each call that succeeded."""
    for line in trace.splitlines():
        found = _LINE.match(line)
        if found and int(found[3]) >= 0:
            yield found[1], found[2], found[4] or ""


@pytest.mark.parametrize("flags", [[], ["--keep-open"]], ids=["sealed at the end", "left open"])
def test_catalogue_never_speaks_of_bytes_that_are_not_on_the_disk(
    tmp_path: Path, strace: str, flags: list[str]
) -> None:
    folder, trace = tmp_path / "c", tmp_path / "trace"
    line = [strace, "-f", "-y", "-s", "0", "-e", f"trace={CALLS}", "-o", str(trace), sys.executable]
    line += ["-m", "tests.archiver.collection.writing", str(folder), "14", "6000", *flags]
    done = subprocess.run(line, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.split()) == 14

    disk = Disk(folder)
    synced = {"warc": 0, "archive": 0, "manifest": 0}
    for call, arguments, opened in calls(trace.read_text()):
        disk.see(call, arguments, opened)
        if call in ("fsync", "fdatasync"):
            path = next(iter(_PATH.findall(arguments)))
            synced["warc"] += ".warc.gz" in path
            synced["archive"] += path.endswith("/archive")
            synced["manifest"] += path.endswith("manifest.jsonl")

    sealed = len(list((folder / "archive").glob("*.warc.gz")))
    assert sealed > 1
    assert disk.commits >= 6
    assert disk.early == []
    assert disk.files == set()
    assert synced["warc"] >= 5
    assert synced["archive"] >= 2 * sealed  # begun, and given its final name
    assert synced["manifest"] == sealed
