"""What a job has done: a line of JSON a part, behind a line that says how it reads.

A part counts only if its line is there, the file that it was read from is as it was, the job reads
as it did, and the part is as long as the line says.
"""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from archiver.data import SCHEMA_VERSION
from archiver.errors import LoadingError
from archiver.jobs.tasks import Done, Source
from archiver.loading import Options
from archiver.reading import READER
from warcs.files import sync_folder

AGAIN = "--again"


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """How a job reads."""

    options: Options
    schema: str = str(SCHEMA_VERSION)  #: of the parts' columns
    reader: str = READER  #: version of the reader
    ledger: int = 1  #: version of this file
    publications: str | None = None  #: digits of a digest of the publication files that were given

    @classmethod
    def of(cls, options: Options) -> "Header":
        """How a job with these options reads now. Raises OSError."""
        if options.publications is None:
            return cls(options=options)
        files = sorted(Path(options.publications).glob("*.toml"))
        said = [(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in files]
        digest = hashlib.sha256(msgspec.json.encode(said)).hexdigest()
        return cls(options=options, publications=digest[:12])

    def differs(self, other: "Header") -> str | None:
        """In which of its values ``other`` is another, with both; None if in none."""
        for name in ("reader", "schema", "ledger"):
            mine, its = getattr(self, name), getattr(other, name)
            if mine != its:
                return f"{name}: {its}, was {mine}"
        if self.options == other.options and self.publications != other.publications:
            return f"publications: the files in {self.options.publications} were changed"
        for name in Options.__struct_fields__:
            mine, its = getattr(self.options, name), getattr(other.options, name)
            if mine != its:
                return f"{name}: {_said(its)}, was {_said(mine)}"
        return None


class Ledger:
    """The ledger in ``folder``, of a job or a shard of it, whose parts are in ``parts``."""

    def __init__(self, folder: Path, parts: Path | None = None) -> None:
        self._path = folder / "ledger.jsonl"
        self._parts = parts or folder / "parts"

    def begin(self, header: Header, sources: Iterable[Source], *, again: bool) -> dict[str, Done]:
        """The parts that count, by the places of their files. The ledger holds these only then.

        Raises LoadingError for what is not as it was; with ``again`` that is read again instead.
        """
        before, lines = self._read()
        if before is not None and (why := before.differs(header)) is not None:
            if not again:
                raise self._other(f"it was begun with other options ({why}); give the same")
            lines = []
        wanted = {source.place: source for source in sources}
        kept: dict[str, Done] = {}
        for done in lines:
            why = self._fault(done, wanted)
            if why is not None and not again:
                raise self._other(why)
            if why is None and self._is_whole(done):
                kept[done.source.place] = done
        self._write(header, kept.values())
        return kept

    def add(self, done: Done) -> None:
        """A part is there."""
        with self._path.open("ab") as stream:
            stream.write(msgspec.json.encode(done) + b"\n")
            stream.flush()
            os.fsync(stream.fileno())

    def _fault(self, done: Done, wanted: dict[str, Source]) -> str | None:
        source = done.source
        now = wanted.get(source.place)
        if now is None:
            return f"{source.place} was read for it and is not among the files any more"
        if (now.size, now.stamp) == (source.size, source.stamp):
            return None
        size = f"{source.size} bytes, now {now.size}" if now.size != source.size else "another time"
        return f"{source.place} was changed since it was read ({size})"

    def _is_whole(self, done: Done) -> bool:
        try:
            return (self._parts / done.source.part).stat().st_size == done.size
        except OSError:
            return False

    def _other(self, why: str) -> LoadingError:
        return LoadingError(f"{self._path.parent}: {why}, or {AGAIN} to read again what differs")

    def _read(self) -> tuple[Header | None, list[Done]]:
        """The header, and the lines that can be read; a line that a crash cut does not count."""
        try:
            first, *lines = self._path.read_bytes().splitlines() or [b""]
        except FileNotFoundError:
            return None, []
        try:
            header = msgspec.json.decode(first, type=Header)
        except msgspec.DecodeError:
            return None, []
        found: dict[str, Done] = {}
        for line in lines:
            try:
                done = msgspec.json.decode(line, type=Done)
            except msgspec.DecodeError:
                continue
            found[done.source.place] = done
        return header, list(found.values())

    def _write(self, header: Header, lines: Iterable[Done]) -> None:
        new = self._path.with_name(f"{self._path.name}.new")
        with new.open("wb") as stream:
            for value in (header, *lines):
                stream.write(msgspec.json.encode(value) + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(self._path)
        sync_folder(self._path.parent)


def _said(value: object) -> str:
    if value is None or value == ():
        return "none"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
