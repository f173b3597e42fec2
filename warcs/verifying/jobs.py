"""Doing one thing to many files, in this process or in several."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
Progress = Callable[[int], None]  #: called with the bytes that were read since the last call


def over(
    task: Callable[..., T], paths: Sequence[Path], jobs: int, progress: Progress | None
) -> Iterator[T]:
    """What ``task(path, progress=…)`` makes of each path, in their order.

    ``jobs`` processes work at once; for more than one, ``task`` and its results are pickled.
    """
    if jobs <= 1 or len(paths) <= 1:
        for path in paths:
            yield task(path, progress=progress)
        return
    # A fresh process knows nothing of this one's threads (a progress bar's, say).
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(paths)), mp_context=context) as pool:
        for path, result in zip(paths, pool.map(partial(task, progress=None), paths), strict=True):
            if progress is not None:
                progress(size_of(path))
            yield result


def size_of(path: Path) -> int:
    """In bytes; 0 for what cannot be looked at."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
