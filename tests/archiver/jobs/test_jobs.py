"""`archiver read … --to`: whatever breaks off goes on, and comes to the same."""

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet as pq
import pytest

from archiver.errors import DataError, JobInUse, LoadingError
from archiver.jobs import Job, Result, Shard, run
from archiver.jobs.ending import Finished
from archiver.jobs.job import Progress
from archiver.jobs.ledger import Header
from archiver.jobs.tasks import Done, Source, Task
from archiver.jobs.worker import SetUp
from archiver.jobs.workers import Heard, Workers
from archiver.loading import Options, inputs
from tests.archiver.collection.importing.foreign import STORY, story, warc
from tests.archiver.jobs.reading_here import Here, files_in
from tests.warcs.warc_bytes import record

TITLES = [
    "The harbour master resigns over missing ropes",
    "Last loaf",
    "The harbour master resigns over missing ropes",
    "Last loaf",
    "The harbour master resigns over missing ropes",
]


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    return files_in(tmp_path / "in")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out.parquet"


def read(files: list[Path], target: Path, **more: Any) -> Result:  # noqa: ANN401
    """Read, in this process unless a machine is given."""
    machine = more.pop("machine", Here)
    options = Options.of(**more.pop("options", {}))
    job = Job(target=target, inputs=inputs(files), options=options, **more)
    return run(job, machine=machine)


def dying(count: int) -> Callable[[SetUp], Here]:
    """A machine that breaks before the part of this number."""
    left = [count]

    def before(task: Task) -> None:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1

    return partial(Here, before=before)


def broken_off(files: list[Path], target: Path, count: int = 2, **more: Any) -> None:  # noqa: ANN401
    with pytest.raises(KeyboardInterrupt):
        read(files, target, machine=dying(count), **more)


def reading(read_now: list[str]) -> Callable[[SetUp], Here]:
    """A machine that notes what it reads."""
    return partial(Here, before=lambda task: read_now.append(task.source.path))


def titles(target: Path) -> list[str]:
    found: list[str] = pq.read_table(target).column("title").to_pylist()
    return found


def test_files_become_one_in_their_order(files: list[Path], target: Path) -> None:
    result = read(files, target)

    assert titles(target) == TITLES
    assert (result.articles, result.report.classes, result.report.files) == (5, {"article": 5}, 3)
    assert not target.with_name("out.parquet.job").exists()


@pytest.mark.parametrize("name", ["o.jsonl", "o.jsonl.gz", "o.jsonl.zst", "o.csv", "o.sqlite", "o"])
def test_a_target_may_have_any_format(name: str, files: list[Path], tmp_path: Path) -> None:
    assert read(files, tmp_path / name).articles == 5
    assert [path.name for path in tmp_path.iterdir() if path.name != "in"] == [name]


def test_a_folder_has_a_file_for_each_in_their_order(files: list[Path], tmp_path: Path) -> None:
    read(files, tmp_path / "o", format="folder")

    assert sorted(path.name for path in (tmp_path / "o").iterdir()) == [
        "part-0-x.warc.gz.parquet", "part-1-x.warc.gz.parquet", "part-2-y.warc.parquet"
    ]  # fmt: skip
    assert titles(tmp_path / "o") == TITLES


def test_a_folder_may_be_divided(files: list[Path], tmp_path: Path) -> None:
    read(files, tmp_path / "o", format="folder", partition_by=("language",))

    assert [path.name for path in (tmp_path / "o").iterdir()] == ["language=en"]


@pytest.mark.parametrize("step", [1, 3])
def test_what_was_killed_goes_on_and_is_the_same_to_the_byte(
    step: int, files: list[Path], target: Path, tmp_path: Path
) -> None:
    read(files, tmp_path / "whole.parquet")
    command = [sys.executable, "-m", "tests.archiver.jobs.reading_here", str(step), str(target)]
    died = subprocess.run([*command, *map(str, files)], check=False)
    now: list[str] = []

    read(files, target, machine=reading(now))

    assert died.returncode == -9
    assert now == [str(path) for path in files[step:]]
    assert target.read_bytes() == (tmp_path / "whole.parquet").read_bytes()


def test_a_line_of_the_ledger_that_was_cut_does_not_count(files: list[Path], target: Path) -> None:
    broken_off(files, target)
    ledger = target.with_name("out.parquet.job") / "ledger.jsonl"
    ledger.write_bytes(ledger.read_bytes()[:-9])
    now: list[str] = []

    read(files, target, machine=reading(now))

    assert now == [str(path) for path in files[1:]]
    assert titles(target) == TITLES


