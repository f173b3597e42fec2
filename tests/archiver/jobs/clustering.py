"""A Dask cluster of two processes on 127.0.0.1, one of which is killed while it reads.

    python -m tests.archiver.jobs.clustering TARGET FILES…

The worker that reads the second file is killed, once. Then the articles are read without a job; and
once more, where each worker that reads the second file is killed. Prints what the last two read.
"""

import os
import signal
import sys
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import archiver
from archiver.jobs import Job, run
from archiver.jobs.cluster import Cluster, ClusterReading
from archiver.jobs.tasks import Batch, Done, Source, Task, read_alone, read_articles
from archiver.jobs.worker import SetUp
from archiver.loading import Options, inputs


def read_and_die(mark: str, task: Task, options: Options, among: tuple[Source, ...]) -> Done:
    """As :func:`read_alone`; the first process that reads the file which ``mark`` names dies."""
    path = Path(mark)
    if path.exists() and task.source.path == path.read_text():
        path.unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    return read_alone(task, options, among)


def read_or_die(deadly: str, source: Source, options: Options, among: tuple[Source, ...]) -> Batch:
    """As :func:`read_articles`; each process that reads the file which is ``deadly`` dies."""
    if source.path == deadly:
        os.kill(os.getpid(), signal.SIGKILL)
    return read_articles(source, options, among)


def main() -> None:
    """The command."""
    warnings.simplefilter("ignore")
    import distributed

    target, *files = sys.argv[1:]
    mark = Path(f"{target}.mark")
    mark.write_text(files[1])
    reads: Callable[..., Done] = partial(read_and_die, str(mark))
    dask: Any = distributed
    with (
        dask.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1",
            dashboard_address=None,
        ) as cluster,
        dask.Client(cluster) as client,
    ):  # fmt: skip
        machine: Callable[[SetUp], Any] = lambda set_up: Cluster(client, set_up, reads)  # noqa: E731
        run(Job(target=Path(target), inputs=inputs(files)), machine=machine)
        assert not mark.exists(), "no worker was killed"
        reading = archiver.read(files, dask=client)
        for article in reading:
            print(article.capture and article.capture.record_id, article.title)
        print(reading.report.classes)
        print(archiver.load(files, dask=client).arrow().num_rows)
        cluster.scheduler.allowed_failures = 0
        deadly: Callable[..., Batch] = partial(read_or_die, files[1])
        reading = ClusterReading(inputs(files), Options(), client, deadly)
        print([article.title for article in reading], reading.report.classes, reading.report.given)


if __name__ == "__main__":
    main()
