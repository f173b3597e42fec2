"""What strace wrote, as operations on files: only what changes them, or makes changes durable."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

CALLS = (
    "openat,open,creat,close,dup,dup2,dup3,fcntl,lseek,write,pwrite64,writev,pwritev,pwritev2,"
    "ftruncate,truncate,fallocate,copy_file_range,sendfile,fsync,fdatasync,sync,syncfs,"
    "sync_file_range,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,mkdir,"
    "mkdirat,rmdir,clone,clone3,fork,vfork"
)
OPTIONS = ("-f", "-qq", "-xx", "-s", "1000000000", "--seccomp-bpf", "-e", f"trace={CALLS}")

Kind = Literal["make", "folder", "write", "cut", "sync", "rename", "unlink", "mark", "begin"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One change, in the order in which the calls returned. Where anything else was done while a
    file was synced, a ``begin`` says when that began: what came later it need not hold."""

    kind: Kind
    path: str = ""  #: absolute; of a rename the old one
    file: int = 0  #: number of the open file that is written to; 0 where only the path counts
    offset: int = 0  #: of a write; of a cut the new size. -1: at the end
    content: bytes = b""  #: of a write; of a mark its text
    to: str = ""  #: of a rename
    site: str = ""  #: of a sync: where in the code it was asked for; empty for SQLite's own


class UnknownCallError(Exception):
    """A call that changes files in a way that is not modelled."""


_CALL = re.compile(r"(\w+)\((.*)\) += +(-?\d+|0x[0-9a-f]+|\?)[^()]*(?:\(.*\))?$", re.DOTALL)
_RESUMED = re.compile(r"<\.\.\. (\w+) resumed>")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
_THREAD = "CLONE_THREAD"
SYNCS = ("fsync(", "fdatasync(")


@dataclass
class _Open:
    """An open file description."""

    number: int
    path: str
    append: bool
    place: int = 0


@dataclass
class _Process:
    folder: str  #: what happens outside of it is left out
    files: dict[int, _Open] = field(default_factory=dict)
    sites: dict[str, str] = field(default_factory=dict)  #: by thread: of its next sync
    others: set[str] = field(default_factory=set)  #: processes that it started: not followed
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(1, 1 << 60)))


def operations(trace: Iterable[str], folder: str, first: int = 0) -> Iterator[Operation]:
    """The operations below ``folder`` in the lines that ``strace -o`` wrote of one process.

    Numbers of open files begin behind ``first``. Raises UnknownCallError.
    """
    process = _Process(folder.rstrip("/") + "/", numbers=iter(range(first + 1, 1 << 60)))
    for thread, name, arguments, result in _calls(trace):
        if thread in process.others or result < 0:
            continue
        yield from _seen(process, thread, name, arguments, result)


def _calls(trace: Iterable[str]) -> Iterator[tuple[str, str, str, int]]:
    begun: dict[str, str] = {}
    for line in trace:
        thread, _, text = line.rstrip("\n").partition(" ")
        text = text.lstrip()
        if text.startswith(("+++", "---")):
            continue
        if text.endswith("<unfinished ...>"):
            begun[thread] = text.removesuffix("<unfinished ...>")
            if text.startswith(SYNCS):
                name, _, arguments = begun[thread].partition("(")
                yield thread, f"begin {name}", arguments.strip(), 0
            continue
        resumed = _RESUMED.match(text)
        if resumed:
            text = begun.pop(thread, "") + text[resumed.end() :].lstrip()
        found = _CALL.match(text)
        if found and found[3] != "?":
            yield thread, found[1], found[2], int(found[3], 0)


def _strings(arguments: str) -> list[bytes]:
    found = []
    for text, cut in _TEXT.findall(arguments):
        if cut:
            raise UnknownCallError("strace cut a string short")
        found.append(bytes.fromhex(text.replace("\\x", "")))
    return found


