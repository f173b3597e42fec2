"""An import in a process of its own, which is killed at a given step.

python -m tests.archiver.collection.importing.dying STEP FOLDER FILES…
"""

import os
import signal
import sys
from pathlib import Path

from archiver.collection.importing.importing import import_files


def main() -> None:
    """The command."""
    step, folder, *files = sys.argv[1:]
    left = int(step)

    def progress(what: str, done: int, total: int) -> None:
        nonlocal left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

    import_files(Path(folder), list(map(Path, files)), progress=progress)
    print("done")


if __name__ == "__main__":
    main()