def test_a_part_that_is_not_as_long_as_it_was_does_not_count(
    files: list[Path], target: Path
) -> None:
    broken_off(files, target)
    part = next(target.with_name("out.parquet.job").glob("parts/*.parquet"))
    part.write_bytes(part.read_bytes()[:-9])

    assert read(files, target).articles == 5


def touch(path: Path) -> None:
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1))


def replace(path: Path) -> None:
    path.write_bytes(path.parent.parent.joinpath("b", path.name).read_bytes())


OTHERWISE = {"since": "2014-01-01"}
DIFFERENT: dict[str, tuple[Callable[[Path], None], dict[str, str], str, int]] = {
    "an option": (
        lambda path: None, OTHERWISE,
        "it was begun with other options (since: 2014-01-01 00:00:00+00:00, was none); give the "
        "same", 3,
    ),
    "the size": (replace, {}, "was changed since it was read (", 2),
    "the time": (touch, {}, "was changed since it was read (another time)", 2),
}  # fmt: skip


@pytest.mark.parametrize(("change", "options", "said", "again"), DIFFERENT.values(), ids=DIFFERENT)
def test_what_differs_is_told_and_read_again_where_that_is_asked_for(
    change: Callable[[Path], None],
    options: dict[str, str],
    said: str,
    again: int,
    files: list[Path],
    target: Path,
) -> None:
    broken_off(files, target)
    change(files[0])

    with pytest.raises(LoadingError) as told:
        read(files, target, options=options)

    assert str(told.value).startswith(f"{target}.job: ")
    assert said in str(told.value)
    assert str(told.value).endswith(", or --again to read again what differs")
    now: list[str] = []
    read(files, target, machine=reading(now), again=True, options=options)
    assert len(now) == again


PAPER = 'name = "The Paper"\nhome = "http://paper.example/"\ndomains = ["paper.example"]\n'


def test_publication_files_that_are_not_as_they_were_are_told(
    files: list[Path], target: Path, tmp_path: Path
) -> None:
    file = tmp_path / "publications" / "paper.toml"
    file.parent.mkdir()
    file.write_text(PAPER)
    options = {"publications": file.parent}
    broken_off(files, target, options=options)
    file.write_text(PAPER.replace("The Paper", "Paper"))

    with pytest.raises(
        LoadingError, match=f"publications: the files in {file.parent} were changed"
    ):
        read(files, target, options=options)

    now: list[str] = []
    read(files, target, machine=reading(now), again=True, options=options)
    assert len(now) == 3


def test_a_file_that_is_not_given_any_more_is_told(files: list[Path], target: Path) -> None:
    broken_off(files, target)

    with pytest.raises(LoadingError, match=r"a/x\.warc\.gz was read for it and is not among"):
        read(files[1:], target)

    assert read(files[1:], target, again=True).articles == 3


def test_further_files_are_read_too(files: list[Path], target: Path) -> None:
    broken_off(files[:2], target, 1)

    assert read(files, target).articles == 5


def test_a_target_that_is_there_is_replaced_only_if_that_is_asked_for(
    files: list[Path], target: Path
) -> None:
    target.write_bytes(b"mine")

    with pytest.raises(LoadingError, match="is there already; --again makes it anew"):
        read(files, target)

    assert target.read_bytes() == b"mine"
    assert read(files, target, again=True).articles == 5


def broken_off_before_the_end(files: list[Path], target: Path) -> None:
    """All is read, and the target not made."""

    def told(progress: Progress) -> None:
        if progress.merging:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(Job(target=target, inputs=inputs(files)), machine=Here, progress=told)


@pytest.mark.parametrize("name", ["o.parquet", "o.jsonl.gz", "o.sqlite", "o"])
def test_what_was_killed_when_its_target_was_made_comes_to_its_end(
    name: str, files: list[Path], tmp_path: Path
) -> None:
    target, whole = tmp_path / name, tmp_path / "whole" / name
    whole.parent.mkdir()
    expected = read(files, whole)
    broken_off_before_the_end(files, target)
    whole.rename(target)
    read_now: list[str] = []

    assert read(files, target, machine=reading(read_now)) == expected
    assert read_now == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", name, "whole"]


