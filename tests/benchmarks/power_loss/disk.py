"""A disk that keeps no more than POSIX promises, and what a power cut may leave of it.

Of a file, what was written, cut or grown since its last fsync may be there or not, each sector for
itself and in any order; its size may have reached the disk without its bytes, which are zero then.
Of a folder, each name that was made, given or taken since the folder's last fsync may be there or
not; a rename is there as a whole or not at all. An fsync of a file says nothing of its name
(fsync(2), NOTES: "Calling fsync() does not necessarily ensure that the entry in the directory
containing the file has also reached disk").
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal

from tests.benchmarks.power_loss.trace import Operation

SECTORS = (512, 4096)  # bytes that a disk writes as a whole

Manner = Literal[
    "nothing", "names", "sizes", "data", "all but one", "one hollow", "torn", "everything"
]
MANNERS: tuple[Manner, ...] = (
    "nothing", "names", "sizes", "data", "all but one", "one hollow", "torn", "everything",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """To the bytes of a file: a write, or (without content) a new size."""

    offset: int
    content: bytes | None


@dataclass(frozen=True, slots=True)
class Entry:
    """To the names in a folder: each gets a node, or none."""

    names: tuple[tuple[str, "Node | None"], ...]


@dataclass(eq=False)
class Node:
    """A file or a folder: as it is on the disk for certain, and what came since."""

    is_folder: bool = False
    kept: bytearray = field(default_factory=bytearray)
    names: dict[str, "Node"] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    size: int = 0  #: of a file, with all changes
    synced: tuple[int, int] = (0, 0)  #: how many changes and entries there were before these

    def moment(self) -> tuple[int, int]:
        """How many changes and entries there were by now."""
        return self.synced[0] + len(self.changes), self.synced[1] + len(self.entries)

    def sync(self, began: tuple[int, int] | None = None) -> None:
        """What came since is on the disk; by the moment at which the sync began."""
        changes, entries = (
            max(0, end - done)
            for end, done in zip(began or self.moment(), self.synced, strict=True)
        )
        for change in self.changes[:changes]:
            apply(self.kept, change)
        for entry in self.entries[:entries]:
            enter(self.names, entry)
        del self.changes[:changes], self.entries[:entries]
        self.synced = self.synced[0] + changes, self.synced[1] + entries

    def now(self) -> dict[str, "Node"]:
        """The names in a folder, as a process sees them."""
        names = dict(self.names)
        for entry in self.entries:
            enter(names, entry)
        return names

    def content(self) -> bytes:
        """The bytes of a file, as a process sees them."""
        content = bytearray(self.kept)
        for change in self.changes:
            apply(content, change)
        return bytes(content)


def apply(content: bytearray, change: Change) -> None:
    """Write, or give the size."""
    if change.content is None:
        del content[change.offset :]
        content.extend(bytes(change.offset - len(content)))
        return
    content.extend(bytes(max(0, change.offset - len(content))))
    content[change.offset : change.offset + len(change.content)] = change.content


def enter(names: dict[str, Node], entry: Entry) -> None:
    """Give names, or take them."""
    for name, node in entry.names:
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node


class Disk:
    """The folder ``root`` and what is below it; all of that was empty, and synced, at first.

    Syncs of the sites in ``without`` are left out.
    """

    def __init__(self, root: str, without: frozenset[str] = frozenset()) -> None:
        self._root = PurePosixPath(root)
        self._without = without
        self.top = Node(is_folder=True)
        self._open: dict[int, Node] = {}
        self._begun: dict[int, tuple[int, int]] = {}  # syncs, by the open file

    def see(self, done: Operation) -> None:
        """Take notice of what was done."""
        match done.kind:
            case "make":
                self._make(done)
            case "folder" | "unlink":
                self._enter(done.path, Node(is_folder=True) if done.kind == "folder" else None)
            case "write" | "cut":
                self._write(done)
            case "rename":
                self._rename(done)
            case "begin":
                self._begun[done.file] = self._file(done).moment()
            case "sync":
                began = self._begun.pop(done.file, None)
                if done.site not in self._without:
                    self._file(done).sync(began)

    def put(self, path: str, content: bytes | None, *, synced: bool = True) -> None:
        """Somebody else makes a file or (None) a folder; or writes behind a file, and does not sync
        it."""
        node = self.at(path)
        if node is not None:
            self._change(node, Change(node.size, content))
            return
        node = Node(is_folder=content is None)
        self._enter(path, node)
        if content:
            self._change(node, Change(0, content))
        if synced:
            node.sync()
            self._folder(path)[0].sync()

    def at(self, path: str) -> Node | None:
        """What a process finds there."""
        node: Node | None = self.top
        for part in PurePosixPath(path).relative_to(self._root).parts:
            node = node.now().get(part) if node else None
        return node

    def opened(self, file: int) -> Node | None:
        """The node of an open file, whatever its name is now; None for 0."""
        return self._open.get(file)

    def _file(self, done: Operation) -> Node:
        node = self._open.get(done.file) or self.at(done.path)
        if node is None:
            raise LookupError(f"{done.path}: was not seen to be made")
        return node

    def _folder(self, path: str) -> tuple[Node, str]:
        parent = self.at(str(PurePosixPath(path).parent))
        if parent is None:
            raise LookupError(f"{path}: its folder was not seen to be made")
        return parent, PurePosixPath(path).name

    def _make(self, done: Operation) -> None:
        node = self.at(done.path) if done.path else None
        if node is None:
            node = Node()
            if done.path:
                self._enter(done.path, node)
        self._open[done.file] = node

    def _enter(self, path: str, node: Node | None) -> None:
        parent, name = self._folder(path)
        parent.entries.append(Entry(((name, node),)))

    def _rename(self, done: Operation) -> None:
        node = self.at(done.path)
        source, old = self._folder(done.path)
        target, new = self._folder(done.to)
        if source is not target or node is None:
            raise LookupError(f"{done.path} -> {done.to}: is not modelled")
        source.entries.append(Entry(((old, None), (new, node))))

    def _write(self, done: Operation) -> None:
        node = self._file(done)
        offset = node.size if done.offset < 0 else done.offset
        self._change(node, Change(offset, done.content if done.kind == "write" else None))

    def _change(self, node: Node, change: Change) -> None:
        node.changes.append(change)
        end = change.offset + len(change.content or b"")
        node.size = end if change.content is None else max(node.size, end)

    def unsynced(self) -> list[Node]:
        """What may be lost in part, of what has a name."""
        return [node for node in _walk(self.top, set()) if node.changes or node.entries]


def _walk(node: Node, seen: set[int]) -> Iterator[Node]:
    if id(node) in seen:
        return
    seen.add(id(node))
    yield node
    for child in (*node.names.values(), *(x for e in node.entries for _, x in e.names if x)):
        yield from _walk(child, seen)


@dataclass(frozen=True, kw_only=True)
class Cut:
    """How much of what was not synced reaches the disk."""

    manner: Manner
    chance: random.Random
    loser: int = 0  #: the open file, by its number, that loses; 0: one by chance

    def leave(self, disk: Disk, folder: Path) -> None:
        """Put into ``folder``, which is empty, what is left of ``disk``."""
        lost = disk.unsynced()
        loser = self.chance.choice(lost) if lost else None
        self._folder(disk.top, folder, disk.opened(self.loser) or loser)

    def _folder(self, node: Node, folder: Path, loser: Node | None) -> None:
        names = dict(node.names)
        for entry in node.entries:
            if self._is_entered(node, loser):
                enter(names, entry)
        for name, child in names.items():
            path = folder / name
            if child.is_folder:
                path.mkdir()
                self._folder(child, path, loser)
            elif not name.endswith("-shm"):  # SQLite makes it anew
                path.write_bytes(self._content(child, loser))

    def _is_entered(self, node: Node, loser: Node | None) -> bool:
        if self.manner == "torn":
            return self.chance.random() < 0.5
        if self.manner in ("all but one", "one hollow"):
            return node is not loser
        return self.manner in ("names", "sizes", "everything")

    def _content(self, node: Node, loser: Node | None) -> bytes:
        if self.manner in ("everything", "data"):
            return node.content()
        if self.manner in ("all but one", "one hollow") and node is not loser:
            return node.content()
        if self.manner == "torn":
            return self._torn(node)
        content = bytearray(node.kept)
        if self.manner in ("sizes", "one hollow"):
            apply(content, Change(node.size, None))
        return bytes(content)

    def _torn(self, node: Node) -> bytes:
        sector = self.chance.choice(SECTORS)
        content = bytearray(node.kept)
        for change in node.changes:
            if change.content is None:
                if self.chance.random() < 0.5:
                    apply(content, change)
                continue
            for piece in _sectors(change, sector):
                if self.chance.random() < 0.5:
                    apply(content, piece)
        if self.chance.random() < 0.5:
            apply(content, Change(node.size, None))
        return bytes(content)


def _sectors(change: Change, sector: int) -> Iterator[Change]:
    """A write, cut where sectors begin."""
    content = change.content or b""
    place = 0
    while place < len(content):
        end = min(len(content), place + sector - (change.offset + place) % sector)
        yield Change(change.offset + place, content[place:end])
        place = end
