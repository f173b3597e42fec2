"""Files read on a Dask cluster: one WARC file a task, so that a lost worker costs its task only.

Its machines need this package, and see the files and the job's folder under the same names.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from archiver.article import Article
from archiver.errors import LoadingError, MissingExtra
from archiver.jobs.job import Machine
from archiver.jobs.tasks import Batch, Done, Source, Task, read_alone, read_articles
from archiver.jobs.worker import SetUp
from archiver.jobs.workers import Heard, Workers
from archiver.loading import Input, Options, Reading
from archiver.loading.reading import State

T = TypeVar("T")

AHEAD = 2  # tasks a thread of the cluster that wait there


class Cluster:
    """A Dask cluster, by its client, where parts are read."""

    def __init__(
        self,
        client: Any,  # noqa: ANN401 - distributed.Client
        set_up: SetUp,
        read: Callable[..., Done] = read_alone,
    ) -> None:
        self._client = client
        self._set_up = set_up
        self._read = read

    def run(self, tasks: Sequence[Task], heard: Heard) -> Iterator[Done | Task]:
        """Read all; what was done, as it comes, and tasks whose worker died at each try.

        Raises LoadingError where a part cannot be written.
        """
        distributed = library()
        among = _shared(self._client, self._set_up.among)
        waiting = iter(tasks)
        doing: dict[Any, Task] = {}
        submit = partial(self._submit, doing, among)
        done = distributed.as_completed()
        for task in _some(waiting, _most(self._client)):
            done.add(submit(task))
        for future in done:
            yield _outcome(future, doing.pop(future))
            for task in _some(waiting, 1):
                done.add(submit(task))

    def _submit(self, doing: dict[Any, Task], among: Any, task: Task) -> Any:  # noqa: ANN401
        future = self._client.submit(self._read, task, self._set_up.options, among, pure=False)
        doing[future] = task
        return future


def _shared(client: Any, among: tuple[Source, ...]) -> Any:  # noqa: ANN401
    """The files, as a future. Not scattered: that is lost with the workers that have it."""
    return client.submit(tuple, among, pure=False)


def _some(waiting: Iterator[T], most: int) -> list[T]:
    return list(islice(waiting, most))


def _outcome(future: Any, task: Task) -> Done | Task:  # noqa: ANN401
    distributed = library()
    try:
        done: Done = future.result()
    except distributed.KilledWorker:
        return task
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        said = (error.strerror or str(error)).lower()
        raise LoadingError(f"{where}{said}; what was read is kept: run it again") from error
    return done


class ClusterReading(Reading):
    """Articles of many files, read on a cluster, in the order of the files.

    Some files are read ahead: the articles of two files for each thread are in memory. A file of
    which workers die again and again is read here, in processes that may be lost.
    """

    def __init__(
        self,
        inputs: tuple[Input, ...],
        options: Options,
        client: Any,  # noqa: ANN401 - distributed.Client
        read: Callable[..., Batch] = read_articles,
    ) -> None:
        library()
        super().__init__(inputs, options)
        self._articles = _given(client, inputs, options, self._state, read)


def _given(
    client: Any,  # noqa: ANN401
    inputs: tuple[Input, ...],
    options: Options,
    state: State,
    read: Callable[..., Batch],
) -> Generator[Article]:
    sources = tuple(Source.of(one) for one in inputs)
    among = _shared(client, sources)
    left = iter(sources)
    seen: set[str] = set()

    def ask(number: int) -> list[Any]:
        return [client.submit(read, x, options, among, pure=False) for x in _some(left, number)]

    doing = deque(ask(_most(client)))
    try:
        for input in inputs:
            state.input = input
            batch = _batch(doing.popleft())
            doing.extend(ask(1))
            if batch is None:
                yield from _apart(input, options, inputs, state)
            else:
                yield from batch.distinct(seen, state.report)
    finally:
        client.cancel(list(doing))


def _batch(future: Any) -> Batch | None:  # noqa: ANN401
    """What came of a file; None where its worker died at each try."""
    try:
        found: Batch = future.result()
    except library().KilledWorker:
        return None
    return found


def _apart(
    input: Input, options: Options, among: tuple[Input, ...], state: State
) -> Generator[Article]:
    """A file that workers die of: read here, in processes of which a page costs one at most."""
    with Reading((input,), options, jobs=2, among=among) as reading:
        try:
            yield from reading
        finally:
            state.report += reading.report


def _most(client: Any) -> int:  # noqa: ANN401
    """How many tasks are on their way at once."""
    return AHEAD * max(1, int(sum(client.nthreads().values())))


def library() -> Any:  # noqa: ANN401
    """Dask's distributed. Raises MissingExtra."""
    try:
        import distributed
    except ImportError as error:
        raise MissingExtra("A Dask cluster", "distributed", "dask") from error
    return distributed


@contextmanager
def connected(address: str) -> Iterator[Any]:
    """A client of the cluster at an address. Raises LoadingError, MissingExtra."""
    distributed = library()
    try:
        client = distributed.Client(address, timeout="20s")
    except (OSError, ValueError, TypeError) as error:
        raise LoadingError(f"{address}: no Dask scheduler answers ({error})") from error
    with client:
        yield client


@contextmanager
def reading_by(cluster: str | None, jobs: int) -> Iterator[Callable[[SetUp], Machine]]:
    """What reads parts: the cluster at an address, or so many processes here."""
    if cluster is None:
        yield lambda set_up: Workers(set_up, jobs)
        return
    with connected(cluster) as client:
        yield partial(Cluster, client)
