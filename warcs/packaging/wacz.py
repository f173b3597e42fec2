"""Writing a WACZ: captures, index and pages in one ZIP file (specs.webrecorder.net/wacz/1.1.1).

Members are stored and not compressed, so that any record can be read by its place; ZIP64 where a
member or the whole needs it. The same members and description give the same bytes.
"""

import hashlib
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from warcs.errors import Refused, WriteFailed
from warcs.files import sync_folder

VERSION = "1.1.1"
PIECE = 1 << 20
MODE = 0o644  # of a member, when it is unpacked
UNIX = 3  # the system that MODE is of

_ODD = re.compile(r"[^-a-z0-9._/]")  # what a resource's name must not have (Data Package)


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a package says of itself."""

    title: str
    created: datetime  #: aware
    software: str
    description: str | None = None  #: Markdown
    main_page: tuple[str, datetime] | None = None  #: where replay begins: URL and time of capture


Signer = Callable[[str, datetime], dict[str, Any]]
"""From the digest of datapackage.json and the moment of signing to ``signedData``."""


@contextmanager
def replacing(path: Path, *, force: bool) -> Iterator[BinaryIO]:
    """A new file that gets the name ``path`` when all of it was written; removed if not.

    Raises Refused if there is one already, unless ``force``; WriteFailed; OSError of
    another file.
    """
    if path.is_dir():
        raise Refused(f"{path}: is a folder; give a file name")
    if path.exists() and not force:
        raise Refused(f"{path}: is there already; choose another name, or replace it with --force")
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with new.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if not force:
            os.link(new, path)  # fails where somebody made one meanwhile
            new.unlink()
        else:
            new.replace(path)
        sync_folder(path.parent)
    except FileExistsError as error:
        raise Refused(f"{path}: is there already; choose another name, or --force") from error
    except OSError as error:
        if error.filename is not None and not str(error.filename).startswith(str(new)):
            raise  # of what is packaged
        raise WriteFailed(f"{path}: cannot be written ({error.strerror or error})") from error
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)


@dataclass
class Package:
    """A WACZ that is being written to ``stream``: members are added, then :meth:`finish`. A context
    manager.

    Members are dated 1980: what they hold has dates of its own.
    """

    stream: BinaryIO
    resources: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._zip = zipfile.ZipFile(self.stream, "w", zipfile.ZIP_STORED, allowZip64=True)

    def __enter__(self) -> "Package":
        return self

    def __exit__(self, *error: object) -> None:
        self._zip.close()  # or it would be closed some time later, behind its stream

    def add(self, path: str, source: Path, *, sha256: str | None = None) -> None:
        """Add a file. Raises Refused if its digest (hexadecimal) is not ``sha256``; OSError."""
        with source.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            found = self._add(path, iter(lambda: stream.read(PIECE), b""), size)
        if sha256 is not None and found != sha256:
            raise Refused(
                f"{source}: was changed since it was sealed (its SHA-256 is another); "
                "see what `archiver verify` says"
            )

    def finish(self, description: Description, sign: Signer | None = None) -> None:
        """Add what describes the members, and end the file."""
        package: dict[str, Any] = {
            "profile": "data-package",
            "title": description.title,
            "description": description.description,
            "created": timestamp(description.created),
            "wacz_version": VERSION,
            "software": description.software,
            "resources": self.resources,
        }
        if description.main_page:
            package["mainPageUrl"] = description.main_page[0]
            package["mainPageDate"] = timestamp(description.main_page[1])
        told = {name: value for name, value in package.items() if value is not None}
        content = json.dumps(told, indent=2, ensure_ascii=False).encode()
        self._member("datapackage.json", (content,), len(content))
        digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
        said: dict[str, Any] = {"path": "datapackage.json", "hash": digest}
        if sign is not None:
            said["signedData"] = sign(digest, description.created)
        proof = json.dumps(said, indent=2).encode()
        self._member("datapackage-digest.json", (proof,), len(proof))
        self._zip.close()

    def _add(self, path: str, pieces: Iterable[bytes], size: int) -> str:
        digest, written = self._member(path, pieces, size)
        self.resources.append(
            {
                "name": _ODD.sub("-", path.rpartition("/")[2].lower()),
                "path": path,
                "hash": f"sha256:{digest}",
                "bytes": written,
            }
        )
        return digest

    def _member(self, path: str, pieces: Iterable[bytes], size: int) -> tuple[str, int]:
        """SHA-256 (hexadecimal) and size of what was written; ``size`` is what is expected."""
        info = zipfile.ZipInfo(path)
        info.create_system = UNIX
        info.external_attr = MODE << 16
        info.file_size = size  # decides whether it needs ZIP64
        digest = hashlib.sha256()
        written = 0
        with self._zip.open(info, "w") as member:
            for piece in pieces:
                digest.update(piece)
                written += member.write(piece)
        return digest.hexdigest(), written


def timestamp(moment: datetime) -> str:
    """RFC 3339 with Z, to the second, as WACZ tools write it."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
