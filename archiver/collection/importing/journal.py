"""Which files were taken in and not yet read: whoever opens the collection next goes on there.

A line of JSON a file, durable before the file has its name in ``archive/``.
"""

import os
from pathlib import Path

import msgspec

from archiver.collection.folder import Folder
from warcs.files import sync_folder


class Begun(msgspec.Struct, frozen=True, kw_only=True):
    """A file that is being imported."""

    name: str  #: in ``archive/``
    source: str  #: as :class:`~archiver.collection.importing.report.ImportedFile` has it
    sha256: str  #: hexadecimal
    size: int  #: bytes


def path_of(folder: Folder) -> Path:
    """Where the journal is while an import is under way."""
    return folder.root / "import.jsonl"


def read(folder: Folder) -> list[Begun]:
    """The files of an import that was broken off; a line that a crash cut is passed over."""
    try:
        lines = path_of(folder).read_bytes().splitlines()
    except FileNotFoundError:
        return []
    found: dict[str, Begun] = {}
    for line in lines:
        try:
            one = msgspec.json.decode(line, type=Begun)
        except msgspec.DecodeError:
            continue  # the file of a line that was cut never got its name
        found[one.name] = one
    return list(found.values())


def add(folder: Folder, begun: Begun) -> None:
    """Note a file, durably. Raises OSError."""
    path = path_of(folder)
    new = not path.exists()
    with path.open("ab") as stream:
        # In front of what a crash left of a line as well.
        stream.write(b"\n" + msgspec.json.encode(begun) + b"\n")
        stream.flush()
        os.fsync(stream.fileno())
    if new:
        sync_folder(folder.root)


def end(folder: Folder) -> None:
    """All was read."""
    path_of(folder).unlink(missing_ok=True)
    sync_folder(folder.root)
