"""`archiver read`: what is printed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archiver.cli import main
from archiver.jobs import Progress
from archiver.show.loading import Log, said
from tests.archiver.collection.importing.foreign import TITLE, loaf, story, warc


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return warc(tmp_path / "x.warc.gz", story(), loaf())


def read(*words: object) -> Result:
    return CliRunner().invoke(main, ["read", *map(str, words)])


def test_articles_are_printed_and_the_report_beside(file: Path) -> None:
    done = read(file)

    assert [json.loads(line)["title"] for line in done.stdout.splitlines()] == [TITLE, "Last loaf"]
    assert "2  article" in done.stderr


def test_filters_are_options(file: Path) -> None:
    assert read(file, "--url", "*loaf").stdout.count("\n") == 1
    assert read(file, "--domain", "other.example").stdout == ""
    assert read(file, "--since", "2020-01-01").stdout == ""
    assert read(file, "--kind", "all", "--status", "all").stdout.count("\n") == 2


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--status", "x"), "status: 'x' is no status; give 200, or all"),
        (("--kind", "x"), "kinds: 'x' is none"),
        (("--to", "x.docx"), "no format is known by this name"),
        (("--to", "x.csv", "--shard", "3"), "shard: '3' is none"),
        (("--timeout", "inf"), "timeout: inf is no time"),
    ],
    ids=["status", "kind", "format", "shard", "timeout"],
)
def test_a_mistake_is_one_line(options: tuple[str, ...], told: str, file: Path) -> None:
    done = read(file, *options)

    assert done.exit_code == 1
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "option",
    [
        ("--again",),
        ("--cluster", "tcp://127.0.0.1:1"),
        ("--partition-by", "language"),
        ("--shard", "1/2"),
    ],
    ids=lambda option: option[0],
)
def test_what_is_of_a_target_needs_one(option: tuple[str, ...], file: Path) -> None:
    done = read(file, *option)

    assert (done.exit_code, done.stdout) == (2, "")
    assert f"Error: {option[0]} is of a target; give one with --to\n" in done.stderr


def test_how_far_a_job_is_in_words() -> None:
    far = Progress(
        files=10, bytes=10_000_000_000, files_done=4, bytes_done=4_000_000_000, articles=4_000,
        known=1_000_000_000, known_articles=1_000,
    )  # fmt: skip

    assert said(far, 30.0, estimate=True) == (
        "4 of 10 files, 4.00 of 10.00 GB, 4,000 articles, 100 a second, 1 min left"
    )
    assert said(far, 3000.0, estimate=True).endswith("1 h 40 min left")


def test_a_log_has_a_line_every_ten_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    clock = iter([0.0, 1.0, 10.0, 10.0, 11.0, 12.0, 12.0])
    log = Log(lambda: next(clock))
    far = Progress(files=2, bytes=0)

    log(far)
    log(far)
    log(far)
    far.merging = True
    log(far)

    assert capsys.readouterr().err.splitlines() == [
        "0 of 2 files, 0.00 of 0.00 GB, 0 articles, 0 a second",
        "0 articles read, putting them together",
    ]
