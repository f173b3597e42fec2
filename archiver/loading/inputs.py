"""What can be read: files, folders, collections, packages, URLs and open streams, each taken apart
into WARC files.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from glob import glob, has_magic
from pathlib import Path
from typing import Any, BinaryIO, cast

from archiver.collection.folder import Folder
from archiver.errors import LoadingError
from archiver.loading import packages, remote
from archiver.loading.opening import Once, View, is_seekable, kind_of
from warcs import CannotOpen
from warcs.files import OPEN
from warcs.index.indexing import SUFFIXES

WACZ = ".wacz"

Source = str | os.PathLike[str] | BinaryIO


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One WARC or ARC file that is to be read, wherever it is."""

    path: str  #: of the file, or of the package that it is in; or a URL; or what a stream is called
    name: str  #: what captures call it: its file name, without ``.open``
    member: str | None = None  #: path in a WACZ
    size: int | None = None  #: bytes as it lies there; None: unknown
    stamp: str | None = None
    """Of its content: time of the last change in nanoseconds (of the package, for one in a WACZ);
    ETag or Last-Modified of a URL. None: nothing is known."""
    collection: str | None = None  #: folder of the collection that it belongs to
    is_open: bool = False  #: it may still be written to, and end in the middle of a record
    opener: Callable[[], BinaryIO] | None = field(default=None, repr=False)
    """Gives a stream that was open already; such an input cannot be handed to another process."""
    rereadable: bool = True  #: it can be opened more than once

    @property
    def place(self) -> str:
        """What messages and reports call it."""
        return self.path if self.member is None else f"{self.path}!{self.member}"

    def open(self) -> BinaryIO:
        """The file, for reading from its beginning. Raises CannotOpen, OSError."""
        if self.opener is not None:
            return self.opener()
        if self.member is not None:
            return packages.open_member(self.path, self.member)
        if "://" in self.path:
            return remote.open_url(self.path)
        file = self._file()
        if file.name.endswith(WACZ) and kind_of(file) == "wacz":
            packages.members(self.path)  # it had none that could be read: this says why
        return file.open("rb", buffering=0)

    def _file(self) -> Path:
        """A file that was open may have been sealed since it was found."""
        path = Path(self.path)
        sealed = path.with_name(self.name)
        return sealed if self.is_open and not path.exists() and sealed.exists() else path


Sources = Source | Input | Iterable[Source | Input]


def inputs(source: Sources) -> tuple[Input, ...]:
    """The WARC files that ``source`` is: in the order in which they are given, those of a folder,
    glob or collection by name; each once.

    ``source``: a path, a glob (``*``, ``?``, ``[…]``, ``**``), a folder, a collection, a WACZ, a
    URL of fsspec's, an open binary stream, or several of these. Raises LoadingError, before
    anything is read, for a file, folder or glob with nothing to read and for a named file that is
    no WARC, ARC or WACZ. What a folder or a glob holds is not looked into.
    """
    found: dict[tuple[str, str | None, int], Input] = {}
    for one in _each(source):
        for made in (one,) if isinstance(one, Input) else _of(one):
            found.setdefault((made.path, made.member, id(made.opener)), made)
    if not found:
        raise LoadingError("nothing to read: give a WARC file, a folder, a glob or a URL")
    return tuple(found.values())


def _each(source: Sources) -> Iterable[Source | Input]:
    if isinstance(source, str | os.PathLike | Input) or hasattr(source, "read"):
        return (cast(Source, source),)
    if isinstance(source, Iterable):
        return source
    raise LoadingError(f"{source!r}: cannot be read; give a path, a URL or an open binary stream")


def _of(source: Source) -> Iterator[Input]:
    if not isinstance(source, str | os.PathLike):
        if not hasattr(source, "read"):
            raise LoadingError(f"{source!r}: cannot be read; give a path, a URL or a stream")
        return iter((_of_stream(source),))
    place = os.fspath(source)
    if "://" in place:
        return _of_url(place)
    path = Path(place).expanduser()
    if path.is_dir():
        return _of_folder(path)
    if path.exists():
        return _of_file(path, named=True)
    if has_magic(place):
        return _of_glob(str(path))
    raise LoadingError(f"{place}: no such file or folder")


