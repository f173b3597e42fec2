"""Power cuts during crawls, simulated: nothing that was told to be kept is lost, and each fsync is
needed for that. The large version: ``python -m tests.benchmarks.power_loss``."""

import os
import random
import shutil
from pathlib import Path

import pytest

from archiver.collection.database.migration import OLDEST
from tests.benchmarks.power_loss.__main__ import UNSEEN, played, unneeded, upgraded
from tests.benchmarks.power_loss.disk import MANNERS, Cut, Disk, Manner
from tests.benchmarks.power_loss.play import Player, sites
from tests.benchmarks.power_loss.trace import Operation, operations

CUTS = (40, 15)
AIMED = 10  # where something is being written

#: Where our code syncs while it crawls, upgrades and rebuilds: nowhere else, and nowhere in vain.
SITES = [
    "",  # SQLite's own
    "archiver.collection.packing.pages.append",
    "warcs.files.sync_file < archiver.collection.database.log.Log._sync",
    "warcs.files.sync_file < archiver.collection.opening.take_in",
    "warcs.files.sync_file < archiver.collection.preserving.rebuild._read_file",
    "warcs.files.sync_folder < archiver.collection.opening.take_in",
    "warcs.files.sync_folder < archiver.collection.packing.pages.append",
    "warcs.files.sync_folder < archiver.collection.preserving.rebuild._put_in_place",
    "warcs.files.sync_folder < archiver.collection.preserving.rebuild._replace",
    "warcs.files.sync_folder < archiver.collection.preserving.rebuild.rebuild",
    "warcs.files.sync_folder < warcs.files.make_folder",
    "warcs.files.sync_folder < warcs.files.sync_name",
    "warcs.files.sync_folder < warcs.index.cdxj.write_lines",
    "warcs.files.sync_folder < warcs.proving.manifest.append",
    "warcs.files.sync_folder < warcs.recorder.Recorder._sync_folder",
    "warcs.files.sync_folder < warcs.recording.recovery.tidy",
    "warcs.index.cdxj.write_lines",
    "warcs.index.tiers._merge",
    "warcs.proving.manifest.append",
    "warcs.recording.recovery._cut",
    "warcs.recording.writer.Writer.sync_as_it_is",
]


@pytest.fixture(scope="module")
def players(tmp_path_factory: pytest.TempPathFactory) -> list[Player]:
    if shutil.which("strace") is None:
        if os.environ.get("CI"):
            pytest.fail("strace is missing")
        pytest.skip("strace is missing")
    work = tmp_path_factory.mktemp("power")
    return [played(work, pages=6), upgraded(work, OLDEST)]


@pytest.mark.parametrize("number", [0, 1], ids=["crawled", "upgraded and made anew"])
def test_nothing_that_was_told_to_be_kept_is_lost(players: list[Player], number: int) -> None:
    player = players[number]
    points = (*player.spread(CUTS[number], seed=1), *player.torn(AIMED, seed=1))

    assert list(player.play(points)) == []
    assert player.cuts == CUTS[number] + AIMED


def test_each_sync_is_needed(players: list[Player], tmp_path: Path) -> None:
    assert sites(event for player in players for event in player.events) == SITES
    unseen = unseen_with(players)
    if unseen != list(UNSEEN):  # the events of a crawl come in another order each time
        again = unseen_with([played(tmp_path, pages=6)])
        unseen = [site for site in unseen if site in again]
    assert unseen == list(UNSEEN)


def unseen_with(players: list[Player]) -> list[str]:
    """The places whose syncs may be left out without a loss that these cuts show."""
    return [site for site, shown in unneeded(players, seed=1) if shown is None]


def disk(*done: Operation) -> Disk:
    found = Disk("/w")
    for one in done:
        found.see(one)
    return found


def left(found: Disk, folder: Path, manner: Manner) -> dict[str, bytes]:
    folder.mkdir()
    Cut(manner=manner, chance=random.Random(1)).leave(found, folder)
    return {str(x.relative_to(folder)): x.read_bytes() for x in folder.rglob("*") if x.is_file()}


MADE = (
    Operation(kind="make", path="/w/a.new", file=1),
    Operation(kind="write", path="/w/a.new", file=1, content=b"x" * 600),
    Operation(kind="rename", path="/w/a.new", to="/w/a"),
)


