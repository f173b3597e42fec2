"""Jobs of `archiver read` that are killed at random moments, and what they come to.

    python -m tests.benchmarks.read_kills --kills 100 --files 12 --pages 40

Again and again a job is begun, or gone on with, and killed (SIGKILL) after a random time, until so
many kills were made; each job that comes to its end is compared, byte by byte, with one that was
not killed. Prints how many files were read more than once.
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.archiver.collection.importing.foreign import story, warc


def files_in(folder: Path, count: int, pages: int) -> list[Path]:
    """WARC files with articles that differ."""
    return [
        warc(
            folder / str(number % 3) / f"{number // 3}.warc.gz",
            *(
                story(f"http://paper.example/story/{number}-{page}", name=f"{number}-{page}")
                for page in range(pages)
            ),
        )
        for number in range(count)
    ]


def command(files: list[Path], target: Path) -> list[str]:
    """The job."""
    reads = [sys.executable, "-m", "archiver.cli", "read", *map(str, files), "--to", str(target)]
    return [*reads, "--jobs", "2"]


def whole(files: list[Path], target: Path) -> float:
    """Without a kill; how long it takes, in seconds."""
    begun = time.monotonic()
    subprocess.run(command(files, target), check=True, capture_output=True)
    return time.monotonic() - begun


def killed(files: list[Path], target: Path, seconds: float) -> bool:
    """True if it was killed before its end. Its processes end when it does."""
    program = subprocess.Popen(
        command(files, target), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        _, told = program.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        program.kill()
        program.communicate()
        return True
    if program.returncode:
        raise SystemExit(f"a job that went on failed: {told.decode()}")
    return False


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--files", type=int, default=12)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as scratch:
        files = files_in(Path(scratch) / "in", given.files, given.pages)
        expected = Path(scratch) / "whole.parquet"
        seconds = whole(files, expected)
        print(f"a whole job takes {seconds:.1f} s", flush=True)
        target = Path(scratch) / "out.parquet"
        kills = ends = different = 0
        while kills < given.kills or target.with_name("out.parquet.job").exists():
            most = seconds * 1.2 if kills < given.kills else 3600.0
            if killed(files, target, chance.uniform(0, most) if kills < given.kills else most):
                kills += 1
                if kills % 10 == 0:
                    print(f"{kills} kills, {ends} jobs at their end", flush=True)
                if not target.exists() or target.with_name("out.parquet.job").exists():
                    continue  # else there was nothing left to do
            ends += 1
            different += target.read_bytes() != expected.read_bytes()
            target.unlink()
        left = [path.name for path in Path(scratch).iterdir() if path.name not in
                ("in", expected.name)]  # fmt: skip
        shutil.rmtree(Path(scratch) / "in")
    print(f"{kills} kills, {ends} jobs at their end, {different} unlike a whole one; left: {left}")
    sys.exit(1 if different or left else 0)


if __name__ == "__main__":
    main()
