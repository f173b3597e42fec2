"""A redaction that was killed: the old state or the new one, and none in between for a reader."""

import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from archiver.collection import Collection, Session, redaction
from archiver.collection.folder import Folder
from archiver.collection.preserving.rebuild import rebuild
from archiver.collection.redaction import Order, Surroundings, redact
from archiver.errors import CollectionError
from tests.archiver.collection.redaction.making import (
    GONE,
    KEPT,
    SENTENCES,
    START,
    TITLE,
    counting,
    holding,
    newspaper,
    records,
    tables,
    ticking,
)
from tests.spiders.crawling import run
from warcs.proving import manifest

LATER = START + timedelta(days=9)
ROOT = Path(__file__).parents[4]
ORDER = Order(wanted=(GONE,), reason="court order", also=("http://paper.example/feed",))
# The name of a WARC file has a random part: "write 1" is the first of them.
STEPS = [
    "journal", "write 1", "write 2", "bars", "commit", "swap 1", "swap 2", "manifest", "catalogue",
    "leftovers", "log", "end",
]  # fmt: skip
KILLED_AT = """
import os, signal, sys
from datetime import timedelta
from pathlib import Path
from archiver.collection.redaction import Surroundings, redact
from tests.archiver.collection.redaction.making import counting, ticking
from tests.archiver.collection.redaction.test_broken_off import LATER, ORDER, STEPS
number = iter(range(len(STEPS)))
def step(name):
    if STEPS[next(number)] == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)
redact(Path(sys.argv[1]), ORDER, Surroundings(now=ticking(LATER), new_id=counting(7), step=step))
"""

WORDS = [sys.executable, "-c", KILLED_AT]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return newspaper(tmp_path_factory.mktemp("paper") / "c")


@pytest.fixture(scope="module")
def whole(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same collection after a redaction that nothing broke off."""
    folder = Path(shutil.copytree(made, tmp_path_factory.mktemp("whole") / "c"))
    steps: list[str] = []
    around = Surroundings(now=ticking(LATER), new_id=counting(7), step=steps.append)
    redact(folder, ORDER, around)
    assert [x.partition(" ")[0] for x in steps] == [x.partition(" ")[0] for x in STEPS]
    return folder


@pytest.fixture(scope="module")
def lasted(made: Path, tmp_path_factory: pytest.TempPathFactory) -> float:
    """Seconds that a redaction takes in a process of its own, the start of Python included."""
    folder = Path(shutil.copytree(made, tmp_path_factory.mktemp("lasted") / "c"))
    began = time.monotonic()
    subprocess.run([*WORDS, str(folder), "none"], cwd=ROOT, check=True)
    return time.monotonic() - began


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "c"))


def kill_at(folder: Path, step: str) -> None:
    done = run(*WORDS, folder, step)
    assert done.code == -signal.SIGKILL, done.err


def archive(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "archive").iterdir()}


def is_redacted(folder: Path, whole: Path) -> None:
    """Nothing is left of the text, and everything is as if nothing had been broken off."""
    assert holding(folder, *SENTENCES, TITLE) == []
    assert archive(folder) == archive(whole)
    assert tables(folder) == tables(whole)
    for name in ("manifest.jsonl", "redactions.jsonl", "pages/pages.jsonl"):
        assert (folder / name).read_bytes() == (whole / name).read_bytes()
    assert manifest.check(folder / "manifest.jsonl", folder / "archive") == []
    assert sorted(x.name for x in folder.iterdir() if x.suffix not in (".sqlite-wal",)) == sorted(
        x.name for x in whole.iterdir()
    )


@pytest.mark.parametrize("step", STEPS)
def test_killed_before_each_step_it_is_finished_by_running_it_again(
    folder: Path, whole: Path, step: str
) -> None:
    kill_at(folder, step)

    if STEPS.index(step) <= STEPS.index("commit"):
        # Nothing was changed: the old state is there, and it is done from the beginning.
        with Collection(folder) as collection:
            assert len(collection.versions(GONE)) == 2
        redact(folder, ORDER, Surroundings(now=ticking(LATER), new_id=counting(7)))
    else:
        with pytest.raises(CollectionError, match="a redaction is under way, or was broken off"):
            Collection(folder)
        with pytest.raises(CollectionError, match="archiver redact --resume"):
            rebuild(folder)
        redaction.finish(Folder(folder))

    is_redacted(folder, whole)


@pytest.mark.parametrize("step", ["write 2", "swap 1", "swap 2", "catalogue", "leftovers"])
def test_a_crawl_that_opens_the_collection_takes_it_up(
    folder: Path, whole: Path, step: str
) -> None:
    kill_at(folder, step)

    Session(folder, now=ticking(LATER)).close()

    if STEPS.index(step) > STEPS.index("commit"):
        is_redacted(folder, whole)
    else:
        with Collection(folder) as collection:
            assert len(collection.versions(GONE)) == 2
        assert not list((folder / "archive").glob("*.redacting"))
        assert not (folder / "redaction.json").exists()


@pytest.mark.parametrize("share", [0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95])
def test_killed_at_any_moment_it_is_finished_or_as_it_was(
    folder: Path, whole: Path, lasted: float, share: float
) -> None:
    process = subprocess.Popen([*WORDS, str(folder), "none"], cwd=ROOT)
    with suppress(subprocess.TimeoutExpired):
        process.wait(lasted * share)
    process.kill()
    process.wait()

    Session(folder, now=ticking(LATER)).close()

    with Collection(folder) as collection:
        left = len(collection.versions(GONE))
    assert left in (0, 2)
    if left:
        redact(folder, ORDER, Surroundings(now=ticking(LATER), new_id=counting(7)))
    is_redacted(folder, whole)


def test_a_written_file_that_was_changed_since_is_not_put_in_place(folder: Path) -> None:
    kill_at(folder, "swap 1")
    path = next((folder / "archive").glob("*.redacting"))
    path.write_bytes(path.read_bytes() + b"x")

    with pytest.raises(CollectionError, match="was changed since it was written"):
        Session(folder)

    assert len(records_whole(folder)) == 2


def records_whole(folder: Path) -> list[Path]:
    return list((folder / "archive").glob("*.warc.gz"))


def test_a_full_disk_leaves_all_as_it_was(folder: Path) -> None:
    before = archive(folder)

    def step(name: str) -> None:
        if name.startswith("write") and not name.endswith(min(before)):
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        redact(folder, ORDER, Surroundings(now=ticking(LATER), new_id=counting(7), step=step))

    assert archive(folder) == before
    with Collection(folder) as collection:
        assert {x.url for x in collection.articles()} == {GONE, KEPT}
    assert len(records(folder)) == 17
