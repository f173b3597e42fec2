"""Files to read, and a machine that reads them in this process; as a program, one that is killed.

python -m tests.archiver.jobs.reading_here STEP TARGET FILES…
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from archiver.jobs import Job, Progress, run
from archiver.jobs.tasks import Done, Task, read_part
from archiver.jobs.worker import SetUp
from archiver.jobs.workers import Heard
from archiver.loading import Loader, inputs
from tests.archiver.collection.importing.foreign import loaf, story, warc


class Here:
    """Reads parts in this process; ``before`` is told of each."""

    def __init__(self, set_up: SetUp, before: Callable[[Task], None] = lambda task: None) -> None:
        self._set_up = set_up
        self._before = before

    def run(self, tasks: Sequence[Task], heard: Heard) -> Iterator[Done | Task]:
        among = [one.input() for one in self._set_up.among]
        with closing(Loader(among, self._set_up.options)) as loader:
            for task in tasks:
                self._before(task)
                yield read_part(loader, task)


def files_in(folder: Path) -> list[Path]:
    """Three files, two of them of one name; a page that two of them have."""
    return [
        warc(folder / "a" / "x.warc.gz", story(), loaf()),
        warc(folder / "b" / "x.warc.gz", story("http://b.example/story/s", name="3")),
        warc(folder / "y.warc", loaf(name="4"), story("http://c.example/story/s", name="5")),
    ]


def main() -> None:
    """Read, and be killed before the file of this number; 3: before the parts are put together."""
    step, target, *files = sys.argv[1:]
    left = int(step)

    def die(*_: object) -> None:
        nonlocal left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

    def progress(far: Progress) -> None:
        if far.merging:
            die()

    job = Job(target=Path(target), inputs=inputs(files))
    run(job, progress=progress, machine=partial(Here, before=die))


if __name__ == "__main__":
    main()
