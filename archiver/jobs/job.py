"""A job: files read into parts, parts put together into the target.

Beside the target ``X`` lies the folder ``X.job`` while the job is under way: the ledger, the lock,
and ``parts/``, a Parquet file for each WARC file. Whoever starts the job again goes on from there;
at the end the folder is removed.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from archiver.article import Article
from archiver.data.writers import open_writer
from archiver.data.writers.choice import format_of
from archiver.errors import JobInUse, LoadingError
from archiver.jobs import merging
from archiver.jobs.ending import Finished, alike, finish, finished
from archiver.jobs.ledger import Header, Ledger
from archiver.jobs.shards import Shard
from archiver.jobs.tasks import Done, Source, Task, write_part
from archiver.jobs.worker import SetUp
from archiver.jobs.workers import Heard, Workers
from archiver.loading import Input, LoadReport, Options, Reading
from warcs.files import sync_folder

OFTEN = 20  # articles between two words on how far a file is


@dataclass(slots=True, kw_only=True)
class Progress:
    """How far a job is."""

    files: int  #: all of them
    bytes: int  #: of all files whose size is known
    files_done: int = 0
    bytes_done: int = 0
    articles: int = 0
    known: int = 0  #: of the bytes that are done, those of earlier runs
    known_articles: int = 0
    merging: bool = False  #: all is read


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is to be read, and where it goes."""

    target: Path
    inputs: tuple[Input, ...]
    options: Options = field(default_factory=Options)
    format: str | None = None  #: by default as the target's name ends
    partition_by: tuple[str, ...] = ()  #: columns, of a folder
    again: bool = False  #: what differs is read again, and the target replaced
    shard: Shard | None = None  #: read this share of the files, and put nothing together

    @property
    def folder(self) -> Path:
        """What is there while the job is under way."""
        return self.target.with_name(f"{self.target.name}.job")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a job brought."""

    articles: int
    report: LoadReport
    whole: bool = True  #: False of a shard: the target is not made yet


class Machine(Protocol):
    """Where parts are read."""

    def run(self, tasks: Sequence[Task], heard: Heard) -> Iterator[Done | Task]:
        """Read all; what was done, as it comes, and tasks that are better read apart: whose process
        died at each try, or which are all that there is to do."""
        ...


Told = Callable[[Progress], None]
Machines = Callable[[SetUp], Machine]


def run(
    job: Job,
    *,
    jobs: int = 1,
    progress: Told = lambda progress: None,
    machine: Machines | None = None,
) -> Result:
    """Do a job, or what is left of it.

    With ``jobs`` processes on this machine, or on another ``machine``. Raises LoadingError where
    the job in the folder is another one, JobInUse where another process is at it, DataError for a
    target that cannot be written as it is asked for, MissingExtra, OSError.
    """
    form = job.format or format_of(job.target)
    there = job.target.exists() and not job.again and not _is_empty(job.target)
    streams = any(one.opener is not None for one in job.inputs)
    if there and (streams or job.shard is not None or not job.folder.is_dir()):
        raise _is_there(job)
    # Which raises what is wrong with the target before anything is read.
    replace = job.again or there
    open_writer(job.target, form, partition_by=job.partition_by, replace=replace)
    if streams:
        if job.shard is not None:
            raise LoadingError(f"shard: {job.shard} of a stream cannot be read; give files")
        return _straight(job, form)
    with _locked(job, shared=job.shard is not None):
        if there and (ended := finished(job.folder)):
            if ended != _finished(job, Result(articles=ended.articles, report=ended.report)):
                raise _is_there(job)
            finish(job.folder, ended)
            return Result(articles=ended.articles, report=ended.report)
        return _go_on(job, form, jobs, progress, machine, there=there)


def _go_on(
    job: Job, form: str, jobs: int, progress: Told, machine: Machines | None, *, there: bool
) -> Result:
    sources = [Source.of(one) for one in job.inputs]
    ledger = Ledger(job.folder)
    mine = list(job.shard.take(sources)) if job.shard else sources
    kept = _kept(job, ledger, sources)
    if there and any(source.place not in kept for source in sources):
        raise _is_there(job)
    work = _Work(job, ledger, kept, progress, max(2, jobs))
    set_up = SetUp(options=job.options, among=tuple(sources))
    work.run(mine, (machine or (lambda set_up: Workers(set_up, jobs)))(set_up))
    if job.shard is not None:
        return work.result(mine, whole=False)
    work.merging()
    parts = [job.folder / "parts" / source.part for source in sources]
    result = work.result(sources, whole=True)
    count = _put_together(job, form, parts, result.report, there=there)
    result = Result(articles=count, report=result.report)
    finish(job.folder, _finished(job, result))
    return result


def _finished(job: Job, result: Result) -> Finished:
    return Finished(
        header=Header.of(job.options),
        places=tuple(Source.of(one).place for one in job.inputs),
        articles=result.articles,
        report=result.report,
    )


def _put_together(
    job: Job, form: str, parts: Sequence[Path], report: LoadReport, *, there: bool
) -> int:
    """Make the target; if one is ``there``, it must be what the job made before it was killed."""
    target = job.target
    if there:
        target = job.folder / "again" / job.target.name
        shutil.rmtree(target.parent, ignore_errors=True)
        target.parent.mkdir()
    count = merging.put_together(
        parts, target, form, partition_by=job.partition_by, report=report,
        duplicates=job.options.duplicates, replace=job.again,
    )  # fmt: skip
    if there and not alike(target, job.target):
        raise _is_there(job)
    return count


def _is_there(job: Job) -> LoadingError:
    return LoadingError(f"{job.target}: is there already; --again makes it anew")


def _straight(job: Job, form: str) -> Result:
    """Streams cannot be read twice: what is broken off is lost."""
    with (
        open_writer(job.target, form, partition_by=job.partition_by, replace=job.again) as writer,
        Reading(job.inputs, job.options) as reading,
    ):
        writer.write(reading)
    return Result(articles=writer.count, report=reading.report)


def _kept(job: Job, ledger: Ledger, sources: list[Source]) -> dict[str, Done]:
    """The parts that count: those of this shard, or those of all shards and of the job."""
    header = Header.of(job.options)
    if job.shard is not None:
        return ledger_of(job.folder, job.shard).begin(header, sources, again=job.again)
    shards = job.folder / "shared"
    ledgers = [
        Ledger(path, job.folder / "parts")
        for path in (sorted(shards.iterdir()) if shards.is_dir() else ())
    ]
    found: dict[str, Done] = {}
    for one in (*ledgers, ledger):
        found |= one.begin(header, sources, again=job.again)
    return found


def ledger_of(folder: Path, shard: Shard) -> Ledger:
    """The ledger of one shard, which no other process writes."""
    own = folder / "shared" / f"{shard.number}-of-{shard.count}"
    own.mkdir(parents=True, exist_ok=True)
    return Ledger(own, folder / "parts")


class _Work:
    """Reading what has no part yet."""

    def __init__(
        self, job: Job, ledger: Ledger, kept: dict[str, Done], told: Told, jobs: int
    ) -> None:
        self._job = job
        self._jobs = jobs
        self._ledger = ledger_of(job.folder, job.shard) if job.shard else ledger
        self._done = kept
        self._told = told
        self._now: dict[str, tuple[int, int]] = {}  # files that are being read: bytes, articles
        self._progress = Progress(files=0, bytes=0)

    def run(self, sources: Sequence[Source], machine: Machine) -> None:
        """Read them."""
        self._progress = Progress(
            files=len(sources), bytes=sum(source.size or 0 for source in sources)
        )
        for source in sources:
            if (done := self._done.get(source.place)) is not None:
                self._progress.known += done.source.size or 0
                self._progress.known_articles += done.articles
                self._count(done)
        parts = str((self._job.folder / "parts").absolute())
        tasks = [Task(source=x, folder=parts) for x in sources if x.place not in self._done]
        self._tell()
        for one in machine.run(tasks, self._heard) if tasks else ():
            done = one if isinstance(one, Done) else self._apart(one)
            self._ledger.add(done)
            self._done[done.source.place] = done
            self._now.pop(done.source.place, None)
            self._count(done)
            self._tell()

    def result(self, sources: Sequence[Source], *, whole: bool) -> Result:
        """The counts of all files, in their order."""
        report = LoadReport()
        for source in sources:
            report += self._done[source.place].report
        return Result(articles=report.given, report=report, whole=whole)

    def merging(self) -> None:
        """All is read."""
        self._progress.merging = True
        self._tell()

    def _apart(self, task: Task) -> Done:
        """A file that its process died of, or the only one: in processes of which a page that kills
        them costs one at most, and which read one file together."""
        target = Path(task.folder) / task.source.part
        place, input = task.source.place, task.source.input()
        among = tuple(Source.of(one).input() for one in self._job.inputs)
        with Reading((input,), self._job.options, jobs=self._jobs, among=among) as reading:
            count = write_part(target, self._watched(place, reading))
            size = target.stat().st_size
            return Done(source=task.source, articles=count, size=size, report=reading.report)

    def _watched(self, place: str, reading: Reading) -> Iterator[Article]:
        for number, article in enumerate(reading):
            if number % OFTEN == 0:
                self._heard(place, reading.report.bytes_read, reading.report.given)
            yield article

    def _count(self, done: Done) -> None:
        self._progress.files_done += 1
        self._progress.bytes_done += done.source.size or 0
        self._progress.articles += done.articles

    def _heard(self, place: str, size: int, articles: int) -> None:
        self._now[place] = size, articles
        self._tell()

    def _tell(self) -> None:
        now = self._progress
        more = self._now.values()
        told = Progress(
            files=now.files, bytes=now.bytes, files_done=now.files_done, known=now.known,
            known_articles=now.known_articles, merging=now.merging,
            bytes_done=now.bytes_done + sum(size for size, _ in more),
            articles=now.articles + sum(articles for _, articles in more),
        )  # fmt: skip
        self._told(told)


@contextmanager
def _locked(job: Job, *, shared: bool) -> Iterator[None]:
    """The job's folder, made if it is missing, for this process alone; of a shard, for shards.

    The kernel holds the lock for the process, so that a dead one leaves none (flock(2)).
    """
    folder = job.folder
    new = not folder.exists()
    (folder / "parts").mkdir(parents=True, exist_ok=True)
    if new:
        sync_folder(folder.parent)
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    own = None
    try:
        _lock(descriptor, fcntl.LOCK_SH if shared else fcntl.LOCK_EX, folder)
        if job.shard is not None:
            place = folder / f"lock-{job.shard.number}-of-{job.shard.count}"
            own = os.open(place, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            _lock(own, fcntl.LOCK_EX, folder)
        for leftover in (folder / "parts").glob(".*") if not shared else ():
            leftover.unlink(missing_ok=True)
        yield
    finally:
        for one in (descriptor, own):
            if one is not None:
                os.close(one)


def _lock(descriptor: int, how: int, folder: Path) -> None:
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise JobInUse(f"{folder}: another process is at this job; wait for it") from error


def _is_empty(path: Path) -> bool:
    return path.is_dir() and not any(path.iterdir())
