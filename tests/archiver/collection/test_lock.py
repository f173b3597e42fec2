"""Who may write to a collection: one at a time, and never a dead one."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archiver.collection import Session
from archiver.collection.folder import Folder, Lock
from archiver.collection.opening import Sealing
from archiver.collection.preserving.indexes import update
from archiver.collection.preserving.rebuild import rebuild
from archiver.collection.preserving.sealing import seal
from archiver.collection.redaction.operation import redact
from archiver.collection.redaction.order import Order, Surroundings
from archiver.errors import CollectionError, CollectionInUse
from tests.archiver.collection.redaction.making import GONE, counting, newspaper, ticking

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOLD = """
import sys
from pathlib import Path
from archiver.collection.folder import Folder, Lock
lock = Lock(Folder(Path(sys.argv[1])))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    newspaper(tmp_path / "c")
    return Folder(tmp_path / "c")


def test_the_lock_of_a_killed_process_is_free(folder: Folder) -> None:
    line = [sys.executable, "-c", HOLD, str(folder.root)]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(CollectionInUse, match=f"process {holder.pid} since 20.* UTC"):
            Lock(folder)
        holder.send_signal(signal.SIGKILL)
        holder.wait(60)

    Lock(folder).release()


def test_who_has_it_is_told_and_since_when(folder: Folder) -> None:
    lock = Lock(folder, now=lambda: NOON)

    with pytest.raises(CollectionInUse) as raised:
        Lock(folder)
    lock.release()

    assert str(raised.value) == (
        f"{folder.root}: in use by another run (process {os.getpid()} since 2026-03-01 12:00:00 "
        "UTC); wait for it or stop it"
    )


@pytest.mark.parametrize(
    "name", ["a run", "a run that goes on", "seal", "redact", "rebuild", "index"]
)
def test_whatever_writes_holds_it(folder: Folder, name: str) -> None:
    writers: dict[str, Callable[[], object]] = {
        "a run": lambda: Session(folder.root),
        "a run that goes on": lambda: Session(folder.root, sealing=Sealing(keep_open=True)),
        "seal": lambda: seal(folder.root),
        "redact": lambda: redact(
            folder.root,
            Order(wanted=(GONE,), reason="an order"),
            Surroundings(now=ticking(), new_id=counting()),
        ),
        "rebuild": lambda: rebuild(folder.root),
        "index": lambda: update(folder, print),
    }
    before = {path: path.read_bytes() for path in folder.root.rglob("*") if path.is_file()}
    lock = Lock(folder, now=lambda: NOON)
    (folder.root / ".lock").write_bytes(before[folder.root / ".lock"])

    with pytest.raises(CollectionInUse):
        writers[name]()
    lock.release()

    after = {path: path.read_bytes() for path in folder.root.rglob("*") if path.is_file()}
    assert after == before


def test_a_lock_file_that_is_removed_while_it_is_waited_for_locks_nobody(folder: Folder) -> None:
    first = Lock(folder)
    (folder.root / ".lock").unlink()
    second = Lock(folder)  # whoever removes it must know what he does

    with pytest.raises(CollectionInUse):
        Lock(folder)
    second.release()
    Lock(folder).release()
    first.release()


def test_a_lock_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / ".lock").mkdir()

    with pytest.raises(CollectionError) as raised:
        Lock(Folder(tmp_path))

    assert str(raised.value) == (
        f"{tmp_path / '.lock'}: cannot be locked (Is a directory); a collection must lie on a disk "
        "that it can be written to and that knows locks"
    )
