"""Checking files that no collection is around of: WARC, ARC, and packages."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from warcs.verifying import strengths
from warcs.verifying.bag import check_bag
from warcs.verifying.check import Checked, check_path
from warcs.verifying.jobs import Progress, over
from warcs.verifying.links import between
from warcs.verifying.package import check_package
from warcs.verifying.report import Fault, Report


def verify_files(
    paths: Sequence[Path],
    *,
    bags: Sequence[Path] = (),
    now: datetime,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Report:
    """Check each file by itself, what their records say of each other, and ``bags``, folders.

    ``now`` is aware. Never raises for what a file holds, or for one that cannot be read.
    """
    checked = list(over(partial(_check, now=now, alone=len(paths) == 1), paths, jobs, progress))
    faults, missing = between(file.links for file in checked)
    told = [f"{len(missing)} references name records that are in none of these files"]
    packages = any(file.report.form == "wacz" for file in checked)
    return Report(
        files=tuple(file.report for file in checked),
        # A part of a larger archive is not at fault for what lies in another file.
        faults=(
            *faults,
            *(_noted(fault) for fault in missing),
            *(fault for bag in bags for fault in check_bag(bag)),
        ),
        strengths=(
            strengths.FILE,
            *((strengths.PACKAGE,) if packages else ()),
            *((strengths.BAG,) if bags else ()),
        ),
        told=tuple(told if missing else ()),
    )


def _check(path: Path, *, now: datetime, alone: bool, progress: Progress | None) -> Checked:
    if _is_package(path):
        return check_package(path, now=now, progress=progress)
    return check_path(path, now=now, alone=alone, progress=progress)


def _is_package(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(4) == b"PK\x03\x04"
    except OSError:
        return False


def _noted(fault: Fault) -> Fault:
    return replace(fault, note=True)
