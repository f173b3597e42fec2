"""What can be replayed: a WACZ or WARC file, or a collection as if it were a WACZ.

ReplayWeb.page looks a URL up without loading the whole index only in a WACZ with a ZipNum index. A
list of WARC files it would have to read from end to end first. So a collection is shown as a WACZ
that is nowhere: its members are the collection's own files, read where they lie.
"""

import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from archiver.collection.folder import Folder
from archiver.collection.ingest import warc_files
from archiver.collection.packing.pages import HEADER
from archiver.collection.redaction.journal import log_of
from archiver.errors import ReplayError
from archiver.replay import revisits
from archiver.replay.page_list import PageList
from archiver.replay.server import Source
from warcs.index import tiers
from warcs.index.sorting import merged_files
from warcs.index.virtual_index import NAME, zipnum
from warcs.packaging import wacz
from warcs.packaging.virtual_zip import Bytes, File, Part, archive

KINDS = (".wacz", ".warc", ".warc.gz")
WACZ, LIST = "collection.wacz", "collection.json"
#: Pages of a WACZ that ReplayWeb.page may read at once before it shows anything: in about a second.
MOST_LISTED = 2000
AT_ONCE = 25  # what it takes for the first part of a longer list, before it asks for the second
#: A list of WACZ files, by which it learns that the list of pages is to be asked for in parts.
DESCRIBED = {
    "profile": "multi-wacz-package",
    "resources": [{"name": WACZ, "path": WACZ}],
    "pagesQueryUrl": "captures/pages",
}
NO_PAGES = (json.dumps(HEADER) + "\n").encode()


@contextmanager
def source(path: Path) -> Iterator[Source]:
    """What is at ``path``: a collection's folder, or a .wacz, .warc or .warc.gz file.

    Raises ReplayError, CollectionError: there is nothing that can be replayed.
    """
    if path.is_dir():
        with _of_collection(path) as found:
            yield found
    else:
        yield _of_file(path)


def _of_file(path: Path) -> Source:
    name = path.name.lower()
    kind = next((suffix for suffix in KINDS if name.endswith(suffix)), None)
    if not path.is_file():
        raise ReplayError(f"{path}: no such file or folder")
    if kind is None:
        raise ReplayError(f"{path}: only .wacz, .warc and .warc.gz files can be replayed")
    if kind == ".wacz" and not zipfile.is_zipfile(path):
        raise ReplayError(f"{path}: is no WACZ file (it is not a ZIP file, or cut off)")
    if kind == ".wacz" and not _is_wacz(path):
        raise ReplayError(f"{path}: is no WACZ file (datapackage.json is missing)")
    opened = f"capture{kind}"
    return Source(title=path.name, opened=opened, files={opened: File.whole(path)})


def _is_wacz(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as package:
            return "datapackage.json" in package.namelist()
    except (zipfile.BadZipFile, OSError):
        return False


@contextmanager
def _of_collection(root: Path) -> Iterator[Source]:
    folder = Folder(root)
    folder.require()
    holds = _unredacted(folder)
    files = warc_files(folder.archive)
    title = root.resolve().name
    with _scratch(folder) as (index, more), PageList(folder.pages, WACZ) as pages:
        whole = archive(_members(folder, [*files, *more], index, title))
        if pages.count <= MOST_LISTED:
            yield Source(title=title, opened=WACZ, files={WACZ: whole}, holds=holds)
            return
        described = {
            **DESCRIBED,
            "title": title,
            "totalPages": pages.count,
            "initialPages": pages.newest(AT_ONCE),
        }
        yield Source(
            title=title,
            opened=LIST,
            files={LIST: Bytes(json.dumps(described).encode()), WACZ: whole},
            queries={"pages": pages.answer},
            holds=holds,
        )


def _unredacted(folder: Folder) -> Callable[[], bool]:
    """Whether nothing was redacted since: titles and addresses are in memory, and stay there."""
    log = log_of(folder)

    def size() -> int:
        return log.stat().st_size if log.exists() else 0

    before = size()
    return lambda: not folder.journal.exists() and size() == before


@contextmanager
def _scratch(folder: Folder) -> Iterator[tuple[Path, list[Path]]]:
    """A file with the lines of all segments, sorted, and WARC files that are there for this replay
    alone; temporary, where something has to be made."""
    found = tiers.readable(folder.indexes) if folder.indexes.is_dir() else []
    if not found:
        raise ReplayError(
            f"{folder.root}: has no index yet; `archiver index {folder.root}` makes that of its"
            " sealed files; `archiver seal` seals the one that runs with --keep-open go on in"
        )
    with tempfile.TemporaryDirectory(prefix="archiver-replay-") as name:
        named = Path(name) / revisits.NAME
        instead = revisits.write(folder, named)
        if len(found) == 1 and not instead:
            yield found[0], []
            return
        merged = Path(name) / "index.cdxj"
        with merged.open("wb") as output:
            lines = merged_files(found, Path(name))
            output.writelines(revisits.put_in(lines, instead) if instead else lines)
        yield merged, [named] if instead else []


def _members(
    folder: Folder, files: Sequence[Path], index: Path, title: str
) -> list[tuple[str, Part]]:
    """As WACZ 1.1.1 §5 wants them. The digests of ``resources`` are left out: nobody keeps this."""
    idx, lines = zipnum(index)
    package = {"profile": "data-package", "wacz_version": wacz.VERSION, "resources": []}
    described = json.dumps({**package, "title": title, "metadata": {"title": title}}).encode()
    pages: Part = File.whole(folder.pages) if folder.pages.is_file() else Bytes(NO_PAGES)
    return [
        ("datapackage.json", Bytes(described)),
        ("pages/pages.jsonl", pages),
        ("indexes/index.idx", Bytes(idx)),
        (f"indexes/{NAME}", lines),
        *((f"archive/{path.name}", File.whole(path)) for path in files),
    ]
