"""Jobs on a Dask cluster one of whose two workers is killed at a random moment.

    python -m tests.benchmarks.cluster_kills --jobs 30 --files 12 --pages 40

Each job reads the same files; some time after it has begun, chosen at random within what a whole
one takes, SIGKILL ends one of the workers. What the job wrote is compared, byte by byte, with what
one process wrote.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from archiver.jobs import Job, run
from archiver.jobs.cluster import Cluster
from archiver.loading import inputs
from tests.benchmarks.read_kills import files_in


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=30)
    parser.add_argument("--files", type=int, default=12)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as scratch:
        files = files_in(Path(scratch) / "in", given.files, given.pages)
        expected, target = Path(scratch) / "whole.parquet", Path(scratch) / "out.parquet"
        run(Job(target=expected, inputs=inputs(files)))
        with two_workers() as client:
            seconds = done(files, target, client)
        print(f"a whole job takes {seconds:.1f} s", flush=True)
        different = within = 0
        for number in range(1, given.jobs + 1):
            target.unlink()
            with two_workers() as client:
                process = chance.choice(sorted(client.run(os.getpid).values()))
                killer = Killer(process, chance.uniform(0, seconds))
                killer.start()
                done(files, target, client)
                within += killer.is_over
                killer.cancel()
            different += target.read_bytes() != expected.read_bytes()
            if number % 10 == 0:
                print(f"{number} jobs, {within} kills", flush=True)
    print(f"{given.jobs} jobs, a worker killed within {within}, {different} unlike a whole one")
    sys.exit(1 if different else 0)


@contextmanager
def two_workers() -> Iterator[Any]:  # of distributed.Client
    """A cluster of its own for each job: its nanny does not begin every worker anew."""
    import distributed

    dask: Any = distributed
    with (
        dask.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1",
            dashboard_address=None, silence_logs=50,
        ) as cluster,
        dask.Client(cluster) as client,
    ):  # fmt: skip
        yield client


class Killer(threading.Timer):
    """Kills a process (its number) after so many seconds."""

    def __init__(self, process: int, seconds: float) -> None:
        super().__init__(seconds, os.kill, (process, signal.SIGKILL))

    @property
    def is_over(self) -> bool:
        """True if it was killed."""
        return self.finished.is_set()


def done(files: list[Path], target: Path, client: Any) -> float:  # noqa: ANN401 - distributed.Client
    """A job to its end; how long it takes, in seconds."""
    begun = time.monotonic()
    run(
        Job(target=target, inputs=inputs(files)),
        machine=lambda set_up: Cluster(client, set_up),
    )
    return time.monotonic() - begun


if __name__ == "__main__":
    main()
