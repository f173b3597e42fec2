"""The last steps of a job: the target has its name, and the job's folder goes.

A job that is killed between them is begun again with the target there. It says so itself, in the
file ``finished`` of its folder; or, where it was killed before it could, the parts that are all
there come to the same bytes as the target.
"""

import filecmp
import shutil
from pathlib import Path

import msgspec

from archiver.jobs.ledger import Header
from archiver.loading import LoadReport
from warcs.files import sync_file, sync_folder


class Finished(msgspec.Struct, frozen=True, kw_only=True):
    """What a job brought whose target is there."""

    header: Header  #: of its ledger
    places: tuple[str, ...]  #: of the files, in their order
    articles: int
    report: LoadReport


def finished(folder: Path) -> Finished | None:
    """What the job in ``folder`` brought; None if it did not come to its end."""
    try:
        return msgspec.json.decode((folder / "finished").read_bytes(), type=Finished)
    except (OSError, msgspec.MsgspecError):  # not there, or torn by a power cut
        return None


def finish(folder: Path, ended: Finished) -> None:
    """Say that the target is there, then remove the folder; what says so is the last to go."""
    mark = folder / "finished"
    mark.write_bytes(msgspec.json.encode(ended))
    sync_file(mark)
    sync_folder(folder)
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path != mark:
            path.unlink()
    mark.unlink()
    folder.rmdir()


def alike(one: Path, other: Path) -> bool:
    """True if two files, or all that is in two folders, are the same to the byte."""
    if one.is_dir() and other.is_dir():
        names = {path.relative_to(one) for path in one.rglob("*")}
        return names == {path.relative_to(other) for path in other.rglob("*")} and all(
            alike(one / name, other / name) for name in names
        )
    if one.is_dir() or other.is_dir():
        return False
    return filecmp.cmp(one, other, shallow=False)
