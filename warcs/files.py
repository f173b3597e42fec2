"""WARC files by name: begun as ``NAME.warc.gz.open``, sealed as ``NAME.warc.gz``."""

import hashlib
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path

from warcs.errors import WriteFailed
from warcs.values import SealedFile

OPEN = ".open"  #: suffix of a file that is still written to, or that a crash left behind
SUFFIX = ".warc.gz"
TRIES = 100  # at a name that nobody has; one is enough unless ``new_id`` repeats itself

_PREFIX = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")


def checked_prefix(prefix: str) -> str:
    """``prefix``. Raises ValueError if a file's name should not begin with it."""
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"{prefix!r} cannot begin a file name: use letters, digits, '.', '_', '-'")
    return prefix


def begin(
    folder: Path, prefix: str, serial: int, moment: datetime, new_id: Callable[[], str]
) -> tuple[FileIO, str]:
    """Begin a file that no other has the name of; returns it and its final name.

    ``PREFIX-YYYYMMDDhhmmssmmm-NNNNN-xxxx.warc.gz``: time of its beginning in UTC to the
    millisecond, serial number within the recorder, the last characters of an identifier. Names
    sort in the order of their beginning. Raises WriteFailed.
    """
    utc = moment.astimezone(UTC)
    stamp = f"{utc:%Y%m%d%H%M%S}{utc.microsecond // 1000:03d}"
    try:
        make_folder(folder)
        for _ in range(TRIES):
            tail = "".join(c for c in new_id() if c.isascii() and c.isalnum())[-4:]
            name = f"{prefix}-{stamp}-{serial:05d}-{tail}{SUFFIX}"
            try:
                raw = FileIO(folder / f"{name}{OPEN}", "x")
            except FileExistsError:
                continue
            if not (folder / name).exists():
                return raw, name
            raw.close()
            (folder / f"{name}{OPEN}").unlink()
    except OSError as error:
        raise WriteFailed(f"{folder}: no WARC file can be begun ({error.strerror})") from error
    raise WriteFailed(f"{folder}: no name is left for a WARC file begun at {stamp}")


def seal(path: Path) -> SealedFile:
    """Give an open file, complete and synced, its final name, and read it for its digest.

    Raises WriteFailed.
    """
    final = finish(path)
    try:
        return sealed_file(final)
    except OSError as error:
        raise WriteFailed(f"{final}: cannot be read ({error.strerror})") from error


def finish(path: Path) -> Path:
    """Give an open file, complete and synced, its final name; returns where it is.

    A file that has the name already is never replaced. Raises WriteFailed.
    """
    final = name_finally(path)
    sync_name(final)
    return final


def name_finally(path: Path) -> Path:
    """As :func:`finish`, but the name is durable only after :func:`sync_name`."""
    final = path.with_name(path.name.removesuffix(OPEN))
    if final == path or final.exists():
        raise WriteFailed(f"{path}: cannot be sealed, {final.name} is there already")
    try:
        path.rename(final)
    except OSError as error:
        raise WriteFailed(f"{path}: cannot be sealed ({error.strerror})") from error
    return final


def sync_name(path: Path) -> None:
    """Make the name of a file durable. Raises WriteFailed."""
    try:
        sync_folder(path.parent)
    except OSError as error:
        raise WriteFailed(f"{path}: cannot be sealed ({error.strerror})") from error


def sealed_file(path: Path) -> SealedFile:
    """Name, size and SHA-256 of a file as it is on the disk. Raises OSError."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256")
        return SealedFile(name=path.name, size=stream.tell(), sha256=digest.hexdigest())


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, durably: else a power cut may take away all that is put
    into it. Raises OSError."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def sync_file(path: Path) -> None:
    """Make a file durable that another wrote. Raises OSError."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
