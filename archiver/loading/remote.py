"""Files at URLs, by fsspec (s3://, https://, memory://, …), and what is known of them."""

from collections.abc import Callable
from dataclasses import dataclass
from glob import has_magic
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from archiver.errors import LoadingError
from archiver.loading.opening import View, is_seekable
from warcs import CannotOpen

#: What file systems call the sign that a file changed, the surest first.
STAMPS = ("ETag", "etag", "mtime", "LastModified", "last_modified", "updated", "created")


if TYPE_CHECKING:
    from fsspec import AbstractFileSystem as FileSystem


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """A file at a URL."""

    url: str
    size: int | None = None  #: bytes
    stamp: str | None = None  #: of its content, as the file system has it


def files(url: str, is_wanted: Callable[[str], bool]) -> tuple[Remote, ...]:
    """The file at ``url``; those that fit, of a glob; those whose names are wanted, of a folder.

    Raises LoadingError if there is none.
    """
    try:
        system, path = _system(url)
        found = _found(system, path, url, is_wanted)
    except LoadingError:
        raise
    except FileNotFoundError as error:
        raise LoadingError(f"{url}: {_missing(error)}") from error
    except Exception as error:  # each file system has errors of its own
        raise LoadingError(f"{url}: cannot be read ({_reason(error)})") from error
    if not found:
        raise LoadingError(f"{url}: fits no file")
    return found


def open_url(url: str) -> BinaryIO:
    """The file at ``url``, seekable where the file system can. Raises CannotOpen."""
    try:
        system, path = _system(url)
        stream = cast(BinaryIO, system.open(path, "rb"))
    except LoadingError as error:
        raise CannotOpen(str(error)) from error
    except Exception as error:  # as above
        raise CannotOpen(f"{url}: cannot be opened ({_reason(error)})") from error
    # Some hand out one file twice, and its place with it.
    return cast(BinaryIO, View(stream, 0, owns=True)) if is_seekable(stream) else stream


def _system(url: str) -> "tuple[FileSystem, str]":
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise LoadingError(
            f"{url}: reading from URLs needs fsspec; run: pip install 'news-archiver[urls]'"
        ) from error
    system, path = url_to_fs(url)
    return system, path


def _found(
    system: "FileSystem", path: str, url: str, is_wanted: Callable[[str], bool]
) -> tuple[Remote, ...]:
    web = url.startswith(("http://", "https://"))  # where ? is no wildcard
    if ("*" in path) if web else has_magic(path):
        details = system.glob(path, detail=True)
        return tuple(_remote(system, info) for _, info in sorted(details.items()) if _is_file(info))
    if path.endswith("/") or (not web and not is_wanted(path) and system.isdir(path)):
        details = system.find(path, detail=True)
        return tuple(
            _remote(system, info) for name, info in sorted(details.items()) if is_wanted(name)
        )
    info = system.info(path)
    size, stamp = info.get("size"), _stamp(info)
    return (Remote(url=url, size=size, stamp=stamp),)


def _is_file(info: dict[str, Any]) -> bool:
    return info.get("type") != "directory"


def _remote(system: "FileSystem", info: dict[str, Any]) -> Remote:
    return Remote(
        url=str(system.unstrip_protocol(info["name"])), size=info.get("size"), stamp=_stamp(info)
    )


def _stamp(info: dict[str, Any]) -> str | None:
    return next((str(info[name]) for name in STAMPS if info.get(name) is not None), None)


def _missing(error: FileNotFoundError) -> str:
    """Why a file is not there: of the web, fsspec says so of whatever went wrong."""
    cause = error.__cause__
    status = getattr(cause, "status", None)
    if not isinstance(cause, Exception) or status in (404, 410):
        return "no such file"
    return f"cannot be read ({f'HTTP {status}' if status else _reason(cause)})"


def _reason(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
