"""Reading a WACZ that anybody may have made: what is in it, checked before it is trusted.

Member names, sizes and codings are looked at before anything is unpacked: a ZIP file can name
places outside a folder, links, itself many times, or a few kilobytes that become terabytes.
"""

import hashlib
import json
import os
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO

from warcs.errors import Refused
from warcs.index.indexing import SUFFIXES
from warcs.verifying import package_signature

PIECE = 1 << 20
MOST_MEMBERS = 100_000
MOST_JSON = 64 << 20  # bytes of datapackage.json: 100,000 members are described in 30 MB
MOST_RATIO = 200  # of a compressed member; WARC records shrink to a tenth
SMALL = 100 << 20  # bytes, below which a ratio does no harm
LONGEST_NAME = 200

CODINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED = 0x1  # general purpose bit 0 (APPNOTE 4.4.4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wacz:
    """An open WACZ whose names and sizes can be relied on."""

    path: Path
    archive: zipfile.ZipFile
    warcs: tuple[zipfile.ZipInfo, ...]  #: its WARC and ARC files
    digests: dict[
        str, str
    ]  #: path of a member -> its digest, ``sha256:`` or ``md5:`` and hexadecimal
    signature: str | None  #: what can be said of its signature; None if it has none

    def unpack(self, member: zipfile.ZipInfo, out: IO[bytes]) -> None:
        """Write a member's bytes. Raises Refused if they are not what the package says."""
        told = self.digests.get(member.filename)
        digest = hashlib.new(told.partition(":")[0] if told else "sha256", usedforsecurity=False)
        left = member.file_size
        try:
            with self.archive.open(member) as stream:
                while piece := stream.read(min(PIECE, left + 1)):
                    left -= len(piece)
                    if left < 0:
                        raise Refused(f"{self.path}: {member.filename} is longer than it says")
                    digest.update(piece)
                    out.write(piece)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError) as error:
            raise Refused(f"{self.path}: {member.filename} is damaged ({error})") from error
        if told and told.partition(":")[2] != digest.hexdigest():
            raise Refused(f"{self.path}: {member.filename} is not what datapackage.json says")


@contextmanager
def opened(path: Path, stream: BinaryIO | None = None) -> Iterator[Wacz]:
    """Open the WACZ at ``path``, any version. Raises Refused, one line, for what is none, or is
    damaged or hostile; OSError.

    ``stream``: what it is read from, if it is open already or no local file; it is left open.
    """
    try:
        archive = zipfile.ZipFile(stream or path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise Refused(f"{path}: is no WACZ file (it is not a ZIP file, or cut off)") from error
    with archive:
        members = archive.infolist()
        _check(path, members, _size(stream) if stream else path.stat().st_size)
        package, signature = _package(path, archive)
        warcs = tuple(
            member
            for member in members
            if member.filename.startswith("archive/") and member.filename.endswith(SUFFIXES)
        )
        if not warcs:
            raise Refused(f"{path}: is no WACZ file with captures (no WARC file in archive/)")
        _check_names(path, warcs)
        yield Wacz(
            path=path,
            archive=archive,
            warcs=warcs,
            digests=_digests(package),
            signature=signature,
        )


def _size(stream: BinaryIO) -> int:
    return stream.seek(0, os.SEEK_END)


def _check(path: Path, members: list[zipfile.ZipInfo], size: int) -> None:
    if len(members) > MOST_MEMBERS:
        raise Refused(f"{path}: has more than {MOST_MEMBERS:,} members; not unpacked")
    seen: set[str] = set()
    for member in members:
        reason = _fault(member)
        if member.filename in seen:
            reason = "is in it twice"
        seen.add(member.filename)
        if reason:
            raise Refused(f"{path}: {member.filename[:80]!r} {reason}; not unpacked")
    if sum(member.compress_size for member in members) > size:
        raise Refused(f"{path}: its members overlap; not unpacked")


def _fault(member: zipfile.ZipInfo) -> str | None:
    """Why a member must not be unpacked."""
    name = member.filename
    if _leads_out(name):
        return "leads out of the folder"
    if not name.isprintable():
        return "is no name for a file"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "is a link"
    if member.flag_bits & ENCRYPTED:
        return "is encrypted"
    if member.compress_type not in CODINGS:
        return "is compressed in a way that WACZ does not know"
    if member.file_size > max(SMALL, MOST_RATIO * member.compress_size):
        return f"would become {member.file_size:,} bytes from {member.compress_size:,}"
    return None


def _leads_out(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return not parts or parts[0] == "/" or ".." in parts or ":" in parts[0]


def _check_names(path: Path, warcs: tuple[zipfile.ZipInfo, ...]) -> None:
    """An index knows files by their names alone."""
    seen: set[str] = set()
    for member in warcs:
        name = file_name(member)
        if name in seen:
            raise Refused(f"{path}: two files are called {name!r}; not unpacked")
        if name.startswith(".") or len(name.encode()) > LONGEST_NAME:
            raise Refused(f"{path}: {name[:80]!r} is no name for a WARC file; not unpacked")
        seen.add(name)


def file_name(member: zipfile.ZipInfo) -> str:
    """The name of a WARC file in a collection."""
    return PurePosixPath(member.filename).name


def _package(path: Path, archive: zipfile.ZipFile) -> tuple[dict[str, Any], str | None]:
    """datapackage.json, held to its digest, and what can be said of the signature."""
    content = _small(path, archive, "datapackage.json")
    if content is None:
        raise Refused(f"{path}: is no WACZ file (datapackage.json is missing)")
    said = _json(path, "datapackage.json", content)
    proof = _small(path, archive, "datapackage-digest.json")
    if proof is None:
        return said, None
    told = _json(path, "datapackage-digest.json", proof)
    digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
    if told.get("hash") != digest:
        raise Refused(f"{path}: datapackage.json is not what datapackage-digest.json says")
    if "signedData" not in told:
        return said, None
    fault, signature = package_signature.check(told["signedData"], digest)
    if fault:
        raise Refused(f"{path}: {fault}; not unpacked")
    return said, signature


def _small(path: Path, archive: zipfile.ZipFile, name: str) -> bytes | None:
    try:
        member = archive.getinfo(name)
    except KeyError:
        return None
    if member.file_size > MOST_JSON:
        raise Refused(f"{path}: {name} is too large; not unpacked")
    try:
        return archive.read(member)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError) as error:
        raise Refused(f"{path}: {name} is damaged ({error})") from error


def _json(path: Path, name: str, content: bytes) -> dict[str, Any]:
    try:
        said = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Refused(f"{path}: {name} cannot be read as JSON") from error
    if not isinstance(said, dict):
        raise Refused(f"{path}: {name} is no JSON object")
    return said


def _digests(package: dict[str, Any]) -> dict[str, str]:
    """What the resources' digests are, as far as they are of a kind that is known."""
    found: dict[str, str] = {}
    resources = package.get("resources")
    for one in resources if isinstance(resources, list) else ():
        if not isinstance(one, dict):
            continue
        path, digest = one.get("path"), one.get("hash")
        if (
            isinstance(path, str)
            and isinstance(digest, str)
            and digest.startswith(("sha256:", "md5:"))
        ):
            found[path] = digest.lower()
    return found
