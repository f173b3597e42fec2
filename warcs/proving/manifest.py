"""The manifest: a line of JSON for each sealed file, each with the digest of the line before.

So a file that is changed or missing is found, and so is a line that was changed, taken out or put
in later. The digest of the newest line, kept elsewhere, proves the whole archive up to it.

A file that a redaction wrote anew gets a further line, which also says which digest it replaces and
by which redaction; in the repaired copy of a collection, so do files that a repair wrote, with
``repair`` in the redaction's place. The newest line of a name is what the file must be; older ones
stay.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warcs.errors import WriteFailed
from warcs.files import SUFFIX, sealed_file, sync_folder
from warcs.values import SealedFile

LONGEST_LINE = 64 * 1024  # bytes; what is looked at of a long manifest when a line is added


def append(path: Path, sealed: SealedFile, **more: str) -> None:
    """Add the line of a sealed file and make it durable. Raises WriteFailed.

    A last line that a crash left unfinished is replaced. Nothing is added if one of the last lines
    says the same, so that what a crash interrupted may be done again. ``more`` is said beside.
    """
    try:
        with path.open("a+b") as stream:
            size = stream.seek(0, os.SEEK_END)
            stream.seek(max(0, size - LONGEST_LINE))
            content = stream.read()
            whole = _whole(content)
            if whole != content:
                stream.truncate(size - len(content) + len(whole))
            lines = whole.splitlines()
            again = any(_says(text, sealed) for text in lines)
            if not again:
                stream.write(_line(sealed, lines[-1] if lines else None, more))
                stream.flush()
            os.fsync(stream.fileno())
        if again or not size:  # whoever wrote the first line may not have lived to sync its name
            sync_folder(path.parent)
    except OSError as error:
        raise WriteFailed(f"{path}: cannot be written ({error.strerror})") from error


def replace(path: Path, sealed: SealedFile, *, replaces: str, redaction: str) -> None:
    """Add the line of a file that a redaction wrote anew, and make it durable. Raises WriteFailed.

    ``replaces`` is the SHA-256 that it had (hexadecimal), ``redaction`` says by which redaction.
    Nothing is added if the newest line of that name says so already.
    """
    newest = [entry for _, entry in _entries(path) if entry and entry["name"] == sealed.name][-1:]
    if newest and newest[0]["sha256"] == sealed.sha256:
        return
    append(path, sealed, replaces=replaces, redaction=redaction)


def _whole(content: bytes) -> bytes:
    """What of the end of a manifest is whole lines: a power cut may leave of a line that was not
    synced some sectors only, and zeros for others, which JSON never holds."""
    whole = content[: content.rfind(b"\n") + 1]
    last = whole.rfind(b"\n", 0, -1) + 1
    return whole[:last] if b"\0" in whole[last:] else whole


def _line(sealed: SealedFile, previous: bytes | None, more: dict[str, str]) -> bytes:
    entry = {
        "name": sealed.name,
        "size": sealed.size,
        "sha256": sealed.sha256,
        **more,
        "previous": hashlib.sha256(previous).hexdigest() if previous is not None else None,
    }
    return json.dumps(entry).encode() + b"\n"


def _says(text: bytes, sealed: SealedFile) -> bool:
    entry = _entry(text) or {}
    return all(entry.get(name) == getattr(sealed, name) for name in ("name", "size", "sha256"))


def names(path: Path) -> set[str]:
    """The files that the manifest names; none if it is missing."""
    return {entry["name"] for _, entry in _entries(path) if entry is not None}


def order(path: Path) -> list[str]:
    """The files that the manifest names, in the order in which they were sealed first."""
    return list(dict.fromkeys(entry["name"] for _, entry in _entries(path) if entry is not None))


def digests(path: Path) -> dict[str, str]:
    """The SHA-256 (hexadecimal) of every file that the manifest ever named, also of what a
    redaction or repair took the place of; and the name."""
    found: dict[str, str] = {}
    for _, entry in _entries(path):
        for one in ("sha256", "replaces"):
            if entry is not None and isinstance(entry.get(one), str):
                found.setdefault(entry[one], entry["name"])
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the manifest."""

    number: int  #: from 1 on
    digest: str  #: SHA-256 of the line without its end, hexadecimal: what the next line names
    entry: dict[str, Any] | None  #: None where it cannot be read

    def __str__(self) -> str:
        if self.entry is None:
            return f"line {self.number}: cannot be read"
        by = self.entry.get("redaction")
        what = "rewritten by a repair" if "repair" in self.entry else "added"
        if by is not None:
            what = f"rewritten by redaction {by}"
        return f"line {self.number}: {self.entry['name']}: {what}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The whole manifest, and whether each line follows from the one before."""

    lines: tuple[Line, ...]
    problems: tuple[str, ...]  #: a line each

    @property
    def head(self) -> str | None:
        """The digest of the newest line; None for an empty manifest."""
        return self.lines[-1].digest if self.lines else None

    @property
    def newest(self) -> dict[str, dict[str, Any]]:
        """What each file must be, by its name."""
        return {line.entry["name"]: line.entry for line in self.lines if line.entry is not None}

    def since(self, head: str) -> tuple[Line, ...] | None:
        """The lines behind the one whose digest is ``head``; None if no line has it."""
        for index, line in enumerate(self.lines):
            if line.digest == head.strip().lower():
                return self.lines[index + 1 :]
        return None