def _seen(
    process: _Process, thread: str, name: str, arguments: str, result: int
) -> Iterator[Operation]:
    if name in ("open", "openat", "creat"):
        yield from _opened(process, arguments, result)
    elif name in ("clone", "clone3", "fork", "vfork"):
        if _THREAD not in arguments:
            process.others.add(str(result))
    elif name.startswith(("rename", "unlink", "mkdir", "rmdir", "link", "symlink", "truncate")):
        yield from _named(process, name, arguments)
    elif name.startswith("sync"):
        raise UnknownCallError(name)
    else:
        yield from _on_file(process, thread, name, arguments, result)


def _opened(process: _Process, arguments: str, result: int) -> Iterator[Operation]:
    path = os.fsdecode(_strings(arguments)[0])
    flags = arguments.rpartition('"')[2]
    inside = f"{path}/".startswith(process.folder)
    process.files.pop(result, None)
    if not inside:
        return
    number = next(process.numbers)
    nameless = "O_TMPFILE" in flags
    opened = _Open(number, "" if nameless else path, append="O_APPEND" in flags)
    process.files[result] = opened
    if "O_CREAT" in flags or nameless:
        yield Operation(kind="make", path=opened.path, file=number)
    else:
        yield Operation(kind="make", path=path, file=number, offset=-1)  # must be there
    if "O_TRUNC" in flags:
        yield Operation(kind="cut", path=path, file=number)


def _named(process: _Process, name: str, arguments: str) -> Iterator[Operation]:
    paths = [os.fsdecode(text) for text in _strings(arguments)]
    if not any(path.startswith(process.folder) for path in paths):
        if any(not path.startswith("/") for path in paths) and "AT_FDCWD" not in arguments:
            raise UnknownCallError(f"{name}({arguments})")
        return
    if name.startswith("rename"):
        yield Operation(kind="rename", path=paths[0], to=paths[1])
    elif name.startswith("mkdir"):
        yield Operation(kind="folder", path=paths[0])
    elif name.startswith(("unlink", "rmdir")):
        yield Operation(kind="unlink", path=paths[0])
    else:
        raise UnknownCallError(f"{name}({arguments})")


def _on_file(
    process: _Process, thread: str, name: str, arguments: str, result: int
) -> Iterator[Operation]:
    opened = process.files.get(int(arguments.partition(",")[0].rstrip(") ")))
    if name == "close":
        process.files.pop(int(arguments), None)
    elif name in ("dup", "dup2", "dup3") or (name == "fcntl" and "F_DUPFD" in arguments):
        process.files.pop(result, None)
        if opened is not None:
            process.files[result] = opened
    elif opened is not None and name != "fcntl":
        yield from _used(process, thread, opened, name, arguments, result)


def _used(
    process: _Process, thread: str, opened: _Open, name: str, arguments: str, result: int
) -> Iterator[Operation]:
    if name == "lseek":
        opened.place = result
    elif name in ("write", "writev", "pwrite64"):
        yield from _written(process, thread, opened, name, arguments, result)
    elif name == "ftruncate":
        size = int(arguments.rpartition(",")[2])
        yield Operation(kind="cut", path=opened.path, file=opened.number, offset=size)
    elif name.startswith("begin "):
        yield Operation(kind="begin", path=opened.path, file=opened.number)
    elif name in ("fsync", "fdatasync"):
        site = process.sites.pop(thread, "")
        yield Operation(kind="sync", path=opened.path, file=opened.number, site=site)
    else:
        raise UnknownCallError(f"{name}({arguments[:200]})")


def _written(
    process: _Process, thread: str, opened: _Open, name: str, arguments: str, result: int
) -> Iterator[Operation]:
    content = b"".join(_strings(arguments))[:result]
    if opened.path.endswith("/.marks"):
        text = content.decode()
        if text.startswith("sync "):
            process.sites[thread] = text.removeprefix("sync ")
        else:
            yield Operation(kind="mark", content=content)
        return
    if name == "pwrite64":
        offset = int(arguments.rpartition(",")[2])
    else:
        offset = -1 if opened.append else opened.place
        opened.place += result
    yield Operation(
        kind="write", path=opened.path, file=opened.number, offset=offset, content=content
    )
