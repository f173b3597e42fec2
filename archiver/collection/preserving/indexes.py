"""The indexes of a collection, and of WARC files that belong to none."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from archiver.collection import ingest
from archiver.collection.folder import Folder, Lock
from archiver.collection.record import OWN_URL
from warcs.index import indexing, tiers
from warcs.index.lookup import Entry, Index, Match
from warcs.index.sorting import merged_files, sorted_lines


def index(
    paths: tuple[Path, ...],
    out: Path | None,
    write: Callable[[bytes], object],
    progress: Callable[[str], object] = lambda line: None,
) -> indexing.Indexed:
    """Make the index of WARC files and folders of them; ``write`` gets it where ``out`` is None.

    ``out`` is a folder for segments, or a file for the sorted lines of all. One collection without
    ``out`` has its own indexes brought up to date; with a file, they are merged into it. Raises
    warcs.Refused, warcs.WriteFailed, OSError, and CollectionError for a collection in use.
    """
    folder = Folder(paths[0])
    own = len(paths) == 1 and folder.archive.is_dir()
    to_folder = out is not None and (
        out.is_dir() or not out.name.endswith((".cdxj", ".cdx", ".gz"))
    )
    if out is not None and to_folder:
        return indexing.update(indexing.found_in(paths), out, progress=progress)
    if own:
        done = update(folder, progress)
        if out is not None:
            indexing.merge_into(merged_files(tiers.readable(folder.indexes), out.parent), out)
        return done
    done = indexing.Indexed()
    place = out.parent if out is not None else None
    lines = sorted_lines(indexing.read_all(indexing.found_in(paths), done), place)
    if out is not None:
        indexing.merge_into(lines, out)
        return done
    for line in lines:
        write(line)
    return done


def update(folder: Folder, progress: Callable[[str], object]) -> indexing.Indexed:
    """Segments for the sealed files of a collection that have none, or an older one."""
    lock = Lock(folder)
    try:
        files = ingest.warc_files(folder.archive)
        return indexing.update(
            files, folder.indexes, trusted=True, leave_out=OWN_URL, progress=progress
        )
    finally:
        lock.release()


def find(
    where: Path, url: str, match: Match, *, near: datetime | None, limit: int | None
) -> Iterator[Entry]:
    """The captures of ``url`` in a collection, a folder of indexes or an index file.

    ``near`` (aware): only the one nearest to it. Raises OSError.
    """
    folder = Folder(where)
    with Index(folder.indexes if folder.archive.is_dir() else where) as index:
        if near is not None:
            nearest = index.nearest(url, near)
            yield from (nearest,) if nearest else ()
        else:
            yield from islice(index.find(url, match), limit)