def read(path: Path) -> Chain:
    """The manifest at ``path``, empty if there is none. Raises WriteFailed if it cannot be read."""
    problems: list[str] = []
    lines: list[Line] = []
    newest: dict[str, dict[str, Any]] = {}
    for number, (text, entry) in enumerate(_entries(path), 1):
        before = lines[-1].digest if lines else None
        lines.append(Line(number=number, digest=hashlib.sha256(text).hexdigest(), entry=entry))
        if entry is None:
            problems.append(f"{path.name}: line {number}: cannot be read")
            continue
        if entry["previous"] != before:
            problems.append(f"{path.name}: line {number}: does not follow from the line before")
        known = newest.get(entry["name"])
        if known and entry.get("replaces") is None:
            problems.append(f"{path.name}: line {number}: {entry['name']} a second time")
        elif entry.get("replaces") != (known and known["sha256"]):
            problems.append(f"{path.name}: line {number}: does not replace what was there")
        newest[entry["name"]] = entry
    return Chain(lines=tuple(lines), problems=tuple(problems))


def check(path: Path, archive: Path) -> list[str]:
    """What contradicts the manifest, a line each: the chain, and the files in ``archive``.

    Every file is read. Sealed files that the manifest does not name are told too.
    """
    chain = read(path)
    problems = list(chain.problems)
    for name, entry in chain.newest.items():
        problems += _contradictions(archive / name, entry)
    unknown = {found.name for found in archive.glob(f"*{SUFFIX}")} - chain.newest.keys()
    problems += [f"{name}: not in {path.name}" for name in sorted(unknown)]
    return problems


def contradiction(entry: dict[str, Any], size: int, sha256: str | None) -> str | None:
    """What of a file is not as its line says; ``sha256`` is None where it was not read."""
    if size != entry["size"]:
        return f"has {size} bytes, not {entry['size']}"
    if sha256 != entry["sha256"]:
        return "was changed (its SHA-256 is another)"
    return None


def _contradictions(file: Path, entry: dict[str, Any]) -> Iterator[str]:
    try:
        found = sealed_file(file)
    except FileNotFoundError:
        yield f"{file.name}: missing"
        return
    except OSError as error:
        yield f"{file.name}: cannot be read ({error.strerror})"
        return
    wrong = contradiction(entry, found.size, found.sha256)
    if wrong:
        yield f"{file.name}: {wrong}"


def _entries(path: Path) -> Iterator[tuple[bytes, dict[str, Any] | None]]:
    """Each line and what it says; None where that cannot be read."""
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return
    except OSError as error:
        raise WriteFailed(f"{path}: cannot be read ({error.strerror})") from error
    for text in lines[:-1] if not lines[-1] else lines:
        yield text, _entry(text)


def _entry(text: bytes) -> dict[str, Any] | None:
    try:
        entry = json.loads(text)
    except ValueError:
        return None
    names = ("name", "size", "sha256", "previous")
    if not isinstance(entry, dict) or any(name not in entry for name in names):
        return None
    # A name that leads out of the folder would be another file's.
    return entry if isinstance(entry["name"], str) and "/" not in entry["name"] else None
