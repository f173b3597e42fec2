"""Writing a bag: a folder of files with their digests, for archives (BagIt 1.0, RFC 8493).

The standard is short and the one library for it reads every payload file a second time to hash it,
so it is written here. The same files and description give the same bytes.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from warcs.errors import Refused, WriteFailed
from warcs.files import sync_folder

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PIECE = 1 << 20


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new folder that gets the name ``path`` when all of it was written; removed if not.

    Raises Refused if there is something already; WriteFailed; OSError of any other file.
    """
    if path.exists():
        raise Refused(f"{path}: is there already; a bag is written into a new folder")
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        new.mkdir()
        yield new
        new.rename(path)
        sync_folder(path.parent)
    except OSError as error:
        if error.filename is not None and not str(error.filename).startswith(str(new)):
            raise  # of what is packaged
        raise WriteFailed(f"{path}: cannot be written ({error.strerror or error})") from error
    finally:
        with suppress(OSError):
            if new.exists():
                shutil.rmtree(new)


@dataclass
class Bag:
    """A bag that is being written into ``folder``: files are added, then :meth:`finish`."""

    folder: Path
    _lines: list[str] = field(default_factory=list)
    _size: int = 0

    def add(self, path: str, source: Path, *, sha256: str | None = None) -> None:
        """Copy a file into the payload. Raises Refused if its digest (hexadecimal) is not
        ``sha256``; OSError."""
        target = self.folder / "data" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with source.open("rb") as old, target.open("xb") as new:
            while piece := old.read(PIECE):
                digest.update(piece)
                self._size += new.write(piece)
            new.flush()
            os.fsync(new.fileno())
        found = digest.hexdigest()
        if sha256 is not None and found != sha256:
            raise Refused(f"{source}: was changed since it was sealed (its SHA-256 is another)")
        self._lines.append(f"{found}  data/{escaped(path)}\n")

    def finish(self, info: Sequence[tuple[str, str]], bagged: datetime) -> None:
        """Write the tag files. ``info``: further fields of bag-info.txt, each one line."""
        fields = [
            *info,
            ("Bagging-Date", f"{bagged:%Y-%m-%d}"),
            ("Payload-Oxum", f"{self._size}.{len(self._lines)}"),
        ]
        tags = {
            "bagit.txt": DECLARATION,
            "bag-info.txt": "".join(f"{name}: {' '.join(x.split())}\n" for name, x in fields),
            "manifest-sha256.txt": "".join(self._lines),
        }
        for name, text in tags.items():
            self._tag(name, text)
        digests = ((name, hashlib.sha256(text.encode()).hexdigest()) for name, text in tags.items())
        self._tag("tagmanifest-sha256.txt", "".join(f"{x}  {name}\n" for name, x in digests))

    def _tag(self, name: str, text: str) -> None:
        with (self.folder / name).open("xb") as stream:
            stream.write(text.encode())
            stream.flush()
            os.fsync(stream.fileno())


def escaped(path: str) -> str:
    """A path as a manifest has it (RFC 8493 §2.1.3)."""
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