def test_what_was_killed_when_its_folder_was_removed_comes_to_its_end(
    files: list[Path], target: Path
) -> None:
    expected = read(files, target)
    folder = target.with_name("out.parquet.job")
    folder.mkdir()
    ended = Finished(
        header=Header.of(Options()),
        places=tuple(Source.of(one).place for one in inputs(files)),
        articles=expected.articles,
        report=expected.report,
    )
    (folder / "finished").write_bytes(msgspec.json.encode(ended))
    with pytest.raises(LoadingError, match="is there already; --again makes it anew"):
        read(files, target, options={"language": "de"})
    with pytest.raises(LoadingError, match="is there already; --again makes it anew"):
        read(files[1:], target)
    read_now: list[str] = []

    assert read(files, target, machine=reading(read_now)) == expected
    assert read_now == []
    assert not folder.exists()


@pytest.mark.parametrize("before", [broken_off, broken_off_before_the_end])
def test_another_target_that_came_in_between_is_told(
    before: Callable[[list[Path], Path], None], files: list[Path], target: Path
) -> None:
    before(files, target)
    target.write_bytes(b"mine")
    read_now: list[str] = []

    with pytest.raises(LoadingError, match="is there already; --again makes it anew"):
        read(files, target, machine=reading(read_now))

    assert target.read_bytes() == b"mine"
    assert read_now == []
    assert read(files, target, again=True).articles == 5
    assert not target.with_name("out.parquet.job").exists()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("o.parquet", "is one file; only a folder can be divided by nosuch"),
        ("o", "cannot divide by nosuch: not a column of single values"),
    ],
)
def test_a_target_that_cannot_be_written_is_told_before_anything_is_read(
    name: str, told: str, files: list[Path], tmp_path: Path
) -> None:
    read_now: list[str] = []

    with pytest.raises(DataError, match=told):
        read(files, tmp_path / name, partition_by=("nosuch",), machine=reading(read_now))

    assert read_now == []


@pytest.mark.parametrize("columns", [(), ("language",)], ids=["whole", "divided"])
def test_a_folder_is_replaced_only_if_it_holds_nothing_but_parquet(
    columns: tuple[str, ...], files: list[Path], tmp_path: Path
) -> None:
    folder = tmp_path / "o"
    again = {"format": "folder", "partition_by": columns, "again": True}
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "old.parquet").write_bytes(b"old")

    assert read(files, folder, **again).articles == 5
    assert not (folder / "deep").exists()

    (folder / "notes.txt").write_text("mine")
    with pytest.raises(DataError, match=r"o: holds more than Parquet files \(notes.txt\)"):
        read(files, folder, **again)
    assert (folder / "notes.txt").read_text() == "mine"


def test_a_stream_is_read_straight_into_the_target(files: list[Path], target: Path) -> None:
    with files[0].open("rb") as stream:
        result = run(Job(target=target, inputs=inputs(stream)))

    assert (result.articles, titles(target)) == (2, TITLES[:2])


def test_a_stream_has_no_shards(files: list[Path], target: Path) -> None:
    with (
        files[0].open("rb") as stream,
        pytest.raises(LoadingError, match="shard: 1/2 of a stream cannot be read; give files"),
    ):
        run(Job(target=target, inputs=inputs(stream), shard=Shard.of("1/2")))

    assert not target.exists()


def test_two_at_one_job_are_one_too_many(files: list[Path], target: Path) -> None:
    broken_off(files, target)
    lock = os.open(target.with_name("out.parquet.job") / "lock", os.O_RDWR)
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        with pytest.raises(JobInUse, match="another process is at this job; wait for it"):
            read(files, target)
    finally:
        os.close(lock)


def test_a_page_that_two_files_have_is_given_once_where_that_is_asked_for(
    files: list[Path], target: Path
) -> None:
    result = read(files, target, options={"duplicates": False})

    assert titles(target) == [TITLES[n] for n in (0, 1, 2, 4)]
    assert result.report.classes == {"article": 4, "duplicate": 1}
    assert (result.articles, result.report.given) == (4, 4)


def test_shards_are_read_apart_and_put_together(files: list[Path], target: Path) -> None:
    for number in (2, 1):
        part = read(files, target, shard=Shard(number=number, count=2))
        assert not part.whole
    assert not target.exists()
    now: list[str] = []

    assert read(files, target, machine=reading(now)).articles == 5

    assert now == []
    assert titles(target) == TITLES


