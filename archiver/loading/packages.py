"""The WARC files in a WACZ, read where they are: stored as they should be, or deflated."""

import shutil
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from archiver.loading import remote
from archiver.loading.opening import View
from warcs import CannotOpen, Refused
from warcs.packaging import wacz_reading

_LOCAL = struct.Struct(
    "<26xHH"
)  # of a local file header (APPNOTE 4.3.7): lengths of name and extra


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A WARC file in a package."""

    name: str
    path: str  #: in the package
    size: int  #: bytes, of the file itself


def members(path: str) -> tuple[Member, ...]:
    """The WARC files of the WACZ at ``path``, a path or a URL, in its order.

    Raises CannotOpen for what is none, or is damaged or hostile.
    """
    with _stream(path) as stream, _opened(path, stream) as package:
        return tuple(
            Member(name=wacz_reading.file_name(one), path=one.filename, size=one.file_size)
            for one in package.warcs
        )


def open_member(path: str, member: str) -> BinaryIO:
    """A WARC file of a WACZ, seekable. A deflated one is unpacked into a file without a name.

    Raises CannotOpen.
    """
    stream = _open(path)
    try:
        with _opened(path, stream) as package:
            found = next((one for one in package.warcs if one.filename == member), None)
            if found is None:
                raise CannotOpen(f"{path}: {member} is not in it any more")
            if found.compress_type == zipfile.ZIP_STORED:
                return _stored(path, stream, found)
            file = _unpacked(package, found)
        stream.close()
        return file
    except BaseException:
        stream.close()
        raise


def _stored(path: str, stream: BinaryIO, member: zipfile.ZipInfo) -> BinaryIO:
    stream.seek(member.header_offset)
    head = stream.read(_LOCAL.size)
    if len(head) < _LOCAL.size or head[:4] != b"PK\x03\x04":
        raise CannotOpen(f"{path}: {member.filename} is damaged (it has no header)")
    begin = member.header_offset + _LOCAL.size + sum(_LOCAL.unpack(head))
    return cast(BinaryIO, View(stream, begin, member.file_size, owns=True))


def _unpacked(package: wacz_reading.Wacz, member: zipfile.ZipInfo) -> BinaryIO:
    file = TemporaryFile()  # noqa: SIM115  # handed out
    try:
        with package.archive.open(member) as stream:
            shutil.copyfileobj(stream, file, wacz_reading.PIECE)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError) as error:
        file.close()
        raise CannotOpen(f"{package.path}: {member.filename} is damaged ({error})") from error
    file.seek(0)
    return cast(BinaryIO, file)


def _open(path: str) -> BinaryIO:
    if "://" in path:
        return remote.open_url(path)
    try:
        return Path(path).open("rb", buffering=0)
    except OSError as error:
        raise CannotOpen(f"{path}: cannot be opened ({error.strerror})") from error


@contextmanager
def _stream(path: str) -> Iterator[BinaryIO]:
    stream = _open(path)
    with stream:
        yield stream


@contextmanager
def _opened(path: str, stream: BinaryIO) -> Iterator[wacz_reading.Wacz]:
    try:
        with wacz_reading.opened(Path(path), stream) as package:
            yield package
    except CannotOpen:
        raise
    except Refused as error:
        raise CannotOpen(str(error)) from error
    except OSError as error:
        raise CannotOpen(f"{path}: cannot be read ({error.strerror or error})") from error
