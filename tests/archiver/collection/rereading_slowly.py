"""Reads a collection again in a process of its own, to be killed.

    python -m tests.archiver.collection.rereading_slowly FOLDER

Prints a line for each capture that is read differently.
"""

import sys
from pathlib import Path

from archiver.collection.versioning.rereads import ReadAgain, Wanted, reread


def told(found: ReadAgain) -> None:
    """The line."""
    print(found.record_id, flush=True)


def main() -> None:
    """The command."""
    reread(Path(sys.argv[1]), Wanted(), told)
    print("done", flush=True)


if __name__ == "__main__":
    main()
