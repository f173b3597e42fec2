"""A sound copy of a damaged collection; the collection itself is never changed."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archiver.collection.folder import Folder, Lock
from archiver.collection.preserving.rebuild import Rebuilt, rebuild
from archiver.errors import CollectionError
from warcs import Refused
from warcs.files import OPEN, sealed_file
from warcs.proving import manifest
from warcs.recording.recovery import DAMAGED
from warcs.repairing import Repaired, repair
from warcs.verifying import check_path
from warcs.verifying.jobs import Progress, size_of

#: What a repair makes anew, or treats file by file.
_OWN = ("archive", "indexes", "pages", "manifest.jsonl", ".lock")


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairedCollection:
    """What became of a collection."""

    out: Path
    files: tuple[Repaired, ...]  #: those that were not sound; the others were copied
    copied: int  #: sound files
    rebuilt: Rebuilt
    told: tuple[str, ...]  #: what else must be said, a line each


def repair_collection(
    root: Path,
    out: Path,
    *,
    now: datetime,
    keep_faulty: bool = False,
    progress: Progress | None = None,
) -> RepairedCollection:
    """Write a sound copy of the collection in ``root`` to the folder ``out``; ``now`` is aware.

    Its catalogue, indexes and pages are made anew; its manifest goes on from the old one, with a
    line for each file that is another now. Raises CollectionError if ``root`` is no collection or
    is being written to, or ``out`` is not empty.
    """
    folder, target = Folder(root), Folder(out)
    folder.require()
    if out.exists() and any(out.iterdir() if out.is_dir() else [out]):
        raise CollectionError(f"{out}: is there already; give a new or empty folder with -o")
    with ExitStack() as stack:
        if any(folder.archive.glob(f"*{OPEN}")):
            # Only what nobody writes to can be repaired.
            stack.callback(Lock(folder).release)
        target.make()
        _copy_others(folder, target)
        done: list[Repaired | str | None] = []
        for path in sorted(_warcs(folder)):
            done.append(_file(path, target, now=now, keep_faulty=keep_faulty))
            if progress is not None:
                progress(size_of(path))
        told = [*(one for one in done if isinstance(one, str)), *_manifest(folder, target)]
        rebuilt = rebuild(out)
    return RepairedCollection(
        out=out,
        files=tuple(one for one in done if isinstance(one, Repaired)),
        copied=done.count(None),
        rebuilt=rebuilt,
        told=tuple(told),
    )


def _warcs(folder: Folder) -> Iterator[Path]:
    for pattern in ("*.warc.gz", f"*.warc.gz{OPEN}", f"*.warc.gz{DAMAGED}"):
        yield from folder.archive.glob(pattern)


def _file(path: Path, target: Folder, *, now: datetime, keep_faulty: bool) -> Repaired | str | None:
    """Copy a sound file, repair another; a line if neither could be done, None if it is sound."""
    name = path.name.removesuffix(OPEN).removesuffix(DAMAGED)
    copy = target.archive / name
    if copy.exists():
        return f"{path.name}: was left out, for {name} is there as well"
    try:
        if check_path(path, now=now).report.sound:
            shutil.copyfile(path, copy)
            return None
        done = repair(path, now=now, out=copy, keep_faulty=keep_faulty)
    except (Refused, OSError) as error:
        return f"{path.name}: nothing could be got out of it ({error})"
    if done.faulty_out is not None:
        # In archive/ it would be taken for a file of the collection.
        aside = target.root / "faulty"
        aside.mkdir(exist_ok=True)
        Path(done.faulty_out).rename(aside / Path(done.faulty_out).name)
    return done


def _copy_others(folder: Folder, target: Folder) -> None:
    """Copy what is neither WARC file nor made anew; the catalogue for the state that it has."""
    for path in sorted(folder.root.iterdir()):
        if path.name in _OWN or path.name.startswith(folder.catalogue.name):
            continue
        if path.is_dir():
            shutil.copytree(path, target.root / path.name, dirs_exist_ok=True)
        else:
            shutil.copyfile(path, target.root / path.name)
    # Copied as files: to open it, if only for reading, makes SQLite write beside it.
    for suffix in ("", "-wal"):
        path = folder.catalogue.with_name(f"{folder.catalogue.name}{suffix}")
        if path.is_file():
            shutil.copyfile(path, target.root / path.name)


def _manifest(folder: Folder, target: Folder) -> Iterator[str]:
    """Go on with the old manifest, if it is whole: a kept head stays one of its lines."""
    chain = manifest.read(folder.manifest)
    if chain.problems:
        yield f"the old manifest is broken, a new one was begun: {chain.problems[0]}"
        return
    if chain.lines:
        shutil.copyfile(folder.manifest, target.manifest)
    for name, entry in sorted(chain.newest.items()):
        path = target.archive / name
        if not path.exists():
            continue
        sealed = sealed_file(path)
        if sealed.sha256 != entry["sha256"]:
            manifest.append(target.manifest, sealed, replaces=entry["sha256"], repair="yes")
