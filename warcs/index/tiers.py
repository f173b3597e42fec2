"""The segments of a folder, merged in tiers: a search asks few files, and sealing costs little.

A folder of indexes has a segment ``NAME.cdxj`` for each WARC file. Beside them, in ``merged/``, lie
merged copies: FAN segments make a file of tier 1, FAN of those one of tier 2, and so on up to
LARGEST bytes. So a segment is copied a few times in its life, and never because there are many
others; at most FAN files of each tier, and the large ones, are searched.

A merged file has a list beside it (``.json``) of the segments in it with their sizes and times. It
counts only while all of these are as they were: segments are the truth, and merged files may be
deleted at any time.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from warcs.errors import WriteFailed
from warcs.index.sorting import merged_files

FAN = 8
LARGEST = 64 << 20  # bytes of a merged file that are not merged again
FOLDER = "merged"
SUFFIXES = (".cdxj", ".cdx")

Stamp = tuple[int, int]  #: size in bytes, time of the last change in nanoseconds


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tier:
    path: Path
    level: int
    size: int
    segments: dict[str, Stamp]  #: name -> as it was when it was merged


def readable(indexes: Path) -> list[Path]:
    """The files that together hold every line of the folder once. Raises OSError."""
    stamps = _segments(indexes)
    whole, _ = _tiers(indexes, stamps)
    covered = {name for tier in whole for name in tier.segments}
    rest = sorted(indexes / name for name in stamps.keys() - covered)
    return [*(tier.path for tier in whole), *rest]


def segments(indexes: Path) -> list[Path]:
    """The segments of a folder. Raises OSError."""
    return sorted(indexes / name for name in _segments(indexes))


def tidy(indexes: Path, *, largest: int = LARGEST) -> bool:
    """Merge once, if a tier is full; remove what does not count any more. True if it merged.

    To be called when a segment was added: then once is enough. Raises WriteFailed.
    """
    try:
        stamps = _segments(indexes)
        whole, broken = _tiers(indexes, stamps)
        for tier in broken:
            _remove(tier.path)
        for leftover in (indexes / FOLDER).glob("T*.new"):  # of a merge that was broken off
            leftover.unlink(missing_ok=True)
        covered = {name for tier in whole for name in tier.segments}
        rest = sorted(stamps.keys() - covered)[:FAN]
        if len(rest) == FAN:
            _merge(indexes, 1, [indexes / name for name in rest], {n: stamps[n] for n in rest})
            return True
        for level in sorted({tier.level for tier in whole}):
            full = [t for t in whole if t.level == level and t.size < largest][:FAN]
            if len(full) == FAN:
                together = {name: stamp for t in full for name, stamp in t.segments.items()}
                _merge(indexes, level + 1, [t.path for t in full], together)
                for tier in full:
                    _remove(tier.path)
                return True
    except OSError as error:
        raise WriteFailed(f"{indexes}: cannot be merged ({error.strerror or error})") from error
    return False


def forget(indexes: Path, segment: str) -> None:
    """Remove every merged copy of a segment that was changed or is to be. Raises WriteFailed."""
    try:
        for tier in _all(indexes):
            if segment in tier.segments:
                _remove(tier.path)
    except OSError as error:
        raise WriteFailed(f"{indexes}: cannot be merged ({error.strerror})") from error


def _merge(indexes: Path, level: int, paths: Iterable[Path], stamps: dict[str, Stamp]) -> None:
    folder = indexes / FOLDER
    folder.mkdir(exist_ok=True)
    what = hashlib.sha256("\n".join(sorted(stamps)).encode()).hexdigest()[:16]
    path = folder / f"T{level:02d}-{what}.cdxj"
    new = path.with_suffix(".new")
    with new.open("wb") as stream:
        stream.writelines(merged_files(paths, folder))
        stream.flush()
        os.fsync(stream.fileno())
    path.with_suffix(".json").write_text(json.dumps({"level": level, "segments": stamps}))
    new.replace(path)  # its name may get lost: then the segments are searched


def _segments(indexes: Path) -> dict[str, Stamp]:
    found = {}
    with os.scandir(indexes) as entries:
        for entry in entries:
            if entry.name.endswith(SUFFIXES) and entry.is_file():
                stat = entry.stat()
                found[entry.name] = (stat.st_size, stat.st_mtime_ns)
    return found


def _all(indexes: Path) -> list[_Tier]:
    found = []
    for path in sorted((indexes / FOLDER).glob("T*.cdxj")):
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            said = json.loads(path.with_suffix(".json").read_bytes())
            stamps = {
                name: (int(size), int(time)) for name, (size, time) in said["segments"].items()
            }
            level, size = int(said["level"]), path.stat().st_size
            found.append(_Tier(path=path, level=level, size=size, segments=stamps))
            continue
        found.append(_Tier(path=path, level=0, size=0, segments={"": (0, 0)}))  # cannot be told
    return found


def _tiers(indexes: Path, segments: dict[str, Stamp]) -> tuple[list[_Tier], list[_Tier]]:
    """Those that count, and those that do not: changed segments in them, or others hold them."""
    whole: list[_Tier] = []
    broken: list[_Tier] = []
    seen: set[str] = set()
    for tier in sorted(_all(indexes), key=lambda tier: -tier.level):
        same = all(segments.get(name) == stamp for name, stamp in tier.segments.items())
        if same and seen.isdisjoint(tier.segments):
            whole.append(tier)
            seen |= tier.segments.keys()
        else:
            broken.append(tier)
    return whole, broken


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.with_suffix(".json").unlink(missing_ok=True)