def test_what_was_put_together_of_shards_goes_on_too(files: list[Path], target: Path) -> None:
    read(files, target, shard=Shard(number=1, count=3))
    broken_off(files, target, 1)
    now: list[str] = []

    assert read(files, target, machine=reading(now)).articles == 5
    assert now == [str(files[2])]


class Lost:
    """A machine of whose processes every one dies."""

    def __init__(self, set_up: SetUp) -> None:
        self._set_up = set_up

    def run(self, tasks: Sequence[Task], heard: Heard) -> Iterator[Done | Task]:
        yield from tasks


def test_a_file_that_processes_die_of_is_read_apart(files: list[Path], target: Path) -> None:
    result = read(files[:1], target, machine=Lost)

    assert (result.report.classes, titles(target)) == ({"article": 2}, TITLES[:2])


def test_apart_it_has_the_originals_of_the_others(tmp_path: Path, target: Path) -> None:
    original = warc(tmp_path / "a.warc.gz", story(name="o"))
    revisit = record("revisit", STORY, b"", name="v", WARC_Refers_To="<urn:uuid:o>")

    result = read([original, warc(tmp_path / "b.warc.gz", revisit)], target, machine=Lost)

    assert (result.articles, result.report.notes) == (2, {"revisit resolved": 1})


@pytest.mark.parametrize("text", ["0/3", "4/3", "1", "a/b", "1/0", "-1/3"])
def test_a_shard_is_a_number_of_a_count(text: str) -> None:
    with pytest.raises(LoadingError, match="give NUMBER/COUNT from 1/COUNT on"):
        Shard.of(text)


def test_processes_read_what_one_reads(files: list[Path], target: Path, tmp_path: Path) -> None:
    read(files, tmp_path / "here.parquet")

    read(files, target, machine=lambda set_up: Workers(set_up, 2))

    assert target.read_bytes() == (tmp_path / "here.parquet").read_bytes()


def test_a_full_disk_is_one_line_and_what_was_read_is_kept(
    files: list[Path], tmp_path: Path
) -> None:
    target = tmp_path / "out.parquet"
    script = (
        "import resource, sys; from archiver.cli import main; sys.dont_write_bytecode = True;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2); main()"
    )
    command = ["read", *map(str, files), "--to", str(target)]
    failed = subprocess.run(
        [sys.executable, "-c", script, "3000", *command],
        check=False, capture_output=True, text=True,
    )  # fmt: skip

    assert failed.returncode == 1
    assert failed.stderr.splitlines()[-1].endswith(
        "file too large; what was read is kept: run it again"
    )
    assert "Traceback" not in failed.stderr
    assert read(files, target).articles == 5


def test_a_pipe_that_ends_early_is_quiet(files: list[Path]) -> None:
    command = f"{sys.executable} -m archiver.cli read {' '.join(map(str, files))} | head -n 1"
    piped = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)

    assert json.loads(piped.stdout)["title"] == TITLES[0]
    assert "Traceback" not in piped.stderr
    assert "Error" not in piped.stderr


def test_a_process_reads_into_parts_without_pandas(tmp_path: Path) -> None:
    file = warc(tmp_path / "a.warc.gz", story())
    (source,) = [Source.of(x) for x in inputs([file])]
    said = [SetUp(options=Options(), among=(source,)), Task(source=source, folder=str(tmp_path))]
    program = (
        "import sys; from archiver.jobs.worker import main; main();"
        "sys.exit(str(sorted({'pandas', 'pyarrow'} & {*sys.modules})))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program],
        input=b"\n".join(map(msgspec.json.encode, said)), capture_output=True,
    )  # fmt: skip

    assert done.stderr.decode().splitlines() == ["['pyarrow']"]
    assert titles(tmp_path / source.part) == ["The harbour master resigns over missing ropes"]


def test_a_cluster_reads_what_one_process_reads_though_a_worker_is_killed(
    files: list[Path], target: Path, tmp_path: Path
) -> None:
    read(files, tmp_path / "here.parquet")
    command = [sys.executable, "-m", "tests.archiver.jobs.clustering", str(target)]
    done = subprocess.run([*command, *map(str, files)], check=False, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert target.read_bytes() == (tmp_path / "here.parquet").read_bytes()
    assert done.stdout.splitlines() == [
        *(f"urn:uuid:{n} {title}" for n, title in zip([1, 2, 3, 4, 5], TITLES, strict=True)),
        "{'article': 5}",
        "5",
        f"{TITLES} {{'article': 5}} 5",
    ]