@pytest.mark.parametrize(
    ("manner", "expected"),
    [
        ("nothing", {}),
        ("names", {"a": b""}),
        ("sizes", {"a": bytes(600)}),
        ("data", {}),
        ("everything", {"a": b"x" * 600}),
    ],
    ids=["nothing", "names", "sizes", "data", "everything"],
)
def test_what_was_not_synced_may_be_lost(
    tmp_path: Path, manner: Manner, expected: dict[str, bytes]
) -> None:
    assert left(disk(*MADE), tmp_path / "state", manner) == expected


@pytest.mark.parametrize("manner", MANNERS)
def test_what_was_synced_is_there(tmp_path: Path, manner: Manner) -> None:
    synced = (
        Operation(kind="sync", file=1, site="the file"),
        Operation(kind="make", path="/w", file=2, offset=-1),
        Operation(kind="sync", path="/w", file=2, site="its folder"),
    )

    assert left(disk(*MADE, *synced), tmp_path / "state", manner) == {"a": b"x" * 600}


def test_what_is_written_while_a_file_is_synced_may_be_lost(tmp_path: Path) -> None:
    def text(words: str) -> str:
        return '"' + "".join(f"\\x{x:02x}" for x in words.encode()) + '"'

    trace = [
        f"7 openat(AT_FDCWD, {text('/w/a')}, O_WRONLY|O_CREAT|O_CLOEXEC, 0644) = 3",
        f"7 openat(AT_FDCWD, {text('/w')}, O_RDONLY) = 4",
        "7 fsync(4) = 0",
        f"7 write(3, {text('before')}, 6) = 6",
        "8 fsync(3 <unfinished ...>",
        f"7 write(3, {text(' and after')}, 10) = 10",
        "8 <... fsync resumed>) = 0",
    ]

    assert left(disk(*operations(trace, "/w")), tmp_path / "state", "nothing") == {"a": b"before"}


def test_a_torn_write_is_torn_at_sectors(tmp_path: Path) -> None:
    again = Operation(kind="write", file=1, offset=0, content=b"y" * 600)
    names = (Operation(kind="make", path="/w", file=2), Operation(kind="sync", path="/w", file=2))
    found = disk(*MADE, Operation(kind="sync", file=1), *names, again)
    states = set()
    for seed in range(40):
        folder = tmp_path / str(seed)
        folder.mkdir()
        Cut(manner="torn", chance=random.Random(seed)).leave(found, folder)
        states.add((folder / "a").read_bytes())

    old, new = b"x" * 600, b"y" * 600
    assert states == {old, new, new[:512] + old[512:], old[:512] + new[512:]}


def test_operations_are_read_from_a_trace() -> None:
    def text(words: str) -> str:
        return '"' + "".join(f"\\x{x:02x}" for x in words.encode()) + '"'

    trace = [
        f"7 openat(AT_FDCWD, {text('/w/a')}, O_WRONLY|O_CREAT|O_CLOEXEC, 0644) = 3",
        f"7 write(3, {text('hello')}, 5 <unfinished ...>",
        f"8 openat(AT_FDCWD, {text('/elsewhere')}, O_WRONLY|O_CREAT, 0644) = 4",
        "7 <... write resumed>) = 3",
        f"7 pwrite64(3, {text('z')}, 1, 9) = 1",
        f"7 write(3, {text('!')}, 1) = 1",
        "7 ftruncate(3, 4)                  = 0",
        "7 fdatasync(3) = 0",
        f"7 rename({text('/w/a')}, {text('/w/b')}) = 0",
        f"7 unlink({text('/w/missing')}) = -1 ENOENT (No such file or directory)",
        "7 +++ exited with 0 +++",
    ]

    assert list(operations(trace, "/w")) == [
        Operation(kind="make", path="/w/a", file=1),
        Operation(kind="write", path="/w/a", file=1, offset=0, content=b"hel"),
        Operation(kind="write", path="/w/a", file=1, offset=9, content=b"z"),
        Operation(kind="write", path="/w/a", file=1, offset=3, content=b"!"),
        Operation(kind="cut", path="/w/a", file=1, offset=4),
        Operation(kind="sync", path="/w/a", file=1),
        Operation(kind="rename", path="/w/a", to="/w/b"),
    ]
