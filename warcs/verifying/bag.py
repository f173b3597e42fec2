"""Checking a bag (BagIt 1.0, RFC 8493): every file against the digests of its manifests.

What is in the WARC files of its payload is checked apart, like that of any other.
"""

import hashlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath

from warcs.verifying.report import Fault

DECLARATION = "bagit.txt"
MOST_LINE = 1 << 16  # bytes of a line of a manifest
#: By the name in the manifest's (RFC 8493 §2.4); others that hashlib has are taken too.
LENGTH_GIVEN = frozenset(("shake128", "shake256"))


def is_bag(path: Path) -> bool:
    """True for a folder that says that it is one."""
    return (path / DECLARATION).is_file()


def check_bag(path: Path) -> list[Fault]:
    """What is wrong with the bag at ``path``, complete and valid otherwise (RFC 8493 §3). Never
    raises for what it holds."""
    return list(_faults(path))


def _faults(path: Path) -> Iterator[Fault]:
    payload = {file.relative_to(path).as_posix() for file in _files(path / "data")}
    manifests = [file for file in sorted(path.glob("manifest-*.txt")) if file.is_file()]
    if not manifests:
        yield _fault(path, "has no manifest of its payload")
    fetched = {name for _, name in _entries(path / "fetch.txt", places=2)}
    for manifest in manifests:
        listed = {name for _, name in _entries(manifest)}
        yield from _check(path, manifest)
        for name in sorted(payload - listed):
            yield _fault(path, f"{name} is not in {manifest.name}")
    for manifest in sorted(path.glob("tagmanifest-*.txt")):
        yield from _check(path, manifest)
    for name in sorted(fetched - payload):
        yield _fault(path, f"{name} is to be fetched from elsewhere, and is not here", note=True)


def _check(path: Path, manifest: Path) -> Iterator[Fault]:
    """Every file that a manifest lists."""
    algorithm = manifest.stem.partition("-")[2].lower()
    if algorithm not in hashlib.algorithms_available or algorithm in LENGTH_GIVEN:
        yield _fault(path, f"{manifest.name}: its algorithm is not known here", note=True)
        return
    for digest, name in _entries(manifest):
        if not _is_inside(name):
            yield _fault(path, f"{manifest.name} lists {name!r}, which lies outside of the bag")
            continue
        try:
            found = _digest(path / name, algorithm)
        except OSError as error:
            yield _fault(
                path, f"{name} cannot be read ({(error.strerror or 'is no file').lower()})"
            )
            continue
        except ValueError:  # there is a NUL in it
            yield _fault(path, f"{manifest.name} lists {name!r}, which is no name of a file")
            continue
        if found != digest.lower():
            yield _fault(path, f"{name} was changed ({manifest.name} has another digest)")


def _entries(manifest: Path, places: int = 1) -> Iterator[tuple[str, str]]:
    """The lines of a manifest: digest and path; of ``fetch.txt``: URL and path."""
    try:
        with manifest.open("rb") as stream:
            while line := stream.readline(MOST_LINE):
                parts = line.decode("utf-8", "replace").rstrip("\r\n").split(None, places)
                if len(parts) > places:
                    yield parts[0], unescaped(parts[places].removeprefix("*"))
    except OSError:
        return  # there is none, or it is found out by whatever lists it


def unescaped(path: str) -> str:
    """A path as it was before a manifest had it (RFC 8493 §2.1.3)."""
    for code, char in (("0D", "\r"), ("0d", "\r"), ("0A", "\n"), ("0a", "\n"), ("25", "%")):
        path = path.replace(f"%{code}", char)
    return path


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and bool(path.parts)


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.is_file())


def _digest(path: Path, algorithm: str) -> str:
    with path.open("rb") as stream:
        new = partial(hashlib.new, algorithm, usedforsecurity=False)
        return hashlib.file_digest(stream, new).hexdigest()


def _fault(path: Path, text: str, *, note: bool = False) -> Fault:
    return Fault(kind="package", file=path.name, offset=None, text=text, note=note)
