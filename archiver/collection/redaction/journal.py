"""The journal of a redaction: what is left to be done, should it be broken off.

``redaction.json`` stands in the collection's folder as long as a redaction is under way. While it
says ``preparing``, nothing was changed, and what was written is removed again. From ``committed``
on, only going forward is possible, and each step may be done again.
It holds nothing of what is taken out; digests stand for texts.
"""

import os
from pathlib import Path
from typing import Any, Literal

import msgspec

from archiver.collection.folder import Folder
from archiver.errors import CollectionError
from warcs import files

NEW = ".redacting"  #: suffix of a file that is written anew
OLD = ".erasing"  #: suffix of a file whose bytes are to be overwritten
ZEROS = bytes(1 << 20)


class Rewritten(msgspec.Struct, frozen=True, kw_only=True):
    """A WARC file that is written anew."""

    name: str
    old: str  #: SHA-256, hexadecimal
    new: str
    size: int  #: of the new one, bytes


class Journal(msgspec.Struct, frozen=True, kw_only=True):
    """See the module."""

    phase: Literal["preparing", "committed"]
    redaction: str  #: identifier
    files: tuple[Rewritten, ...] = ()
    barred: tuple[str, ...] = ()  #: digests of URLs whose rows of the frontier say nothing any more
    cleared: tuple[str, ...] = ()  #: likewise, but only what sources said of them
    forget: bool = False  #: take those rows out
    hidden: tuple[str, ...] = ()  #: SHA-256 of what is taken out of run reports, a string each
    log: dict[str, Any] = {}  #: the line for redactions.jsonl


def log_of(folder: Folder) -> Path:
    """The log of all redactions: a line of JSON each."""
    return folder.root / "redactions.jsonl"


def read(folder: Folder) -> Journal | None:
    """The journal; None if no redaction is under way. Raises CollectionError if it is broken."""
    try:
        return msgspec.json.decode(folder.journal.read_bytes(), type=Journal)
    except FileNotFoundError:
        return None
    except msgspec.DecodeError as error:
        raise CollectionError(f"{folder.journal}: cannot be read ({error})") from error


def write(folder: Folder, journal: Journal) -> None:
    """Write the journal, in one step and durably."""
    path = folder.journal
    new = path.with_name(f"{path.name}.new")
    with new.open("wb") as stream:
        stream.write(msgspec.json.encode(journal))
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(path)
    files.sync_folder(folder.root)


def swap(new: Path, old: Path) -> None:
    """Put ``new`` in the place of ``old`` in one step, then overwrite what was there.

    If ``new`` is not there any more, that was done; what is left of the old file is erased.
    """
    keep = old.with_name(f"{old.name}{OLD}")
    if new.exists():
        if old.exists() and not keep.exists():
            try:
                os.link(old, keep)
            except OSError:  # a file system without hard links: it is removed, not overwritten
                keep.unlink(missing_ok=True)
        new.replace(old)
        files.sync_folder(old.parent)
    erase(keep)


def erase(path: Path) -> None:
    """Overwrite a file with zeros and remove it, if it is there.

    One that has another name elsewhere (a backup by hard links) is only removed: its bytes are
    also that other file's.
    """
    try:
        with path.open("r+b", buffering=0) as stream:
            status = os.fstat(stream.fileno())
            if status.st_nlink == 1:
                for start in range(0, status.st_size, len(ZEROS)):
                    stream.write(ZEROS[: status.st_size - start])
                os.fsync(stream.fileno())
    except FileNotFoundError:
        return
    path.unlink()
    files.sync_folder(path.parent)
