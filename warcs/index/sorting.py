"""Lines sorted and merged with bounded memory: runs on the disk, a bounded number read at once.

Lines are bytes with their line end, in the order of their bytes (``LC_ALL=C sort``). A line that
stands twice is given once.
"""

import heapq
import mmap
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

MOST_HELD = 64 << 20  # bytes of lines that are sorted in memory
MOST_FILES = 64  # read at once
OVERHEAD = 60  # bytes that a line takes beside its own


def sorted_lines(
    lines: Iterable[bytes], folder: Path | None = None, *, most_held: int = MOST_HELD
) -> Iterator[bytes]:
    """``lines`` in order. Runs are kept in ``folder`` (the system's for such, if None) meanwhile.

    ``most_held``: bytes of lines, and what they take beside, that are in memory at once. Raises
    OSError where runs cannot be written.
    """
    with tempfile.TemporaryDirectory(dir=folder, prefix=".sort-") as name:
        runs: list[Path] = []
        held: list[bytes] = []
        size = 0
        for line in lines:
            held.append(line)
            size += len(line) + OVERHEAD
            if size >= most_held:
                runs.append(_run(Path(name), held))
                held, size = [], 0
        held.sort()
        if not runs:
            yield from once(held)
            return
        yield from _merged(runs, held, Path(name))


def merged_files(paths: Iterable[Path], folder: Path | None = None) -> Iterator[bytes]:
    """The lines of sorted files, in order, however many there are. Raises OSError."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".sort-") as name:
        yield from _merged(list(paths), [], Path(name))


def once(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Sorted ``lines`` without those that equal the one before."""
    last = None
    for line in lines:
        if line != last:
            yield line
            last = line


def mapped(path: Path, stack: ExitStack) -> mmap.mmap | bytes:
    """The content of a file, for :func:`find`, until ``stack`` is closed. Raises OSError."""
    file = stack.enter_context(path.open("rb"))
    if not path.stat().st_size:
        return b""  # an empty file cannot be mapped
    return stack.enter_context(mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ))


def find(content: mmap.mmap | bytes, start: bytes) -> int:
    """Where the first line begins that is not before ``start``; the end if there is none."""
    low, high = 0, len(content)
    while low < high:
        middle = (low + high) // 2
        begin = content.rfind(b"\n", low, middle) + 1 or low
        end = content.find(b"\n", middle) + 1 or len(content)
        if content[begin:end] < start:
            low = end
        else:
            high = begin
    return low


def _merged(paths: list[Path], held: list[bytes], folder: Path) -> Iterator[bytes]:
    while len(paths) > MOST_FILES:
        # The oldest runs first, so that all grow alike.
        with ExitStack() as stack:
            some = [stack.enter_context(path.open("rb")) for path in paths[:MOST_FILES]]
            paths = [*paths[MOST_FILES:], _run(folder, heapq.merge(*map(_whole, some)))]
    with ExitStack() as stack:
        streams = [_whole(stack.enter_context(path.open("rb"))) for path in paths]
        yield from once(heapq.merge(*streams, held))


def _run(folder: Path, lines: list[bytes] | Iterator[bytes]) -> Path:
    if isinstance(lines, list):
        lines.sort()
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as run:
        run.writelines(once(lines))
    return Path(run.name)


def _whole(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a file, the last one ended too."""
    for line in stream:
        yield line if line.endswith(b"\n") else line + b"\n"
