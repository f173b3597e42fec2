"""``packages.jsonl``: which packages were made of a collection, a line of JSON each.

They go where nobody can follow them. When something is taken down (`archiver redact`), this tells
whoever made them which ones may hold it.
"""

import json
import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from archiver.collection.folder import Folder


def path_of(folder: Folder) -> Path:
    """Where the list is."""
    return folder.root / "packages.jsonl"


def note(folder: Folder, package: Path, moment: datetime, **more: object) -> bool:
    """Add a package that was made at ``moment`` (aware). False if the folder cannot be written."""
    date = moment.astimezone(UTC).isoformat(timespec="seconds")
    # A name that is no UTF-8 is kept as it can be read: nothing else could be written down.
    path = os.fsencode(package.absolute()).decode("utf-8", "backslashreplace")
    line = json.dumps({"path": path, "date": date, **more}, ensure_ascii=False)
    with suppress(OSError):
        with path_of(folder).open("a", encoding="utf-8") as stream:
            stream.write(f"{line}\n")  # at once: another may be written at the same time
        return True
    return False


def made_of(folder: Folder) -> list[dict[str, Any]]:
    """The packages, oldest first; lines that cannot be read are left out."""
    path = path_of(folder)
    if not path.is_file():
        return []
    found = []
    for line in path.read_text("utf-8", "replace").splitlines():
        with suppress(ValueError):
            one = json.loads(line)
            if isinstance(one, dict) and isinstance(one.get("path"), str):
                found.append(one)
    return found