def _of_stream(stream: BinaryIO) -> Input:
    name = getattr(stream, "name", None)
    text = name if isinstance(name, str) else "stream"
    opener: Callable[[], BinaryIO] = partial(cast(Any, Once), stream)
    seekable = is_seekable(stream)
    if seekable:
        opener = partial(cast(Any, View), stream, stream.tell())
    return Input(
        path=text, name=Path(text).name.removesuffix(OPEN), opener=opener, rereadable=seekable
    )


def _of_folder(folder: Path) -> Iterator[Input]:
    if Folder(folder).exists():
        return _of_collection(folder)
    found = sorted(p for p in folder.rglob("*") if _is_named_so(p.name) and p.is_file())
    if not found:
        raise LoadingError(f"{folder}: no WARC, ARC or WACZ file in it")
    return (made for path in found for made in _of_file(path, named=False))


def _of_collection(root: Path) -> Iterator[Input]:
    """Sealed files, then open ones: the order in which they were written."""
    archive = Folder(root).archive
    files = [p for p in archive.iterdir() if p.is_file()] if archive.is_dir() else []
    sealed = sorted(path for path in files if path.name.endswith(SUFFIXES))
    still_open = sorted(path for path in files if path.name.endswith(OPEN))
    if not files:
        raise LoadingError(f"{root}: the collection holds no WARC file yet")
    return (made for path in [*sealed, *still_open] for made in _of_file(path, named=False))


def _of_glob(pattern: str) -> Iterator[Input]:
    found = sorted(Path(p) for p in glob(pattern, recursive=True))  # noqa: PTH207  # of any root
    files = [path for path in found if path.is_file()]
    if not files:
        raise LoadingError(f"{pattern}: fits no file")
    return (made for path in files for made in _of_file(path, named=False))


def _of_file(path: Path, *, named: bool) -> Iterator[Input]:
    """``named``: by hand, so that a mistake is told before anything is read."""
    try:
        status = path.stat()
        kind = kind_of(path) if named or path.name.endswith(WACZ) else "warc"
    except OSError as error:
        if named:
            raise LoadingError(f"{path}: cannot be read ({error.strerror})") from error
        return
    if kind is None and named:
        raise LoadingError(f"{path}: is no WARC, ARC or WACZ file")
    stamp = str(status.st_mtime_ns)
    if kind != "wacz":
        yield Input(
            path=str(path), name=path.name.removesuffix(OPEN), size=status.st_size, stamp=stamp,
            collection=_collection_of(path), is_open=path.name.endswith(OPEN),
        )  # fmt: skip
        return
    yield from _of_package(str(path), stamp, named=named)


def _of_package(path: str, stamp: str | None, *, named: bool) -> Iterator[Input]:
    try:
        members = packages.members(path)
    except CannotOpen as error:
        if named:
            raise LoadingError(str(error)) from error
        yield Input(path=path, name=path.rpartition("/")[2], stamp=stamp)  # told when it is read
        return
    for member in members:
        yield Input(path=path, name=member.name, member=member.path, size=member.size, stamp=stamp)


def _of_url(url: str) -> Iterator[Input]:
    files = remote.files(url, _is_named_so)
    for one in files:
        if one.url.endswith(WACZ):
            yield from _of_package(one.url, one.stamp, named=len(files) == 1)
        else:
            name = one.url.rstrip("/").rpartition("/")[2].partition("?")[0]
            yield Input(path=one.url, name=name, size=one.size, stamp=one.stamp)


def _is_named_so(name: str) -> bool:
    return name.removesuffix(OPEN).endswith((*SUFFIXES, WACZ))


def _collection_of(path: Path) -> str | None:
    """A file in ``archive/`` beside a catalogue belongs to a collection."""
    folder = Folder(path.absolute().parent.parent)
    own = path.absolute().parent == folder.archive and folder.catalogue.is_file()
    return str(folder.root) if own else None
