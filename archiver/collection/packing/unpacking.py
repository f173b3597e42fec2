"""A WACZ made a collection again: its WARC files unchanged, all else made from them."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from archiver.collection.folder import Folder
from archiver.collection.preserving.rebuild import Rebuilt, rebuild
from archiver.errors import CollectionError
from warcs import WriteFailed
from warcs.packaging import wacz_reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """What was made of a package."""

    rebuilt: Rebuilt
    signature: str | None  #: what can be said of its signature


def unpack(
    package: Path, root: Path, progress: Callable[[str], None] = lambda line: None
) -> Unpacked:
    """Make the collection ``root``, a new or empty folder, from a WACZ file, whoever made it.

    ``progress`` is called with a line per WARC file. It is there when it is whole. Raises
    warcs.Refused for what is no WACZ, or damaged, or hostile; CollectionError, warcs.WriteFailed,
    OSError.
    """
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise CollectionError(f"{root}: is there already; give a new or empty folder")
    # An empty folder stays the one that it is: it may be a mounted disk, or where somebody stands.
    filled = root.exists()
    new = (root if filled else root.absolute().parent) / f".{root.name}.{os.getpid()}.new"
    try:
        new.mkdir(parents=True)
    except OSError as error:
        raise WriteFailed(f"{root}: cannot be made ({error.strerror})") from error
    try:
        with wacz_reading.opened(package) as opened:
            _extract(opened, Folder(new))
        rebuilt = rebuild(new, progress)
        if filled:
            _move_up(new)
        else:
            new.rename(root)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    return Unpacked(rebuilt=rebuilt, signature=opened.signature)


def _move_up(folder: Path) -> None:
    """Into the folder around it; the catalogue last, which makes a collection of that."""
    for path in sorted(folder.iterdir(), key=lambda path: path == Folder(folder).catalogue):
        path.rename(folder.parent / path.name)
    folder.rmdir()


def _extract(opened: wacz_reading.Wacz, folder: Folder) -> None:
    folder.make()
    for member in opened.warcs:
        with (folder.archive / wacz_reading.file_name(member)).open("xb") as out:
            opened.unpack(member, out)
            out.flush()
            os.fsync(out.fileno())
