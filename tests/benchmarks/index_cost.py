"""What an index costs beside cdxj-indexer, which is run as a program.

    python -m tests.benchmarks.index_cost PROGRAM FOLDER [--count 400] [--rounds 5]
        [--only gzip|identity]

PROGRAM is the path of cdxj-indexer (`make wacz` installs it); FOLDER holds pages, of which files
are made as in tests/benchmarks/warc_files.py. Both index the same files, ours by the library in a
process of its own, sorted, in turn; what counts is the CPU time of the process (user and system).
Printed is theirs to ours: with the start of the interpreter, and without (what each takes to do
nothing). The keys of both are compared.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.warc_files import exchanges, found_pages, spread, written

OURS = """
import sys
from warcs.index.cdxj import read_lines
lines = []
for path in sys.argv[1:]:
    with open(path, "rb") as stream:
        lines += read_lines(stream, path.rpartition("/")[2])
print("\\n".join(sorted(lines)))
"""
COPIES = 5  # of a file, so that the start counts for less


def cost(command: list[str]) -> tuple[float, str]:
    """CPU seconds of a process, and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def keys(printed: str) -> list[tuple[str, str, str]]:
    """Key, file and offset of each line."""
    found = []
    for line in printed.splitlines():
        key, _, rest = line.partition(" ")
        told = json.loads(rest.partition(" ")[2])
        found.append((key, told["filename"], told["offset"]))
    return sorted(found)


def compare(program: str, paths: list[str], rounds: int) -> None:
    """Print the ratios for some files."""
    theirs, ours = [program, "--sort"], [sys.executable, "-c", OURS]
    with_start, without = [], []
    for _ in range(rounds):
        nothing = cost([program, "--help"])[0], cost(ours)[0]
        their_cost, their_lines = cost([*theirs, *paths])
        our_cost, our_lines = cost([*ours, *paths])
        with_start.append(their_cost / our_cost)
        without.append((their_cost - nothing[0]) / (our_cost - nothing[1]))
    count = len(our_lines.splitlines())
    print(f"  {statistics.median(with_start):.2f} with the start, without it x {spread(without)}")
    print(
        f"  {count} lines; keys are {'equal' if keys(our_lines) == keys(their_lines) else 'OTHER'}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("program")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=400, help="pages")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", choices=["gzip", "identity"], help="bodies of this coding")
    asked = parser.parse_args()
    pages = found_pages(asked.folder, asked.count)
    with tempfile.TemporaryDirectory() as scratch:
        for name, coded in (("gzip", True), ("identity", False)):
            if asked.only not in (None, name):
                continue
            for path in written(Path(scratch), tuple(exchanges(pages, coded)), name):
                if path.suffix == ".zst":
                    continue  # cdxj-indexer reads none
                copies = [path.with_name(f"{number}-{path.name}") for number in range(COPIES)]
                for copy in copies:
                    copy.hardlink_to(path)
                print(path.name, flush=True)
                compare(asked.program, [str(copy) for copy in copies], asked.rounds)


if __name__ == "__main__":
    main()
