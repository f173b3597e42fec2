"""Sound copies of all WARC files below a folder."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from warcs.errors import Refused
from warcs.files import OPEN
from warcs.repairing.repair import repair
from warcs.repairing.report import Repaired
from warcs.verifying.jobs import Progress

PATTERNS = ("*.warc", "*.warc.gz", "*.warc.zst", f"*.warc.gz{OPEN}", "*.arc", "*.arc.gz")
_ENDING = re.compile(r"\.w?arc(\.gz|\.zst)?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairedFiles:
    """What became of the files of a folder."""

    files: tuple[Repaired, ...]
    refused: tuple[str, ...] = ()  #: those out of which nothing could be got, a line each


def files_in(folder: Path) -> list[Path]:
    """The WARC and ARC files below ``folder``, those that are still open too."""
    return sorted(file for pattern in PATTERNS for file in folder.rglob(pattern))


def repair_files(
    folder: Path,
    out: Path,
    *,
    now: datetime,
    keep_faulty: bool = False,
    gzip: bool = False,
    progress: Progress | None = None,
) -> RepairedFiles:
    """Write a sound copy of each WARC file below ``folder`` to its place below ``out``.

    As :func:`repair` does, ``now`` is aware; a file that cannot be repaired does not stop the
    others.
    """
    done, refused = [], []
    for file in files_in(folder):
        copy = out / file.relative_to(folder)
        copy = copy.with_name(_name(copy.name, gzip=gzip))
        made = _made(copy.parent)
        try:
            done.append(
                repair(
                    file, now=now, out=copy, keep_faulty=keep_faulty, gzip=gzip, progress=progress
                )
            )
        except (Refused, OSError) as error:
            refused.append(str(error))
            for place in made:
                place.rmdir()
    return RepairedFiles(files=tuple(done), refused=tuple(refused))


def _name(name: str, *, gzip: bool) -> str:
    """What the copy of a file of this name is called."""
    name = name.removesuffix(OPEN)
    return _ENDING.sub(lambda found: f".warc{'.gz' if gzip else found[1] or ''}", name)


def _made(folder: Path) -> list[Path]:
    """The folders that had to be made, the deepest first."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing
