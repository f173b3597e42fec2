"""Writes into a collection in a process of its own, to be traced or killed.

    python -m tests.archiver.collection.writing FOLDER COUNT MAX_SIZE [--keep-open]

Stores COUNT articles, commits behind each third, and prints the URL of each that is committed.
"""

import sys
from datetime import timedelta
from pathlib import Path

from archiver.collection import Session
from archiver.collection.opening import Sealing
from tests.archiver.collection.test_session import store


def main() -> None:
    """The command."""
    folder, count, max_size, *flags = sys.argv[1:]
    sealing = Sealing(
        keep_open="--keep-open" in flags, max_size=int(max_size), max_age=timedelta(0)
    )
    session = Session(Path(folder), sealing=sealing)
    session.begin_run(["paper"])
    waiting: list[str] = []
    for number in range(int(count)):
        url = f"https://paper.example/{number}-{session.now():%H%M%S%f}"
        store(session, url, text=f"Text {number}. " * 200)
        waiting.append(url)
        if number % 3 == 2:
            session.commit()
            print(*waiting, sep="\n", flush=True)
            waiting.clear()
    session.close()
    print(*waiting, sep="\n", flush=True)


if __name__ == "__main__":
    main()
