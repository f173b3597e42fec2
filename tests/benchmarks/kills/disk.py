"""What lies in the archive at a moment, by nothing but reading its files."""

import random
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from archiver.collection.folder import Folder
from tests.spiders.crawling import query
from warcs.files import OPEN
from warcs.reader import read_records


@dataclass(kw_only=True)
class Archive:
    """The files of the collection in ``folder``; those that were not changed are read once."""

    folder: Path
    _read: dict[tuple[str, int], frozenset[str]] = field(default_factory=dict)

    def whole(self) -> frozenset[str]:
        """The paths of URLs of which a capture is whole: response and request, and so says it."""
        found: set[str] = set()
        for path in Folder(self.folder).archive.iterdir() if self._is_made() else ():
            key = (path.name.removesuffix(OPEN), path.stat().st_size)
            if key not in self._read:
                self._read[key] = _whole(path)
            found |= self._read[key]
        return frozenset(found)

    def tear(self, chance: random.Random) -> int:
        """Cut an open file within its last write, if nobody was told that it is kept: so a kill in
        the middle of write(2) leaves it. Returns how many bytes were cut."""
        for path in Folder(self.folder).open_files() if self._is_made() else ():
            name, size = path.name.removesuffix(OPEN), path.stat().st_size
            told = query(self.folder, f"SELECT max(ingested) FROM open_files WHERE name = '{name}'")
            begin = max(told[0][0] or 0, _last_write(path))
            if begin < size:
                end = chance.randrange(begin, size)
                with path.open("r+b") as stream:
                    stream.truncate(end)
                return size - end
        return 0

    def _is_made(self) -> bool:
        return Folder(self.folder).archive.is_dir()


def _whole(path: Path) -> frozenset[str]:
    with path.open("rb") as stream:
        records = list(read_records(stream, path.name))
    there = {record.id for record in records}
    found = set()
    for record in records:
        if record.type in ("response", "revisit"):
            named = {x.strip("<> ") for field, x in record.fields if field == "WARC-Concurrent-To"}
            if named <= there:
                split = urlsplit(record.url)
                found.add(split.path)
    return frozenset(found)


def _last_write(path: Path) -> int:
    """Where the records begin that were written last, together."""
    with path.open("rb") as stream:
        records = list(read_records(stream, path.name))
    begin = path.stat().st_size
    group: set[str] = set()
    for record in reversed(records):
        named = {x.strip("<> ") for field, x in record.fields if field == "WARC-Concurrent-To"}
        if group and record.id not in group and group.isdisjoint(named):
            break
        group |= {record.id, *named}
        begin = record.offset
    return begin
